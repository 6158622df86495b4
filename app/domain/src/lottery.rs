//! A lottery (抽签) for the places of a date, where first come, first served would give them to whoever is quickest.
//!
//! Until the entries close, signing up enters a party: it takes no place, has no ticket, and may be withdrawn. Then the server draws
//! once. The order is that of two numbers: how often the people of the party were served, fewest first, and SHA-256 of a secret seed
//! followed by the sign-up's identity. In that order the parties get the tickets of a waiting list, which moves up as any other
//! ([`crate::waiting`]): so a party too large for the places left is not overtaken, and one whose people have got a place elsewhere
//! at that time is passed over and keeps its turn.
//!
//! *Served* is every other date of the organization, past or to come, on which a person has a place. Where people of a party were
//! not served alike, the most often served counts: nobody is drawn sooner for taking along somebody who never came.
//!
//! The seed's own SHA-256 stands in the date's row from the day it is made, the seed itself after the draw: so nobody can have
//! chosen another one when the entries were known, and everybody can do the sum again. Hashes are the server's: here they are
//! numbers that order parties.

use crate::arrange::Arrange;
use crate::change::Change;
use crate::facts::Facts;
use crate::id::SignupId;
use crate::occurrence::{Occurrence, Plan};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::signup::{Signup, SignupState};
use crate::waiting::{WaitingList, settle};
use crate::when::{HOUR_MS, Moment};
use serde::Serialize;

/// Entries close at most so many hours before the date begins: two weeks.
pub const HOURS_MAX: u32 = 336;

/// How the places of a date are drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Lottery {
    /// Entries are taken until then, and drawn right after.
    pub closes: Moment,
    /// SHA-256 of the seed, hexadecimal. Empty on the phone that has just made the date: the server picks the seed.
    pub commitment: String,
    /// People who have entered and were not drawn yet.
    pub entered: u32,
    /// The seed, hexadecimal, once it was drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<String>,
    /// When it was drawn. What a sign-up got in the draw changed at this moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drawn: Option<Moment>,
}

impl Lottery {
    /// Enters a party.
    pub(crate) fn enter(&mut self, signup: &mut Signup, now: Moment) -> Result<(), Refusal> {
        if self.closes <= now {
            return Err(Refusal::EntriesClosed { since: self.closes });
        }
        self.entered = self.entered.saturating_add(signup.seats());
        signup.state = SignupState::Entered;
        Ok(())
    }
}

impl Occurrence {
    /// Its lottery, if its places were not drawn yet.
    pub fn undrawn(&self) -> Option<&Lottery> {
        self.lottery.as_ref().filter(|lottery| lottery.seed.is_none())
    }

    /// How many people have signed up, whether they have a place, are offered one, wait for one or for the draw.
    pub fn asked(&self) -> u32 {
        self.confirmed + self.held + self.waiting + self.lottery.as_ref().map_or(0, |lottery| lottery.entered)
    }

    /// Whether that is what the draw made of a sign-up, and nothing since.
    pub fn drew(&self, signup: &Signup) -> bool {
        self.lottery.as_ref().is_some_and(|lottery| lottery.drawn == Some(signup.changed))
    }

    /// How many hours before the beginning the entries close, if there is a lottery.
    pub fn lottery_hours(&self) -> Option<u32> {
        let hours = |lottery: &Lottery| self.starts.0.saturating_sub(lottery.closes.0) / HOUR_MS;
        self.lottery.as_ref().map(|lottery| u32::try_from(hours(lottery)).unwrap_or_default())
    }
}

impl Plan {
    /// The lottery of a new date with this plan.
    pub(crate) fn lottery(&self) -> Option<Lottery> {
        let before = |hours: u32| self.starts.plus_ms(-i64::from(hours) * HOUR_MS);
        self.lottery_hours.map(|hours| Lottery { closes: before(hours), ..Lottery::default() })
    }

    /// Refuses a lottery that nobody could enter.
    pub(crate) fn check_lottery(&self, now: Moment) -> Result<(), Refusal> {
        let wrong = |lottery: &Lottery| lottery.closes <= now;
        let out = self.lottery_hours.is_some_and(|hours| hours == 0 || hours > HOURS_MAX);
        if out || self.lottery().is_some_and(|lottery| wrong(&lottery)) {
            return Err(Refusal::LotteryHours { max: HOURS_MAX });
        }
        Ok(())
    }
}

