//! A rating (评价): how a meal was that somebody has fetched. 好吃, 一般 or 不好吃, what it was about, and a few words.
//!
//! Each order has one, said by the eater or their family, who may say it anew. The canteen reads how many said what, and the words,
//! but not whose they are: what it gets is a [`Taste`], with the day and without the order, its dishes or a name.

use crate::arrange::Arrange;
use crate::change::Change;
use crate::facts::Facts;
use crate::id::{OrderId, RatingId, ResidentId};
use crate::order::{OrderState, Via};
use crate::permission::acting_for;
use crate::read::Read;
use crate::refusal::Refusal;
use crate::when::{Day, Moment};
use serde::Serialize;

/// The longest words, in characters.
pub const WORDS_MAX: usize = 200;

/// How a meal was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Score {
    /// 好吃.
    #[default]
    Good,
    /// 一般.
    SoSo,
    /// 不好吃.
    NotGood,
}

impl Score {
    /// All of them, the best first.
    pub const ALL: [Score; 3] = [Score::Good, Score::SoSo, Score::NotGood];
}

/// What it was about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// 太咸.
    Salty,
    /// 太淡.
    Bland,
    /// 太油.
    Greasy,
    /// 太硬, which is hard for old teeth.
    Hard,
    /// 凉了.
    Cold,
    /// 份量少.
    Small,
}

impl Reason {
    /// All of them.
    pub const ALL: [Reason; 6] =
        [Reason::Salty, Reason::Bland, Reason::Greasy, Reason::Hard, Reason::Cold, Reason::Small];
}

/// What is said of a meal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Rated {
    /// How it was.
    pub score: Score,
    /// What it was about; each once.
    pub reasons: Vec<Reason>,
    /// A few words, or empty.
    pub words: String,
}

/// What a family has said of an order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Rating {
    /// Drawn by the phone. The canteen knows what was said by it, and not whose it is.
    pub id: RatingId,
    /// Of which order.
    pub order: OrderId,
    /// Of which day.
    pub day: Day,
    /// Who ate.
    pub eater: ResidentId,
    /// Who ordered, where that is the family.
    pub booker: Option<ResidentId>,
    /// What.
    pub rated: Rated,
    /// When it was last said.
    pub changed: Moment,
}

impl Rating {
    /// What the canteen reads of it.
    pub fn taste(&self) -> Taste {
        Taste { id: self.id, day: self.day, rated: self.rated.clone() }
    }
}

/// What somebody has said of a day's meal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Taste {
    /// The rating's identity.
    pub id: RatingId,
    /// Of which day.
    pub day: Day,
    /// What.
    pub rated: Rated,
}

/// Somebody says how a meal was.
///
/// # Errors
/// Where the meal is not the family's or was not handed out, and where the words are too long.
pub fn rate(facts: &Facts, id: RatingId, rated: &Rated) -> Result<Vec<Change>, Refusal> {
    let order = facts.order.as_ref().ok_or(Refusal::NotFound)?;
    let family = order.via == Via::Own && !order.entrusted;
    let booked = family && order.booker.id == facts.actor.id;
    let theirs = booked || acting_for(&facts.actor, order.eater.id).is_ok();
    if !theirs || order.state != OrderState::HandedOut || facts.rating_elsewhere {
        return Err(Refusal::NotFound);
    }
    let words = rated.words.trim();
    if words.chars().count() > WORDS_MAX {
        return Err(Refusal::WordsTooLong { max: WORDS_MAX });
    }
    let mut reasons = rated.reasons.clone();
    reasons.arrange(Ord::cmp);
    reasons.dedup();
    Ok(vec![Change::Rating(Rating {
        // Whoever says it anew changes what is there.
        id: facts.rating.as_ref().map_or(id, |before| before.id),
        order: order.id,
        day: order.day,
        eater: order.eater.id,
        booker: family.then_some(order.booker.id),
        rated: Rated { score: rated.score, reasons, words: words.into() },
        changed: facts.now,
    })])
}

#[cfg(test)]
mod tests;
