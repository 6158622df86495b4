//! How many came to an activity: each date that has begun, with the way to its page, and all of them together.

use super::paper::sheet_link;
use super::table::{Column, Line, table};
use crate::cell::Memo;
use crate::components::bars::{Bar, bars};
use crate::look::{Lang, lang};
use crate::routes::{DeskRoute, Route};
use crate::sync::sync;
use crate::words::desk::turnout as words;
use crate::words::when;
use domain::id::ActivityId;
use domain::views::turnout::{Series, Turnout, turnout};
use domain::when::Day;
use leptos::prelude::*;

/// How many dates the picture has at most: the latest.
const PICTURED: usize = 12;

/// The part of the page; empty before the first date has begun.
pub fn section(id: ActivityId) -> AnyView {
    let (lang, sync) = (lang(), sync());
    let series = Memo::new(move || turnout(&sync.view(), id, sync.now()));
    let me = Memo::new(move || sync.view().me().map(|me| me.id));
    let any = Memo::new(move || series.with(|series| !series.dates.is_empty()));
    let file = move || {
        let link = || sheet_link(words::sheet(lang), &format!("/api/export/turnout/{id}"), me.get());
        any.get().then(|| view! { <div class="actions no-print">{link()}</div> })
    };
    view! { {move || series.with(|series| shown(lang, series, sync.now().day()))}{file} }.into_any()
}

fn shown(lang: Lang, series: &Series, today: Day) -> AnyView {
    if series.dates.is_empty() {
        return ().into_any();
    }
    let columns = vec![
        Column::words(words::date(lang)),
        Column::numbers(words::places(lang)),
        Column::numbers(words::signed(lang)),
        Column::numbers(words::came(lang)),
        Column::numbers(words::absent(lang)),
        Column::numbers(words::excused(lang)),
        Column::numbers(words::walk_ins(lang)),
    ];
    let lines = series.dates.iter().map(|one| line(lang, one, today)).collect();
    view! {
        <section class="stack">
            {pictured(lang, &series.dates, today)}
            {table(words::title(lang).into_any(), columns, None, lines)}
            <p class="said">{words::together(lang, series.people, series.person_times)}</p>
            <p class="small soft">{words::explained(lang)}</p>
        </section>
    }
    .into_any()
}

/// The dates one below the other, the earliest first: how many were expected or came by themselves, and how many of them came.
fn pictured(lang: Lang, dates: &[Turnout], today: Day) -> Option<AnyView> {
    let bar = |one: &Turnout| {
        let (came, signed) = (one.came + one.walk_ins, one.signed + one.walk_ins);
        Bar {
            name: when::date(lang, one.date.starts.day(), today),
            length: i64::try_from(signed).unwrap_or(i64::MAX),
            full: i64::try_from(came).unwrap_or(i64::MAX),
            said: words::came_of(lang, came, one.signed),
        }
    };
    let lines: Vec<Bar> = dates.iter().take(PICTURED).rev().map(bar).collect();
    (lines.len() > 1).then(|| bars(words::over_dates(lang).into(), lines))
}

fn line(lang: Lang, one: &Turnout, today: Day) -> Line {
    let count = |n: usize| n.into_any();
    let thanks = one.date.thanks.clone();
    let thanks = (!thanks.is_empty()).then(|| view! { <small>{thanks}</small> });
    let way = Route::Desk(DeskRoute::Date(one.date.id)).href();
    let day = when::day(lang, one.date.starts.day(), today);
    Line {
        head: view! { <a class="link" href=way>{day}</a>{thanks} }.into_any(),
        cells: vec![
            one.date.capacity.into_any(),
            count(one.signed),
            count(one.came),
            count(one.absent),
            count(one.excused),
            count(one.walk_ins),
        ],
        action: None,
    }
}
