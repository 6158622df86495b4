//! Who came and went: facts, added and never changed.

use crate::db::Tx;
use crate::store::word;
use crate::{execute, fetch_all};
use domain::presence::{Mark, Presence, Venture};

/// Adds a fact.
pub async fn save(tx: &mut Tx, row: &Presence) -> sqlx::Result<()> {
    let (occurrence, shift) = match row.of {
        Venture::Occurrence(date) => (Some(date.0), None),
        Venture::Shift(shift) => (None, Some(shift.0)),
    };
    execute!(
        tx,
        "insert into presence (community, presence, occurrence, shift, resident, name, mark, at, by, made, walk_in, odd,
            own, escort)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
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
        row.odd,
        row.own,
        &row.escort
    )?;
    Ok(())
}

/// Who brought somebody to a date that nobody signed them up for: as much of the facts as a rule looks at.
pub async fn brought(tx: &mut Tx, of: Venture, name: &str) -> sqlx::Result<Vec<Presence>> {
    let Venture::Occurrence(date) = of else { return Ok(Vec::new()) };
    let lines = fetch_all!(
        tx,
        (String,),
        "select escort from presence
         where community = $1 and occurrence = $2 and resident is null and name = $3 and mark = 'in' order by at, presence",
        tx.community.0,
        date.0,
        name
    )?;
    let fact = |(escort,): (String,)| Presence { of, name: name.into(), mark: Mark::In, escort, ..Presence::default() };
    Ok(lines.into_iter().map(fact).collect())
}
