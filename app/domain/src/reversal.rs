//! A reversal (记错退回): money that was noted wrongly over the counter or at the desk is taken back by another entry that does the
//! opposite. Nothing is deleted, and the statement shows the pair.
//!
//! On the same day, until its till is closed, whoever took the money does it, or staff. After that only staff do, with a reason, and
//! what goes out of the till goes out of the one that is open now. What was paid ahead and has been spent since is not taken back:
//! no balance is ever below zero. An order whose payment was taken back is to be paid again. Where two records of one person became
//! one, no money went over the counter: what moved the balance from the one to the other is not taken back, or it would be given twice.

use crate::change::Change;
use crate::closing::WORDS_MAX;
use crate::facts::Facts;
use crate::id::EntryId;
use crate::ledger::{self, Entry, EntryKind};
use crate::payment::Payment;
use crate::permission::{Act, may};
use crate::refusal::Refusal;

/// Takes the facts' entry back.
///
/// # Errors
/// Where it is not the actor's to take back, or not any more, among others.
pub fn reverse(facts: &Facts, id: EntryId, reason: &str) -> Result<Vec<Change>, Refusal> {
    let staff = may(&facts.actor, Act::WorkAtDesk);
    if !staff && !may(&facts.actor, Act::ServeLunch) {
        return Err(Refusal::NotAllowed);
    }
    let mine = |entry: &&Entry| staff || entry.by.id == facts.actor.id;
    let entry = facts.booked.as_ref().filter(mine).ok_or(Refusal::NotFound)?;
    let payment = payment(facts, entry)?;
    let reason = reason.trim();
    if reason.chars().count() > WORDS_MAX {
        return Err(Refusal::WordsTooLong { max: WORDS_MAX });
    }
    if !fresh(facts, entry) {
        if !staff {
            return Err(Refusal::DayClosed);
        }
        if reason.is_empty() {
            return Err(Refusal::WordsMissing);
        }
    }
    let kind = match entry.kind {
        EntryKind::TopUp => EntryKind::PayBack,
        EntryKind::PayBack => EntryKind::TopUp,
        EntryKind::Meal => EntryKind::MealBack,
        EntryKind::MealBack | EntryKind::Closing => return Err(Refusal::NotAllowed),
    };
    let back = Entry {
        resident: entry.resident.clone(),
        order: entry.order,
        postings: entry.postings.opposite(),
        reverses: Some(entry.id),
        reason: reason.into(),
        ..ledger::entry(facts, id, kind)
    };
    let mut changes = ledger::book(facts, back)?;
    let unpaid = payment.map(|payment| Payment { back: Some(id), changed: facts.now, ..payment.clone() });
    changes.extend(unpaid.map(Change::Payment));
    Ok(changes)
}

/// Whether whoever took the money may still take it back: on the same day, until its till is closed.
pub fn fresh(facts: &Facts, entry: &Entry) -> bool {
    let closed = facts.tills.iter().any(|till| till.day == entry.day && till.closed.is_some());
    entry.at.day() == facts.now.day() && !closed
}

/// The payment that ends with the entry, if it is a meal's; refuses what cannot be taken back. (A phone at the desk knows no
/// payments.)
fn payment<'a>(facts: &'a Facts, entry: &Entry) -> Result<Option<&'a Payment>, Refusal> {
    if facts.reversed {
        return Err(Refusal::AlreadyCancelled);
    }
    if facts.moved || entry.moved {
        return Err(Refusal::MovedByMerging);
    }
    if !entry.through_till() || entry.reverses.is_some() {
        return Err(Refusal::NotAllowed);
    }
    if entry.order.is_none() {
        return Ok(None);
    }
    let paid = |payment: &&Payment| payment.entry == entry.id && payment.back.is_none();
    match facts.payment.as_ref().filter(paid) {
        None if !facts.forecast => Err(Refusal::AlreadyCancelled),
        payment => Ok(payment),
    }
}

#[cfg(test)]
mod tests;
