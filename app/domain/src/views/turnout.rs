//! How many came to the dates of an activity that have begun. People (人数) and person-times (人次) are two numbers and never
//! one: whoever came ten times is one person and ten person-times.
//!
//! When a date is settled [`crate::attendance`] says. Whoever gave a place back in the last day is excused like somebody whom a
//! leader has excused; whoever came is neither, whatever was said before.

use crate::arrange::Arrange;
use crate::attendance::closed;
use crate::id::{ActivityId, OccurrenceId, ResidentId};
use crate::occurrence::Occurrence;
use crate::presence::{Mark, Presence, Venture};
use crate::replica::Replica;
use crate::resident::Person;
use crate::signup::{Signup, SignupState};
use crate::when::Moment;
use std::collections::BTreeSet;

/// Somebody: a resident, or else a name that was written down.
type Who<'a> = (Option<ResidentId>, &'a str);

/// One date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turnout {
    /// Which date.
    pub date: Occurrence,
    /// People with a place, and those who gave theirs back late.
    pub signed: usize,
    /// Those of them who came.
    pub came: usize,
    /// Those of them of whom nothing was noted, once the date is closed.
    pub absent: usize,
    /// Those of them who gave their place back late, or whom a leader has excused.
    pub excused: usize,
    /// People who came without a place.
    pub walk_ins: usize,
}

impl Turnout {
    /// People with a place of whom nothing is noted so far.
    pub fn unknown(&self) -> usize {
        self.signed.saturating_sub(self.came).saturating_sub(self.excused)
    }
}

/// All dates together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Series {
    /// The dates, the latest first.
    pub dates: Vec<Turnout>,
    /// Different people who came (人数).
    pub people: usize,
    /// How often somebody came (人次).
    pub person_times: usize,
}

/// What this phone knows of an activity's dates that have begun and were not called off.
pub fn turnout(replica: &Replica, activity: ActivityId, now: Moment) -> Series {
    let begun = |date: &&Occurrence| date.activity == activity && date.starts <= now && date.cancelled.is_none();
    let mut dates: Vec<&Occurrence> = replica.all::<Occurrence>().filter(begun).collect();
    dates.arrange(|a, b| b.starts.cmp(&a.starts));
    let (mut people, mut series) = (BTreeSet::new(), Series::default());
    for date in dates {
        let (turnout, came) = of_date(replica, date, now);
        series.person_times += came.len();
        people.extend(came);
        series.dates.push(turnout);
    }
    series.people = people.len();
    series
}

/// What this phone knows of one date.
pub fn of_one(replica: &Replica, id: OccurrenceId, now: Moment) -> Option<Turnout> {
    replica.get::<Occurrence>(id.0).map(|date| of_date(replica, date, now).0)
}

/// The people who gave their places on a date back late and are not on it all the same, in the order of their sign-ups.
pub fn late(replica: &Replica, id: OccurrenceId) -> Vec<&Person> {
    let seated = people(replica, id, |signup| signup.state == SignupState::Confirmed);
    let signups = replica.all::<Signup>().filter(|signup| signup.occurrence == id && signup.late);
    let mut late: Vec<&Person> = Vec::new();
    for person in signups.flat_map(|signup| &signup.party) {
        if !seated.contains(&person.id) && !late.iter().any(|other| other.id == person.id) {
            late.push(person);
        }
    }
    late
}

/// The people of some sign-ups for a date.
fn people(replica: &Replica, id: OccurrenceId, of: impl Fn(&Signup) -> bool) -> BTreeSet<ResidentId> {
    let signups = replica.all::<Signup>().filter(|signup| signup.occurrence == id && of(signup));
    signups.flat_map(|signup| &signup.party).map(|person| person.id).collect()
}

/// One date, and who came to it.
fn of_date<'a>(replica: &'a Replica, date: &Occurrence, now: Moment) -> (Turnout, BTreeSet<Who<'a>>) {
    let of = Venture::Occurrence(date.id);
    let facts: Vec<&Presence> = replica.all::<Presence>().filter(|fact| fact.of == of).collect();
    // Whoever was seen going has come.
    let came: BTreeSet<Who<'a>> = facts.iter().copied().filter(|fact| fact.mark != Mark::Excused).map(who).collect();
    let here = |person: &ResidentId| came.contains(&(Some(*person), ""));
    let said =
        |person: &ResidentId| facts.iter().any(|fact| fact.mark == Mark::Excused && fact.resident == Some(*person));
    let expected = people(replica, date.id, |signup| signup.state == SignupState::Confirmed);
    let late = late(replica, date.id).into_iter().filter(|person| !here(&person.id)).count();
    let present = expected.iter().filter(|person| here(person)).count();
    let excused = expected.iter().filter(|person| !here(person) && said(person)).count() + late;
    let turnout = Turnout {
        date: date.clone(),
        signed: expected.len() + late,
        came: present,
        absent: 0,
        excused,
        walk_ins: came.len() - present,
    };
    let absent = if closed(date, now) { turnout.unknown() } else { 0 };
    (Turnout { absent, ..turnout }, came)
}

fn who(fact: &Presence) -> Who<'_> {
    (fact.resident, if fact.resident.is_some() { "" } else { &fact.name })
}

#[cfg(test)]
mod tests;
