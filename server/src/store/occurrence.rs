//! Dates of activities, and the venues that a rule about them needs.

use crate::db::Tx;
use crate::store::rows::{filled, pieces, places, values};
use crate::store::{lottery, picture, word};
use crate::{direct, execute, fetch_all, fetch_optional, statement};
use domain::id::{ActivityId, OccurrenceId, OrganizationId, VenueId};
use domain::lottery::Lottery;
use domain::occurrence::Occurrence;
use domain::venue::Venue;
use domain::when::Moment;
use domain::windows::Windows;
use sqlx::AssertSqlSafe;
use std::collections::BTreeSet;
use uuid::Uuid;

/// A line of the table, joined with the activity's organization.
#[derive(sqlx::FromRow)]
pub(super) struct Line {
    occurrence: Uuid,
    activity: Uuid,
    organization: Uuid,
    starts: i64,
    ends: i64,
    venue: Uuid,
    capacity: i64,
    confirmed: i64,
    waiting: i64,
    last_ticket: i64,
    note: String,
    cancelled: Option<String>,
    held: i64,
    lottery_closes: Option<i64>,
    lottery_entered: i64,
    commitment: Option<String>,
    seed: Option<String>,
    drawn: Option<i64>,
    kept: i64,
    opens_hours: Option<i64>,
    closes_hours: i64,
    cancel_hours: i64,
    closed: Option<i64>,
    thanks: String,
    approval: bool,
    leased: i64,
}

macro_rules! select_occurrence {
    ($rest:literal) => {
        concat!(
            "select o.occurrence, o.activity, a.organization, o.starts, o.ends, o.venue, o.capacity, o.confirmed,
                o.waiting, o.last_ticket, o.note, o.cancelled, o.held, o.lottery_closes, o.lottery_entered, l.commitment,
                case when l.drawn is null then null else l.seed end as seed, l.drawn, o.kept,
                o.opens_hours, o.closes_hours, o.cancel_hours,
                o.closed, o.thanks, o.approval, o.leased
             from occurrence o join activity a on a.community = o.community and a.activity = o.activity
             left join lottery l on l.community = o.community and l.occurrence = o.occurrence
             where o.community = $1 and ",
            $rest
        )
    };
}

impl From<Line> for Occurrence {
    fn from(line: Line) -> Self {
        let (entered, commitment, seed) = (word::count(line.lottery_entered), line.commitment, line.seed);
        let drawn = line.drawn.map(Moment);
        let lottery = |closes| {
            let commitment = commitment.unwrap_or_default();
            Lottery { closes: Moment(closes), commitment, entered, seed, drawn }
        };
        Occurrence {
            id: OccurrenceId(line.occurrence),
            activity: ActivityId(line.activity),
            organization: OrganizationId(line.organization),
            starts: Moment(line.starts),
            ends: Moment(line.ends),
            venue: VenueId(line.venue),
            capacity: word::count(line.capacity),
            confirmed: word::count(line.confirmed),
            waiting: word::count(line.waiting),
            last_ticket: line.last_ticket,
            note: line.note,
            cancelled: line.cancelled,
            held: word::count(line.held),
            lottery: line.lottery_closes.map(lottery),
            kept: word::count(line.kept),
            windows: windows(line.opens_hours, line.closes_hours, line.cancel_hours),
            closed: line.closed.map(Moment),
            thanks: line.thanks,
            approval: line.approval,
            pictures: Vec::new(),
            leased: word::count(line.leased),
        }
    }
}

/// When one can sign up and cancel, from the columns that dates and series have for it.
pub(super) fn windows(opens: Option<i64>, closes: i64, cancel: i64) -> Windows {
    Windows { opens: opens.map(word::count), closes: word::count(closes), cancel: word::count(cancel) }
}

/// One date.
pub async fn load(tx: &mut Tx, id: OccurrenceId) -> sqlx::Result<Option<Occurrence>> {
    if let known @ Some(_) = tx.known(&id) {
        return Ok(known);
    }
    let line = fetch_optional!(tx, Line, select_occurrence!("o.occurrence = $2"), tx.community.0, id.0)?;
    let Some(mut row) = line.map(Occurrence::from) else { return Ok(None) };
    // Pictures stand below thanks, which almost no date that is looked at has.
    if !row.thanks.is_empty() {
        row.pictures = picture::of_date(tx, id).await?;
    }
    tx.keep(&row);
    Ok(Some(row))
}

