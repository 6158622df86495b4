//! A series (系列场次): dates that make themselves, from a rule as calendars write it (RFC 5545, section 3.3.10).
//!
//! The phone checks the form of a rule and shows the first date. The server reckons the dates of the weeks ahead and takes the
//! holidays out; they come in through [`Facts::series_dates`]. Each date is named by its activity and its day, so that making
//! dates ahead twice, or on two servers, makes the same rows.

#[cfg(feature = "desk")]
mod amend;
mod former;
mod rhythm;

#[cfg(feature = "desk")]
pub use amend::{Amendment, Daytime, from_here, from_here_over};
pub use former::Former;
pub use rhythm::{EVERY_DAY, Rhythm, WORKDAYS};

use crate::activity::Activity;
use crate::change::Change;
use crate::facts::Facts;
use crate::id::{ActivityId, CommunityId, OccurrenceId};
use crate::occurrence::{Occurrence, Plan};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::when::{Day, Moment};
use serde::Serialize;
use uuid::Uuid;

/// Dates are made for today and the days after it: six weeks.
pub const DAYS_AHEAD: i32 = 42;
/// The longest rule, in characters.
pub const RULE_MAX: usize = 120;
/// The days of a week as rules name them, Monday first.
pub const WEEKDAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// A rule and when it rests.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// `FREQ=WEEKLY;INTERVAL=2`: daily, weekly or monthly. Its end, if it has one, is in it.
    pub rule: String,
    /// Which days are left out.
    pub skip: Skip,
}

/// Which days a series leaves out: the seasons of the committee's file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Skip {
    /// None.
    #[default]
    Nothing,
    /// Public holidays.
    PublicHolidays,
    /// All but the school holidays.
    OutsideSchoolHolidays,
    /// School holidays.
    SchoolHolidays,
}

/// A series with the first of its dates: when, where and how many all of them are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pattern {
    /// Its rule.
    pub series: Series,
    /// Its first date.
    pub first: Plan,
}

/// A date that a series has: its identity, from when, until when.
pub type Ahead = (OccurrenceId, Moment, Moment);

impl Series {
    /// Refuses a rule that is not of the simple form.
    pub fn check(&self) -> Result<(), Refusal> {
        if well_formed(&self.rule) { Ok(()) } else { Err(Refusal::BadSeries) }
    }
}

fn well_formed(rule: &str) -> bool {
    let mut seen: Vec<&str> = Vec::new();
    for part in rule.split(';') {
        let Some((name, value)) = part.split_once('=') else { return false };
        if seen.contains(&name) || !part_is_well_formed(name, value) {
            return false;
        }
        seen.push(name);
    }
    rule.len() <= RULE_MAX && seen.first() == Some(&"FREQ") && !(seen.contains(&"COUNT") && seen.contains(&"UNTIL"))
}

fn part_is_well_formed(name: &str, value: &str) -> bool {
    match name {
        "FREQ" => matches!(value, "DAILY" | "WEEKLY" | "MONTHLY"),
        "INTERVAL" => number(value).is_some_and(|n| (1..=52).contains(&n)),
        "COUNT" => number(value).is_some_and(|n| (1..=366).contains(&n)),
        "UNTIL" => instant(value),
        "BYDAY" => value.split(',').all(nth_weekday),
        "BYMONTHDAY" => value.split(',').all(|day| signed(day).is_some_and(|n| (1..=31).contains(&n.abs()))),
        "BYSETPOS" => value.split(',').all(|place| signed(place).is_some_and(|n| (1..=5).contains(&n.abs()))),
        "WKST" => WEEKDAYS.contains(&value),
        _ => false,
    }
}

