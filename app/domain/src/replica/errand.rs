//! The facts for a meal that is brought, from what the phone holds: its own person's rounds, and in the kitchen the orders.

use super::Replica;
use crate::duty::Duty;
use crate::errand::{Errand, brings};
use crate::facts::Facts;
use crate::id::OrderId;
use crate::shift::Shift;

impl Replica {
    pub(super) fn add_errand(&self, facts: &mut Facts, id: OrderId) {
        self.add_order(facts, id.0, None);
        facts.errand = self.get::<Errand>(id.0).cloned();
        let Some((day, meal)) = facts.errand.as_ref().map(|row| (row.day, row.meal)) else { return };
        let (me, community) = (facts.actor.id, &facts.community);
        let carries = |duty: &Duty| {
            let shift = self.get::<Shift>(duty.shift.0);
            let of_day = shift.filter(|shift| shift.delivers && shift.starts.day() == day);
            of_day.is_some_and(|shift| brings(community, shift).contains(&meal))
        };
        facts.carries = self.all::<Duty>().any(|duty| duty.resident.id == me && duty.state.live() && carries(duty));
    }
}
