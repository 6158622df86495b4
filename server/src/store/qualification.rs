//! What people hold.

use crate::db::Tx;
use crate::store::word;
use crate::{execute, fetch_all};
use domain::id::{QualificationId, ResidentId};
use domain::qualification::Qualification;
use domain::resident::Person;
use uuid::Uuid;

/// What a person holds or has held.
pub async fn of_resident(tx: &mut Tx, resident: &Person) -> sqlx::Result<Vec<Qualification>> {
    let lines = fetch_all!(
        tx,
        (Uuid, String, String),
        "select qualification, skill, until from qualification where community = $1 and resident = $2 order by skill",
        tx.community.0,
        resident.id.0
    )?;
    let read = |(id, skill, until): (Uuid, String, String)| {
        Ok(Qualification {
            id: QualificationId(id),
            resident: resident.clone(),
            skill: word::read(&skill)?,
            until: word::day(&until)?,
        })
    };
    lines.into_iter().map(read).collect()
}

/// Writes a qualification. A person has one of each skill: the rule takes over the identity of the one that there is.
pub async fn save(tx: &mut Tx, row: &Qualification) -> sqlx::Result<()> {
    execute!(
        tx,
        "insert into qualification (community, qualification, resident, skill, until) values ($1, $2, $3, $4, $5)
         on conflict (community, qualification) do update set until = excluded.until",
        tx.community.0,
        row.id.0,
        row.resident.id.0,
        word::of(&row.skill),
        row.until.to_string()
    )?;
    Ok(())
}

/// What everybody holds or has held.
pub async fn all(tx: &mut Tx) -> sqlx::Result<Vec<Qualification>> {
    let lines = fetch_all!(
        tx,
        (Uuid, Uuid, String, String, String),
        "select q.qualification, q.resident, r.name, q.skill, q.until from qualification q
         join resident r on r.community = q.community and r.resident = q.resident
         where q.community = $1",
        tx.community.0
    )?;
    let read = |(id, who, name, skill, until): (Uuid, Uuid, String, String, String)| {
        Ok(Qualification {
            id: QualificationId(id),
            resident: Person { id: ResidentId(who), name },
            skill: word::read(&skill)?,
            until: word::day(&until)?,
        })
    };
    lines.into_iter().map(read).collect()
}
