//! A neighbour's report: its kind, its compound, its state, and how many need it too. The words only if the neighbour
//! chose to show them.

use crate::cell::RwSignal;
use crate::components::notice::{Tone, notice};
use crate::components::page_head::back_head;
use crate::components::report::{MeToo, me_too, standing};
use crate::look::lang;
use crate::routes::Route;
use crate::sync::Sync;
use crate::words::refusal::not_taken;
use crate::words::{report as words, when};
use domain::command::Command;
use domain::need::Need;
use domain::report::PublicReport;
use leptos::prelude::*;

/// How I stand with it.
#[derive(Clone, Copy)]
pub(super) struct Mine {
    /// I am counted, or will be.
    pub(super) said: bool,
    /// My saying so waits for the server's answer.
    pub(super) pending: bool,
}

pub(super) fn public(
    sync: Sync,
    report: &PublicReport,
    need: Option<&Need>,
    mine: Mine,
    trouble: RwSignal<Option<String>>,
) -> AnyView {
    let lang = lang();
    let now = untrack(|| sync.now());
    let id = report.id;
    let title = words::name_of(lang, need, &report.words);
    let said = if report.words.is_empty() {
        view! { <p class="said">{words::words_private(lang)}</p> }.into_any()
    } else {
        view! { <div class="card"><p class="small soft">{words::written_by(lang, &report.name)}</p><p>{report.words.clone()}</p></div> }
            .into_any()
    };
    let say = Callback::new(move |()| {
        trouble.set(None);
        sync.submit(Command::Endorse { report: id }, move |answer| {
            if let Err(why) = answer {
                trouble.set(Some(not_taken(lang, &why)));
            }
        });
    });
    let (open, name) = (report.state.open(), title.clone());
    let button = move || open.then(|| me_too(lang, stand(sync, mine), &name, say));
    let why = move || trouble.get().map(|why| notice(Tone::Error, view! { <p>{why}</p> }.into_any()));
    let place = if report.compound.is_empty() { words::no_place(lang).into() } else { report.compound.clone() };
    view! {
        {back_head(Route::Needs, report.compound.clone(), title)}
        <div class="row">
            {standing(lang, report.state, false, false)}
            <span class="small soft">{words::endorsed(lang, report.endorsed)}</span>
        </div>
        {said}
        <dl class="facts card">
            <div><dt>{words::where_label(lang)}</dt><dd>{place}</dd></div>
            <div><dt>{words::made_label(lang)}</dt><dd>{when::day(lang, report.made.day(), now.day())}</dd></div>
        </dl>
        <section class="stack">{button}{why}</section>
    }
    .into_any()
}

fn stand(sync: Sync, mine: Mine) -> MeToo {
    match sync.view().me() {
        _ if mine.said && mine.pending => MeToo::Pending,
        _ if mine.said => MeToo::Said,
        Some(_) => MeToo::Free,
        None if sync.visiting() => MeToo::Visitor,
        None => MeToo::Unknown,
    }
}
