//! 办过的: the dates that are over, the latest first, folded below those that come. Each leads to its page, where its attendance is
//! settled, people are thanked and what was made is counted.

use super::entry::Entry;
use super::long::long_table;
use super::table::{Column, Line};
use crate::cell::{Memo, RwSignal};
use crate::components::item::pending_state;
use crate::components::state::{Mark, state};
use crate::look::{Lang, lang};
use crate::routes::{DeskRoute, Route};
use crate::sync::{Sync, sync};
use crate::words::desk::{self, closing, dates as words};
use crate::words::{activity, when};
use domain::id::OrganizationId;
use domain::occurrence::Occurrence;
use domain::permission::{Act, may};
use domain::views::past::{Past, past};
use domain::when::Day;
use leptos::prelude::*;

/// A date, and today: a line says of yesterday that it was yesterday.
type Row = (Past, Day);

/// The part of the page; nothing where nothing is over. Of the team that is picked, or of all that this person runs.
pub fn section(team: Entry) -> AnyView {
    let (lang, sync) = (lang(), sync());
    let rows = Memo::new(move || rows(sync, team));
    let any = Memo::new(move || rows.with(|rows| !rows.is_empty()));
    // What is folded away is drawn when it is first looked at.
    let opened = RwSignal::new(false);
    (move || any.get().then(|| fold(lang, rows, opened))).into_any()
}

fn rows(sync: Sync, team: Entry) -> Vec<Row> {
    let (view, now) = (sync.view(), sync.now());
    let Some(me) = view.me() else { return Vec::new() };
    let team: Option<OrganizationId> = team.text.with(|text| text.parse().ok());
    let wanted = |date: &Occurrence| {
        may(me, Act::RunActivities(date.organization)) && team.is_none_or(|team| team == date.organization)
    };
    past(&view, now, wanted).into_iter().map(|date| (date, now.day())).collect()
}

fn fold(lang: Lang, rows: Memo<Vec<Row>>, opened: RwSignal<bool>) -> AnyView {
    let title = move || words::past_of(lang, rows.with(|rows| rows.iter().filter(|(date, _)| date.open).count()));
    let list = move || opened.get().then(|| list(lang, rows));
    let open = move |_| {
        if !opened.get_untracked() {
            opened.set(true);
        }
    };
    view! {
        <div class="form no-print">
            <details on:toggle=open>
                <summary>{title}</summary>
                {list}
            </details>
        </div>
    }
    .into_any()
}

fn list(lang: Lang, rows: Memo<Vec<Row>>) -> AnyView {
    let columns = vec![
        Column::words(words::activity(lang)),
        Column::words(words::time(lang)),
        Column::words(words::place(lang)),
        Column::numbers(words::taken(lang)),
        Column::words(desk::state(lang)),
    ];
    let caption = words::past_weeks(lang).into_any();
    long_table(caption, columns, Some(desk::action(lang)), rows, move |row: &Row| line(lang, row))
}

fn line(lang: Lang, (past, today): &Row) -> Line {
    let date = &past.date;
    let standing = match (&date.cancelled, past.pending, past.open) {
        (_, true, _) => pending_state(lang),
        (Some(_), ..) => state(Mark::Failed, activity::called_off(lang).into()),
        (None, _, true) => state(Mark::Waiting, closing::not_settled(lang).into()),
        (None, _, false) => state(Mark::Done, closing::is_settled(lang).into()),
    };
    let day = when::exact_day(lang, date.starts.day(), *today);
    let time = format!("{day} {}", when::range(date.starts, date.ends));
    let way = Route::Desk(DeskRoute::Date(date.id)).href();
    Line {
        head: past.title.clone().into_any(),
        cells: vec![
            view! { <span class="num">{time}</span> }.into_any(),
            past.place.clone().into_any(),
            words::taken_of(date).into_any(),
            standing,
        ],
        action: Some(view! { <a class="button is-quiet is-small" href=way>{words::open_past(lang)}</a> }.into_any()),
    }
}
