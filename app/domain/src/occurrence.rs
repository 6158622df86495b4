//! An occurrence (场次): one date of an activity, with its places.
//!
//! `confirmed` and `taken tickets` are kept beside the sign-ups and checked by the database, so that places can never be
//! given twice (`confirmed + held + leased + kept <= capacity` holds at every commit). Places are people, not sign-ups.

use crate::approval::require_answered;
use crate::change::Change;
use crate::facts::{Engagement, Facts};
use crate::id::{ActivityId, OccurrenceId, OrganizationId, PhotoId, VenueId};
use crate::lease;
use crate::lottery::{Lottery, replanned};
use crate::offer;
use crate::permission::{Act, require};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::series::date;
use crate::shift;
use crate::signup::{Signup, SignupState};
use crate::venue;
use crate::waiting::{WaitingList, clashes, settle};
use crate::when::Moment;
use crate::windows::Windows;
use serde::Serialize;

/// The largest number of places one date can have.
pub const CAPACITY_MAX: u32 = 2_000;
/// The longest note on a date, in characters.
pub const NOTE_MAX: usize = 200;
const LONGEST_MS: i64 = 24 * crate::when::HOUR_MS;

/// One date of an activity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Occurrence {
    /// Its identity.
    pub id: OccurrenceId,
    /// What takes place.
    pub activity: ActivityId,
    /// Who runs it.
    pub organization: OrganizationId,
    /// Begins.
    pub starts: Moment,
    /// Ends.
    pub ends: Moment,
    /// Where.
    pub venue: VenueId,
    /// Places, in people.
    pub capacity: u32,
    /// People who have a place.
    pub confirmed: u32,
    /// People on the waiting list.
    pub waiting: u32,
    /// The last ticket drawn from the waiting list: it only grows, so order is never in doubt.
    pub last_ticket: i64,
    /// What is different this time (a topic, "带剪刀"), or empty.
    pub note: String,
    /// Called off, with the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancelled: Option<String>,
    /// People to whom a place is offered, which is held for them.
    #[serde(default, skip_serializing_if = "nobody")]
    pub held: u32,
    /// Its places are drawn, or were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lottery: Option<Lottery>,
    /// Places that are left of those kept for people who call or come: not the app's to give. See [`crate::kept`].
    #[serde(default, skip_serializing_if = "nobody")]
    pub kept: u32,
    /// When one can sign up and cancel.
    #[serde(default, skip_serializing_if = "Windows::unsaid")]
    pub windows: Windows,
    /// A leader closed its attendance before it would have closed itself. See [`crate::attendance`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<Moment>,
    /// What its leaders thank people for, now that it is over, or empty. See [`crate::thanks`].
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub thanks: String,
    /// Whoever signs up asks first: see [`crate::approval`].
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub approval: bool,
    /// What is shown below the thanks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<PhotoId>,
    /// Places that leaders' phones hold to hand out without a network: see [`crate::lease`].
    #[serde(default, skip_serializing_if = "nobody")]
    pub leased: u32,
}

/// For what is not written when it is zero.
fn nobody(count: &u32) -> bool {
    *count == 0
}

impl Occurrence {
    /// Free places that the app gives, in people.
    pub fn free(&self) -> u32 {
        self.capacity.saturating_sub(self.given()).saturating_sub(self.kept)
    }

    /// Places that are taken, held, or a leader's phone's to give, in people.
    pub fn given(&self) -> u32 {
        self.confirmed.saturating_add(self.held).saturating_add(self.leased)
    }

    /// Whether the two take time from each other.
    pub fn overlaps(&self, starts: Moment, ends: Moment) -> bool {
        self.starts < ends && starts < self.ends
    }
}

/// What an organizer says about a date.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Begins.
    pub starts: Moment,
    /// Ends.
    pub ends: Moment,
    /// Where.
    pub venue: VenueId,
    /// Places, in people.
    pub capacity: u32,
    /// What is different this time, or empty.
    pub note: String,
    /// Its places are drawn, from entries until so many hours before it begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lottery_hours: Option<u32>,
    /// So many of its places are kept for people who call or come.
    #[serde(default, skip_serializing_if = "nobody")]
    pub kept: u32,
    /// When one can sign up and cancel.
    #[serde(default, skip_serializing_if = "Windows::unsaid")]
    pub windows: Windows,
    /// Whoever signs up asks first, and an organizer agrees or not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub approval: bool,
    /// A place that is no venue, as it is written; `venue` is then the identity that follows from it ([`crate::venue`]).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
}

