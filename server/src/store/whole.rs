//! Everything of a community as lists for people to read, row by row: who reads them keeps one at a time, because a year of orders is
//! long. What a phone keeps to itself (who is signed in where, what was answered), what opens the desk, and how somebody voted in
//! secret is in none of them.

mod canteen;
mod committee;
mod people;
mod teams;
mod volunteers;

use crate::db::{RawTx, Tx};
use futures::StreamExt;
use futures::stream::BoxStream;

/// How a column is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// As it is.
    Text,
    /// A word of ours, which stands for something.
    Word,
    /// A number.
    Count,
    /// An amount of money in fen.
    Fen,
    /// A day.
    Day,
    /// A moment in milliseconds.
    Time,
    /// A time of the day in minutes.
    Clock,
    /// Whether it is so.
    Yes,
}

/// A column: what it is called in Chinese and in English, and how it is written.
pub type Column = (&'static str, &'static str, Kind);

/// A list: what it is called in Chinese and in English, its columns, and the statement that answers with them, as texts.
#[derive(Clone, Copy, Debug)]
pub struct Sheet {
    /// 居民.
    pub zh: &'static str,
    /// Residents.
    pub en: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
    sql: &'static str,
}

/// All lists, in the order in which somebody would look for them.
pub fn sheets() -> impl Iterator<Item = &'static Sheet> {
    let parts = [people::SHEETS, teams::SHEETS, volunteers::SHEETS, canteen::SHEETS, committee::SHEETS];
    parts.into_iter().flatten()
}

/// The texts of a row of either database.
macro_rules! texts {
    ($row:expr, $width:expr) => {{
        use sqlx::Row;
        let row = $row;
        (0..$width).map(|at| row.try_get::<Option<String>, usize>(at)).collect::<sqlx::Result<Vec<_>>>()
    }};
}

/// The rows of a list, one after the other.
pub fn rows<'a>(tx: &'a mut Tx, sheet: &'static Sheet) -> BoxStream<'a, sqlx::Result<Vec<Option<String>>>> {
    let (community, width) = (tx.community.0, sheet.columns.len());
    match &mut tx.raw {
        RawTx::Sqlite(c) => {
            sqlx::query(sheet.sql).bind(community).fetch(&mut **c).map(move |row| texts!(row?, width)).boxed()
        }
        RawTx::Postgres(c) => {
            sqlx::query(sheet.sql).bind(community).fetch(&mut **c).map(move |row| texts!(row?, width)).boxed()
        }
    }
}
