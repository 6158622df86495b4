//! Leases of places (带走的名额): so many of a date's places are one phone's to hand out while it has no network.
//!
//! Two doors without a network both see "3 free", and six people stand in the hall. What is leased to a phone is counted as given
//! for everybody else, so what that phone hands out of it is certain from that moment, and not when the server has heard of it.
//! A lease takes what is kept first and then what is free, jumps no queue, and before a draw has what is kept alone.
//!
//! It ends when a leader gives it back, when its time is over, when its phone is signed out, and with its date. What is left then
//! is free, and moves the waiting list up; it is not kept again. The phone stops promising at the lease's end, and the server
//! waits [`GRACE_MS`] longer for what it has yet to tell: no clock of a phone decides anything.
//!
//! What was handed out is a fact with its own time, like a presence: whoever stands in the hall is on the list. So it is taken
//! also when the date has begun, and it is not held against them what the leader at the door could not know: who may come, what
//! they have elsewhere (which is marked). When the lease has ended in the meantime, is another phone's or forgotten, the places
//! come from what is kept, then from what is free, else they wait at the end of the line or enter the draw: never over capacity,
//! marked, never lost.

use crate::attendance;
use crate::change::Change;
use crate::facts::{Engagement, Facts};
use crate::id::{DeviceId, LeaseId, OccurrenceId, OrganizationId, ResidentId, SignupId};
use crate::occurrence::Occurrence;
use crate::permission::{Act, may};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::Person;
use crate::signup::{Signup, SignupState, people, uncount};
use crate::waiting::{WaitingList, clashes, settle};
use crate::when::{HOUR_MS, Moment};
use serde::Serialize;

/// The most places of one lease: a phone that does not come back keeps no hall empty.
pub const PLACES_MAX: u32 = 20;
/// So long after a lease's end its places wait for what its phone has yet to tell.
pub const GRACE_MS: i64 = 2 * HOUR_MS;

/// Places that are one phone's to hand out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Lease {
    /// Drawn by the phone.
    pub id: LeaseId,
    /// Of which date.
    pub occurrence: OccurrenceId,
    /// Whose leaders see it.
    pub organization: OrganizationId,
    /// Who took it.
    pub by: Person,
    /// On which phone: the server says so, and until then nobody is promised anything.
    pub device: DeviceId,
    /// How many places.
    pub places: u32,
    /// How many of them were handed out.
    pub given: u32,
    /// Until when the phone hands them out.
    pub until: Moment,
    /// When it was taken.
    pub made: Moment,
    /// When it ended, however that was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Moment>,
}

impl Lease {
    /// Whether its places are still the phone's.
    pub fn live(&self) -> bool {
        self.ended.is_none()
    }

    /// Places that are left to hand out, in people.
    pub fn left(&self) -> u32 {
        if self.live() { self.places.saturating_sub(self.given) } else { 0 }
    }

    /// Whether this phone can promise one of its places at a moment of the phone's own clock.
    pub fn promises(&self, phone: Option<DeviceId>, now: Moment) -> bool {
        phone == Some(self.device) && self.left() > 0 && now < self.until
    }

    fn over(&self, now: Moment) -> Change {
        Change::Lease(Lease { ended: Some(now), ..self.clone() })
    }
}

/// A leader takes places of a date onto the phone on which they say so. No lease outlasts its date.
pub fn take(facts: &Facts, id: LeaseId, places: u32, until: Moment) -> Result<Vec<Change>, Refusal> {
    let mut date = facts.occurrence.clone().ok_or(Refusal::NotFound)?;
    if !may(&facts.actor, Act::RunActivities(date.organization)) || facts.lease.is_some() {
        return Err(Refusal::NotFound);
    }
    if date.cancelled.is_some() {
        return Err(Refusal::OccurrenceCancelled);
    }
    if date.starts <= facts.now {
        return Err(Refusal::OccurrenceStarted);
    }
    let until = until.min(date.ends);
    if until <= facts.now {
        return Err(Refusal::InThePast);
    }
    let max = date.kept.saturating_add(unclaimed(&date)).min(PLACES_MAX);
    if places == 0 || places > max {
        return Err(Refusal::LeaseOutOfRange { max });
    }
    date.kept -= places.min(date.kept);
    date.leased += places;
    let lease = Lease {
        id,
        occurrence: date.id,
        organization: date.organization,
        by: Person { id: facts.actor.id, name: facts.actor.name.clone() },
        device: facts.phone,
        places,
        given: 0,
        until,
        made: facts.now,
        ended: None,
    };
    Ok(vec![Change::Lease(lease), Change::Occurrence(date)])
}

