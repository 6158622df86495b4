//! The facts for what volunteers do with shifts, from what the phone holds.

use super::Replica;
use crate::command::Command;
use crate::duty::Duty;
use crate::facts::{Facts, Subject};
use crate::id::{DutyId, ResidentId, ShiftId};
use crate::qualification::Qualification;
use crate::resident::Person;
use crate::shift::Shift;
use crate::signup::Signup;

impl Replica {
    pub(super) fn add_service(&self, facts: &mut Facts, command: &Command) {
        match command {
            Command::TakeShift { duty, shift, resident } => {
                facts.duty = self.get(duty.0).cloned();
                self.add_shift(facts, *shift);
                facts.subject = self.subject(facts, *resident);
                self.add_engagements(facts);
                self.add_duties(facts);
            }
            Command::LeaveShift { duty } | Command::SeekReplacement { duty, .. } => self.add_duty(facts, *duty),
            _ => self.add_leaders(facts, command),
        }
    }

    pub(super) fn add_shift(&self, facts: &mut Facts, id: ShiftId) {
        facts.shift = self.get::<Shift>(id.0).cloned();
        facts.on_shift = self.all::<Duty>().filter(|duty| duty.shift == id).cloned().collect();
    }

    fn add_duty(&self, facts: &mut Facts, id: DutyId) {
        facts.duty = self.get::<Duty>(id.0).cloned();
        if let Some(shift) = facts.duty.as_ref().map(|duty| duty.shift) {
            self.add_shift(facts, shift);
        }
    }

    /// What this phone knows of a person: everything of its own, of others the name at most. Whether somebody is under age the
    /// server knows.
    pub(super) fn subject(&self, facts: &Facts, who: ResidentId) -> Option<Subject> {
        let me = &facts.actor;
        if me.id == who {
            let held = self.all::<Qualification>().filter(|held| held.resident.id == who).cloned().collect();
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
        on_duty.or_else(signed_up).cloned()
    }
}