/// Digits only: `parse` would take a sign too.
fn number(text: &str) -> Option<i32> {
    let digits = !text.is_empty() && text.len() <= 3 && text.bytes().all(|letter| letter.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

fn signed(text: &str) -> Option<i32> {
    match text.strip_prefix('-') {
        Some(rest) => number(rest).map(|n| -n),
        None => number(text),
    }
}

/// `MO`, `2SA`, `-1FR`.
fn nth_weekday(text: &str) -> bool {
    let Some((nth, day)) = text.len().checked_sub(2).and_then(|at| text.split_at_checked(at)) else { return false };
    WEEKDAYS.contains(&day) && (nth.is_empty() || signed(nth).is_some_and(|n| (1..=5).contains(&n.abs())))
}

/// `20270131T155959Z`: an instant in UTC, as the calendars' rule wants it.
fn instant(text: &str) -> bool {
    let digits = |part: &str| part.bytes().all(|letter| letter.is_ascii_digit());
    match text.split_once('T') {
        Some((day, clock)) => {
            let clock = clock.strip_suffix('Z').unwrap_or_default();
            day.len() == 8 && clock.len() == 6 && digits(day) && digits(clock)
        }
        None => false,
    }
}

/// The identity of the date that a series has on a day. That of an activity of the committee's file is the one that the importer
/// gives it, so that a date which both make is one.
pub fn date_id(community: CommunityId, activity: ActivityId, day: Day) -> OccurrenceId {
    if follows(activity.0) {
        OccurrenceId::of_day(activity.0, day)
    } else {
        OccurrenceId::of_code(community, &format!("{activity}/{day}"))
    }
}

/// Whether a rule or the committee's file has made a date, and not a person.
pub fn made(id: OccurrenceId) -> bool {
    follows(id.0)
}

/// Whether an identity follows from a code, as in [`crate::id`]; what somebody makes on a phone has one that is drawn.
fn follows(id: Uuid) -> bool {
    id.get_version_num() == 5
}

/// The date of an activity with a plan.
pub fn date(activity: &Activity, id: OccurrenceId, plan: &Plan) -> Occurrence {
    Occurrence {
        id,
        activity: activity.id,
        organization: activity.organization,
        starts: plan.starts,
        ends: plan.ends,
        venue: plan.venue,
        capacity: plan.capacity,
        kept: plan.kept,
        windows: plan.windows,
        approval: plan.approval,
        note: plan.note.trim().into(),
        lottery: plan.lottery(),
        ..Occurrence::default()
    }
}

/// The dates that a series has and the community has not. One that was called off, moved or added by hand for the same time
/// is there already; and a series has one date on a day, though older releases gave it another identity.
pub fn missing(facts: &Facts, activity: &Activity, pattern: &Pattern) -> Vec<Change> {
    let same = |date: &Occurrence, id: OccurrenceId, starts: Moment| {
        date.id == id || date.starts == starts || made(date.id) && date.starts.day() == starts.day()
    };
    let there = |id: OccurrenceId, starts: Moment| facts.dates.iter().any(|(date, _)| same(date, id, starts));
    let ahead = facts.series_dates.iter().flatten();
    let wanted = ahead.filter(|(id, starts, _)| *starts > facts.now && !there(*id, *starts));
    let new = wanted.map(|(id, starts, ends)| {
        let plan = Plan { starts: *starts, ends: *ends, ..pattern.first.clone() };
        Change::Occurrence(date(activity, *id, &plan))
    });
    new.collect()
}

/// Takes out the coming dates that an earlier rule made and the new one has not. One for which somebody ever signed up, or that
/// an organizer has changed, stays; so does everything on a phone, which does not know the dates of a rule.
pub fn left_over(facts: &Facts, before: &Pattern) -> Vec<Change> {
    let Some(ahead) = &facts.series_dates else { return Vec::new() };
    let wanted = |date: &Occurrence| ahead.iter().any(|(id, ..)| *id == date.id);
    let gone = facts.dates.iter().filter(|(date, asked)| {
        !asked && date.starts > facts.now && made_by(facts.community.id, before, date) && !wanted(date)
    });
    gone.map(|(date, _)| Change::NoOccurrence(date.id)).collect()
}

/// Whether a date is as the series made it.
fn made_by(community: CommunityId, pattern: &Pattern, date: &Occurrence) -> bool {
    let first = &pattern.first;
    date.cancelled.is_none()
        && date.id == date_id(community, date.activity, date.starts.day())
        && date.starts.clock() == first.starts.clock()
        && date.ends.0 - date.starts.0 == first.ends.0 - first.starts.0
        && (date.venue, date.capacity, date.kept) == (first.venue, first.capacity, first.kept)
        && date.approval == first.approval
        && date.note == first.note.trim()
        && date.lottery_hours() == first.lottery_hours
        && date.windows == first.windows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_simple_rules_are_taken() {
        for rule in [
            "FREQ=WEEKLY",
            "FREQ=WEEKLY;INTERVAL=2",
            "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
            "FREQ=DAILY;COUNT=10",
            "FREQ=MONTHLY;BYDAY=2SA",
            "FREQ=MONTHLY;BYDAY=-1FR",
            "FREQ=MONTHLY;BYMONTHDAY=-1",
            "FREQ=WEEKLY;UNTIL=20270131T155959Z;WKST=MO",
        ] {
            assert_eq!(Series { rule: rule.into(), skip: Skip::Nothing }.check(), Ok(()), "{rule}");
        }
    }

    #[test]
    fn what_makes_too_many_dates_or_is_no_rule_is_refused() {
        let long = format!("FREQ=WEEKLY;BYDAY={}", ["MO"; 50].join(","));
        for rule in [
            "",
            "每周",
            "FREQ=HOURLY",
            "FREQ=YEARLY",
            "BYDAY=MO;FREQ=WEEKLY",
            "FREQ=WEEKLY;INTERVAL=0",
            "FREQ=WEEKLY;INTERVAL=+1",
            "FREQ=DAILY;BYHOUR=1,2,3",
            "FREQ=WEEKLY;FREQ=DAILY",
            "FREQ=WEEKLY;BYDAY=",
            "FREQ=WEEKLY;BYDAY=9MO",
            "FREQ=WEEKLY;BYDAY=周一",
            "FREQ=WEEKLY;UNTIL=20270131",
            "FREQ=WEEKLY;COUNT=2;UNTIL=20270131T155959Z",
            "FREQ=WEEKLY\nRDATE:20261201T000000Z",
            long.as_str(),
        ] {
            assert_eq!(Series { rule: rule.into(), skip: Skip::Nothing }.check(), Err(Refusal::BadSeries), "{rule}");
        }
    }
}
