//! A shift (班次): a role (岗位) that some people fill at some time, of an activity or by itself.
//!
//! `taken` and `seeking` are kept beside the duties and checked by the database, so that a shift never has more people than
//! it can use. Who has found nobody yet to take over stays responsible: such a place counts as taken and as open.

mod moving;

pub(crate) use moving::{Move, moved};

use crate::change::Change;
use crate::duty::{Duty, DutyState};
use crate::facts::Facts;
use crate::id::{OccurrenceId, OrganizationId, ShiftId, VenueId};
use crate::occurrence::{NOTE_MAX, Occurrence, given};
use crate::permission::{Act, may, require};
use crate::qualification::Skill;
use crate::read::Read;
use crate::refusal::Refusal;
use crate::when::{HOUR_MS, Moment};
use serde::Serialize;

/// The most people one shift can have.
pub const PEOPLE_MAX: u32 = 200;
/// The longest name of a role, in characters.
pub const ROLE_MAX: usize = 30;
const LONGEST_MS: i64 = 16 * HOUR_MS;

/// One shift.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Shift {
    /// Its identity.
    pub id: ShiftId,
    /// Who runs it.
    pub organization: OrganizationId,
    /// The date of an activity that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurrence: Option<OccurrenceId>,
    /// 送餐.
    pub role: String,
    /// What is to be done there, or empty.
    pub about: String,
    /// Begins.
    pub starts: Moment,
    /// Ends.
    pub ends: Moment,
    /// Where.
    pub venue: VenueId,
    /// With fewer people it cannot be done.
    pub least: u32,
    /// More people are not needed.
    pub most: u32,
    /// People who are responsible for it now.
    pub taken: u32,
    /// Those of them who look for somebody to take over.
    pub seeking: u32,
    /// What everybody on it must hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skills: Vec<Skill>,
    /// Children are looked after: whoever is under age is never alone there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub children: bool,
    /// It brings meals ([`crate::errand::brings`]): whoever has taken it is told to which doors.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub delivers: bool,
    /// Called off, with the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancelled: Option<String>,
    /// Shown as 示例.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub synthetic: bool,
}

impl Shift {
    /// Places that somebody can take: free ones, and those whose people look for somebody to take over.
    pub fn open(&self) -> u32 {
        (self.most + self.seeking).saturating_sub(self.taken)
    }

    /// How many people are still missing for it to be done at all.
    pub fn missing(&self) -> u32 {
        self.least.saturating_sub(self.taken)
    }

    /// Whether the two take time from each other.
    pub fn overlaps(&self, starts: Moment, ends: Moment) -> bool {
        self.starts < ends && starts < self.ends
    }
}

/// What an organizer says about a shift.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct ShiftPlan {
    /// 送餐.
    pub role: String,
    /// What is to be done, or empty.
    pub about: String,
    /// Begins.
    pub starts: Moment,
    /// Ends.
    pub ends: Moment,
    /// Where.
    pub venue: VenueId,
    /// With fewer people it cannot be done.
    pub least: u32,
    /// More people are not needed.
    pub most: u32,
    /// What everybody on it must hold.
    pub skills: Vec<Skill>,
    /// Children are looked after.
    pub children: bool,
    /// It brings meals; none to leave that, as an older release does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivers: Option<bool>,
}

impl ShiftPlan {
    /// What holds for a shift.
    pub fn of(shift: &Shift) -> ShiftPlan {
        ShiftPlan {
            role: shift.role.clone(),
            about: shift.about.clone(),
            starts: shift.starts,
            ends: shift.ends,
            venue: shift.venue,
            least: shift.least,
            most: shift.most,
            skills: shift.skills.clone(),
            children: shift.children,
            delivers: Some(shift.delivers),
        }
    }

    fn check(&self, now: Moment) -> Result<(), Refusal> {
        if self.role.trim().is_empty() {
            return Err(Refusal::WordsMissing);
        }
        if self.role.chars().count() > ROLE_MAX {
            return Err(Refusal::WordsTooLong { max: ROLE_MAX });
        }
        if self.about.chars().count() > NOTE_MAX {
            return Err(Refusal::WordsTooLong { max: NOTE_MAX });
        }
        if self.ends <= self.starts || self.ends.0.saturating_sub(self.starts.0) > LONGEST_MS {
            return Err(Refusal::EndsBeforeStarts);
        }
        if self.starts < now {
            return Err(Refusal::InThePast);
        }
        if self.least == 0 || self.most < self.least || self.most > PEOPLE_MAX || self.skills.len() > Skill::ALL.len() {
            return Err(Refusal::PeopleOutOfRange { max: PEOPLE_MAX });
        }
        Ok(())
    }

    fn write(&self, shift: &mut Shift) {
        shift.role = self.role.trim().into();
        shift.about = self.about.trim().into();
        (shift.starts, shift.ends, shift.venue) = (self.starts, self.ends, self.venue);
        (shift.least, shift.most) = (self.least, self.most);
        shift.skills = Skill::ALL.into_iter().filter(|skill| self.skills.contains(skill)).collect();
        shift.children = self.children;
        shift.delivers = self.delivers.unwrap_or(shift.delivers);
    }

