//! 食堂: a day's menu, who eats, and what was ordered for that day.
//!
//! What is on the tray lives in a signal of its own: it outlasts another day's menu, a refusal and every redrawing, and
//! leaves only when an order has been stored. The menu stands above everything personal, because it comes with the page
//! and the rest a moment later: nothing that is being read moves.

mod bar;
mod menu;
mod orders;
mod tray;
mod ways;

use crate::cell::Memo;
use crate::components::empty::empty;
use crate::components::icon::{Icon, icon};
use crate::components::meals::meals;
use crate::components::page_head::page_head;
use crate::components::share::share;
use crate::components::skeleton::skeleton;
use crate::later::below;
use crate::look::lang;
use crate::routes::Route;
use crate::sync::{ACCOUNTS, sync};
use crate::words::{canteen as words, common, when};
use domain::kin::Power;
use domain::when::Day;
use leptos::prelude::*;
use tray::Tray;

/// The days above the menu: where the focus goes when an order is to be changed there.
const STRIP: &str = "menu-days";

/// The page.
pub fn page() -> AnyView {
    let tray = Tray::new(sync());
    view! {
        {head(tray)}
        {strip(tray)}
        {which(tray)}
        {deadline(tray)}
        {menu::menu(tray)}
        {below(move || personal(tray))}
        {move || (!tray.days.with(Vec::is_empty)).then(|| share(lang()))}
        {bar::bar(tray)}
    }
    .into_any()
}

fn head(tray: Tray) -> AnyView {
    let hours = Memo::new(move || tray.sync.view().community().map(|community| community.hours(tray.meal.get())));
    let head = move || {
        let lang = lang();
        let small = hours.get().map(|hours| words::hours(lang, hours));
        page_head(small.unwrap_or_default(), common::canteen(lang).into())
    };
    head.into_any()
}

/// The days that have a menu.
fn strip(tray: Tray) -> AnyView {
    let strip = move || {
        let (days, chosen) = (tray.days.get(), tray.shown.get());
        let buttons = days.into_iter().map(|day| day_button(tray, day, chosen == Some(day))).collect_view();
        view! {
            <div class="day-strip" role="group" id=STRIP tabindex="-1" aria-label=words::choose_day(lang())>
                {buttons}
            </div>
        }
        .into_any()
    };
    (move || (!tray.days.with(Vec::is_empty)).then_some(strip)).into_any()
}

fn day_button(tray: Tray, day: Day, chosen: bool) -> AnyView {
    let (lang, today) = (lang(), tray.today.get());
    let near = day == today || day == today.plus(1);
    let name = if near { when::day(lang, day, today) } else { when::weekday(lang, day).into() };
    let date = day.parts().2;
    let mark = tray
        .ordered_days
        .with(|days| days.contains(&day))
        .then(|| view! { <i class="day-dot"></i><span class="unseen">{words::ordered_mark(lang)}</span> }.into_any());
    let choose = move |_| {
        tray.day.set(Some(day));
        tray.chosen_meal.set(None);
        tray.trouble.set(None);
        tray.asked.set(None);
    };
    view! {
        <button type="button" class="day" aria-pressed=chosen.to_string() on:click=choose>
            <span>{name}</span>
            <b>{date}</b>
            {mark}
        </button>
    }
    .into_any()
}

/// Which meal of the day, where it has several.
fn which(tray: Tray) -> AnyView {
    let choose = Callback::new(move |meal| {
        tray.chosen_meal.set(Some(meal));
        tray.trouble.set(None);
        tray.asked.set(None);
    });
    meals(tray.meals, tray.meal, choose)
}

/// Until when one can order, or since when not, and why.
fn deadline(tray: Tray) -> AnyView {
    let line = move || {
        let (lang, now) = (lang(), tray.sync.now());
        tray.lunch.get().map(|lunch| {
            let soon = lunch.open && words::soon(lunch.cutoff, now);
            let class = if soon { "countdown is-soon" } else { "countdown" };
            let said = if lunch.open && lunch.full && tray.ordered.with(Option::is_some) {
                words::full_but_ordered(lang, lunch.cutoff, now)
            } else if lunch.open && lunch.full {
                words::kitchen_full(lang).into()
            } else if lunch.open {
                words::open_until(lang, lunch.cutoff, now)
            } else {
                words::closed_because(lang, lunch.cutoff, now)
            };
            view! { <p class=class>{icon(Icon::Clock)}{said}</p> }.into_any()
        })
    };
    line.into_any()
}

/// Who eats, what was refused, what was ordered; for a visitor the way to sign in.
fn personal(tray: Tray) -> AnyView {
    let visiting = Memo::new(move || tray.sync.visiting());
    // A menu that is not here may be on its way: only after that is it known that there is none.
    let settled = Memo::new(move || tray.sync.complete(Route::Canteen));
    let signed_in = Memo::new(move || tray.eater.get().is_some());
    let part = move || {
        if tray.days.with(Vec::is_empty) {
            return if settled.get() { no_menu() } else { skeleton(6) };
        }
        match (visiting.get(), signed_in.get()) {
            (_, true) if ACCOUNTS => view! {
                {people(tray)}
                {ways::ways(tray)}
                {orders::refused(tray)}
                {orders::missed(tray)}
                {orders::orders(tray)}
                {regular()}
            }
            .into_any(),
            (false, _) => skeleton(2),
            (true, _) => visitor(),
        }
    };
    part.into_any()
}

/// The way to what is ordered again and again.
fn regular() -> AnyView {
    let link = move || {
        let words = words::regular(lang());
        view! { <a class="button is-quiet is-wide" href=Route::Regular.href()>{words}</a> }.into_any()
    };
    link.into_any()
}

fn no_menu() -> AnyView {
    let lang = lang();
    empty(words::no_menu(lang).into(), words::no_menu_text(lang).into(), None)
}

fn visitor() -> AnyView {
    let lang = lang();
    view! {
        <section class="card">
            <p>{words::sign_in_to_order(lang)}</p>
            <a class="button is-wide" href=Route::SignIn.href()>{common::sign_in(lang)}</a>
        </section>
    }
    .into_any()
}

/// Who eats. Nothing to choose for a person without a family here.
fn people(tray: Tray) -> AnyView {
    let household = Memo::new(move || tray.sync.view().me().cloned());
    let people = move || {
        let me = household.get().filter(|me| me.people(Power::Meals).len() > 1)?;
        let lang = lang();
        let chosen = tray.eater.get().map(|person| person.id);
        let called = |id| me.wards.iter().find(|ward| ward.person.id == id).map(|ward| ward.called.clone());
        let pills = me.people(Power::Meals).into_iter().map(|person| {
            let id = person.id;
            let own = if id == me.id { Some(words::myself(lang).into()) } else { called(id) };
            let name = own.filter(|name| !name.is_empty()).unwrap_or_else(|| person.name.clone());
            let initial = person.name.chars().next().map(String::from).unwrap_or_default();
            let choose = move |_| {
                tray.chosen_eater.set(Some(id));
                tray.trouble.set(None);
            };
            view! {
                <button type="button" class="person" aria-pressed=(chosen == Some(id)).to_string() on:click=choose>
                    <span class="avatar" aria-hidden="true">{initial}</span>
                    {name}
                </button>
            }
            .into_any()
        });
        let pills = pills.collect_view();
        Some(
            view! {
                <section class="stack">
                    <h2>{words::choose_eater(lang)}</h2>
                    <div class="people" role="group" aria-label=words::choose_eater(lang)>{pills}</div>
                </section>
            }
            .into_any(),
        )
    };
    people.into_any()
}
