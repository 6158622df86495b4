//! An order (订餐): what one person eats at one meal on one day, fetched at the counter by a number or brought to the door.

use crate::change::Change;
use crate::facts::Facts;
use crate::id::{OrderId, ResidentId, ServingId};
use crate::kin::Power;
use crate::meal::Meal;
use crate::permission::{Act, Actor, acting_for, acting_in, may};
use crate::place::{Doorstep, NOTE_MAX};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::{Me, Person};
use crate::serving::Serving;
use crate::when::{Day, Moment};
use crate::{payment, quota, subsidy};
use serde::Serialize;

/// The most portions in one person's order.
pub const PORTIONS_MAX: u32 = 12;

/// The least pick-up number, so that each has four digits.
const CODE_LEAST: u128 = 1_000;

/// So many numbers are begun with. The rest up to 9999 is for those whose number was taken.
const CODES: u128 = 8_800;

/// The number with which the search for an order's pick-up number begins: the first from here on that no order of that day has is
/// its own. It comes from the identity, which a phone draws by lot: who is next in the queue cannot guess it from their own.
pub fn code_from(id: OrderId) -> u32 {
    let drawn = CODE_LEAST + (id.0.as_u128() & u128::from(u64::MAX)) % CODES;
    u32::try_from(drawn).unwrap_or(u32::MAX)
}

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

/// Who took an order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Via {
    /// The eater or their family.
    #[default]
    Own,
    /// Whoever works for the canteen, at the counter: 柜台代订.
    Counter,
    /// Whoever works for the canteen or the committee, on the telephone: 电话代订.
    Phone,
}

impl Via {
    /// For what is not written.
    fn own(&self) -> bool {
        *self == Via::Own
    }
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
    /// What its lines cost, in fen.
    pub total_fen: i64,
    /// What the committee adds, in fen.
    #[serde(default, skip_serializing_if = "is_none")]
    pub subsidy_fen: i64,
    /// The number to fetch it by, of four digits, each once a day. 0 until the server has given it one. See [`code_from`].
    pub code: u32,
    /// Where it stands.
    pub state: OrderState,
    /// When it last changed.
    pub changed: Moment,
    /// It is brought to the eater's door.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub delivered: bool,
    /// Where that is: in the kitchen's rows alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Doorstep>,
    /// Who took it. Where that is not the family, it is the booker.
    #[serde(default, skip_serializing_if = "Via::own")]
    pub via: Via,
    /// A helper from outside the family did it by a mandate: it is theirs to see and to give up only while that holds.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub entrusted: bool,
    /// Which meal of that day.
    #[serde(default, skip_serializing_if = "Meal::is_lunch")]
    pub meal: Meal,
}

impl Order {
    /// Whether it is my family's: one of us eats, or I ordered it as a neighbour and not for the canteen.
    pub fn of_family(&self, me: &Me) -> bool {
        let booked = self.via == Via::Own && !self.entrusted && self.booker.id == me.id;
        booked || me.household().iter().any(|person| person.id == self.eater.id)
    }

    /// Whether it is mine to look after: my family's, or of somebody whom I help with meals.
    pub fn of_mine(&self, me: &Me) -> bool {
        self.of_family(me) || me.people(Power::Meals).iter().any(|person| person.id == self.eater.id)
    }

    /// What is to be paid for it, in fen.
    pub fn owed_fen(&self) -> i64 {
        self.total_fen - self.subsidy_fen
    }

    /// What is still to be taken for it, in fen: nothing where it was paid, or was given up.
    pub fn due_fen(&self, paid: bool) -> i64 {
        if paid || self.state == OrderState::Cancelled { 0 } else { self.owed_fen() }
    }
}

fn is_none(fen: &i64) -> bool {
    *fen == 0
}

/// Orders a meal for one person: that of the dishes that are wanted.
pub fn place(
    facts: &Facts,
    id: OrderId,
    day: Day,
    eater: ResidentId,
    wanted: &[Portions],
    delivered: bool,
) -> Result<Vec<Change>, Refusal> {
    let eater = acting_in(&facts.actor, eater, Power::Meals)?;
    enter(facts, id, day, eater, wanted, delivered, Via::Own)
}

