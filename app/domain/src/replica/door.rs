//! The facts for what is said at the door: who came and went, and who may collect a child.

use super::Replica;
use crate::duty::Duty;
use crate::facts::{Facts, Subject};
use crate::id::{ResidentId, ShiftId};
#[cfg(feature = "desk")]
use crate::member::Member;
#[cfg(feature = "desk")]
use crate::presence::Presence;
use crate::presence::{Seen, Venture};
#[cfg(feature = "desk")]
use crate::qualification::Qualification;
use crate::resident::Person;
use crate::shift::Shift;
use crate::signup::Signup;

impl Replica {
    pub(super) fn add_door(&self, facts: &mut Facts, seen: &Seen) {
        match seen.of {
            Venture::Occurrence(date) => self.add_occurrence(facts, date),
            Venture::Shift(shift) => self.add_shift(facts, shift),
        }
        facts.subject = seen.resident.and_then(|who| self.subject(facts, who));
        #[cfg(feature = "desk")]
        self.add_escort(facts, seen);
    }

    pub(super) fn add_shift(&self, facts: &mut Facts, id: ShiftId) {
        facts.shift = self.get::<Shift>(id.0).cloned();
        facts.on_shift = self.all::<Duty>().filter(|duty| duty.shift == id).cloned().collect();
    }

    /// Who may collect the child, and who brought it.
    #[cfg(feature = "desk")]
    fn add_escort(&self, facts: &mut Facts, seen: &Seen) {
        if seen.escort.is_some() {
            facts.collectors = self.all().cloned().collect();
            facts.presences = self.all().filter(|fact: &&Presence| fact.of == seen.of).cloned().collect();
        }
    }

    /// What this phone knows of a person: everything of its own, of others the name at most. Whether somebody is under age the
    /// server knows.
    pub(super) fn subject(&self, facts: &Facts, who: ResidentId) -> Option<Subject> {
        let me = &facts.actor;
        if me.id == who {
            // Nothing that a resident does by themself asks what they are able to.
            #[cfg(feature = "desk")]
            let held = self.all::<Qualification>().filter(|held| held.resident.id == who).cloned().collect();
            #[cfg(not(feature = "desk"))]
            let held = Vec::new();
            let person = Person { id: who, name: me.name.clone() };
            return Some(Subject { person, born: me.born.clone(), qualifications: Some(held) });
        }
        let ward = me.wards.iter().find(|ward| ward.person.id == who);
        let person = ward.map(|ward| ward.person.clone()).or_else(|| self.person(who))?;
        Some(Subject { person, ..Subject::default() })
    }

    /// The name of somebody who stands in a row of this phone.
    fn person(&self, who: ResidentId) -> Option<Person> {
        let on_duty = self.all::<Duty>().map(|duty| &duty.resident).find(|person| person.id == who);
        let signed_up = || self.all::<Signup>().flat_map(|signup| &signup.party).find(|person| person.id == who);
        let listed = on_duty.or_else(signed_up);
        #[cfg(feature = "desk")]
        let listed = listed.or_else(|| self.all::<Member>().map(|row| &row.resident).find(|person| person.id == who));
        listed.cloned()
    }
}
