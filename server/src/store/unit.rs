//! The member units of alliances, and who answers for them. The committee's files bring them.

use crate::db::Tx;
use crate::{execute, fetch_all, fetch_optional};
use domain::id::{OrganizationId, ResidentId, UnitId};
use domain::resident::Person;
use domain::unit::{Represented, Unit};
use uuid::Uuid;

/// Whether an organization has units.
pub async fn any(tx: &mut Tx, organization: OrganizationId) -> sqlx::Result<bool> {
    let line = fetch_optional!(
        tx,
        (i64,),
        "select count(*) from unit where community = $1 and organization = $2",
        tx.community.0,
        organization.0
    )?;
    Ok(line.is_some_and(|(n,)| n > 0))
}

/// The units that a person answers for.
pub async fn of_contact(tx: &mut Tx, who: ResidentId) -> sqlx::Result<Vec<Represented>> {
    let lines = fetch_all!(
        tx,
        (Uuid, Uuid, String),
        "select u.unit, u.organization, u.name from unit_contact c
         join unit u on u.community = c.community and u.unit = c.unit
         where c.community = $1 and c.resident = $2 order by u.name, u.unit",
        tx.community.0,
        who.0
    )?;
    let read =
        |(id, organization, name)| Represented { id: UnitId(id), organization: OrganizationId(organization), name };
    Ok(lines.into_iter().map(read).collect())
}

/// Writes a unit. Whoever is no longer named does not answer for it any more.
pub async fn save(tx: &mut Tx, row: &Unit) -> sqlx::Result<()> {
    let community = tx.community.0;
    execute!(
        tx,
        "insert into unit (community, unit, organization, name, synthetic) values ($1, $2, $3, $4, $5)
         on conflict (community, unit) do update set name = excluded.name, synthetic = excluded.synthetic",
        community,
        row.id.0,
        row.organization.0,
        &row.name,
        row.synthetic
    )?;
    execute!(tx, "delete from unit_contact where community = $1 and unit = $2", community, row.id.0)?;
    for contact in &row.contacts {
        execute!(
            tx,
            "insert into unit_contact (community, unit, resident) values ($1, $2, $3)",
            community,
            row.id.0,
            contact.id.0
        )?;
    }
    Ok(())
}

/// All units, each with who answers for it.
pub async fn all(tx: &mut Tx) -> sqlx::Result<Vec<Unit>> {
    let lines = fetch_all!(
        tx,
        (Uuid, Uuid, String, bool),
        "select unit, organization, name, synthetic from unit where community = $1 order by unit",
        tx.community.0
    )?;
    let contacts = fetch_all!(
        tx,
        (Uuid, Uuid, String),
        "select c.unit, r.resident, r.name from unit_contact c
         join resident r on r.community = c.community and r.resident = c.resident
         where c.community = $1",
        tx.community.0
    )?;
    let unit = |(id, organization, name, synthetic): (Uuid, Uuid, String, bool)| {
        let own = contacts.iter().filter(|(unit, ..)| *unit == id);
        let contacts = own.map(|(_, who, name)| Person { id: ResidentId(*who), name: name.clone() }).collect();
        Unit { id: UnitId(id), organization: OrganizationId(organization), name, contacts, synthetic }
    };
    Ok(lines.into_iter().map(unit).collect())
}
