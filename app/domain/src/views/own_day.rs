//! 今天, at the desk: the dates and shifts of the teams that somebody leads, with who comes and who has come; where there is none
//! today, the next one. And what the teams that somebody runs have within a month.

use super::waits::leads;
use crate::activity::Activity;
use crate::arrange::Arrange;
use crate::id::{OrganizationId, ResidentId};
use crate::occurrence::Occurrence;
use crate::permission::{Act, may};
use crate::presence::{Mark, Presence, Venture};
use crate::replica::Replica;
use crate::resident::Me;
use crate::shift::Shift;
use crate::venue::Venue;
use crate::when::{Day, Moment};
use std::collections::BTreeSet;

/// What takes place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A date of an activity.
    Date(Occurrence),
    /// A shift.
    Shift(Shift),
}

impl Event {
    /// From when until when.
    pub fn span(&self) -> (Moment, Moment) {
        match self {
            Event::Date(date) => (date.starts, date.ends),
            Event::Shift(shift) => (shift.starts, shift.ends),
        }
    }

    /// Whether it was called off.
    pub fn is_off(&self) -> bool {
        match self {
            Event::Date(date) => date.cancelled.is_some(),
            Event::Shift(shift) => shift.cancelled.is_some(),
        }
    }

    /// What people come to.
    fn venture(&self) -> Venture {
        match self {
            Event::Date(date) => Venture::Occurrence(date.id),
            Event::Shift(shift) => Venture::Shift(shift.id),
        }
    }
}

/// A date or shift of a team that somebody leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Led {
    /// The date or shift.
    pub event: Event,
    /// The activity, or the role.
    pub title: String,
    /// Where.
    pub venue: Venue,
    /// People who have come so far, also those who have gone again.
    pub came: usize,
    /// It has begun.
    pub begun: bool,
    /// It waits for the server's answer.
    pub pending: bool,
}

/// What a leader's day holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnDay {
    /// Which day it is.
    pub day: Day,
    /// What is today, by its beginning: over, under way or called off as well; and what goes on since yesterday.
    pub events: Vec<Led>,
    /// Where nothing is today, what comes next.
    pub next: Option<Led>,
}

/// The day of somebody who leads teams.
pub fn own_day(replica: &Replica, me: &Me, now: Moment) -> OwnDay {
    let day = now.day();
    let today = |(starts, ends): (Moment, Moment)| starts.day() == day || starts <= now && ends > now;
    let mut events = led(replica, &|team| leads(me, team), &today);
    events.arrange_by_key(|event| (event.span(), event.venture()));
    let events: Vec<Led> = events.into_iter().filter_map(|event| complete(replica, event, now)).collect();
    let next = if events.is_empty() { next(replica, me, now) } else { None };
    OwnDay { day, events, next }
}

fn next(replica: &Replica, me: &Me, now: Moment) -> Option<Led> {
    let mut coming = led(replica, &|team| leads(me, team), &|(starts, _)| starts > now);
    coming.retain(|event| !event.is_off());
    coming.arrange_by_key(|event| (event.span(), event.venture()));
    coming.into_iter().find_map(|event| complete(replica, event, now))
}

/// What the teams that somebody runs, or one of them, have on the days from `from` to the one before `until`, by its beginning. Staff
/// run all teams.
pub fn run_between(
    replica: &Replica,
    me: &Me,
    team: Option<OrganizationId>,
    (from, until): (Day, Day),
    now: Moment,
) -> Vec<Led> {
    let run = |of: OrganizationId| team.is_none_or(|team| team == of) && may(me, Act::RunActivities(of));
    let within = |(starts, _): (Moment, Moment)| starts.day() >= from && starts.day() < until;
    let mut events = led(replica, &run, &within);
    events.arrange_by_key(|event| (event.span(), event.venture()));
    events.into_iter().filter_map(|event| complete(replica, event, now)).collect()
}

/// The dates and shifts of some teams at the times that `wanted` picks.
fn led(
    replica: &Replica,
    teams: &dyn Fn(OrganizationId) -> bool,
    wanted: &dyn Fn((Moment, Moment)) -> bool,
) -> Vec<Event> {
    let dates = replica.all::<Occurrence>().filter(|date| teams(date.organization));
    let shifts = replica.all::<Shift>().filter(|shift| teams(shift.organization));
    let dates = dates.filter(|date| wanted((date.starts, date.ends))).cloned().map(Event::Date);
    let shifts = shifts.filter(|shift| wanted((shift.starts, shift.ends))).cloned().map(Event::Shift);
    dates.chain(shifts).collect()
}

fn complete(replica: &Replica, event: Event, now: Moment) -> Option<Led> {
    let (title, venue, pending) = match &event {
        Event::Date(date) => {
            let title = replica.get::<Activity>(date.activity.0)?.title.clone();
            (title, date.venue, replica.is_pending::<Occurrence>(date.id.0))
        }
        Event::Shift(shift) => (shift.role.clone(), shift.venue, replica.is_pending::<Shift>(shift.id.0)),
    };
    Some(Led {
        title,
        venue: replica.get::<Venue>(venue.0).cloned().unwrap_or_default(),
        came: came(replica, event.venture()),
        begun: event.span().0 <= now,
        pending,
        event,
    })
}

/// How many people were seen there: residents by their identity, everybody else by the name. Whoever was seen going has come.
fn came(replica: &Replica, of: Venture) -> usize {
    let seen = replica.all::<Presence>().filter(|fact| fact.of == of && fact.mark != Mark::Excused);
    let who = |fact: &Presence| -> (Option<ResidentId>, String) {
        (fact.resident, if fact.resident.is_some() { String::new() } else { fact.name.clone() })
    };
    seen.map(who).collect::<BTreeSet<_>>().len()
}

#[cfg(test)]
mod tests;
