//! A whole database as SQL text, and back: how the database of a release is kept for later ones. The text begins with the tables as
//! the release made them, so it needs nothing of the program that reads it.

use server::db::Db;
use sqlx::migrate::Migrator;
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The list of versions, as sqlx makes it.
const VERSIONS: &str = "_sqlx_migrations";
const OF_SQLITE: &str = "select t.name, c.name from pragma_table_list t join pragma_table_info(t.name) c
    where t.schema = 'main' and t.type = 'table' and t.name not like 'sqlite\\_%' escape '\\' order by t.name, c.cid";
const OF_POSTGRES: &str = "select table_name::text, column_name::text from information_schema.columns
    where table_schema = current_schema() order by table_name, ordinal_position";

/// The columns of each table.
pub type Shape = BTreeMap<String, Vec<String>>;

macro_rules! lines {
    ($db:expr, $row:ty, $sql:expr) => {
        match $db {
            Db::Sqlite { read, .. } => sqlx::query_as::<_, $row>($sql).fetch_all(read).await.unwrap(),
            Db::Postgres { read, .. } => sqlx::query_as::<_, $row>($sql).fetch_all(read).await.unwrap(),
        }
    };
}

/// Which tables and columns there are.
pub async fn shape(db: &Db) -> Shape {
    let sql = if db.shared() { OF_POSTGRES } else { OF_SQLITE };
    let mut shape = Shape::new();
    for (table, column) in lines!(db, (String, String), sql) {
        shape.entry(table).or_default().push(column);
    }
    assert!(shape.len() > 20);
    shape
}

/// The rows of a table, each as the values of these columns in SQL.
pub async fn rows(db: &Db, table: &str, columns: &[String]) -> BTreeSet<String> {
    let quoted = |column: &String| match db.shared() {
        true => format!("quote_nullable(\"{column}\"::text)"),
        false => format!("quote(\"{column}\")"),
    };
    let columns: Vec<String> = columns.iter().map(quoted).collect();
    let sql = format!("select {} from {table}", columns.join(" || ', ' || "));
    lines!(db, (String,), AssertSqlSafe(sql)).into_iter().map(|(row,)| row.trim().to_owned()).collect()
}

fn migrations(kind: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(kind);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Everything that is in the database.
pub async fn write(db: &Db) -> String {
    let kind = if db.shared() { "postgres" } else { "sqlite" };
    let mut text =
        "-- The database of a release: its tables, then its rows. Written by a test; see server/tests/releases.\n"
            .to_owned();
    text += if db.shared() { "set session_replication_role = replica;\n" } else { "pragma foreign_keys = off;\n" };
    for file in migrations(kind) {
        text += &std::fs::read_to_string(file).unwrap();
    }
    let [when, sum] = if db.shared() { ["timestamptz", "bytea"] } else { ["timestamp", "blob"] };
    text += &format!(
        "create table {VERSIONS} (version bigint primary key, description text not null,
    installed_on {when} not null default current_timestamp, success boolean not null, checksum {sum} not null,
    execution_time bigint not null);\nbegin;\n"
    );
    for (table, columns) in shape(db).await {
        for row in rows(db, &table, &columns).await {
            text += &format!("insert into {table} ({}) values ({row});\n", columns.join(", "));
        }
    }
    text + "commit;\n"
}

/// Makes an empty database what it was when it was written.
pub async fn load(address: &str, text: &str) {
    let sql = AssertSqlSafe(text.to_owned());
    if address.starts_with("postgres") {
        let mut raw = PgConnection::connect(address).await.unwrap();
        sqlx::raw_sql(sql).execute(&mut raw).await.unwrap();
        raw.close().await.unwrap();
    } else {
        let mut raw = SqliteConnection::connect(&format!("{address}?mode=rwc")).await.unwrap();
        sqlx::raw_sql(sql).execute(&mut raw).await.unwrap();
        raw.close().await.unwrap();
    }
}

/// Runs a statement on the database.
pub async fn run(db: &Db, sql: String) {
    let sql = AssertSqlSafe(sql);
    match db {
        Db::Sqlite { write, .. } => sqlx::raw_sql(sql).execute(write).await.map(|_| ()),
        Db::Postgres { write, .. } => sqlx::raw_sql(sql).execute(write).await.map(|_| ()),
    }
    .unwrap();
}

/// The steps of the tables, as the program takes them.
fn stairs(on_postgres: bool) -> Migrator {
    if on_postgres { sqlx::migrate!("migrations/postgres") } else { sqlx::migrate!("migrations/sqlite") }
}

/// The numbers of the steps, in their order.
pub fn steps(on_postgres: bool) -> Vec<i64> {
    stairs(on_postgres).iter().map(|migration| migration.version).collect()
}

/// Brings a database up to a step and no further.
pub async fn bring_to(address: &str, step: i64) {
    if address.starts_with("postgres") {
        let mut raw = PgConnection::connect(address).await.unwrap();
        stairs(true).run_to(step, &mut raw).await.unwrap();
        raw.close().await.unwrap();
    } else {
        let mut raw = SqliteConnection::connect(address).await.unwrap();
        stairs(false).run_to(step, &mut raw).await.unwrap();
        raw.close().await.unwrap();
    }
}

/// The last step that a database has taken.
pub async fn step(address: &str) -> i64 {
    let db = Db::look(address).await.unwrap();
    let last = format!("select cast(max(version) as bigint) from {VERSIONS}");
    let found = lines!(&db, (i64,), AssertSqlSafe(last));
    db.close().await;
    found[0].0
}