/// A placed order with a note for whoever brings it.
pub(crate) fn with_note(mut placed: Vec<Change>, note: &str) -> Result<Vec<Change>, Refusal> {
    let note = note.trim();
    if note.chars().count() > NOTE_MAX {
        return Err(Refusal::WordsTooLong { max: NOTE_MAX });
    }
    if let Some(Change::Order(Order { to: Some(door), .. })) = placed.last_mut() {
        door.note = note.into();
    }
    Ok(placed)
}

/// The canteen or the desk orders for somebody who stands at the counter or has called: 柜台代订, 电话代订.
///
/// # Errors
/// The same as for everybody's own order; the cut-off holds here too, because the canteen buys by the count.
pub fn place_for(
    facts: &Facts,
    id: OrderId,
    day: Day,
    eater: ResidentId,
    wanted: &[Portions],
    by_phone: bool,
) -> Result<Vec<Change>, Refusal> {
    if !takes_orders(&facts.actor) {
        return Err(Refusal::NotAllowed);
    }
    let eater = facts.named.iter().find(|person| person.id == eater).ok_or(Refusal::NotFound)?;
    enter(facts, id, day, eater.clone(), wanted, false, if by_phone { Via::Phone } else { Via::Counter })
}

/// Whether somebody takes orders for others.
pub fn takes_orders(actor: &Actor) -> bool {
    may(actor, Act::ServeLunch) || may(actor, Act::WorkAtDesk)
}

fn enter(
    facts: &Facts,
    id: OrderId,
    day: Day,
    eater: Person,
    wanted: &[Portions],
    delivered: bool,
    via: Via,
) -> Result<Vec<Change>, Refusal> {
    if facts.order.is_some() {
        return Err(Refusal::NotFound);
    }
    let meal = meal_of(&facts.servings, wanted);
    refuse_late(facts, day, meal)?;
    let living = |order: &Order| order.meal == meal && order.state != OrderState::Cancelled;
    if facts.orders_that_day.iter().any(|order| order.eater.id == eater.id && living(order)) {
        return Err(Refusal::AlreadyOrdered { name: eater.name });
    }
    refuse_count(wanted)?;
    let (lines, servings) = reserve(&facts.servings, (day, meal), wanted)?;
    let mut changes: Vec<Change> = servings.into_iter().map(Change::Serving).collect();
    changes.extend(quota::take(facts, (day, meal), delivered)?);
    let total_fen = cost(&lines);
    changes.push(Change::Order(Order {
        id,
        day,
        entrusted: via == Via::Own && acting_for(&facts.actor, eater.id).is_err(),
        eater,
        booker: Person { id: facts.actor.id, name: facts.actor.name.clone() },
        lines,
        total_fen,
        subsidy_fen: subsidy::of_meal(facts, day, total_fen),
        code: facts.next_code,
        state: OrderState::Booked,
        changed: facts.now,
        delivered,
        to: facts.doorstep.clone().filter(|_| delivered),
        via,
        meal,
    }));
    Ok(changes)
}

/// The meal that an order is for: that of its dishes. Lunch where they are not known; then they are refused anyway.
pub fn meal_of<'a>(menu: impl IntoIterator<Item = &'a Serving>, wanted: &[Portions]) -> Meal {
    let named = |serving: &&Serving| wanted.iter().any(|one| one.count > 0 && one.serving == serving.id);
    menu.into_iter().find(named).map_or(Meal::Lunch, |serving| serving.meal)
}

fn refuse_count(wanted: &[Portions]) -> Result<(), Refusal> {
    match wanted.iter().map(|portions| u64::from(portions.count)).sum::<u64>() {
        0 => Err(Refusal::OrderEmpty),
        total if total > u64::from(PORTIONS_MAX) => Err(Refusal::TooManyPortions { max: PORTIONS_MAX }),
        _ => Ok(()),
    }
}

/// What lines cost, in fen.
fn cost(lines: &[Line]) -> i64 {
    lines.iter().map(|line| line.price_fen * i64::from(line.count)).sum()
}

