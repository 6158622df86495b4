//! What stands in the tables, for tests that look behind the store's back.

use server::db::Db;
use sqlx::AssertSqlSafe;
use std::collections::BTreeMap;

const OF_SQLITE: &str = "select name from sqlite_master where type = 'table' and name not like 'sqlite%'";
const OF_POSTGRES: &str =
    "select relname::text from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace";

macro_rules! on {
    ($db:expr, $way:ident, |$pool:ident| $done:expr) => {
        match $db {
            Db::Sqlite { $way: $pool, .. } => $done.await,
            Db::Postgres { $way: $pool, .. } => $done.await,
        }
    };
}

/// The question how many rows each table has, with the sum of the feed's revisions: together they stand still when nothing happens.
pub async fn question(db: &Db) -> String {
    let sql = if db.shared() { OF_POSTGRES } else { OF_SQLITE };
    let names: Vec<(String,)> = on!(db, read, |pool| sqlx::query_as(sql).fetch_all(pool)).unwrap();
    assert!(names.len() > 20);
    let count = |(name,): &(String,)| format!("select '{name}', count(*) from {name}");
    let mut query: Vec<String> = names.iter().map(count).collect();
    query.push("select 'revisions', cast(coalesce(sum(revision), 0) as bigint) from feed".into());
    query.push("select 'revision', revision from community".into());
    query.join(" union all ")
}

/// The answer to it.
pub async fn counts(db: &Db, question: &str) -> BTreeMap<String, i64> {
    let sql = AssertSqlSafe(question.to_owned());
    let lines: Vec<(String, i64)> = on!(db, read, |pool| sqlx::query_as(sql).fetch_all(pool)).unwrap();
    lines.into_iter().collect()
}

/// Runs a statement.
pub async fn run(db: &Db, sql: String) {
    let sql = AssertSqlSafe(sql);
    on!(db, write, |pool| async { sqlx::raw_sql(sql).execute(pool).await.map(|_| ()) }).unwrap();
}
