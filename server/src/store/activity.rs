//! Activities, who may come to them, and what makes their dates.

use crate::db::Tx;
use crate::import::census::Holiday;
use crate::store::occurrence::windows;
use crate::store::word;
use crate::{execute, fetch_all, fetch_optional};
use domain::activity::Activity;
use domain::id::{ActivityId, OrganizationId, PhotoId, VenueId};
use domain::occurrence::Plan;
use domain::series::{Pattern, Series};
use domain::when::Moment;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Line {
    organization: Uuid,
    title: String,
    kind: String,
    about: String,
    audience: String,
    audience_rule: String,
    bring: String,
    price_fen: i64,
    contact: String,
    rule: Option<String>,
    skip: Option<String>,
    synthetic: bool,
    offers: bool,
    picture: Option<Uuid>,
    former: Option<String>,
}

/// A line of a series: its rule, and the first of its dates.
#[derive(sqlx::FromRow)]
struct SeriesLine {
    rule: String,
    skip: String,
    starts: i64,
    ends: i64,
    venue: Uuid,
    capacity: i64,
    note: String,
    lottery_hours: Option<i64>,
    kept: i64,
    opens_hours: Option<i64>,
    closes_hours: i64,
    cancel_hours: i64,
    approval: bool,
}

/// One activity.
pub async fn load(tx: &mut Tx, id: ActivityId) -> sqlx::Result<Option<Activity>> {
    if let known @ Some(_) = tx.known(&id) {
        return Ok(known);
    }
    let line = fetch_optional!(
        tx,
        Line,
        "select a.organization, a.title, a.kind, a.about, a.audience, a.audience_rule, a.bring, a.price_fen, a.contact,
            s.rule, s.skip, a.synthetic, a.offers, a.picture, a.former
         from activity a left join series s on s.community = a.community and s.activity = a.activity
         where a.community = $1 and a.activity = $2",
        tx.community.0,
        id.0
    )?;
    let Some(line) = line else { return Ok(None) };
    let series = match (line.rule, line.skip) {
        (Some(rule), Some(skip)) => Some(Series { rule, skip: word::read(&skip)? }),
        _ => None,
    };
    let row = Activity {
        id,
        organization: OrganizationId(line.organization),
        title: line.title,
        kind: word::read(&line.kind)?,
        about: line.about,
        audience: line.audience,
        bring: line.bring,
        price_fen: line.price_fen,
        contact: line.contact,
        audience_rule: read(&line.audience_rule)?,
        series,
        former: line.former.as_deref().map(read).transpose()?,
        synthetic: line.synthetic,
        offers: line.offers,
        picture: line.picture.map(PhotoId),
    };
    tx.keep(&row);
    Ok(Some(row))
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> sqlx::Result<T> {
    serde_json::from_str(text).map_err(|error| sqlx::Error::Decode(error.into()))
}

fn written<T: serde::Serialize>(row: &T) -> sqlx::Result<String> {
    serde_json::to_string(row).map_err(|error| sqlx::Error::Encode(error.into()))
}

/// Writes an activity. Its series is written by itself.
pub async fn save(tx: &mut Tx, row: &Activity) -> sqlx::Result<()> {
    tx.forget::<Activity>(&row.id);
    // Titles stand beside what people are signed up for.
    tx.held.engaged.clear();
    let rule = written(&row.audience_rule)?;
    let former = row.former.as_ref().map(written).transpose()?;
    execute!(
        tx,
        "insert into activity (community, activity, organization, title, kind, about, audience, audience_rule, bring,
            price_fen, contact, synthetic, offers, picture, former)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
         on conflict (community, activity) do update set title = excluded.title, kind = excluded.kind,
            about = excluded.about, audience = excluded.audience, audience_rule = excluded.audience_rule,
            bring = excluded.bring, price_fen = excluded.price_fen, contact = excluded.contact,
            offers = excluded.offers, picture = excluded.picture, former = excluded.former",
        tx.community.0,
        row.id.0,
        row.organization.0,
        &row.title,
        word::of(&row.kind),
        &row.about,
        &row.audience,
        &rule,
        &row.bring,
        row.price_fen,
        &row.contact,
        row.synthetic,
        row.offers,
        row.picture.map(|id| id.0),
        former.as_deref()
    )?;
    Ok(())
}