/// The lines for what is wanted of one meal, and the dishes of `menu` that change by it.
fn reserve(menu: &[Serving], on: (Day, Meal), wanted: &[Portions]) -> Result<(Vec<Line>, Vec<Serving>), Refusal> {
    let mut lines: Vec<Line> = Vec::new();
    let mut servings: Vec<Serving> = Vec::new();
    for portions in wanted.iter().filter(|portions| portions.count > 0) {
        let found = servings.iter().position(|serving| serving.id == portions.serving);
        let at = match found {
            Some(at) => at,
            None => {
                let mut known = menu.iter();
                let serving = known.find(|s| s.id == portions.serving && (s.day, s.meal) == on);
                servings.push(serving.cloned().ok_or(Refusal::NotFound)?);
                servings.len() - 1
            }
        };
        let serving = &mut servings[at];
        if serving.free() < portions.count {
            return Err(Refusal::SoldOut { dish: serving.name.clone(), left: serving.free() });
        }
        serving.ordered += portions.count;
        lines.push(Line {
            serving: serving.id,
            name: serving.name.clone(),
            price_fen: serving.price_fen,
            count: portions.count,
        });
    }
    Ok((lines, servings))
}

fn refuse_late(facts: &Facts, day: Day, meal: Meal) -> Result<(), Refusal> {
    let closed = facts.community.closes(day, meal);
    if facts.now >= closed { Err(Refusal::CutoffPassed { closed }) } else { Ok(()) }
}

/// Changes what is in an order, while the canteen has not bought for it yet. In one step: where the new one is refused, the old
/// one stays as it was, and its portions were never anybody else's. What is ordered now has the prices of now.
pub fn change(facts: &Facts, wanted: &[Portions]) -> Result<Vec<Change>, Refusal> {
    let order = still_open(facts)?;
    // The ledger has one entry for an order's payment, at its price. Whoever has paid gives it up, has their money back, and orders anew.
    if facts.payment.as_ref().is_some_and(|payment| payment.back.is_none()) {
        return Err(Refusal::AlreadyPaid);
    }
    refuse_count(wanted)?;
    let mut menu = facts.servings.clone();
    for line in &order.lines {
        if let Some(serving) = menu.iter_mut().find(|serving| serving.id == line.serving) {
            serving.ordered = serving.ordered.saturating_sub(line.count);
        }
    }
    let (lines, taken) = reserve(&menu, (order.day, order.meal), wanted)?;
    menu.retain(|serving| {
        let before = order.lines.iter().any(|line| line.serving == serving.id);
        before && taken.iter().all(|other| other.id != serving.id)
    });
    let mut changes: Vec<Change> = menu.into_iter().chain(taken).map(Change::Serving).collect();
    let total_fen = cost(&lines);
    let subsidy_fen = subsidy::of_meal(facts, order.day, total_fen);
    changes.push(Change::Order(Order { lines, total_fen, subsidy_fen, changed: facts.now, ..order.clone() }));
    Ok(changes)
}

/// The named order, if the actor may change it or give it up, and still can.
fn still_open(facts: &Facts) -> Result<&Order, Refusal> {
    let order = facts.order.as_ref().ok_or(Refusal::NotFound)?;
    let taken = order.via != Via::Own && takes_orders(&facts.actor);
    let own = order.booker.id == facts.actor.id && !order.entrusted;
    if !taken && !own && acting_in(&facts.actor, order.eater.id, Power::Meals).is_err() {
        return Err(Refusal::NotFound);
    }
    match order.state {
        OrderState::Booked => {}
        OrderState::Cancelled => return Err(Refusal::AlreadyCancelled),
        OrderState::HandedOut => return Err(Refusal::AlreadyHandedOut),
    }
    refuse_late(facts, order.day, order.meal)?;
    Ok(order)
}

/// Gives an order up, while the canteen has not bought for it yet.
pub fn cancel(facts: &Facts) -> Result<Vec<Change>, Refusal> {
    let order = still_open(facts)?;
    let mut changes = move_portions(facts, order, |serving, count| {
        serving.ordered = serving.ordered.saturating_sub(count);
    });
    changes.extend(quota::give_back(facts, order));
    changes.extend(payment::give_back(facts, order)?);
    changes.push(Change::Order(Order { state: OrderState::Cancelled, changed: facts.now, ..order.clone() }));
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

mod handing;

pub use handing::hand_out;
pub(crate) use handing::{give, take_back, waits};

#[cfg(test)]
mod tests;
