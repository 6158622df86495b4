//! A presence (签到、签退): somebody came to a date or a shift, or went home. A fact, never a claim.
//!
//! Facts are noted on the spot by any leader's phone, with or without a network, at several doors at once, and are never
//! refused for their time: a phone comes back late, a clock is wrong. What looks odd is marked, and people look at it. Who is
//! there follows from the facts: the first time in, the last time out.

use crate::change::Change;
use crate::facts::Facts;
use crate::id::{OccurrenceId, OrganizationId, PresenceId, ResidentId, ShiftId};
use crate::permission::{Act, require};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::{NAME_MAX, Person};
use crate::when::{HOUR_MS, MINUTE_MS, Moment};
use serde::Serialize;

/// So much before it begins nobody is expected.
const EARLY_MS: i64 = 3 * HOUR_MS;
/// So much after its end nobody is expected.
const LATE_MS: i64 = 6 * HOUR_MS;
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
    /// They said before that they would not come.
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
    /// At a time at which nobody was expected: somebody should look at it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub odd: bool,
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
}

/// A leader notes that somebody came or went.
pub fn note(facts: &Facts, id: PresenceId, seen: &Seen) -> Result<Vec<Change>, Refusal> {
    let (organization, starts, ends) = match (&facts.occurrence, &facts.shift) {
        (Some(date), _) => (date.organization, date.starts, date.ends),
        (None, Some(shift)) => (shift.organization, shift.starts, shift.ends),
        (None, None) => return Err(Refusal::NotFound),
    };
    require(&facts.actor, Act::RunActivities(organization))?;
    let name = match (seen.resident, &facts.subject) {
        (Some(_), None) => return Err(Refusal::NotFound),
        (Some(_), Some(subject)) => subject.person.name.clone(),
        (None, _) => seen.name.trim().to_string(),
    };
    if name.is_empty() || name.chars().count() > NAME_MAX {
        return Err(Refusal::BadName);
    }
    let (earliest, latest) = (starts.plus_ms(-EARLY_MS), ends.plus_ms(LATE_MS));
    let odd = seen.at > facts.now.plus_ms(CLOCK_MS) || seen.at < earliest || seen.at > latest;
    let expected = seen.resident.is_some_and(|who| {
        facts.seated.iter().any(|signup| signup.includes(who))
            || facts.on_shift.iter().any(|duty| duty.state.live() && duty.resident.id == who)
    });
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
    })])
}

/// When somebody came and went, as far as the facts say: the first time in, the last time out after it.
pub fn stay<'a>(facts: impl Iterator<Item = &'a Presence> + Clone) -> (Option<Moment>, Option<Moment>) {
    let came = facts.clone().filter(|fact| fact.mark == Mark::In).map(|fact| fact.at).min();
    let went = facts.filter(|fact| fact.mark == Mark::Out).map(|fact| fact.at).max();
    (came, went.filter(|went| came.is_some_and(|came| *went > came)))
}

#[cfg(test)]
mod tests;
