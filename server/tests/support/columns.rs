//! The columns of the tables that name residents, as the database itself has them.

use server::db::Db;
use std::collections::BTreeSet;

const KEYS_OF_SQLITE: &str = r#"select t.name, k."from" from pragma_table_list t join pragma_foreign_key_list(t.name) k
    where t.schema = 'main' and t.type = 'table' and k."table" = 'resident' and k."from" <> 'community'"#;
const NAMES_OF_SQLITE: &str = "select t.name, c.name from pragma_table_list t join pragma_table_info(t.name) c
    where t.schema = 'main' and t.type = 'table' and lower(c.type) = 'blob'";
const KEYS_OF_POSTGRES: &str = "select k.conrelid::regclass::text, a.attname::text from pg_constraint k
    cross join lateral unnest(k.conkey) as columns (child)
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = columns.child
    where k.contype = 'f' and k.confrelid = 'resident'::regclass and a.attname <> 'community'";
const NAMES_OF_POSTGRES: &str = "select table_name::text, column_name::text from information_schema.columns
    where table_schema = current_schema() and data_type = 'uuid'";

async fn lines(db: &Db, sqlite: &'static str, postgres: &'static str) -> Vec<(String, String)> {
    match db {
        Db::Sqlite { read, .. } => sqlx::query_as(sqlite).fetch_all(read).await.unwrap(),
        Db::Postgres { read, .. } => sqlx::query_as(postgres).fetch_all(read).await.unwrap(),
    }
}

/// Every column that a key leads from to the register, and every identity whose name says that it is a resident's.
pub async fn of_residents(db: &Db, named: impl Fn(&str) -> bool) -> BTreeSet<(String, String)> {
    let mut found: BTreeSet<_> = lines(db, KEYS_OF_SQLITE, KEYS_OF_POSTGRES).await.into_iter().collect();
    let names = lines(db, NAMES_OF_SQLITE, NAMES_OF_POSTGRES).await;
    found.extend(names.into_iter().filter(|(_, name)| named(name)));
    found
}
