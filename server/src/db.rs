//! Two databases, one text.
//!
//! SQLite serves a neighbourhood from one file; PostgreSQL serves many servers. Every statement is written once: the macros
//! [`execute!`](crate::execute), [`fetch_all!`](crate::fetch_all) and [`fetch_optional!`](crate::fetch_optional) put the same text into both arms with
//! concrete types (sqlx's `Any` has no UUID). On SQLite one connection writes, with WAL, `synchronous=FULL` and
//! `begin immediate`; sqlx sets none of these by itself, so they are set here, read back, and the server refuses to
//! start when they differ. On PostgreSQL a write begins with the update of the community's revision, which is the lock.

mod held;
mod pools;

pub(crate) use held::{Held, Kept, Place};

use crate::fault;
use crate::negative::{Rule, broken};
use domain::id::CommunityId;
use sqlx::migrate::Migrator;
use sqlx::postgres::PgPool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection, Postgres, Sqlite, Transaction};
use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// The tables of a SQLite file, version by version.
pub(crate) static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
/// The same tables in PostgreSQL.
pub(crate) static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// How long another process may hold the lock of a SQLite file.
const LOCKED: Duration = Duration::from_secs(10);

/// The database, of either kind.
#[derive(Clone, Debug)]
pub enum Db {
    /// One file.
    Sqlite {
        /// Readers.
        read: SqlitePool,
        /// The one writer.
        write: SqlitePool,
    },
    /// A PostgreSQL server, primary only.
    Postgres {
        /// Readers.
        read: PgPool,
        /// Writers.
        write: PgPool,
    },
}

/// A transaction in one community.
pub struct Tx {
    /// The community that all its statements are about.
    pub community: CommunityId,
    /// Whether it may write.
    pub(crate) writes: bool,
    pub(crate) raw: RawTx,
    /// What it does at its commit, and what it remembers.
    pub(crate) held: Held,
}

pub(crate) enum RawTx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl RawTx {
    async fn commit(self) -> sqlx::Result<()> {
        match self {
            RawTx::Sqlite(tx) => tx.commit().await,
            RawTx::Postgres(tx) => tx.commit().await,
        }
    }
}

/// How often it has changed who is signed in where, in this process.
static ERA: AtomicU64 = AtomicU64::new(0);

/// The number of the present era: see [`crate::known`].
pub(crate) fn era() -> u64 {
    ERA.load(Ordering::SeqCst)
}

/// Begins a new one.
pub(crate) fn new_era() {
    ERA.fetch_add(1, Ordering::SeqCst);
}

/// The same statement for both databases, after what is to be written before it.
#[macro_export]
macro_rules! statement {
    ($tx:expr, $sql:expr, |$text:ident, $connection:ident| $run:expr) => {
        match $tx.catch_up().await {
            Ok(()) => $crate::direct!($tx, $sql, |$text, $connection| $run),
            Err(error) => Err(error),
        }
    };
}

/// The same statement for both databases, now, between its two places of [`fault`](crate::fault).
#[macro_export]
macro_rules! direct {
    ($tx:expr, $sql:expr, |$text:ident, $connection:ident| $run:expr) => {{
        let $text = sqlx::SqlSafeStr::into_sql_str($sql);
        let place = $crate::fault::before($tx.writes, $text.as_str());
        let done = match &mut $tx.raw {
            $crate::db::RawTx::Sqlite($connection) => $run,
            $crate::db::RawTx::Postgres($connection) => $run,
        };
        $crate::fault::after(&place);
        done
    }};
}

/// Runs a statement; answers how many rows it touched.
#[macro_export]
macro_rules! execute {
    ($tx:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::statement!($tx, $sql, |sql, c| {
            sqlx::query(sql)$(.bind($arg))*.execute(&mut **c).await.map(|done| done.rows_affected())
        })
    };
}

/// Fetches all rows as a type that both databases can read.
#[macro_export]
macro_rules! fetch_all {
    ($tx:expr, $row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::statement!($tx, $sql, |sql, c| sqlx::query_as::<_, $row>(sql)$(.bind($arg))*.fetch_all(&mut **c).await)
    };
}

/// Fetches one row, if there is one, as a type that both databases can read.
#[macro_export]
macro_rules! fetch_optional {
    ($tx:expr, $row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::statement!($tx, $sql, |sql, c| sqlx::query_as::<_, $row>(sql)$(.bind($arg))*.fetch_optional(&mut **c).await)
    };
}

