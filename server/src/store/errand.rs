//! Meals that are brought: what was said of them at the door, whose phones hold them, and giving them to those phones and taking
//! them away, in one transaction that holds the community's lock. Several servers may do that at the same time: whoever comes
//! second finds nothing left to do.

use crate::db::{Db, Tx};
use crate::store::by_itself::{self, Due};
use crate::store::{community, order, rating, shift, visit, word};
use crate::{execute, fetch_all, fetch_optional};
use domain::change::Change;
use domain::community::Community;
use domain::errand::{Carried, Errand, brings, out};
use domain::facts::Facts;
use domain::id::{CommunityId, OrderId, ResidentId, ShiftId};
use domain::meal::Meal;
use domain::order::Order;
use domain::permission::{Act, may};
use domain::resident::Person;
use domain::row::Noun;
use domain::scope::Scope;
use domain::shift::Shift;
use domain::when::{Day, HOUR_MS, Moment};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

type Line = (String, Uuid, String, i64);

/// Writes what was said of a meal at the door. Of what nobody has said anything of there is no line.
pub async fn save(tx: &mut Tx, row: &Errand) -> sqlx::Result<()> {
    let (Some(by), Some(at)) = (&row.by, row.at) else { return Ok(()) };
    execute!(
        tx,
        "insert into errand (community, errand, state, noted_by, noted) values ($1, $2, $3, $4, $5)
         on conflict (community, errand) do update set state = excluded.state, noted_by = excluded.noted_by,
            noted = excluded.noted",
        tx.community.0,
        row.id.0,
        word::of(&row.state),
        by.id.0,
        at.0
    )?;
    Ok(())
}

/// The errand of an order that is brought, for the phones of those shifts.
async fn of_order(tx: &mut Tx, order: &Order, shifts: &[ShiftId]) -> sqlx::Result<Errand> {
    let marks = fetch_all!(
        tx,
        (Uuid, bool, bool),
        "select s.serving, d.halal, d.soft from serving s join dish d on d.community = s.community and d.dish = s.dish
         where s.community = $1 and s.day = $2",
        tx.community.0,
        order.day.to_string()
    )?;
    let phone = fetch_optional!(
        tx,
        (String,),
        "select phone from resident where community = $1 and resident = $2",
        tx.community.0,
        order.eater.id.0
    )?;
    let said = fetch_optional!(
        tx,
        Line,
        "select e.state, e.noted_by, r.name, e.noted from errand e
         join resident r on r.community = e.community and r.resident = e.noted_by
         where e.community = $1 and e.errand = $2",
        tx.community.0,
        order.id.0
    )?;
    let what = order.lines.iter().map(|line| {
        let marked = marks.iter().find(|(serving, ..)| *serving == line.serving.0);
        let (halal, soft) = marked.map_or((false, false), |(_, halal, soft)| (*halal, *soft));
        Carried { name: line.name.clone(), count: line.count, halal, soft }
    });
    let mut row = Errand {
        id: order.id,
        day: order.day,
        meal: order.meal,
        shifts: shifts.to_vec(),
        code: order.code,
        name: order.eater.name.clone(),
        to: order.to.clone().unwrap_or_default(),
        phone: phone.map(|(phone,)| phone).unwrap_or_default(),
        what: what.collect(),
        ..Errand::default()
    };
    if let Some((state, by, name, at)) = said {
        row.state = word::read(&state)?;
        row.by = Some(Person { id: ResidentId(by), name });
        row.at = Some(Moment(at));
    }
    Ok(row)
}