impl Plan {
    /// What holds for a date.
    pub fn of(date: &Occurrence) -> Plan {
        Plan {
            starts: date.starts,
            ends: date.ends,
            venue: date.venue,
            capacity: date.capacity,
            note: date.note.clone(),
            lottery_hours: date.lottery_hours(),
            kept: date.kept,
            windows: date.windows,
            approval: date.approval,
            place: String::new(),
        }
    }

    /// Refuses what no calendar or hall can hold.
    pub(crate) fn check(&self, now: Moment) -> Result<(), Refusal> {
        if self.ends <= self.starts || self.ends.0.saturating_sub(self.starts.0) > LONGEST_MS {
            return Err(Refusal::EndsBeforeStarts);
        }
        if self.starts < now {
            return Err(Refusal::InThePast);
        }
        if self.capacity == 0 || self.capacity > CAPACITY_MAX {
            return Err(Refusal::CapacityOutOfRange { max: CAPACITY_MAX });
        }
        if self.kept > self.capacity {
            return Err(Refusal::KeptOutOfRange { max: self.capacity });
        }
        if self.note.chars().count() > NOTE_MAX {
            return Err(Refusal::WordsTooLong { max: NOTE_MAX });
        }
        self.check_windows()
    }
}

/// An organizer adds a date to an activity.
pub fn add(facts: &Facts, id: OccurrenceId, plan: &Plan) -> Result<Vec<Change>, Refusal> {
    let activity = facts.activity.as_ref().ok_or(Refusal::NotFound)?;
    require(&facts.actor, Act::RunActivities(activity.organization))?;
    plan.check(facts.now)?;
    plan.check_lottery(facts.now)?;
    if facts.occurrence.is_some() {
        return Err(Refusal::NotFound);
    }
    let place = venue::found(facts, plan.venue, &plan.place)?;
    Ok(place.into_iter().chain([Change::Occurrence(date(activity, id, plan))]).collect())
}

/// An organizer changes a date. More places, or fewer that are kept, move the waiting list up; fewer than the people who were
/// told that they have one, or may have it, are refused (nobody is ever put out silently). Whoever has a place keeps it at
/// another time too, and is marked if they have something else then. Its shifts go with it.
pub fn edit(facts: &Facts, plan: &Plan) -> Result<Vec<Change>, Refusal> {
    let before = open_for_organizer(facts)?;
    plan.check(facts.now)?;
    let place = venue::found(facts, plan.venue, &plan.place)?;
    require_answered(facts, &before, plan)?;
    let occurrence = replan(&before, plan, facts.now)?;
    let mut engagements = facts.engagements.clone();
    engagements.retain(|(_, date, _)| date.id != occurrence.id);
    let holders = || facts.seated.iter().chain(&facts.offered);
    engagements.extend(holders().map(|signup| (signup.clone(), occurrence.clone(), String::new())));
    let mut changes: Vec<Change> = place.into_iter().chain(lease::shortened(facts, &occurrence)).collect();
    if (before.starts, before.ends) != (occurrence.starts, occurrence.ends) {
        changes.extend(marked(holders().chain(&facts.entered), &occurrence, &engagements));
    }
    changes.extend(shift::moved(facts, &[shift::Move { before: &before, after: &occurrence }])?);
    let own = WaitingList { occurrence, parties: facts.waiting.clone(), offers: facts.offers(), newcomer: None };
    changes.extend(settle(own, &facts.lists, engagements, facts.now));
    Ok(changes)
}

/// The same, by somebody whose form began with `before`: see [`crate::edit`].
pub fn edit_over(facts: &Facts, plan: &Plan, before: Option<&Plan>) -> Result<Vec<Change>, Refusal> {
    let date = open_for_organizer(facts)?;
    edit(facts, &plan.onto(&date, before)?)
}

/// The date with another plan, which is right in itself. What was given or may have been promised stays given.
pub(crate) fn replan(before: &Occurrence, plan: &Plan, now: Moment) -> Result<Occurrence, Refusal> {
    if plan.capacity < before.given() {
        return Err(Refusal::CapacityBelowConfirmed { confirmed: before.given() });
    }
    if plan.kept > plan.capacity - before.given() {
        return Err(Refusal::KeptOutOfRange { max: plan.capacity - before.given() });
    }
    Ok(Occurrence {
        starts: plan.starts,
        ends: plan.ends,
        venue: plan.venue,
        capacity: plan.capacity,
        kept: plan.kept,
        windows: plan.windows,
        approval: plan.approval,
        note: plan.note.trim().into(),
        lottery: replanned(before, plan, now)?,
        ..before.clone()
    })
}