/// Notes which rule an activity had until now, where it gets another one, or none. It is done before that one is written.
pub async fn note_former(tx: &mut Tx, id: ActivityId, series: Option<&Series>, now: Moment) -> sqlx::Result<()> {
    let Some(before) = load(tx, id).await? else { return Ok(()) };
    let after = before.clone().ruled(series.cloned(), now, now);
    if after.former == before.former {
        return Ok(());
    }
    tx.forget::<Activity>(&id);
    let former = after.former.as_ref().map(written).transpose()?;
    execute!(
        tx,
        "update activity set former = $3 where community = $1 and activity = $2",
        tx.community.0,
        id.0,
        former.as_deref()
    )?;
    Ok(())
}

/// All activities that have a series.
pub async fn repeated(tx: &mut Tx) -> sqlx::Result<Vec<ActivityId>> {
    let lines =
        fetch_all!(tx, (Uuid,), "select activity from series where community = $1 order by activity", tx.community.0)?;
    Ok(lines.into_iter().map(|(id,)| ActivityId(id)).collect())
}

/// The series of an activity.
pub async fn pattern(tx: &mut Tx, id: ActivityId) -> sqlx::Result<Option<Pattern>> {
    let line = fetch_optional!(
        tx,
        SeriesLine,
        "select rule, skip, starts, ends, venue, capacity, note, lottery_hours, kept, opens_hours, closes_hours,
            cancel_hours, approval
         from series where community = $1 and activity = $2",
        tx.community.0,
        id.0
    )?;
    let Some(line) = line else { return Ok(None) };
    let first = Plan {
        starts: Moment(line.starts),
        ends: Moment(line.ends),
        venue: VenueId(line.venue),
        capacity: word::count(line.capacity),
        note: line.note,
        lottery_hours: line.lottery_hours.map(word::count),
        kept: word::count(line.kept),
        windows: windows(line.opens_hours, line.closes_hours, line.cancel_hours),
        approval: line.approval,
        place: String::new(),
    };
    Ok(Some(Pattern { series: Series { rule: line.rule, skip: word::read(&line.skip)? }, first }))
}

/// Writes the series of an activity, or takes it away.
pub async fn save_pattern(tx: &mut Tx, id: ActivityId, pattern: Option<&Pattern>) -> sqlx::Result<()> {
    tx.forget::<Activity>(&id);
    let Some(Pattern { series, first }) = pattern else {
        execute!(tx, "delete from series where community = $1 and activity = $2", tx.community.0, id.0)?;
        return Ok(());
    };
    execute!(
        tx,
        "insert into series (community, activity, rule, skip, starts, ends, venue, capacity, note, lottery_hours,
            kept, opens_hours, closes_hours, cancel_hours, approval)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
         on conflict (community, activity) do update set rule = excluded.rule, skip = excluded.skip,
            starts = excluded.starts, ends = excluded.ends, venue = excluded.venue, capacity = excluded.capacity,
            note = excluded.note, lottery_hours = excluded.lottery_hours, kept = excluded.kept,
            opens_hours = excluded.opens_hours, closes_hours = excluded.closes_hours,
            cancel_hours = excluded.cancel_hours, approval = excluded.approval",
        tx.community.0,
        id.0,
        &series.rule,
        word::of(&series.skip),
        first.starts.0,
        first.ends.0,
        first.venue.0,
        i64::from(first.capacity),
        &first.note,
        first.lottery_hours.map(i64::from),
        i64::from(first.kept),
        first.windows.opens.map(i64::from),
        i64::from(first.windows.closes),
        i64::from(first.windows.cancel),
        first.approval
    )?;
    Ok(())
}

/// School holidays and public holidays.
pub async fn holidays(tx: &mut Tx) -> sqlx::Result<Vec<Holiday>> {
    let lines = fetch_all!(
        tx,
        (String, String, String, bool),
        "select name, first_day, last_day, school from holiday where community = $1 order by first_day, name",
        tx.community.0
    )?;
    let mut holidays = Vec::with_capacity(lines.len());
    for (name, from, until, school) in lines {
        holidays.push(Holiday { name, from: word::day(&from)?, until: word::day(&until)?, school });
    }
    Ok(holidays)
}
