//! A menu (菜单): what the cook has on a day, set on the phone or copied from the week before.
//!
//! A dish that is taken off keeps the portions that people have ordered, and no more; one that nobody ordered has none, and is
//! shown nowhere. So nothing is ever taken from whoever has ordered.

use crate::change::Change;
use crate::facts::Facts;
use crate::id::{DishId, ServingId};
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

/// The cook sets the whole menu of a day, and how many may eat it where.
///
/// # Errors
/// For a day that is over, a dish that is not there or named twice, and fewer portions than are ordered, among others.
pub fn set(facts: &Facts, day: Day, dishes: &[Cooked], limits: Limits) -> Result<Vec<Change>, Refusal> {
    require(&facts.actor, Act::ServeLunch)?;
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
        changes.extend(cook(facts, day, *cooked)?);
    }
    let named = |serving: &Serving| dishes.iter().any(|cooked| cooked.dish == serving.dish);
    for serving in facts.servings.iter().filter(|serving| serving.day == day && !named(serving)) {
        let portions = taken(serving);
        if serving.portions != portions {
            changes.push(Change::Serving(Serving { portions, ..serving.clone() }));
        }
    }
    let before = facts.quotas.iter().find(|quota| quota.day == day);
    if before.is_some() || limits != Limits::default() {
        let quota = Quota::set(day, limits, &facts.orders_that_day);
        if before != Some(&quota) {
            changes.push(Change::Quotas(vec![quota]));
        }
    }
    Ok(changes)
}

/// One dish on a day, if that changes anything.
fn cook(facts: &Facts, day: Day, cooked: Cooked) -> Result<Option<Change>, Refusal> {
    let dish = facts.dishes.iter().find(|dish| dish.id == cooked.dish).ok_or(Refusal::NotFound)?;
    let known = on(facts, day, dish.id);
    let least = known.map_or(0, taken).max(1);
    if !(least..=CAPACITY_MAX).contains(&cooked.portions) {
        return Err(Refusal::PortionsOutOfRange { dish: dish.name.clone(), least, most: CAPACITY_MAX });
    }
    let serving = known.cloned().unwrap_or_else(|| Serving {
        id: ServingId::of_day(dish.id.0, day),
        day,
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

fn on(facts: &Facts, day: Day, dish: DishId) -> Option<&Serving> {
    facts.servings.iter().find(|serving| serving.day == day && serving.dish == dish)
}

/// The cook has on seven days what there was a week before, with the same limits. A day that has a menu stays as it is, so
/// nothing happens when it is said twice.
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
    for day in (0..WEEK).map(|days| first.plus(days)) {
        if cooking(&facts.servings, day) {
            continue;
        }
        let before = day.plus(-WEEK);
        for old in facts.servings.iter().filter(|serving| serving.day == before && serving.portions > 0) {
            let id = on(facts, day, old.dish).map_or(ServingId::of_day(old.dish.0, day), |known| known.id);
            let dish = facts.dishes.iter().find(|dish| dish.id == old.dish);
            let price_fen = dish.map_or(old.price_fen, |dish| dish.price_fen);
            let fresh = Serving { ordered: 0, served: 0, wasted: 0, counted: false, ..old.clone() };
            changes.push(Change::Serving(Serving { id, day, price_fen, ..fresh }));
        }
        let limits = facts.quotas.iter().find(|quota| quota.day == before).map(|quota| quota.limits);
        let limits = limits.filter(|limits| *limits != Limits::default() && cooking(&facts.servings, before));
        quotas.extend(limits.map(|limits| Quota { day, limits, ..Quota::default() }));
    }
    if !quotas.is_empty() {
        changes.push(Change::Quotas(quotas));
    }
    Ok(changes)
}

/// Whether a day has a menu.
pub fn cooking(servings: &[Serving], day: Day) -> bool {
    servings.iter().any(|serving| serving.day == day && serving.portions > 0)
}

#[cfg(test)]
mod tests;