/// Asks ahead for dates. One that is not there is asked for again.
pub(super) async fn ask(tx: &mut Tx, mut ids: Vec<OccurrenceId>) -> sqlx::Result<()> {
    ids.sort();
    ids.dedup();
    ids.retain(|id| tx.known::<Occurrence>(id).is_none());
    if ids.is_empty() {
        return Ok(());
    }
    let (community, ids) = (tx.community.0, filled(ids));
    let sql = format!("{} o.occurrence in ({})", select_occurrence!(""), places(2, ids.len()));
    let lines = statement!(tx, AssertSqlSafe(sql), |sql, connection| {
        let mut query = sqlx::query_as::<_, Line>(sql).bind(community);
        for id in &ids {
            query = query.bind(id.0);
        }
        query.fetch_all(&mut **connection).await
    })?;
    // One with thanks is read by itself, with its pictures.
    for row in lines.into_iter().map(Occurrence::from).filter(|row| row.thanks.is_empty()) {
        tx.keep(&row);
    }
    Ok(())
}

/// Writes a date. The seed of its lottery and its pictures are kept by themselves.
pub async fn save(tx: &mut Tx, row: &Occurrence) -> sqlx::Result<()> {
    save_later(tx, row);
    tx.catch_up().await
}

/// Writes a date before anything else is asked.
pub fn save_later(tx: &mut Tx, row: &Occurrence) {
    tx.held.behind.dates.insert(row.id, row.clone());
    if row.waiting > 0 && row.free() > 0 {
        tx.held.passed_over = tx.held.passed_over.map(|_| true);
    }
    let known = tx.known::<Occurrence>(&row.id);
    if known.is_none_or(|known| (known.starts, known.ends) != (row.starts, row.ends)) {
        // What was over may not be so any more.
        tx.held.engaged.clear();
    }
    match row.lottery {
        // What the table of lotteries says of it is not known here.
        Some(_) => tx.forget::<Occurrence>(&row.id),
        None => tx.keep(row),
    }
}

/// Writes dates.
pub(super) async fn write(tx: &mut Tx, rows: &[&Occurrence]) -> sqlx::Result<()> {
    let community = tx.community.0;
    for some in pieces(rows) {
        let sql = format!(
            "insert into occurrence (community, occurrence, activity, starts, ends, venue, capacity, confirmed, waiting,
                last_ticket, note, cancelled, held, lottery_closes, lottery_entered, kept, opens_hours, closes_hours,
                cancel_hours, closed, thanks, approval, leased)
             values {}
             on conflict (community, occurrence) do update set starts = excluded.starts, ends = excluded.ends,
                venue = excluded.venue, capacity = excluded.capacity, confirmed = excluded.confirmed,
                waiting = excluded.waiting, last_ticket = excluded.last_ticket, note = excluded.note,
                cancelled = excluded.cancelled, held = excluded.held, lottery_closes = excluded.lottery_closes,
                lottery_entered = excluded.lottery_entered, kept = excluded.kept, opens_hours = excluded.opens_hours,
                closes_hours = excluded.closes_hours, cancel_hours = excluded.cancel_hours, closed = excluded.closed,
                thanks = excluded.thanks, approval = excluded.approval, leased = excluded.leased",
            values(some.len(), 22)
        );
        direct!(tx, AssertSqlSafe(sql), |sql, connection| {
            let mut query = sqlx::query(sql).bind(community);
            for row in some {
                let lottery = row.lottery.as_ref();
                query = query.bind(row.id.0).bind(row.activity.0).bind(row.starts.0).bind(row.ends.0).bind(row.venue.0);
                query = query.bind(i64::from(row.capacity)).bind(i64::from(row.confirmed)).bind(i64::from(row.waiting));
                query = query.bind(row.last_ticket).bind(row.note.as_str()).bind(row.cancelled.as_deref());
                query = query.bind(i64::from(row.held)).bind(lottery.map(|lottery| lottery.closes.0));
                query = query.bind(lottery.map_or(0, |lottery| i64::from(lottery.entered))).bind(i64::from(row.kept));
                query = query.bind(row.windows.opens.map(i64::from)).bind(i64::from(row.windows.closes));
                query = query.bind(i64::from(row.windows.cancel)).bind(row.closed.map(|at| at.0));
                query = query.bind(row.thanks.as_str()).bind(row.approval).bind(i64::from(row.leased));
            }
            query.execute(&mut **connection).await.map(drop)
        })?;
    }
    Ok(())
}

