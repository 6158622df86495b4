//! An edit (改动): what somebody has changed in the form of a date or a shift that was there before.
//!
//! Two leaders may have the same form open, and one of them may be without a network for hours. So a phone says what its form
//! began with. What somebody has left as it was there stays as it stands now, whoever has made it so meanwhile; what they have
//! changed holds, unless another has changed the same part otherwise: that is refused, and which part it is is said. When and how
//! many people are one part each: half of one leader's hours with half of another's nobody has wanted.
//!
//! Older releases do not say what their forms began with. What their plans name holds as ever. What such a plan leaves out (a
//! lottery, places that are kept, hours, approval) that phone may never have heard of: it stays.

use crate::occurrence::{Occurrence, Plan};
use crate::qualification::Skill;
use crate::read::Read;
use crate::refusal::Refusal;
use crate::shift::{Shift, ShiftPlan};
use crate::when::Moment;
use serde::Serialize;

/// A part of a date or a shift that is changed as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// From when until when.
    When,
    /// Where.
    Venue,
    /// Places, in people.
    Places,
    /// What is different this time.
    Note,
    /// Whether and when its places are drawn.
    Lottery,
    /// Places that are kept for people who call or come.
    Kept,
    /// When one can sign up and cancel.
    Windows,
    /// Whether whoever signs up asks first.
    Approval,
    /// The name of a role.
    Role,
    /// What is to be done.
    About,
    /// How many people, at least and at most.
    People,
    /// What everybody must hold.
    Skills,
    /// Whether children are looked after.
    Children,
}

/// What becomes of a part.
fn part<T: PartialEq>(part: Part, stands: T, before: T, typed: T) -> Result<T, Refusal> {
    if typed == before {
        Ok(stands)
    } else if stands == before || stands == typed {
        Ok(typed)
    } else {
        Err(Refusal::ChangedMeanwhile { part })
    }
}

impl Plan {
    /// What this plan makes of a date that stands there, by somebody whose form began with `before`.
    ///
    /// # Errors
    /// Where another has changed the same part meanwhile.
    pub fn onto(&self, date: &Occurrence, before: Option<&Plan>) -> Result<Plan, Refusal> {
        let stands = Plan::of(date);
        let Some(before) = before else { return Ok(self.beside(&stands)) };
        let when = |plan: &Plan| -> (Moment, Moment) { (plan.starts, plan.ends) };
        let note = |plan: &Plan| plan.note.trim().to_owned();
        let (starts, ends) = part(Part::When, when(&stands), when(before), when(self))?;
        let venue = part(Part::Venue, stands.venue, before.venue, self.venue)?;
        Ok(Plan {
            starts,
            ends,
            venue,
            capacity: part(Part::Places, stands.capacity, before.capacity, self.capacity)?,
            note: part(Part::Note, note(&stands), note(before), note(self))?,
            lottery_hours: part(Part::Lottery, stands.lottery_hours, before.lottery_hours, self.lottery_hours)?,
            kept: part(Part::Kept, stands.kept, before.kept, self.kept)?,
            windows: part(Part::Windows, stands.windows, before.windows, self.windows)?,
            approval: part(Part::Approval, stands.approval, before.approval, self.approval)?,
            // The words go with the identity that follows from them.
            place: if venue == self.venue { self.place.clone() } else { String::new() },
        })
    }

    /// The same for facts that are still to be looked up: where it will be refused anyway, the plan as it came.
    pub fn meant(&self, date: Option<&Occurrence>, before: Option<&Plan>) -> Plan {
        let plan = date.and_then(|date| self.onto(date, before).ok());
        plan.unwrap_or_else(|| self.clone())
    }

    /// The plan of a phone that may not know all of it.
    fn beside(&self, stands: &Plan) -> Plan {
        Plan {
            lottery_hours: self.lottery_hours.or(stands.lottery_hours),
            kept: if self.kept == 0 { stands.kept } else { self.kept },
            windows: if self.windows.unsaid() { stands.windows } else { self.windows },
            approval: self.approval || stands.approval,
            ..self.clone()
        }
    }
}

impl ShiftPlan {
    /// What this plan makes of a shift that stands there, by somebody whose form began with `before`.
    ///
    /// # Errors
    /// Where another has changed the same part meanwhile.
    pub fn onto(&self, shift: &Shift, before: Option<&ShiftPlan>) -> Result<ShiftPlan, Refusal> {
        let Some(before) = before else { return Ok(self.clone()) };
        let stands = ShiftPlan::of(shift);
        let when = |plan: &ShiftPlan| -> (Moment, Moment) { (plan.starts, plan.ends) };
        let people = |plan: &ShiftPlan| (plan.least, plan.most);
        let trimmed = |text: &str| text.trim().to_owned();
        let skills = |plan: &ShiftPlan| Skill::ALL.map(|skill| plan.skills.contains(&skill));
        let (starts, ends) = part(Part::When, when(&stands), when(before), when(self))?;
        let (least, most) = part(Part::People, people(&stands), people(before), people(self))?;
        let held = part(Part::Skills, skills(&stands), skills(before), skills(self))?;
        let needed = Skill::ALL.into_iter().zip(held).filter(|(_, held)| *held);
        Ok(ShiftPlan {
            role: part(Part::Role, trimmed(&stands.role), trimmed(&before.role), trimmed(&self.role))?,
            about: part(Part::About, trimmed(&stands.about), trimmed(&before.about), trimmed(&self.about))?,
            starts,
            ends,
            venue: part(Part::Venue, stands.venue, before.venue, self.venue)?,
            least,
            most,
            skills: needed.map(|(skill, _)| skill).collect(),
            children: part(Part::Children, stands.children, before.children, self.children)?,
            // Of two ways another cannot have chosen a third; and who says nothing of it leaves it.
            delivers: if self.delivers == before.delivers { stands.delivers } else { self.delivers },
        })
    }

    /// The same for facts that are still to be looked up: where it will be refused anyway, the plan as it came.
    pub fn meant(&self, shift: Option<&Shift>, before: Option<&ShiftPlan>) -> ShiftPlan {
        let plan = shift.and_then(|shift| self.onto(shift, before).ok());
        plan.unwrap_or_else(|| self.clone())
    }
}

#[cfg(test)]
mod tests;
