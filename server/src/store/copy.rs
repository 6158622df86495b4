//! Copies the community's tables from one database into another: for a backup of PostgreSQL, and for every restore.
//!
//! The list of tables is never written down: it is read from the SQLite side, and what a column holds is read from PostgreSQL where
//! there is one, because only there a UUID is not just bytes. So a new table is in the backups on the day it is made, and a
//! column of a type that this module does not know is an error and not a loss. Foreign keys are checked at the end, because
//! a report may point at one that comes later.

mod catalog;
pub mod file;
mod value;

pub use catalog::{Table, own_tables, tables};

use crate::db::{RawTx, Tx};
use futures::StreamExt;
use futures::stream::BoxStream;
use sqlx::{AssertSqlSafe, Postgres, QueryBuilder, Sqlite};
use value::{Value, read_values};

/// The most values in one statement: PostgreSQL takes 65,535, SQLite 32,766.
const VALUES: usize = 2_000;
/// The most bytes in one statement, one row apart: photos are large.
const BYTES: usize = 4 * 1024 * 1024;

/// What a database holds, in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Tables, the list of versions apart.
    pub tables: usize,
    /// Rows in them.
    pub rows: i64,
    /// The revision of the community; none when there is no community.
    pub revision: Option<i64>,
}

impl std::fmt::Display for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} tables, {} rows, revision {}", self.tables, self.rows, self.revision.unwrap_or(0))
    }
}

/// Counts what is there.
///
/// # Errors
/// When it cannot be read.
pub async fn held(tx: &mut Tx, tables: &[Table]) -> sqlx::Result<Held> {
    let mut rows = 0;
    for table in tables {
        let sql = format!("select count(*) from {}", table.quoted());
        rows += number(tx, sql).await?.unwrap_or(0);
    }
    let revision = number(tx, "select max(revision) from community".into()).await?;
    Ok(Held { tables: tables.len(), rows, revision })
}

async fn number(tx: &mut Tx, sql: String) -> sqlx::Result<Option<i64>> {
    let line = crate::fetch_optional!(tx, (Option<i64>,), AssertSqlSafe(sql))?;
    Ok(line.and_then(|(n,)| n))
}

/// Copies all rows of the tables. What comes from one transaction is one state of the database, and what goes into one
/// is there as a whole or not at all.
///
/// # Errors
/// When one of the databases refuses.
pub async fn copy(from: &mut Tx, to: &mut Tx, tables: &[Table]) -> sqlx::Result<()> {
    let deferred = defer(to).await?;
    for table in tables {
        let mut rows = rows_of(from, table);
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while let Some(row) = rows.next().await {
            let row = row?;
            bytes += row.iter().map(Value::bytes).sum::<usize>();
            batch.push(row);
            if (batch.len() + 1) * table.columns.len() > VALUES || bytes > BYTES {
                write(to, table, std::mem::take(&mut batch)).await?;
                bytes = 0;
            }
        }
        if !batch.is_empty() {
            write(to, table, batch).await?;
        }
    }
    settle(to, deferred).await
}

fn rows_of<'a>(from: &'a mut Tx, table: &'a Table) -> BoxStream<'a, sqlx::Result<Vec<Value>>> {
    let sql = AssertSqlSafe(format!("select {} from {}", table.list(), table.quoted()));
    match &mut from.raw {
        RawTx::Sqlite(c) => sqlx::query(sql).fetch(&mut **c).map(|row| read_values!(row?, table)).boxed(),
        RawTx::Postgres(c) => sqlx::query(sql).fetch(&mut **c).map(|row| read_values!(row?, table)).boxed(),
    }
}

macro_rules! insert {
    ($database:ty, $connection:expr, $table:expr, $rows:expr) => {{
        let mut sql = QueryBuilder::<$database>::new(format!("insert into {} ({}) ", $table.quoted(), $table.list()));
        sql.push_values($rows, |mut row, values| {
            for value in values {
                match value {
                    Value::Uuid(value) => row.push_bind(value),
                    Value::Bytes(value) => row.push_bind(value),
                    Value::Text(value) => row.push_bind(value),
                    Value::Integer(value) => row.push_bind(value),
                    Value::Boolean(value) => row.push_bind(value),
                };
            }
        });
        sql.build().execute(&mut **$connection).await.map(|_| ())
    }};
}

async fn write(to: &mut Tx, table: &Table, rows: Vec<Vec<Value>>) -> sqlx::Result<()> {
    match &mut to.raw {
        RawTx::Sqlite(c) => insert!(Sqlite, c, table, rows),
        RawTx::Postgres(c) => insert!(Postgres, c, table, rows),
    }
}

/// Puts the check of foreign keys off to the end of the transaction; answers what [`settle`] has to do.
async fn defer(to: &mut Tx) -> sqlx::Result<Vec<String>> {
    if let RawTx::Sqlite(_) = &to.raw {
        // Until the commit, which is refused when a key points nowhere.
        crate::execute!(to, "pragma defer_foreign_keys = on")?;
        return Ok(Vec::new());
    }
    let keys = crate::fetch_all!(
        to,
        (String, String),
        "select format('alter table %s alter constraint %I deferrable initially deferred', conrelid::regclass, conname),
            format('alter table %s alter constraint %I not deferrable', conrelid::regclass, conname)
         from pg_constraint
         where contype = 'f' and not condeferrable and connamespace = current_schema()::regnamespace"
    )?;
    let mut later = vec!["set constraints all immediate".to_owned()];
    for (defer, restore) in keys {
        crate::execute!(to, AssertSqlSafe(defer))?;
        later.push(restore);
    }
    Ok(later)
}

async fn settle(to: &mut Tx, deferred: Vec<String>) -> sqlx::Result<()> {
    for statement in deferred {
        crate::execute!(to, AssertSqlSafe(statement))?;
    }
    Ok(())
}
