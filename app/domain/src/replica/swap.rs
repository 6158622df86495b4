//! The facts for swapping duties, from what the phone holds: of the other it knows their name and their shift.

use super::Replica;
use crate::command::Command;
use crate::duty::Duty;
use crate::facts::Facts;
use crate::id::{DutyId, ShiftId};
use crate::occurrence::Occurrence;
use crate::resident::Person;
use crate::shift::Shift;
use crate::swap::{Side, Swap, SwapState, called};

impl Replica {
    pub(super) fn add_swap(&self, facts: &mut Facts, command: &Command) {
        match command {
            Command::ProposeSwap { swap, duty, shift, code } => {
                let open = |known: &Swap| known.given == *duty && known.state == SwapState::Proposed;
                facts.swap = self.get(swap.0).cloned();
                facts.swap_open = self.all::<Swap>().any(open);
                self.add_shift(facts, *shift);
                facts.occurrence = facts.shift.as_ref().and_then(|shift| self.date_of(shift));
                let given = self.get::<Duty>(duty.0).cloned();
                let asked = called(&facts.on_shift, code).cloned();
                facts.proposer = given.and_then(|duty| self.side(facts, duty));
                facts.asked = asked.and_then(|duty| self.side(facts, duty));
            }
            Command::AnswerSwap { swap, .. } => {
                let Some(swap) = self.get::<Swap>(swap.0) else { return };
                facts.proposer = self.named(facts, swap.given, swap.given_shift, &swap.proposer);
                facts.asked = self.named(facts, swap.wanted, swap.wanted_shift, &swap.asked);
                facts.swap = Some(swap.clone());
            }
            _ => {}
        }
    }

    /// One of the two as the proposal names them, where the phone does not have their duty.
    fn named(&self, facts: &Facts, id: DutyId, shift: ShiftId, who: &Person) -> Option<Side> {
        let organization = self.get::<Shift>(shift.0)?.organization;
        let told = || Duty { id, shift, organization, resident: who.clone(), ..Duty::default() };
        self.side(facts, self.get::<Duty>(id.0).cloned().unwrap_or_else(told))
    }

    fn side(&self, facts: &Facts, duty: Duty) -> Option<Side> {
        let mut known = Facts::default();
        self.add_shift(&mut known, duty.shift);
        self.add_engagements(&mut known);
        self.add_duties(&mut known);
        let subject = self.subject(facts, duty.resident.id);
        let Facts { on_shift, engagements, duties, shift, .. } = known;
        let shift = shift?;
        Some(Side { duty, date: self.date_of(&shift), shift, on_shift, subject, engagements, duties })
    }

    fn date_of(&self, shift: &Shift) -> Option<Occurrence> {
        shift.occurrence.and_then(|date| self.get(date.0)).cloned()
    }
}
