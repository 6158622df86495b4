//! An errand (送餐): one meal on its way to a door, on the phone of whoever brings it.
//!
//! A shift may bring meals ([`crate::shift::Shift::delivers`]): those that are handed out while it lasts ([`brings`]). From when no more
//! is ordered of a meal until the shift ends, whoever has taken it holds what to bring: name, door, telephone number, what is in the
//! box. Nobody else does but the kitchen, and after the shift it is gone from the phone again.
//!
//! 送到了 and 没人应门 are facts, so they are said in a cellar too, and sent later. A meal is the eater's once, whether it is handed to
//! them at the door or at the counter. Where nobody opens to an elder who lives alone, somebody looks, as when such a meal is not
//! fetched ([`crate::visit`]). Whoever tapped beside it takes it back. What somebody has done while the meal was in their hands is not
//! lost when their duty was called off or taken over meanwhile: what they say only comes later.

use crate::change::Change;
use crate::community::Community;
use crate::facts::Facts;
use crate::id::{OrderId, ShiftId};
use crate::meal::Meal;
use crate::order::{self, Order, OrderState};
use crate::permission::{Act, may};
use crate::place::Doorstep;
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::Person;
use crate::shift::Shift;
use crate::visit;
use crate::when::{Day, Moment};
use serde::Serialize;

/// One dish in the box.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Carried {
    /// Its name.
    pub name: String,
    /// How many portions.
    pub count: u32,
    /// 清真.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub halal: bool,
    /// 软食.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub soft: bool,
}

/// What came of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum ErrandState {
    /// Nothing yet.
    #[default]
    Waiting,
    /// 送到了.
    Brought,
    /// 没人应门.
    Nobody,
}

/// One meal to bring.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Errand {
    /// That of the order.
    pub id: OrderId,
    /// Which day.
    pub day: Day,
    /// Which meal of that day.
    #[serde(default, skip_serializing_if = "Meal::is_lunch")]
    pub meal: Meal,
    /// The shifts that bring it: those whose people hold this row.
    pub shifts: Vec<ShiftId>,
    /// The order's number, which stands on the box.
    pub code: u32,
    /// Who eats.
    pub name: String,
    /// Where.
    pub to: Doorstep,
    /// Whom to call there, or empty.
    pub phone: String,
    /// What is in the box.
    pub what: Vec<Carried>,
    /// What came of it.
    pub state: ErrandState,
    /// Who said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Person>,
    /// When that was, by their phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Moment>,
}

impl Errand {
    /// The same without what came of it.
    pub fn unsaid(&self) -> Errand {
        Errand { state: ErrandState::Waiting, by: None, at: None, ..self.clone() }
    }

    /// The same with what came of it.
    fn with(&self, facts: &Facts, state: ErrandState, at: Moment) -> Errand {
        let by = Person { id: facts.actor.id, name: facts.actor.name.clone() };
        Errand { state, by: Some(by), at: Some(at.min(facts.now)), ..self.clone() }
    }
}

/// Which meals of its day a shift brings: those that are handed out while it lasts, and where none is, all of them.
pub fn brings(community: &Community, shift: &Shift) -> Vec<Meal> {
    let day = shift.starts.day();
    let during = |meal: &Meal| {
        let hours = community.hours(*meal);
        shift.overlaps(Moment::at(day, hours.from), Moment::at(day, hours.until))
    };
    let meals: Vec<Meal> = Meal::ALL.into_iter().filter(during).collect();
    if meals.is_empty() { Meal::ALL.to_vec() } else { meals }
}

/// Which of them its people hold now: each from when no more is ordered of it until the shift ends.
pub fn out(community: &Community, shift: &Shift, now: Moment) -> Vec<Meal> {
    if !shift.delivers || shift.cancelled.is_some() || now >= shift.ends {
        return Vec::new();
    }
    let day = shift.starts.day();
    brings(community, shift).into_iter().filter(|meal| community.closes(day, *meal) <= now).collect()
}

/// Somebody says what came of a meal at its door.
///
/// # Errors
/// For whoever neither brings that meal on that day nor cooks it is not there.
pub fn note(facts: &Facts, state: ErrandState, at: Moment) -> Result<Vec<Change>, Refusal> {
    let cooks = may(&facts.actor, Act::ServeLunch);
    let row = facts.errand.as_ref().filter(|_| cooks || facts.carries).ok_or(Refusal::NotFound)?;
    if row.state == state {
        // Whoever says what another one has said before them has done nothing wrong: it is known. Nor has whoever takes back what
        // does not stand any more.
        let other = row.by.as_ref().is_some_and(|by| by.id != facts.actor.id);
        let gone = state == ErrandState::Waiting && !facts.forecast;
        return if other || gone { Ok(Vec::new()) } else { Err(Refusal::AlreadySaid) };
    }
    // Whoever brings meals has no orders on their phone: the server knows how this one stands.
    let Some(order) = facts.order.as_ref() else {
        return if facts.forecast {
            Ok(vec![Change::Errand(row.with(facts, state, at))])
        } else {
            Err(Refusal::NotFound)
        };
    };
    let mut changes = match (row.state, state) {
        (ErrandState::Brought, ErrandState::Waiting) => {
            said_by(facts, row, cooks)?;
            unsaid(facts, order)?
        }
        (ErrandState::Nobody, ErrandState::Waiting) => {
            said_by(facts, row, cooks)?;
            visit::unasked(facts).into_iter().collect()
        }
        // It was handed over before: it says the same.
        (_, ErrandState::Brought) if order.state == OrderState::HandedOut => return Ok(Vec::new()),
        (_, ErrandState::Brought) => order::give(facts, order)?,
        _ => {
            order::waits(facts, order)?;
            visit::unanswered(facts, order).into_iter().collect()
        }
    };
    changes.push(Change::Errand(row.with(facts, state, at)));
    Ok(changes)
}

/// What was said is taken back by whoever said it, or by the kitchen.
fn said_by(facts: &Facts, row: &Errand, cooks: bool) -> Result<(), Refusal> {
    let own = row.by.as_ref().is_some_and(|by| by.id == facts.actor.id);
    if own || cooks { Ok(()) } else { Err(Refusal::NotAllowed) }
}

/// The meal is not the eater's yet, if nobody has said how it was.
fn unsaid(facts: &Facts, order: &Order) -> Result<Vec<Change>, Refusal> {
    match order.state {
        OrderState::HandedOut if facts.rating.is_none() => Ok(order::take_back(facts, order)),
        OrderState::HandedOut => Err(Refusal::AlreadyHandedOut),
        OrderState::Booked => Ok(Vec::new()),
        OrderState::Cancelled => Err(Refusal::AlreadyCancelled),
    }
}

/// The facts' errand, when its meal is handed out at the counter.
pub(crate) fn fetched(facts: &Facts) -> Option<Errand> {
    let row = facts.errand.as_ref().filter(|row| row.state != ErrandState::Brought)?;
    Some(row.with(facts, ErrandState::Brought, facts.now))
}

#[cfg(test)]
mod tests;
