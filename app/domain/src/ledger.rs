//! The ledger (账本) of the canteen's money, in fen: entries are added and never changed, and every one comes to nothing.
//!
//! An entry moves money between accounts in one step: the day's till, what came by code, the committee's subsidies, what a count of
//! the till did not find, what residents have paid ahead, and what meals have earned. What the first four gain is what the last two
//! gain, or it is not an entry. A wrong one is put right by another that does the opposite.
//!
//! Residents pay ahead at the desk and get back what is left there. A balance is what its owner's entries come to, and is never
//! below zero.

use crate::change::Change;
use crate::closing;
use crate::facts::Facts;
use crate::id::{EntryId, OrderId, ResidentId};
use crate::payment::Tender;
use crate::permission::{Act, require};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::Person;
use crate::when::{Day, Moment};
use serde::Serialize;

/// The most that one entry moves, in fen: 5,000 yuan.
pub const AMOUNT_MAX: i64 = 500_000;

/// What happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// Somebody paid ahead at the desk.
    #[default]
    TopUp,
    /// The desk gave back what was paid ahead.
    PayBack,
    /// A meal was paid.
    Meal,
    /// A meal was given up, and what it had cost given back.
    MealBack,
    /// The till was counted, and held more or less than it should.
    Closing,
}

/// What each account gains, in fen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Postings {
    /// The till: notes and coins.
    pub till: i64,
    /// What was paid by code, which goes to the canteen's account.
    pub code: i64,
    /// What the committee adds to meals.
    pub subsidy: i64,
    /// What counts of the till did not find.
    pub difference: i64,
    /// What a resident has paid ahead.
    pub balance: i64,
    /// What meals have earned.
    pub meals: i64,
}

impl Postings {
    /// What all of it comes to: what is held and spent less what is owed and earned. None where nobody can say.
    pub fn sum(self) -> Option<i64> {
        let held = self.till.checked_add(self.code)?.checked_add(self.subsidy)?.checked_add(self.difference)?;
        held.checked_sub(self.balance)?.checked_sub(self.meals)
    }

    /// The opposite of all of it.
    pub(crate) fn opposite(self) -> Self {
        Self {
            till: -self.till,
            code: -self.code,
            subsidy: -self.subsidy,
            difference: -self.difference,
            balance: -self.balance,
            meals: -self.meals,
        }
    }

    /// Money that came over the counter.
    pub(crate) fn taken(self, tender: Tender, fen: i64) -> Self {
        match tender {
            Tender::Cash => Self { till: fen, ..self },
            Tender::Code => Self { code: fen, ..self },
        }
    }
}

/// One entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Entry {
    /// Drawn by the phone.
    pub id: EntryId,
    /// What happened.
    pub kind: EntryKind,
    /// On which day it counts: that of the till, where money was taken or given.
    pub day: Day,
    /// Whose balance it moves, if it moves one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resident: Option<Person>,
    /// For which order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    /// What each account gains.
    pub postings: Postings,
    /// Who did it.
    pub by: Person,
    /// When.
    pub at: Moment,
    /// The entry that this one takes back ([`crate::reversal`]), if it takes one back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reverses: Option<EntryId>,
    /// Why it does, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// It moved a balance when two records of one person became one: no money was taken or given, and it is not taken back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub moved: bool,
}

impl Entry {
    /// The number on the receipt: the last eight signs of its identity.
    pub fn receipt(&self) -> String {
        receipt(self.id)
    }

    /// Whether money was taken or given for it, by hand or by code.
    pub fn through_till(&self) -> bool {
        self.kind != EntryKind::Closing && (self.postings.till != 0 || self.postings.code != 0)
    }
}

/// The number on the receipt of an entry, known to the phone that makes it before any network is.
pub fn receipt(id: EntryId) -> String {
    let text = id.0.simple().to_string().to_uppercase();
    text.chars().skip(24).collect()
}

