//! Which tables there are, and what their columns hold: asked of the databases themselves.

use super::value::Kind;
use crate::db::{RawTx, Tx};
use crate::fetch_all;
use std::collections::BTreeMap;

/// A table that is copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    name: String,
    pub(super) columns: Vec<(String, Kind)>,
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

impl Table {
    /// Its name as it stands in a statement.
    pub(super) fn quoted(&self) -> String {
        quoted(&self.name)
    }

    /// Its columns as they stand in a statement.
    pub(super) fn list(&self) -> String {
        self.columns.iter().map(|(name, _)| quoted(name)).collect::<Vec<_>>().join(", ")
    }
}

type Column = (String, String, String);

/// The tables of the SQLite file `file`, with the types that `other` gives their columns.
///
/// # Errors
/// When a table or column is not in both, or is of a type that cannot be copied.
pub async fn tables(file: &mut Tx, other: &mut Tx) -> sqlx::Result<Vec<Table>> {
    let other = columns(other).await?;
    assemble(columns(file).await?, other)
}

/// The tables of a SQLite file by itself.
///
/// # Errors
/// When a column is of a type that cannot be copied.
pub async fn own_tables(file: &mut Tx) -> sqlx::Result<Vec<Table>> {
    let columns = columns(file).await?;
    assemble(columns.clone(), columns)
}

fn assemble(columns: Vec<Column>, types: Vec<Column>) -> sqlx::Result<Vec<Table>> {
    let other: BTreeMap<(String, String), String> =
        types.into_iter().map(|(table, column, kind)| ((table, column), kind)).collect();
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    for (name, column, _) in columns {
        let kind = other.get(&(name.clone(), column.clone())).and_then(|kind| Kind::named(kind));
        let unknown = || sqlx::Error::Configuration(format!("the column {name}.{column} cannot be copied").into());
        let kind = kind.ok_or_else(unknown)?;
        let table = tables.entry(name.clone()).or_insert_with(|| Table { name, columns: Vec::new() });
        table.columns.push((column, kind));
    }
    Ok(tables.into_values().collect())
}

async fn columns(tx: &mut Tx) -> sqlx::Result<Vec<Column>> {
    let sql = match &tx.raw {
        RawTx::Sqlite(_) => {
            "select t.name, c.name, lower(c.type) from pragma_table_list t join pragma_table_info(t.name) c
             where t.schema = 'main' and t.type = 'table' and t.name not like 'sqlite\\_%' escape '\\'
                and t.name <> '_sqlx_migrations'
             order by t.name, c.cid"
        }
        RawTx::Postgres(_) => {
            "select table_name::text, column_name::text, data_type::text from information_schema.columns
             where table_schema = current_schema()
             order by table_name, ordinal_position"
        }
    };
    fetch_all!(tx, Column, sql)
}
