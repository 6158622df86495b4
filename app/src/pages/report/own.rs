//! My own report: what I wrote, how far it is, what the committee said; and the way to take it back.

use crate::cell::RwSignal;
use crate::components::notice::{Tone, notice};
use crate::components::page_head::back_head;
use crate::components::report::standing;
use crate::components::section::section_head;
use crate::components::two_step::{Steps, two_step};
use crate::look::{Lang, lang};
use crate::routes::Route;
use crate::sync::Sync;
use crate::words::refusal::not_taken;
use crate::words::{common, mandate, report as words, when};
use domain::command::Command;
use domain::id::ReportId;
use domain::need::Need;
use domain::place::Compound;
use domain::replica::Replica;
use domain::report::{Report, ReportState, Step};
use domain::when::Moment;
use leptos::prelude::*;
use uuid::Uuid;

/// The question that may be open, and what went wrong: both outlast a redrawing.
#[derive(Clone, Copy)]
pub(super) struct Ask {
    pub(super) asked: RwSignal<Option<Uuid>>,
    pub(super) trouble: RwSignal<Option<String>>,
}

/// The report. `pending` while its latest change waits for the server's answer.
pub(super) fn own(sync: Sync, report: &Report, need: Option<&Need>, place: String, pending: bool, ask: Ask) -> AnyView {
    let lang = lang();
    let at = report.state;
    let state = move || standing(lang, at, pending, sync.status().offline);
    let stored = move || {
        (pending && sync.status().offline)
            .then(|| notice(Tone::Offline, view! { <p>{common::offline_stored(lang)}</p> }.into_any()))
    };
    let endorsed = (report.endorsed > 0).then(|| words::endorsed(lang, report.endorsed));
    let merged = report.merged_into.map(|other| merged(lang, other));
    let by =
        report.by.as_ref().map(|by| view! { <p class="small soft">{mandate::done_by(lang, &by.name)}</p> }.into_any());
    view! {
        {back_head(Route::Needs, words::by_me(lang).into(), words::name_of(lang, need, &report.words))}
        <div class="row">{state}<span class="small soft">{endorsed}</span></div>
        {by}
        {stored}
        {merged}
        <section class="stack">
            {section_head(words::progress(lang).into(), None)}
            <div class="card">{steps(sync, lang, report, pending)}</div>
        </section>
        <section class="stack">
            {section_head(words::your_words(lang).into(), None)}
            <div class="card"><p>{report.words.clone()}</p>{photos(lang, report, pending)}</div>
            {facts(lang, sync, report, place)}
        </section>
        {withdraw(sync, lang, report, ask)}
    }
    .into_any()
}

/// Where the report is about: compound and building.
pub(super) fn place(view: &Replica, report: &Report) -> String {
    let Some(building) = report.building else { return String::new() };
    let named = |compound: &Compound| {
        let building = compound.buildings.iter().find(|b| b.id == building)?;
        Some(format!("{} {}", compound.name, building.name))
    };
    view.all::<Compound>().find_map(named).unwrap_or_default()
}

fn merged(lang: Lang, other: ReportId) -> AnyView {
    let text = view! {
        <p>{words::merged(lang)}</p>
        <a class="link" href=Route::Report(other).href()>{words::see_merged(lang)}</a>
    };
    notice(Tone::Plain, text.into_any())
}

/// The way so far. While the report itself has not been answered, its only step is this phone's.
fn steps(sync: Sync, lang: Lang, report: &Report, pending: bool) -> AnyView {
    let now = untrack(|| sync.now());
    let last = report.steps.len().saturating_sub(1);
    let unsent = pending && last == 0;
    let lines = report.steps.iter().enumerate().map(|(at, one)| {
        let name = if unsent { words::waiting_to_send(lang) } else { words::state(lang, one.state) };
        step(lang, now, one, name, at == last)
    });
    let lines = lines.collect_view();
    let later = report.state.open().then(|| view! { <li><b>{words::later(lang)}</b></li> }.into_any());
    view! { <ol class="steps">{lines}{later}</ol> }.into_any()
}

fn step(lang: Lang, now: Moment, step: &Step, name: &'static str, last: bool) -> AnyView {
    let class = match step.state {
        ReportState::Declined => "is-failed",
        state if last && state.open() => "is-current",
        _ => "is-done",
    };
    let said = (!step.words.is_empty()).then(|| view! { <p>{step.words.clone()}</p> }.into_any());
    view! {
        <li class=class aria-current=last.then_some("step")>
            <b>{name}</b>
            <time datetime=format!("{}T{}+08:00", step.at.day(), step.at.clock())>{when::stamp(lang, step.at, now)}</time>
            {said}
        </li>
    }
    .into_any()
}

/// The photos are private: they come with the session's cookie, and only after they were sent.
fn photos(lang: Lang, report: &Report, pending: bool) -> AnyView {
    if report.photos.is_empty() {
        return ().into_any();
    }
    if pending && report.steps.len() == 1 {
        return view! { <p class="said">{words::photo_offline(lang)}</p> }.into_any();
    }
    let photos = report.photos.iter().enumerate().map(|(at, id)| {
        let (address, name) = (format!("/api/photos/{id}"), words::photo(lang, at + 1));
        let picture = format!("{address}?small");
        view! {
            <li class="photo">
                <a href=address target="_blank" rel="external"><img src=picture alt=name loading="lazy" /></a>
            </li>
        }
        .into_any()
    });
    view! { <ul class="photos">{photos.collect_view()}</ul> }.into_any()
}

fn facts(lang: Lang, sync: Sync, report: &Report, place: String) -> AnyView {
    let now = untrack(|| sync.now());
    let place = if place.is_empty() { words::no_place(lang).into() } else { place };
    let seen = if report.shown { words::shown_to_all(lang) } else { words::shown_to_staff(lang) };
    view! {
        <dl class="facts card">
            <div><dt>{words::where_label(lang)}</dt><dd>{place}</dd></div>
            <div><dt>{words::made_label(lang)}</dt><dd>{when::stamp(lang, report.made, now)}</dd></div>
            <div><dt>{words::seen_label(lang)}</dt><dd>{seen}</dd></div>
        </dl>
    }
    .into_any()
}

fn withdraw(sync: Sync, lang: Lang, report: &Report, ask: Ask) -> AnyView {
    if !report.state.open() {
        return ().into_any();
    }
    let id = report.id;
    let steps = Steps {
        act: words::withdraw(lang).into(),
        question: words::withdraw_question(lang).into(),
        yes: words::withdraw_yes(lang).into(),
        no: words::withdraw_no(lang).into(),
    };
    let then = Callback::new(move |()| {
        ask.trouble.set(None);
        sync.submit(Command::WithdrawReport { report: id }, move |answer| {
            if let Err(why) = answer {
                ask.trouble.set(Some(not_taken(lang, &why)));
            }
        });
    });
    let trouble = move || ask.trouble.get().map(|why| notice(Tone::Error, view! { <p>{why}</p> }.into_any()));
    view! { <section class="stack">{two_step(ask.asked, id.0, steps, then)}{trouble}</section> }.into_any()
}