/// Yuan with at most two decimals, as one types them, in fen.
pub fn yuan(text: &str) -> Option<i64> {
    let (whole, cents) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 9 || cents.len() > 2 || !digits(whole) || !digits(cents) {
        return None;
    }
    let cents: i64 = format!("{cents:0<2}").parse().ok()?;
    whole.parse::<i64>().ok().map(|whole| whole * 100 + cents)
}

/// What somebody has paid ahead and not used.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Wallet {
    /// Whose.
    pub id: ResidentId,
    /// Their name.
    pub name: String,
    /// How much, in fen; never below zero.
    pub fen: i64,
    /// When it last changed.
    pub changed: Moment,
}

/// Somebody pays ahead at the desk.
///
/// # Errors
/// Where the actor does not work there, or the amount is none.
pub fn top_up(facts: &Facts, id: EntryId, fen: i64, tender: Tender) -> Result<Vec<Change>, Refusal> {
    require(&facts.actor, Act::WorkAtDesk)?;
    let person = subject(facts)?;
    amount(fen)?;
    let postings = Postings { balance: fen, ..Postings::default() }.taken(tender, fen);
    book(facts, Entry { resident: Some(person), postings, ..entry(facts, id, EntryKind::TopUp) })
}

/// The desk gives back, in cash, what somebody has paid ahead.
///
/// # Errors
/// Where there is not so much, among others.
pub fn pay_back(facts: &Facts, id: EntryId, fen: i64) -> Result<Vec<Change>, Refusal> {
    require(&facts.actor, Act::WorkAtDesk)?;
    let person = subject(facts)?;
    amount(fen)?;
    let postings = Postings { balance: -fen, till: -fen, ..Postings::default() };
    book(facts, Entry { resident: Some(person), postings, ..entry(facts, id, EntryKind::PayBack) })
}

fn subject(facts: &Facts) -> Result<Person, Refusal> {
    facts.subject.as_ref().map(|subject| subject.person.clone()).ok_or(Refusal::NotFound)
}

fn amount(fen: i64) -> Result<(), Refusal> {
    if (1..=AMOUNT_MAX).contains(&fen) { Ok(()) } else { Err(Refusal::AmountOutOfRange { max_fen: AMOUNT_MAX }) }
}

/// An entry of now, by the actor, that moves nothing yet.
pub(crate) fn entry(facts: &Facts, id: EntryId, kind: EntryKind) -> Entry {
    let by = Person { id: facts.actor.id, name: facts.actor.name.clone() };
    Entry { id, kind, day: facts.now.day(), by, at: facts.now, ..Entry::default() }
}

/// Writes an entry, the till that it goes through and the balance that it moves.
///
/// # Errors
/// Where the balance would be below zero, or it does not come to nothing.
pub(crate) fn book(facts: &Facts, mut entry: Entry) -> Result<Vec<Change>, Refusal> {
    let too_much = || Refusal::AmountOutOfRange { max_fen: AMOUNT_MAX };
    if facts.entry_exists {
        return Err(Refusal::NotFound);
    }
    if entry.postings.sum() != Some(0) {
        return Err(too_much());
    }
    let mut changes = Vec::new();
    let Postings { till: cash, code, balance, .. } = entry.postings;
    if cash != 0 || code != 0 {
        let mut till = closing::open(facts);
        entry.day = till.day;
        till.cash_fen = till.cash_fen.checked_add(cash).ok_or_else(too_much)?;
        till.code_fen = till.code_fen.checked_add(code).ok_or_else(too_much)?;
        changes.push(Change::Till(till));
    }
    if let Some(person) = entry.resident.as_ref().filter(|_| balance != 0) {
        let held = facts.wallet.as_ref().filter(|wallet| wallet.id == person.id).map_or(0, |wallet| wallet.fen);
        let fen = held.checked_add(balance).ok_or_else(too_much)?;
        if fen < 0 {
            return Err(Refusal::BalanceShort);
        }
        changes.push(Change::Wallet(Wallet { id: person.id, name: person.name.clone(), fen, changed: facts.now }));
    }
    changes.push(Change::Entry(entry));
    Ok(changes)
}

#[cfg(test)]
mod tests;
