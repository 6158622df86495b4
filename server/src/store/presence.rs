//! Who came and went: facts, added and never changed.

use crate::db::Tx;
use crate::execute;
use crate::store::word;
use domain::presence::{Presence, Venture};

/// Adds a fact.
pub async fn save(tx: &mut Tx, row: &Presence) -> sqlx::Result<()> {
    let (occurrence, shift) = match row.of {
        Venture::Occurrence(date) => (Some(date.0), None),
        Venture::Shift(shift) => (None, Some(shift.0)),
    };
    execute!(
        tx,
        "insert into presence (community, presence, occurrence, shift, resident, name, mark, at, by, made, walk_in, odd)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        tx.community.0,
        row.id.0,
        occurrence,
        shift,
        row.resident.map(|resident| resident.0),
        &row.name,
        word::of(&row.mark),
        row.at.0,
        row.by.id.0,
        row.made.0,
        row.walk_in,
        row.odd
    )?;
    Ok(())
}
