//! Subsidies (补贴): what the committee adds to a meal by the eater's age and by what they are in the community.
//!
//! They are rows of the committee's file, not rules of the program: 60 and over 2 yuan, 80 and over 4. Of all that fit the best
//! counts, and never more than the meal costs. An age that nobody knows is none; on a phone so is everybody's but its owner's,
//! and the server says.

use crate::facts::Facts;
use crate::read::Read;
use crate::resident::Me;
use crate::role::Role;
use crate::when::Day;
use serde::Serialize;

/// What somebody is in the community.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// 志愿者.
    Volunteer,
    /// 居民小组长.
    GroupLeader,
    /// 网格员.
    GridWorker,
}

/// One rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Subsidy {
    /// From this age on, in years; 0 for any.
    pub least_age: u8,
    /// For these people; none for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// How much a meal costs less, in fen.
    pub off_fen: i64,
    /// The first day on which it counts.
    pub from: Day,
    /// The last.
    pub until: Day,
}

/// What is known of the one who eats.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Eater {
    /// `YYYY-MM`, or empty when it is not known.
    pub born: String,
    /// What they are in the community.
    pub roles: Vec<Role>,
}

impl Eater {
    /// What is known of somebody.
    pub fn of(me: &Me) -> Self {
        Self { born: me.born.clone(), roles: me.roles.clone() }
    }
}

impl Subsidy {
    fn fits(&self, eater: &Eater, day: Day) -> bool {
        let role = self.status.map(|status| match status {
            Status::Volunteer => Role::Volunteer,
            Status::GroupLeader => Role::GroupLeader,
            Status::GridWorker => Role::GridWorker,
        });
        let old = self.least_age == 0
            || Day::parse(&format!("{}-01", eater.born))
                .is_some_and(|first| first.years_until(day) >= i32::from(self.least_age));
        old && (self.from..=self.until).contains(&day) && role.is_none_or(|role| eater.roles.contains(&role))
    }
}

/// What the committee adds to a meal of a day that costs `total_fen`, in fen.
pub fn of_meal(facts: &Facts, day: Day, total_fen: i64) -> i64 {
    let Some(eater) = &facts.eater else { return 0 };
    let rules = facts.community.subsidies.iter().filter(|rule| rule.fits(eater, day));
    rules.map(|rule| rule.off_fen).max().unwrap_or(0).clamp(0, total_fen.max(0))
}

#[cfg(test)]
mod tests;
