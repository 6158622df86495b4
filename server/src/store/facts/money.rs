//! The facts for what moves money: the twin of the phone's `replica::money`.

use crate::db::Tx;
use crate::store::{closing, ledger, merging, order, payment, resident};
use domain::command::Command;
use domain::facts::{Facts, Subject};
use domain::id::{EntryId, OrderId, ResidentId};
use domain::kin::Power;
use domain::order::takes_orders;
use domain::payment::{at_booking_of, back_of};
use domain::permission::acting_in;
use domain::subsidy::Eater;

/// Adds what a command about money may look at.
pub(super) async fn add(tx: &mut Tx, facts: &mut Facts, command: &Command) -> sqlx::Result<()> {
    let today = facts.now.day();
    match command {
        Command::TopUp { entry, resident, .. } | Command::PayBack { entry, resident, .. } => {
            facts.entry_exists = ledger::exists(tx, *entry).await?;
            let person = resident::person(tx, *resident).await?;
            facts.subject = person.map(|(person, born)| Subject { person, born, ..Subject::default() });
            facts.wallet = ledger::wallet(tx, *resident).await?;
            facts.tills = closing::from(tx, today).await?;
        }
        Command::PayOrder { entry, order } => {
            facts.entry_exists = ledger::exists(tx, *entry).await?;
            facts.order = order::load(tx, *order).await?;
            facts.payment = payment::load(tx, *order).await?;
            facts.wallet = ledger::wallet(tx, facts.actor.id).await?;
        }
        Command::TakePayment { entry, order, .. } => {
            facts.entry_exists = ledger::exists(tx, *entry).await?;
            facts.order = order::load(tx, *order).await?;
            facts.payment = payment::load(tx, *order).await?;
            facts.tills = closing::from(tx, today).await?;
        }
        Command::ReverseEntry { entry, of, .. } => add_reversal(tx, facts, (*entry, *of)).await?,
        Command::CloseTill { entry, day, .. } => {
            facts.entry_exists = ledger::exists(tx, *entry).await?;
            facts.tills = closing::from(tx, (*day).min(today)).await?;
        }
        _ => {}
    }
    Ok(())
}

/// Adds the entry that is to be taken back, what it paid for, the balance that it moved and the tills since then.
async fn add_reversal(tx: &mut Tx, facts: &mut Facts, (entry, of): (EntryId, EntryId)) -> sqlx::Result<()> {
    facts.entry_exists = ledger::exists(tx, entry).await?;
    facts.reversed = ledger::reversed(tx, of).await?;
    facts.moved = ledger::moved(tx, of).await?;
    let Some(mut booked) = ledger::load(tx, of).await? else { return Ok(()) };
    // The money is whoever's the record is by now.
    if let Some(owner) = &booked.resident
        && let Some(now) = merging::now_of(tx, owner.id).await?
    {
        booked.resident = resident::person(tx, now).await?.map(|(person, _)| person);
    }
    if let Some(order) = booked.order {
        facts.payment = payment::load(tx, order).await?;
    }
    if let Some(owner) = &booked.resident {
        facts.wallet = ledger::wallet(tx, owner.id).await?;
    }
    facts.tills = closing::from(tx, booked.day.min(facts.now.day())).await?;
    facts.booked = Some(booked);
    Ok(())
}

/// Adds how an order was paid, and the balance that it was paid from.
pub(super) async fn add_payment(tx: &mut Tx, facts: &mut Facts, id: OrderId) -> sqlx::Result<()> {
    facts.payment = payment::load(tx, id).await?;
    if let Some(payer) = facts.payment.as_ref().map(|payment| payment.payer.id) {
        facts.entry_exists = ledger::exists(tx, back_of(id)).await?;
        facts.wallet = ledger::wallet(tx, payer).await?;
    }
    Ok(())
}

/// Adds the balance that pays for an order when it is placed.
pub(super) async fn add_booking(tx: &mut Tx, facts: &mut Facts, id: OrderId) -> sqlx::Result<()> {
    facts.entry_exists = ledger::exists(tx, at_booking_of(id)).await?;
    facts.wallet = ledger::wallet(tx, facts.actor.id).await?;
    Ok(())
}

/// Adds what is known of the one who eats, where that says what a meal costs. Of people for whom the actor may not order, and whose
/// order is not theirs, nothing is looked up.
pub(super) async fn add_eater(tx: &mut Tx, facts: &mut Facts, eater: ResidentId) -> sqlx::Result<()> {
    let booked = facts.order.as_ref().is_some_and(|order| order.booker.id == facts.actor.id);
    let theirs = booked || takes_orders(&facts.actor) || acting_in(&facts.actor, eater, Power::Meals).is_ok();
    if theirs && !facts.community.subsidies.is_empty() {
        facts.eater = resident::me(tx, eater, false).await?.as_ref().map(Eater::of);
    }
    Ok(())
}
