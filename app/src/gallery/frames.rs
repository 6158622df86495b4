//! Samples of what stands around the things: heads, bars, the chip, the help line, what a phone must be told.

use super::{Sample, State, pressable};
use crate::cell::RwSignal;
use crate::components::bell;
use crate::components::dock::{dock, dock_coming};
use crate::components::elder_view;
use crate::components::help_line::help_line;
use crate::components::icon::{Icon, icon};
use crate::components::lamp::{class_name, hanging};
use crate::components::notice::{Tone, notice};
use crate::components::page_head::{back_link, page_head};
use crate::components::section::section_head;
use crate::components::state::{Mark, state};
use crate::components::sync::{Standing, draw};
use crate::components::tab_bar::tabs;
use crate::components::toast;
use crate::components::trouble::trouble;
use crate::look::{Lang, Look};
use crate::routes::Route;
use crate::sync::{Status, Sync};
use crate::words::{common, gallery as words, toast as toast_words};
use domain::community::Community;
use domain::organization::OrganizationClass;
use domain::replica::Replica;
use domain::row::Row;
use domain::scope::Scope;
use domain::when::{HOUR_MS, Moment};
use leptos::prelude::*;
use std::sync::Arc;
use uuid::Uuid;

pub fn samples(lang: Lang, now: Moment) -> Vec<Sample> {
    vec![
        Sample::new("page-head", &["page-head", "page_head"], page_heads(lang)),
        Sample::new("back", &["back"], pressable(|_| back_link(Route::Activities))),
        Sample::new("section-head", &["section-head", "section"], section_heads(lang)),
        Sample::new("tab-bar", &["tab-bar", "tab_bar"], tab_bars(lang)),
        Sample::new("sync", &["sync"], chips(lang, now)),
        Sample::new("bell", &["bell"], bells(lang)),
        Sample::new("hand", &["hand"], vec![(State::Rest, hand(lang))]),
        Sample::new("toast", &["toast"], toasts(lang)),
        Sample::new("help-line", &["help-line", "help_line"], help_lines(now)),
        Sample::new("trouble", &["trouble"], troubles(now)),
        Sample::new("elder-view", &["elder_view"], elder_views(lang)),
        Sample::new("next-card", &["next-card"], next_cards(lang)),
        Sample::new("day-strip", &["day-strip"], day_strips(lang)),
        Sample::new("filters", &["filters"], vec![(State::Rest, filters(lang))]),
        Sample::new("order-bar", &["order-bar"], order_bars(lang)),
        Sample::new("dock", &["dock"], docks(lang)),
        Sample::new("org-head", &["org-head"], org_heads(lang)),
    ]
}

fn page_heads(lang: Lang) -> Vec<(State, AnyView)> {
    vec![
        (State::Rest, page_head(words::soon(lang).into(), words::thing(lang).into())),
        (State::Long, page_head(words::thing_long(lang).into(), words::thing_long(lang).into())),
    ]
}

fn section_heads(lang: Lang) -> Vec<(State, AnyView)> {
    let way = || Some((Route::Activities, common::all(lang).to_string()));
    let mut all = pressable(|_| section_head(words::thing(lang).into(), way()));
    all.push((State::Empty, section_head(words::thing(lang).into(), None)));
    all.push((State::Long, section_head(words::thing_long(lang).into(), way())));
    all
}

/// The bar without being a landmark of the page: there would be several.
fn tab_bars(lang: Lang) -> Vec<(State, AnyView)> {
    let bar = |count: Option<&'static str>| {
        let count = count.map(|count| view! { <em class="tab-bar-count" aria-hidden="true">{count}</em> });
        let refused = view! {
            <a href=Route::Me.href()>{icon(Icon::Me)}<span>{common::me(lang)}</span>{count}</a>
        };
        let mut all = tabs();
        // The last one, with a number that the phone of this page has not.
        all.pop();
        view! { <div class="tab-bar" role="group" aria-label=words::pages(lang)>{all}{refused}</div> }.into_any()
    };
    let mut all = pressable(|_| bar(None));
    all.push((State::Refused, bar(Some("2"))));
    all
}

