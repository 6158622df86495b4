//! What people have done for their teams outside shifts, as they write it down.

use crate::db::Tx;
use crate::store::word;
use crate::{execute, fetch_all, fetch_optional};
use domain::id::{HoursId, OrganizationId, ResidentId, StintId};
use domain::resident::Person;
use domain::stint::Stint;
use domain::when::Moment;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Line {
    stint: Uuid,
    organization: Uuid,
    resident: Uuid,
    name: String,
    from_moment: i64,
    until_moment: i64,
    content: String,
    state: String,
    answer: String,
    hours: Option<Uuid>,
    made: i64,
    changed: i64,
}

macro_rules! select_stint {
    ($rest:literal) => {
        concat!(
            "select s.stint, s.organization, s.resident, r.name, s.from_moment, s.until_moment, s.content, s.state,
                s.answer, s.hours, s.made, s.changed
             from stint s
             join resident r on r.community = s.community and r.resident = s.resident
             where s.community = $1 and ",
            $rest
        )
    };
}

fn read(line: Line) -> sqlx::Result<Stint> {
    Ok(Stint {
        id: StintId(line.stint),
        organization: OrganizationId(line.organization),
        resident: Person { id: ResidentId(line.resident), name: line.name },
        from: Moment(line.from_moment),
        until: Moment(line.until_moment),
        content: line.content,
        state: word::read(&line.state)?,
        answer: line.answer,
        signed: line.hours.map(HoursId),
        made: Moment(line.made),
        changed: Moment(line.changed),
    })
}

/// One of them.
pub async fn load(tx: &mut Tx, id: StintId) -> sqlx::Result<Option<Stint>> {
    fetch_optional!(tx, Line, select_stint!("s.stint = $2"), tx.community.0, id.0)?.map(read).transpose()
}

/// What somebody has written down and nobody has answered.
pub async fn open_of(tx: &mut Tx, who: ResidentId) -> sqlx::Result<Vec<Stint>> {
    let lines = fetch_all!(
        tx,
        Line,
        select_stint!("s.resident = $2 and s.state = 'said' order by s.from_moment, s.stint"),
        tx.community.0,
        who.0
    )?;
    lines.into_iter().map(read).collect()
}

/// Writes one. What was written down stays as it was.
pub async fn save(tx: &mut Tx, row: &Stint) -> sqlx::Result<()> {
    execute!(
        tx,
        "insert into stint (community, stint, organization, resident, from_moment, until_moment, content, state, answer,
            hours, made, changed)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         on conflict (community, stint) do update set state = excluded.state, answer = excluded.answer,
            hours = excluded.hours, changed = excluded.changed",
        tx.community.0,
        row.id.0,
        row.organization.0,
        row.resident.id.0,
        row.from.0,
        row.until.0,
        &row.content,
        word::of(&row.state),
        &row.answer,
        row.signed.map(|hours| hours.0),
        row.made.0,
        row.changed.0
    )?;
    Ok(())
}