impl Db {
    /// Opens a database by its address: `sqlite:data/xishan.db` or `postgres://...`, brings it up to date, and
    /// checks that it keeps what it says it keeps.
    ///
    /// # Errors
    /// When it cannot be opened or migrated, or when a durability setting reads back different.
    pub async fn open(address: &str) -> Result<Db, sqlx::Error> {
        fault::at("the tables are looked at");
        let db = if address.starts_with("postgres") {
            let (read, write) = pools::open(address).await?;
            POSTGRES.run(&write).await?;
            Db::Postgres { read, write }
        } else {
            let options = sqlite(address)?.create_if_missing(true).journal_mode(SqliteJournalMode::Wal);
            let write = files(1).acquire_timeout(LOCKED).connect_with(options.clone()).await?;
            SQLITE.run(&write).await?;
            let read = files(4).connect_with(options).await?;
            Db::Sqlite { read, write }
        };
        fault::at("the tables are up to date");
        match db.settings().await?.into_iter().next() {
            Some(differs) => Err(sqlx::Error::Configuration(differs.into())),
            None => Ok(db),
        }
    }

    /// Opens a database that is there, to look at it beside the server that writes it: nothing is made, brought up to date
    /// or set, so that a program of another version does no harm.
    ///
    /// # Errors
    /// When it is not there or cannot be opened.
    pub async fn look(address: &str) -> Result<Db, sqlx::Error> {
        if address.starts_with("postgres") {
            let (read, write) = pools::open(address).await?;
            return Ok(Db::Postgres { read, write });
        }
        let options = sqlite(address)?.create_if_missing(false);
        let read = files(2).connect_with(options).await?;
        Ok(Db::Sqlite { write: read.clone(), read })
    }

    /// Whether there is a database that could be looked at. Of PostgreSQL only connecting can tell, which makes nothing.
    ///
    /// # Errors
    /// When it is no address.
    pub fn there(address: &str) -> Result<bool, sqlx::Error> {
        Ok(address.starts_with("postgres") || sqlite(address)?.get_filename().exists())
    }

    /// What is set otherwise than durability needs, in words.
    pub(crate) async fn settings(&self) -> Result<Vec<String>, sqlx::Error> {
        let mut found = Vec::new();
        match self {
            Db::Sqlite { write, .. } => {
                let (journal,): (String,) = sqlx::query_as("pragma journal_mode").fetch_one(write).await?;
                let (synchronous,): (i64,) = sqlx::query_as("pragma synchronous").fetch_one(write).await?;
                let (keys,): (i64,) = sqlx::query_as("pragma foreign_keys").fetch_one(write).await?;
                let wanted = if broken(Rule::Durable) { "1" } else { "2" };
                found.push(("journal_mode", journal, "wal"));
                found.push(("synchronous", synchronous.to_string(), wanted));
                found.push(("foreign_keys", keys.to_string(), "1"));
            }
            Db::Postgres { write, .. } => {
                for setting in ["fsync", "synchronous_commit", "full_page_writes"] {
                    let (is,): (String,) =
                        sqlx::query_as("select current_setting($1)").bind(setting).fetch_one(write).await?;
                    found.push((setting, is, "on"));
                }
                let (standby,): (bool,) = sqlx::query_as("select pg_is_in_recovery()").fetch_one(write).await?;
                found.push(("the server", if standby { "a standby" } else { "a primary" }.into(), "a primary"));
            }
        }
        found.retain(|(_, is, wanted)| is != wanted);
        Ok(found.into_iter().map(|(what, is, wanted)| format!("{what} is {is}, not {wanted}")).collect())
    }

    /// Begins a transaction that may write.
    pub async fn write(&self, community: CommunityId) -> sqlx::Result<Tx> {
        fault::at("a transaction is wanted");
        let raw = match self {
            Db::Sqlite { write, .. } => {
                let begin = if broken(Rule::LockFirst) { "begin" } else { "begin immediate" };
                RawTx::Sqlite(write.begin_with(begin).await?)
            }
            Db::Postgres { write, .. } => RawTx::Postgres(write.begin().await?),
        };
        fault::at("a transaction has begun");
        Ok(Tx { community, writes: true, raw, held: Held::default() })
    }

