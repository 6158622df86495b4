//! How many came to the dates of an activity that have begun. People (人数) and person-times (人次) are two numbers and never
//! one: whoever came ten times is one person and ten person-times.

use crate::arrange::Arrange;
use crate::id::{ActivityId, ResidentId};
use crate::occurrence::Occurrence;
use crate::presence::{Mark, Presence, Venture};
use crate::replica::Replica;
use crate::signup::{Signup, SignupState};
use crate::when::{HOUR_MS, Moment};
use std::collections::BTreeSet;

/// So long after its end a date waits for marks that come late; then whoever has none was absent.
const CLOSES_MS: i64 = 24 * HOUR_MS;

/// Somebody: a resident, or else a name that was written down.
type Who<'a> = (Option<ResidentId>, &'a str);

/// One date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turnout {
    /// Which date.
    pub date: Occurrence,
    /// People with a place.
    pub signed: usize,
    /// Those of them who came.
    pub came: usize,
    /// Those of them of whom nothing was noted, once the date is closed.
    pub absent: usize,
    /// Those of them who said before that they would not come.
    pub excused: usize,
    /// People who came without a place.
    pub walk_ins: usize,
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
        let seated = |signup: &&Signup| signup.occurrence == date.id && signup.state == SignupState::Confirmed;
        let signups = replica.all::<Signup>().filter(seated);
        let expected: BTreeSet<ResidentId> = signups.flat_map(|signup| &signup.party).map(|person| person.id).collect();
        let of = Venture::Occurrence(date.id);
        let facts: Vec<&Presence> = replica.all::<Presence>().filter(|fact| fact.of == of).collect();
        let (turnout, came) = of_date(date, &expected, &facts, now);
        series.person_times += came.len();
        people.extend(came);
        series.dates.push(turnout);
    }
    series.people = people.len();
    series
}

/// One date, and who came to it.
fn of_date<'a>(
    date: &Occurrence,
    expected: &BTreeSet<ResidentId>,
    facts: &[&'a Presence],
    now: Moment,
) -> (Turnout, BTreeSet<Who<'a>>) {
    // Whoever was seen going has come.
    let came: BTreeSet<Who<'a>> = facts.iter().copied().filter(|fact| fact.mark != Mark::Excused).map(who).collect();
    let here = |person: &ResidentId| came.contains(&(Some(*person), ""));
    let said =
        |person: &ResidentId| facts.iter().any(|fact| fact.mark == Mark::Excused && fact.resident == Some(*person));
    let present = expected.iter().filter(|person| here(person)).count();
    let excused = expected.iter().filter(|person| !here(person) && said(person)).count();
    let closed = now > date.ends.plus_ms(CLOSES_MS);
    let turnout = Turnout {
        date: date.clone(),
        signed: expected.len(),
        came: present,
        absent: if closed { expected.len() - present - excused } else { 0 },
        excused,
        walk_ins: came.len() - present,
    };
    (turnout, came)
}

fn who(fact: &Presence) -> Who<'_> {
    (fact.resident, if fact.resident.is_some() { "" } else { &fact.name })
}

#[cfg(test)]
mod tests;
