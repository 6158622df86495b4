//! A swap (换班): two volunteers who each have a duty exchange them in one step, or nothing changes.
//!
//! One of them proposes: the duty that they give, and the other's on another shift, named by its code, which its owner has told
//! them. So nobody learns from this who is on a shift. The other agrees or declines. Only when they agree is everything looked
//! at for both: what the shifts need, other plans, adults beside children. Both shifts stay manned, so there is time for it until
//! the first of them begins.

use crate::change::Change;
use crate::duty::{Duty, DutyState, refuse_clash, refuse_unqualified, under_age};
use crate::facts::{Engagement, Facts, Subject};
use crate::id::{DutyId, ShiftId, SwapId};
use crate::kin::{Bond, has_own_say};
use crate::occurrence::Occurrence;
use crate::permission::acting_for;
use crate::presence::code;
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::Person;
use crate::shift::{Shift, open, refuse_left_over};
use crate::when::Moment;
use serde::Serialize;
use uuid::Uuid;

/// Where a proposal stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum SwapState {
    /// The other has not answered.
    #[default]
    Proposed,
    /// Both duties have changed hands.
    Agreed,
    /// The other does not want to.
    Declined,
    /// Taken back.
    Withdrawn,
}

/// A proposal to swap two duties.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Swap {
    /// Drawn by the phone.
    pub id: SwapId,
    /// Who proposes it.
    pub proposer: Person,
    /// The duty that they give.
    pub given: DutyId,
    /// On which shift.
    pub given_shift: ShiftId,
    /// Who is asked.
    pub asked: Person,
    /// The duty that they would give.
    pub wanted: DutyId,
    /// On which shift.
    pub wanted_shift: ShiftId,
    /// Where it stands.
    pub state: SwapState,
    /// When the server took it.
    pub made: Moment,
    /// When it last changed.
    pub changed: Moment,
}

/// One of the two, with all that a rule looks at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// The duty that they give.
    pub duty: Duty,
    /// Its shift.
    pub shift: Shift,
    /// The date that it is for, if it is for one.
    pub date: Option<Occurrence>,
    /// Everybody on that shift.
    pub on_shift: Vec<Duty>,
    /// Who they are.
    pub subject: Option<Subject>,
    /// What they are signed up for.
    pub engagements: Vec<Engagement>,
    /// Their duties that have not ended.
    pub duties: Vec<(Duty, Shift)>,
}

/// The duty whose code somebody typed.
pub fn called<'a>(duties: &'a [Duty], typed: &str) -> Option<&'a Duty> {
    let typed = typed.trim().to_ascii_uppercase();
    duties.iter().find(|duty| duty.state.live() && code(duty.id.0) == typed)
}

/// Somebody proposes a swap. The rules for themself are looked at now; those for the other are the other's affair.
pub fn propose(facts: &Facts, id: SwapId, typed: &str) -> Result<Vec<Change>, Refusal> {
    let own = |side: &&Side| acting_for(&facts.actor, side.duty.resident.id).is_ok();
    let side = facts.proposer.as_ref().filter(own).ok_or(Refusal::NotFound)?;
    let wanted = facts.shift.as_ref().ok_or(Refusal::NotFound)?;
    if facts.swap.is_some() {
        return Err(Refusal::NotFound);
    }
    if typed.trim().is_empty() {
        return Err(Refusal::WordsMissing);
    }
    changeable(side, facts.now)?;
    open(wanted, facts.now)?;
    refuse_left_over(wanted, facts.occurrence.as_ref())?;
    if facts.swap_open {
        return Err(Refusal::AlreadySaid);
    }
    if side.duty.shift == wanted.id {
        return Err(Refusal::AlreadyOnShift { name: side.duty.resident.name.clone() });
    }
    refuse_unguarded(facts, side, wanted)?;
    refuse_unfit(side, wanted, facts.now)?;
    let asked = match &facts.asked {
        Some(asked) => asked.duty.clone(),
        // Who is on the shift the server knows.
        None if facts.forecast => Duty::default(),
        None => return Err(Refusal::NotFound),
    };
    Ok(vec![Change::Swap(Swap {
        id,
        proposer: side.duty.resident.clone(),
        given: side.duty.id,
        given_shift: side.duty.shift,
        asked: asked.resident,
        wanted: asked.id,
        wanted_shift: wanted.id,
        state: SwapState::Proposed,
        made: facts.now,
        changed: facts.now,
    })])
}

/// Who was asked agrees or declines; who proposed can only take it back.
pub fn answer(facts: &Facts, agreed: bool) -> Result<Vec<Change>, Refusal> {
    let swap = facts.swap.as_ref().ok_or(Refusal::NotFound)?;
    let own = |person: &Person| acting_for(&facts.actor, person.id).is_ok();
    let asked = own(&swap.asked);
    if !asked && !own(&swap.proposer) {
        return Err(Refusal::NotFound);
    }
    if swap.state != SwapState::Proposed {
        return Err(Refusal::AlreadySaid);
    }
    let (state, mut changes) = match (agreed, asked) {
        (true, true) => (SwapState::Agreed, exchange(facts, swap.id)?),
        (true, false) => return Err(Refusal::NotAllowed),
        (false, true) => (SwapState::Declined, Vec::new()),
        (false, false) => (SwapState::Withdrawn, Vec::new()),
    };
    changes.push(Change::Swap(Swap { state, changed: facts.now, ..swap.clone() }));
    Ok(changes)
}

