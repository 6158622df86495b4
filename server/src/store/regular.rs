//! Regular orders, and making each day's orders of them, in one transaction that holds the community's lock. Several servers may do
//! that at the same time: an order's identity follows from the regular order and the day, and whoever comes second finds nothing
//! left to do.

use crate::db::{Db, Tx};
use crate::error::away;
use crate::import::census::Holiday;
use crate::store::{activity, change, community, departure, missed, order, quota, resident, serving, word};
use crate::{execute, fetch_all, fetch_optional};
use domain::change::Change;
use domain::facts::Facts;
use domain::id::{CommunityId, RegularId, ResidentId};
use domain::kin::Power;
use domain::meal::Meal;
use domain::missed::KEPT_DAYS;
use domain::permission::Actor;
use domain::regular::{Habit, Pause, Plate, Regular, make, stop, stops};
use domain::resident::Person;
use domain::subsidy::Eater;
use domain::when::{Day, Moment};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Line {
    regular: Uuid,
    set_by: Uuid,
    by_name: String,
    eater: Uuid,
    eater_name: String,
    days: i64,
    meat: i64,
    vegetable: i64,
    soup: i64,
    staple: i64,
    first_day: String,
    last_day: Option<String>,
    pause_from: Option<String>,
    pause_until: Option<String>,
    holidays: bool,
    meal: String,
    made: i64,
    changed: i64,
    ended: Option<i64>,
    stopped: Option<String>,
}

macro_rules! select_regular {
    ($rest:literal) => {
        concat!(
            "select g.regular, g.set_by, b.name as by_name, g.eater, e.name as eater_name, g.days, g.meat, g.vegetable,
                g.soup, g.staple, g.first_day, g.last_day, g.pause_from, g.pause_until, g.holidays, g.meal, g.made,
                g.changed, g.ended, g.stopped
             from regular g
             join resident e on e.community = g.community and e.resident = g.eater
             join resident b on b.community = g.community and b.resident = g.set_by
             where g.community = $1 and ",
            $rest
        )
    };
}

fn read(line: Line) -> sqlx::Result<Regular> {
    let day = |text: &Option<String>| text.as_deref().map(word::day).transpose();
    let pause = match (day(&line.pause_from)?, day(&line.pause_until)?) {
        (Some(from), Some(until)) => Some(Pause { from, until }),
        _ => None,
    };
    Ok(Regular {
        id: RegularId(line.regular),
        by: Person { id: ResidentId(line.set_by), name: line.by_name },
        eater: Person { id: ResidentId(line.eater), name: line.eater_name },
        habit: Habit {
            days: u8::try_from(line.days).unwrap_or_default(),
            plate: Plate {
                meat: word::count(line.meat),
                vegetable: word::count(line.vegetable),
                soup: word::count(line.soup),
                staple: word::count(line.staple),
            },
            from: word::day(&line.first_day)?,
            until: day(&line.last_day)?,
            pause,
            holidays: line.holidays,
        },
        meal: word::read(&line.meal)?,
        made: Moment(line.made),
        changed: Moment(line.changed),
        ended: line.ended.map(Moment),
        stopped: line.stopped.as_deref().map(word::read).transpose()?,
    })
}

/// One regular order.
pub async fn load(tx: &mut Tx, id: RegularId) -> sqlx::Result<Option<Regular>> {
    let line = fetch_optional!(tx, Line, select_regular!("g.regular = $2"), tx.community.0, id.0)?;
    line.map(read).transpose()
}

/// Those that have not ended.
async fn living(tx: &mut Tx) -> sqlx::Result<Vec<Regular>> {
    let lines = fetch_all!(tx, Line, select_regular!("g.ended is null order by g.made, g.regular"), tx.community.0)?;
    lines.into_iter().map(read).collect()
}

/// Whether somebody eats a meal by another one that has not ended.
pub async fn is_open(tx: &mut Tx, (eater, meal): (ResidentId, Meal), but: RegularId) -> sqlx::Result<bool> {
    let known = of_eater(tx, eater).await?;
    Ok(known.iter().any(|(of, id)| *of == meal && *id != but))
}

