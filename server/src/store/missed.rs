//! The meals that regular orders could not order.

use crate::db::Tx;
use crate::store::word;
use crate::{execute, fetch_all, fetch_optional};
use domain::id::{OrderId, ResidentId};
use domain::missed::Missed;
use domain::resident::Person;
use domain::when::{Day, Moment};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Line {
    missed: Uuid,
    day: String,
    meal: String,
    eater: Uuid,
    eater_name: String,
    booker: Uuid,
    booker_name: String,
    why: String,
    noticed: i64,
}

macro_rules! select_missed {
    ($rest:literal) => {
        concat!(
            "select m.missed, m.day, m.meal, m.eater, e.name as eater_name, m.booker, b.name as booker_name, m.why,
                m.noticed
             from missed m
             join resident e on e.community = m.community and e.resident = m.eater
             join resident b on b.community = m.community and b.resident = m.booker
             where m.community = $1 and ",
            $rest
        )
    };
}

fn read(line: Line) -> sqlx::Result<Missed> {
    Ok(Missed {
        id: OrderId(line.missed),
        day: word::day(&line.day)?,
        meal: word::read(&line.meal)?,
        eater: Person { id: ResidentId(line.eater), name: line.eater_name },
        booker: Person { id: ResidentId(line.booker), name: line.booker_name },
        why: serde_json::from_str(&line.why).map_err(|error| sqlx::Error::Decode(error.into()))?,
        at: Moment(line.noticed),
    })
}

/// What is said about the order that would have this identity.
pub async fn load(tx: &mut Tx, id: OrderId) -> sqlx::Result<Option<Missed>> {
    let line = fetch_optional!(tx, Line, select_missed!("m.missed = $2"), tx.community.0, id.0)?;
    line.map(read).transpose()
}

/// What is said about days before one.
pub async fn before(tx: &mut Tx, day: Day) -> sqlx::Result<Vec<Missed>> {
    let lines =
        fetch_all!(tx, Line, select_missed!("m.day < $2 order by m.day, m.missed"), tx.community.0, day.to_string())?;
    lines.into_iter().map(read).collect()
}

/// Writes why a meal has no order.
pub async fn save(tx: &mut Tx, row: &Missed) -> sqlx::Result<()> {
    execute!(
        tx,
        "insert into missed (community, missed, day, meal, eater, booker, why, noticed)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (community, missed) do update set why = excluded.why, noticed = excluded.noticed",
        tx.community.0,
        row.id.0,
        row.day.to_string(),
        word::of(&row.meal),
        row.eater.id.0,
        row.booker.id.0,
        serde_json::to_string(&row.why).map_err(|error| sqlx::Error::Encode(error.into()))?,
        row.at.0
    )?;
    Ok(())
}

/// Takes it away.
pub async fn remove(tx: &mut Tx, id: OrderId) -> sqlx::Result<()> {
    execute!(tx, "delete from missed where community = $1 and missed = $2", tx.community.0, id.0)?;
    Ok(())
}