/// The shifts that bring meals, have not ended and whose meals may be closed for orders by now.
async fn delivering(tx: &mut Tx, now: Moment, community: &Community) -> sqlx::Result<Vec<Shift>> {
    let ahead = community.served().into_iter().map(|hours| hours.cutoff_days).max().unwrap_or_default();
    let lines = fetch_all!(
        tx,
        (Uuid,),
        "select shift from shift where community = $1 and delivers = true and ends > $2 and starts < $3
         order by starts, shift",
        tx.community.0,
        now.0,
        now.plus_ms(i64::from(ahead + 2) * 24 * HOUR_MS).0
    )?;
    let mut shifts = Vec::with_capacity(lines.len());
    for (id,) in lines {
        shifts.extend(shift::load(tx, ShiftId(id)).await?);
    }
    Ok(shifts)
}

/// The shifts of a meal whose people hold what they bring now.
async fn open(tx: &mut Tx, (day, meal): (Day, Meal), now: Moment) -> sqlx::Result<Vec<ShiftId>> {
    let community = community::load(tx).await?.unwrap_or_default();
    let shifts = delivering(tx, now, &community).await?;
    let of = |shift: &&Shift| shift.starts.day() == day && out(&community, shift, now).contains(&meal);
    Ok(shifts.iter().filter(of).map(|shift| shift.id).collect())
}

/// Adds the errand of the facts' order, if it is brought and phones hold it now, or did (`late`), or something was said of it: the
/// kitchen goes on seeing that after the shift.
pub(super) async fn add_row(tx: &mut Tx, facts: &mut Facts, late: bool) -> sqlx::Result<()> {
    let Some(order) = facts.order.clone().filter(|order| order.delivered) else { return Ok(()) };
    let shifts = open(tx, (order.day, order.meal), facts.now).await?;
    let row = of_order(tx, &order, &shifts).await?;
    if row.by.is_some() || !shifts.is_empty() || late && order.day <= facts.now.day() {
        facts.errand = Some(row);
    }
    Ok(())
}

/// Adds what is to be known when something is said of it. Whoever is refused anyway has nothing looked up.
pub(super) async fn add_facts(tx: &mut Tx, facts: &mut Facts) -> sqlx::Result<()> {
    add_row(tx, facts, true).await?;
    let Some((id, on)) = facts.errand.as_ref().map(|row| (row.id, (row.day, row.meal))) else { return Ok(()) };
    facts.carries = carries(tx, facts.actor.id, on).await? || held_once(tx, facts.actor.id, id).await?;
    if !facts.carries && !may(&facts.actor, Act::ServeLunch) {
        return Ok(());
    }
    facts.rating = rating::of_order(tx, id).await?;
    facts.visit = visit::load(tx, domain::id::VisitId(id.0)).await?;
    facts.elder = visit::elder(tx, id).await?;
    Ok(())
}

