//! What was found, under a heading for each kind, with the way to the whole list.

use crate::cell::Memo;
use crate::chosen::choose;
use crate::components::icon::{Icon, icon};
use crate::components::item::date_list;
use crate::components::lamp::portrait;
use crate::components::section::section_head;
use crate::look::{Lang, lang};
use crate::routes::Route;
use crate::sync::sync;
use crate::words::{common, find as words, organization};
use domain::need::Need;
use domain::organization::Organization;
use domain::undertaking::Project;
use domain::views::find::Found;
use leptos::prelude::*;

/// The four kinds. Each is drawn anew only when what is found of it is something else: whoever stands on a link stays there.
pub(super) fn groups(found: Memo<Found>) -> AnyView {
    let sync = sync();
    let teams = Memo::new(move || found.with(|found| found.organizations.clone()));
    let dates = Memo::new(move || found.with(|found| found.dates.clone()));
    let needs = Memo::new(move || found.with(|found| found.needs.clone()));
    let projects = Memo::new(move || found.with(|found| found.projects.clone()));
    let teams = move || {
        let (lang, rows) = (lang(), teams.get());
        let list = || list(rows.iter().map(team).collect());
        (!rows.is_empty())
            .then(|| group(common::organizations(lang), Route::Organizations, words::all_teams(lang), list()))
    };
    let dates = move || {
        let (lang, rows, now) = (lang(), dates.get(), untrack(|| sync.now()));
        let list = || date_list(&rows, lang, now);
        (!rows.is_empty()).then(|| group(common::activities(lang), Route::Activities, words::all_dates(lang), list()))
    };
    let needs = move || {
        let (lang, rows) = (lang(), needs.get());
        let list = || list(rows.iter().map(need).collect());
        (!rows.is_empty()).then(|| group(common::needs(lang), Route::Needs, words::all_needs(lang), list()))
    };
    let projects = move || {
        let (lang, rows) = (lang(), projects.get());
        let list = || list(rows.iter().map(|(row, team)| project(row, team, lang)).collect());
        (!rows.is_empty()).then(|| group(common::projects(lang), Route::Projects, words::all_projects(lang), list()))
    };
    view! { {teams}{dates}{needs}{projects} }.into_any()
}

fn group(title: &'static str, whole: Route, all: &'static str, list: AnyView) -> AnyView {
    view! { <section class="stack">{section_head(title.into(), Some((whole, all.into())))}{list}</section> }.into_any()
}

fn list(items: Vec<AnyView>) -> AnyView {
    view! { <ul class="list is-grid">{items}</ul> }.into_any()
}

fn team(row: &Organization) -> AnyView {
    view! {
        <li>
            <a class="item" href=Route::Organization(row.id).href()>
                {portrait(row)}
                <span class="item-text"><b>{row.name.clone()}</b><small>{row.purpose.clone()}</small></span>
            </a>
        </li>
    }
    .into_any()
}

/// A kind of need: the beginning of a report.
fn need(row: &Need) -> AnyView {
    let id = row.id;
    view! {
        <li>
            <a class="item is-bare" href=Route::NewReport.href() on:click=move |_| choose(id)>
                <span class="item-text"><b>{row.title.clone()}</b><small>{row.about.clone()}</small></span>
                <span class="item-end">{icon(Icon::Chevron)}</span>
            </a>
        </li>
    }
    .into_any()
}

fn project(row: &Project, team: &Organization, lang: Lang) -> AnyView {
    let name = format!("{} · ", team.name);
    let years = organization::years(row.from_year, row.until_year);
    let synthetic = row.synthetic.then(|| view! { " "<span class="chip">{common::synthetic(lang)}</span> }.into_any());
    view! {
        <li>
            <a class="item" href=Route::Organization(row.organization).href()>
                {portrait(team)}
                <span class="item-text">
                    <b>{row.title.clone()}</b>
                    {synthetic}
                    <small>{name}<span class="nowrap">{years}</span></small>
                </span>
            </a>
        </li>
    }
    .into_any()
}
