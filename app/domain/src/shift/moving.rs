//! What becomes of the shifts of a date that is moved: they go with it, as it takes them along when it is called off.
//!
//! A shift keeps how long before or after the date's beginning it begins, and where it ended with the date, it ends with it again.
//! What begins when the date is over, tidying up, keeps its distance from the date's end. A shift that was where the date was is
//! where the date is; one that was elsewhere, at the shop, stays there. What has begun already is done as it was.
//!
//! Whoever has taken such a shift keeps it, is told, and may give it back until it begins, because nobody asked them. Somebody who
//! has something else then is marked: the date is moved all the same, and its leader knows of how many to ask.
//!
//! Two shifts do not follow, and then the date is not moved either, so that its leader says first what becomes of them: one that
//! would have begun in the past, and one that would bring meals on another day than was said.

use super::{LONGEST_MS, Shift, ShiftPlan};
use crate::change::Change;
use crate::duty::{Duty, Promise};
use crate::facts::Facts;
use crate::id::ResidentId;
use crate::occurrence::Occurrence;
use crate::refusal::Refusal;
use crate::when::Moment;

/// A date before and after.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Move<'a> {
    pub(crate) before: &'a Occurrence,
    pub(crate) after: &'a Occurrence,
}

/// A shift before and after, and who is on it.
struct Moved<'a> {
    before: &'a Shift,
    after: Shift,
    on: &'a [Duty],
}

/// The shifts of dates that are moved, each after those who are on it.
///
/// # Errors
/// Where one of them cannot go with its date.
pub(crate) fn moved(facts: &Facts, dates: &[Move]) -> Result<Vec<Change>, Refusal> {
    let mut shifts = Vec::new();
    for (before, on) in &facts.shifts {
        let date = dates.iter().find(|date| before.occurrence == Some(date.before.id));
        let Some(date) = date.filter(|_| before.goes_along(facts.now)) else { continue };
        let after = with(before, *date);
        if after != *before {
            refuse_stuck(facts, before, &after)?;
            shifts.push(Moved { before, after, on });
        }
    }
    let mut changes = Vec::new();
    for shift in &shifts {
        for duty in shift.on.iter().filter(|duty| duty.state.live()) {
            let clash = is_elsewhere(facts, duty.resident.id, &shift.after, &shifts, dates);
            let promised = duty.promised.unwrap_or_else(|| Promise::of(shift.before));
            let promised = (promised != Promise::of(&shift.after)).then_some(promised);
            changes.push(Change::Duty(Duty { promised, clash, ..duty.clone() }));
        }
        changes.push(Change::Shift(shift.after.clone()));
    }
    Ok(changes)
}

impl Shift {
    /// Whether it goes along when its date is moved.
    pub fn goes_along(&self, now: Moment) -> bool {
        self.cancelled.is_none() && self.starts > now
    }
}

/// A shift as it is after its date was moved.
fn with(shift: &Shift, Move { before, after }: Move) -> Shift {
    let (by_start, by_end) = (after.starts.0 - before.starts.0, after.ends.0 - before.ends.0);
    let afterwards = shift.starts >= before.ends;
    let starts = shift.starts.plus_ms(if afterwards { by_end } else { by_start });
    let ends = shift.ends.plus_ms(if afterwards || shift.ends == before.ends { by_end } else { by_start });
    // Of a date that became shorter it may be the last part: then it stays as long as it was.
    let starts = if ends <= starts { ends.plus_ms(shift.starts.0 - shift.ends.0) } else { starts };
    let ends = ends.min(starts.plus_ms(LONGEST_MS));
    let venue = if shift.venue == before.venue { after.venue } else { shift.venue };
    Shift { starts, ends, venue, ..shift.clone() }
}

fn refuse_stuck(facts: &Facts, before: &Shift, after: &Shift) -> Result<(), Refusal> {
    let stuck = |delivers| Err(Refusal::ShiftStays { role: before.role.clone(), delivers });
    if after.starts <= facts.now {
        return stuck(false);
    }
    if ShiftPlan::of(after).may_deliver(facts, Some(before)).is_err() {
        return stuck(true);
    }
    Ok(())
}

/// Whether somebody has something else at the time of a shift, as it all is after the move. It is what [`crate::duty::take`] looks at.
fn is_elsewhere(facts: &Facts, who: ResidentId, shift: &Shift, shifts: &[Moved], dates: &[Move]) -> bool {
    let shift_now = |other: &Shift| {
        let moved = shifts.iter().find(|moved| moved.before.id == other.id);
        moved.map_or((other.starts, other.ends), |moved| (moved.after.starts, moved.after.ends))
    };
    let date_now = |date: &Occurrence| {
        let moved = dates.iter().find(|moved| moved.before.id == date.id);
        moved.map_or((date.starts, date.ends), |moved| (moved.after.starts, moved.after.ends))
    };
    let own = |duty: &Duty| duty.state.live() && duty.resident.id == who && duty.shift != shift.id;
    let duties = facts.duties.iter().filter(|(duty, _)| own(duty)).map(|(_, other)| shift_now(other));
    let signups = facts.engagements.iter().filter(|(signup, ..)| signup.live() && signup.includes(who));
    let signups = signups.map(|(_, date, _)| date_now(date));
    let mut all = duties.chain(signups);
    all.any(|(starts, ends)| shift.overlaps(starts, ends))
}

#[cfg(test)]
mod tests;
