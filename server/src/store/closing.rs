//! The days' tills, and how they were closed.

use crate::db::Tx;
use crate::store::word;
use crate::{execute, fetch_all};
use domain::closing::{Closed, Till};
use domain::id::{ResidentId, TillId};
use domain::resident::Person;
use domain::when::{Day, Moment};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Line {
    till: Uuid,
    day: String,
    cash_fen: i64,
    code_fen: i64,
    closed: Option<i64>,
    counted_fen: Option<i64>,
    words: String,
    closed_by: Option<Uuid>,
    name: Option<String>,
}

/// The tills of a day and of those after it.
pub async fn from(tx: &mut Tx, day: Day) -> sqlx::Result<Vec<Till>> {
    let lines = fetch_all!(
        tx,
        Line,
        "select t.till, t.day, t.cash_fen, t.code_fen, t.closed, t.counted_fen, t.words, t.closed_by, r.name
         from till t left join resident r on r.community = t.community and r.resident = t.closed_by
         where t.community = $1 and t.day >= $2 order by t.day",
        tx.community.0,
        day.to_string()
    )?;
    lines.into_iter().map(read).collect()
}

fn read(line: Line) -> sqlx::Result<Till> {
    let name = line.name.unwrap_or_default();
    let closed = match (line.closed, line.counted_fen, line.closed_by) {
        (Some(at), Some(counted_fen), Some(by)) => {
            let by = Person { id: ResidentId(by), name };
            Some(Closed { counted_fen, words: line.words, by, at: Moment(at) })
        }
        _ => None,
    };
    Ok(Till {
        id: TillId(line.till),
        day: word::day(&line.day)?,
        cash_fen: line.cash_fen,
        code_fen: line.code_fen,
        closed,
    })
}

/// Writes a till. The database refuses to change one that is closed.
pub async fn save(tx: &mut Tx, row: &Till) -> sqlx::Result<()> {
    let closed = row.closed.as_ref();
    execute!(
        tx,
        "insert into till (community, till, day, cash_fen, code_fen, closed, counted_fen, words, closed_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (community, till) do update set cash_fen = excluded.cash_fen, code_fen = excluded.code_fen,
            closed = excluded.closed, counted_fen = excluded.counted_fen, words = excluded.words,
            closed_by = excluded.closed_by",
        tx.community.0,
        row.id.0,
        row.day.to_string(),
        row.cash_fen,
        row.code_fen,
        closed.map(|closed| closed.at.0),
        closed.map(|closed| closed.counted_fen),
        closed.map_or("", |closed| closed.words.as_str()),
        closed.map(|closed| closed.by.id.0)
    )?;
    Ok(())
}
