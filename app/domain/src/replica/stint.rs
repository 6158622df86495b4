//! The facts for work outside shifts, from what the phone holds.

use super::Replica;
use crate::facts::{Facts, Subject};
use crate::id::StintId;
use crate::stint::{Step, Stint};

impl Replica {
    pub(super) fn add_stint(&self, facts: &mut Facts, id: StintId, step: &Step) {
        let me = facts.actor.id;
        facts.stint = self.get::<Stint>(id.0).cloned();
        match step {
            Step::Say { organization, .. } => {
                self.add_hours(facts, *organization, me);
                facts.stints = self.all::<Stint>().filter(|known| known.resident.id == me).cloned().collect();
            }
            Step::Sign { .. } => {
                let Some(stint) = facts.stint.clone() else { return };
                self.add_hours(facts, stint.organization, stint.resident.id);
                // The stint itself says who it is about.
                facts.subject.get_or_insert_with(|| Subject { person: stint.resident, ..Subject::default() });
            }
            Step::Refuse { .. } => {}
        }
    }
}
