//! A sign-up (报名): one or more people of a family for one date, all of them or none.
//!
//! There is a place for the whole party or the party waits. The waiting list is strict: tickets are drawn in the
//! order in which the server decides, and nobody passes the party at its head, not even a smaller one that
//! would fit (a rule that can be explained at the counter). A freed place moves the head up at once.

use crate::change::Change;
use crate::facts::Facts;
use crate::id::{OccurrenceId, OrganizationId, ResidentId, SignupId};
use crate::occurrence::Occurrence;
use crate::permission::{Act, acting_for, may};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::Person;
use crate::when::Moment;
use serde::Serialize;

/// The largest party of one sign-up.
pub const PARTY_MAX: usize = 8;

/// Where a sign-up stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum SignupState {
    /// They have their places.
    Confirmed,
    /// They wait.
    Waiting {
        /// The place in the order: drawn once, never changed.
        ticket: i64,
        /// How many parties stand before them, plus one.
        position: u32,
    },
    /// They gave it up.
    Cancelled,
    /// The date was called off.
    CalledOff,
}

/// One sign-up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
pub struct Signup {
    /// Drawn by the phone.
    pub id: SignupId,
    /// For which date.
    pub occurrence: OccurrenceId,
    /// Whose leaders see it.
    pub organization: OrganizationId,
    /// Who did it.
    pub booker: Person,
    /// For whom.
    pub party: Vec<Person>,
    /// Where it stands.
    pub state: SignupState,
    /// When the server took it.
    pub made: Moment,
    /// When it last changed.
    pub changed: Moment,
}

impl Signup {
    /// How many places it takes.
    pub fn seats(&self) -> u32 {
        u32::try_from(self.party.len()).unwrap_or(u32::MAX)
    }

    /// Whether it still holds or seeks places.
    pub fn live(&self) -> bool {
        matches!(self.state, SignupState::Confirmed | SignupState::Waiting { .. })
    }

    /// Whether this person goes.
    pub fn includes(&self, who: ResidentId) -> bool {
        self.party.iter().any(|person| person.id == who)
    }

    /// The same sign-up in another state.
    pub fn with(&self, state: SignupState, now: Moment) -> Signup {
        Signup { state, changed: now, ..self.clone() }
    }
}

/// Signs a party up, or puts it on the waiting list.
pub fn sign_up(facts: &Facts, id: SignupId, party: &[ResidentId]) -> Result<Vec<Change>, Refusal> {
    let mut occurrence = facts.occurrence.clone().ok_or(Refusal::NotFound)?;
    if facts.signup.is_some() {
        return Err(Refusal::NotFound);
    }
    if occurrence.cancelled.is_some() {
        return Err(Refusal::OccurrenceCancelled);
    }
    if occurrence.starts <= facts.now {
        return Err(Refusal::OccurrenceStarted);
    }
    let party = people(facts, party)?;
    refuse_clashes(facts, &occurrence, &party)?;

    let seats = u32::try_from(party.len()).unwrap_or(u32::MAX);
    let state = if occurrence.waiting == 0 && occurrence.free() >= seats {
        occurrence.confirmed += seats;
        SignupState::Confirmed
    } else {
        occurrence.waiting += seats;
        occurrence.last_ticket += 1;
        SignupState::Waiting { ticket: occurrence.last_ticket, position: facts.waiting_parties + 1 }
    };
    let signup = Signup {
        id,
        occurrence: occurrence.id,
        organization: occurrence.organization,
        booker: Person { id: facts.actor.id, name: facts.actor.name.clone() },
        party,
        state,
        made: facts.now,
        changed: facts.now,
    };
    Ok(vec![Change::Signup(signup), Change::Occurrence(occurrence)])
}

fn people(facts: &Facts, party: &[ResidentId]) -> Result<Vec<Person>, Refusal> {
    if party.is_empty() {
        return Err(Refusal::PartyEmpty);
    }
    if party.len() > PARTY_MAX {
        return Err(Refusal::PartyTooLarge { max: PARTY_MAX });
    }
    let mut people = Vec::with_capacity(party.len());
    for id in party {
        let person = acting_for(&facts.actor, *id)?;
        if !people.contains(&person) {
            people.push(person);
        }
    }
    Ok(people)
}

fn refuse_clashes(facts: &Facts, occurrence: &Occurrence, party: &[Person]) -> Result<(), Refusal> {
    for (signup, other, title) in &facts.engagements {
        for person in party.iter().filter(|person| signup.live() && signup.includes(person.id)) {
            if other.id == occurrence.id {
                return Err(Refusal::AlreadySignedUp { name: person.name.clone() });
            }
            let seated = signup.state == SignupState::Confirmed;
            if seated && other.overlaps(occurrence.starts, occurrence.ends) {
                return Err(Refusal::TimeClash { name: person.name.clone(), title: title.clone() });
            }
        }
    }
    Ok(())
}

/// Gives a sign-up back. Whoever goes, whoever signed them up and whoever runs the activity may do it.
pub fn cancel(facts: &Facts) -> Result<Vec<Change>, Refusal> {
    let signup = facts.signup.as_ref().ok_or(Refusal::NotFound)?;
    let mut occurrence = facts.occurrence.clone().ok_or(Refusal::NotFound)?;
    let own = signup.booker.id == facts.actor.id
        || signup.party.iter().any(|person| acting_for(&facts.actor, person.id).is_ok());
    if !own && !may(&facts.actor, Act::RunActivities(signup.organization)) {
        return Err(Refusal::NotFound);
    }
    if !signup.live() {
        return Err(Refusal::AlreadyCancelled);
    }
    if occurrence.starts <= facts.now {
        return Err(Refusal::OccurrenceStarted);
    }
    match signup.state {
        SignupState::Confirmed => occurrence.confirmed = occurrence.confirmed.saturating_sub(signup.seats()),
        _ => occurrence.waiting = occurrence.waiting.saturating_sub(signup.seats()),
    }
    let mut changes = vec![Change::Signup(signup.with(SignupState::Cancelled, facts.now))];
    let rest: Vec<Signup> = facts.waiting.iter().filter(|other| other.id != signup.id).cloned().collect();
    changes.extend(promote(&mut occurrence, &rest, facts.now).into_iter().map(Change::Signup));
    changes.push(Change::Occurrence(occurrence));
    Ok(changes)
}

/// Moves the head of the waiting list (`waiting`, in the order of tickets) up while it fits, and renumbers the
/// rest. Returns the sign-ups that changed.
pub fn promote(occurrence: &mut Occurrence, waiting: &[Signup], now: Moment) -> Vec<Signup> {
    let mut moved = Vec::new();
    let mut position = 0;
    let mut blocked = false;
    for signup in waiting {
        if !blocked && occurrence.free() >= signup.seats() {
            occurrence.confirmed += signup.seats();
            occurrence.waiting = occurrence.waiting.saturating_sub(signup.seats());
            moved.push(signup.with(SignupState::Confirmed, now));
            continue;
        }
        blocked = true;
        position += 1;
        if let SignupState::Waiting { ticket, position: before } = signup.state
            && before != position
        {
            moved.push(Signup { state: SignupState::Waiting { ticket, position }, ..signup.clone() });
        }
    }
    moved
}

#[cfg(test)]
mod tests;
