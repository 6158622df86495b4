//! 接送人: a grown-up whom a guardian allows to collect a child from a team's dates: a grandmother, a neighbour.
//!
//! Leaders' phones hold the row, so that they can ask for it at the door without a network, with the telephone number to call
//! when something is wrong. A collector is named for one team and until a day, and taken back at any time; a phone that has not
//! heard of it yet may still let the child go, and the fact of that is marked. A child who is fourteen or older agrees as well
//! ([`crate::kin::OWN_SAY`]): on their own phone, or before a witness at the desk; until then nobody of the kind may collect them.

use crate::change::Change;
use crate::facts::Facts;
use crate::id::{CollectorId, OrganizationId, ResidentId};
use crate::kin::{Bond, Ward, has_own_say};
use crate::mandate::Consent;
use crate::permission::{Act, may};
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
    /// The child had a say of their own when this was said, and agrees as well.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub asks: bool,
    /// How the child agreed, once they did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreed: Option<Consent>,
    /// Before whom, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub witness: String,
}

impl Collector {
    /// Whether they may collect the child on a day.
    pub fn good(&self, day: Day) -> bool {
        self.open(day) && !self.waits()
    }

    /// Whether they may, or would if the child agreed.
    pub fn open(&self, day: Day) -> bool {
        !self.withdrawn && day <= self.until
    }

    /// Whether the child has not agreed yet, and is to.
    pub fn waits(&self) -> bool {
        self.asks && self.agreed.is_none()
    }

    /// What the guardian said, for whoever says it too: `witness` is empty but at the desk.
    pub fn said(&self, witness: String) -> Trusted {
        let Collector { name, phone, .. } = self.clone();
        Trusted { child: self.child.id, organization: self.organization, name, phone, until: self.until, witness }
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
    /// At the desk: before whom the child has agreed. Otherwise empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub witness: String,
}

/// A guardian names somebody who may collect their child; a child who is to agree says the same, or the desk does for them.
pub fn authorise(facts: &Facts, id: CollectorId, trusted: &Trusted) -> Result<Vec<Change>, Refusal> {
    if let Some(row) = facts.collector.as_ref().filter(|row| row.asks && row.child.id == trusted.child)
        && let Some(consent) = consent(facts, row, trusted)
    {
        return agree(facts, row, trusted, consent);
    }
    let ward = guarded(facts, trusted.child).ok_or(Refusal::NotYourFamily)?;
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
        child: ward.person.clone(),
        organization: trusted.organization,
        name: name.into(),
        phone: phone.into(),
        until: trusted.until,
        by: Person { id: facts.actor.id, name: facts.actor.name.clone() },
        made: facts.now,
        withdrawn: false,
        asks: has_own_say(&ward.born, facts.now.day()),
        agreed: None,
        witness: String::new(),
    })])
}

/// How the child agrees, if it is the child, or the desk before a witness.
fn consent(facts: &Facts, row: &Collector, trusted: &Trusted) -> Option<Consent> {
    let desk = may(&facts.actor, Act::WorkAtDesk) && !trusted.witness.trim().is_empty();
    let own = facts.actor.id == row.child.id;
    if own { Some(Consent::Phone) } else { desk.then_some(Consent::Witness) }
}

fn agree(facts: &Facts, row: &Collector, trusted: &Trusted, consent: Consent) -> Result<Vec<Change>, Refusal> {
    let witness = if consent == Consent::Witness { trusted.witness.trim() } else { "" };
    if witness.chars().count() > NAME_MAX {
        return Err(Refusal::WordsTooLong { max: NAME_MAX });
    }
    // They agree to what they have read, and to nothing else of that identity.
    if row.said(String::new()) != (Trusted { witness: String::new(), ..trusted.clone() }) {
        return Err(Refusal::NotFound);
    }
    if row.withdrawn {
        return Err(Refusal::AlreadyCancelled);
    }
    if !row.waits() {
        return Err(Refusal::AlreadySaid);
    }
    if row.until < facts.now.day() {
        return Err(Refusal::InThePast);
    }
    Ok(vec![Change::Collector(Collector { agreed: Some(consent), witness: witness.into(), ..row.clone() })])
}

/// A guardian of the child takes it back; so does a child who was asked, and the desk where it wrote that down.
pub fn withdraw(facts: &Facts) -> Result<Vec<Change>, Refusal> {
    let collector = facts.collector.as_ref().ok_or(Refusal::NotFound)?;
    let actor = &facts.actor;
    let guards = collector.by.id == actor.id || guarded(facts, collector.child.id).is_some();
    let own = collector.asks && collector.child.id == actor.id;
    let desk = collector.agreed == Some(Consent::Witness) && may(actor, Act::WorkAtDesk);
    if !guards && !own && !desk {
        return Err(Refusal::NotFound);
    }
    if collector.withdrawn {
        return Err(Refusal::AlreadyCancelled);
    }
    Ok(vec![Change::Collector(Collector { withdrawn: true, ..collector.clone() })])
}

/// The child, if the actor is their guardian.
fn guarded(facts: &Facts, child: ResidentId) -> Option<&Ward> {
    facts.actor.wards.iter().find(|ward| ward.person.id == child && ward.bond == Bond::Guardian)
}

#[cfg(test)]
mod tests;