    /// Begins a transaction that only reads, all of it from one state of the database.
    pub async fn read(&self, community: CommunityId) -> sqlx::Result<Tx> {
        let raw = match self {
            Db::Sqlite { read, .. } => RawTx::Sqlite(read.begin().await?),
            Db::Postgres { read, .. } => {
                RawTx::Postgres(read.begin_with("begin isolation level repeatable read read only").await?)
            }
        };
        Ok(Tx { community, writes: false, raw, held: Held::default() })
    }

    /// Has PostgreSQL look over what was brought in, so that it knows what is much and what is little. By itself it would do so
    /// too, but minutes later.
    ///
    /// # Errors
    /// When it refuses.
    pub async fn look_over(&self) -> sqlx::Result<()> {
        if let Db::Postgres { write, .. } = self {
            sqlx::raw_sql(pools::LOOK_OVER).execute(write).await?;
        }
        Ok(())
    }

    /// Closes all connections; SQLite then puts everything into its one file.
    pub async fn close(&self) {
        match self {
            Db::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Db::Postgres { read, write } => {
                read.close().await;
                write.close().await;
            }
        }
    }

    /// Whether another server may write to the same database.
    pub fn shared(&self) -> bool {
        matches!(self, Db::Postgres { .. })
    }
}

impl Tx {
    /// A row as this transaction knows it without asking.
    pub(crate) fn known<T: Kept>(&self, key: &T::Key) -> Option<T> {
        T::known(&self.held, key)
    }

    /// Remembers a row that was read, or written whole, where nobody else can write it before this transaction ends.
    pub(crate) fn keep<T: Kept>(&mut self, row: &T) {
        if !self.writes || self.held.revision.is_some() {
            row.keep(&mut self.held);
        }
    }

    /// Forgets a row that was changed.
    pub(crate) fn forget<T: Kept>(&mut self, key: &T::Key) {
        T::forget(&mut self.held, key);
    }

    /// Writes the dates and sign-ups that are to be written before anything else is asked.
    pub(crate) async fn catch_up(&mut self) -> sqlx::Result<()> {
        // In a box: every statement waits for this, and hardly one has to.
        if self.held.behind.is_empty() { Ok(()) } else { Box::pin(crate::store::behind::write(self)).await }
    }

    /// Makes everything durable.
    pub async fn commit(mut self) -> sqlx::Result<()> {
        if self.held.waits() {
            crate::store::settle(&mut self).await?;
        }
        let Tx { raw, held, writes, .. } = self;
        if writes {
            fault::at("a commit is wanted");
        }
        if held.signed {
            // By itself: whoever asked for it may hang up now, and what is committed all the same must not stay unheard of.
            let done = tokio::spawn(async move {
                let done = raw.commit().await;
                new_era();
                done
            });
            done.await.map_err(|_| sqlx::Error::WorkerCrashed)??;
        } else {
            raw.commit().await?;
        }
        if writes {
            fault::at("a commit is done");
        }
        Ok(())
    }
}

/// Connections to a file. When SQLite has no room left it ends a transaction by itself, and sqlx goes on to think that there is one
/// (`begin` then fails for ever): such a connection is closed, and another one opened.
fn files(connections: u32) -> SqlitePoolOptions {
    let options = SqlitePoolOptions::new().max_connections(connections);
    options.before_acquire(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) }))
}

fn sqlite(address: &str) -> sqlx::Result<SqliteConnectOptions> {
    let options = SqliteConnectOptions::from_str(address)?;
    Ok(options
        .synchronous(if broken(Rule::Durable) { SqliteSynchronous::Normal } else { SqliteSynchronous::Full })
        .foreign_keys(true)
        .busy_timeout(LOCKED))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[tokio::test]
    async fn whoever_hangs_up_while_it_is_committed_who_is_signed_in_begins_a_new_era_all_the_same() {
        let folder = std::env::temp_dir().join(format!("xishan-test-{}", Uuid::now_v7()));
        std::fs::create_dir_all(&folder).unwrap();
        let db = Db::open(&format!("sqlite:{}/xishan.db", folder.display())).await.unwrap();
        let mut tx = db.write(CommunityId::default()).await.unwrap();
        tx.held.signed = true;
        let before = era();
        // It is begun, and nobody waits for it.
        tokio::select! {
            biased;
            _ = tx.commit() => {}
            () = std::future::ready(()) => {}
        }
        let waits = tokio::time::timeout(Duration::from_secs(60), async {
            while era() == before {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        });
        assert!(waits.await.is_ok(), "what was read before would stay known");
        db.close().await;
        std::fs::remove_dir_all(&folder).ok();
    }
}
