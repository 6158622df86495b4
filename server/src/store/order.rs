//! Orders at the canteen and their lines.

use crate::db::Tx;
use crate::store::word;
use crate::{execute, fetch_all, fetch_optional};
use domain::id::{OrderId, ResidentId, ServingId};
use domain::meal::Meal;
use domain::order::{Line as OrderLine, Order, code_from};
use domain::place::Doorstep;
use domain::resident::Person;
use domain::when::{Day, Moment};
use std::collections::BTreeSet;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Line {
    meal_order: Uuid,
    day: String,
    eater: Uuid,
    eater_name: String,
    booker: Uuid,
    booker_name: String,
    code: i64,
    total_fen: i64,
    subsidy_fen: i64,
    state: String,
    changed: i64,
    delivered: bool,
    compound: String,
    building: String,
    stairwell: String,
    room: String,
    note: String,
    via: String,
    entrusted: bool,
    meal: String,
}

macro_rules! select_order {
    ($rest:literal) => {
        concat!(
            "select o.meal_order, o.day, o.eater, e.name as eater_name, o.booker, b.name as booker_name, o.code,
                o.total_fen, o.subsidy_fen, o.state, o.changed, o.delivered, o.compound, o.building, o.stairwell, o.room,
                o.note, o.via, o.entrusted, o.meal
             from meal_order o
             join resident e on e.community = o.community and e.resident = o.eater
             join resident b on b.community = o.community and b.resident = o.booker
             where o.community = $1 and ",
            $rest
        )
    };
}

async fn complete(tx: &mut Tx, line: Line) -> sqlx::Result<Order> {
    let lines = fetch_all!(
        tx,
        (Uuid, String, i64, i64),
        "select l.serving, d.name, l.price_fen, l.portions from order_line l
         join serving s on s.community = l.community and s.serving = l.serving
         join dish d on d.community = s.community and d.dish = s.dish
         where l.community = $1 and l.meal_order = $2 order by l.place",
        tx.community.0,
        line.meal_order
    )?;
    let lines = lines.into_iter().map(|(serving, name, price_fen, portions)| OrderLine {
        serving: ServingId(serving),
        name,
        price_fen,
        count: word::count(portions),
    });
    let Line { compound, building, stairwell, room, note, .. } = line;
    let to = Doorstep { compound, building, stairwell, room, note };
    Ok(Order {
        id: OrderId(line.meal_order),
        day: word::day(&line.day)?,
        eater: Person { id: ResidentId(line.eater), name: line.eater_name },
        booker: Person { id: ResidentId(line.booker), name: line.booker_name },
        lines: lines.collect(),
        total_fen: line.total_fen,
        subsidy_fen: line.subsidy_fen,
        code: word::count(line.code),
        state: word::read(&line.state)?,
        changed: Moment(line.changed),
        delivered: line.delivered,
        to: (to != Doorstep::default()).then_some(to),
        via: word::read(&line.via)?,
        entrusted: line.entrusted,
        meal: word::read(&line.meal)?,
    })
}

/// One order.
pub async fn load(tx: &mut Tx, id: OrderId) -> sqlx::Result<Option<Order>> {
    match fetch_optional!(tx, Line, select_order!("o.meal_order = $2"), tx.community.0, id.0)? {
        Some(line) => complete(tx, line).await.map(Some),
        None => Ok(None),
    }
}

/// The living orders of a day that one of the household eats.
pub async fn of_day(tx: &mut Tx, day: Day, household: &[Person]) -> sqlx::Result<Vec<Order>> {
    let mut orders = Vec::new();
    for person in household {
        let lines = fetch_all!(
            tx,
            Line,
            select_order!("o.day = $2 and o.eater = $3 and o.state <> 'cancelled'"),
            tx.community.0,
            day.to_string(),
            person.id.0
        )?;
        for line in lines {
            orders.push(complete(tx, line).await?);
        }
    }
    Ok(orders)
}

/// Who has an order for which meal of which day, or has given one up, from a day on.
pub async fn settled(tx: &mut Tx, from: Day) -> sqlx::Result<BTreeSet<(Day, Meal, ResidentId)>> {
    let lines = fetch_all!(
        tx,
        (String, String, Uuid),
        "select distinct day, meal, eater from meal_order where community = $1 and day >= $2",
        tx.community.0,
        from.to_string()
    )?;
    let settled = lines.into_iter();
    settled.map(|(day, meal, eater)| Ok((word::day(&day)?, word::read(&meal)?, ResidentId(eater)))).collect()
}

