//! Who brings a child and who collects it, at a date that is for children.

use super::{Mark, Presence, Seen};
use crate::activity::Activity;
use crate::audience::Audience;
use crate::collector::Collector;
use crate::duty::ADULT;
use crate::facts::Facts;
use crate::id::{CollectorId, ResidentId};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::{NAME_MAX, Person};
use crate::signup::Signup;
use crate::when::Day;
use serde::Serialize;

/// Who brings or collects a child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Escort {
    /// A guardian, or whoever of the family signed the child up.
    Family(ResidentId),
    /// Somebody whom a guardian has named.
    Collector(CollectorId),
    /// The name of who brings a child that nobody signed up; the same person collects it.
    Named(String),
}

/// Whether an activity is for people under age alone: whoever goes from its dates is collected.
pub fn children(activity: &Activity) -> bool {
    matches!(activity.audience_rule, Audience::Ages { until, .. } if i32::from(until) < ADULT)
}

/// The name of the escort as far as it counts, and whether their right has ended: then the child is gone all the same, and the
/// fact is kept and marked. Who has never had a right is refused.
pub(super) fn check(facts: &Facts, seen: &Seen, name: &str, expected: bool) -> Result<(String, bool), Refusal> {
    let with_children = facts.occurrence.is_some() && facts.activity.as_ref().is_some_and(children);
    let born = facts.subject.as_ref().and_then(|subject| Day::parse(&format!("{}-01", subject.born)));
    let grown = born.is_some_and(|born| born.years_until(seen.at.day()) >= ADULT);
    let name = || name.to_string();
    match &seen.escort {
        // A child that nobody signed up is brought by somebody; one that is signed up may come alone.
        None if !with_children || grown || seen.mark == Mark::Excused => Ok((String::new(), false)),
        None if seen.mark == Mark::Out => Err(Refusal::CollectorNeeded { name: name() }),
        None if expected || seen.resident.is_some() => Ok((String::new(), false)),
        None => Err(Refusal::WhoBrings { name: name() }),
        Some(Escort::Family(who)) => {
            let family = seen.resident.and_then(|child| family(facts, child, *who));
            family.map(|name| (name, false)).ok_or_else(|| Refusal::NotACollector { name: name() })
        }
        Some(Escort::Collector(id)) => {
            let mine = |one: &&Collector| one.id == *id && Some(one.child.id) == seen.resident;
            // A child who has not agreed yet goes with nobody of the kind.
            let named = facts.collectors.iter().find(mine).filter(|one| !one.waits());
            let one = named.ok_or_else(|| Refusal::NotACollector { name: name() })?;
            Ok((one.name.clone(), !one.good(seen.at.day())))
        }
        Some(Escort::Named(text)) => {
            let text = text.trim();
            if text.is_empty() || text.chars().count() > NAME_MAX {
                return Err(Refusal::WhoBrings { name: name() });
            }
            let brought = |fact: &Presence| fact.mark == Mark::In && fact.name == name() && fact.escort == text;
            let may = seen.resident.is_none() && (seen.mark == Mark::In || facts.presences.iter().any(brought));
            if may { Ok((text.into(), false)) } else { Err(Refusal::NotACollector { name: name() }) }
        }
    }
}

/// The name of somebody who is the child's guardian, or who signed it up.
fn family(facts: &Facts, child: ResidentId, who: ResidentId) -> Option<String> {
    let guardian = facts.guardians.iter().find(|person| person.id == who);
    guardian.or_else(|| bookers(&facts.seated, child).find(|person| person.id == who)).map(|person| person.name.clone())
}

/// Who signed a child up. A helper from outside the family is no family.
fn bookers(seated: &[Signup], child: ResidentId) -> impl Iterator<Item = &Person> {
    let other = move |signup: &&Signup| signup.includes(child) && signup.booker.id != child && !signup.entrusted;
    seated.iter().filter(other).map(|signup| &signup.booker)
}

/// Who may collect a child as far as a phone knows, each with their name and a telephone number, if one is known.
pub fn escorts(
    seated: &[Signup],
    collectors: &[Collector],
    child: ResidentId,
    day: Day,
) -> Vec<(Escort, String, String)> {
    let mut all: Vec<(Escort, String, String)> = Vec::new();
    for person in bookers(seated, child) {
        all.push((Escort::Family(person.id), person.name.clone(), String::new()));
    }
    for one in collectors.iter().filter(|one| one.child.id == child && one.good(day)) {
        all.push((Escort::Collector(one.id), one.name.clone(), one.phone.clone()));
    }
    all
}