/// The sign-ups of a date that was moved for which it has become right, or wrong, that somebody has something else then; and the
/// offers that would stand longer than until the date begins.
pub(crate) fn marked<'a>(
    people: impl Iterator<Item = &'a Signup>,
    date: &Occurrence,
    engagements: &[Engagement],
) -> Vec<Change> {
    let moved = |signup: &Signup| {
        let clash = clashes(signup, date, engagements);
        Signup { clash, state: offer::within(signup.state, date.starts), ..signup.clone() }
    };
    let with = people.map(|signup| (moved(signup), signup));
    let other = with.filter(|(after, before)| after != *before);
    other.map(|(after, _)| Change::Signup(after)).collect()
}

/// An organizer calls a date off: everyone who is signed up keeps a row that says so. Its shifts go with it.
pub fn cancel(facts: &Facts, reason: &str) -> Result<Vec<Change>, Refusal> {
    let (before, reason) = (open_for_organizer(facts)?, given(reason)?);
    let occurrence = called_off(&before, reason);
    let told = |signup: &Signup| Change::Signup(signup.with(SignupState::CalledOff, facts.now));
    let seeking = facts.waiting.iter().chain(&facts.entered).chain(&facts.unanswered);
    let people = facts.seated.iter().chain(&facts.offered).chain(seeking);
    let mut changes: Vec<Change> = people.map(told).collect();
    let mut engagements = facts.engagements.clone();
    engagements.retain(|(_, date, _)| date.id != occurrence.id);
    changes.extend(lease::called_off(facts, occurrence.id));
    changes.extend(shift::called_off(facts, occurrence.id, reason));
    let own = WaitingList { occurrence, ..WaitingList::default() };
    changes.extend(settle(own, &facts.lists, engagements, facts.now));
    Ok(changes)
}

/// An organizer calls a date off with all later ones of its activity, and ends its series: there will be none after
/// them. What the earlier ones say of their rule they go on saying.
pub fn cancel_from(facts: &Facts, reason: &str) -> Result<Vec<Change>, Refusal> {
    let first = open_for_organizer(facts)?;
    let reason = given(reason)?;
    let mut changes = Vec::new();
    let mut rest = facts.clone();
    for (date, signups) in &facts.later {
        let told = |signup: &Signup| Change::Signup(signup.with(SignupState::CalledOff, facts.now));
        changes.extend(signups.iter().map(told));
        changes.extend(lease::called_off(facts, date.id));
        changes.extend(shift::called_off(facts, date.id, reason));
        changes.push(Change::Occurrence(called_off(date, reason)));
        // Nobody moves up on a date that is called off, or is kept from another one by it.
        rest.lists.retain(|list| list.occurrence.id != date.id);
        rest.engagements.retain(|(_, other, _)| other.id != date.id);
    }
    changes.extend(cancel(&rest, reason)?);
    if let Some(activity) = facts.activity.clone().filter(|activity| activity.series.is_some()) {
        changes.push(Change::Series(activity.id, None));
        changes.push(Change::Activity(activity.ruled(None, first.starts, facts.now)));
    }
    Ok(changes)
}

/// A reason that can be read out.
pub(crate) fn given(reason: &str) -> Result<&str, Refusal> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Refusal::WordsMissing);
    }
    if reason.chars().count() > NOTE_MAX {
        return Err(Refusal::WordsTooLong { max: NOTE_MAX });
    }
    Ok(reason)
}

fn called_off(date: &Occurrence, reason: &str) -> Occurrence {
    let lottery = date.lottery.clone().map(|lottery| Lottery { entered: 0, ..lottery });
    let (cancelled, confirmed, waiting, held, kept, leased) = (Some(reason.into()), 0, 0, 0, 0, 0);
    Occurrence { cancelled, confirmed, waiting, held, kept, leased, lottery, ..date.clone() }
}

pub(crate) fn open_for_organizer(facts: &Facts) -> Result<Occurrence, Refusal> {
    let occurrence = facts.occurrence.clone().ok_or(Refusal::NotFound)?;
    require(&facts.actor, Act::RunActivities(occurrence.organization))?;
    if occurrence.cancelled.is_some() {
        return Err(Refusal::AlreadyCancelled);
    }
    if occurrence.starts <= facts.now {
        return Err(Refusal::OccurrenceStarted);
    }
    Ok(occurrence)
}

/// A date that has ended and was not called off, for those who run it.
pub(crate) fn over(facts: &Facts) -> Result<Occurrence, Refusal> {
    let occurrence = facts.occurrence.clone().ok_or(Refusal::NotFound)?;
    require(&facts.actor, Act::RunActivities(occurrence.organization))?;
    if occurrence.cancelled.is_some() {
        return Err(Refusal::AlreadyCancelled);
    }
    if occurrence.ends > facts.now {
        return Err(Refusal::NotOverYet);
    }
    Ok(occurrence)
}

#[cfg(test)]
mod tests;
