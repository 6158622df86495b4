//! Handing a meal over, at the counter or at a door: once. What was said too early is taken back by whoever said so.

use super::{Order, OrderState, move_portions};
use crate::change::Change;
use crate::errand;
use crate::facts::Facts;
use crate::permission::{Act, require};
use crate::refusal::Refusal;

/// The cook hands a meal out. It has happened at the counter, so it is a fact: it is refused only
/// when it was handed out or given up before, or is for a day that has not come.
pub fn hand_out(facts: &Facts) -> Result<Vec<Change>, Refusal> {
    require(&facts.actor, Act::ServeLunch)?;
    let order = facts.order.as_ref().ok_or(Refusal::NotFound)?;
    let mut changes = give(facts, order)?;
    // Whoever was to bring it need not go.
    changes.extend(errand::fetched(facts).map(Change::Errand));
    Ok(changes)
}

/// An order that waits and whose day has come.
pub(crate) fn waits(facts: &Facts, order: &Order) -> Result<(), Refusal> {
    match order.state {
        OrderState::Booked => {}
        OrderState::Cancelled => return Err(Refusal::AlreadyCancelled),
        OrderState::HandedOut => return Err(Refusal::AlreadyHandedOut),
    }
    if order.day > facts.now.day() { Err(Refusal::NotYetTheDay) } else { Ok(()) }
}

/// The meal is the eater's, wherever it was handed to them: once.
pub(crate) fn give(facts: &Facts, order: &Order) -> Result<Vec<Change>, Refusal> {
    waits(facts, order)?;
    let mut changes = move_portions(facts, order, |serving, count| {
        serving.ordered = serving.ordered.saturating_sub(count);
        serving.served += count;
    });
    changes.push(Change::Order(Order { state: OrderState::HandedOut, changed: facts.now, ..order.clone() }));
    Ok(changes)
}

/// It was not, after all: whoever said so takes it back.
pub(crate) fn take_back(facts: &Facts, order: &Order) -> Vec<Change> {
    let mut changes = move_portions(facts, order, |serving, count| {
        serving.served = serving.served.saturating_sub(count);
        serving.ordered += count;
    });
    changes.push(Change::Order(Order { state: OrderState::Booked, changed: facts.now, ..order.clone() }));
    changes
}
