//! The words that stand for the domain's plain enums in the tables: the same as on the wire.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The word of a unit variant.
pub fn of<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// The variant that a word stands for.
///
/// # Errors
/// When the table holds a word that this version does not know.
pub fn read<T: DeserializeOwned>(word: &str) -> sqlx::Result<T> {
    serde_json::from_value(serde_json::Value::String(word.into())).map_err(|error| sqlx::Error::Decode(error.into()))
}

/// A count from the database. Checks there keep it in range; anything else reads as 0.
pub fn count(n: i64) -> u32 {
    u32::try_from(n).unwrap_or(0)
}

/// A day from the database.
///
/// # Errors
/// When the text is not a day.
pub fn day(text: &str) -> sqlx::Result<domain::when::Day> {
    domain::when::Day::parse(text).ok_or_else(|| sqlx::Error::Decode(format!("not a day: {text}").into()))
}
