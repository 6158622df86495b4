//! A visit (关怀走访): an elder who lives alone has ordered a meal and not fetched it, so somebody looks whether all is well.
//!
//! Asked are first those of the neighbourhood: the grid worker of the elder's grid, the leader of their residents' group. They see
//! name, address and telephone number, and nobody else does; when they were asked is written down. Whoever nobody has looked after
//! within half an hour is the committee's affair too, and so is who needs help or was not reached, at once. When it is settled,
//! address and number leave every phone again.

use crate::change::Change;
use crate::facts::Facts;
use crate::id::VisitId;
use crate::meal::Meal;
use crate::order::{Order, OrderState};
use crate::permission::{Act, may};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::Person;
use crate::when::{Day, MINUTE_MS, Moment};
use serde::Serialize;

/// From this age on somebody who lives alone is looked after, in years.
pub const AGE: i32 = 60;
/// So long the neighbourhood has, in milliseconds, before the committee is asked too.
pub const PATIENCE_MS: i64 = 30 * MINUTE_MS;
/// The longest words, in characters.
pub const WORDS_MAX: usize = 200;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    /// At home, and well.
    Well,
    /// Not at home, and nothing is wrong.
    Out,
    /// Needs help.
    NeedsHelp,
    /// Nobody could be reached.
    NotReached,
    /// The meal was fetched after all. The server says so, and nobody else.
    Fetched,
}

/// One visit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Visit {
    /// That of the order: there is no visit without one.
    pub id: VisitId,
    /// The day of the meal.
    pub day: Day,
    /// Who has not come.
    pub person: Person,
    /// Where they live; empty once it is settled.
    pub address: String,
    /// Their telephone number, or empty; empty once it is settled.
    pub phone: String,
    /// Who of the neighbourhood was asked.
    pub asked: Vec<Person>,
    /// The committee was asked too.
    pub desk: bool,
    /// Since when.
    pub made: Moment,
    /// What was found last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<Found>,
    /// What was added, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// Who found it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Person>,
    /// When that was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<Moment>,
    /// Nothing more is to be done.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub settled: bool,
    /// Which meal they have not fetched; none where an older release has not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meal: Option<Meal>,
}

impl Visit {
    /// As those who were asked may see it.
    pub fn seen(&self) -> Visit {
        if self.settled { Visit { address: String::new(), phone: String::new(), ..self.clone() } } else { self.clone() }
    }
}

/// Somebody whose meal waits, as the register has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Eater {
    /// `YYYY-MM`, or empty when it is not known.
    pub born: String,
    /// Nobody else lives in the household.
    pub alone: bool,
    /// Where.
    pub address: String,
    /// A telephone number, or empty.
    pub phone: String,
    /// Who of the neighbourhood can be asked.
    pub near: Vec<Person>,
}

/// The visit for an order that nobody has fetched by the end of its meal, if there is to be one. At the door of whoever gets
/// it brought somebody stands anyway.
pub fn begin(facts: &Facts, order: &Order, eater: &Eater) -> Option<Change> {
    let today = facts.now.day();
    let over = order.day == today && facts.now >= Moment::at(today, facts.community.hours(order.meal).until);
    let waits = order.state == OrderState::Booked && !order.delivered;
    if over && waits { asked(facts, order, eater) } else { None }
}

/// The visit for a meal that was brought to a door at which nobody answered, if there is to be one: at once, and not for a day that is
/// past, of which a phone has told late. One that was closed by itself goes on.
pub fn unanswered(facts: &Facts, order: &Order) -> Option<Change> {
    if order.state != OrderState::Booked || order.day != facts.now.day() {
        return None;
    }
    let Some(row) = &facts.visit else {
        return facts.elder.as_ref().and_then(|eater| asked(facts, order, eater));
    };
    let closed_by_itself = row.settled && row.by.is_none();
    closed_by_itself.then(|| Change::Visit(Visit { found: None, answered: None, settled: false, ..row.clone() }))
}

/// Nobody has stood before a closed door after all: whoever has not looked yet need not.
pub fn unasked(facts: &Facts) -> Option<Change> {
    let row = facts.visit.as_ref().filter(|row| !row.settled && row.found.is_none())?;
    Some(Change::Visit(Visit { settled: true, ..row.clone() }))
}

/// Whether somebody who was born then (`YYYY-MM`, or nobody knows) is looked after.
pub fn old(born: &str, today: Day) -> bool {
    Day::parse(&format!("{born}-01")).is_some_and(|born| born.years_until(today) >= AGE)
}

/// A visit to somebody old who lives alone.
fn asked(facts: &Facts, order: &Order, eater: &Eater) -> Option<Change> {
    (old(&eater.born, facts.now.day()) && eater.alone).then(|| {
        Change::Visit(Visit {
            id: VisitId(order.id.0),
            day: order.day,
            person: order.eater.clone(),
            address: eater.address.clone(),
            phone: eater.phone.clone(),
            asked: eater.near.clone(),
            // Where there is nobody near, it is the committee's affair from the beginning.
            desk: eater.near.is_empty(),
            made: facts.now,
            meal: Some(order.meal),
            ..Visit::default()
        })
    })
}

/// What time does to the facts' visit that is not settled: its meal was fetched after all, or nobody has answered in time.
pub fn follow(facts: &Facts) -> Option<Change> {
    let row = facts.visit.as_ref().filter(|row| !row.settled)?;
    let waits = facts.order.as_ref().is_some_and(|order| order.state == OrderState::Booked);
    if !waits {
        let found = Some(Found::Fetched);
        return Some(Change::Visit(Visit {
            found,
            words: String::new(),
            by: None,
            answered: Some(facts.now),
            settled: true,
            ..row.clone()
        }));
    }
    let late = facts.now.0 - row.made.0 >= PATIENCE_MS;
    (late && !row.desk).then(|| Change::Visit(Visit { desk: true, ..row.clone() }))
}

/// Somebody who was asked says what they found.
///
/// # Errors
/// For whoever was not asked it is not there.
pub fn record(facts: &Facts, found: Found, words: &str) -> Result<Vec<Change>, Refusal> {
    let staff = may(&facts.actor, Act::WorkAtDesk);
    let me = facts.actor.id;
    let mine = |row: &&Visit| (row.desk && staff) || row.asked.iter().any(|person| person.id == me);
    let row = facts.visit.as_ref().filter(mine).ok_or(Refusal::NotFound)?;
    // Where it was closed because of a wrong tap, whoever went all the same says what they found.
    if row.settled && row.found.is_some() {
        return Err(Refusal::AlreadySaid);
    }
    let words = words.trim();
    if words.chars().count() > WORDS_MAX {
        return Err(Refusal::WordsTooLong { max: WORDS_MAX });
    }
    let good = match found {
        Found::Well | Found::Out => true,
        Found::NeedsHelp | Found::NotReached => false,
        Found::Fetched => return Err(Refusal::NotAllowed),
    };
    Ok(vec![Change::Visit(Visit {
        found: Some(found),
        words: words.into(),
        by: Some(Person { id: me, name: facts.actor.name.clone() }),
        answered: Some(facts.now),
        // Whoever works at the desk has the last word.
        settled: good || (row.desk && staff),
        desk: row.desk || !good,
        ..row.clone()
    })])
}

#[cfg(test)]
mod tests;
