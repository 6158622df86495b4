//! Samples of the desk's own parts, and of what is printed.

use super::{Sample, State, pressable};
use crate::cell::Memo;
use crate::components::bars::{Bar, bars};
use crate::components::blocks::Blocks;
use crate::components::icon::{Icon, icon};
use crate::look::Lang;
use crate::words::gallery as words;
use domain::id::{BuildingId, CompoundId};
use domain::place::{Building, Compound};
use leptos::prelude::*;
use uuid::Uuid;

pub fn samples(lang: Lang) -> Vec<Sample> {
    vec![
        Sample::new("desk", &["desk"], pressable(|_| nav(lang))),
        Sample::new("table", &["table"], tables(lang)),
        Sample::new("month", &["month"], vec![(State::Rest, month(lang))]),
        Sample::new("stats", &["stats"], vec![(State::Rest, stats(lang))]),
        Sample::new(
            "more",
            &["more"],
            vec![(State::Rest, more(lang, false)), (State::Focus, more(lang, false)), (State::On, more(lang, true))],
        ),
        Sample::new("qr", &["qr"], vec![(State::Rest, view! { <div class="qr">{square(lang)}</div> }.into_any())]),
        Sample::new("resident-card", &["resident-card"], vec![(State::Rest, card(lang))]),
        Sample::new(
            "poster",
            &["poster"],
            vec![(State::Rest, poster(lang, words::thing(lang))), (State::Long, poster(lang, words::thing_long(lang)))],
        ),
        Sample::new("certificate", &["certificate"], vec![(State::Rest, certificate(lang))]),
        Sample::new("bars", &["bars"], vec![(State::Rest, numbers(lang))]),
        Sample::new(
            "blocks",
            &["blocks"],
            vec![
                (State::Rest, houses(lang, false)),
                (State::Focus, houses(lang, false)),
                (State::On, houses(lang, true)),
            ],
        ),
    ]
}

/// Where a QR code stands; what it looks like is not the style's.
fn square(lang: Lang) -> AnyView {
    view! { <img src="/icons/icon-192.png" alt=words::picture(lang) /> }.into_any()
}

fn nav(lang: Lang) -> AnyView {
    view! {
        <div class="desk-nav" role="group" aria-label=words::pages(lang)>
            <a href="#desk" aria-current="page">{icon(Icon::Today)}<span>{words::day(lang)}</span></a>
            <a href="#desk">{icon(Icon::Needs)}<span>{words::thing(lang)}</span><em>"12"</em></a>
        </div>
    }
    .into_any()
}

fn tables(lang: Lang) -> Vec<(State, AnyView)> {
    let row = |name: &'static str| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td data-label=words::day(lang)>{words::soon(lang)}</td>
                <td class="is-number" data-label=words::dish(lang)>"3"</td>
                <td class="is-action">
                    <button type="button" class="button is-quiet is-small">{words::act(lang)}</button>
                </td>
            </tr>
        }
        .into_any()
    };
    let table = |names: Vec<&'static str>| {
        let rows: Vec<AnyView> = names.into_iter().map(row).collect();
        view! {
            <table class="table">
                <caption>{words::thing(lang)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words::label(lang)}</th>
                        <th scope="col">{words::day(lang)}</th>
                        <th scope="col" class="is-number">{words::dish(lang)}</th>
                        <th scope="col">{words::act(lang)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    vec![
        (State::Rest, table(vec![words::person(lang), words::place(lang)])),
        (State::Long, table(vec![words::thing_long(lang), words::word_long(lang)])),
    ]
}

fn month(lang: Lang) -> AnyView {
    let day = |number: i32, weekday: i32, class: &'static str, line: Option<(&'static str, &'static str)>| {
        let event = line.map(|(clock, title)| {
            view! { <li><a class="month-event" href="#month"><time class="num">{clock}</time><span>{title}</span></a></li> }
        });
        view! {
            <li class=class data-weekday=weekday>
                <h3>
                    <span class="month-name">{words::day(lang)}" "{number}</span>
                    <span class="month-number num" aria-hidden="true">{number}</span>
                </h3>
                <ul>{event}</ul>
            </li>
        }
        .into_any()
    };
    view! {
        <ol class="month">
            {day(1, 4, "month-day", Some(("09:00", words::thing(lang))))}
            {day(2, 5, "month-day is-today", Some(("14:30", words::thing_long(lang))))}
            {day(3, 6, "month-day is-empty", None)}
        </ol>
    }
    .into_any()
}

