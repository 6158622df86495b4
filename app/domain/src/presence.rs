//! A presence (签到、签退): somebody came to a date or a shift, or went home. A fact, never a claim.
//!
//! Facts are noted on the spot by any leader's phone, with or without a network, at several doors at once, and are never
//! refused for their time: a phone comes back late, a clock is wrong. What looks odd is marked, and people look at it. Who is
//! there follows from the facts: the first time in, the last time out. Only when it is settled who came to a date
//! ([`crate::attendance`]) is nothing noted any more of what came after.
//!
//! Who signed up may say "我到了" for themself and their family, from an hour before; that is marked as their own word. From a
//! children's date a child goes with a guardian, or with somebody whom a guardian has named ([`crate::collector`]), and with
//! nobody else: see [`escort`].

mod escort;

pub use escort::{Escort, children, escorts};

use crate::attendance;
use crate::change::Change;
use crate::facts::Facts;
use crate::id::{OccurrenceId, OrganizationId, PresenceId, ResidentId, ShiftId};
use crate::occurrence::NOTE_MAX;
use crate::permission::{Act, acting_for, may};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::{NAME_MAX, Person};
use crate::when::{HOUR_MS, MINUTE_MS, Moment};
use serde::Serialize;
use uuid::Uuid;

/// So much before it begins nobody is expected.
const EARLY_MS: i64 = 3 * HOUR_MS;
/// So much after its end nobody is expected.
const LATE_MS: i64 = 6 * HOUR_MS;
/// So much before it begins people may say themselves that they are there.
pub const OWN_MS: i64 = HOUR_MS;
/// So many characters of an identity are said at the door.
const CODE_LENGTH: usize = 6;
/// Clocks of phones differ by so much.
const CLOCK_MS: i64 = 5 * MINUTE_MS;

/// What somebody came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Venture {
    /// A date of an activity.
    Occurrence(OccurrenceId),
    /// A shift.
    Shift(ShiftId),
}

impl Default for Venture {
    fn default() -> Self {
        Venture::Occurrence(OccurrenceId::default())
    }
}

/// What was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// They came.
    #[default]
    In,
    /// They went.
    Out,
    /// They said that they could not come, or a leader excuses them.
    Excused,
}

/// One fact.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Presence {
    /// Drawn by the phone.
    pub id: PresenceId,
    /// Where.
    pub of: Venture,
    /// Whose leaders see it.
    pub organization: OrganizationId,
    /// Who, if they live here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resident: Option<ResidentId>,
    /// Their name.
    pub name: String,
    /// What was seen.
    pub mark: Mark,
    /// When it happened, by the clock of the phone that noted it.
    pub at: Moment,
    /// Who noted it.
    pub by: Person,
    /// When the server heard of it.
    pub made: Moment,
    /// Not signed up: they walked in.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub walk_in: bool,
    /// At a time at which nobody was expected, or with somebody who may no longer collect the child: somebody should look at it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub odd: bool,
    /// Said by themself or their family, seen by nobody else.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub own: bool,
    /// The name of who brought or collected the child, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub escort: String,
    /// Why they are excused, as far as a leader has noted it, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl Presence {
    /// Whether it is about this neighbour, or about the guest of this name who does not live here.
    pub fn is_about(&self, resident: Option<ResidentId>, name: &str) -> bool {
        match resident {
            Some(who) => self.resident == Some(who),
            None => self.resident.is_none() && self.name == name,
        }
    }
}

/// What a leader says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// Where.
    pub of: Venture,
    /// Who, if they live here.
    pub resident: Option<ResidentId>,
    /// The name of somebody who is not known here; else empty.
    pub name: String,
    /// What was seen.
    pub mark: Mark,
    /// When it happened.
    pub at: Moment,
    /// Who brings or collects the child.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub escort: Option<Escort>,
    /// Why they are excused, or empty. Of anything else it is not kept.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// A leader notes that somebody came or went, or people say themselves that they are there.