/// Free places that nobody waits for and no draw will give.
fn unclaimed(date: &Occurrence) -> u32 {
    if date.undrawn().is_none() && date.waiting == 0 { date.free() } else { 0 }
}

/// A leader gives back what is left of a lease, on whosever phone it is.
pub fn give_back(facts: &Facts) -> Result<Vec<Change>, Refusal> {
    let allowed = |lease: &&Lease| may(&facts.actor, Act::RunActivities(lease.organization));
    let lease = facts.lease.as_ref().filter(allowed).ok_or(Refusal::NotFound)?;
    if !lease.live() {
        return Err(Refusal::AlreadySaid);
    }
    Ok(end(facts, std::slice::from_ref(lease)))
}

/// Ends the leases of the facts' date whose time is over or whose phone is signed out.
pub fn lapse(facts: &Facts) -> Vec<Change> {
    end(facts, &facts.leases)
}

/// What becomes of the leases of a date that is called off.
pub(crate) fn called_off(facts: &Facts, date: OccurrenceId) -> Vec<Change> {
    facts.leases.iter().filter(|lease| lease.occurrence == date).map(|lease| lease.over(facts.now)).collect()
}

/// What becomes of the leases of a date that ends earlier now: none outlasts it.
pub(crate) fn shortened(facts: &Facts, date: &Occurrence) -> Vec<Change> {
    let outlasts = |lease: &&Lease| lease.live() && lease.occurrence == date.id && lease.until > date.ends;
    let until = date.ends;
    facts.leases.iter().filter(outlasts).map(|lease| Change::Lease(Lease { until, ..lease.clone() })).collect()
}

fn end(facts: &Facts, leases: &[Lease]) -> Vec<Change> {
    let Some(mut date) = facts.occurrence.clone() else { return Vec::new() };
    let mut changes = Vec::new();
    for lease in leases.iter().filter(|lease| lease.live()) {
        date.leased = date.leased.saturating_sub(lease.left());
        changes.push(lease.over(facts.now));
    }
    if !changes.is_empty() {
        changes.extend(moved_up(facts, date, facts.waiting.clone(), facts.engagements.clone()));
    }
    changes
}

/// A leader's phone has handed places out, at a moment of its own clock. Whoever has a place already keeps that one; a sign-up
/// that waits for all of its people, or asks, gives way to this one.
pub fn hand_out(facts: &Facts, id: SignupId, party: &[ResidentId], at: Moment) -> Result<Vec<Change>, Refusal> {
    let mut date = facts.occurrence.clone().ok_or(Refusal::NotFound)?;
    if !may(&facts.actor, Act::RunActivities(date.organization)) || facts.signup.is_some() {
        return Err(Refusal::NotFound);
    }
    attendance::require_open(&date, at, facts.now)?;
    let named = |id| facts.named.iter().find(|person| person.id == id).cloned().ok_or(Refusal::NotFound);
    let mut party = people(party, named)?;
    let replaced = step_in(facts, &date, &mut party)?;

    let (mut parties, mut engagements) = (facts.waiting.clone(), facts.engagements.clone());
    let mut changes = Vec::new();
    for other in &replaced {
        uncount(other, &mut date);
        parties.retain(|waits| waits.id != other.id);
        engagements.retain(|(known, ..)| known.id != other.id);
        changes.push(Change::Signup(other.with(SignupState::Cancelled, facts.now)));
    }
    let mut signup = Signup { handed: Some(at), ..Signup::seated(facts, id, &date, party) };
    signup.clash = clashes(&signup, &date, &engagements) || on_duty(facts, &signup, &date);
    if date.cancelled.is_some() {
        // Its lease ended with it. They are told, like everyone who was signed up.
        return Ok(vec![Change::Signup(Signup { state: SignupState::CalledOff, unleased: true, ..signup })]);
    }
    match out_of(facts, &date, signup.seats())? {
        Some(rest) => {
            date.leased = date.leased.saturating_sub(signup.seats());
            date.confirmed += signup.seats();
            // Before a draw every place is given out of order.
            signup.out_of_order = date.undrawn().is_some();
            changes.push(Change::Lease(rest));
        }
        None => without(&mut date, &mut signup, parties.len()),
    }
    match signup.state {
        SignupState::Confirmed => engagements.push((signup.clone(), date.clone(), String::new())),
        SignupState::Waiting { .. } => parties.push(signup.clone()),
        _ => {}
    }
    changes.push(Change::Signup(signup));
    changes.extend(moved_up(facts, date, parties, engagements));
    Ok(changes)
}

