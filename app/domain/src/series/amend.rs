//! A change of a series from one date on (从这次起都改): another time of day, another place, more places.
//!
//! It says of each thing what it is from then on, or nothing. So a date that a leader has changed by hand before keeps what is
//! its own wherever the series' change does not touch it, and takes the rest. Only dates that the series has made are changed: one
//! that somebody added by hand, an evening beside the mornings, is none of it. No date goes away, and none to another day: on
//! which days they are is the rule's affair. Dates that are made later are made as it says.
//!
//! It is done on all of them or on none. Whoever has a place keeps it, and is told of another time as when one date is moved; and
//! the shifts of each go with it.
//!
//! What the leader's form began with is that of the first date. Where another has changed the same part of it meanwhile, nothing is
//! changed ([`crate::edit`]).

use crate::arrange::Arrange;
use crate::change::Change;
use crate::facts::Facts;
use crate::id::{OccurrenceId, VenueId};
use crate::lease;
use crate::occurrence::{Occurrence, Plan, marked, open_for_organizer, replan};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::series::{Pattern, made};
use crate::shift::{self, Move};
use crate::signup::{Signup, SignupState};
use crate::venue;
use crate::waiting::{WaitingList, settle};
use crate::when::{Clock, Moment};
use crate::windows::Windows;
use serde::Serialize;

/// No clock says that.
const MIDNIGHT: Clock = Clock(24 * 60);

/// From when until when on its day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Daytime {
    /// Begins.
    pub from: Clock,
    /// Ends, on the same day.
    pub until: Clock,
}

/// What is otherwise from one date on. What is not said stays on each date as it is there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Amendment {
    /// At what time of day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<Daytime>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<VenueId>,
    /// Places, in people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<u32>,
    /// What is to be known of each, or empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// When one can sign up and cancel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub windows: Option<Windows>,
    /// A place that is no venue, as it is written, with the identity that follows from it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
}

impl Amendment {
    /// What changes between two plans of one date.
    pub fn between(before: &Plan, after: &Plan) -> Amendment {
        let (from, until) = (after.starts.clock(), after.ends.clock());
        let moved = (before.starts.clock(), before.ends.clock()) != (from, until);
        let note = after.note.trim();
        Amendment {
            hours: moved.then_some(Daytime { from, until }),
            venue: (before.venue != after.venue).then_some(after.venue),
            capacity: (before.capacity != after.capacity).then_some(after.capacity),
            note: (before.note != note).then(|| note.into()),
            windows: (before.windows != after.windows).then_some(after.windows),
            place: if before.venue == after.venue { String::new() } else { after.place.clone() },
        }
    }

    /// A plan with what is said put over it.
    pub fn over(&self, plan: &Plan) -> Plan {
        let at = |clock: Clock| Moment::at(plan.starts.day(), clock);
        let (starts, ends) = match self.hours {
            Some(Daytime { from, until }) => (at(from), at(until)),
            None => (plan.starts, plan.ends),
        };
        Plan {
            starts,
            ends,
            venue: self.venue.unwrap_or(plan.venue),
            capacity: self.capacity.unwrap_or(plan.capacity),
            note: self.note.clone().unwrap_or_else(|| plan.note.clone()),
            windows: self.windows.unwrap_or(plan.windows),
            place: if self.venue.is_some() { self.place.clone() } else { plan.place.clone() },
            ..plan.clone()
        }
    }

    /// A date with it.
    fn on(&self, before: &Occurrence, now: Moment) -> Result<Occurrence, Refusal> {
        let plan = self.over(&Plan::of(before));
        plan.check(now)?;
        let least = before.given().saturating_add(before.kept);
        if plan.capacity < least {
            return Err(Refusal::PlacesGiven { starts: before.starts, least });
        }
        replan(before, &plan, now)
    }

    /// What makes the dates, with it. The first one may be long over: only what is like it is of interest.
    fn pattern(&self, before: &Pattern) -> Result<Pattern, Refusal> {
        let first = self.over(&before.first);
        first.check(first.starts)?;
        let note = first.note.trim().into();
        Ok(Pattern { series: before.series.clone(), first: Plan { note, ..first } })
    }
}

/// A date before and after, and who has or seeks a place on it.
struct Amended {
    before: Occurrence,
    after: Occurrence,
    people: Vec<Signup>,
}

impl Amended {
    fn holders(&self) -> impl Iterator<Item = &Signup> {
        self.people.iter().filter(|signup| signup.holds())
    }

