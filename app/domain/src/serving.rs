//! A serving: one dish on one day's menu (菜单), with its portions.
//!
//! `portions = left + ordered + served` at every commit, all of them at least 0; the database checks it.

use crate::dish::DishKind;
use crate::id::{DishId, ServingId};
use crate::read::Read;
use crate::when::Day;
use serde::Serialize;

/// A dish on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Serving {
    /// Its identity.
    pub id: ServingId,
    /// Which day.
    pub day: Day,
    /// Which dish.
    pub dish: DishId,
    /// Its name on that day.
    pub name: String,
    /// Its kind.
    pub kind: DishKind,
    /// Its price on that day, in fen.
    pub price_fen: i64,
    /// Portions that will be cooked.
    pub portions: u32,
    /// Portions that are ordered and not handed out.
    pub ordered: u32,
    /// Portions that were handed out.
    pub served: u32,
}

impl Serving {
    /// Portions that can still be ordered.
    pub fn left(&self) -> u32 {
        self.portions.saturating_sub(self.ordered).saturating_sub(self.served)
    }
}
