//! One value of a row, of the types that both databases have.

use uuid::Uuid;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Uuid,
    Bytes,
    Text,
    Integer,
    Boolean,
}

impl Kind {
    /// The kind behind the name of a type in either catalog.
    pub(super) fn named(name: &str) -> Option<Kind> {
        Some(match name {
            "uuid" => Kind::Uuid,
            "bytea" | "blob" => Kind::Bytes,
            "text" => Kind::Text,
            "bigint" | "integer" => Kind::Integer,
            "boolean" => Kind::Boolean,
            _ => return None,
        })
    }
}

/// A value, or a null that knows its type.
pub(super) enum Value {
    Uuid(Option<Uuid>),
    Bytes(Option<Vec<u8>>),
    Text(Option<String>),
    Integer(Option<i64>),
    Boolean(Option<bool>),
}

impl Value {
    /// About how many bytes it takes on its way.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Value::Uuid(_) => 16,
            Value::Bytes(value) => value.as_ref().map_or(1, Vec::len),
            Value::Text(value) => value.as_ref().map_or(1, String::len),
            Value::Integer(_) => 8,
            Value::Boolean(_) => 1,
        }
    }
}

/// The values of a row of either database.
macro_rules! read_values {
    ($row:expr, $table:expr) => {{
        use sqlx::Row;
        use $crate::store::copy::value::{Kind, Value};
        let row = $row;
        let kinds = $table.columns.iter().map(|(_, kind)| *kind).enumerate();
        let values = kinds.map(|(at, kind)| {
            Ok(match kind {
                Kind::Uuid => Value::Uuid(row.try_get(at)?),
                Kind::Bytes => Value::Bytes(row.try_get(at)?),
                Kind::Text => Value::Text(row.try_get(at)?),
                Kind::Integer => Value::Integer(row.try_get(at)?),
                Kind::Boolean => Value::Boolean(row.try_get(at)?),
            })
        });
        values.collect::<sqlx::Result<Vec<Value>>>()
    }};
}

pub(super) use read_values;