    fn moved(&self) -> bool {
        (self.before.starts, self.before.ends) != (self.after.starts, self.after.ends)
    }

    fn list(&self, offers: bool) -> WaitingList {
        let mut parties: Vec<(i64, Signup)> = Vec::new();
        for signup in &self.people {
            if let SignupState::Waiting { ticket, .. } = signup.state {
                parties.push((ticket, signup.clone()));
            }
        }
        parties.arrange_by_key(|(ticket, _)| *ticket);
        let parties = parties.into_iter().map(|(_, signup)| signup).collect();
        WaitingList { occurrence: self.after.clone(), parties, offers, newcomer: None }
    }
}

/// A leader changes a date and all later ones of its series, and what makes those to come.
///
/// # Errors
/// Where one of the dates could not be changed so: then none is.
pub fn from_here(facts: &Facts, amendment: &Amendment) -> Result<Vec<Change>, Refusal> {
    let first = open_for_organizer(facts)?;
    let place = match amendment.venue {
        Some(id) => venue::found(facts, id, &amendment.place)?,
        None => None,
    };
    if amendment.hours.is_some_and(|Daytime { from, until }| from >= until || until >= MIDNIGHT) {
        return Err(Refusal::EndsBeforeStarts);
    }
    let dates = amended(facts, &first, amendment)?;
    let pattern = facts.pattern.as_ref().map(|pattern| amendment.pattern(pattern)).transpose()?;
    let ours = |id: OccurrenceId| dates.iter().any(|date| date.after.id == id);
    let mut engagements = facts.engagements.clone();
    engagements.retain(|(_, date, _)| !ours(date.id));
    for date in &dates {
        engagements.extend(date.holders().map(|signup| (signup.clone(), date.after.clone(), String::new())));
    }
    let mut changes: Vec<Change> = place.into_iter().collect();
    for date in dates.iter().filter(|date| date.moved()) {
        let entered = date.people.iter().filter(|signup| signup.state == SignupState::Entered);
        changes.extend(marked(date.holders().chain(entered), &date.after, &engagements));
        changes.extend(lease::shortened(facts, &date.after));
    }
    let moves: Vec<Move> = dates.iter().map(|date| Move { before: &date.before, after: &date.after }).collect();
    changes.extend(shift::moved(facts, &moves)?);
    let mut lists: Vec<WaitingList> = facts.lists.iter().filter(|list| !ours(list.occurrence.id)).cloned().collect();
    let mut own = dates.iter().map(|date| date.list(facts.offers()));
    let chosen = own.next().unwrap_or_default();
    lists.extend(own);
    let settled = settle(chosen, &lists, engagements, facts.now);
    // Where nobody moves up, the list is not heard of; the date has changed all the same.
    let heard =
        |id: OccurrenceId| settled.iter().any(|change| matches!(change, Change::Occurrence(date) if date.id == id));
    let quiet = dates.iter().filter(|date| !heard(date.after.id));
    changes.extend(quiet.map(|date| Change::Occurrence(date.after.clone())));
    changes.extend(settled);
    if let (Some(pattern), Some(activity)) = (pattern, &facts.activity) {
        changes.push(Change::Series(activity.id, Some(pattern)));
    }
    Ok(changes)
}

/// The same, by somebody whose form began with `before`: see [`crate::edit`]. What they have left is not in the amendment; so what
/// another has made of it stays.
///
/// # Errors
/// Where another has changed the same part meanwhile, or one of the dates could not be changed so.
pub fn from_here_over(facts: &Facts, amendment: &Amendment, before: Option<&Plan>) -> Result<Vec<Change>, Refusal> {
    if let Some(before) = before {
        amendment.over(before).onto(&open_for_organizer(facts)?, Some(before))?;
    }
    from_here(facts, amendment)
}

/// The chosen date first, then the later ones that the series has made.
fn amended(facts: &Facts, first: &Occurrence, amendment: &Amendment) -> Result<Vec<Amended>, Refusal> {
    let own: Vec<Signup> =
        [&facts.seated, &facts.offered, &facts.waiting, &facts.entered].into_iter().flatten().cloned().collect();
    let later = facts.later.iter().filter(|(date, _)| made(date.id));
    let all = std::iter::once((first.clone(), own)).chain(later.cloned());
    let amended = all.map(|(before, people)| -> Result<Amended, Refusal> {
        let after = amendment.on(&before, facts.now)?;
        Ok(Amended { before, after, people })
    });
    amended.collect()
}

#[cfg(test)]
mod tests;
