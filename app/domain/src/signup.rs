//! A sign-up (报名): one or more people of a family for one date, all of them or none; or split, if they said so.
//!
//! There is a place for the whole party or the party waits. Tickets are drawn in the order in which the server decides, and a
//! freed place moves the list up at once: see [`crate::waiting`]. Where places are drawn, it enters the draw: see [`crate::lottery`].
//! Where an organizer has to agree, all of that comes after their yes: see [`crate::approval`].

use crate::attendance;
use crate::audience;
use crate::change::Change;
use crate::facts::{Engagement, Facts};
use crate::id::{OccurrenceId, OrganizationId, ResidentId, SignupId};
use crate::kin::Power;
use crate::occurrence::Occurrence;
use crate::permission::{Act, acting_for, acting_in, may};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::Person;
use crate::waiting::{WaitingList, elsewhere, settle};
use crate::when::Moment;
use crate::windows::too_late;
use serde::Serialize;

mod split;

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
    /// A freed place is held for them, until they take it, give it back or the time is over.
    Offered {
        /// The ticket that they waited with.
        ticket: i64,
        /// Until when it is held.
        until: Moment,
    },
    /// They did not answer an offer in time.
    Lapsed,
    /// They are in the lottery for it: no place yet, and none refused.
    Entered,
    /// An organizer has to agree first: they hold no place and stand in no line.
    Asked,
    /// An organizer did not agree.
    Declined,
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
    /// Somebody in it had something else at that time, when its turn to move up came or when the date was moved.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub clash: bool,
    /// An organizer gave it a place before its turn, or before the draw.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub out_of_order: bool,
    /// It gave its places back shortly before the date: see [`crate::attendance`].
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub late: bool,
    /// Why an organizer did not agree; otherwise empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// A leader's phone handed the places out of a lease then, by its clock: see [`crate::lease`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed: Option<Moment>,
    /// That lease had ended before anybody else heard of it: it got what was free, or waits.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unleased: bool,
    /// A helper from outside the family did it by a mandate: it is theirs to see and to give back only while that holds.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub entrusted: bool,
}

impl Signup {
    /// A party that has its places, signed up by the actor now.
    pub(crate) fn seated(facts: &Facts, id: SignupId, occurrence: &Occurrence, party: Vec<Person>) -> Signup {
        Signup {
            id,
            occurrence: occurrence.id,
            organization: occurrence.organization,
            booker: Person { id: facts.actor.id, name: facts.actor.name.clone() },
            party,
            state: SignupState::Confirmed,
            made: facts.now,
            changed: facts.now,
            clash: false,
            out_of_order: false,
            late: false,
            reason: String::new(),
            handed: None,
            unleased: false,
            entrusted: false,
        }
    }

    /// How many places it takes.
    pub fn seats(&self) -> u32 {
        u32::try_from(self.party.len()).unwrap_or(u32::MAX)
    }

    /// Whether it still holds or seeks places.
    pub fn live(&self) -> bool {
        matches!(self.state, SignupState::Waiting { .. } | SignupState::Entered | SignupState::Asked) || self.holds()
    }

    /// Whether it holds places: they are its own, or offered.
    pub fn holds(&self) -> bool {
        matches!(self.state, SignupState::Confirmed | SignupState::Offered { .. })
    }

    /// Whether this person goes.
    pub fn includes(&self, who: ResidentId) -> bool {
        self.party.iter().any(|person| person.id == who)
    }

    /// The same sign-up in another state.
    pub fn with(&self, state: SignupState, now: Moment) -> Signup {
        Signup { state, changed: now, clash: false, ..self.clone() }
    }
}

/// Signs a party up, or puts it on the waiting list, or into the lottery; where an organizer has to agree, it asks.
pub fn sign_up(facts: &Facts, id: SignupId, party: &[ResidentId]) -> Result<Vec<Change>, Refusal> {
    sign_up_or_split(facts, id, party, None)
}

