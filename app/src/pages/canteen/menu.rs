//! The menu: dishes by kind, with price and what is left, and the hand that takes portions.

use super::tray::Tray;
use crate::components::aloud::aloud;
use crate::components::icon::{Icon, icon};
use crate::components::picture;
use crate::components::section::section_head;
use crate::look::lang;
use crate::sync::ACCOUNTS;
use crate::words::canteen as words;
use domain::dish::DishKind;
use domain::id::ServingId;
use domain::serving::Serving;
use leptos::prelude::*;

const KINDS: [DishKind; 4] = [DishKind::Meat, DishKind::Vegetable, DishKind::Soup, DishKind::Staple];
/// From so few portions on, what is left is said louder.
const FEW: u32 = 5;

pub(super) fn menu(tray: Tray) -> AnyView {
    let menu = move || {
        let lunch = tray.lunch.get()?;
        let of_kind = |kind| lunch.servings.iter().filter(move |serving| serving.kind == kind);
        let kinds = KINDS.into_iter().filter(|kind| of_kind(*kind).next().is_some());
        let kinds = kinds.map(|kind| {
            let dishes = of_kind(kind).map(|serving| dish(tray, serving, lunch.open)).collect_view();
            view! {
                <section class="stack" data-said="">
                    {section_head(words::kind(lang(), kind).into(), None)}
                    <div class="card"><ul class="dishes">{dishes}</ul></div>
                </section>
            }
            .into_any()
        });
        Some(view! { {aloud(lang())}{kinds.collect_view()} }.into_any())
    };
    menu.into_any()
}

fn dish(tray: Tray, serving: &Serving, open: bool) -> AnyView {
    let lang = lang();
    let (id, left, name) = (serving.id, serving.free(), serving.name.clone());
    let (marks, shown) = tray.dishes.with(|dishes| {
        let dish = dishes.iter().find(|dish| dish.id == serving.dish);
        dish.map(|dish| (words::marks(lang, dish), dish.picture)).unwrap_or_default()
    });
    let class = match (open, left) {
        (false, _) if shown.is_some() => "dish is-pictured",
        (false, _) => "dish",
        (true, 0) => "dish is-order is-out",
        (true, _) => "dish is-order",
    };
    let shown = shown.map(|id| picture::dish(id, name.clone()));
    let few = if left > 0 && left <= FEW { "dish-left is-few" } else { "dish-left" };
    let rest = if left == 0 { words::sold_out(lang).into() } else { words::left(lang, left) };
    let hand = move || {
        let wanted = ACCOUNTS && tray.orderable.get() && (left > 0 || tray.count(id) > 0 || tray.own(id) > 0);
        wanted.then(|| stepper(tray, id, left, name.clone()))
    };
    let marks = (!marks.is_empty()).then(|| view! { <small class="dish-marks">{marks}</small> }.into_any());
    let text = view! {
        <span class="dish-name">{serving.name.clone()} {marks}</span>
        <span class="dish-price">{words::price(lang, serving.price_fen)}</span>
    };
    if !open {
        return view! { <li class=class>{shown}{text}</li> }.into_any();
    }
    view! { <li class=class>{shown}<div class="dish-text">{text}<span class=few>{rest}</span></div>{hand}</li> }
        .into_any()
}

/// The buttons stay where they are when nothing more can be taken, so that the focus is not lost; they only do nothing.
fn stepper(tray: Tray, id: ServingId, left: u32, name: String) -> AnyView {
    let lang = lang();
    let none = move || tray.count(id) == 0;
    let full = move || !tray.room(id, left);
    let fewer = move |_| {
        if !untrack(none) {
            tray.step(id, false);
        }
    };
    let more = move |_| {
        if !untrack(full) {
            tray.step(id, true);
        }
    };
    view! {
        <div class="stepper" role="group" aria-label=words::stepper(lang, &name)>
            <button type="button" aria-label=words::fewer(lang) aria-disabled=move || none().to_string() on:click=fewer>
                {icon(Icon::Minus)}
            </button>
            <output aria-live="polite">{move || tray.count(id)}</output>
            <button type="button" aria-label=words::more(lang) aria-disabled=move || full().to_string() on:click=more>
                {icon(Icon::Plus)}
            </button>
        </div>
    }
    .into_any()
}
