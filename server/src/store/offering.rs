//! What residents offer to do.

use crate::db::Tx;
use crate::{execute, fetch_all, fetch_optional};
use domain::id::{OfferingId, OrganizationId, ResidentId};
use domain::offering::{Craft, Offering, Week};
use domain::resident::Person;
use domain::when::Moment;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Line {
    resident: Uuid,
    name: String,
    words: String,
    days: i64,
    organization: Option<Uuid>,
    shown: bool,
    withdrawn: bool,
    made: i64,
}

/// One offering.
pub async fn load(tx: &mut Tx, id: OfferingId) -> sqlx::Result<Option<Offering>> {
    let line = fetch_optional!(
        tx,
        Line,
        "select o.resident, r.name, o.words, o.days, o.organization, o.shown, o.withdrawn, o.made
         from offering o
         join resident r on r.community = o.community and r.resident = o.resident
         where o.community = $1 and o.offering = $2",
        tx.community.0,
        id.0
    )?;
    Ok(line.map(|line| Offering {
        id,
        resident: Person { id: ResidentId(line.resident), name: line.name },
        craft: Craft {
            words: line.words,
            days: Week(u16::try_from(line.days).unwrap_or_default()),
            organization: line.organization.map(OrganizationId),
            shown: line.shown,
        },
        withdrawn: line.withdrawn,
        made: Moment(line.made),
    }))
}

/// What somebody offers and has not taken back.
pub async fn open_of(tx: &mut Tx, who: ResidentId) -> sqlx::Result<Vec<OfferingId>> {
    let lines = fetch_all!(
        tx,
        (Uuid,),
        "select offering from offering where community = $1 and resident = $2 and withdrawn = false
         order by made, offering",
        tx.community.0,
        who.0
    )?;
    Ok(lines.into_iter().map(|(id,)| OfferingId(id)).collect())
}

/// Writes an offering. What is offered stays as it was.
pub async fn save(tx: &mut Tx, row: &Offering) -> sqlx::Result<()> {
    let craft = &row.craft;
    execute!(
        tx,
        "insert into offering (community, offering, resident, words, days, organization, shown, withdrawn, made)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (community, offering) do update set withdrawn = excluded.withdrawn",
        tx.community.0,
        row.id.0,
        row.resident.id.0,
        &craft.words,
        i64::from(craft.days.0),
        craft.organization.map(|organization| organization.0),
        craft.shown,
        row.withdrawn,
        row.made.0
    )?;
    Ok(())
}
