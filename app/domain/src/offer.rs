//! Offers (候补到了): a freed place is held for the head of the waiting list until they say whether they come.
//!
//! Only the hours of the day count, so that nobody loses a place in their sleep. Shortly before the start there is no time to
//! ask, and places are given. An offer that is over lapses: the server looks before every command that is about places, and once a
//! minute (see its store), so a rule never has to count with an offer that is over.
//!
//! Whoever runs the activity may answer for somebody who phoned, and may give a free place to a party that is not at the head:
//! a small one, say, while the head needs more places than there are. That is noted on the sign-up.

use crate::change::Change;
use crate::facts::Facts;
use crate::permission::{Act, may};
use crate::refusal::Refusal;
use crate::signup::{Signup, SignupState, require_say};
use crate::waiting::{WaitingList, elsewhere, grant, settle};
use crate::when::{HOUR_MS, Moment, OFFSET_MS};

/// How many hours of daytime an offer stands.
pub const HOURS: u32 = 4;
/// So long before the start a freed place is given at once.
pub const AT_ONCE_MS: i64 = 3 * HOUR_MS;

/// A civil day.
const DAY_MS: i64 = 24 * HOUR_MS;
/// Eight in the morning: from here on the time counts.
const OPEN_MS: i64 = 8 * HOUR_MS;
/// What counts of one day: from 08:00 to 20:00.
const DAYTIME_MS: i64 = 12 * HOUR_MS;

/// Until when an offer made `now` stands, if it lasts `hours` of daytime: never past the start of the date. Hours that are
/// used up at 20:00 end there, not at 08:00 of the next day.
pub fn until(now: Moment, hours: u32, starts: Moment) -> Moment {
    let local = now.0 + OFFSET_MS;
    let today = (local.rem_euclid(DAY_MS) - OPEN_MS).clamp(0, DAYTIME_MS);
    // All the daytime there has been since the first day, and what is given now.
    let daytime = local.div_euclid(DAY_MS) * DAYTIME_MS + today + i64::from(hours) * HOUR_MS;
    let day = (daytime - 1).div_euclid(DAYTIME_MS);
    let end = day * DAY_MS + OPEN_MS + (daytime - day * DAYTIME_MS) - OFFSET_MS;
    Moment(end.max(now.0).min(starts.0))
}

/// An offer on a date that now begins at another time: nobody can answer it after that.
pub(crate) fn within(state: SignupState, starts: Moment) -> SignupState {
    match state {
        SignupState::Offered { ticket, until } => SignupState::Offered { ticket, until: until.min(starts) },
        other => other,
    }
}

/// Takes the places that are offered.
pub fn accept(facts: &Facts) -> Result<Vec<Change>, Refusal> {
    let signup = facts.signup.as_ref().ok_or(Refusal::NotFound)?;
    let mut date = facts.occurrence.clone().ok_or(Refusal::NotFound)?;
    require_say(facts, signup)?;
    match signup.state {
        SignupState::Offered { until, .. } if until > facts.now && date.starts > facts.now => {}
        SignupState::Confirmed => return Err(Refusal::AlreadySaid),
        _ => return Err(Refusal::OfferOver),
    }
    date.held = date.held.saturating_sub(signup.seats());
    date.confirmed += signup.seats();
    Ok(vec![Change::Signup(signup.with(SignupState::Confirmed, facts.now)), Change::Occurrence(date)])
}

/// An organizer offers free places to a party of the list, whoever stands before it.
pub fn offer_to(facts: &Facts) -> Result<Vec<Change>, Refusal> {
    let signup = facts.signup.as_ref().ok_or(Refusal::NotFound)?;
    let mut occurrence = facts.occurrence.clone().ok_or(Refusal::NotFound)?;
    if !may(&facts.actor, Act::RunActivities(signup.organization)) {
        return Err(Refusal::NotFound);
    }
    if occurrence.starts <= facts.now {
        return Err(Refusal::OccurrenceStarted);
    }
    if signup.holds() {
        return Err(Refusal::AlreadySaid);
    }
    if matches!(signup.state, SignupState::Entered | SignupState::Asked) {
        // Whoever is in a lottery, or has only asked, is on no list.
        return Err(Refusal::NotFound);
    }
    if !signup.live() {
        return Err(Refusal::AlreadyCancelled);
    }
    for person in &signup.party {
        if let Some((_, _, title)) = elsewhere(person.id, &occurrence, &facts.engagements) {
            return Err(Refusal::TimeClash { name: person.name.clone(), title: title.clone() });
        }
    }
    if occurrence.free() < signup.seats() {
        return Err(Refusal::NoRoom { free: occurrence.free() });
    }
    let offered = grant(signup, &mut occurrence, facts.offers(), facts.now);
    let (mut parties, mut engagements) = (facts.waiting.clone(), facts.engagements.clone());
    parties.retain(|other| other.id != signup.id);
    engagements.retain(|(other, _, _)| other.id != signup.id);
    engagements.push((offered.clone(), occurrence.clone(), String::new()));
    let mut changes = vec![Change::Signup(Signup { out_of_order: true, ..offered })];
    let own = WaitingList { occurrence, parties, offers: facts.offers(), newcomer: None };
    changes.extend(settle(own, &facts.lists, engagements, facts.now));
    Ok(changes)
}

/// Ends the offers of a date that are over, and moves up who waits for their places.
pub fn lapse(facts: &Facts) -> Vec<Change> {
    let Some(mut occurrence) = facts.occurrence.clone() else { return Vec::new() };
    let (mut changes, mut engagements) = (Vec::new(), facts.engagements.clone());
    let over = |signup: &&Signup| matches!(signup.state, SignupState::Offered { until, .. } if until <= facts.now);
    for signup in facts.offered.iter().filter(over) {
        occurrence.held = occurrence.held.saturating_sub(signup.seats());
        engagements.retain(|(other, _, _)| other.id != signup.id);
        changes.push(Change::Signup(signup.with(SignupState::Lapsed, facts.now)));
    }
    if changes.is_empty() {
        return changes;
    }
    // Nobody moves up on a date that has begun.
    let parties = if occurrence.starts > facts.now { facts.waiting.clone() } else { Vec::new() };
    let own = WaitingList { occurrence, parties, offers: facts.offers(), newcomer: None };
    changes.extend(settle(own, &facts.lists, engagements, facts.now));
    changes
}

#[cfg(test)]
mod tests;
