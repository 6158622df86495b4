//! Merging (合并): one person who is in the register twice, under two spellings. Which two may become one, and which of two things
//! is kept where both have the same.
//!
//! Two who obviously are not one person stay two. Everything else is for the desk to see: both records stand beside each other, and
//! a person looks at them.

use crate::hours::Hours;
use crate::id::ResidentId;
use crate::member::Standing;
use crate::signup::SignupState;
use crate::when::Moment;
use crate::wire::merging::{Doubt, Record};

/// Why two records do not become one, as far as they themselves say it. `tied`: they have dealt with each other, which nobody does
/// with themself.
pub fn doubts(actor: ResidentId, stays: &Record, goes: &Record, tied: bool) -> Vec<Doubt> {
    if stays.person.id == goes.person.id {
        return vec![Doubt::Same];
    }
    let own = actor == stays.person.id || actor == goes.person.id;
    let found = [
        (own, Doubt::Oneself),
        (stays.gone, Doubt::Gone),
        (goes.staff, Doubt::Staff),
        (tied, Doubt::Tied),
        (apart(stays, goes), Doubt::Apart),
    ];
    found.into_iter().filter(|(so, _)| *so).map(|(_, doubt)| doubt).collect()
}

/// Two people with phones of their own, each in use, who were born at different times.
fn apart(stays: &Record, goes: &Record) -> bool {
    let known = !stays.born.is_empty() && !goes.born.is_empty();
    stays.phones > 0 && goes.phones > 0 && known && stays.born != goes.born
}

/// Whether, of two sign-ups for one date, the one of the record that stays is kept: a place counts more than an offer, an offer more
/// than waiting, and who waits longer more than who came later.
pub fn keeps_own(stays: SignupState, goes: SignupState) -> bool {
    rank(stays) <= rank(goes)
}

fn rank(state: SignupState) -> (u8, i64) {
    match state {
        SignupState::Confirmed => (0, 0),
        SignupState::Offered { ticket, .. } => (1, ticket),
        SignupState::Waiting { ticket, .. } => (2, ticket),
        SignupState::Entered => (3, 0),
        SignupState::Asked => (4, 0),
        SignupState::Cancelled | SignupState::CalledOff | SignupState::Lapsed | SignupState::Declined => (5, 0),
    }
}

/// As what somebody belongs to a team who was in it twice: as whichever is more.
pub fn stronger(one: Standing, other: Standing) -> Standing {
    let rank = |standing: Standing| match standing {
        Standing::Leader => 0,
        Standing::Member => 1,
        Standing::Volunteer => 2,
        Standing::Substitute => 3,
    };
    if rank(one) <= rank(other) { one } else { other }
}

/// When both have served at one time, by entries that hold.
pub fn at_one_time(stays: &[Hours], goes: &[Hours]) -> Vec<Moment> {
    let held = |all: &[Hours]| -> Vec<(Moment, Moment)> {
        all.iter().filter(|entry| entry.holds(all.iter())).map(|entry| (entry.from, entry.until)).collect()
    };
    let own = held(stays);
    let meets = |from: Moment, until: Moment| own.iter().any(|(start, end)| *start < until && from < *end);
    held(goes).into_iter().filter(|(from, until)| meets(*from, *until)).map(|(from, _)| from).collect()
}

#[cfg(test)]
mod tests;
