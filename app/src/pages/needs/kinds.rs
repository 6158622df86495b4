//! The 112 kinds of needs: found by class or by a word, each the beginning of a report.

use crate::cell::{Memo, RwSignal};
use crate::components::empty::empty;
use crate::components::icon::{Icon, icon};
use crate::components::section::section_head;
use crate::components::skeleton::skeleton;
use crate::frame::Chosen;
use crate::look::{Lang, elder, lang};
use crate::routes::Route;
use crate::sync::Sync;
use crate::words::{common, report as words};
use domain::arrange::Arrange;
use domain::need::{Need, NeedClass};
use leptos::prelude::*;

pub(super) fn kinds(sync: Sync, settled: Memo<bool>) -> AnyView {
    let needs = Memo::new(move || {
        let mut needs: Vec<Need> = sync.view().all::<Need>().cloned().collect();
        needs.arrange_by_key(|need| need.number);
        needs
    });
    // 112 lines at once are too many for the elder view: it begins with one class.
    let first = untrack(elder).then_some(NeedClass::ALL[0]);
    let (class, query) = (RwSignal::new(first), RwSignal::new(String::new()));
    let chosen: Chosen = expect_context();
    let list = move || {
        let (lang, asked) = (lang(), query.get());
        let fits = |need: &&Need| {
            let of_class = class.get().is_none_or(|class| class == need.class);
            if asked.trim().is_empty() { of_class } else { answers(need, asked.trim()) }
        };
        let items: Vec<AnyView> =
            needs.with(|needs| needs.iter().filter(fits).map(|need| item(need, chosen)).collect());
        if needs.with(Vec::is_empty) && !settled.get() {
            return skeleton(4);
        }
        if items.is_empty() {
            return empty(words::none_found(lang).into(), words::none_found_text(lang).into(), None);
        }
        let count = words::found(lang, items.len());
        view! {
            <p class="small soft" role="status">{count}</p>
            <ul class="list is-tight is-grid">{items}</ul>
        }
        .into_any()
    };
    view! {
        <section class="stack">
            {move || section_head(words::kinds(lang()).into(), None)}
            <p class="small soft">{move || words::kinds_hint(lang())}</p>
            {search(query)}
            {move || classes(lang(), class, query)}
            {list}
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
                aria-label=move || words::search_label(lang())
                placeholder=move || words::search(lang())
                on:input=move |event| query.set(event_target_value(&event))
            />
        </form>
    }
    .into_any()
}

/// While a word is searched for, no class is pressed: the search looks through all of them.
fn classes(lang: Lang, class: RwSignal<Option<NeedClass>>, query: RwSignal<String>) -> AnyView {
    let searching = move || query.with(|query| !query.trim().is_empty());
    let chip = move |of: Option<NeedClass>| {
        let name = of.map_or(common::all(lang), |of| words::need_class(lang, of));
        let pressed = move || (class.get() == of && !searching()).to_string();
        view! {
            <button type="button" class="chip" aria-pressed=pressed on:click=move |_| class.set(of)>{name}</button>
        }
        .into_any()
    };
    let chips = std::iter::once(None).chain(NeedClass::ALL.into_iter().map(Some)).map(chip).collect_view();
    view! { <div class="filters" role="group" aria-label=words::pick_class(lang)>{chips}</div> }.into_any()
}

fn answers(need: &Need, query: &str) -> bool {
    let query = query.to_lowercase();
    need.title.to_lowercase().contains(&query) || need.about.to_lowercase().contains(&query)
}

fn item(need: &Need, chosen: Chosen) -> AnyView {
    let id = need.id;
    view! {
        <li>
            <a class="item is-bare" href=Route::NewReport.href() on:click=move |_| chosen.0.set(Some(id))>
                <span class="item-text"><b>{need.title.clone()}</b><small>{need.about.clone()}</small></span>
                <span class="item-end">{icon(Icon::Chevron)}</span>
            </a>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_need_is_found_by_a_word_of_its_sentence() {
        let need = Need { title: "修家电".into(), about: "电视、TV 盒子坏了".into(), ..Need::default() };
        assert!(answers(&need, "家电") && answers(&need, "tv"));
        assert!(!answers(&need, "理发"));
    }
}
