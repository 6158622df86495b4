//! A regular order (长期订餐): "every weekday lunch for my mother". It is for one of the meals that the community serves, and stays
//! with it. Once it is set, the server orders for each day as soon as that meal has a menu, by the rule by which a hand orders, and
//! says why where it could not.
//!
//! Nobody can know a menu that is not there yet, so it says how many portions of each kind of dish. Of each kind the cheapest dish
//! of that meal is taken: nobody pays more than must be. A day on which the eater has an order for the meal, or has given one up, is
//! left as it is. The order's identity follows from the regular order and the day, so that no day is ordered for twice.
//!
//! Each day's order is that of whoever has set it. Where they have left, or may not act for the eater any more, or the eater has left,
//! it stops: the family reads why, the kitchen too, and whoever may sets it anew.

use crate::change::Change;
use crate::dish::DishKind;
use crate::facts::Facts;
use crate::id::{OrderId, RegularId, ResidentId};
use crate::kin::Power;
use crate::meal::Meal;
use crate::missed::Missed;
use crate::order::{self, PORTIONS_MAX, Portions};
use crate::permission::{acting_for, acting_in};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::Person;
use crate::serving::Serving;
use crate::when::{Day, Moment};
use serde::Serialize;

/// Portions of each kind of dish.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Plate {
    /// 荤.
    pub meat: u32,
    /// 素.
    pub vegetable: u32,
    /// 汤.
    pub soup: u32,
    /// 主食.
    pub staple: u32,
}

impl Plate {
    /// How many of each kind, in the order of a menu.
    pub fn kinds(self) -> [(DishKind, u32); 4] {
        [
            (DishKind::Meat, self.meat),
            (DishKind::Vegetable, self.vegetable),
            (DishKind::Soup, self.soup),
            (DishKind::Staple, self.staple),
        ]
    }

    /// All portions together.
    fn total(self) -> u64 {
        self.kinds().into_iter().map(|(_, count)| u64::from(count)).sum()
    }
}

/// Days on which nothing is ordered, both included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Pause {
    /// The first.
    pub from: Day,
    /// The last.
    pub until: Day,
}

/// What is ordered, and when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Habit {
    /// The days of the week: the lowest bit is Monday.
    pub days: u8,
    /// How much of what.
    pub plate: Plate,
    /// The first day.
    pub from: Day,
    /// The last day; none where it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// Not on these days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pause: Option<Pause>,
    /// On public holidays too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub holidays: bool,
}

impl Habit {
    /// Whether a day of the week is one of its days: 1 for Monday to 7 for Sunday.
    pub fn on(&self, weekday: u8) -> bool {
        self.days & bit(weekday) != 0
    }

    /// With or without a day of the week.
    pub fn toggled(self, weekday: u8) -> Self {
        Self { days: self.days ^ bit(weekday), ..self }
    }

    /// Whether the meal is wanted on a day, holidays aside.
    pub fn wants(&self, day: Day) -> bool {
        let paused = self.pause.is_some_and(|pause| pause.from <= day && day <= pause.until);
        self.from <= day && self.until.is_none_or(|last| day <= last) && !paused && self.on(day.weekday())
    }

    fn check(&self, today: Day) -> Result<(), Refusal> {
        let backwards =
            self.until.is_some_and(|last| last < self.from) || self.pause.is_some_and(|pause| pause.until < pause.from);
        // The table keeps seven bits: what has another one could not be written, and its phone would send it for ever.
        if backwards || !(1..=0b111_1111).contains(&self.days) {
            return Err(Refusal::RegularDays);
        }
        if self.until.is_some_and(|last| last < today) {
            return Err(Refusal::InThePast);
        }
        match self.plate.total() {
            0 => Err(Refusal::OrderEmpty),
            total if total > u64::from(PORTIONS_MAX) => Err(Refusal::TooManyPortions { max: PORTIONS_MAX }),
            _ => Ok(()),
        }
    }
}

fn bit(weekday: u8) -> u8 {
    1_u8.checked_shl(u32::from(weekday.saturating_sub(1))).unwrap_or_default()
}

/// Why a regular order was stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Stopped {
    /// Whoever has set it does not live here any more.
    SetterLeft,
    /// They may not act for the eater any more.
    SetterMayNot,
    /// The eater does not live here any more.
    EaterLeft,
}

/// A regular order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Regular {
    /// Drawn by the phone.
    pub id: RegularId,
    /// Who set it: each day's order is theirs.
    pub by: Person,
    /// Who eats.
    pub eater: Person,
    /// What, and when.
    pub habit: Habit,
    /// Which meal.
    #[serde(default, skip_serializing_if = "Meal::is_lunch")]
    pub meal: Meal,
    /// When it was set.
    pub made: Moment,
    /// When it was last changed.
    pub changed: Moment,
    /// When it was ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Moment>,
    /// Why the server ended it; none where somebody did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped: Option<Stopped>,
}

impl Regular {
    /// The identity of its order for a day.
    pub fn order_of(&self, day: Day) -> OrderId {
        OrderId::of_day(self.id.0, day)
    }
}

