//! An order (订餐): what one person eats on one day, fetched at the counter by a number.

use crate::change::Change;
use crate::facts::Facts;
use crate::id::{OrderId, ResidentId, ServingId};
use crate::kin::Power;
use crate::permission::{Act, acting_for, acting_in, require};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::Person;
use crate::serving::Serving;
use crate::when::{Day, Moment};
use serde::Serialize;

/// The most portions in one person's order.
pub const PORTIONS_MAX: u32 = 12;

/// Where an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// The portions are reserved.
    Booked,
    /// It was handed out.
    HandedOut,
    /// It was given up in time.
    Cancelled,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Portions {
    /// Which dish of the day.
    pub serving: ServingId,
    /// How many.
    pub count: u32,
}

/// One line of an order, with the price of the moment it was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
pub struct Line {
    /// Which dish of the day.
    pub serving: ServingId,
    /// Its name.
    pub name: String,
    /// Its price in fen, for one.
    pub price_fen: i64,
    /// How many.
    pub count: u32,
}

/// One order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
pub struct Order {
    /// Drawn by the phone.
    pub id: OrderId,
    /// Which day.
    pub day: Day,
    /// Who eats.
    pub eater: Person,
    /// Who ordered.
    pub booker: Person,
    /// What.
    pub lines: Vec<Line>,
    /// What it costs at the counter, in fen.
    pub total_fen: i64,
    /// The number to fetch it by, from 1, each once a day. 0 until the server has given it one.
    pub code: u32,
    /// Where it stands.
    pub state: OrderState,
    /// When it last changed.
    pub changed: Moment,
    /// A helper from outside the family did it by a mandate: it is theirs to see and to give up only while that holds.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub entrusted: bool,
}

/// Orders lunch for one person.
pub fn place(
    facts: &Facts,
    id: OrderId,
    day: Day,
    eater: ResidentId,
    wanted: &[Portions],
) -> Result<Vec<Change>, Refusal> {
    let eater = acting_in(&facts.actor, eater, Power::Meals)?;
    if facts.order.is_some() {
        return Err(Refusal::NotFound);
    }
    refuse_late(facts, day)?;
    if facts.orders_that_day.iter().any(|o| o.eater.id == eater.id && o.state != OrderState::Cancelled) {
        return Err(Refusal::AlreadyOrdered { name: eater.name });
    }
    let total: u64 = wanted.iter().map(|portions| u64::from(portions.count)).sum();
    if total == 0 {
        return Err(Refusal::OrderEmpty);
    }
    if total > u64::from(PORTIONS_MAX) {
        return Err(Refusal::TooManyPortions { max: PORTIONS_MAX });
    }
    let (lines, mut changes) = reserve(facts, day, wanted)?;
    let total_fen = lines.iter().map(|line| line.price_fen * i64::from(line.count)).sum();
    changes.push(Change::Order(Order {
        id,
        day,
        entrusted: acting_for(&facts.actor, eater.id).is_err(),
        eater,
        booker: Person { id: facts.actor.id, name: facts.actor.name.clone() },
        lines,
        total_fen,
        code: facts.next_code,
        state: OrderState::Booked,
        changed: facts.now,
    }));
    Ok(changes)
}

fn reserve(facts: &Facts, day: Day, wanted: &[Portions]) -> Result<(Vec<Line>, Vec<Change>), Refusal> {
    let mut lines: Vec<Line> = Vec::new();
    let mut servings: Vec<Serving> = Vec::new();
    for portions in wanted.iter().filter(|portions| portions.count > 0) {
        let found = servings.iter().position(|serving| serving.id == portions.serving);
        let at = match found {
            Some(at) => at,
            None => {
                let mut known = facts.servings.iter();
                let serving = known.find(|s| s.id == portions.serving && s.day == day);
                servings.push(serving.cloned().ok_or(Refusal::NotFound)?);
                servings.len() - 1
            }
        };
        let serving = &mut servings[at];
        if serving.left() < portions.count {
            return Err(Refusal::SoldOut { dish: serving.name.clone(), left: serving.left() });
        }
        serving.ordered += portions.count;
        lines.push(Line {
            serving: serving.id,
            name: serving.name.clone(),
            price_fen: serving.price_fen,
            count: portions.count,
        });
    }
    Ok((lines, servings.into_iter().map(Change::Serving).collect()))
}

fn refuse_late(facts: &Facts, day: Day) -> Result<(), Refusal> {
    let closed = facts.community.order_cutoff(day);
    if facts.now >= closed { Err(Refusal::CutoffPassed { closed }) } else { Ok(()) }
}

/// Gives an order up, while the canteen has not bought for it yet.
pub fn cancel(facts: &Facts) -> Result<Vec<Change>, Refusal> {
    let order = facts.order.as_ref().ok_or(Refusal::NotFound)?;
    let own = order.booker.id == facts.actor.id && !order.entrusted;
    if !own && acting_in(&facts.actor, order.eater.id, Power::Meals).is_err() {
        return Err(Refusal::NotFound);
    }
    match order.state {
        OrderState::Booked => {}
        OrderState::Cancelled => return Err(Refusal::AlreadyCancelled),
        OrderState::HandedOut => return Err(Refusal::AlreadyHandedOut),
    }
    refuse_late(facts, order.day)?;
    let mut changes = move_portions(facts, order, |serving, count| {
        serving.ordered = serving.ordered.saturating_sub(count);
    });
    changes.push(Change::Order(Order { state: OrderState::Cancelled, changed: facts.now, ..order.clone() }));
    Ok(changes)
}

/// The cook hands a meal out. It has happened at the counter, so it is a fact: it is refused only
/// when it was handed out or given up before, or is for a day that has not come.
pub fn hand_out(facts: &Facts) -> Result<Vec<Change>, Refusal> {
    require(&facts.actor, Act::ServeLunch)?;
    let order = facts.order.as_ref().ok_or(Refusal::NotFound)?;
    match order.state {
        OrderState::Booked => {}
        OrderState::Cancelled => return Err(Refusal::AlreadyCancelled),
        OrderState::HandedOut => return Err(Refusal::AlreadyHandedOut),
    }
    if order.day > facts.now.day() {
        return Err(Refusal::NotYetTheDay);
    }
    let mut changes = move_portions(facts, order, |serving, count| {
        serving.ordered = serving.ordered.saturating_sub(count);
        serving.served += count;
    });
    changes.push(Change::Order(Order { state: OrderState::HandedOut, changed: facts.now, ..order.clone() }));
    Ok(changes)
}

fn move_portions(facts: &Facts, order: &Order, step: impl Fn(&mut Serving, u32)) -> Vec<Change> {
    let mut servings: Vec<Serving> = facts.servings.clone();
    for line in &order.lines {
        if let Some(serving) = servings.iter_mut().find(|serving| serving.id == line.serving) {
            step(serving, line.count);
        }
    }
    servings.retain(|serving| order.lines.iter().any(|line| line.serving == serving.id));
    servings.into_iter().map(Change::Serving).collect()
}

#[cfg(test)]
mod tests;