/// The dates of an activity that end after a moment, soonest first, each with whether anybody ever signed up for it, or took
/// places of it along, or there is a shift for it, or somebody was noted there (who is excused is so days before); without their
/// pictures.
pub async fn of_activity(tx: &mut Tx, activity: ActivityId, after: Moment) -> sqlx::Result<Vec<(Occurrence, bool)>> {
    let lines = fetch_all!(
        tx,
        Line,
        select_occurrence!("o.activity = $2 and o.ends > $3 order by o.starts, o.occurrence"),
        tx.community.0,
        activity.0,
        after.0
    )?;
    let asked = fetch_all!(
        tx,
        (Uuid,),
        "select distinct s.occurrence from signup s
         join occurrence o on o.community = s.community and o.occurrence = s.occurrence
         where s.community = $1 and o.activity = $2 and o.ends > $3
         union
         select l.occurrence from lease l
         join occurrence o on o.community = l.community and o.occurrence = l.occurrence
         where l.community = $1 and o.activity = $2 and o.ends > $3
         union
         select h.occurrence from shift h
         join occurrence o on o.community = h.community and o.occurrence = h.occurrence
         where h.community = $1 and o.activity = $2 and o.ends > $3
         union
         select p.occurrence from presence p
         join occurrence o on o.community = p.community and o.occurrence = p.occurrence
         where p.community = $1 and o.activity = $2 and o.ends > $3",
        tx.community.0,
        activity.0,
        after.0
    )?;
    let asked: BTreeSet<Uuid> = asked.into_iter().map(|(id,)| id).collect();
    let dates = lines.into_iter().map(Occurrence::from);
    let with = |date: Occurrence| {
        let asked = asked.contains(&date.id.0);
        (date, asked)
    };
    Ok(dates.map(with).collect())
}

/// Takes away a date for which nobody ever signed up, and what its team's group was still to hear of it.
pub async fn remove(tx: &mut Tx, id: OccurrenceId) -> sqlx::Result<()> {
    lottery::remove(tx, id).await?;
    tx.held.engaged.clear();
    tx.forget::<Occurrence>(&id);
    execute!(tx, "delete from group_post where community = $1 and occurrence = $2", tx.community.0, id.0)?;
    execute!(tx, "delete from occurrence where community = $1 and occurrence = $2", tx.community.0, id.0)?;
    Ok(())
}

/// One venue.
pub async fn load_venue(tx: &mut Tx, id: VenueId) -> sqlx::Result<Option<Venue>> {
    let line = fetch_optional!(
        tx,
        (String, String, i64, bool, bool),
        "select name, location, seats, zone, synthetic from venue where community = $1 and venue = $2",
        tx.community.0,
        id.0
    )?;
    Ok(line.map(|(name, place, seats, zone, synthetic)| Venue {
        id,
        name,
        place,
        seats: word::count(seats),
        zone,
        synthetic,
    }))
}

/// Writes a place that somebody has written. Another may have written the same one meanwhile.
pub async fn save_venue(tx: &mut Tx, row: &Venue) -> sqlx::Result<()> {
    execute!(
        tx,
        "insert into venue (community, venue, name, location, seats, zone, synthetic) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (community, venue) do nothing",
        tx.community.0,
        row.id.0,
        &row.name,
        &row.place,
        i64::from(row.seats),
        row.zone,
        row.synthetic
    )?;
    Ok(())
}
