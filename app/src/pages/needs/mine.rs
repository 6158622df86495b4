//! My own reports: how the newest stands, and all of them a tap away.
//!
//! The server does not know whose phone it is, and the phone only when it has read its store. So there is one line in every case, of
//! the same height: a stranger's, who may sign in; that there is nothing yet; the one report; or the newest, which opens to all.

use crate::cell::Memo;
use crate::components::icon::{Icon, icon};
use crate::components::report::standing;
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

/// The section.
pub(super) fn mine(sync: Sync) -> AnyView {
    let lines = Memo::new(move || if ACCOUNTS { own(&sync.view()) } else { None });
    let offline = Memo::new(move || sync.status().offline);
    let today = Memo::new(move || sync.now().day());
    let line = move || {
        let (lang, today, offline) = (lang(), today.get(), offline.get());
        let Some(lines) = lines.get().filter(|_| ACCOUNTS) else { return stranger(lang) };
        match lines.as_slice() {
            [] => none(lang),
            [one] => single(lang, one, today, offline),
            [newest, ..] => {
                let head = head(lang, newest, &words::reports(lang, lines.len()), offline);
                let items: Vec<AnyView> = lines.iter().map(|line| item(lang, line, today, offline)).collect();
                view! {
                    <details>
                        <summary class="item is-bare">{head}</summary>
                        <ul class="list">{items}</ul>
                    </details>
                }
                .into_any()
            }
        }
    };
    view! { <section class="mine" aria-label=move || words::mine(lang())>{line}</section> }.into_any()
}

/// My reports, newest first; nothing where it is not known who I am.
fn own(view: &Replica) -> Option<Vec<Line>> {
    let me = view.me()?;
    let mut own: Vec<&Report> = view.all::<Report>().filter(|report| report.reporter.id == me.id).collect();
    own.arrange_by_key(|report| std::cmp::Reverse((report.made, report.id)));
    let line = |report: &Report| Line {
        report: report.clone(),
        title: report.need.and_then(|need| view.get::<Need>(need.0)).cloned(),
        pending: view.is_pending::<Report>(report.id.0),
    };
    Some(own.into_iter().map(line).collect())
}

/// The line of whoever is not signed in, or not known yet.
fn stranger(lang: Lang) -> AnyView {
    view! {
        <a class="item is-bare" href=Route::SignIn.href()>
            <span class="item-text is-line"><b>{words::mine(lang)}</b><small>{words::mine_unknown(lang)}</small></span>
            <span class="item-end">{icon(Icon::Chevron)}</span>
        </a>
    }
    .into_any()
}

fn none(lang: Lang) -> AnyView {
    view! {
        <div class="item is-bare">
            <span class="item-text is-line"><b>{words::mine(lang)}</b><small>{words::mine_none(lang)}</small></span>
        </div>
    }
    .into_any()
}

fn single(lang: Lang, line: &Line, today: Day, offline: bool) -> AnyView {
    let head = head(lang, line, &when::day(lang, line.report.made.day(), today), offline);
    view! {
        <ul class="list">
            <li><a class="item is-bare" href=Route::Report(line.report.id).href()>{head}</a></li>
        </ul>
    }
    .into_any()
}

/// What a report is called, so short that it takes one line, whose it is and `more`, and where it stands.
fn head(lang: Lang, line: &Line, more: &str, offline: bool) -> AnyView {
    let name = line.title.as_ref().map_or_else(|| words::brief(&line.report.words), |need| need.title.clone());
    view! {
        <span class="item-text is-line"><b>{name}</b><small>{words::mine_and(lang, more)}</small></span>
        <span class="item-end">{standing(lang, line.report.state, line.pending, offline)}</span>
    }
    .into_any()
}

fn item(lang: Lang, line: &Line, today: Day, offline: bool) -> AnyView {
    let Line { report, title, pending } = line;
    let (date, start) = (when::day(lang, report.made.day(), today), words::start_of(&report.words));
    // What has no kind is known again by its own words.
    let (name, more) = match title {
        Some(need) => (need.title.clone(), format!("{date} · {start}")),
        None => (start, date),
    };
    view! {
        <li>
            <a class="item is-bare" href=Route::Report(report.id).href()>
                <span class="item-text">
                    <b>{name}</b>
                    <small>{more}</small>
                </span>
                <span class="item-end">{standing(lang, report.state, *pending, offline)}</span>
            </a>
        </li>
    }
    .into_any()
}
