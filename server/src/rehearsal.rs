//! `xishan import --dry-run`: what an import would find in the database, said beforehand.
//!
//! The files can be read without a database; what an import would leave alone, only a database can tell. So it is looked at as it
//! is, and nothing is made or brought up to date: a name with a slip in it must not become a file, and whoever tries a newer program
//! must not find the tables of the server that runs changed by a word that promises to change nothing.

use crate::db::Db;
use crate::import::census::Census;
use crate::store::census;
use crate::store::version::{self, Version};
use domain::id::CommunityId;
use std::fmt;

/// Why it cannot be said.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// An import would fail, too.
    #[error(
        "the tables of the database are of version {0}, which this program does not know: use the program that serves it"
    )]
    Version(i64),
    /// The database's fault.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
}

/// What was found in the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rehearsal {
    /// There is none: an import would make it.
    Missing,
    /// There is one, without any tables.
    Empty,
    /// Its tables are of this older version: an import would bring them up to date.
    Older(i64),
    /// The lines that an import would leave as people, the desk and the cook have them.
    Kept(Vec<String>),
}

impl fmt::Display for Rehearsal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Rehearsal::Missing => write!(f, "没有这个数据库：只查了文件。地址没写错的话，正式导入时会新建"),
            Rehearsal::Empty => write!(f, "数据库是空的：只查了文件，正式导入时会建表"),
            Rehearsal::Older(version) => write!(
                f,
                "数据库的表是旧版（{version}）：只查了文件，没有和库里的比。正式导入会先更新表：请先停服务、做备份"
            ),
            Rehearsal::Kept(lines) => write!(f, "{}", lines.join("\n")),
        }
    }
}

/// Looks at the database at `address` beside what the files say. Nothing in it changes, and nothing is made.
///
/// # Errors
/// When it cannot be read, or its tables are those of another program.
pub async fn rehearse(address: &str, census: &Census) -> Result<Rehearsal, Fault> {
    if !Db::there(address)? {
        return Ok(Rehearsal::Missing);
    }
    let db = Db::look(address).await?;
    let found = compare(&db, census).await;
    db.close().await;
    found
}

async fn compare(db: &Db, read: &Census) -> Result<Rehearsal, Fault> {
    let version = version::of(&mut db.read(CommunityId::default()).await?).await?;
    match version {
        Version::Current => {}
        Version::None => return Ok(Rehearsal::Empty),
        Version::Older(version) => return Ok(Rehearsal::Older(version)),
        Version::Foreign(version) => return Err(Fault::Version(version)),
    }
    let mut lines: Vec<String> = Vec::new();
    lines.extend(census::kept_residents(db, read).await?.iter().map(ToString::to_string));
    lines.extend(census::kept(db, read).await?.iter().map(ToString::to_string));
    lines.extend(census::kept_menus(db, read).await?.iter().map(ToString::to_string));
    Ok(Rehearsal::Kept(lines))
}
