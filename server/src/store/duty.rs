//! Who is on which shift.

pub mod lapsing;

use crate::db::Tx;
use crate::store::rows::{filled, places};
use crate::store::{shift, signup, word};
use crate::{execute, fetch_all, fetch_optional, statement};
use domain::duty::{Duty, Promise};
use domain::facts::Facts;
use domain::id::{DutyId, OccurrenceId, OrganizationId, ResidentId, ShiftId, VenueId};
use domain::resident::Person;
use domain::shift::Shift;
use domain::when::Moment;
use sqlx::AssertSqlSafe;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Line {
    duty: Uuid,
    shift: Uuid,
    organization: Uuid,
    resident: Uuid,
    name: String,
    minor: bool,
    asks: bool,
    agreed: Option<String>,
    witness: String,
    state: String,
    made: i64,
    changed: i64,
    was_starts: Option<i64>,
    was_ends: Option<i64>,
    was_venue: Option<Uuid>,
    clash: bool,
}

macro_rules! select_duty {
    ($rest:literal) => {
        concat!(
            "select d.duty, d.shift, s.organization, d.resident, r.name, d.minor, d.asks, d.agreed, d.witness, d.state,
                d.made, d.changed, d.was_starts, d.was_ends, d.was_venue, d.clash
             from duty d
             join shift s on s.community = d.community and s.shift = d.shift
             join resident r on r.community = d.community and r.resident = d.resident
             where d.community = $1 and ",
            $rest
        )
    };
}

fn read(line: Line) -> sqlx::Result<Duty> {
    let promised = match (line.was_starts, line.was_ends, line.was_venue) {
        (Some(starts), Some(ends), Some(venue)) => {
            Some(Promise { starts: Moment(starts), ends: Moment(ends), venue: VenueId(venue) })
        }
        _ => None,
    };
    Ok(Duty {
        id: DutyId(line.duty),
        shift: ShiftId(line.shift),
        organization: OrganizationId(line.organization),
        resident: Person { id: ResidentId(line.resident), name: line.name },
        minor: line.minor,
        asks: line.asks,
        agreed: line.agreed.as_deref().map(word::read).transpose()?,
        witness: line.witness,
        state: word::read(&line.state)?,
        made: Moment(line.made),
        changed: Moment(line.changed),
        promised,
        clash: line.clash,
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

/// The shifts of a date that are not over and not called off, each with everybody who is on it now.
pub async fn of_date(tx: &mut Tx, date: OccurrenceId, now: Moment) -> sqlx::Result<Vec<(Shift, Vec<Duty>)>> {
    let lines = fetch_all!(
        tx,
        (Uuid,),
        "select shift from shift where community = $1 and occurrence = $2 and cancelled is null and ends > $3
         order by starts, shift",
        tx.community.0,
        date.0,
        now.0
    )?;
    let mut shifts = Vec::with_capacity(lines.len());
    for (id,) in lines {
        if let Some(shift) = shift::load(tx, ShiftId(id)).await? {
            let on = of_shift(tx, shift.id).await?;
            shifts.push((shift, on));
        }
    }
    Ok(shifts)
}

/// Puts the shifts of dates that are moved into the facts, each with everybody who is on it now, and what these people have besides.
pub(super) async fn add_moving(tx: &mut Tx, facts: &mut Facts, dates: &[OccurrenceId]) -> sqlx::Result<()> {
    for date in dates {
        facts.shifts.extend(of_date(tx, *date, facts.now).await?);
    }
    let on = facts.shifts.iter().flat_map(|(_, on)| on);
    let people: BTreeSet<ResidentId> = on.map(|duty| duty.resident.id).collect();
    for who in people {
        facts.duties.extend(of_resident(tx, who, facts.now).await?);
        facts.engagements.extend(signup::engagements(tx, who, facts.now).await?);
    }
    Ok(())
}

/// What a person has taken and has not ended, with each shift.
pub async fn of_resident(tx: &mut Tx, resident: ResidentId, now: Moment) -> sqlx::Result<Vec<(Duty, Shift)>> {
    if let Some(known) = tx.held.duties.get(&resident) {
        // It was asked a moment ago, for some time before it.
        return Ok(known.iter().filter(|(_, shift)| shift.ends > now).cloned().collect());
    }
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

/// Asks ahead what people have taken and has not ended at a moment.
pub(super) async fn ask(tx: &mut Tx, mut people: Vec<ResidentId>, after: Moment) -> sqlx::Result<()> {
    people.sort();
    people.dedup();
    if people.is_empty() {
        return Ok(());
    }
    let mut all: BTreeMap<ResidentId, Vec<(Duty, Shift)>> = people.iter().map(|who| (*who, Vec::new())).collect();
    let (community, asked) = (tx.community.0, filled(people));
    let sql = format!(
        "{} d.state in ('taken', 'seeking') and s.ends > $2 and d.resident in ({}) order by s.starts, d.duty",
        select_duty!(""),
        places(3, asked.len())
    );
    let lines = statement!(tx, AssertSqlSafe(sql), |sql, connection| {
        let mut query = sqlx::query_as::<_, Line>(sql).bind(community).bind(after.0);
        for who in &asked {
            query = query.bind(who.0);
        }
        query.fetch_all(&mut **connection).await
    })?;
    for line in lines {
        let duty = read(line)?;
        if let Some(shift) = shift::load(tx, duty.shift).await? {
            all.entry(duty.resident.id).or_default().push((duty, shift));
        }
    }
    tx.held.duties = all;
    Ok(())
}

/// Writes a duty.
pub async fn save(tx: &mut Tx, row: &Duty) -> sqlx::Result<()> {
    tx.held.duties.clear();
    execute!(
        tx,
        "insert into duty (community, duty, shift, resident, minor, asks, agreed, witness, state, made, changed, was_starts,
            was_ends, was_venue, clash)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
         on conflict (community, duty) do update set state = excluded.state, changed = excluded.changed,
            agreed = excluded.agreed, witness = excluded.witness, was_starts = excluded.was_starts,
            was_ends = excluded.was_ends, was_venue = excluded.was_venue, clash = excluded.clash",
        tx.community.0,
        row.id.0,
        row.shift.0,
        row.resident.id.0,
        row.minor,
        row.asks,
        row.agreed.as_ref().map(word::of),
        &row.witness,
        word::of(&row.state),
        row.made.0,
        row.changed.0,
        row.promised.map(|was| was.starts.0),
        row.promised.map(|was| was.ends.0),
        row.promised.map(|was| was.venue.0),
        row.clash
    )?;
    Ok(())
}