/// Both duties change hands.
fn exchange(facts: &Facts, id: SwapId) -> Result<Vec<Change>, Refusal> {
    let (Some(proposer), Some(asked)) = (&facts.proposer, &facts.asked) else { return Err(Refusal::NotFound) };
    changeable(asked, facts.now)?;
    changeable(proposer, facts.now)?;
    refuse_unguarded(facts, asked, &proposer.shift)?;
    refuse_unfit(asked, &proposer.shift, facts.now)?;
    let other = &proposer.duty.resident;
    refuse_unfit(proposer, &asked.shift, facts.now).map_err(|why| discreet(facts, other, why))?;
    let mut changes = Vec::new();
    for (leaves, comes) in [(proposer, asked), (asked, proposer)] {
        let duty = taken_over(id, leaves, comes, facts.now);
        if !facts.forecast {
            refuse_without_adult(leaves, &duty)?;
        }
        if leaves.duty.state == DutyState::Seeking {
            let seeking = leaves.shift.seeking.saturating_sub(1);
            changes.push(Change::Shift(Shift { seeking, ..leaves.shift.clone() }));
        }
        changes.push(Change::Duty(leaves.duty.with(DutyState::Replaced, facts.now)));
        changes.push(Change::Duty(duty));
    }
    Ok(changes)
}

/// The duty of whoever comes instead. Its identity follows from the swap, so that both phones and the server draw the same.
fn taken_over(id: SwapId, leaves: &Side, comes: &Side, now: Moment) -> Duty {
    let minor = under_age(&known(comes, now), &leaves.shift);
    Duty {
        id: DutyId(Uuid::new_v5(&id.0, leaves.duty.id.0.as_bytes())),
        shift: leaves.shift.id,
        organization: leaves.shift.organization,
        resident: comes.duty.resident.clone(),
        minor,
        asks: minor && comes.subject.as_ref().is_some_and(|subject| has_own_say(&subject.born, now.day())),
        agreed: None,
        witness: String::new(),
        state: DutyState::Taken,
        made: now,
        changed: now,
        promised: None,
        clash: false,
    }
}

/// The duty is still theirs, its shift has not begun, and neither is it one that was left open for a date that is called off.
fn changeable(side: &Side, now: Moment) -> Result<(), Refusal> {
    if !side.duty.state.live() {
        return Err(Refusal::AlreadyCancelled);
    }
    open(&side.shift, now)?;
    refuse_left_over(&side.shift, side.date.as_ref())
}

/// Whoever is under age takes another shift only through their guardian.
fn refuse_unguarded(facts: &Facts, side: &Side, shift: &Shift) -> Result<(), Refusal> {
    let Person { id, name } = &side.duty.resident;
    let guarded = facts.actor.wards.iter().any(|ward| ward.person.id == *id && ward.bond == Bond::Guardian);
    if under_age(&known(side, facts.now), shift) && !guarded {
        return Err(Refusal::GuardianNeeded { name: name.clone() });
    }
    Ok(())
}

/// What the shift needs, and other plans: the duty that they give takes no time any more.
fn refuse_unfit(side: &Side, shift: &Shift, now: Moment) -> Result<(), Refusal> {
    let (known, person) = (known(side, now), &side.duty.resident);
    refuse_unqualified(&known, shift, person)?;
    refuse_clash(&known, shift, person)
}

/// Where children are looked after nobody under age is left alone.
fn refuse_without_adult(leaves: &Side, comes: &Duty) -> Result<(), Refusal> {
    let stay = leaves.on_shift.iter().filter(|duty| duty.state.live() && duty.id != leaves.duty.id);
    let minors: Vec<bool> = stay.chain([comes]).map(|duty| duty.minor).collect();
    if leaves.shift.children && minors.iter().all(|minor| *minor) {
        return Err(Refusal::AdultNeeded);
    }
    Ok(())
}

/// What else a neighbour has to do, and what they hold, is not told to another.
fn discreet(facts: &Facts, other: &Person, why: Refusal) -> Refusal {
    if acting_for(&facts.actor, other.id).is_ok() { why } else { Refusal::OtherCannot { name: other.name.clone() } }
}

fn known(side: &Side, now: Moment) -> Facts {
    let others = side.duties.iter().filter(|(duty, _)| duty.id != side.duty.id);
    Facts {
        now,
        subject: side.subject.clone(),
        engagements: side.engagements.clone(),
        duties: others.cloned().collect(),
        ..Facts::default()
    }
}

#[cfg(test)]
mod tests;