/// Those by which somebody eats and that have not ended, with their meals.
pub(super) async fn of_eater(tx: &mut Tx, eater: ResidentId) -> sqlx::Result<Vec<(Meal, RegularId)>> {
    let lines = fetch_all!(
        tx,
        (String, Uuid),
        "select meal, regular from regular where community = $1 and eater = $2 and ended is null order by made, regular",
        tx.community.0,
        eater.0
    )?;
    lines.into_iter().map(|(meal, id)| Ok((word::read(&meal)?, RegularId(id)))).collect()
}

/// Writes a regular order. Who set it for whom, and which meal, stays.
pub async fn save(tx: &mut Tx, row: &Regular) -> sqlx::Result<()> {
    let Habit { days, plate, from, until, pause, holidays } = row.habit;
    execute!(
        tx,
        "insert into regular (community, regular, set_by, eater, days, meat, vegetable, soup, staple, first_day, last_day,
            pause_from, pause_until, holidays, meal, made, changed, ended, stopped)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
         on conflict (community, regular) do update set days = excluded.days, meat = excluded.meat,
            vegetable = excluded.vegetable, soup = excluded.soup, staple = excluded.staple,
            first_day = excluded.first_day, last_day = excluded.last_day, pause_from = excluded.pause_from,
            pause_until = excluded.pause_until, holidays = excluded.holidays, changed = excluded.changed,
            ended = excluded.ended, stopped = excluded.stopped",
        tx.community.0,
        row.id.0,
        row.by.id.0,
        row.eater.id.0,
        i64::from(days),
        i64::from(plate.meat),
        i64::from(plate.vegetable),
        i64::from(plate.soup),
        i64::from(plate.staple),
        from.to_string(),
        until.map(|day| day.to_string()),
        pause.map(|pause| pause.from.to_string()),
        pause.map(|pause| pause.until.to_string()),
        holidays,
        word::of(&row.meal),
        row.made.0,
        row.changed.0,
        row.ended.map(|at| at.0),
        row.stopped.as_ref().map(word::of)
    )?;
    Ok(())
}

/// So many days ahead the family reads that there is no order any more.
const SAID_DAYS: i32 = 7;

/// Those that are to stop, with the facts that it follows from: whoever has set them is looked at where they have left, or do not
/// care for the eater.
async fn stopping(tx: &mut Tx, now: Moment) -> sqlx::Result<Vec<(Facts, Vec<Change>)>> {
    let lines = fetch_all!(
        tx,
        Line,
        select_regular!(
            "g.ended is null and (exists (select 1 from departure d where d.community = g.community
                and d.resident in (g.set_by, g.eater) and d.returned is null)
             or g.set_by <> g.eater and not exists (select 1 from kin k where k.community = g.community
                and k.resident = g.set_by and k.ward = g.eater and k.bond = 'carer')) order by g.made, g.regular"
        ),
        tx.community.0
    )?;
    let mut stopping = Vec::new();
    for row in lines.into_iter().map(read).collect::<sqlx::Result<Vec<Regular>>>()? {
        let left = (departure::gone(tx, row.by.id).await?, departure::gone(tx, row.eater.id).await?);
        let actor = resident::me(tx, row.by.id, false).await?.unwrap_or_default().at(now.day());
        let facts = Facts { now, actor, ..Facts::default() };
        let Some(why) = stops(&facts, &row, left) else { continue };
        let today = now.day();
        let settled = order::settled(tx, today).await?;
        let days: Vec<Day> = (1..=SAID_DAYS)
            .map(|ahead| today.plus(ahead))
            .filter(|day| row.habit.wants(*day) && !settled.contains(&(*day, row.meal, row.eater.id)))
            .collect();
        let changes = stop(&facts, &row, why, &days);
        stopping.push((facts, changes));
    }
    Ok(stopping)
}

/// A day of a regular order that waits to be made.
type Wanted = (Regular, Day);

/// The days whose meal has a menu, from today on, for which an eater has neither an order nor given one up.
async fn wanted(tx: &mut Tx, today: Day) -> sqlx::Result<Vec<Wanted>> {
    let rows = living(tx).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let (cooked, holidays) = (serving::cooked(tx, today).await?, activity::holidays(tx).await?);
    let settled = order::settled(tx, today).await?;
    let off = |day: Day| holidays.iter().any(|holiday: &Holiday| !holiday.school && holiday.holds(day));
    let mut wanted = Vec::new();
    for row in rows {
        let open = |day: &Day| row.habit.wants(*day) && !settled.contains(&(*day, row.meal, row.eater.id));
        let days = cooked.iter().filter(|(_, meal)| *meal == row.meal).map(|(day, _)| *day).filter(open);
        let days = days.filter(|day| row.habit.holidays || !off(*day));
        wanted.extend(days.map(|day| (row.clone(), day)));
    }
    Ok(wanted)
}