/// Everything that was ordered for a day, in the order of the numbers.
pub async fn all_of_day(tx: &mut Tx, day: Day) -> sqlx::Result<Vec<Order>> {
    let lines = fetch_all!(tx, Line, select_order!("o.day = $2 order by o.code"), tx.community.0, day.to_string())?;
    let mut orders = Vec::with_capacity(lines.len());
    for line in lines {
        orders.push(complete(tx, line).await?);
    }
    Ok(orders)
}

/// The orders of a day that are brought and were not given up.
pub(super) async fn brought(tx: &mut Tx, day: Day) -> sqlx::Result<Vec<Order>> {
    let lines = fetch_all!(
        tx,
        Line,
        select_order!("o.day = $2 and o.delivered = true and o.state <> 'cancelled' order by o.code"),
        tx.community.0,
        day.to_string()
    )?;
    let mut orders = Vec::with_capacity(lines.len());
    for line in lines {
        orders.push(complete(tx, line).await?);
    }
    Ok(orders)
}

/// The identities of those of one meal alone: enough to see whether anything is new.
pub(super) async fn brought_ids(tx: &mut Tx, day: Day, meal: Meal) -> sqlx::Result<Vec<Uuid>> {
    let lines = fetch_all!(
        tx,
        (Uuid,),
        "select meal_order from meal_order
         where community = $1 and day = $2 and meal = $3 and delivered = true and state <> 'cancelled'",
        tx.community.0,
        day.to_string(),
        word::of(&meal)
    )?;
    Ok(lines.into_iter().map(|(id,)| id).collect())
}

/// The number that a new order of a day gets: the first that is free from where its identity says.
pub async fn next_code(tx: &mut Tx, id: OrderId, day: Day) -> sqlx::Result<u32> {
    let first = code_from(id);
    let taken = fetch_optional!(
        tx,
        (i64,),
        "select code from meal_order where community = $1 and day = $2 and code = $3",
        tx.community.0,
        day.to_string(),
        i64::from(first)
    )?;
    if taken.is_none() {
        return Ok(first);
    }
    let free = fetch_optional!(
        tx,
        (i64,),
        "select m.code + 1 from meal_order m
         where m.community = $1 and m.day = $2 and m.code >= $3 and not exists (
            select 1 from meal_order o where o.community = m.community and o.day = m.day and o.code = m.code + 1)
         order by m.code limit 1",
        tx.community.0,
        day.to_string(),
        i64::from(first)
    )?;
    Ok(free.map_or(first, |(code,)| word::count(code)))
}

/// Writes an order with its lines. Where it is brought never changes.
pub async fn save(tx: &mut Tx, row: &Order) -> sqlx::Result<()> {
    let to = row.to.clone().unwrap_or_default();
    execute!(
        tx,
        "insert into meal_order (community, meal_order, day, eater, booker, code, total_fen, subsidy_fen, state, changed,
            delivered, compound, building, stairwell, room, via, entrusted, meal, note)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
         on conflict (community, meal_order) do update set total_fen = excluded.total_fen,
            subsidy_fen = excluded.subsidy_fen, state = excluded.state, changed = excluded.changed",
        tx.community.0,
        row.id.0,
        row.day.to_string(),
        row.eater.id.0,
        row.booker.id.0,
        i64::from(row.code),
        row.total_fen,
        row.subsidy_fen,
        word::of(&row.state),
        row.changed.0,
        row.delivered,
        &to.compound,
        &to.building,
        &to.stairwell,
        &to.room,
        word::of(&row.via),
        row.entrusted,
        word::of(&row.meal),
        &to.note
    )?;
    for (place, line) in (0_i64..).zip(&row.lines) {
        execute!(
            tx,
            "insert into order_line (community, meal_order, place, serving, price_fen, portions)
             values ($1, $2, $3, $4, $5, $6)
             on conflict (community, meal_order, place) do update set serving = excluded.serving,
                price_fen = excluded.price_fen, portions = excluded.portions",
            tx.community.0,
            row.id.0,
            place,
            line.serving.0,
            line.price_fen,
            i64::from(line.count)
        )?;
    }
    execute!(
        tx,
        "delete from order_line where community = $1 and meal_order = $2 and place >= $3",
        tx.community.0,
        row.id.0,
        i64::try_from(row.lines.len()).unwrap_or(i64::MAX)
    )?;
    Ok(())
}
