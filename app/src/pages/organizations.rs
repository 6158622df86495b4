//! 组织: the directory of the community's teams, searched by name, pinyin or what they do, filtered by class.

use crate::cell::{Memo, RwSignal};
use crate::components::elder_view;
use crate::components::empty::empty;
use crate::components::icon::{Icon, icon};
use crate::components::lamp::{class_name, portrait};
use crate::components::page_head::back_head;
use crate::look::{Lang, lang};
use crate::routes::Route;
use crate::sync::sync;
use crate::words::{common, organization as words};
use domain::arrange::Arrange;
use domain::organization::{Organization, OrganizationClass};
use domain::views::find::Wanted;
use leptos::prelude::*;

/// What is asked for.
#[derive(Clone, Copy)]
struct Search {
    query: RwSignal<String>,
    class: RwSignal<Option<OrganizationClass>>,
}

/// The directory.
pub fn page() -> AnyView {
    let sync = sync();
    let search = Search { query: RwSignal::new(String::new()), class: RwSignal::new(None) };
    let found = Memo::new(move || {
        let view = sync.view();
        let (query, class) = (search.query.with(|query| Wanted::new(query)), search.class.get());
        let wanted = |o: &&Organization| o.answers(&query) && class.is_none_or(|class| o.class == class);
        let mut found: Vec<Organization> = view.all::<Organization>().filter(wanted).cloned().collect();
        found.arrange(|a, b| (a.class, &a.pinyin).cmp(&(b.class, &b.pinyin)));
        found
    });
    let lang = lang();
    view! {
        {back_head(Route::Today, words::teams_line(lang).into(), common::organizations(lang).into())}
        {field(search)}
        <a class="button is-quiet is-small" href=Route::Search.href()>{words::everywhere(lang)}</a>
        {classes(search)}
        {move || settings_found(search)}
        {list(found)}
    }
    .into_any()
}

fn field(search: Search) -> AnyView {
    let lang = lang();
    view! {
        <form class="search" role="search" on:submit=|event| event.prevent_default()>
            {icon(Icon::Search)}
            <input
                type="search"
                autocomplete="off"
                enterkeyhint="search"
                aria-label=words::search_label(lang)
                placeholder=words::search(lang)
                prop:value=move || search.query.get()
                on:input=move |event| search.query.set(event_target_value(&event))
            />
        </form>
    }
    .into_any()
}

/// The elder view, for whoever looks for it here by one of its names.
fn settings_found(search: Search) -> AnyView {
    let wanted = search.query.with(|query| words::means_elder_view(query));
    wanted.then(|| view! { <div class="settings card">{elder_view::entry()}</div> }.into_any()).into_any()
}

fn classes(search: Search) -> AnyView {
    let lang = lang();
    let chip = move |class: Option<OrganizationClass>| {
        let pressed = move || if search.class.get() == class { "true" } else { "false" };
        let dot = class.map(|class| view! { <i class=format!("chip-dot {}", class_name(class))></i> }.into_any());
        let word = class.map_or(common::all(lang), |class| words::class(lang, class));
        view! {
            <button type="button" class="chip" aria-pressed=pressed on:click=move |_| search.class.set(class)>
                {dot}{word}
            </button>
        }
        .into_any()
    };
    let classes: Vec<_> = OrganizationClass::ALL.into_iter().map(|class| chip(Some(class))).collect();
    view! { <div class="filters" role="group" aria-label=words::pick_class(lang)>{chip(None)}{classes}</div> }
        .into_any()
}

fn list(found: Memo<Vec<Organization>>) -> AnyView {
    let lang = lang();
    let body = move || {
        let found = found.get();
        if found.is_empty() {
            return empty(words::none(lang).into(), words::none_text(lang).into(), None);
        }
        let items: Vec<AnyView> = found.iter().map(|organization| item(organization, lang)).collect();
        view! { <ul class="list is-grid">{items}</ul> }.into_any()
    };
    view! {
        <section class="stack">
            <p class="small soft" role="status">{move || words::count(lang, found.with(Vec::len))}</p>
            {body}
        </section>
    }
    .into_any()
}

fn item(organization: &Organization, lang: Lang) -> AnyView {
    let synthetic =
        organization.synthetic.then(|| view! { " "<span class="chip">{common::synthetic(lang)}</span> }.into_any());
    view! {
        <li>
            <a class="item" href=Route::Organization(organization.id).href()>
                {portrait(organization)}
                <span class="item-text">
                    <b>{organization.name.clone()}</b>
                    {synthetic}
                    <small>{organization.purpose.clone()}</small>
                </span>
            </a>
        </li>
    }
    .into_any()
}