/// Sets a regular order of a meal for oneself or somebody in one's care, or changes one. Which meal it is for does not change: an
/// older release names none when it changes a supper.
///
/// # Errors
/// Where the person eats that meal by another one already, or it is not served, among others.
pub fn set(facts: &Facts, id: RegularId, eater: ResidentId, habit: &Habit, meal: Meal) -> Result<Vec<Change>, Refusal> {
    let eater = acting_for(&facts.actor, eater)?;
    habit.check(facts.now.day())?;
    let row = match &facts.regular {
        Some(known) if known.eater.id != eater.id => return Err(Refusal::NotFound),
        Some(known) if known.ended.is_some() => return Err(Refusal::AlreadyCancelled),
        Some(known) => Regular { habit: *habit, changed: facts.now, ..known.clone() },
        None if facts.community.served().iter().all(|hours| hours.meal != meal) => return Err(Refusal::NotFound),
        None if facts.regular_open => return Err(Refusal::RegularOpen { name: eater.name }),
        None => Regular {
            id,
            by: Person { id: facts.actor.id, name: facts.actor.name.clone() },
            eater,
            habit: *habit,
            meal,
            made: facts.now,
            changed: facts.now,
            ended: None,
            stopped: None,
        },
    };
    Ok(vec![Change::Regular(row)])
}

/// Ends a regular order. What it has ordered stays, and can be given up like any order.
///
/// # Errors
/// Where it is another family's, or has ended.
pub fn end(facts: &Facts) -> Result<Vec<Change>, Refusal> {
    let known = facts.regular.as_ref().ok_or(Refusal::NotFound)?;
    acting_for(&facts.actor, known.eater.id).map_err(|_| Refusal::NotFound)?;
    if known.ended.is_some() {
        return Err(Refusal::AlreadyCancelled);
    }
    Ok(vec![Change::Regular(Regular { ended: Some(facts.now), changed: facts.now, ..known.clone() })])
}

/// Why a regular order stops, if it does; the facts' actor is whoever has set it. `left`: whether they and the eater have left.
pub fn stops(facts: &Facts, row: &Regular, left: (bool, bool)) -> Option<Stopped> {
    match left {
        (_, true) => Some(Stopped::EaterLeft),
        (true, _) => Some(Stopped::SetterLeft),
        _ if acting_in(&facts.actor, row.eater.id, Power::Meals).is_err() => Some(Stopped::SetterMayNot),
        _ => None,
    }
}

/// Stops a regular order. On the days that it would have ordered for, the family reads that there is none; what is ordered stays.
pub fn stop(facts: &Facts, row: &Regular, why: Stopped, days: &[Day]) -> Vec<Change> {
    let ended = Regular { ended: Some(facts.now), changed: facts.now, stopped: Some(why), ..row.clone() };
    let missed = days.iter().filter(|_| why != Stopped::EaterLeft).flat_map(|day| {
        let facts = Facts { missed: None, now: facts.now, ..Facts::default() };
        miss(&facts, row, *day, Refusal::RegularStopped)
    });
    std::iter::once(Change::Regular(ended)).chain(missed).collect()
}

/// What a regular order does about a day whose meal has a menu, and for which its eater has neither an order nor given one up: an
/// order, or the word why not. Nothing where that has been said, or nobody has to be told.
pub fn make(facts: &Facts, row: &Regular, day: Day) -> Vec<Change> {
    if facts.order.is_some() {
        return Vec::new();
    }
    let closed = facts.community.closes(day, row.meal);
    if facts.now >= closed {
        // Who has set or changed it since could not expect that day's; and a reason that was told before is the better one.
        if facts.missed.is_some() || row.changed >= closed {
            return Vec::new();
        }
        return miss(facts, row, day, Refusal::CutoffPassed { closed });
    }
    let wanted = choose(&facts.servings, row.habit.plate, row.meal);
    let placed = wanted.and_then(|wanted| order::place(facts, row.order_of(day), day, row.eater.id, &wanted, false));
    match placed {
        Ok(mut changes) => {
            changes.extend(facts.missed.clone().map(Change::NoMissed));
            changes
        }
        Err(Refusal::AlreadyOrdered { .. }) => Vec::new(),
        Err(why) => miss(facts, row, day, why),
    }
}

fn miss(facts: &Facts, row: &Regular, day: Day, why: Refusal) -> Vec<Change> {
    if facts.missed.as_ref().is_some_and(|before| before.why == why) {
        return Vec::new();
    }
    vec![Change::Missed(Missed {
        id: row.order_of(day),
        day,
        meal: row.meal,
        eater: row.eater.clone(),
        booker: row.by.clone(),
        why,
        at: facts.now,
    })]
}

/// The dishes of a meal for a plate: of each kind the cheapest that has enough portions left. What was taken off the menu is not on it.
fn choose(servings: &[Serving], plate: Plate, meal: Meal) -> Result<Vec<Portions>, Refusal> {
    let mut wanted = Vec::new();
    for (kind, count) in plate.kinds().into_iter().filter(|(_, count)| *count > 0) {
        let of_kind = || servings.iter().filter(move |serving| cooked(serving, kind, meal));
        let enough = of_kind().filter(|serving| serving.free() >= count);
        match enough.min_by_key(|serving| (serving.price_fen, serving.id)) {
            Some(serving) => wanted.push(Portions { serving: serving.id, count }),
            None => {
                let most = of_kind().max_by_key(|serving| (serving.free(), serving.id));
                return Err(match most {
                    Some(dish) => Refusal::SoldOut { dish: dish.name.clone(), left: dish.free() },
                    None => Refusal::NotOnMenu { kind },
                });
            }
        }
    }
    Ok(wanted)
}

/// Whether it is of that kind and on the menu of that meal.
fn cooked(serving: &Serving, kind: DishKind, meal: Meal) -> bool {
    serving.kind == kind && serving.portions > 0 && serving.meal == meal
}

#[cfg(test)]
mod tests;
