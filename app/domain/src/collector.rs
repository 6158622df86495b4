//! 接送人: a grown-up whom a guardian allows to collect a child from a team's dates: a grandmother, a neighbour.
//!
//! Leaders' phones hold the row, so that they can ask for it at the door without a network, with the telephone number to call
//! when something is wrong. A collector is named for one team and until a day, and taken back at any time; a phone that has not
//! heard of it yet may still let the child go, and the fact of that is marked.

use crate::change::Change;
use crate::facts::Facts;
use crate::id::{CollectorId, OrganizationId, ResidentId};
use crate::kin::Bond;
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::{NAME_MAX, Person};
use crate::when::{Day, Moment};
use serde::Serialize;

/// The longest telephone number, in characters.
const PHONE_MAX: usize = 20;

/// One person who may collect one child.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Collector {
    /// Drawn by the phone.
    pub id: CollectorId,
    /// Which child.
    pub child: Person,
    /// From whose dates.
    pub organization: OrganizationId,
    /// Their name.
    pub name: String,
    /// Their telephone number, or empty.
    pub phone: String,
    /// The last day on which they may.
    pub until: Day,
    /// The guardian who said so.
    pub by: Person,
    /// When the server took it.
    pub made: Moment,
    /// The guardian has taken it back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withdrawn: bool,
}

impl Collector {
    /// Whether they may collect the child on a day.
    pub fn good(&self, day: Day) -> bool {
        !self.withdrawn && day <= self.until
    }
}

/// What a guardian says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Trusted {
    /// Which child.
    pub child: ResidentId,
    /// From whose dates.
    pub organization: OrganizationId,
    /// Who.
    pub name: String,
    /// Their telephone number, or empty.
    pub phone: String,
    /// The last day on which they may.
    pub until: Day,
}

/// A guardian names somebody who may collect their child.
pub fn authorise(facts: &Facts, id: CollectorId, trusted: &Trusted) -> Result<Vec<Change>, Refusal> {
    let child = guarded(facts, trusted.child).ok_or(Refusal::NotYourFamily)?;
    if facts.collector.is_some() || !facts.organization_exists {
        return Err(Refusal::NotFound);
    }
    let (name, phone) = (trusted.name.trim(), trusted.phone.trim());
    if name.is_empty() || name.chars().count() > NAME_MAX {
        return Err(Refusal::BadName);
    }
    let digits = phone.chars().all(|c| c.is_ascii_digit() || c == '-' || c == '+');
    if !digits || phone.len() > PHONE_MAX {
        return Err(Refusal::BadPhone);
    }
    if trusted.until < facts.now.day() {
        return Err(Refusal::InThePast);
    }
    Ok(vec![Change::Collector(Collector {
        id,
        child,
        organization: trusted.organization,
        name: name.into(),
        phone: phone.into(),
        until: trusted.until,
        by: Person { id: facts.actor.id, name: facts.actor.name.clone() },
        made: facts.now,
        withdrawn: false,
    })])
}

/// A guardian of the child takes it back.
pub fn withdraw(facts: &Facts) -> Result<Vec<Change>, Refusal> {
    let collector = facts.collector.as_ref().ok_or(Refusal::NotFound)?;
    if collector.by.id != facts.actor.id && guarded(facts, collector.child.id).is_none() {
        return Err(Refusal::NotFound);
    }
    if collector.withdrawn {
        return Err(Refusal::AlreadyCancelled);
    }
    Ok(vec![Change::Collector(Collector { withdrawn: true, ..collector.clone() })])
}

/// The child, if the actor is their guardian.
fn guarded(facts: &Facts, child: ResidentId) -> Option<Person> {
    let wards = &facts.actor.wards;
    wards.iter().find(|ward| ward.person.id == child && ward.bond == Bond::Guardian).map(|ward| ward.person.clone())
}

#[cfg(test)]
mod tests;