fn chips(lang: Lang, now: Moment) -> Vec<(State, AnyView)> {
    let chip = |standing: Standing| draw(standing, lang);
    let mut all = vec![
        (State::Settled, chip(Standing::Fresh(60_000))),
        (State::Waiting, chip(Standing::Offline(2))),
        (State::Refused, chip(Standing::Failed(1))),
        (State::Empty, chip(Standing::AsOf(now))),
        (State::Long, chip(Standing::Fresh(300 * HOUR_MS))),
    ];
    all.extend(pressable(|_| chip(Standing::Sending(3))));
    all
}

/// What is said over the page for a moment.
fn hand(lang: Lang) -> AnyView {
    view! { <p class="hand-line">{words::said(lang)}</p> }.into_any()
}

fn toasts(lang: Lang) -> Vec<(State, AnyView)> {
    let says = |says: &'static str, later: Option<&'static str>| {
        let undo = view! { <button type="button" class="toast-undo">{toast_words::undo(lang)}</button> };
        toast::line(lang, says.into(), later, Some(undo.into_any()), || ())
    };
    let alone = |says: &'static str| toast::line(lang, says.into(), None, None, || ());
    let mut all = pressable(|_| says(toast_words::signed_up(lang), None));
    all.push((State::Waiting, says(toast_words::signed_up(lang), Some(toast_words::later(lang)))));
    all.push((State::Settled, alone(toast_words::undone(lang))));
    all.push((State::Refused, alone(words::not_taken(lang))));
    all.push((State::Long, says(words::thing_long(lang), None)));
    all
}

fn bells(lang: Lang) -> Vec<(State, AnyView)> {
    let mut all = pressable(|_| bell::face(lang, 3));
    all.push((State::Empty, bell::face(lang, 0)));
    all
}

/// Makes `status` and `rows` what the next parts find in the context.
fn with(rows: Replica, status: Status, now: Moment) {
    let sync = Sync::new(Arc::new(rows), now);
    sync.status.set(status);
    provide_context(sync);
}

fn help_lines(now: Moment) -> Vec<(State, AnyView)> {
    let mut rows = Replica::default();
    rows.put(Scope::Public, Row::Community(Community { phone: "0573-8700 0000".into(), ..Community::default() }));
    with(rows, Status::default(), now);
    pressable(|_| help_line())
}

fn troubles(now: Moment) -> Vec<(State, AnyView)> {
    let of = |status: Status| {
        with(Replica::default(), status, now);
        trouble()
    };
    vec![
        (State::Rest, of(Status { in_chat: true, ..Status::default() })),
        (State::On, of(Status { sign_in_needed: true, ..Status::default() })),
        (State::Refused, of(Status { storeless: true, ..Status::default() })),
        (State::Long, of(Status { emptied: Some(2), newer: true, ..Status::default() })),
    ]
}

/// The question of the first visit, and the entry among the settings.
fn elder_views(lang: Lang) -> Vec<(State, AnyView)> {
    let question = |_: State| {
        provide_context(RwSignal::new(Look { lang, ..Look::default() }));
        elder_view::question()
    };
    let mut all = pressable(question);
    all.push((State::On, view! { <div class="settings">{elder_view::entry()}</div> }.into_any()));
    all
}

fn next_cards(lang: Lang) -> Vec<(State, AnyView)> {
    let card = |title: &'static str, mark: Mark, word: &'static str| {
        view! {
            <div class="next-card">
                {hanging("next-card-lamp", Uuid::from_u128(3), 10)}
                <p class="next-card-when">{words::soon(lang)}</p>
                <h2>{title}</h2>
                <p class="next-card-where">{words::place(lang)}</p>
                <div class="next-card-row">
                    {state(mark, word.into())}
                    <p class="countdown">{icon(Icon::Clock)}<span>{words::soon(lang)}</span></p>
                </div>
                <a class="button" href="#next-card">{words::act(lang)}</a>
            </div>
        }
        .into_any()
    };
    let mut all = pressable(|_| card(words::thing(lang), Mark::Confirmed, common::confirmed(lang)));
    all.push((State::Settled, card(words::thing(lang), Mark::Confirmed, common::confirmed(lang))));
    all.push((State::Waiting, card(words::thing(lang), Mark::Pending, common::pending(lang))));
    all.push((State::Refused, card(words::thing(lang), Mark::Failed, common::failed(lang))));
    all.push((State::Long, card(words::thing_long(lang), Mark::Confirmed, common::confirmed(lang))));
    all
}