/// The lease after so many of its places; none if it cannot give them. At the door too many are refused; what was handed out is
/// not.
fn out_of(facts: &Facts, date: &Occurrence, seats: u32) -> Result<Option<Lease>, Refusal> {
    // A phone names leases of its own alone.
    let own = |lease: &&Lease| facts.forecast || lease.device == facts.phone;
    let holds = |lease: &&Lease| lease.live() && lease.occurrence == date.id && own(lease);
    let Some(lease) = facts.lease.as_ref().filter(holds) else { return Ok(None) };
    if lease.left() >= seats {
        return Ok(Some(Lease { given: lease.given + seats, ..lease.clone() }));
    }
    if facts.forecast { Err(Refusal::NoRoom { free: lease.left() }) } else { Ok(None) }
}

/// Places for people who were let in without a lease that holds: what is kept, what is free, or the end of the line.
fn without(date: &mut Occurrence, signup: &mut Signup, waiting: usize) {
    let seats = signup.seats();
    let from_kept = seats.min(date.kept);
    let drawn = date.undrawn().is_none();
    let free = if drawn { date.free() } else { 0 };
    signup.unleased = true;
    if seats - from_kept <= free {
        signup.out_of_order = !drawn || (seats > from_kept && date.waiting > 0);
        date.kept -= from_kept;
        date.confirmed += seats;
    } else if let Some(lottery) = date.lottery.as_mut().filter(|lottery| lottery.seed.is_none()) {
        lottery.entered += seats;
        signup.state = SignupState::Entered;
    } else {
        date.waiting += seats;
        date.last_ticket += 1;
        let position = u32::try_from(waiting + 1).unwrap_or(u32::MAX);
        signup.state = SignupState::Waiting { ticket: date.last_ticket, position };
    }
}

/// Leaves those out of a party who have a place on the date, and answers the sign-ups that give way to it. Who waits together
/// with others who are not in the party stays in that line: one cannot be on a date twice.
fn step_in(facts: &Facts, date: &Occurrence, party: &mut Vec<Person>) -> Result<Vec<Signup>, Refusal> {
    let here = |entry: &&Engagement| entry.1.id == date.id && entry.0.live();
    let known: Vec<&Signup> = facts.engagements.iter().filter(here).map(|(signup, ..)| signup).collect();
    let first = party.first().map(|person| person.name.clone()).unwrap_or_default();
    let seated = |who: &Person| known.iter().any(|s| s.state == SignupState::Confirmed && s.includes(who.id));
    party.retain(|person| !seated(person));
    if party.is_empty() {
        return Err(Refusal::AlreadySignedUp { name: first });
    }
    let mut replaced: Vec<Signup> = Vec::new();
    for person in party.iter() {
        let theirs = known.iter().find(|signup| signup.includes(person.id));
        let Some(signup) = theirs.filter(|signup| replaced.iter().all(|other| other.id != signup.id)) else { continue };
        if !signup.party.iter().all(|other| party.iter().any(|person| person.id == other.id)) {
            return Err(Refusal::AlreadySignedUp { name: person.name.clone() });
        }
        replaced.push((*signup).clone());
    }
    Ok(replaced)
}

fn on_duty(facts: &Facts, signup: &Signup, date: &Occurrence) -> bool {
    facts.duties.iter().any(|(duty, shift)| {
        duty.state.live() && signup.includes(duty.resident.id) && shift.overlaps(date.starts, date.ends)
    })
}

/// Who moves up on the date after that. Once it has begun nobody does, and those who wait are only counted anew.
fn moved_up(facts: &Facts, date: Occurrence, parties: Vec<Signup>, engagements: Vec<Engagement>) -> Vec<Change> {
    let mut changes = Vec::new();
    let begun = date.starts <= facts.now;
    if begun {
        for (position, party) in (1..).zip(&parties) {
            if let SignupState::Waiting { ticket, position: before } = party.state
                && before != position
            {
                let state = SignupState::Waiting { ticket, position };
                changes.push(Change::Signup(Signup { state, ..party.clone() }));
            }
        }
    }
    let parties = if begun { Vec::new() } else { parties };
    let own = WaitingList { occurrence: date, parties, offers: facts.offers(), newcomer: None };
    changes.extend(settle(own, &facts.lists, engagements, facts.now));
    changes
}

#[cfg(test)]
mod tests;
