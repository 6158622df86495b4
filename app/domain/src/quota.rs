//! A quota (限量): how many orders of a meal of a day are eaten in the canteen and how many are brought to the door, and how many may be.
//!
//! The cook sets it with the day's menu. A day without one is as ever: as many eat in as there are portions, and nothing is
//! brought. It travels in the community's row, which every release reads: a phone that does not know of it asks the server.

use crate::change::Change;
use crate::facts::Facts;
use crate::meal::Meal;
use crate::order::{Order, OrderState};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::when::Day;
use serde::Serialize;

/// How many meals there may be, in orders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Eaten in; none where only the portions count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eat_in: Option<u32>,
    /// Brought to the door; none where nothing is brought.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deliver: Option<u32>,
}

/// The quota of a meal of a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Quota {
    /// Which day.
    pub day: Day,
    /// What the cook has set.
    pub limits: Limits,
    /// So many orders are eaten in.
    pub eating: u32,
    /// So many are brought.
    pub delivering: u32,
    /// Of which meal.
    #[serde(default, skip_serializing_if = "Meal::is_lunch")]
    pub meal: Meal,
}

impl Quota {
    /// Whether meals are brought on that day at all.
    pub fn delivers(&self) -> bool {
        self.limits.deliver.is_some_and(|most| most > 0)
    }

    /// Whether no more orders are taken, of those that are brought or of those that are eaten in.
    pub fn full(&self, delivered: bool) -> bool {
        if delivered {
            self.limits.deliver.is_none_or(|most| self.delivering >= most)
        } else {
            self.limits.eat_in.is_some_and(|most| self.eating >= most)
        }
    }

    fn count(&mut self, delivered: bool) -> &mut u32 {
        if delivered { &mut self.delivering } else { &mut self.eating }
    }

    /// The quota that the cook sets: it counts the orders that are there.
    pub fn set((day, meal): (Day, Meal), limits: Limits, orders: &[Order]) -> Self {
        let mut quota = Self { day, meal, limits, ..Self::default() };
        let counts = |order: &&Order| order.day == day && order.meal == meal && order.state != OrderState::Cancelled;
        for order in orders.iter().filter(counts) {
            *quota.count(order.delivered) += 1;
        }
        quota
    }
}

/// One more order of that meal.
///
/// # Errors
/// When nothing is brought on that day, or no more is taken; then it is said whether the other way is open.
pub fn take(facts: &Facts, on: (Day, Meal), delivered: bool) -> Result<Option<Change>, Refusal> {
    let Some(quota) = facts.quotas.iter().find(|quota| (quota.day, quota.meal) == on) else {
        return if delivered { Err(Refusal::NoDelivery) } else { Ok(None) };
    };
    if delivered && !quota.delivers() {
        return Err(Refusal::NoDelivery);
    }
    if quota.full(delivered) {
        return Err(Refusal::WayFull { delivered, other: !quota.full(!delivered) });
    }
    let mut quota = *quota;
    *quota.count(delivered) += 1;
    Ok(Some(Change::Quotas(vec![quota])))
}

/// One order less, if its meal has a quota.
pub fn give_back(facts: &Facts, order: &Order) -> Option<Change> {
    let mut quota = *facts.quotas.iter().find(|quota| (quota.day, quota.meal) == (order.day, order.meal))?;
    let count = quota.count(order.delivered);
    *count = count.saturating_sub(1);
    Some(Change::Quotas(vec![quota]))
}
