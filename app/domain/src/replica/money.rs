//! The facts for what moves money, from what the phone holds: its own person's balance, and at the counter and the desk the tills.

use super::Replica;
use crate::closing::Till;
use crate::command::Command;
use crate::facts::{Facts, Subject};
use crate::id::{EntryId, OrderId, ResidentId};
use crate::ledger::{Entry, Wallet};
use crate::payment::Payment;
use crate::resident::Person;

impl Replica {
    pub(super) fn add_money(&self, facts: &mut Facts, command: &Command) {
        facts.tills = self.all::<Till>().cloned().collect();
        match command {
            Command::TopUp { entry, resident, .. } | Command::PayBack { entry, resident, .. } => {
                self.add_entry(facts, *entry);
                self.add_owner(facts, *resident);
            }
            Command::PayOrder { entry, order } => {
                self.add_order(facts, order.0, None);
                self.add_payment(facts, *order);
                self.add_entry(facts, *entry);
                facts.wallet = self.get::<Wallet>(facts.actor.id.0).cloned();
            }
            Command::TakePayment { entry, order, .. } => {
                self.add_order(facts, order.0, None);
                self.add_payment(facts, *order);
                self.add_entry(facts, *entry);
            }
            Command::ReverseEntry { entry, of, .. } => {
                self.add_entry(facts, *entry);
                facts.booked = self.get::<Entry>(of.0).cloned();
                facts.reversed = self.all::<Entry>().any(|row| row.reverses == Some(*of));
                if let Some(order) = facts.booked.as_ref().and_then(|row| row.order) {
                    self.add_payment(facts, order);
                }
                let owner = facts.booked.as_ref().and_then(|row| row.resident.as_ref());
                facts.wallet = owner.and_then(|owner| self.get::<Wallet>(owner.id.0)).cloned();
            }
            Command::CloseTill { entry, .. } => self.add_entry(facts, *entry),
            _ => {}
        }
    }

    fn add_entry(&self, facts: &mut Facts, id: EntryId) {
        facts.entry_exists = self.get::<Entry>(id.0).is_some();
    }

    /// Who lives here is on no phone: the server knows the name of whoever never paid ahead, and says if nobody is there.
    fn add_owner(&self, facts: &mut Facts, id: ResidentId) {
        facts.wallet = self.get::<Wallet>(id.0).cloned();
        let name = facts.wallet.as_ref().map(|wallet| wallet.name.clone()).unwrap_or_default();
        facts.subject = Some(Subject { person: Person { id, name }, ..Subject::default() });
    }

    /// How an order was paid, and the balance that it was paid from.
    pub(super) fn add_payment(&self, facts: &mut Facts, order: OrderId) {
        facts.payment = self.get::<Payment>(order.0).cloned();
        let payer = facts.payment.as_ref().map(|payment| payment.payer.id.0);
        facts.wallet = payer.and_then(|payer| self.get::<Wallet>(payer)).cloned();
    }
}
