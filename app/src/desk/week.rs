//! The canteen's days side by side: how much was cooked, how much of it was asked for, and what was thrown away.

use crate::cell::Memo;
use crate::components::bars::{Bar, bars};
use crate::look::Lang;
use crate::sync::Sync;
use crate::words::desk::kitchen as words;
use crate::words::when;
use domain::replica::Replica;
use domain::serving::Serving;
use domain::when::Day;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// How many days back.
const BACK: i32 = 7;

/// Portions of one day, over all its meals and dishes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Portions {
    cooked: u32,
    asked: u32,
    wasted: u32,
}

/// The part of a page; nothing where there is but one day to be seen.
pub fn section(lang: Lang, sync: Sync) -> AnyView {
    let days = Memo::new(move || days(&sync.view(), sync.now().day()));
    (move || days.with(|days| drawn(lang, days, sync.now().day()))).into_any()
}

fn drawn(lang: Lang, days: &[(Day, Portions)], today: Day) -> AnyView {
    if days.len() < 2 {
        return ().into_any();
    }
    let line = |(day, portions): &(Day, Portions)| Bar {
        name: when::day(lang, *day, today),
        length: portions.cooked.into(),
        full: portions.asked.into(),
        said: words::portions(lang, portions.cooked, portions.asked, portions.wasted),
    };
    bars(words::days(lang).into(), days.iter().map(line).collect())
}

/// The days that have been and today, the earliest first.
fn days(view: &Replica, today: Day) -> Vec<(Day, Portions)> {
    let mut days: BTreeMap<Day, Portions> = BTreeMap::new();
    let near = |serving: &&Serving| serving.portions > 0 && (-BACK..=0).contains(&serving.day.since(today));
    for serving in view.all::<Serving>().filter(near) {
        let day = days.entry(serving.day).or_default();
        day.cooked += serving.portions;
        day.asked += serving.ordered + serving.served;
        day.wasted += serving.wasted;
    }
    days.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::ServingId;
    use domain::meal::Meal;
    use domain::row::Row;
    use domain::scope::Scope;

    #[test]
    fn a_day_is_all_its_meals_and_what_comes_is_no_day_that_was() {
        let today = Day::parse("2026-11-27").unwrap_or_default();
        let serving = |n: u128, day: Day, meal: Meal, numbers: [u32; 4]| {
            let [portions, ordered, served, wasted] = numbers;
            let id = ServingId(uuid::Uuid::from_u128(n));
            Row::Serving(Serving { id, day, meal, portions, ordered, served, wasted, ..Serving::default() })
        };
        let mut view = Replica::default();
        let rows = [
            serving(1, today, Meal::Lunch, [20, 3, 12, 1]),
            serving(2, today, Meal::Supper, [10, 4, 0, 0]),
            serving(3, today.plus(-1), Meal::Lunch, [30, 0, 28, 2]),
            serving(4, today.plus(1), Meal::Lunch, [30, 9, 0, 0]),
            serving(5, today.plus(-8), Meal::Lunch, [30, 0, 9, 0]),
        ];
        rows.into_iter().for_each(|row| view.put(Scope::Public, row));
        let yesterday = Portions { cooked: 30, asked: 28, wasted: 2 };
        let so_far = Portions { cooked: 30, asked: 19, wasted: 1 };
        assert_eq!(days(&view, today), [(today.plus(-1), yesterday), (today, so_far)]);
    }
}
