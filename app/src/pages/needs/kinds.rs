//! The 112 kinds of needs: found by a word, or in one of five classes that fold, each the beginning of a report.
//!
//! Who writes a word sees the kinds that answer, whatever their class. The server draws the kinds of every class, so that they can be
//! read without the program; the phone draws those of a class once it is opened, because that many rows take a slow phone longer
//! than all the rest of the page.

use super::similar::{Found, find};
use crate::cell::{Memo, RwSignal};
use crate::chosen::choose;
use crate::components::empty::empty;
use crate::components::icon::{Icon, icon};
use crate::components::section::section_head;
use crate::components::skeleton::skeleton;
use crate::look::{Lang, lang};
use crate::routes::Route;
use crate::sync::Sync;
use crate::words::report as words;
use domain::arrange::Arrange;
use domain::need::{Need, NeedClass};
use leptos::prelude::*;

/// So many kinds stand as examples beside the name of a class.
const EXAMPLES: usize = 2;

pub(super) fn kinds(sync: Sync, settled: Memo<bool>) -> AnyView {
    let needs = Memo::new(move || {
        let mut needs: Vec<Need> = sync.view().all::<Need>().cloned().collect();
        needs.arrange_by_key(|need| need.number);
        needs
    });
    let query = RwSignal::new(String::new());
    let asked = Memo::new(move || !needs.with(Vec::is_empty) && query.with(|query| !query.trim().is_empty()));
    let found = Memo::new(move || query.with(|query| needs.with(|needs| find(needs, query))));
    let status = move || if asked.get() { found.with(|found| said(lang(), found)) } else { None };
    let results = move || if asked.get() { found.with(|found| results(lang(), found)) } else { ().into_any() };
    // They outlive what is drawn of the classes: whoever has opened one keeps it open when rows come.
    let opened = NeedClass::ALL.map(|_| RwSignal::new(cfg!(not(feature = "hydrate"))));
    let folded = move || {
        if !needs.with(Vec::is_empty) {
            return needs.with(|needs| folds(lang(), needs, opened));
        }
        if settled.get() { nothing(lang()) } else { skeleton(4) }
    };
    view! {
        <section class="stack">
            {move || section_head(words::kinds(lang()).into(), None)}
            <p class="small soft">{move || words::kinds_hint(lang())}</p>
            {search(query)}
            <p class="small soft" role="status">{status}</p>
            {results}
            <div class="kinds" hidden=move || asked.get()>{folded}</div>
        </section>
    }
    .into_any()
}

fn search(query: RwSignal<String>) -> AnyView {
    view! {
        <form class="search" role="search" on:submit=move |event| event.prevent_default()>
            {icon(Icon::Search)}
            <input
                type="search"
                autocomplete="off"
                enterkeyhint="search"
                aria-label=move || words::search_label(lang())
                placeholder=move || words::search(lang())
                on:input=move |event| query.set(event_target_value(&event))
            />
        </form>
    }
    .into_any()
}

/// How much was found, or that it is only what comes near. Nothing where the page says itself that there is none.
fn said(lang: Lang, found: &Found) -> Option<String> {
    match (found.needs.len(), found.guessed) {
        (0, _) => None,
        (_, true) => Some(words::similar(lang).into()),
        (count, false) => Some(words::found(lang, count)),
    }
}

fn results(lang: Lang, found: &Found) -> AnyView {
    if found.needs.is_empty() {
        return nothing(lang);
    }
    let rows: Vec<AnyView> = found.needs.iter().map(|need| row(need, true)).collect();
    view! { <ul class="kinds-rows is-found">{rows}</ul> }.into_any()
}

fn nothing(lang: Lang) -> AnyView {
    empty(words::none_found(lang).into(), words::none_found_text(lang).into(), None)
}

fn folds(lang: Lang, needs: &[Need], opened: [RwSignal<bool>; NeedClass::ALL.len()]) -> AnyView {
    let fold = |(class, opened): (NeedClass, RwSignal<bool>)| {
        let of: Vec<Need> = needs.iter().filter(|need| need.class == class).cloned().collect();
        (!of.is_empty()).then(|| fold(lang, class, of, opened))
    };
    let folds: Vec<AnyView> = NeedClass::ALL.into_iter().zip(opened).filter_map(fold).collect();
    folds.into_any()
}

/// One class, folded.
fn fold(lang: Lang, class: NeedClass, of: Vec<Need>, opened: RwSignal<bool>) -> AnyView {
    let (id, dot) = marks(class);
    let examples: Vec<&str> = of.iter().take(EXAMPLES).map(|need| need.title.as_str()).collect();
    let (examples, count) = (words::examples(lang, &examples), words::number_of_kinds(lang, of.len()));
    let rows = move || {
        if !opened.get() {
            return ().into_any();
        }
        let rows: Vec<AnyView> = of.iter().map(|need| row(need, false)).collect();
        rows.into_any()
    };
    let open = move |_| {
        if !opened.get_untracked() {
            opened.set(true);
        }
    };
    view! {
        <details id=id on:toggle=open>
            <summary>
                <i class=dot></i>
                <span class="kinds-name"><b>{words::need_class(lang, class)}</b>" "<small>{examples}</small></span>
                " "
                <small>{count}</small>
            </summary>
            <ul class="kinds-rows">{rows}</ul>
        </details>
    }
    .into_any()
}

/// The identity of a class on the page, and its dot in one of the colours of the classes of teams.
fn marks(class: NeedClass) -> (&'static str, &'static str) {
    match class {
        NeedClass::Livelihood => ("kinds-livelihood", "chip-dot class-mutual"),
        NeedClass::Services => ("kinds-services", "chip-dot class-culture"),
        NeedClass::Charity => ("kinds-charity", "chip-dot class-charity"),
        NeedClass::Support => ("kinds-support", "chip-dot class-peace"),
        NeedClass::Care => ("kinds-care", "chip-dot class-elder"),
    }
}

/// The way from a kind to the form; with the sentence `about` it where that may be what was looked for.
fn row(need: &Need, about: bool) -> AnyView {
    let id = need.id;
    let about = about.then(|| view! { <small>{need.about.clone()}</small> }.into_any());
    view! {
        <li>
            <a class="kind" href=Route::NewReport.href() on:click=move |_| choose(id)>
                {need.title.clone()}
                {about}
            </a>
        </li>
    }
    .into_any()
}
