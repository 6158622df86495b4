//! A tally (清点): what was made for a date or a shift and what became of it: 月饼, 做了 6000, 送出 5800, 剩 150, 报废 50.
//!
//! A leader notes it once it has begun. Nothing of what was made may be lost on paper: what was given, what is left and what was
//! thrown away come to what was made, or it is not noted. Counts are added and never changed. Who has counted again notes it
//! again, and of each thing the last count holds; those before it stay to be seen.

use crate::arrange::Arrange;
use crate::change::Change;
use crate::facts::Facts;
use crate::id::{OrganizationId, TallyId};
use crate::permission::{Act, require};
use crate::presence::Venture;
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::Person;
use crate::when::Moment;
use serde::Serialize;

/// The longest name of what was made, in characters.
pub const WHAT_MAX: usize = 20;

/// How much there was, in pieces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Amounts {
    /// Made.
    pub made: u32,
    /// Given away.
    pub given: u32,
    /// Left over.
    pub left: u32,
    /// Spoilt, and thrown away.
    pub discarded: u32,
}

impl Amounts {
    /// Refuses what does not add up.
    fn check(self) -> Result<(), Refusal> {
        let parts = [self.given, self.left, self.discarded];
        let sum = parts.into_iter().map(u64::from).sum::<u64>();
        if sum == u64::from(self.made) {
            return Ok(());
        }
        Err(Refusal::CountsDiffer { made: self.made, sum: u32::try_from(sum).unwrap_or(u32::MAX) })
    }
}

/// One count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Tally {
    /// Drawn by the phone.
    pub id: TallyId,
    /// For what it was made.
    pub of: Venture,
    /// Whose leaders see it.
    pub organization: OrganizationId,
    /// 月饼.
    pub what: String,
    /// How much.
    pub amounts: Amounts,
    /// Who noted it.
    pub by: Person,
    /// When.
    pub noted: Moment,
}

/// What a leader notes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Counted {
    /// For what it was made.
    pub of: Venture,
    /// 月饼.
    pub what: String,
    /// How much.
    pub amounts: Amounts,
}

/// A leader notes a count of a date or a shift that has begun.
///
/// # Errors
/// Where the parts do not come to what was made, among others.
pub fn note(facts: &Facts, id: TallyId, counted: &Counted) -> Result<Vec<Change>, Refusal> {
    let (organization, starts, off) = match (&facts.occurrence, &facts.shift) {
        (Some(date), _) => (date.organization, date.starts, date.cancelled.is_some()),
        (None, Some(shift)) => (shift.organization, shift.starts, shift.cancelled.is_some()),
        (None, None) => return Err(Refusal::NotFound),
    };
    require(&facts.actor, Act::RunActivities(organization))?;
    if facts.tally_exists {
        return Err(Refusal::NotFound);
    }
    if off {
        return Err(Refusal::AlreadyCancelled);
    }
    if starts > facts.now {
        return Err(Refusal::NotBegun { starts });
    }
    let what = counted.what.trim();
    if what.is_empty() {
        return Err(Refusal::WordsMissing);
    }
    if what.chars().count() > WHAT_MAX {
        return Err(Refusal::WordsTooLong { max: WHAT_MAX });
    }
    counted.amounts.check()?;
    Ok(vec![Change::Tally(Tally {
        id,
        of: counted.of,
        organization,
        what: what.into(),
        amounts: counted.amounts,
        by: Person { id: facts.actor.id, name: facts.actor.name.clone() },
        noted: facts.now,
    })])
}

/// The counts that hold, in the order in which things were first counted: of each thing the last.
pub fn holding(mut all: Vec<Tally>) -> Vec<Tally> {
    all.arrange_by_key(|one| (one.noted, one.id));
    let mut held: Vec<Tally> = Vec::new();
    for one in all {
        match held.iter_mut().find(|other| other.what == one.what) {
            Some(before) => *before = one,
            None => held.push(one),
        }
    }
    held
}

#[cfg(test)]
mod tests;