/// The same; but where there are places for some of them only and they may be split, the rest waits under the identity `rest`.
pub fn sign_up_or_split(
    facts: &Facts,
    id: SignupId,
    party: &[ResidentId],
    rest: Option<SignupId>,
) -> Result<Vec<Change>, Refusal> {
    let occurrence = facts.occurrence.clone().ok_or(Refusal::NotFound)?;
    if facts.signup.is_some() || rest.is_some_and(|rest| rest == id || facts.id_taken) {
        return Err(Refusal::NotFound);
    }
    if occurrence.cancelled.is_some() {
        return Err(Refusal::OccurrenceCancelled);
    }
    if occurrence.starts <= facts.now {
        return Err(Refusal::OccurrenceStarted);
    }
    occurrence.require_open(facts.now)?;
    let party = people(party, |id| acting_in(&facts.actor, id, Power::SignUp))?;
    audience::require(facts, &occurrence, &party)?;
    refuse_clashes(facts, &occurrence, &party)?;

    let entrusted = party.iter().any(|person| acting_for(&facts.actor, person.id).is_err());
    let signup = Signup { entrusted, ..Signup::seated(facts, id, &occurrence, party) };
    if occurrence.approval {
        return Ok(vec![Change::Signup(Signup { state: SignupState::Asked, ..signup })]);
    }
    match rest {
        Some(rest) => split::place_split(facts, occurrence, signup, rest),
        None => place(facts, occurrence, signup),
    }
}

/// Gives a party its places, or puts it at the end of the waiting list or into the lottery.
pub(crate) fn place(facts: &Facts, occurrence: Occurrence, signup: Signup) -> Result<Vec<Change>, Refusal> {
    place_beside(facts, occurrence, signup, facts.engagements.clone())
}

/// The same, beside what the people concerned have: with what they have got just now.
fn place_beside(
    facts: &Facts,
    mut occurrence: Occurrence,
    mut signup: Signup,
    mut engagements: Vec<Engagement>,
) -> Result<Vec<Change>, Refusal> {
    if let Some(lottery) = occurrence.lottery.as_mut().filter(|lottery| lottery.seed.is_none()) {
        lottery.enter(&mut signup, facts.now)?;
        return Ok(vec![Change::Signup(signup), Change::Occurrence(occurrence)]);
    }
    let (id, seats) = (signup.id, signup.seats());
    // A phone knows how many wait and not who, so there the party goes to the end of the list.
    let known = facts.waiting.len() == facts.waiting_parties as usize;
    let mut parties = if known { facts.waiting.clone() } else { Vec::new() };
    if occurrence.waiting == 0 && occurrence.free() >= seats {
        occurrence.confirmed += seats;
        engagements.push((signup.clone(), occurrence.clone(), String::new()));
    } else {
        occurrence.waiting += seats;
        occurrence.last_ticket += 1;
        signup.state =
            SignupState::Waiting { ticket: occurrence.last_ticket, position: facts.waiting_parties.saturating_add(1) };
        if known {
            parties.push(signup.clone());
        }
    }
    let mut changes = vec![Change::Signup(signup)];
    changes.extend(settle(
        WaitingList { occurrence, parties, offers: facts.offers(), newcomer: Some(id) },
        &facts.lists,
        engagements,
        facts.now,
    ));
    Ok(changes)
}

/// The people of a party, each once, as `known` knows them.
pub(crate) fn people(
    party: &[ResidentId],
    known: impl Fn(ResidentId) -> Result<Person, Refusal>,
) -> Result<Vec<Person>, Refusal> {
    if party.is_empty() {
        return Err(Refusal::PartyEmpty);
    }
    if party.len() > PARTY_MAX {
        return Err(Refusal::PartyTooLarge { max: PARTY_MAX });
    }
    let mut people = Vec::with_capacity(party.len());
    for id in party {
        let person = known(*id)?;
        if !people.contains(&person) {
            people.push(person);
        }
    }
    Ok(people)
}

