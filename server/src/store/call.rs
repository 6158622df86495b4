//! Calls of alliances to their units.

use crate::db::Tx;
use crate::store::word;
use crate::{execute, fetch_optional};
use domain::call::{Call, CallPlan};
use domain::id::{CallId, OrganizationId, ResidentId};
use domain::resident::Person;
use domain::when::Moment;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Line {
    organization: Uuid,
    asked_by: Uuid,
    name: String,
    title: String,
    words: String,
    starts: i64,
    ends: i64,
    place: String,
    people: i64,
    skill: Option<String>,
    answer_by: i64,
    closed: Option<i64>,
    changed: Option<i64>,
    made: i64,
}

/// One call.
pub async fn load(tx: &mut Tx, id: CallId) -> sqlx::Result<Option<Call>> {
    let line = fetch_optional!(
        tx,
        Line,
        "select c.organization, c.asked_by, case when r.called = '' then r.name else r.called end as name, c.title,
            c.words, c.starts, c.ends, c.place, c.people, c.skill, c.answer_by, c.closed, c.changed, c.made
         from call c
         join resident r on r.community = c.community and r.resident = c.asked_by
         where c.community = $1 and c.call = $2",
        tx.community.0,
        id.0
    )?;
    let Some(line) = line else { return Ok(None) };
    Ok(Some(Call {
        id,
        organization: OrganizationId(line.organization),
        by: Person { id: ResidentId(line.asked_by), name: line.name },
        plan: CallPlan {
            title: line.title,
            words: line.words,
            starts: Moment(line.starts),
            ends: Moment(line.ends),
            place: line.place,
            people: word::count(line.people),
            skill: line.skill.as_deref().map(word::read).transpose()?,
            answer_by: Moment(line.answer_by),
        },
        closed: line.closed.map(Moment),
        changed: line.changed.map(Moment),
        made: Moment(line.made),
    }))
}

/// Writes a call. Who asked, and when first, stays.
pub async fn save(tx: &mut Tx, row: &Call) -> sqlx::Result<()> {
    let plan = &row.plan;
    execute!(
        tx,
        "insert into call (community, call, organization, asked_by, title, words, starts, ends, place, people, skill,
            answer_by, closed, changed, made)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
         on conflict (community, call) do update set title = excluded.title, words = excluded.words,
            starts = excluded.starts, ends = excluded.ends, place = excluded.place, people = excluded.people,
            skill = excluded.skill, answer_by = excluded.answer_by, closed = excluded.closed,
            changed = excluded.changed",
        tx.community.0,
        row.id.0,
        row.organization.0,
        row.by.id.0,
        &plan.title,
        &plan.words,
        plan.starts.0,
        plan.ends.0,
        &plan.place,
        i64::from(plan.people),
        plan.skill.as_ref().map(word::of),
        plan.answer_by.0,
        row.closed.map(|closed| closed.0),
        row.changed.map(|changed| changed.0),
        row.made.0
    )?;
    Ok(())
}