/// The lottery of a date that gets another plan. Once its entries have closed it stays as it is; and when people have signed up, it
/// stays a lottery, or none: they did so under that rule.
pub(crate) fn replanned(date: &Occurrence, plan: &Plan, now: Moment) -> Result<Option<Lottery>, Refusal> {
    let closed = |lottery: &Lottery| lottery.seed.is_some() || lottery.closes <= now;
    if date.lottery.as_ref().is_some_and(closed) {
        return Ok(date.lottery.clone());
    }
    if date.asked() > 0 && date.lottery.is_some() != plan.lottery_hours.is_some() {
        return Err(Refusal::LotteryFixed);
    }
    plan.check_lottery(now)?;
    let before = date.lottery.clone().unwrap_or_default();
    Ok(plan.lottery().map(|lottery| Lottery { closes: lottery.closes, ..before }))
}

/// A party in the draw, with what puts it in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The party.
    pub signup: Signup,
    /// How often the most often served of them was served.
    pub class: u32,
    /// SHA-256 of the seed's bytes followed by those of the sign-up's identity.
    pub value: Vec<u8>,
}

/// What the draw says of a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// Which.
    pub signup: SignupId,
    /// How many places it asked for.
    pub seats: u32,
    /// How often the most often served of them was served.
    pub class: u32,
    /// Its place in the order: 1 is the first.
    pub place: u32,
    /// They have their places.
    pub won: bool,
    /// They were passed over, because somebody in it had a place elsewhere at that time.
    pub clash: bool,
}

/// A draw.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draw {
    /// The rows after it.
    pub changes: Vec<Change>,
    /// Every party, in the order in which they were drawn.
    pub drawn: Vec<Drawn>,
    /// How many places there were.
    pub places: u32,
}

/// Draws the places of the facts' date. It depends on the classes, the values and the sizes of the parties, on what they have
/// elsewhere, and on nothing else: not on who they are or when they came.
pub fn draw(facts: &Facts, seed: &str, mut entries: Vec<Entry>) -> Result<Draw, Refusal> {
    let mut occurrence = facts.occurrence.clone().ok_or(Refusal::NotFound)?;
    let lottery = occurrence.lottery.as_mut().filter(|lottery| lottery.seed.is_none()).ok_or(Refusal::NotFound)?;
    lottery.seed = Some(seed.into());
    lottery.drawn = Some(facts.now);
    lottery.entered = 0;
    let places = occurrence.free();
    entries.arrange(|a, b| {
        let of = |entry: &Entry| (entry.class, entry.signup.id);
        let ((class, id), (other_class, other_id)) = (of(a), of(b));
        class.cmp(&other_class).then_with(|| a.value.cmp(&b.value)).then(id.cmp(&other_id))
    });
    let mut parties = facts.waiting.clone();
    for entry in &entries {
        occurrence.last_ticket += 1;
        occurrence.waiting += entry.signup.seats();
        // Nobody has this position: so whoever gets none of the places gets a change with the right one.
        let state = SignupState::Waiting { ticket: occurrence.last_ticket, position: 0 };
        parties.push(entry.signup.with(state, facts.now));
    }
    // Whoever entered has asked for a place, so it is given and not offered; what is given back later may be.
    let own = WaitingList { occurrence, parties, offers: false, newcomer: None };
    let changes = settle(own, &facts.lists, facts.engagements.clone(), facts.now);
    let drawn = (1..).zip(&entries).map(|(place, entry)| outcome(entry, place, &changes)).collect();
    Ok(Draw { changes, drawn, places })
}

/// Where a party stands after the draw.
fn outcome(entry: &Entry, place: u32, changes: &[Change]) -> Drawn {
    let last = changes.iter().rev().find_map(|change| match change {
        Change::Signup(row) if row.id == entry.signup.id => Some((row.state, row.clash)),
        _ => None,
    });
    let (state, clash) = last.unwrap_or((entry.signup.state, false));
    Drawn {
        signup: entry.signup.id,
        seats: entry.signup.seats(),
        class: entry.class,
        place,
        won: state == SignupState::Confirmed,
        clash,
    }
}

#[cfg(test)]
mod tests;
