//! Everything of a community as one ZIP archive: CSV files that a fresh server imports, a workbook for people to read, and a text that
//! says what is in neither.
//!
//! All of it is read in one transaction, so that it is one state of the community, and the workbook row by row: of a year of orders
//! never more than one is in memory. The archive is a file without a name: it is gone when it was sent, and when the server dies.

mod book;
mod notes;
mod words;

use crate::backup::{Draft, Fault};
use crate::commands::now;
use crate::db::Db;
use crate::error::Error;
use crate::import::written;
use crate::store::census;
use domain::id::CommunityId;
use rust_xlsxwriter::Workbook;
use std::fs::{File, OpenOptions};
use std::io::{self, Seek, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use uuid::Uuid;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// What the workbook is called in the archive.
const BOOK: [&str; 2] = ["社区.xlsx", "community.xlsx"];

/// What was read, and waits to be written.
struct Read {
    files: Vec<(&'static str, Vec<u8>)>,
    book: Workbook,
    english: bool,
}

/// An archive.
#[derive(Debug)]
pub struct Whole {
    /// Its file, to be read from the beginning.
    pub file: File,
    /// How many residents are in its files.
    pub people: usize,
}

/// Reads everything of a community, and packs it.
///
/// # Errors
/// When the database cannot be read, or there is no room for the file.
pub async fn pack(db: &Db, community: CommunityId, english: bool) -> Result<Whole, Error> {
    let (read, people) = read(db, community, english).await?;
    let work = tokio::task::spawn_blocking(move || -> Result<File, Error> {
        let mut file = write(read, nameless()?)?;
        file.rewind()?;
        Ok(file)
    });
    let file = work.await.map_err(|stopped| Error::File(io::Error::other(stopped)))??;
    Ok(Whole { file, people })
}

/// The same as a file with a name, for the operator; where that does not end with `.zip`, as a folder with the files in it. Answers how
/// many residents are in it.
///
/// # Errors
/// When the database cannot be read, or there is something of that name.
pub async fn export(
    db: &Db,
    community: CommunityId,
    path: &Path,
) -> Result<usize, Box<dyn std::error::Error + Send + Sync>> {
    if path.exists() {
        return Err(Fault::Exists(path.into()).into());
    }
    let (read, people) = read(db, community, false).await?;
    if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip")) {
        let draft = Draft::beside(path)?;
        write(read, OpenOptions::new().write(true).open(&draft.path)?)?;
        draft.publish(path)?;
    } else {
        unpack(read, path)?;
    }
    Ok(people)
}

async fn read(db: &Db, community: CommunityId, english: bool) -> Result<(Read, usize), Error> {
    let mut tx = db.read(community).await?;
    let census = census::read(&mut tx, now().day()).await?;
    let (files, people) = (written::write(&census)?, census.residents.len());
    drop(census);
    let book = book::write(&mut tx, english).await?;
    Ok((Read { files, book, english }, people))
}

/// A file that nobody else can open.
fn nameless() -> io::Result<File> {
    let path = std::env::temp_dir().join(format!("xishan-{}.part", Uuid::now_v7().simple()));
    let file = OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(&path)?;
    std::fs::remove_file(&path)?;
    Ok(file)
}

fn write(read: Read, file: File) -> Result<File, Error> {
    let Read { files, mut book, english } = read;
    let mut archive = ZipWriter::new(file);
    let packed = SimpleFileOptions::default().unix_permissions(0o600);
    for (name, bytes) in &files {
        archive.start_file(*name, packed).map_err(io::Error::from)?;
        archive.write_all(bytes)?;
    }
    archive.start_file(notes::NAME, packed).map_err(io::Error::from)?;
    archive.write_all(notes::TEXT.as_bytes())?;
    // It is an archive itself.
    let stored = packed.compression_method(CompressionMethod::Stored).large_file(true);
    archive.start_file(BOOK[usize::from(english)], stored).map_err(io::Error::from)?;
    book.save_to_writer(&mut archive)?;
    let file = archive.finish().map_err(io::Error::from)?;
    file.sync_all()?;
    Ok(file)
}

fn unpack(read: Read, folder: &Path) -> Result<(), Error> {
    let Read { files, mut book, english } = read;
    std::os::unix::fs::DirBuilderExt::mode(&mut std::fs::DirBuilder::new(), 0o700).create(folder)?;
    let new = |name: &str| OpenOptions::new().write(true).create_new(true).mode(0o600).open(folder.join(name));
    for (name, bytes) in &files {
        new(name)?.write_all(bytes)?;
    }
    new(notes::NAME)?.write_all(notes::TEXT.as_bytes())?;
    book.save_to_writer(new(BOOK[usize::from(english)])?)?;
    Ok(())
}
