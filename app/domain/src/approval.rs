//! Approval (报名要同意): where a date wants it, whoever signs up asks, and an organizer agrees or does not.
//!
//! Who has asked holds no place, stands in no line and is in no draw; they may take it back at any time. A yes does what signing up
//! does elsewhere: it gives places if there are enough and nobody waits, otherwise a place at the end of the line (or in the
//! draw). A no has a reason, which those who asked read. Whom an organizer signs up themself needs no yes. Approval is taken off a
//! date only when everybody has an answer: otherwise newcomers would pass by those who asked before them.

use crate::change::Change;
use crate::facts::Facts;
use crate::kept::discreet;
use crate::occurrence::{Occurrence, Plan, given};
use crate::permission::{Act, may};
use crate::refusal::Refusal;
use crate::signup::{Signup, SignupState, place, refuse_clashes};

/// An organizer answers a sign-up that asks. Somebody may have taken something else for that time since: then the yes is refused, and
/// of other organizations' dates it is not said what it is.
pub fn answer(facts: &Facts, agreed: bool, words: &str) -> Result<Vec<Change>, Refusal> {
    let allowed = |signup: &&Signup| may(&facts.actor, Act::RunActivities(signup.organization));
    let signup = facts.signup.as_ref().filter(allowed).ok_or(Refusal::NotFound)?;
    let date = facts.occurrence.clone().ok_or(Refusal::NotFound)?;
    match signup.state {
        SignupState::Asked => {}
        SignupState::Declined => return Err(said_before(agreed, false)),
        _ if signup.live() => return Err(said_before(agreed, true)),
        _ => return Err(Refusal::AlreadyCancelled),
    }
    if date.starts <= facts.now {
        return Err(Refusal::OccurrenceStarted);
    }
    if !agreed {
        let reason = given(words)?.to_owned();
        return Ok(vec![Change::Signup(Signup { reason, ..signup.with(SignupState::Declined, facts.now) })]);
    }
    let mut known = discreet(facts, signup.organization);
    known.engagements.retain(|(other, ..)| other.id != signup.id);
    refuse_clashes(&known, &date, &signup.party)?;
    place(&known, date, signup.with(SignupState::Confirmed, facts.now))
}

/// Another organizer was faster: who says the same has nothing more to do, others hear what was said.
fn said_before(agreed: bool, before: bool) -> Refusal {
    if agreed == before { Refusal::AlreadySaid } else { Refusal::Answered { agreed: before } }
}

/// Refuses a plan that takes approval off a date on which somebody still waits for an answer.
pub(crate) fn require_answered(facts: &Facts, before: &Occurrence, plan: &Plan) -> Result<(), Refusal> {
    let count = facts.unanswered.len();
    if before.approval && !plan.approval && count > 0 { Err(Refusal::Unanswered { count }) } else { Ok(()) }
}

#[cfg(test)]
mod tests;
