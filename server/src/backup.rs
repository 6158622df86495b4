//! `xishan backup FILE`: everything the database holds, as one SQLite file, while the server serves.
//!
//! SQLite writes the file itself (`vacuum into`), PostgreSQL is read in one transaction; so the file is one state of the database, and
//! what was deleted is not in it. It grows under another name beside its place and gets its own when it is on the disk: a file with
//! the name of a backup is a whole backup. Only its owner can read it: it holds names, addresses and the text of reports.

use crate::db::Db;
use crate::fault;
use crate::store::copy::{self, Held, file};
use crate::store::version::{self, Version};
use domain::id::CommunityId;
use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Why there is no backup.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A backup never replaces a file.
    #[error("{} is there already: name another file", .0.display())]
    Exists(PathBuf),
    /// SQLite is told the name as text.
    #[error("{} is not a name of a file in UTF-8", .0.display())]
    Name(PathBuf),
    /// There is nothing to keep.
    #[error("the database holds no community")]
    Empty,
    /// The tables are not those that this program knows.
    #[error(
        "the tables of the database are of version {0}, which this program does not know: use the program that serves it"
    )]
    Version(i64),
    /// What was written cannot be read back.
    #[error("the backup came out damaged: {0}")]
    Damaged(String),
    /// The file's fault.
    #[error("{}: {}", .0.display(), .1)]
    File(PathBuf, io::Error),
    /// The database's fault.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
}

/// What was written.
#[derive(Clone, Copy, Debug)]
pub struct Backup {
    /// What it holds.
    pub held: Held,
    /// How large it is.
    pub bytes: u64,
}

/// Writes the whole database to `path`.
///
/// # Errors
/// When there is a file already, or something cannot be read or written: then nothing is left behind.
pub async fn backup(db: &Db, path: &Path) -> Result<Backup, Fault> {
    if path.exists() {
        return Err(Fault::Exists(path.into()));
    }
    let draft = Draft::beside(path)?;
    fault::at("a backup has a name of its own");
    match file::readers(db) {
        Some(readers) => {
            known(&mut db.read(CommunityId::default()).await?).await?;
            file::vacuum(readers, draft.name()?).await?;
        }
        None => copy_into(db, &draft).await?,
    }
    fault::at("a backup is written");
    let held = inspect(&draft.path).await?;
    fault::at("a backup is looked through");
    let bytes = draft.publish(path)?;
    Ok(Backup { held, bytes })
}

/// The version of the tables, when this program can read them.
async fn known(tx: &mut crate::db::Tx) -> Result<Option<i64>, Fault> {
    match version::of(tx).await? {
        Version::Current => Ok(None),
        Version::Older(version) => Ok(Some(version)),
        Version::None => Err(Fault::Empty),
        Version::Foreign(version) => Err(Fault::Version(version)),
    }
}

async fn copy_into(db: &Db, draft: &Draft) -> Result<(), Fault> {
    let mut from = db.read(CommunityId::default()).await?;
    let version = known(&mut from).await?;
    let pool = file::make(&draft.path, version).await?;
    let mut to = file::begin(&pool).await?;
    let tables = copy::tables(&mut to, &mut from).await?;
    copy::copy(&mut from, &mut to, &tables).await?;
    to.commit().await?;
    pool.close().await;
    Ok(())
}

/// Reads back what was written.
async fn inspect(path: &Path) -> Result<Held, Fault> {
    let pool = file::open(path).await?;
    let mut tx = file::begin(&pool).await?;
    if let Some(damage) = file::damage(&mut tx).await?.into_iter().next() {
        return Err(Fault::Damaged(damage));
    }
    let tables = copy::own_tables(&mut tx).await?;
    let held = copy::held(&mut tx, &tables).await?;
    drop(tx);
    pool.close().await;
    if held.revision.is_some() { Ok(held) } else { Err(Fault::Empty) }
}

/// A file that nobody else can read, under a name of its own until it is whole. Dropped, it is gone.
pub struct Draft {
    /// Where it is now.
    pub path: PathBuf,
}

impl Draft {
    /// An empty file beside `path`.
    ///
    /// # Errors
    /// When the folder is not there or cannot be written.
    pub fn beside(path: &Path) -> Result<Draft, Fault> {
        let mut name = path.file_name().ok_or_else(|| Fault::Name(path.into()))?.to_owned();
        name.push(format!(".{}.part", uuid::Uuid::now_v7().simple()));
        let path = path.with_file_name(name);
        let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path);
        made.map_err(|error| Fault::File(path.clone(), error))?;
        Ok(Draft { path })
    }

    /// Where it is, as text.
    ///
    /// # Errors
    /// When the name is not UTF-8.
    pub fn name(&self) -> Result<&str, Fault> {
        self.path.to_str().ok_or_else(|| Fault::Name(self.path.clone()))
    }

    /// Puts it on the disk and gives it its name, which nobody may have taken meanwhile. Answers its size.
    pub(crate) fn publish(self, path: &Path) -> Result<u64, Fault> {
        let failed = |error: io::Error| match error.kind() {
            io::ErrorKind::AlreadyExists => Fault::Exists(path.into()),
            _ => Fault::File(path.into(), error),
        };
        let file = File::open(&self.path).map_err(failed)?;
        file.sync_all().map_err(failed)?;
        fault::at("a backup is on the disk");
        match std::fs::hard_link(&self.path, path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(failed(error)),
            // A file system without links: renaming would replace, so look once more before.
            Err(_) if path.exists() => return Err(Fault::Exists(path.into())),
            Err(_) => std::fs::rename(&self.path, path).map_err(failed)?,
            Ok(()) => {}
        }
        fault::at("a backup has its name");
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)?;
        Ok(file.metadata().map_err(failed)?.len())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // After a rename there is nothing here any more.
        std::fs::remove_file(&self.path).ok();
    }
}
