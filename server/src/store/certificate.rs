//! Certificates of service hours, added and never changed, and what still holds of them.

use crate::db::Tx;
use crate::store::word;
use crate::{execute, fetch_all, fetch_optional};
use domain::certificate::Certificate;
use domain::id::{CertificateId, HoursId, OrganizationId, ResidentId};
use domain::resident::Person;
use domain::when::Moment;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Line {
    organization: Uuid,
    resident: Uuid,
    name: String,
    volunteer: String,
    year: i64,
    ordinal: i64,
    from_day: String,
    until_day: String,
    minutes: i64,
    issued_by: Uuid,
    issuer: String,
    made: i64,
}

/// One certificate.
pub async fn load(tx: &mut Tx, id: CertificateId) -> sqlx::Result<Option<Certificate>> {
    let line = fetch_optional!(
        tx,
        Line,
        "select c.organization, coalesce(d.merged_into, c.resident) as resident, c.name, c.volunteer, c.year, c.ordinal, c.from_day, c.until_day, c.minutes, c.issued_by,
            i.name as issuer, c.made
         from certificate c
         left join departure d on d.community = c.community and d.resident = c.resident and d.how = 'merged'
         join resident i on i.community = c.community and i.resident = c.issued_by
         where c.community = $1 and c.certificate = $2",
        tx.community.0,
        id.0
    )?;
    let Some(line) = line else { return Ok(None) };
    let entries = fetch_all!(
        tx,
        (Uuid,),
        "select x.hours from certificate_hours x
         join hours h on h.community = x.community and h.hours = x.hours
         where x.community = $1 and x.certificate = $2 order by h.from_moment, h.hours",
        tx.community.0,
        id.0
    )?;
    Ok(Some(Certificate {
        id,
        organization: OrganizationId(line.organization),
        resident: Person { id: ResidentId(line.resident), name: line.name },
        volunteer: line.volunteer,
        year: i32::try_from(line.year).unwrap_or_default(),
        ordinal: word::count(line.ordinal),
        from: word::day(&line.from_day)?,
        until: word::day(&line.until_day)?,
        minutes: line.minutes,
        entries: entries.into_iter().map(|(hours,)| HoursId(hours)).collect(),
        issued_by: Person { id: ResidentId(line.issued_by), name: line.issuer },
        made: Moment(line.made),
    }))
}

/// The minutes of the entries that a certificate covers and nobody has taken back since.
pub async fn holding(tx: &mut Tx, id: CertificateId) -> sqlx::Result<i64> {
    let line = fetch_optional!(
        tx,
        (i64,),
        "select cast(coalesce(sum((h.until_moment - h.from_moment) / 60000), 0) as bigint) from certificate_hours x
         join hours h on h.community = x.community and h.hours = x.hours
         where x.community = $1 and x.certificate = $2
            and not exists (select 1 from hours b where b.community = h.community and b.reverses = h.hours)",
        tx.community.0,
        id.0
    )?;
    Ok(line.map_or(0, |(minutes,)| minutes))
}

/// The number that the next certificate of a year gets.
pub async fn next(tx: &mut Tx, year: i32) -> sqlx::Result<u32> {
    let line = fetch_optional!(
        tx,
        (i64,),
        "select coalesce(max(ordinal), 0) + 1 from certificate where community = $1 and year = $2",
        tx.community.0,
        i64::from(year)
    )?;
    Ok(line.map_or(1, |(ordinal,)| word::count(ordinal)))
}

/// Adds a certificate with what it covers.
pub async fn save(tx: &mut Tx, row: &Certificate) -> sqlx::Result<()> {
    execute!(
        tx,
        "insert into certificate (community, certificate, organization, resident, name, year, ordinal, from_day,
            until_day, minutes, issued_by, made, volunteer)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        tx.community.0,
        row.id.0,
        row.organization.0,
        row.resident.id.0,
        &row.resident.name,
        i64::from(row.year),
        i64::from(row.ordinal),
        row.from.to_string(),
        row.until.to_string(),
        row.minutes,
        row.issued_by.id.0,
        row.made.0,
        &row.volunteer
    )?;
    for entry in &row.entries {
        execute!(
            tx,
            "insert into certificate_hours (community, certificate, hours) values ($1, $2, $3)",
            tx.community.0,
            row.id.0,
            entry.0
        )?;
    }
    Ok(())
}
