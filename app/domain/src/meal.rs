//! A meal of the day (餐): 早餐, 午餐 or 晚餐, as the community decides.
//!
//! Every community has lunch, with its hours in the community's own fields; what else it serves is listed there with its hours. On
//! the wire rows of another meal have names of their own (see [`crate::row`]): a release that knows of lunch alone leaves them out,
//! and takes no supper for a second lunch.

use crate::read::Read;
use crate::when::{Clock, Day, Moment};
use serde::Serialize;

/// Which meal of a day, in the order of the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Meal {
    /// 早餐.
    Breakfast,
    /// 午餐: what everything was before there were others.
    #[default]
    Lunch,
    /// 晚餐.
    Supper,
}

impl Meal {
    /// All of them.
    pub const ALL: [Meal; 3] = [Meal::Breakfast, Meal::Lunch, Meal::Supper];

    /// Whether it is lunch, which is not written.
    pub fn is_lunch(&self) -> bool {
        *self == Meal::Lunch
    }

    /// What tells the identities of one day's dishes apart; nothing for lunch, whose identities are as they ever were.
    pub(crate) fn mark(self) -> u128 {
        match self {
            Meal::Lunch => 0,
            Meal::Breakfast => 1,
            Meal::Supper => 2,
        }
    }
}

/// When a meal is handed out, and until when it is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct MealHours {
    /// Which meal.
    pub meal: Meal,
    /// It is ordered until this many days before...
    pub cutoff_days: i32,
    /// ...at this time.
    pub cutoff: Clock,
    /// It is handed out from...
    pub from: Clock,
    /// ...until.
    pub until: Clock,
}

impl MealHours {
    /// The last instant at which it can be ordered or given up for a day.
    pub fn closes(&self, day: Day) -> Moment {
        Moment::at(day.plus(-self.cutoff_days), self.cutoff)
    }
}
