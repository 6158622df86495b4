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
            _ => {}
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

    pub(super) fn add_duties(&self, facts: &mut Facts) {
        for duty in self.all::<Duty>().filter(|duty| duty.state.live()) {
            if let Some(shift) = self.get::<Shift>(duty.shift.0) {
                facts.duties.push((duty.clone(), shift.clone()));
            }
        }
    }

    /// What this phone knows of a person: everything of its own, the age of the family, of others the name at most.
    pub(super) fn subject(&self, facts: &Facts, who: ResidentId) -> Option<Subject> {
        let me = &facts.actor;
        if me.id == who {
            let held = self.all::<Qualification>().filter(|held| held.resident.id == who).cloned().collect();
            let person = Person { id: who, name: me.name.clone() };
            return Some(Subject { person, born: me.born.clone(), qualifications: Some(held) });
        }
        let ward = me.wards.iter().find(|ward| ward.person.id == who);
        let born = ward.map(|ward| ward.born.clone()).unwrap_or_default();
        let person = ward.map(|ward| ward.person.clone()).or_else(|| self.person(who))?;
        Some(Subject { person, born, qualifications: None })
    }

    /// The name of somebody who stands in a row of this phone.
    fn person(&self, who: ResidentId) -> Option<Person> {
        let on_duty = self.all::<Duty>().map(|duty| &duty.resident).find(|person| person.id == who);
        let signed_up = || self.all::<Signup>().flat_map(|signup| &signup.party).find(|person| person.id == who);
        on_duty.or_else(signed_up).cloned()
    }
}
