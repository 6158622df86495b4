//! Hours (服务时长): what a volunteer has given, as an append-only ledger.
//!
//! Who recorded the service certifies it (志愿服务记录与证明出具办法): a leader or the desk signs, and nobody signs their own.
//! An entry is never changed; a mistake is reversed by another entry. Entries of one person that hold never overlap, over all
//! organizations, because nobody serves twice in the same minute.

use crate::change::Change;
use crate::duty::DutyState;
use crate::facts::Facts;
use crate::favour::Favour;
use crate::id::{DutyId, HoursId, OrganizationId};
use crate::occurrence::NOTE_MAX;
use crate::permission::{Act, require};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::Person;
use crate::when::{HOUR_MS, MINUTE_MS, Moment};
use serde::Serialize;

const LONGEST_MS: i64 = 24 * HOUR_MS;
const CLOCK_MS: i64 = 5 * MINUTE_MS;

/// One entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Hours {
    /// Drawn by the phone.
    pub id: HoursId,
    /// For whom the service was.
    pub organization: OrganizationId,
    /// Who served.
    pub resident: Person,
    /// From.
    pub from: Moment,
    /// Until.
    pub until: Moment,
    /// What was done; of a reversal: why.
    pub content: String,
    /// The duty that it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duty: Option<DutyId>,
    /// The entry that this one takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reverses: Option<HoursId>,
    /// Who signed it.
    pub signed_by: Person,
    /// When.
    pub made: Moment,
}

impl Hours {
    /// Minutes that it adds to the sum: negative for a reversal.
    pub fn minutes(&self) -> i64 {
        let minutes = (self.until.0 - self.from.0) / MINUTE_MS;
        if self.reverses.is_some() { -minutes } else { minutes }
    }

    /// Whether it holds: it takes nothing back and no entry of `all` takes it back.
    pub fn holds<'a>(&self, mut all: impl Iterator<Item = &'a Hours>) -> bool {
        self.reverses.is_none() && !all.any(|other| other.reverses == Some(self.id))
    }
}

/// What a leader signs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Served {
    /// For which organization.
    pub organization: OrganizationId,
    /// Who served.
    pub resident: crate::id::ResidentId,
    /// From.
    pub from: Moment,
    /// Until.
    pub until: Moment,
    /// What was done.
    pub content: String,
    /// The duty that it was, or none for work outside shifts.
    pub duty: Option<DutyId>,
}

/// A leader signs hours.
pub fn sign(facts: &Facts, id: HoursId, served: &Served) -> Result<Vec<Change>, Refusal> {
    require(&facts.actor, Act::RunActivities(served.organization))?;
    let possible = facts.organization_exists && !facts.id_taken;
    let subject = facts.subject.as_ref().filter(|_| possible).ok_or(Refusal::NotFound)?;
    if subject.person.id == facts.actor.id {
        return Err(Refusal::OwnHours);
    }
    if let Some(duty) = served.duty {
        let fits = |known: &&crate::duty::Duty| {
            known.id == duty && known.resident.id == served.resident && known.organization == served.organization
        };
        let known = facts.duty.as_ref().filter(fits).ok_or(Refusal::NotFound)?;
        let off = facts.shift.as_ref().is_some_and(|shift| shift.id == known.shift && shift.cancelled.is_some());
        if off || known.state == DutyState::CalledOff {
            return Err(Refusal::AlreadyCancelled);
        }
    }
    let content = words(&served.content)?;
    over(served.from, served.until, facts.now)?;
    let clash =
        |known: &&Hours| known.holds(facts.hours.iter()) && known.from < served.until && served.from < known.until;
    if let Some(known) = facts.hours.iter().find(clash) {
        return Err(Refusal::HoursOverlap { from: known.from, until: known.until });
    }
    Ok(vec![Change::Hours(Hours {
        id,
        organization: served.organization,
        resident: subject.person.clone(),
        from: served.from,
        until: served.until,
        content,
        duty: served.duty,
        reverses: None,
        signed_by: Person { id: facts.actor.id, name: facts.actor.name.clone() },
        made: facts.now,
    })])
}

/// A time that somebody can have served in: from a minute to a day long, and over.
pub(crate) fn over(from: Moment, until: Moment, now: Moment) -> Result<(), Refusal> {
    if !(MINUTE_MS..=LONGEST_MS).contains(&until.0.saturating_sub(from.0)) {
        return Err(Refusal::EndsBeforeStarts);
    }
    if until > now.plus_ms(CLOCK_MS) { Err(Refusal::NotOverYet) } else { Ok(()) }
}

/// A leader takes an entry back, with the reason. Others do not learn that it is there. A favour that it was signed for has no
/// hours then, and can be signed once more.
pub fn reverse(facts: &Facts, id: HoursId, reason: &str) -> Result<Vec<Change>, Refusal> {
    let entry = facts.entry.as_ref().filter(|_| !facts.id_taken).ok_or(Refusal::NotFound)?;
    require(&facts.actor, Act::RunActivities(entry.organization)).map_err(|_| Refusal::NotFound)?;
    if entry.resident.id == facts.actor.id {
        return Err(Refusal::OwnHours);
    }
    if !entry.holds(facts.hours.iter()) {
        return Err(Refusal::AlreadyCancelled);
    }
    let mut changes = vec![Change::Hours(Hours {
        id,
        reverses: Some(entry.id),
        content: words(reason)?,
        signed_by: Person { id: facts.actor.id, name: facts.actor.name.clone() },
        made: facts.now,
        ..entry.clone()
    })];
    let of = facts.favour.as_ref().filter(|favour| favour.signed == Some(entry.id));
    changes.extend(of.map(|favour| Change::Favour(Favour { signed: None, changed: facts.now, ..favour.clone() })));
    Ok(changes)
}

/// What somebody writes about hours, which is not nothing.
pub(crate) fn words(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Refusal::WordsMissing);
    }
    if text.chars().count() > NOTE_MAX {
        return Err(Refusal::WordsTooLong { max: NOTE_MAX });
    }
    Ok(text.into())
}

#[cfg(test)]
mod tests;
