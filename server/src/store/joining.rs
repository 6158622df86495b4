//! Who is on the way into which team.

use crate::db::Tx;
use crate::store::word;
use crate::{execute, fetch_all, fetch_optional};
use domain::id::{JoiningId, OrganizationId, ResidentId};
use domain::joining::Joining;
use domain::resident::Person;
use domain::when::Moment;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Line {
    joining: Uuid,
    organization: Uuid,
    resident: Uuid,
    name: String,
    state: String,
    words: String,
    answer: String,
    made: i64,
    changed: i64,
}

macro_rules! select_joining {
    ($rest:literal) => {
        concat!(
            "select j.joining, j.organization, j.resident, r.name, j.state, j.words, j.answer, j.made, j.changed
             from joining j
             join resident r on r.community = j.community and r.resident = j.resident
             where j.community = $1 and ",
            $rest
        )
    };
}

fn read(line: Line) -> sqlx::Result<Joining> {
    Ok(Joining {
        id: JoiningId(line.joining),
        organization: OrganizationId(line.organization),
        resident: Person { id: ResidentId(line.resident), name: line.name },
        state: word::read(&line.state)?,
        words: line.words,
        answer: line.answer,
        made: Moment(line.made),
        changed: Moment(line.changed),
    })
}

/// One request or invitation.
pub async fn load(tx: &mut Tx, id: JoiningId) -> sqlx::Result<Option<Joining>> {
    fetch_optional!(tx, Line, select_joining!("j.joining = $2"), tx.community.0, id.0)?.map(read).transpose()
}

/// What there is or was between a person and a team.
pub async fn between(tx: &mut Tx, organization: OrganizationId, who: ResidentId) -> sqlx::Result<Vec<Joining>> {
    let lines = fetch_all!(
        tx,
        Line,
        select_joining!("j.organization = $2 and j.resident = $3 order by j.made, j.joining"),
        tx.community.0,
        organization.0,
        who.0
    )?;
    lines.into_iter().map(read).collect()
}

/// Writes a request or invitation.
pub async fn save(tx: &mut Tx, row: &Joining) -> sqlx::Result<()> {
    execute!(
        tx,
        "insert into joining (community, joining, organization, resident, state, words, answer, made, changed)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (community, joining) do update set state = excluded.state, answer = excluded.answer,
            changed = excluded.changed",
        tx.community.0,
        row.id.0,
        row.organization.0,
        row.resident.id.0,
        word::of(&row.state),
        &row.words,
        &row.answer,
        row.made.0,
        row.changed.0
    )?;
    Ok(())
}