/// Refuses a party in which somebody is on the date already, or has something else at that time.
pub(crate) fn refuse_clashes(facts: &Facts, occurrence: &Occurrence, party: &[Person]) -> Result<(), Refusal> {
    for person in party {
        let twice =
            |(signup, other, _): &Engagement| other.id == occurrence.id && signup.live() && signup.includes(person.id);
        if facts.engagements.iter().any(twice) {
            return Err(Refusal::AlreadySignedUp { name: person.name.clone() });
        }
        let on_duty = facts.duties.iter().find(|(duty, shift)| {
            duty.state.live() && duty.resident.id == person.id && shift.overlaps(occurrence.starts, occurrence.ends)
        });
        if let Some((_, shift)) = on_duty {
            return Err(Refusal::TimeClash { name: person.name.clone(), title: shift.role.clone() });
        }
        if let Some((_, _, title)) = elsewhere(person.id, occurrence, &facts.engagements) {
            return Err(Refusal::TimeClash { name: person.name.clone(), title: title.clone() });
        }
    }
    Ok(())
}

/// Refuses unless the actor goes, signed them up, acts for one of them or runs the activity.
pub(crate) fn require_say(facts: &Facts, signup: &Signup) -> Result<(), Refusal> {
    let own = signup.booker.id == facts.actor.id && !signup.entrusted
        || signup.party.iter().any(|person| acting_in(&facts.actor, person.id, Power::SignUp).is_ok());
    let say = own || may(&facts.actor, Act::RunActivities(signup.organization));
    if say { Ok(()) } else { Err(Refusal::NotFound) }
}

/// Takes a sign-up that is given up out of its date's numbers.
pub(crate) fn uncount(signup: &Signup, occurrence: &mut Occurrence) {
    match signup.state {
        SignupState::Confirmed => occurrence.confirmed = occurrence.confirmed.saturating_sub(signup.seats()),
        SignupState::Offered { .. } => occurrence.held = occurrence.held.saturating_sub(signup.seats()),
        SignupState::Entered => {
            if let Some(lottery) = &mut occurrence.lottery {
                lottery.entered = lottery.entered.saturating_sub(signup.seats());
            }
        }
        // Nothing was counted for them.
        SignupState::Asked => {}
        _ => occurrence.waiting = occurrence.waiting.saturating_sub(signup.seats()),
    }
}

/// Gives a sign-up back, or declines an offer. Whoever goes, whoever signed them up and whoever runs the activity may do it;
/// after the time to cancel only the last of them may give back a place: see [`crate::windows`].
pub fn cancel(facts: &Facts) -> Result<Vec<Change>, Refusal> {
    let signup = facts.signup.as_ref().ok_or(Refusal::NotFound)?;
    let mut occurrence = facts.occurrence.clone().ok_or(Refusal::NotFound)?;
    require_say(facts, signup)?;
    if !signup.live() {
        return Err(Refusal::AlreadyCancelled);
    }
    if occurrence.starts <= facts.now {
        return Err(Refusal::OccurrenceStarted);
    }
    if let Some(since) = too_late(&facts.actor, &occurrence, signup, facts.now) {
        return Err(Refusal::CancelClosed { since });
    }
    uncount(signup, &mut occurrence);
    let late = signup.state == SignupState::Confirmed && attendance::late(&occurrence, facts.now);
    let mut changes = vec![Change::Signup(Signup { late, ..signup.with(SignupState::Cancelled, facts.now) })];
    let (mut parties, mut engagements) = (facts.waiting.clone(), facts.engagements.clone());
    parties.retain(|other| other.id != signup.id);
    engagements.retain(|(other, _, _)| other.id != signup.id);
    changes.extend(settle(
        WaitingList { occurrence, parties, offers: facts.offers(), newcomer: None },
        &facts.lists,
        engagements,
        facts.now,
    ));
    Ok(changes)
}

#[cfg(test)]
mod tests;