fn stats(lang: Lang) -> AnyView {
    view! {
        <dl class="stats">
            <div><dt>{words::dish(lang)}</dt><dd>"128"</dd></div>
            <div><dt>{words::thing(lang)}</dt><dd>"7"<small>{words::day(lang)}</small></dd></div>
        </dl>
    }
    .into_any()
}

fn more(lang: Lang, open: bool) -> AnyView {
    view! {
        <div class="form">
            <details class="stack" open=open>
                <summary>{words::line(lang)}</summary>
                <p>{words::intro(lang)}</p>
            </details>
        </div>
    }
    .into_any()
}

fn card(lang: Lang) -> AnyView {
    view! {
        <div class="resident-cards">
            <div class="resident-card">
                <div class="resident-card-qr">{square(lang)}</div>
                <div class="resident-card-text">
                    <p class="resident-card-place">{words::place(lang)}</p>
                    <p class="resident-card-name">{words::person(lang)}</p>
                    <p class="resident-card-code">"ABCD-2345"</p>
                    <p class="resident-card-hint">{words::line(lang)}</p>
                </div>
            </div>
        </div>
    }
    .into_any()
}

fn poster(lang: Lang, title: &'static str) -> AnyView {
    view! {
        <div class="poster">
            <p class="poster-team">{words::person(lang)}</p>
            <h2 class="poster-title">{title}</h2>
            <p class="poster-when"><b>{words::soon(lang)}</b><span class="num">"15:00-16:30"</span></p>
            <p class="poster-place">{words::place(lang)}</p>
            <p class="poster-about">{words::line(lang)}</p>
            <div class="poster-qr">{square(lang)}<p>{words::act(lang)}</p></div>
        </div>
    }
    .into_any()
}

fn certificate(lang: Lang) -> AnyView {
    view! {
        <div class="certificate">
            <h1>{words::thing(lang)}</h1>
            <dl>
                <div><dt>{words::label(lang)}</dt><dd>{words::person(lang)}</dd></div>
                <div><dt>{words::day(lang)}</dt><dd class="num">"12:30"</dd></div>
            </dl>
            <div class="certificate-qr">{square(lang)}</div>
        </div>
    }
    .into_any()
}

fn numbers(lang: Lang) -> AnyView {
    let line = |name: &'static str, length, full| Bar { name: name.into(), length, full, said: length.to_string() };
    let lines = vec![line(words::day(lang), 12, 9), line(words::soon(lang), 5, 5), line(words::thing(lang), 0, 0)];
    bars(words::label(lang).into(), lines)
}

/// The plan of the houses: all compounds, or one that was opened.
fn houses(lang: Lang, open: bool) -> AnyView {
    let building = |at: u128| Building { id: BuildingId(Uuid::from_u128(at)), name: at.to_string() };
    let compound = Compound {
        id: CompoundId(Uuid::from_u128(1)),
        name: words::place(lang).into(),
        buildings: (1..=4).map(building).collect(),
        ..Compound::default()
    };
    let (id, chosen) = (compound.id, BuildingId(Uuid::from_u128(2)));
    let all = vec![compound];
    let blocks = Blocks {
        compounds: Memo::new(move || all.clone()),
        open: Memo::new(move || open.then_some(id)),
        chosen: Memo::new(move || open.then_some(chosen)),
        enter: Callback::new(|_| ()),
        choose: Callback::new(|_| ()),
    };
    blocks.picture()
}