pub fn note(facts: &Facts, id: PresenceId, seen: &Seen) -> Result<Vec<Change>, Refusal> {
    if facts.id_taken {
        return Err(Refusal::NotFound);
    }
    let (organization, starts, ends) = match (&facts.occurrence, &facts.shift) {
        (Some(date), _) => (date.organization, date.starts, date.ends),
        (None, Some(shift)) => (shift.organization, shift.starts, shift.ends),
        (None, None) => return Err(Refusal::NotFound),
    };
    let expected = seen.resident.is_some_and(|who| expected(facts, who));
    let own = !may(&facts.actor, Act::RunActivities(organization));
    if own {
        require_own(facts, seen, expected)?;
        if seen.at < starts.plus_ms(-OWN_MS) || seen.at > ends {
            return Err(Refusal::NotNow { from: starts.plus_ms(-OWN_MS), until: ends });
        }
    }
    // Whoever is here leaves some time, and who took a child is noted whenever it is: that changes nothing of who came.
    if let Some(date) = facts.occurrence.as_ref().filter(|_| seen.mark != Mark::Out) {
        attendance::require_open(date, seen.at, facts.now)?;
    }
    let name = match (seen.resident, &facts.subject) {
        (Some(_), None) => return Err(Refusal::NotFound),
        (Some(_), Some(subject)) => subject.person.name.clone(),
        (None, _) => seen.name.trim().to_string(),
    };
    if name.is_empty() || name.chars().count() > NAME_MAX {
        return Err(Refusal::BadName);
    }
    let (escort, stale) = escort::check(facts, seen, &name, expected)?;
    let reason = reason(seen)?;
    let (earliest, latest) = (starts.plus_ms(-EARLY_MS), ends.plus_ms(LATE_MS));
    // People say days before, or the day after, that they cannot come.
    let due = seen.mark == Mark::Excused || (seen.at >= earliest && seen.at <= latest);
    let odd = stale || !due || seen.at > facts.now.plus_ms(CLOCK_MS);
    Ok(vec![Change::Presence(Presence {
        id,
        of: seen.of,
        organization,
        resident: seen.resident,
        name,
        mark: seen.mark,
        at: seen.at,
        by: Person { id: facts.actor.id, name: facts.actor.name.clone() },
        made: facts.now,
        walk_in: !expected,
        odd,
        own,
        escort,
        reason,
    })])
}

/// Why somebody is excused, in a line.
fn reason(seen: &Seen) -> Result<String, Refusal> {
    let reason = if seen.mark == Mark::Excused { seen.reason.trim() } else { "" };
    if reason.chars().count() > NOTE_MAX { Err(Refusal::WordsTooLong { max: NOTE_MAX }) } else { Ok(reason.into()) }
}

/// Whether a resident is signed up or on the shift.
fn expected(facts: &Facts, who: ResidentId) -> bool {
    facts.seated.iter().any(|signup| signup.includes(who))
        || facts.on_shift.iter().any(|duty| duty.state.live() && duty.resident.id == who)
}

/// Who does not lead says of their own family that they are there, and nothing else.
fn require_own(facts: &Facts, seen: &Seen, expected: bool) -> Result<(), Refusal> {
    let family = seen.resident.is_some_and(|who| acting_for(&facts.actor, who).is_ok());
    let plain = seen.mark == Mark::In && seen.escort.is_none();
    if family && expected && plain { Ok(()) } else { Err(Refusal::NotAllowed) }
}

/// When somebody came and went, as far as the facts say: the first time in, the last time out after it.
pub fn stay<'a>(facts: impl Iterator<Item = &'a Presence> + Clone) -> (Option<Moment>, Option<Moment>) {
    let came = facts.clone().filter(|fact| fact.mark == Mark::In).map(|fact| fact.at).min();
    let went = facts.filter(|fact| fact.mark == Mark::Out).map(|fact| fact.at).max();
    (came, went.filter(|went| came.is_some_and(|came| *went > came)))
}

/// Whether somebody is there now: the last that was seen of them is that they came. Where two doors say both of one moment, they
/// went.
pub fn present<'a>(facts: impl Iterator<Item = &'a Presence>) -> bool {
    let seen = facts.filter(|fact| fact.mark != Mark::Excused);
    seen.max_by_key(|fact| (fact.at, fact.mark == Mark::Out)).is_some_and(|fact| fact.mark == Mark::In)
}

/// The code that a person says at the door when nothing can be scanned: the end of their sign-up's or duty's identity, which
/// leaders' phones hold. Whoever is told it can propose a swap to its owner, and nothing else.
pub fn code(ticket: Uuid) -> String {
    let text = ticket.to_string();
    text[text.len() - CODE_LENGTH..].to_ascii_uppercase()
}

#[cfg(test)]
mod tests;
