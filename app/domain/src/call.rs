//! A call (召集令) of an alliance to its units: how many people, for what, when, and by when to answer.
//!
//! Who asks is a leader of the alliance or the desk. Whoever answers for a unit sees the call and what every unit has said
//! ([`crate::pledge`]); for everybody else there is no call. Until it closes, what is asked can be changed: answers stay, and
//! those who have answered see that it is another call now.

use crate::change::Change;
use crate::facts::Facts;
use crate::id::{CallId, OrganizationId};
use crate::occurrence::NOTE_MAX;
use crate::permission::{Act, may, require};
use crate::qualification::Skill;
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::Person;
use crate::when::Moment;
use serde::Serialize;

/// The most people that a call can ask for: the alliance counts 21,000 volunteers.
pub const PEOPLE_MAX: u32 = 21_000;
/// The longest title and the longest name of a place, in characters.
pub const TITLE_MAX: usize = 30;

/// One call.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Call {
    /// Drawn by the phone.
    pub id: CallId,
    /// The alliance.
    pub organization: OrganizationId,
    /// Who asks, by the name that neighbours call them.
    pub by: Person,
    /// What is asked.
    pub plan: CallPlan,
    /// When it was closed before its time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<Moment>,
    /// When what is asked was last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed: Option<Moment>,
    /// When the server took it.
    pub made: Moment,
}

/// What is asked of the units.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct CallPlan {
    /// 中秋送月饼.
    pub title: String,
    /// What is to be done, or empty.
    pub words: String,
    /// Begins.
    pub starts: Moment,
    /// Ends.
    pub ends: Moment,
    /// Where, in words: units serve all over the city.
    pub place: String,
    /// How many people are wanted.
    pub people: u32,
    /// What they should hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skill: Option<Skill>,
    /// Until then units answer and change their answers.
    pub answer_by: Moment,
}

impl Call {
    /// Since when no answers are taken any more.
    pub fn over(&self, now: Moment) -> Option<Moment> {
        self.closed.or((self.plan.answer_by <= now).then_some(self.plan.answer_by))
    }
}

impl CallPlan {
    /// The same with its words trimmed, if it can be asked.
    fn checked(&self, now: Moment) -> Result<CallPlan, Refusal> {
        let (title, words, place) = (self.title.trim(), self.words.trim(), self.place.trim());
        let long = |text: &str, max| text.chars().count() > max;
        if title.is_empty() || place.is_empty() {
            return Err(Refusal::WordsMissing);
        }
        if long(title, TITLE_MAX) || long(place, TITLE_MAX) {
            return Err(Refusal::WordsTooLong { max: TITLE_MAX });
        }
        if long(words, NOTE_MAX) {
            return Err(Refusal::WordsTooLong { max: NOTE_MAX });
        }
        if self.ends <= self.starts {
            return Err(Refusal::EndsBeforeStarts);
        }
        if self.answer_by <= now {
            return Err(Refusal::InThePast);
        }
        if self.answer_by > self.starts {
            return Err(Refusal::AnswersTooLate);
        }
        if self.people == 0 || self.people > PEOPLE_MAX {
            return Err(Refusal::CountOutOfRange { least: 1, most: PEOPLE_MAX });
        }
        Ok(CallPlan { title: title.into(), words: words.into(), place: place.into(), ..self.clone() })
    }
}

/// A leader of an alliance, or the desk, calls its units.
pub fn post(facts: &Facts, id: CallId, organization: OrganizationId, plan: &CallPlan) -> Result<Vec<Change>, Refusal> {
    require(&facts.actor, Act::RunActivities(organization))?;
    if facts.call.is_some() || !facts.has_units {
        return Err(Refusal::NotFound);
    }
    let plan = plan.checked(facts.now)?;
    let by = Person { id: facts.actor.id, name: facts.actor.greeting_name().to_owned() };
    Ok(vec![Change::Call(Call { id, organization, by, plan, closed: None, changed: None, made: facts.now })])
}

/// Those who may call say anew what is asked, until the call closes. What units have answered stays as they said it.
pub fn change(facts: &Facts, plan: &CallPlan) -> Result<Vec<Change>, Refusal> {
    let call = running(facts)?;
    let plan = plan.checked(facts.now)?;
    if plan == call.plan {
        return Err(Refusal::AlreadySaid);
    }
    Ok(vec![Change::Call(Call { plan, changed: Some(facts.now), ..call.clone() })])
}

/// Those who may call end a call before its time: it has enough people, or it is not needed any more.
pub fn close(facts: &Facts) -> Result<Vec<Change>, Refusal> {
    let call = running(facts)?;
    Ok(vec![Change::Call(Call { closed: Some(facts.now), ..call.clone() })])
}

/// The call that is named, if the actor may call and it takes answers.
fn running(facts: &Facts) -> Result<&Call, Refusal> {
    let allowed = |call: &&Call| may(&facts.actor, Act::RunActivities(call.organization));
    let call = facts.call.as_ref().filter(allowed).ok_or(Refusal::NotFound)?;
    call.over(facts.now).map_or(Ok(call), |since| Err(Refusal::CallClosed { since }))
}

#[cfg(test)]
mod tests;
