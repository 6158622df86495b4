//! The ledger of service hours: entries, added and never changed.

use crate::db::Tx;
use crate::{execute, fetch_all, fetch_optional};
use domain::hours::Hours;
use domain::id::{DutyId, HoursId, OrganizationId, ResidentId};
use domain::resident::Person;
use domain::when::Moment;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Line {
    hours: Uuid,
    organization: Uuid,
    resident: Uuid,
    name: String,
    from_moment: i64,
    until_moment: i64,
    content: String,
    duty: Option<Uuid>,
    reverses: Option<Uuid>,
    signed_by: Uuid,
    signer: String,
    made: i64,
}

impl From<Line> for Hours {
    fn from(line: Line) -> Self {
        Hours {
            id: HoursId(line.hours),
            organization: OrganizationId(line.organization),
            resident: Person { id: ResidentId(line.resident), name: line.name },
            from: Moment(line.from_moment),
            until: Moment(line.until_moment),
            content: line.content,
            duty: line.duty.map(DutyId),
            reverses: line.reverses.map(HoursId),
            signed_by: Person { id: ResidentId(line.signed_by), name: line.signer },
            made: Moment(line.made),
        }
    }
}

/// An entry that names somebody's former record is of who that is now.
macro_rules! select_hours {
    ($rest:literal) => {
        concat!(
            "select h.hours, h.organization, r.resident, r.name, h.from_moment, h.until_moment, h.content, h.duty, h.reverses,
                h.signed_by, s.name as signer, h.made
             from hours h
             left join departure d on d.community = h.community and d.resident = h.resident and d.how = 'merged'
             join resident r on r.community = h.community and r.resident = coalesce(d.merged_into, h.resident)
             join resident s on s.community = h.community and s.resident = h.signed_by
             where h.community = $1 and ",
            $rest
        )
    };
}

/// One entry.
pub async fn load(tx: &mut Tx, id: HoursId) -> sqlx::Result<Option<Hours>> {
    Ok(fetch_optional!(tx, Line, select_hours!("h.hours = $2"), tx.community.0, id.0)?.map(Hours::from))
}

/// Every entry of a person, over all organizations, with what was signed for their former records.
pub async fn of_resident(tx: &mut Tx, resident: ResidentId) -> sqlx::Result<Vec<Hours>> {
    let lines = fetch_all!(
        tx,
        Line,
        select_hours!(
            "h.resident in (select $2 union all
                select m.resident from departure m where m.community = $1 and m.merged_into = $2)
             order by h.from_moment, h.made, h.hours"
        ),
        tx.community.0,
        resident.0
    )?;
    Ok(lines.into_iter().map(Hours::from).collect())
}

/// Every entry of an organization.
pub async fn of_organization(tx: &mut Tx, organization: OrganizationId) -> sqlx::Result<Vec<Hours>> {
    let lines = fetch_all!(
        tx,
        Line,
        select_hours!("h.organization = $2 order by h.from_moment, h.made, h.hours"),
        tx.community.0,
        organization.0
    )?;
    Ok(lines.into_iter().map(Hours::from).collect())
}

/// Adds an entry.
pub async fn save(tx: &mut Tx, row: &Hours) -> sqlx::Result<()> {
    execute!(
        tx,
        "insert into hours (community, hours, organization, resident, from_moment, until_moment, content, duty, reverses,
            signed_by, made)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        tx.community.0,
        row.id.0,
        row.organization.0,
        row.resident.id.0,
        row.from.0,
        row.until.0,
        &row.content,
        row.duty.map(|duty| duty.0),
        row.reverses.map(|entry| entry.0),
        row.signed_by.id.0,
        row.made.0
    )?;
    Ok(())
}
