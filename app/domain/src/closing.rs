//! Closing a day's till (日结): the cashier counts the cash, and what is more or less than the ledger expects is written down with
//! words.
//!
//! One till takes what is paid at the counter and at the desk. What comes after the closing goes into the next day's.

use crate::change::Change;
use crate::facts::Facts;
use crate::id::{EntryId, TillId};
use crate::ledger::{self, Entry, EntryKind, Postings};
use crate::permission::{Act, may};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::Person;
use crate::when::{Day, Moment};
use serde::Serialize;

/// The most that a till holds, in fen: 1,000,000 yuan.
pub const TILL_MAX: i64 = 100_000_000;
/// The longest words for a difference, in characters.
pub const WORDS_MAX: usize = 200;

/// One day's till.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Till {
    /// The community's, with the day.
    pub id: TillId,
    /// Which day.
    pub day: Day,
    /// The cash that the ledger expects in it, in fen.
    pub cash_fen: i64,
    /// What came by code that day, in fen.
    pub code_fen: i64,
    /// How it was closed; none while it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<Closed>,
}

/// How a till was closed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Closed {
    /// The cash that was counted, in fen.
    pub counted_fen: i64,
    /// Why it is not what the ledger expects; empty where it is.
    pub words: String,
    /// Who counted.
    pub by: Person,
    /// When.
    pub at: Moment,
}

/// The till that takes money now: today's, or the next day's once today's is closed.
pub(crate) fn open(facts: &Facts) -> Till {
    let mut day = facts.now.day();
    while let Some(till) = facts.tills.iter().find(|till| till.day == day) {
        if till.closed.is_none() {
            return till.clone();
        }
        day = day.plus(1);
    }
    empty(facts, day)
}

fn empty(facts: &Facts, day: Day) -> Till {
    Till { id: TillId::of_day(facts.community.id.0, day), day, ..Till::default() }
}

/// The cashier closes a day's till.
///
/// # Errors
/// Where it is closed already, or a difference has no words.
pub fn close(facts: &Facts, id: EntryId, day: Day, counted_fen: i64, words: &str) -> Result<Vec<Change>, Refusal> {
    if !may(&facts.actor, Act::ServeLunch) && !may(&facts.actor, Act::WorkAtDesk) {
        return Err(Refusal::NotAllowed);
    }
    if day > facts.now.day() {
        return Err(Refusal::NotYetTheDay);
    }
    if !(0..=TILL_MAX).contains(&counted_fen) {
        return Err(Refusal::AmountOutOfRange { max_fen: TILL_MAX });
    }
    let till = facts.tills.iter().find(|till| till.day == day).cloned().unwrap_or_else(|| empty(facts, day));
    if till.closed.is_some() {
        return Err(Refusal::DayClosed);
    }
    let (difference, words) = (counted_fen - till.cash_fen, words.trim());
    if difference != 0 && words.is_empty() {
        return Err(Refusal::WordsMissing);
    }
    if words.chars().count() > WORDS_MAX {
        return Err(Refusal::WordsTooLong { max: WORDS_MAX });
    }
    if facts.entry_exists {
        return Err(Refusal::NotFound);
    }
    let by = Person { id: facts.actor.id, name: facts.actor.name.clone() };
    let closed = Closed { counted_fen, words: words.into(), by, at: facts.now };
    let mut changes = vec![Change::Till(Till { closed: Some(closed), ..till })];
    if difference != 0 {
        let postings = Postings { till: difference, difference: -difference, ..Postings::default() };
        changes.push(Change::Entry(Entry { day, postings, ..ledger::entry(facts, id, EntryKind::Closing) }));
    }
    Ok(changes)
}

#[cfg(test)]
mod tests;
