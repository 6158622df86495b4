//! What stands in the tables, for tests that look behind the store's back.

use server::db::Db;
use sqlx::AssertSqlSafe;
use std::collections::BTreeMap;

/// How many rows each table has, and the sum of the feed's revisions: together they stand still when nothing happens.
pub async fn counts(db: &Db) -> BTreeMap<String, i64> {
    let Db::Sqlite { read, .. } = db else { panic!("only SQLite is looked into") };
    let names: Vec<(String,)> =
        sqlx::query_as("select name from sqlite_master where type = 'table' and name not like 'sqlite%'")
            .fetch_all(read)
            .await
            .unwrap();
    assert!(names.len() > 20);
    let mut query: Vec<String> = names.iter().map(|(name,)| format!("select '{name}', count(*) from {name}")).collect();
    query.push("select 'revisions', coalesce(sum(revision), 0) from feed".into());
    query.push("select 'revision', revision from community".into());
    let lines: Vec<(String, i64)> =
        sqlx::query_as(AssertSqlSafe(query.join(" union all "))).fetch_all(read).await.unwrap();
    lines.into_iter().collect()
}

/// Runs a statement.
pub async fn run(db: &Db, sql: String) {
    let Db::Sqlite { write, .. } = db else { panic!("only SQLite is looked into") };
    sqlx::query(AssertSqlSafe(sql)).execute(write).await.unwrap();
}
