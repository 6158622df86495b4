//! My own reports, newest first.

use crate::cell::Memo;
use crate::components::report::standing;
use crate::components::section::section_head;
use crate::components::skeleton::skeleton;
use crate::look::{Lang, lang};
use crate::routes::Route;
use crate::sync::{ACCOUNTS, Sync};
use crate::words::{report as words, when};
use domain::arrange::Arrange;
use domain::need::Need;
use domain::replica::Replica;
use domain::report::Report;
use domain::when::Day;
use leptos::prelude::*;

/// One line of the list.
#[derive(Clone, PartialEq)]
struct Line {
    report: Report,
    title: Option<Need>,
    pending: bool,
}

/// The section: a skeleton until the phone's own rows are read, nothing for those who never reported anything.
pub(super) fn mine(sync: Sync) -> AnyView {
    let lines = Memo::new(move || own(&sync.view()));
    let known = Memo::new(move || {
        let visiting = sync.visiting();
        (visiting, sync.view().me().is_some())
    });
    let offline = Memo::new(move || sync.status().offline);
    let today = Memo::new(move || sync.now().day());
    let section = move || {
        let lang = lang();
        match known.get() {
            (false, false) => skeleton(2),
            (true, false) => view! { <p class="said">{words::sign_in_to_say(lang)}</p> }.into_any(),
            _ if !ACCOUNTS || lines.with(Vec::is_empty) => ().into_any(),
            (_, true) => {
                let (today, offline) = (today.get(), offline.get());
                let items = lines.get().into_iter().map(|line| item(lang, line, today, offline)).collect_view();
                view! {
                    <section class="stack">
                        {section_head(words::mine(lang).into(), None)}
                        <ul class="list">{items}</ul>
                    </section>
                }
                .into_any()
            }
        }
    };
    section.into_any()
}

fn own(view: &Replica) -> Vec<Line> {
    let Some(me) = view.me() else { return Vec::new() };
    let mut own: Vec<&Report> = view.all::<Report>().filter(|report| report.reporter.id == me.id).collect();
    own.arrange_by_key(|report| std::cmp::Reverse((report.made, report.id)));
    let line = |report: &Report| Line {
        report: report.clone(),
        title: report.need.and_then(|need| view.get::<Need>(need.0)).cloned(),
        pending: view.is_pending::<Report>(report.id.0),
    };
    own.into_iter().map(line).collect()
}

fn item(lang: Lang, line: Line, today: Day, offline: bool) -> AnyView {
    let Line { report, title, pending } = line;
    let (date, start) = (when::day(lang, report.made.day(), today), words::start_of(&report.words));
    // What has no kind is known again by its own words.
    let (name, more) = match title {
        Some(need) => (need.title, format!("{date} · {start}")),
        None => (start, date),
    };
    view! {
        <li>
            <a class="item is-bare" href=Route::Report(report.id).href()>
                <span class="item-text">
                    <b>{name}</b>
                    <small>{more}</small>
                </span>
                <span class="item-end">{standing(lang, report.state, pending, offline)}</span>
            </a>
        </li>
    }
    .into_any()
}
