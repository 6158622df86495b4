//! Leases of places, and ending those whose time is over or whose phone is signed out.

use crate::db::Tx;
use crate::store::{change, community, occurrence, waiting, word};
use crate::{execute, fetch_all, fetch_optional};
use domain::facts::Facts;
use domain::id::{DeviceId, LeaseId, OccurrenceId, OrganizationId, ResidentId};
use domain::lease::{self, GRACE_MS, Lease};
use domain::resident::Person;
use domain::when::Moment;
use std::collections::BTreeMap;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Line {
    lease: Uuid,
    occurrence: Uuid,
    organization: Uuid,
    taken_by: Uuid,
    name: String,
    device: Uuid,
    places: i64,
    given: i64,
    until: i64,
    made: i64,
    ended: Option<i64>,
}

macro_rules! select_lease {
    ($rest:literal) => {
        concat!(
            "select l.lease, l.occurrence, a.organization, l.taken_by, r.name, l.device, l.places, l.given, l.until,
                l.made, l.ended
             from lease l
             join occurrence o on o.community = l.community and o.occurrence = l.occurrence
             join activity a on a.community = o.community and a.activity = o.activity
             join resident r on r.community = l.community and r.resident = l.taken_by
             where l.community = $1 and ",
            $rest
        )
    };
}

impl From<Line> for Lease {
    fn from(line: Line) -> Self {
        Lease {
            id: LeaseId(line.lease),
            occurrence: OccurrenceId(line.occurrence),
            organization: OrganizationId(line.organization),
            by: Person { id: ResidentId(line.taken_by), name: line.name },
            device: DeviceId(line.device),
            places: word::count(line.places),
            given: word::count(line.given),
            until: Moment(line.until),
            made: Moment(line.made),
            ended: line.ended.map(Moment),
        }
    }
}

/// One lease.
pub async fn load(tx: &mut Tx, id: LeaseId) -> sqlx::Result<Option<Lease>> {
    let line = fetch_optional!(tx, Line, select_lease!("l.lease = $2"), tx.community.0, id.0)?;
    Ok(line.map(Lease::from))
}

/// The living leases of a date.
pub async fn of_date(tx: &mut Tx, date: OccurrenceId) -> sqlx::Result<Vec<Lease>> {
    let lines = fetch_all!(
        tx,
        Line,
        select_lease!("l.occurrence = $2 and l.ended is null order by l.lease"),
        tx.community.0,
        date.0
    )?;
    Ok(lines.into_iter().map(Lease::from).collect())
}

/// Writes a lease. Whose it is and of what never changes.
pub async fn save(tx: &mut Tx, row: &Lease) -> sqlx::Result<()> {
    execute!(
        tx,
        "insert into lease (community, lease, occurrence, taken_by, device, places, given, until, made, ended)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (community, lease) do update set given = excluded.given, until = excluded.until,
            ended = excluded.ended",
        tx.community.0,
        row.id.0,
        row.occurrence.0,
        row.by.id.0,
        row.device.0,
        i64::from(row.places),
        i64::from(row.given),
        row.until.0,
        row.made.0,
        row.ended.map(|at| at.0)
    )?;
    Ok(())
}

/// The living leases that ended by their time at a moment or before it, or whose phone is signed out.
async fn over(tx: &mut Tx, at: Moment) -> sqlx::Result<Vec<Lease>> {
    let lines = fetch_all!(
        tx,
        Line,
        select_lease!(
            "l.ended is null and (l.until <= $2 or not exists (
                select 1 from device_resident d where d.community = l.community and d.device = l.device
                and d.resident = l.taken_by and d.revoked is null)) order by l.lease"
        ),
        tx.community.0,
        at.0
    )?;
    Ok(lines.into_iter().map(Lease::from).collect())
}

/// When a lease must have ended for its places to fall back by now: its phone has had time to tell what it gave.
fn waited(now: Moment) -> Moment {
    now.plus_ms(-GRACE_MS)
}

/// Whether any lease is over.
pub async fn any_over(tx: &mut Tx, now: Moment) -> sqlx::Result<bool> {
    Ok(!over(tx, waited(now)).await?.is_empty())
}

/// Ends all leases that are over. Whoever calls this holds the community's lock.
pub async fn lapse(tx: &mut Tx, now: Moment) -> sqlx::Result<()> {
    end(tx, waited(now), now).await
}

/// Ends the leases of phones that were signed out, whatever time it is.
pub async fn fall_back(tx: &mut Tx, now: Moment) -> sqlx::Result<()> {
    end(tx, Moment(i64::MIN), now).await
}

async fn end(tx: &mut Tx, at: Moment, now: Moment) -> sqlx::Result<()> {
    let mut dates: BTreeMap<OccurrenceId, Vec<Lease>> = BTreeMap::new();
    for lease in over(tx, at).await? {
        dates.entry(lease.occurrence).or_default().push(lease);
    }
    for (id, leases) in dates {
        let Some(date) = occurrence::load(tx, id).await? else { continue };
        let facts = Facts { leases, ..waiting::around(tx, date, now).await? };
        let revision = community::next_revision(tx).await?;
        for change in lease::lapse(&facts) {
            change::save(tx, &change, &facts, revision).await?;
        }
    }
    Ok(())
}
