//! The next lunch that can be ordered: a taste of the menu, and until when.

use crate::cell::Memo;
use crate::components::icon::{Icon, icon};
use crate::components::item::pending_state;
use crate::components::section::section_head;
use crate::components::state::{Mark, state};
use crate::look::{Lang, lang};
use crate::routes::Route;
use crate::sync::sync;
use crate::words::canteen::{kitchen_full, price};
use crate::words::today as words;
use domain::arrange::Arrange;
use domain::order::Order;
use domain::serving::Serving;
use domain::views::canteen::Lunch;
use domain::views::today::Today;
use domain::when::{HOUR_MS, Moment};
use leptos::prelude::*;

/// How many dishes the first page shows.
const DISHES_SHOWN: usize = 4;
/// So few portions are worth a colour.
const FEW: u32 = 5;

/// The card. Nothing while no menu is known.
pub(super) fn lunch(today: Memo<Today>) -> AnyView {
    let sync = sync();
    let lunch = Memo::new(move || today.with(|today| today.lunch.clone()));
    (move || {
        let (lang, now) = (lang(), sync.now());
        lunch.get().map(|lunch| card(&lunch, lang, now))
    })
    .into_any()
}

fn card(lunch: &Lunch, lang: Lang, now: Moment) -> AnyView {
    let dishes: Vec<AnyView> = taste(&lunch.servings).into_iter().map(|serving| dish(serving, lang)).collect();
    let more = Some((Route::Canteen, words::whole_week(lang).into()));
    view! {
        <section class="stack">
            {section_head(words::meal_of(lang, lunch.meal, lunch.day, now.day()), more)}
            <div class="card">
                <ul class="dishes">{dishes}</ul>
                <div class="card-foot">{foot(lunch, lang, now)}</div>
            </div>
        </section>
    }
    .into_any()
}

/// A few dishes, the best of each kind before a second one of any: a lunch, and not four kinds of meat.
fn taste(servings: &[Serving]) -> Vec<&Serving> {
    let rank = |serving: &Serving| {
        servings.iter().take_while(|other| other.id != serving.id).filter(|other| other.kind == serving.kind).count()
    };
    let mut dishes: Vec<&Serving> = servings.iter().filter(|serving| serving.free() > 0).collect();
    dishes.arrange_by_key(|serving| (rank(serving), serving.kind));
    dishes.truncate(DISHES_SHOWN);
    dishes.arrange_by_key(|serving| serving.kind);
    dishes
}

fn dish(serving: &Serving, lang: Lang) -> AnyView {
    let left = serving.free();
    let class = if left <= FEW { "dish-left is-few" } else { "dish-left" };
    view! {
        <li class="dish">
            <span class="dish-name">{serving.name.clone()}</span>
            <span class="dish-price">{price(lang, serving.price_fen)}</span>
            <span class=class>{words::portions_left(lang, left)}</span>
        </li>
    }
    .into_any()
}

/// What is ordered already, or until when it can be.
fn foot(lunch: &Lunch, lang: Lang, now: Moment) -> AnyView {
    let quiet =
        |words: &'static str| view! { <a class="button is-quiet" href=Route::Canteen.href()>{words}</a> }.into_any();
    if !lunch.orders.is_empty() {
        let view = sync().view();
        let pending = lunch.orders.iter().any(|order| view.is_pending::<Order>(order.id.0));
        let mark = if pending { pending_state(lang) } else { state(Mark::Confirmed, words::ordered(lang).into()) };
        return view! { <p>{mark}</p>{quiet(words::see_order(lang))} }.into_any();
    }
    if !lunch.open {
        return view! { <p>{words::closed(lang)}</p>{quiet(words::see_menu(lang))} }.into_any();
    }
    if lunch.full {
        return view! { <p>{kitchen_full(lang)}</p>{quiet(words::see_menu(lang))} }.into_any();
    }
    let class = if lunch.cutoff.0 - now.0 < HOUR_MS { "countdown is-soon" } else { "countdown" };
    view! {
        <p class=class>{icon(Icon::Clock)}<span>{words::order_until(lang, lunch.cutoff, now)}</span></p>
        <a class="button" href=Route::Canteen.href()>{words::order(lang)}</a>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::dish::DishKind::{Meat, Soup, Vegetable};
    use domain::id::ServingId;
    use uuid::Uuid;

    #[test]
    fn the_taste_of_a_menu_is_a_lunch_and_not_four_kinds_of_meat() {
        let serving =
            |id, kind, portions| Serving { id: ServingId(Uuid::from_u128(id)), kind, portions, ..Serving::default() };
        let menu = [
            serving(1, Meat, 9),
            serving(2, Meat, 9),
            serving(3, Meat, 9),
            serving(4, Vegetable, 0),
            serving(5, Vegetable, 9),
            serving(6, Soup, 9),
        ];
        let shown: Vec<u128> = taste(&menu).iter().map(|serving| serving.id.0.as_u128()).collect();
        assert_eq!(shown, [1, 2, 5, 6]);
    }
}
