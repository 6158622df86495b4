//! A backup as a file: how it is read without being changed, made, and brought up to date.

use crate::db::{Db, Held, RawTx, SQLITE, Tx};
use crate::fetch_all;
use domain::id::CommunityId;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use std::path::Path;

async fn pool(options: SqliteConnectOptions) -> sqlx::Result<SqlitePool> {
    SqlitePoolOptions::new().max_connections(1).connect_with(options).await
}

fn plain(path: &Path) -> SqliteConnectOptions {
    // The whole file is made, then flushed once: no journal is needed, because half a backup is thrown away.
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .journal_mode(SqliteJournalMode::Memory)
        .synchronous(SqliteSynchronous::Off)
        .foreign_keys(false)
}

/// Opens a backup to read it. Nothing beside it is made and nothing in it can run.
///
/// # Errors
/// When it is not a database.
pub async fn open(path: &Path) -> sqlx::Result<SqlitePool> {
    let options = SqliteConnectOptions::new().filename(path).create_if_missing(false).read_only(true).immutable(true);
    pool(options.foreign_keys(false).pragma("trusted_schema", "off")).await
}

/// A transaction on a file.
///
/// # Errors
/// When it cannot be read.
pub async fn begin(pool: &SqlitePool) -> sqlx::Result<Tx> {
    Ok(Tx {
        community: CommunityId::default(),
        writes: false,
        raw: RawTx::Sqlite(pool.begin().await?),
        held: Held::default(),
    })
}

/// Makes the tables of a version in the empty file at `path`; all versions that there are when it is none.
///
/// # Errors
/// When the file is not empty, or cannot be written.
pub async fn make(path: &Path, version: Option<i64>) -> sqlx::Result<SqlitePool> {
    let pool = pool(plain(path)).await?;
    match version {
        Some(version) => SQLITE.run_to(version, &pool).await?,
        None => SQLITE.run(&pool).await?,
    }
    Ok(pool)
}

/// Writes everything that a SQLite database or file holds into the empty file at `path`, while others write to it.
///
/// # Errors
/// When it cannot be read or written.
pub async fn vacuum(from: &SqlitePool, path: &str) -> sqlx::Result<()> {
    sqlx::query("vacuum into $1").bind(path).execute(from).await?;
    Ok(())
}

/// The readers of a SQLite database; none of PostgreSQL.
pub fn readers(db: &Db) -> Option<&SqlitePool> {
    match db {
        Db::Sqlite { read, .. } => Some(read),
        Db::Postgres { .. } => None,
    }
}

/// What SQLite finds wrong with a file, page by page and row by row; empty when it is sound.
///
/// # Errors
/// When the file is so broken that not even this can be asked.
pub async fn damage(tx: &mut Tx) -> sqlx::Result<Vec<String>> {
    let lines = fetch_all!(tx, (String,), "pragma integrity_check(5)")?;
    Ok(lines.into_iter().map(|(line,)| line).filter(|line| line != "ok").collect())
}

/// The table and the parent of each row whose foreign key points nowhere.
///
/// # Errors
/// When the file cannot be read.
pub async fn dangling(tx: &mut Tx) -> sqlx::Result<Vec<String>> {
    let lines = fetch_all!(tx, (String, Option<i64>, String, i64), "pragma foreign_key_check")?;
    Ok(lines.into_iter().map(|(table, row, parent, _)| format!("{table} {} to {parent}", row.unwrap_or(0))).collect())
}
