//! An offering (我会): what a resident can do for neighbours, and when: painting a wall, on Saturdays.
//!
//! Organizers and the desk see it. Neighbours see it only if its owner ticked so, and then with the beginning of the name,
//! as on a certificate; whoever asks learns the name once the owner has agreed ([`crate::favour`]). It is not changed: who
//! can do something else takes it back and offers anew, so that what somebody was asked for stays what they had offered.
//! Nobody under age is asked to a neighbour's home.

use crate::certificate::masked;
use crate::change::Change;
use crate::duty::ADULT;
use crate::facts::Facts;
use crate::id::{OfferingId, OrganizationId};
use crate::permission::{Act, Actor, may};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::Person;
use crate::role::Role;
use crate::when::{Day, Moment};
use serde::Serialize;

/// The longest words for what somebody can do, in characters.
pub const CRAFT_MAX: usize = 30;

/// The half of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// 上午.
    Morning,
    /// 下午.
    Afternoon,
}

/// Half days of a week: a bit for each, Monday's morning first. None of them means that one talks about it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(transparent)]
pub struct Week(pub u16);

impl Week {
    /// All fourteen.
    pub const ALL: Week = Week((1 << 14) - 1);

    fn bit(weekday: u8, half: Half) -> u16 {
        let place = u32::from(weekday.clamp(1, 7) - 1) * 2 + u32::from(half == Half::Afternoon);
        1 << place
    }

    /// Whether it has the half of a weekday (1 for Monday to 7 for Sunday).
    pub fn has(self, weekday: u8, half: Half) -> bool {
        self.0 & Week::bit(weekday, half) != 0
    }

    /// The same with that half day in it if it was not, and without it if it was.
    #[must_use]
    pub fn toggled(self, weekday: u8, half: Half) -> Week {
        Week(self.0 ^ Week::bit(weekday, half))
    }
}

/// What is offered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Craft {
    /// 刷墙.
    pub words: String,
    /// When.
    pub days: Week,
    /// The team of its owner with which the hours count; none where the desk says with which.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<OrganizationId>,
    /// Neighbours may see it, with the beginning of the name.
    pub shown: bool,
}

/// One offering.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Offering {
    /// Drawn by the phone.
    pub id: OfferingId,
    /// Whose.
    pub resident: Person,
    /// What is offered.
    pub craft: Craft,
    /// Taken back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withdrawn: bool,
    /// When the server took it.
    pub made: Moment,
}

/// What neighbours see of an offering that is shown to them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct SharedOffering {
    /// Its identity.
    pub id: OfferingId,
    /// 沈**.
    pub name: String,
    /// What is offered.
    pub words: String,
    /// When.
    pub days: Week,
}

impl Offering {
    /// What neighbours see of it, if anything.
    pub fn shared(&self) -> Option<SharedOffering> {
        let Craft { words, days, shown, .. } = &self.craft;
        (*shown && !self.withdrawn).then(|| SharedOffering {
            id: self.id,
            name: masked(&self.resident.name),
            words: words.clone(),
            days: *days,
        })
    }

    /// Whether somebody may know of it.
    pub fn is_for(&self, actor: &Actor) -> bool {
        let sees = self.craft.shown || may(actor, Act::SeeOfferings);
        self.resident.id == actor.id || sees && !self.withdrawn
    }
}

/// Whether somebody is known to be under age.
pub fn under_age(actor: &Actor, now: Moment) -> bool {
    let born = Day::parse(&format!("{}-01", actor.born));
    born.is_some_and(|born| born.years_until(now.day()) < ADULT)
}

/// A resident offers what they can do.
///
/// # Errors
/// Hours count with a team that one belongs to, and of any other it says the same as of one that is not there.
pub fn offer(facts: &Facts, id: OfferingId, craft: &Craft) -> Result<Vec<Change>, Refusal> {
    let belongs = |team: OrganizationId| {
        facts.actor.roles.iter().any(|role| *role == Role::Leader(team) || *role == Role::Member(team))
    };
    if facts.offering.is_some() || craft.organization.is_some_and(|team| !belongs(team)) {
        return Err(Refusal::NotFound);
    }
    if under_age(&facts.actor, facts.now) {
        return Err(Refusal::NotAllowed);
    }
    let words = craft.words.trim();
    if words.is_empty() {
        return Err(Refusal::WordsMissing);
    }
    if words.chars().count() > CRAFT_MAX {
        return Err(Refusal::WordsTooLong { max: CRAFT_MAX });
    }
    let days = Week(craft.days.0 & Week::ALL.0);
    let craft = Craft { words: words.into(), days, ..craft.clone() };
    let resident = Person { id: facts.actor.id, name: facts.actor.name.clone() };
    Ok(vec![Change::Offering(Offering { id, resident, craft, withdrawn: false, made: facts.now })])
}

/// Its owner takes it back, or the desk takes it down. Who was asked before answers all the same.
pub fn withdraw(facts: &Facts) -> Result<Vec<Change>, Refusal> {
    let actor = &facts.actor;
    let mine = |row: &&Offering| row.resident.id == actor.id || may(actor, Act::WorkAtDesk);
    let offering = facts.offering.as_ref().filter(mine).ok_or(Refusal::NotFound)?;
    if offering.withdrawn {
        return Err(Refusal::AlreadyCancelled);
    }
    Ok(vec![Change::Offering(Offering { withdrawn: true, ..offering.clone() })])
}

#[cfg(test)]
mod tests;
