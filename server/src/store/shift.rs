//! Shifts.

use crate::db::Tx;
use crate::store::word;
use crate::{execute, fetch_optional};
use domain::id::{OccurrenceId, OrganizationId, ShiftId, VenueId};
use domain::qualification::Skill;
use domain::shift::Shift;
use domain::when::Moment;
use uuid::Uuid;

/// A line of the table.
#[derive(sqlx::FromRow)]
struct Line {
    organization: Uuid,
    occurrence: Option<Uuid>,
    role: String,
    about: String,
    starts: i64,
    ends: i64,
    venue: Uuid,
    least: i64,
    most: i64,
    taken: i64,
    seeking: i64,
    skills: String,
    children: bool,
    delivers: bool,
    cancelled: Option<String>,
    synthetic: bool,
}

/// One shift.
pub async fn load(tx: &mut Tx, id: ShiftId) -> sqlx::Result<Option<Shift>> {
    let line = fetch_optional!(
        tx,
        Line,
        "select organization, occurrence, role, about, starts, ends, venue, least, most, taken, seeking, skills, children,
            delivers, cancelled, synthetic
         from shift where community = $1 and shift = $2",
        tx.community.0,
        id.0
    )?;
    let Some(line) = line else { return Ok(None) };
    Ok(Some(Shift {
        id,
        organization: OrganizationId(line.organization),
        occurrence: line.occurrence.map(OccurrenceId),
        role: line.role,
        about: line.about,
        starts: Moment(line.starts),
        ends: Moment(line.ends),
        venue: VenueId(line.venue),
        least: word::count(line.least),
        most: word::count(line.most),
        taken: word::count(line.taken),
        seeking: word::count(line.seeking),
        skills: skills(&line.skills)?,
        children: line.children,
        delivers: line.delivers,
        cancelled: line.cancelled,
        synthetic: line.synthetic,
    }))
}

fn skills(words: &str) -> sqlx::Result<Vec<Skill>> {
    words.split(',').filter(|one| !one.is_empty()).map(word::read).collect()
}

/// Writes a shift.
pub async fn save(tx: &mut Tx, row: &Shift) -> sqlx::Result<()> {
    tx.held.duties.clear();
    let skills: Vec<String> = row.skills.iter().map(word::of).collect();
    execute!(
        tx,
        "insert into shift (community, shift, organization, occurrence, role, about, starts, ends, venue, least, most,
            taken, seeking, skills, children, cancelled, synthetic, delivers)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
         on conflict (community, shift) do update set role = excluded.role, about = excluded.about,
            starts = excluded.starts, ends = excluded.ends, venue = excluded.venue, least = excluded.least,
            most = excluded.most, taken = excluded.taken, seeking = excluded.seeking, skills = excluded.skills,
            children = excluded.children, cancelled = excluded.cancelled, delivers = excluded.delivers",
        tx.community.0,
        row.id.0,
        row.organization.0,
        row.occurrence.map(|occurrence| occurrence.0),
        &row.role,
        &row.about,
        row.starts.0,
        row.ends.0,
        row.venue.0,
        i64::from(row.least),
        i64::from(row.most),
        i64::from(row.taken),
        i64::from(row.seeking),
        skills.join(","),
        row.children,
        row.cancelled.as_deref(),
        row.synthetic,
        row.delivers
    )?;
    Ok(())
}
