//! `xishan restore FILE`: a backup becomes the database again, of either kind; so this is also how a community moves from SQLite to
//! PostgreSQL and back.
//!
//! The file is looked at before anything is written, and is never changed. The database must be empty, because two communities cannot
//! be mixed and a restore must not be able to destroy one. Everything goes in within one transaction, with a new epoch: phones that
//! saw revisions which are now lost start over, and send again what was not yet confirmed to them.

use crate::backup::{self, Draft};
use crate::db::{Db, SQLITE, Tx};
use crate::fault;
use crate::store::community;
use crate::store::copy::{self, Held, file};
use crate::store::version::{self, Version};
use domain::id::CommunityId;
use sqlx::sqlite::SqlitePool;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The first bytes of every SQLite file.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// Why nothing was restored.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// There is something in the database.
    #[error(
        "the database is not empty, and a restore never replaces anything. Nothing was changed. \
        Restore into a new one (another file, or a new PostgreSQL database), look at it with `xishan doctor`, \
        then start the server with it"
    )]
    NotEmpty,
    /// The file is something else.
    #[error("{} is not a backup of Xishan", .0.display())]
    NotABackup(PathBuf),
    /// The file is open, and part of what it holds is in the file beside it.
    #[error("{} is a database in use and not a backup: make one with `xishan backup`", .0.display())]
    InUse(PathBuf),
    /// The file is broken.
    #[error("{} is damaged ({}): use another backup", .0.display(), .1)]
    Damaged(PathBuf, String),
    /// The file is from the future.
    #[error("{} was made by a newer program (tables of version {}): restore it with that one", .0.display(), .1)]
    Newer(PathBuf, i64),
    /// Not everything arrived.
    #[error("the backup holds {0}, but {1} arrived; nothing was kept")]
    Incomplete(Held, Held),
    /// The file cannot be read.
    #[error("{}: {}", .0.display(), .1)]
    File(PathBuf, io::Error),
    /// The copy that an older backup needs could not be made.
    #[error(transparent)]
    Draft(#[from] backup::Fault),
    /// The tables of an older backup could not be brought up to date.
    #[error("the tables of the backup could not be brought up to date: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// The database's fault.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
}

/// Puts everything that the backup at `path` holds into the empty database.
///
/// # Errors
/// When the file is no whole backup, or the database is not empty: then nothing is changed.
pub async fn restore(db: &Db, path: &Path) -> Result<Held, Fault> {
    let damaged = |error: sqlx::Error| Fault::Damaged(path.into(), error.to_string());
    refuse_what_is_no_backup(path)?;
    let pool = file::open(path).await.map_err(damaged)?;
    let version = examine(&pool, path).await?;
    let held = match version {
        Version::Current => fill(db, &pool).await?,
        Version::Older(_) => {
            let draft = Draft::beside(path)?;
            file::vacuum(&pool, draft.name()?).await?;
            let newer = file::make(&draft.path, None).await?;
            let held = fill(db, &newer).await;
            newer.close().await;
            held?
        }
        Version::None => return Err(Fault::NotABackup(path.into())),
        Version::Foreign(version) => return Err(newer_or_other(path, version)),
    };
    pool.close().await;
    Ok(held)
}

fn newer_or_other(path: &Path, version: i64) -> Fault {
    let newest = SQLITE.iter().map(|migration| migration.version).max().unwrap_or(0);
    if version > newest { Fault::Newer(path.into(), version) } else { Fault::NotABackup(path.into()) }
}

fn refuse_what_is_no_backup(path: &Path) -> Result<(), Fault> {
    let fault = |error: io::Error| Fault::File(path.into(), error);
    let mut head = Vec::new();
    std::fs::File::open(path).and_then(|file| file.take(16).read_to_end(&mut head)).map_err(fault)?;
    if head != MAGIC {
        return Err(Fault::NotABackup(path.into()));
    }
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    if std::fs::metadata(log).is_ok_and(|log| log.len() > 0) { Err(Fault::InUse(path.into())) } else { Ok(()) }
}

/// Reads every page of the file; answers the version of its tables.
async fn examine(pool: &SqlitePool, path: &Path) -> Result<Version, Fault> {
    let damaged = |error: sqlx::Error| Fault::Damaged(path.into(), error.to_string());
    let mut tx = file::begin(pool).await.map_err(damaged)?;
    let mut found = file::damage(&mut tx).await.map_err(damaged)?;
    found.extend(file::dangling(&mut tx).await.map_err(damaged)?);
    match found.into_iter().next() {
        Some(first) => Err(Fault::Damaged(path.into(), first)),
        None => version::of(&mut tx).await.map_err(damaged),
    }
}

async fn fill(db: &Db, pool: &SqlitePool) -> Result<Held, Fault> {
    let mut from = file::begin(pool).await?;
    let mut to = db.write(CommunityId::default()).await?;
    let tables = copy::tables(&mut from, &mut to).await?;
    let whole = copy::held(&mut from, &tables).await?;
    if whole.revision.is_none() {
        return Err(backup::Fault::Empty.into());
    }
    refuse_what_is_not_empty(&mut to, &tables).await?;
    copy::copy(&mut from, &mut to, &tables).await?;
    let arrived = copy::held(&mut to, &tables).await?;
    if arrived != whole {
        return Err(Fault::Incomplete(whole, arrived));
    }
    fault::at("a restore has the old life");
    community::renew_epoch(&mut to).await?;
    to.commit().await?;
    Ok(arrived)
}

async fn refuse_what_is_not_empty(to: &mut Tx, tables: &[copy::Table]) -> Result<(), Fault> {
    if copy::held(to, tables).await?.rows > 0 { Err(Fault::NotEmpty) } else { Ok(()) }
}
