//! 急用信息: what those at the door should know when something happens to somebody: what they cannot take, and whom to call.
//!
//! A resident writes it for themself and a guardian for their child; nobody has to, and whoever empties it takes it back. It is
//! health, so few see it and not for long: the leaders of a team on whose date the person has a place, from a day before it begins
//! until a day after it ends ([`SHOWN_MS`]). Their phones hold the row then, so that it can be read at the door without a network.
//! The desk has no part in it: what is nobody's work at a door is nobody's to know.

use crate::change::Change;
use crate::facts::Facts;
use crate::id::ResidentId;
use crate::kin::Bond;
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::{NAME_MAX, Person, check_phone};
use crate::when::{HOUR_MS, Moment};
use serde::Serialize;

/// The most characters about what somebody cannot take.
pub const ALLERGIES_MAX: usize = 60;

/// So long before a date begins and after it ends its leaders hold what those with a place have written.
pub const SHOWN_MS: i64 = 24 * HOUR_MS;

/// What is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Noted {
    /// What they cannot take, or empty.
    pub allergies: String,
    /// Whom to call, or empty.
    pub contact: String,
    /// The number of that one, or empty.
    pub phone: String,
}

impl Noted {
    /// Nothing is written: what was is taken back.
    pub fn is_empty(&self) -> bool {
        self.allergies.is_empty() && self.contact.is_empty() && self.phone.is_empty()
    }

    /// The same, and where a part of it is empty, that of another. Whom to call and their number are one part.
    #[must_use]
    pub fn or(self, other: &Noted) -> Noted {
        let call = if self.contact.is_empty() { other.clone() } else { self.clone() };
        let allergies = if self.allergies.is_empty() { other.allergies.clone() } else { self.allergies };
        Noted { allergies, ..call }
    }

    fn trimmed(&self) -> Noted {
        let of = |text: &str| text.trim().to_string();
        Noted { allergies: of(&self.allergies), contact: of(&self.contact), phone: of(&self.phone) }
    }

    /// What is written over what stands, where the form began with `before`: a part that was left as it was then stays as it stands
    /// now, whoever has changed it meanwhile. Whom to call and their number are one part.
    fn over(self, stands: &Noted, before: &Noted) -> Noted {
        let same_contact = self.contact == before.contact && self.phone == before.phone;
        let call = if same_contact { stands.clone() } else { self.clone() };
        let allergies = if self.allergies == before.allergies { stands.allergies.clone() } else { self.allergies };
        Noted { allergies, ..call }
    }
}

/// What is known of one person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Aid {
    /// Whose it is.
    pub id: ResidentId,
    /// What is written.
    pub noted: Noted,
    /// Who wrote it: themself, or a guardian.
    pub by: Person,
    /// When the server took it.
    pub made: Moment,
}

/// Somebody writes it for themself, or for a child whose guardian they are; nothing at all takes back what was written. What they
/// left as it stood in their form, `before`, is not theirs to change.
///
/// # Errors
/// For whoever is neither, and where a part of it is not as it should be.
pub fn note(facts: &Facts, who: ResidentId, noted: &Noted, before: Option<&Noted>) -> Result<Vec<Change>, Refusal> {
    let actor = &facts.actor;
    let guards = actor.wards.iter().any(|ward| ward.person.id == who && ward.bond == Bond::Guardian);
    if actor.id != who && !guards {
        return Err(Refusal::NotYourFamily);
    }
    let stands = facts.aid.as_ref().map(|row| row.noted.clone()).unwrap_or_default();
    let noted = match before {
        Some(before) => noted.trimmed().over(&stands, &before.trimmed()),
        None => noted.trimmed(),
    };
    if noted.allergies.chars().count() > ALLERGIES_MAX {
        return Err(Refusal::WordsTooLong { max: ALLERGIES_MAX });
    }
    // A name without a number is nobody to call, and a number without a name is nobody's.
    if noted.contact.chars().count() > NAME_MAX || (noted.contact.is_empty() && !noted.phone.is_empty()) {
        return Err(Refusal::BadName);
    }
    check_phone(&noted.phone)?;
    if noted.phone.is_empty() && !noted.contact.is_empty() {
        return Err(Refusal::BadPhone);
    }
    if stands == noted {
        return Ok(Vec::new());
    }
    let by = Person { id: actor.id, name: actor.name.clone() };
    Ok(vec![Change::Aid(Aid { id: who, noted, by, made: facts.now }, facts.aid_teams.clone())])
}

#[cfg(test)]
mod tests;
