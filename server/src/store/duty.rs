//! Who is on which shift.

use crate::db::Tx;
use crate::store::{shift, word};
use crate::{execute, fetch_all, fetch_optional};
use domain::duty::Duty;
use domain::id::{DutyId, OrganizationId, ResidentId, ShiftId};
use domain::resident::Person;
use domain::shift::Shift;
use domain::when::Moment;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Line {
    duty: Uuid,
    shift: Uuid,
    organization: Uuid,
    resident: Uuid,
    name: String,
    minor: bool,
    state: String,
    made: i64,
    changed: i64,
}

macro_rules! select_duty {
    ($rest:literal) => {
        concat!(
            "select d.duty, d.shift, s.organization, d.resident, r.name, d.minor, d.state, d.made, d.changed
             from duty d
             join shift s on s.community = d.community and s.shift = d.shift
             join resident r on r.community = d.community and r.resident = d.resident
             where d.community = $1 and ",
            $rest
        )
    };
}

fn read(line: Line) -> sqlx::Result<Duty> {
    Ok(Duty {
        id: DutyId(line.duty),
        shift: ShiftId(line.shift),
        organization: OrganizationId(line.organization),
        resident: Person { id: ResidentId(line.resident), name: line.name },
        minor: line.minor,
        state: word::read(&line.state)?,
        made: Moment(line.made),
        changed: Moment(line.changed),
    })
}

/// One duty.
pub async fn load(tx: &mut Tx, id: DutyId) -> sqlx::Result<Option<Duty>> {
    fetch_optional!(tx, Line, select_duty!("d.duty = $2"), tx.community.0, id.0)?.map(read).transpose()
}

/// Everybody who is on a shift now.
pub async fn of_shift(tx: &mut Tx, shift: ShiftId) -> sqlx::Result<Vec<Duty>> {
    let lines = fetch_all!(
        tx,
        Line,
        select_duty!("d.shift = $2 and d.state in ('taken', 'seeking') order by d.made, d.duty"),
        tx.community.0,
        shift.0
    )?;
    lines.into_iter().map(read).collect()
}

/// What a person has taken and has not ended, with each shift.
pub async fn of_resident(tx: &mut Tx, resident: ResidentId, now: Moment) -> sqlx::Result<Vec<(Duty, Shift)>> {
    let lines = fetch_all!(
        tx,
        Line,
        select_duty!("d.resident = $2 and d.state in ('taken', 'seeking') and s.ends > $3 order by s.starts, d.duty"),
        tx.community.0,
        resident.0,
        now.0
    )?;
    let mut duties = Vec::with_capacity(lines.len());
    for line in lines {
        let duty = read(line)?;
        if let Some(shift) = shift::load(tx, duty.shift).await? {
            duties.push((duty, shift));
        }
    }
    Ok(duties)
}

/// Writes a duty.
pub async fn save(tx: &mut Tx, row: &Duty) -> sqlx::Result<()> {
    execute!(
        tx,
        "insert into duty (community, duty, shift, resident, minor, state, made, changed)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (community, duty) do update set state = excluded.state, changed = excluded.changed",
        tx.community.0,
        row.id.0,
        row.shift.0,
        row.resident.id.0,
        row.minor,
        word::of(&row.state),
        row.made.0,
        row.changed.0
    )?;
    Ok(())
}