/// The facts for one of them, on behalf of whoever set it, as they stand at this moment.
async fn facts(tx: &mut Tx, (row, day): &Wanted, now: Moment) -> sqlx::Result<Facts> {
    let by = row.by.id;
    let actor = resident::me(tx, by, false).await?.unwrap_or_else(|| Actor { id: by, ..Actor::default() });
    let actor = actor.at(now.day());
    let community = community::load(tx).await?.unwrap_or_default();
    let id = row.order_of(*day);
    // What the committee adds, it adds to this meal as to one that was ordered by hand.
    let eater = if community.subsidies.is_empty() { None } else { resident::me(tx, row.eater.id, false).await? };
    Ok(Facts {
        now,
        community,
        order: order::load(tx, id).await?,
        servings: serving::of_day(tx, *day).await?,
        orders_that_day: order::of_day(tx, *day, &actor.people(Power::Meals)).await?,
        next_code: order::next_code(tx, id, *day).await?,
        quotas: quota::since(tx, now.day().min(*day)).await?,
        eater: eater.as_ref().map(Eater::of),
        missed: missed::load(tx, id).await?,
        actor,
        ..Facts::default()
    })
}

/// What is to be done about one of them now.
async fn due(tx: &mut Tx, wanted: &Wanted, now: Moment) -> sqlx::Result<(Facts, Vec<Change>)> {
    let facts = facts(tx, wanted, now).await?;
    let changes = make(&facts, &wanted.0, wanted.1);
    Ok((facts, changes))
}

/// Whether there is anything to do.
async fn any(tx: &mut Tx, now: Moment) -> sqlx::Result<bool> {
    if !missed::before(tx, now.day().plus(-KEPT_DAYS)).await?.is_empty() {
        return Ok(true);
    }
    if !stopping(tx, now).await?.is_empty() {
        return Ok(true);
    }
    for wanted in wanted(tx, now.day()).await? {
        if !due(tx, &wanted, now).await?.1.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Orders what regular orders want of the menus that are there; answers the revision with that, if there was anything to do.
///
/// # Errors
/// When the database refuses: then nothing was ordered.
pub async fn order_due(db: &Db, id: CommunityId, now: Moment) -> sqlx::Result<Option<i64>> {
    let mut tx = db.read(id).await?;
    let some = any(&mut tx, now).await?;
    drop(tx);
    if !some {
        return Ok(None);
    }
    let mut tx = db.write(id).await?;
    // The lock. What another server has ordered in the meantime is seen from here on.
    let revision = community::next_revision(&mut tx).await?;
    for old in missed::before(&mut tx, now.day().plus(-KEPT_DAYS)).await? {
        change::save(&mut tx, &Change::NoMissed(old), &Facts::default(), revision).await?;
    }
    // First, so that nothing is ordered by them any more.
    for (facts, changes) in stopping(&mut tx, now).await? {
        for change in changes {
            change::save(&mut tx, &change, &facts, revision).await?;
        }
    }
    for wanted in wanted(&mut tx, now.day()).await? {
        // One that cannot be written must not keep the others.
        execute!(tx, "savepoint regular_order")?;
        let before = tx.held.clone();
        let mut made = order_one(&mut tx, &wanted, revision, now).await;
        if made.is_ok() {
            made = crate::store::settle(&mut tx).await;
        }
        match made {
            Ok(()) => {}
            Err(error) if away(&error) => return Err(error),
            Err(error) => {
                tracing::error!(%error, regular = %wanted.0.id, "a regular order could not be made");
                // First, so that nothing of it is written any more.
                tx.held = before;
                execute!(tx, "rollback to savepoint regular_order")?;
            }
        }
        execute!(tx, "release savepoint regular_order")?;
    }
    if db.shared() {
        community::announce(&mut tx).await?;
    }
    tx.commit().await?;
    Ok(Some(revision))
}

async fn order_one(tx: &mut Tx, wanted: &Wanted, revision: i64, now: Moment) -> sqlx::Result<()> {
    let (facts, changes) = due(tx, wanted, now).await?;
    for change in changes {
        change::save(tx, &change, &facts, revision).await?;
    }
    Ok(())
}
