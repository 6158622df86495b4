//! Which meal of a day, where there is a menu for several. A day with one meal looks as if there were no others.

use crate::cell::Memo;
use crate::look::lang;
use crate::words::canteen as words;
use domain::meal::Meal;
use leptos::prelude::*;

/// The choice between `all`; nothing where there is none. `choose` hears which was tapped.
pub fn meals(all: Memo<Vec<Meal>>, shown: Memo<Meal>, choose: Callback<Meal>) -> AnyView {
    let several = Memo::new(move || all.with(|all| all.len() > 1));
    let part = move || {
        let lang = lang();
        let button = |meal: Meal| {
            let pressed = move || (shown.get() == meal).to_string();
            view! {
                <button type="button" aria-pressed=pressed on:click=move |_| choose.run(meal)>
                    {words::meal(lang, meal)}
                </button>
            }
            .into_any()
        };
        let buttons = all.get().into_iter().map(button).collect_view();
        view! { <div class="segments no-print" role="group" aria-label=words::choose_meal(lang)>{buttons}</div> }
            .into_any()
    };
    (move || several.get().then_some(part)).into_any()
}
