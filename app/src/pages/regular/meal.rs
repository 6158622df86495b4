//! Which meal a regular order is for, what is usual at it, and from when on somebody means it.

use super::form::Form;
use crate::cell::Memo;
use crate::components::meals::meals;
use crate::look::Lang;
use crate::sync::sync;
use crate::words::{canteen, regular as words};
use domain::community::Community;
use domain::meal::Meal;
use domain::regular::{Habit, Plate};
use domain::replica::Replica;
use domain::views::canteen::next_open_day;
use domain::when::{Day, Moment};
use leptos::prelude::*;

/// From Monday to Friday a meat, a vegetable and a staple; in the morning something to drink and a staple.
pub(super) fn usual(meal: Meal) -> Habit {
    let plate = match meal {
        Meal::Breakfast => Plate { meat: 0, vegetable: 0, soup: 1, staple: 1 },
        Meal::Lunch | Meal::Supper => Plate { meat: 1, vegetable: 1, soup: 0, staple: 1 },
    };
    Habit { days: 0b1_1111, plate, ..Habit::default() }
}

/// From when on somebody means it, most likely: from the next such meal that can be ordered.
pub(super) fn likely(view: &Replica, meal: Meal, now: Moment) -> Day {
    let open = |day: &Day| view.community().is_some_and(|community| now < community.closes(*day, meal));
    next_open_day(view, meal, now).filter(open).unwrap_or_else(|| now.day().plus(1))
}

/// The meals that a community serves.
fn served(community: &Community) -> Vec<Meal> {
    community.served().into_iter().map(|hours| hours.meal).collect()
}

/// Whether several are served: then it is said which.
pub(super) fn several(view: &Replica) -> bool {
    view.community().is_some_and(|community| served(community).len() > 1)
}

impl Form {
    /// The choice of a meal; nothing where there is one alone. Where a regular order is changed, its meal stays, and is said.
    pub(super) fn meals(self, lang: Lang) -> AnyView {
        let sync = sync();
        let all = Memo::new(move || sync.view().community().map(served).unwrap_or_default());
        let shown = Memo::new(move || self.meal.get());
        let choose = Callback::new(move |meal| self.choose(meal));
        let part = move || {
            if all.with(|all| all.len() < 2) {
                return ().into_any();
            }
            let inside = if self.editing.get().is_some() {
                view! { <p class="strong">{canteen::meal(lang, self.meal.get())}</p> }.into_any()
            } else {
                meals(all, shown, choose)
            };
            view! { <fieldset class="choices"><legend>{words::which_meal(lang)}</legend>{inside}</fieldset> }.into_any()
        };
        part.into_any()
    }

    /// Another meal has another usual plate; what somebody has counted stays.
    fn choose(self, meal: Meal) {
        let before = usual(self.meal.get_untracked()).plate;
        self.habit.update(|habit| {
            if habit.plate == before {
                habit.plate = usual(meal).plate;
            }
        });
        self.meal.set(meal);
    }
}
