//! Places that are kept (留着的名额): so many of a date's places are not the app's to give, but for people who call or come.
//!
//! An organizer signs them up. Their places are taken from what is kept, and when that is used up from what is free. Before a
//! draw what is free is in the draw, so then there is only what is kept. Whoever waits is not passed over silently: a place that
//! was free and went to somebody who called is noted on the sign-up, as is one that was given before the draw. A place that is
//! given back is free, and not kept again.
//!
//! Organizers name whom their organization knows: its members, and whoever ever stood on one of its lists. Staff name everyone.
//! Of others they do not learn that they live here; and why somebody has no time they learn from their own organization's dates
//! alone.

use crate::audience;
use crate::change::Change;
use crate::facts::Facts;
use crate::id::{OrganizationId, ResidentId, SignupId};
use crate::permission::{Act, may};
use crate::refusal::Refusal;
use crate::signup::{Signup, people, refuse_clashes};
use crate::waiting::{WaitingList, settle};

/// An organizer signs people up who called or came: they have their places, or it is refused.
pub fn sign_up_for(facts: &Facts, id: SignupId, party: &[ResidentId]) -> Result<Vec<Change>, Refusal> {
    let mut occurrence = facts.occurrence.clone().ok_or(Refusal::NotFound)?;
    if !may(&facts.actor, Act::RunActivities(occurrence.organization)) || facts.signup.is_some() {
        return Err(Refusal::NotFound);
    }
    if occurrence.cancelled.is_some() {
        return Err(Refusal::OccurrenceCancelled);
    }
    if occurrence.starts <= facts.now {
        return Err(Refusal::OccurrenceStarted);
    }
    let named = |id| facts.named.iter().find(|person| person.id == id).cloned().ok_or(Refusal::NotFound);
    let party = people(party, named)?;
    audience::require(facts, &occurrence, &party)?;
    refuse_clashes(&discreet(facts, occurrence.organization), &occurrence, &party)?;

    let drawn = occurrence.undrawn().is_none();
    let mut signup = Signup::seated(facts, id, &occurrence, party);
    let seats = signup.seats();
    let from_kept = seats.min(occurrence.kept);
    let from_free = seats - from_kept;
    let free = if drawn { occurrence.free() } else { 0 };
    if from_free > free {
        return Err(Refusal::NoRoom { free: occurrence.kept.saturating_add(free) });
    }
    signup.out_of_order = !drawn || (from_free > 0 && occurrence.waiting > 0);
    occurrence.kept -= from_kept;
    occurrence.confirmed += seats;
    let mut engagements = facts.engagements.clone();
    engagements.push((signup.clone(), occurrence.clone(), String::new()));
    let mut changes = vec![Change::Signup(signup)];
    let own = WaitingList { occurrence, parties: facts.waiting.clone(), offers: facts.offers(), newcomer: None };
    changes.extend(settle(own, &facts.lists, engagements, facts.now));
    Ok(changes)
}

/// The same facts without the titles of what people do with other organizations, which staff alone may know.
pub(crate) fn discreet(facts: &Facts, organization: OrganizationId) -> Facts {
    let mut facts = facts.clone();
    if !may(&facts.actor, Act::WorkAtDesk) {
        for (_, date, title) in &mut facts.engagements {
            if date.organization != organization {
                title.clear();
            }
        }
        for (_, shift) in &mut facts.duties {
            if shift.organization != organization {
                shift.role.clear();
            }
        }
    }
    facts
}

#[cfg(test)]
mod tests;
