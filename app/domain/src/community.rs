//! The community (社区): its name, its telephone and the canteen's hours.

use crate::id::CommunityId;
use crate::meal::{Meal, MealHours};
use crate::quota::Quota;
use crate::read::Read;
use crate::subsidy::Subsidy;
use crate::when::{Clock, Day, Moment};
use serde::Serialize;

/// What every phone knows of the community it is in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Community {
    /// Its identity.
    pub id: CommunityId,
    /// 西山社区.
    pub name: String,
    /// The office's telephone: the help line on every page.
    pub phone: String,
    /// Where the office is.
    pub address: String,
    /// Lunch is ordered until this many days before...
    pub cutoff_days: i32,
    /// ...at this time.
    pub cutoff: Clock,
    /// Lunch is handed out from...
    pub pickup_from: Clock,
    /// ...until.
    pub pickup_until: Clock,
    /// How many may eat in and how many get their meal brought, from today on, on the days for which the cook said so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotas: Vec<Quota>,
    /// What the committee adds to meals.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subsidies: Vec<Subsidy>,
    /// What is served besides lunch, and when.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meals: Vec<MealHours>,
    /// What `quotas` says, of other meals than lunch: older releases know of one quota for a day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meal_quotas: Vec<Quota>,
}

impl Community {
    /// What is served on a day on which there is everything, in the order of the day.
    pub fn served(&self) -> Vec<MealHours> {
        let own = |meal: Meal| meal.is_lunch() || self.meals.iter().any(|hours| hours.meal == meal);
        Meal::ALL.into_iter().filter(|meal| own(*meal)).map(|meal| self.hours(meal)).collect()
    }

    /// The hours of a meal. One that is not served any more has those of lunch.
    pub fn hours(&self, meal: Meal) -> MealHours {
        let other = self.meals.iter().find(|hours| hours.meal == meal && !meal.is_lunch());
        other.copied().unwrap_or(MealHours {
            meal,
            cutoff_days: self.cutoff_days,
            cutoff: self.cutoff,
            from: self.pickup_from,
            until: self.pickup_until,
        })
    }

    /// The last instant at which a meal of `day` can be ordered or given up.
    pub fn closes(&self, day: Day, meal: Meal) -> Moment {
        self.hours(meal).closes(day)
    }

    /// The last instant at which lunch for `day` can be ordered or given up.
    pub fn order_cutoff(&self, day: Day) -> Moment {
        self.closes(day, Meal::Lunch)
    }

    /// The quota of a meal, if the cook said so.
    pub fn quota(&self, day: Day, meal: Meal) -> Option<Quota> {
        self.all_quotas().into_iter().find(|quota| quota.day == day && quota.meal == meal)
    }

    /// The quotas of all meals.
    pub fn all_quotas(&self) -> Vec<Quota> {
        self.quotas.iter().chain(&self.meal_quotas).copied().collect()
    }

    /// The same with these quotas.
    pub fn with_quotas(self, all: Vec<Quota>) -> Self {
        let (quotas, meal_quotas) = all.into_iter().partition(|quota| quota.meal.is_lunch());
        Self { quotas, meal_quotas, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_meal_has_its_hours_and_lunch_its_own() {
        let breakfast = MealHours {
            meal: Meal::Breakfast,
            cutoff_days: 1,
            cutoff: Clock(1080),
            from: Clock(390),
            until: Clock(480),
        };
        let community =
            Community { cutoff: Clock(600), pickup_until: Clock(750), meals: vec![breakfast], ..Community::default() };
        let served: Vec<Meal> = community.served().into_iter().map(|hours| hours.meal).collect();
        assert_eq!(served, [Meal::Breakfast, Meal::Lunch]);
        let day = Day::default();
        assert_eq!(community.closes(day, Meal::Breakfast), Moment::at(day.plus(-1), Clock(1080)));
        assert_eq!(community.order_cutoff(day), Moment::at(day, Clock(600)));
        assert_eq!(community.hours(Meal::Supper).until, Clock(750), "as long as nobody says otherwise");
        let of = |meal| Quota { meal, ..Quota::default() };
        let full = community.with_quotas(vec![of(Meal::Breakfast), of(Meal::Lunch)]);
        assert_eq!((full.quotas.len(), full.meal_quotas.len()), (1, 1));
        assert_eq!(full.quota(day, Meal::Breakfast), Some(of(Meal::Breakfast)));
        assert_eq!(full.quota(day, Meal::Supper), None);
    }
}