/// Whether somebody brings a meal: what they say of it after their shift has happened on it. So has what they did before it was called
/// off or somebody took over, if that was when the list was out: then it was in their hands.
async fn carries(tx: &mut Tx, who: ResidentId, (day, meal): (Day, Meal)) -> sqlx::Result<bool> {
    let community = community::load(tx).await?.unwrap_or_default();
    let shifts = fetch_all!(
        tx,
        (Uuid, i64),
        "select s.shift, s.starts from duty d join shift s on s.community = d.community and s.shift = d.shift
         where d.community = $1 and d.resident = $2 and s.delivers = true
            and (d.state in ('taken', 'seeking') or d.changed >= $3)",
        tx.community.0,
        who.0,
        community.closes(day, meal).0
    )?;
    for (id, _) in shifts.into_iter().filter(|(_, starts)| Moment(*starts).day() == day) {
        let shift = shift::load(tx, ShiftId(id)).await?;
        if shift.is_some_and(|shift| brings(&community, &shift).contains(&meal)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a meal stood on the list of a shift that somebody had, though the shift was put off since, or brings none any more. What was
/// on a list and is not keeps its line. Whoever gave the shift back before that line was written has never seen it.
async fn held_once(tx: &mut Tx, who: ResidentId, id: OrderId) -> sqlx::Result<bool> {
    let lines = fetch_all!(
        tx,
        (Uuid,),
        "select d.shift from duty d where d.community = $1 and d.resident = $2
            and d.state in ('taken', 'seeking', 'replaced', 'called_off')",
        tx.community.0,
        who.0
    )?;
    for (shift,) in lines {
        let line = fetch_optional!(
            tx,
            (Uuid,),
            "select id from feed where community = $1 and scope = $2 and noun = $3 and id = $4",
            tx.community.0,
            Scope::Errands(ShiftId(shift)).to_string(),
            Noun::Errand.name(),
            id.0
        )?;
        if line.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The meals that phones hold, by the shift that brings them: also of one that was put off or brings none any more.
async fn held(tx: &mut Tx) -> sqlx::Result<BTreeMap<ShiftId, BTreeSet<Uuid>>> {
    // Said as the index says it: not everything that anybody was ever told is walked through.
    let lines = fetch_all!(
        tx,
        (String, Uuid),
        "select scope, id from feed where community = $1 and noun = 'errand' and body is not null",
        tx.community.0
    )?;
    let mut held: BTreeMap<ShiftId, BTreeSet<Uuid>> = BTreeMap::new();
    for (scope, id) in lines {
        if let Ok(Scope::Errands(shift)) = scope.parse::<Scope>() {
            held.entry(shift).or_default().insert(id);
        }
    }
    Ok(held)
}

/// The days before today of which the kitchen still holds errands.
async fn past(tx: &mut Tx, today: Day) -> sqlx::Result<Vec<OrderId>> {
    let lines = fetch_all!(
        tx,
        (Uuid,),
        "select f.id from feed f join meal_order m on m.community = f.community and m.meal_order = f.id
         where f.community = $1 and f.scope = $2 and f.noun = $3 and f.body is not null and m.day < $4 order by f.id",
        tx.community.0,
        Scope::Kitchen.to_string(),
        Noun::Errand.name(),
        today.to_string()
    )?;
    Ok(lines.into_iter().map(|(id,)| OrderId(id)).collect())
}

/// What is to be done now.
async fn due(tx: &mut Tx, now: Moment) -> sqlx::Result<Due> {
    let community = community::load(tx).await?.unwrap_or_default();
    let mut due = Vec::new();
    let mut lists: BTreeMap<(Day, Meal), Vec<ShiftId>> = BTreeMap::new();
    let mut known = held(tx).await?;
    for shift in delivering(tx, now, &community).await? {
        for meal in out(&community, &shift, now) {
            lists.entry((shift.starts.day(), meal)).or_default().push(shift.id);
        }
    }
    for ((day, meal), shifts) in lists {
        // By their names alone: of what all phones hold already nothing is read.
        let ids = order::brought_ids(tx, day, meal).await?;
        let mut missing = false;
        for shift in &shifts {
            let held = known.entry(*shift).or_default();
            for id in &ids {
                missing |= !held.remove(id);
            }
        }
        if missing {
            let mut orders = order::brought(tx, day).await?;
            orders.retain(|order| order.meal == meal);
            for order in &orders {
                due.push(Change::Errand(of_order(tx, order, &shifts).await?));
            }
        }
    }
    // What is left is on nobody's list any more.
    for (shift, gone) in known {
        due.extend(gone.into_iter().map(|id| Change::NoErrand(OrderId(id), Some(shift))));
    }
    due.extend(past(tx, now.day()).await?.into_iter().map(|id| Change::NoErrand(id, None)));
    Ok(by_itself::from(Facts { now, ..Facts::default() }, due))
}

/// Gives the meals to bring to the phones of those whose shift's list is out, and takes them from those whose shift has ended; answers
/// the revision with that, if there was anything to do.
///
/// # Errors
/// When the database refuses.
pub async fn look(db: &Db, id: CommunityId, now: Moment) -> sqlx::Result<Option<i64>> {
    by_itself::settle(db, id, now, |tx, now| Box::pin(due(tx, now))).await
}
