//! Proposals to swap duties.

use crate::db::Tx;
use crate::store::word;
use crate::{execute, fetch_optional};
use domain::id::{DutyId, ResidentId, ShiftId, SwapId};
use domain::resident::Person;
use domain::swap::Swap;
use domain::when::Moment;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Line {
    proposer: Uuid,
    proposer_name: String,
    given: Uuid,
    given_shift: Uuid,
    asked: Uuid,
    asked_name: String,
    wanted: Uuid,
    wanted_shift: Uuid,
    state: String,
    made: i64,
    changed: i64,
}

/// One proposal.
pub async fn load(tx: &mut Tx, id: SwapId) -> sqlx::Result<Option<Swap>> {
    let line = fetch_optional!(
        tx,
        Line,
        "select g.resident as proposer, p.name as proposer_name, s.given, g.shift as given_shift,
            w.resident as asked, a.name as asked_name, s.wanted, w.shift as wanted_shift, s.state, s.made, s.changed
         from swap s
         join duty g on g.community = s.community and g.duty = s.given
         join resident p on p.community = g.community and p.resident = g.resident
         join duty w on w.community = s.community and w.duty = s.wanted
         join resident a on a.community = w.community and a.resident = w.resident
         where s.community = $1 and s.swap = $2",
        tx.community.0,
        id.0
    )?;
    let Some(line) = line else { return Ok(None) };
    Ok(Some(Swap {
        id,
        proposer: Person { id: ResidentId(line.proposer), name: line.proposer_name },
        given: DutyId(line.given),
        given_shift: ShiftId(line.given_shift),
        asked: Person { id: ResidentId(line.asked), name: line.asked_name },
        wanted: DutyId(line.wanted),
        wanted_shift: ShiftId(line.wanted_shift),
        state: word::read(&line.state)?,
        made: Moment(line.made),
        changed: Moment(line.changed),
    }))
}

/// Whether somebody has proposed to give the duty and has not been answered.
pub async fn is_open(tx: &mut Tx, given: DutyId) -> sqlx::Result<bool> {
    let line = fetch_optional!(
        tx,
        (i64,),
        "select count(*) from swap where community = $1 and given = $2 and state = 'proposed'",
        tx.community.0,
        given.0
    )?;
    Ok(line.is_some_and(|(n,)| n > 0))
}

/// Writes a proposal.
pub async fn save(tx: &mut Tx, row: &Swap) -> sqlx::Result<()> {
    execute!(
        tx,
        "insert into swap (community, swap, given, wanted, state, made, changed)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (community, swap) do update set state = excluded.state, changed = excluded.changed",
        tx.community.0,
        row.id.0,
        row.given.0,
        row.wanted.0,
        word::of(&row.state),
        row.made.0,
        row.changed.0
    )?;
    Ok(())
}
