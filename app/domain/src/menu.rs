//! A menu (菜单): what the cook has at a meal on a day, set on the phone or copied from the week before.
//!
//! A dish that is taken off keeps the portions that people have ordered, and no more; one that nobody ordered has none, and is
//! shown nowhere. So nothing is ever taken from whoever has ordered.

use crate::change::Change;
use crate::facts::Facts;
use crate::id::{DishId, ServingId};
use crate::meal::Meal;
use crate::occurrence::CAPACITY_MAX;
use crate::permission::{Act, require};
use crate::quota::{Limits, Quota};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::serving::Serving;
use crate::when::Day;
use serde::Serialize;

/// How many days are copied at once.
pub const WEEK: i32 = 7;

/// One dish of a menu.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Cooked {
    /// Which dish.
    pub dish: DishId,
    /// How many portions of it.
    pub portions: u32,
}

/// The cook sets the whole menu of a meal, and how many may eat it where.
///
/// # Errors
/// For a day that is over, a meal that is not served, a dish that is not there or named twice, and fewer portions than are ordered, among others.
pub fn set(facts: &Facts, on: (Day, Meal), dishes: &[Cooked], limits: Limits) -> Result<Vec<Change>, Refusal> {
    let (day, meal) = on;
    require(&facts.actor, Act::ServeLunch)?;
    if facts.community.served().iter().all(|hours| hours.meal != meal) {
        return Err(Refusal::NotFound);
    }
    if day < facts.now.day() {
        return Err(Refusal::InThePast);
    }
    if [limits.eat_in, limits.deliver].into_iter().flatten().any(|most| most > CAPACITY_MAX) {
        return Err(Refusal::CapacityOutOfRange { max: CAPACITY_MAX });
    }
    let mut changes = Vec::new();
    for (at, cooked) in dishes.iter().enumerate() {
        if dishes.iter().take(at).any(|other| other.dish == cooked.dish) {
            return Err(Refusal::NotFound);
        }
        changes.extend(cook(facts, on, *cooked)?);
    }
    let named = |serving: &Serving| dishes.iter().any(|cooked| cooked.dish == serving.dish);
    for serving in facts.servings.iter().filter(|serving| is_on(serving, on) && !named(serving)) {
        let portions = taken(serving);
        if serving.portions != portions {
            changes.push(Change::Serving(Serving { portions, ..serving.clone() }));
        }
    }
    let before = facts.quotas.iter().find(|quota| (quota.day, quota.meal) == on);
    if before.is_some() || limits != Limits::default() {
        let quota = Quota::set(on, limits, &facts.orders_that_day);
        if before != Some(&quota) {
            changes.push(Change::Quotas(vec![quota]));
        }
    }
    Ok(changes)
}

/// One dish at a meal, if that changes anything.
fn cook(facts: &Facts, on: (Day, Meal), cooked: Cooked) -> Result<Option<Change>, Refusal> {
    let dish = facts.dishes.iter().find(|dish| dish.id == cooked.dish).ok_or(Refusal::NotFound)?;
    let known = find(facts, on, dish.id);
    let (day, meal) = on;
    let least = known.map_or(0, taken).max(1);
    if !(least..=CAPACITY_MAX).contains(&cooked.portions) {
        return Err(Refusal::PortionsOutOfRange { dish: dish.name.clone(), least, most: CAPACITY_MAX });
    }
    let serving = known.cloned().unwrap_or_else(|| Serving {
        id: Serving::id_of(dish.id, day, meal),
        day,
        meal,
        dish: dish.id,
        name: dish.name.clone(),
        kind: dish.kind,
        price_fen: dish.price_fen,
        ..Serving::default()
    });
    let next = Serving { portions: cooked.portions, ..serving };
    Ok((known != Some(&next)).then_some(Change::Serving(next)))
}

/// The portions that somebody has, or nobody any more: the menu keeps them.
fn taken(serving: &Serving) -> u32 {
    serving.ordered + serving.served + serving.wasted
}

/// Whether a dish is on the menu of a meal, or was.
fn is_on(serving: &Serving, on: (Day, Meal)) -> bool {
    (serving.day, serving.meal) == on
}

fn find(facts: &Facts, on: (Day, Meal), dish: DishId) -> Option<&Serving> {
    facts.servings.iter().find(|serving| is_on(serving, on) && serving.dish == dish)
}

/// The cook has on seven days what there was a week before, at each meal, with the same limits. A meal that has a menu stays as it
/// is, so nothing happens when it is said twice.
///
/// # Errors
/// Where the first day is not one of the next seven.
pub fn copy(facts: &Facts, first: Day) -> Result<Vec<Change>, Refusal> {
    require(&facts.actor, Act::ServeLunch)?;
    if !(1..=WEEK).contains(&first.since(facts.now.day())) {
        return Err(Refusal::InThePast);
    }
    let mut changes = Vec::new();
    let mut quotas = Vec::new();
    for (day, meal) in (0..WEEK).flat_map(|days| Meal::ALL.map(|meal| (first.plus(days), meal))) {
        if cooking(&facts.servings, (day, meal)) {
            continue;
        }
        let before = (day.plus(-WEEK), meal);
        for old in facts.servings.iter().filter(|serving| is_on(serving, before) && serving.portions > 0) {
            let known: Option<ServingId> = find(facts, (day, meal), old.dish).map(|known| known.id);
            let id = known.unwrap_or_else(|| Serving::id_of(old.dish, day, meal));
            let dish = facts.dishes.iter().find(|dish| dish.id == old.dish);
            let price_fen = dish.map_or(old.price_fen, |dish| dish.price_fen);
            let fresh = Serving { ordered: 0, served: 0, wasted: 0, counted: false, ..old.clone() };
            changes.push(Change::Serving(Serving { id, day, price_fen, ..fresh }));
        }
        let limits = facts.quotas.iter().find(|quota| (quota.day, quota.meal) == before).map(|quota| quota.limits);
        let limits = limits.filter(|limits| *limits != Limits::default() && cooking(&facts.servings, before));
        quotas.extend(limits.map(|limits| Quota { day, meal, limits, ..Quota::default() }));
    }
    if !quotas.is_empty() {
        changes.push(Change::Quotas(quotas));
    }
    Ok(changes)
}

/// Whether a meal has a menu.
pub fn cooking(servings: &[Serving], on: (Day, Meal)) -> bool {
    servings.iter().any(|serving| is_on(serving, on) && serving.portions > 0)
}

#[cfg(test)]
mod tests;
