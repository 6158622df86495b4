//! What people may do for each other outside their families.

use crate::db::Tx;
use crate::store::word;
use crate::{execute, fetch_all, fetch_optional};
use domain::command::Command;
use domain::facts::{Facts, Subject};
use domain::id::{MandateId, ResidentId};
use domain::kin::Power;
use domain::mandate::{Mandate, Named, Step, Terms};
use domain::resident::Person;
use domain::when::Moment;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Line {
    mandate: Uuid,
    principal: Option<Uuid>,
    named: String,
    helper: Uuid,
    helper_name: String,
    powers: String,
    until: String,
    state: String,
    consent: Option<String>,
    recorded_by: Option<Uuid>,
    recorder_name: Option<String>,
    witness: String,
    ended_by: Option<Uuid>,
    ender_name: Option<String>,
    fourteen: Option<String>,
    made: i64,
    changed: i64,
}

fn read(line: Line) -> sqlx::Result<Mandate> {
    let person =
        |id: Option<Uuid>, name: Option<String>| id.zip(name).map(|(id, name)| Person { id: ResidentId(id), name });
    let nobody = || Person { name: line.named.clone(), ..Person::default() };
    Ok(Mandate {
        id: MandateId(line.mandate),
        principal: person(line.principal, Some(line.named.clone())).unwrap_or_else(nobody),
        helper: Person { id: ResidentId(line.helper), name: line.helper_name },
        terms: Terms { powers: powers(&line.powers)?, until: word::day(&line.until)? },
        state: word::read(&line.state)?,
        consent: line.consent.as_deref().map(word::read).transpose()?,
        by: person(line.recorded_by, line.recorder_name),
        witness: line.witness,
        ended_by: person(line.ended_by, line.ender_name),
        fourteen: line.fourteen.as_deref().map(word::day).transpose()?,
        made: Moment(line.made),
        changed: Moment(line.changed),
    })
}

/// Powers as they stand in the table.
///
/// # Errors
/// When one of the words is none.
pub(super) fn powers(words: &str) -> sqlx::Result<Vec<Power>> {
    words.split_whitespace().map(word::read).collect()
}

/// One mandate.
pub async fn load(tx: &mut Tx, id: MandateId) -> sqlx::Result<Option<Mandate>> {
    let line = fetch_optional!(
        tx,
        Line,
        "select m.mandate, m.principal, m.named, m.helper, h.name as helper_name, m.powers, m.until, m.state, m.consent,
            m.recorded_by, r.name as recorder_name, m.witness, m.ended_by, e.name as ender_name, m.fourteen, m.made,
            m.changed
         from mandate m
         join resident h on h.community = m.community and h.resident = m.helper
         left join resident r on r.community = m.community and r.resident = m.recorded_by
         left join resident e on e.community = m.community and e.resident = m.ended_by
         where m.community = $1 and m.mandate = $2",
        tx.community.0,
        id.0
    )?;
    line.map(read).transpose()
}

/// What a command about a mandate may look at: the twin of the phone's `replica::helpers`.
pub(super) async fn add_facts(tx: &mut Tx, facts: &mut Facts, command: &Command) -> sqlx::Result<()> {
    let Command::Mandate { mandate, step } = command else { return Ok(()) };
    facts.mandate = load(tx, *mandate).await?;
    match step {
        Step::Ask { whom, .. } => {
            facts.asks = waiting(tx, facts.actor.id).await?;
            facts.subject = on_door(tx, whom).await?;
        }
        Step::Record { whom, helper, .. } => {
            facts.subject = on_door(tx, whom).await?;
            facts.helper = on_door(tx, helper).await?.map(|subject| subject.person);
        }
        Step::Answer { .. } => {}
    }
    Ok(())
}

/// How many questions of a helper wait. Who does not want it is not told, so for the helper that question waits too.
async fn waiting(tx: &mut Tx, helper: ResidentId) -> sqlx::Result<u32> {
    let line = fetch_optional!(
        tx,
        (i64,),
        "select count(*) from mandate where community = $1 and helper = $2 and state in ('asked', 'declined')",
        tx.community.0,
        helper.0
    )?;
    Ok(line.map_or(0, |(n,)| word::count(n)))
}

/// The one person of that name who lives behind a door of that number; nobody where there are two.
async fn on_door(tx: &mut Tx, named: &Named) -> sqlx::Result<Option<Subject>> {
    let mut lines = fetch_all!(
        tx,
        (Uuid, String, String),
        "select r.resident, r.name, r.born from resident r
         join household h on h.community = r.community and h.household = r.household
         where r.community = $1 and r.name = $2 and h.room = $3 and not exists (select 1 from departure d
            where d.community = r.community and d.resident = r.resident and d.returned is null)
         limit 2",
        tx.community.0,
        named.name.trim(),
        named.room.trim()
    )?;
    let (Some((id, name, born)), true) = (lines.pop(), lines.is_empty()) else { return Ok(None) };
    Ok(Some(Subject { person: Person { id: ResidentId(id), name }, born, ..Subject::default() }))
}

/// Writes a mandate. What was asked stays; until when it holds is said with the answer.
pub async fn save(tx: &mut Tx, row: &Mandate) -> sqlx::Result<()> {
    // It is in the helper's own row.
    tx.held.people.clear();
    let principal = Some(row.principal.id).filter(|id| *id != ResidentId::default());
    let powers: Vec<String> = row.terms.powers.iter().map(word::of).collect();
    execute!(
        tx,
        "insert into mandate (community, mandate, principal, named, helper, powers, until, state, consent, recorded_by,
            witness, ended_by, fourteen, made, changed)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
         on conflict (community, mandate) do update set until = excluded.until, state = excluded.state,
            consent = excluded.consent, recorded_by = excluded.recorded_by, ended_by = excluded.ended_by,
            changed = excluded.changed",
        tx.community.0,
        row.id.0,
        principal.map(|id| id.0),
        &row.principal.name,
        row.helper.id.0,
        powers.join(" "),
        row.terms.until.to_string(),
        word::of(&row.state),
        row.consent.as_ref().map(word::of),
        row.by.as_ref().map(|person| person.id.0),
        &row.witness,
        row.ended_by.as_ref().map(|person| person.id.0),
        row.fourteen.map(|day| day.to_string()),
        row.made.0,
        row.changed.0
    )?;
    Ok(())
}
