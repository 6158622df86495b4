//! Who came and went: facts, added and never changed.

use crate::db::Tx;
use crate::store::word;
use crate::{execute, fetch_all, fetch_optional};
use domain::id::{PresenceId, ResidentId};
use domain::presence::{Mark, Presence, Venture};
use domain::when::Moment;
use uuid::Uuid;

/// Whether there is such a fact.
pub async fn exists(tx: &mut Tx, id: PresenceId) -> sqlx::Result<bool> {
    let line = fetch_optional!(
        tx,
        (Uuid,),
        "select presence from presence where community = $1 and presence = $2",
        tx.community.0,
        id.0
    )?;
    Ok(line.is_some())
}

/// Adds a fact.
pub async fn save(tx: &mut Tx, row: &Presence) -> sqlx::Result<()> {
    let (occurrence, shift) = match row.of {
        Venture::Occurrence(date) => (Some(date.0), None),
        Venture::Shift(shift) => (None, Some(shift.0)),
    };
    execute!(
        tx,
        "insert into presence (community, presence, occurrence, shift, resident, name, mark, at, by, made, walk_in, odd,
            own, escort, reason)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
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
        &row.escort,
        &row.reason
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

#[derive(sqlx::FromRow)]
struct Line {
    presence: Uuid,
    resident: Option<Uuid>,
    name: String,
    mark: String,
    at: i64,
    walk_in: bool,
    odd: bool,
    reason: String,
}

/// A fact that names somebody's former record is about who that is now.
macro_rules! select_seen {
    ($rest:literal) => {
        concat!(
            "select p.presence, coalesce(d.merged_into, p.resident) as resident, p.name, p.mark, p.at, p.walk_in, p.odd, p.reason
             from presence p
             left join departure d on d.community = p.community and d.resident = p.resident and d.how = 'merged'
             where p.community = $1 and ",
            $rest
        )
    };
}

/// Who came and went, in the order in which it happened: as much of the facts as a list shows.
pub async fn seen(tx: &mut Tx, of: Venture) -> sqlx::Result<Vec<Presence>> {
    let lines = match of {
        Venture::Occurrence(date) => {
            fetch_all!(tx, Line, select_seen!("p.occurrence = $2 order by p.at, p.presence"), tx.community.0, date.0)?
        }
        Venture::Shift(shift) => {
            fetch_all!(tx, Line, select_seen!("p.shift = $2 order by p.at, p.presence"), tx.community.0, shift.0)?
        }
    };
    lines.into_iter().map(|line| read(line, of)).collect()
}

fn read(line: Line, of: Venture) -> sqlx::Result<Presence> {
    Ok(Presence {
        id: PresenceId(line.presence),
        of,
        resident: line.resident.map(ResidentId),
        name: line.name,
        mark: word::read(&line.mark)?,
        at: Moment(line.at),
        walk_in: line.walk_in,
        odd: line.odd,
        reason: line.reason,
        ..Presence::default()
    })
}