    /// Whoever takes a shift that brings meals learns who lives where, so a team alone does not say that of its shifts, nor that one
    /// brings the meals of another day than was said.
    fn may_deliver(&self, facts: &Facts, before: Option<&Shift>) -> Result<(), Refusal> {
        let known = before.filter(|shift| shift.delivers);
        let wanted = self.delivers.unwrap_or(known.is_some());
        let said = known.is_some_and(|shift| shift.starts.day() == self.starts.day());
        let allowed = may(&facts.actor, Act::WorkAtDesk) || may(&facts.actor, Act::ServeLunch);
        if wanted && !said && !allowed { Err(Refusal::NotAllowed) } else { Ok(()) }
    }
}

/// An organizer adds a shift.
pub fn add(
    facts: &Facts,
    id: ShiftId,
    organization: OrganizationId,
    occurrence: Option<OccurrenceId>,
    plan: &ShiftPlan,
) -> Result<Vec<Change>, Refusal> {
    require(&facts.actor, Act::RunActivities(organization))?;
    plan.check(facts.now)?;
    let date = facts.occurrence.as_ref();
    let other_date = date.map(|date| (date.id, date.organization)) != occurrence.map(|id| (id, organization));
    if facts.shift.is_some() || facts.venue.is_none() || !facts.organization_exists || other_date {
        return Err(Refusal::NotFound);
    }
    if date.is_some_and(|date| date.cancelled.is_some()) {
        return Err(Refusal::AlreadyCancelled);
    }
    plan.may_deliver(facts, None)?;
    let mut shift = Shift { id, organization, occurrence, ..Shift::default() };
    plan.write(&mut shift);
    Ok(vec![Change::Shift(shift)])
}

/// An organizer changes a shift. Once somebody has taken it, its time and what one must hold for it stay as they were
/// promised; whoever wants another time calls it off, so that people are asked again. With its date it is moved all the same.
pub fn edit(facts: &Facts, plan: &ShiftPlan) -> Result<Vec<Change>, Refusal> {
    let mut shift = open_for_organizer(facts)?;
    plan.check(facts.now)?;
    facts.venue.as_ref().ok_or(Refusal::NotFound)?;
    plan.may_deliver(facts, Some(&shift))?;
    if plan.most < shift.taken {
        return Err(Refusal::CapacityBelowConfirmed { confirmed: shift.taken });
    }
    let promised = shift.clone();
    plan.write(&mut shift);
    let kept = |one: &Shift| (one.starts, one.ends, one.skills.clone(), one.children);
    if shift.taken > 0 && kept(&shift) != kept(&promised) {
        return Err(Refusal::ShiftTaken);
    }
    Ok(vec![Change::Shift(shift)])
}

/// The same, by somebody whose form began with `before`: see [`crate::edit`].
pub fn edit_over(facts: &Facts, plan: &ShiftPlan, before: Option<&ShiftPlan>) -> Result<Vec<Change>, Refusal> {
    let shift = open_for_organizer(facts)?;
    edit(facts, &plan.onto(&shift, before)?)
}

/// An organizer calls a shift off: everyone on it keeps a row that says so.
pub fn cancel(facts: &Facts, reason: &str) -> Result<Vec<Change>, Refusal> {
    let shift = open_for_organizer(facts)?;
    Ok(off(&shift, &facts.on_shift, given(reason)?, facts.now))
}

/// The shifts of a date that is called off go with it, also those that have begun: the date that they are for will not be. What is
/// over was done.
pub(crate) fn called_off(facts: &Facts, date: OccurrenceId, reason: &str) -> Vec<Change> {
    let goes = |shift: &Shift| shift.occurrence == Some(date) && shift.cancelled.is_none() && shift.ends > facts.now;
    let shifts = facts.shifts.iter().filter(|(shift, _)| goes(shift));
    shifts.flat_map(|(shift, on)| off(shift, on, reason, facts.now)).collect()
}

/// Everyone on it first: a shift has as many people as there are duties.
fn off(shift: &Shift, on: &[Duty], reason: &str, now: Moment) -> Vec<Change> {
    let live = on.iter().filter(|duty| duty.state.live());
    let told = live.map(|duty| Change::Duty(duty.with(DutyState::CalledOff, now)));
    let gone = Shift { cancelled: Some(reason.into()), taken: 0, seeking: 0, ..shift.clone() };
    told.chain([Change::Shift(gone)]).collect()
}

fn open_for_organizer(facts: &Facts) -> Result<Shift, Refusal> {
    let shift = facts.shift.clone().ok_or(Refusal::NotFound)?;
    require(&facts.actor, Act::RunActivities(shift.organization))?;
    open(&shift, facts.now)?;
    Ok(shift)
}

/// Refuses what was left open when the date that it is for was called off.
pub(crate) fn refuse_left_over(shift: &Shift, date: Option<&Occurrence>) -> Result<(), Refusal> {
    let off = |date: &Occurrence| Some(date.id) == shift.occurrence && date.cancelled.is_some();
    if date.is_some_and(off) { Err(Refusal::OccurrenceCancelled) } else { Ok(()) }
}

/// Refuses what can no longer be changed.
pub(crate) fn open(shift: &Shift, now: Moment) -> Result<(), Refusal> {
    if shift.cancelled.is_some() {
        return Err(Refusal::OccurrenceCancelled);
    }
    if shift.starts <= now {
        return Err(Refusal::OccurrenceStarted);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
