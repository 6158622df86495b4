//! A payment (付款): how one order was paid, at the counter in cash or by code, or from what somebody has paid ahead.
//!
//! What is owed is the order's price less its subsidy. Whoever may give an order up may pay it from their own balance, and gets it back
//! when it is given up in time. At the counter the cook notes what was paid when the meal is handed out; that has happened, so
//! such an order is not given up any more.

use crate::change::Change;
use crate::facts::Facts;
use crate::id::{EntryId, OrderId, ResidentId};
use crate::kin::Power;
use crate::ledger::{self, Entry, EntryKind, Postings};
use crate::order::{Order, OrderState, Via};
use crate::permission::{Act, acting_in, require};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::Person;
use crate::when::Moment;
use serde::Serialize;
use uuid::Uuid;

/// How money comes over the counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Tender {
    /// Notes and coins.
    Cash,
    /// The canteen's code, read by the payer's phone.
    Code,
}

/// How one order was paid.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Payment {
    /// Which order.
    pub id: OrderId,
    /// What its lines cost, in fen.
    pub price_fen: i64,
    /// What the committee added, in fen.
    pub subsidy_fen: i64,
    /// What was paid, in fen: the price less the subsidy.
    pub paid_fen: i64,
    /// How; none for from the payer's balance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tender: Option<Tender>,
    /// Who: whose balance; at the counter who had ordered, or who eats where others took the order.
    pub payer: Person,
    /// The entry in the ledger.
    pub entry: EntryId,
    /// The entry that gave it back, if one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back: Option<EntryId>,
    /// When it last changed.
    pub changed: Moment,
    /// Who besides the payer has the order, and so sees that it is paid.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<ResidentId>,
}

/// Who besides the payer has an order: who eats, and who ordered it for themself to hold.
pub fn told(eater: ResidentId, booker: Option<ResidentId>, payer: ResidentId) -> Vec<ResidentId> {
    let booker = booker.filter(|booker| *booker != eater);
    std::iter::once(eater).chain(booker).filter(|who| *who != payer).collect()
}

/// The actor pays an order from their own balance.
///
/// # Errors
/// Where the balance is too small, among others.
pub fn from_balance(facts: &Facts, id: EntryId) -> Result<Vec<Change>, Refusal> {
    let order = facts.order.as_ref().ok_or(Refusal::NotFound)?;
    let booked = order.via == Via::Own && !order.entrusted && order.booker.id == facts.actor.id;
    if !booked && acting_in(&facts.actor, order.eater.id, Power::Meals).is_err() {
        return Err(Refusal::NotFound);
    }
    let payer = Person { id: facts.actor.id, name: facts.actor.name.clone() };
    let postings = Postings { balance: -order.owed_fen(), ..earned(order) };
    pay(facts, order, Entry { resident: Some(payer.clone()), postings, ..meal(facts, order, id) }, None, payer)
}

/// What an order that the actor has just placed changes besides, where it is paid from their balance. A phone may not know the
/// balance, nor what the meal costs whoever eats it: there the server says.
pub(crate) fn at_booking(facts: &Facts, mut placed: Vec<Change>) -> Result<Vec<Change>, Refusal> {
    if facts.forecast {
        return Ok(placed);
    }
    let Some(Change::Order(order)) = placed.last().cloned() else { return Ok(placed) };
    let payer = Person { id: facts.actor.id, name: facts.actor.name.clone() };
    let postings = Postings { balance: -order.owed_fen(), ..earned(&order) };
    let entry = Entry { resident: Some(payer.clone()), postings, ..meal(facts, &order, at_booking_of(order.id)) };
    placed.extend(pay(facts, &order, entry, None, payer)?);
    Ok(placed)
}

/// The cook notes that an order was paid at the counter.
///
/// # Errors
/// Where it was paid or given up before, or is for a day that has not come.
pub fn at_counter(facts: &Facts, id: EntryId, tender: Tender) -> Result<Vec<Change>, Refusal> {
    require(&facts.actor, Act::ServeLunch)?;
    let order = facts.order.as_ref().ok_or(Refusal::NotFound)?;
    if order.day > facts.now.day() {
        return Err(Refusal::NotYetTheDay);
    }
    let postings = earned(order).taken(tender, order.owed_fen());
    // Whoever took the order for somebody, or helps them with it, did not pay for it.
    let payer = if order.via == Via::Own && !order.entrusted { &order.booker } else { &order.eater };
    pay(facts, order, Entry { postings, ..meal(facts, order, id) }, Some(tender), payer.clone())
}

fn earned(order: &Order) -> Postings {
    Postings { subsidy: order.subsidy_fen, meals: order.total_fen, ..Postings::default() }
}

fn meal(facts: &Facts, order: &Order, id: EntryId) -> Entry {
    Entry { order: Some(order.id), ..ledger::entry(facts, id, EntryKind::Meal) }
}

fn pay(
    facts: &Facts,
    order: &Order,
    entry: Entry,
    tender: Option<Tender>,
    payer: Person,
) -> Result<Vec<Change>, Refusal> {
    if order.state == OrderState::Cancelled {
        return Err(Refusal::AlreadyCancelled);
    }
    // What was taken back is to be paid again.
    if facts.payment.as_ref().is_some_and(|payment| payment.back.is_none()) {
        return Err(Refusal::AlreadyPaid);
    }
    let booker = (order.via == Via::Own && !order.entrusted).then_some(order.booker.id);
    let payment = Payment {
        told: told(order.eater.id, booker, payer.id),
        id: order.id,
        price_fen: order.total_fen,
        subsidy_fen: order.subsidy_fen,
        paid_fen: order.owed_fen(),
        tender,
        payer,
        entry: entry.id,
        back: None,
        changed: facts.now,
    };
    let mut changes = ledger::book(facts, entry)?;
    changes.push(Change::Payment(payment));
    Ok(changes)
}

/// What an order that is given up gives back: nothing where nothing was paid.
///
/// # Errors
/// Where it was paid at the counter.
pub(crate) fn give_back(facts: &Facts, order: &Order) -> Result<Vec<Change>, Refusal> {
    let Some(payment) = facts.payment.as_ref().filter(|payment| payment.back.is_none()) else { return Ok(Vec::new()) };
    if payment.tender.is_some() {
        return Err(Refusal::AlreadyPaid);
    }
    let id = back_of(order.id);
    let postings = Postings {
        balance: payment.paid_fen,
        subsidy: -payment.subsidy_fen,
        meals: -payment.price_fen,
        ..Postings::default()
    };
    let entry = Entry {
        resident: Some(payment.payer.clone()),
        order: Some(order.id),
        postings,
        ..ledger::entry(facts, id, EntryKind::MealBack)
    };
    let mut changes = ledger::book(facts, entry)?;
    changes.push(Change::Payment(Payment { back: Some(id), changed: facts.now, ..payment.clone() }));
    Ok(changes)
}

/// The entry of an order that is paid when it is placed.
pub fn at_booking_of(order: OrderId) -> EntryId {
    beside(order, 2)
}

/// The entry that gives back what an order had cost.
pub fn back_of(order: OrderId) -> EntryId {
    beside(order, 1)
}

/// What a command makes for an order without drawing an identity for it has the order's own but for a bit.
fn beside(order: OrderId, bit: u128) -> EntryId {
    EntryId(Uuid::from_u128(order.0.as_u128() ^ bit))
}

#[cfg(test)]
mod tests;
