//! A serving: one dish at one meal on one day's menu (菜单), with its portions.
//!
//! `portions = left + ordered + served + wasted` at every commit, all of them at least 0; the database checks it. When the meal is
//! over the cook counts what is left and what was thrown away: that, what was handed out and what is still reserved come to what
//! was prepared, or the count is not taken on. From then on the dish is not ordered any more.

use crate::change::Change;
use crate::dish::DishKind;
use crate::facts::Facts;
use crate::id::{DishId, ServingId};
use crate::meal::Meal;
use crate::permission::{Act, require};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::when::Day;
use serde::Serialize;
use uuid::Uuid;

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
    /// Portions that were thrown away.
    #[serde(default, skip_serializing_if = "nothing")]
    pub wasted: u32,
    /// The cook has counted what is left and what was thrown away.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub counted: bool,
    /// At which meal.
    #[serde(default, skip_serializing_if = "Meal::is_lunch")]
    pub meal: Meal,
}

/// For what is not written when it is zero.
fn nothing(count: &u32) -> bool {
    *count == 0
}

impl Serving {
    /// The identity of a dish at a meal on a day.
    pub fn id_of(dish: DishId, day: Day, meal: Meal) -> ServingId {
        // Behind the mark come the two bytes of the day.
        ServingId::of_day(Uuid::from_u128(dish.0.as_u128() ^ (meal.mark() << 16)), day)
    }

    /// Portions that nobody has.
    pub fn left(&self) -> u32 {
        self.portions.saturating_sub(self.ordered).saturating_sub(self.served).saturating_sub(self.wasted)
    }

    /// Portions that can still be ordered: none once they were counted.
    pub fn free(&self) -> u32 {
        if self.counted { 0 } else { self.left() }
    }
}

/// The cook notes what is left of a dish and what was thrown away. Whoever has miscounted counts again.
///
/// # Errors
/// Where the parts do not come to what was prepared, or the day has not come, among others.
pub fn count(facts: &Facts, id: ServingId, left: u32, wasted: u32) -> Result<Vec<Change>, Refusal> {
    require(&facts.actor, Act::ServeLunch)?;
    let serving = facts.servings.iter().find(|serving| serving.id == id).ok_or(Refusal::NotFound)?;
    if serving.day > facts.now.day() {
        return Err(Refusal::NotYetTheDay);
    }
    let sum: u64 = [serving.served, serving.ordered, left, wasted].into_iter().map(u64::from).sum();
    if sum != u64::from(serving.portions) {
        return Err(Refusal::CountsDiffer { made: serving.portions, sum: u32::try_from(sum).unwrap_or(u32::MAX) });
    }
    Ok(vec![Change::Serving(Serving { wasted, counted: true, ..serving.clone() })])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::{OrderState, hand_out};
    use crate::sample::{cook, facts, guizhen, id, lunch_day, serving};
    use crate::when::{Clock, Moment};

    /// 20 portions: 12 handed out, 3 reserved.
    fn over() -> Facts {
        let dish = Serving { ordered: 3, served: 12, ..serving(1, "红烧排骨", 1200, 20) };
        Facts { servings: vec![dish], now: Moment::at(lunch_day(), Clock(13 * 60)), ..facts(cook()) }
    }

    fn counted(facts: &Facts, left: u32, wasted: u32) -> Result<Serving, Refusal> {
        match count(facts, ServingId(id(1)), left, wasted)?.as_slice() {
            [Change::Serving(row)] => Ok(row.clone()),
            other => panic!("a count changes one dish: {other:?}"),
        }
    }

    #[test]
    fn what_is_left_and_what_was_thrown_away_come_to_what_was_prepared() {
        let facts = over();
        let row = counted(&facts, 2, 3).unwrap();
        assert_eq!((row.left(), row.wasted, row.free()), (2, 3, 0));
        assert_eq!(row.portions, row.served + row.ordered + row.left() + row.wasted);
        assert_eq!(counted(&facts, 2, 2), Err(Refusal::CountsDiffer { made: 20, sum: 19 }));
        assert_eq!(counted(&facts, u32::MAX, 5), Err(Refusal::CountsDiffer { made: 20, sum: u32::MAX }));
        // Counted again, the last count holds.
        let again = Facts { servings: vec![row], ..facts };
        assert_eq!(counted(&again, 5, 0).unwrap().left(), 5);
    }

    #[test]
    fn a_dish_at_another_meal_is_another_serving_and_lunch_is_what_it_was() {
        let (dish, day) = (DishId(id(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef)), lunch_day());
        let [breakfast, lunch, supper] = Meal::ALL.map(|meal| Serving::id_of(dish, day, meal));
        assert_eq!(lunch, ServingId::of_day(dish.0, day));
        assert!(breakfast != lunch && supper != lunch && breakfast != supper);
        assert_ne!(breakfast, Serving::id_of(dish, day.plus(1), Meal::Breakfast));
    }

    #[test]
    fn it_is_counted_by_the_cook_and_not_before_the_day() {
        assert_eq!(counted(&Facts { actor: guizhen(), ..over() }, 2, 3), Err(Refusal::NotAllowed));
        assert_eq!(counted(&Facts { now: crate::sample::now(), ..over() }, 2, 3), Err(Refusal::NotYetTheDay));
        assert_eq!(counted(&Facts { servings: Vec::new(), ..over() }, 2, 3), Err(Refusal::NotFound));
    }

    #[test]
    fn who_comes_late_is_still_served_and_nothing_is_lost() {
        let facts = over();
        let row = counted(&facts, 2, 3).unwrap();
        let line = crate::order::Line { serving: row.id, name: row.name.clone(), price_fen: 1200, count: 3 };
        let order = crate::order::Order {
            id: crate::id::OrderId(id(7)),
            day: row.day,
            eater: crate::sample::person(1, "周桂珍"),
            booker: crate::sample::person(1, "周桂珍"),
            lines: vec![line],
            total_fen: 3600,
            subsidy_fen: 0,
            code: 1017,
            meal: Meal::Lunch,
            state: OrderState::Booked,
            changed: facts.now,
            delivered: false,
            to: None,
            via: crate::order::Via::Own,
            entrusted: false,
        };
        let facts = Facts { servings: vec![row], order: Some(order), ..facts };
        let changes = hand_out(&facts).unwrap();
        let Some(Change::Serving(row)) = changes.first() else { panic!("{changes:?}") };
        assert_eq!((row.ordered, row.served, row.left(), row.wasted), (0, 15, 2, 3));
    }
}