fn day_strips(lang: Lang) -> Vec<(State, AnyView)> {
    let day = |class: &'static str, pressed: &'static str, number: u32| {
        view! {
            <button type="button" class=class aria-pressed=pressed>
                <span>{words::day(lang)}</span><b>{number}</b><i class="day-dot"></i>
            </button>
        }
        .into_any()
    };
    let strip = |class: &'static str, pressed: &'static str| {
        let days: Vec<AnyView> = (1..=3).map(|number| day(class, pressed, number)).collect();
        view! { <div class="day-strip" role="group" aria-label=words::day(lang)>{days}</div> }.into_any()
    };
    let mut all = pressable(|_| strip("day", "false"));
    all.push((State::On, strip("day", "true")));
    all.push((State::Disabled, strip("day is-closed", "false")));
    all
}

fn filters(lang: Lang) -> AnyView {
    let chip = |number: usize| {
        let pressed = if number == 1 { "true" } else { "false" };
        let name = words::numbered(words::thing(lang), number);
        view! { <button type="button" class="chip" aria-pressed=pressed>{name}</button> }.into_any()
    };
    let chips: Vec<AnyView> = (1..=5).map(chip).collect();
    view! { <div class="filters" role="group" aria-label=words::filter(lang)>{chips}</div> }.into_any()
}

fn order_bars(lang: Lang) -> Vec<(State, AnyView)> {
    let bar = |line: &'static str, busy: Option<&'static str>, off: Option<&'static str>| {
        view! {
            <div class="order-bar">
                <p><b class="num">{words::price(lang)}</b><small>{line}</small></p>
                <button type="button" class="button" aria-busy=busy aria-disabled=off>{words::act(lang)}</button>
            </div>
        }
        .into_any()
    };
    let mut all = pressable(|_| bar(words::dish(lang), None, None));
    all.push((State::Waiting, bar(words::dish(lang), Some("true"), None)));
    all.push((State::Disabled, bar(words::none(lang), None, Some("true"))));
    all.push((State::Long, bar(words::thing_long(lang), None, None)));
    all
}

fn docks(lang: Lang) -> Vec<(State, AnyView)> {
    let bar = |line: &'static str, busy: Option<&'static str>| {
        let button = view! { <button type="button" class="button is-wide" aria-busy=busy>{words::act(lang)}</button> };
        dock(true, ().into_any(), line.into_any(), button.into_any())
    };
    let no = notice(Tone::Error, view! { <p>{words::said(lang)}</p> }.into_any());
    let button = view! { <button type="button" class="button is-wide">{words::act(lang)}</button> };
    let mut all = pressable(|_| bar(words::dish(lang), None));
    all.push((State::Empty, dock_coming(words::dish(lang).into())));
    all.push((State::Waiting, bar(words::dish(lang), Some("true"))));
    all.push((State::Refused, dock(true, no, words::dish(lang).into_any(), button.into_any())));
    all.push((State::Long, bar(words::thing_long(lang), None)));
    all
}

fn org_heads(lang: Lang) -> Vec<(State, AnyView)> {
    let head = |title: &'static str| {
        view! {
            <header class=format!("org-head {}", class_name(OrganizationClass::Mutual))>
                {hanging("org-head-lamp", Uuid::from_u128(11 << 64), 12)}
                {back_link(Route::Organizations)}
                <p class="org-head-kind">{words::soon(lang)}</p>
                <h2>{title}</h2>
                <p class="org-head-line">{words::line(lang)}</p>
            </header>
        }
        .into_any()
    };
    let mut all = pressable(|_| head(words::thing(lang)));
    all.push((State::Long, head(words::thing_long(lang))));
    all
}
