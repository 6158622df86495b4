//! 组织: the directory of the community's teams, searched by name, pinyin or what they do, filtered by class.

use crate::cell::{Memo, RwSignal};
use crate::components::elder_view;
use crate::components::empty::empty;
use crate::components::growth::{Growth, STEP, grown};
use crate::components::icon::{Icon, icon};
use crate::components::lamp::{class_name, portrait};
use crate::components::page_head::back_head;
use crate::look::{Lang, lang};
use crate::routes::Route;
use crate::sync::sync;
use crate::words::{common, organization as words};
use domain::arrange::Arrange;
use domain::id::OrganizationId;
use domain::organization::{Organization, OrganizationClass};
use domain::replica::Replica;
use domain::views::find::Wanted;
use leptos::prelude::*;

/// What is asked for.
#[derive(Clone, Copy)]
struct Search {
    query: RwSignal<String>,
    class: RwSignal<Option<OrganizationClass>>,
    growth: Growth,
}

impl Search {
    fn ask(self, query: String) {
        self.query.set(query);
        self.growth.begin_again();
    }

    fn choose(self, class: Option<OrganizationClass>) {
        self.class.set(class);
        self.growth.begin_again();
    }
}

/// The directory.
pub fn page() -> AnyView {
    let sync = sync();
    let search = Search { query: RwSignal::new(String::new()), class: RwSignal::new(None), growth: Growth::default() };
    let ordered = Memo::new(move || in_order(&sync.view()));
    // Identities alone: with every key a thousand rows would be copied otherwise.
    let found = Memo::new(move || {
        let view = sync.view();
        let (query, class) = (search.query.with(|query| Wanted::new(query)), search.class.get());
        let wanted = |o: &&Organization| class.is_none_or(|class| o.class == class) && o.answers(&query);
        let all = |all: &Vec<OrganizationId>| -> Vec<OrganizationId> {
            all.iter().filter_map(|id| view.get::<Organization>(id.0)).filter(wanted).map(|o| o.id).collect()
        };
        ordered.with(all)
    });
    let lang = lang();
    view! {
        {back_head(Route::Today, words::teams_line(lang).into(), common::organizations(lang).into())}
        {field(search)}
        <a class="button is-quiet is-small" href=Route::Search.href()>{words::everywhere(lang)}</a>
        {classes(search)}
        {move || settings_found(search)}
        {list(found, search.growth)}
    }
    .into_any()
}

/// All of them by class and name: put in order when rows change, not with every key.
fn in_order(view: &Replica) -> Vec<OrganizationId> {
    let mut all: Vec<&Organization> = view.all::<Organization>().collect();
    all.arrange(|a, b| (a.class, &a.pinyin).cmp(&(b.class, &b.pinyin)));
    all.into_iter().map(|organization| organization.id).collect()
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
                on:input=move |event| search.ask(event_target_value(&event))
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
            <button type="button" class="chip" aria-pressed=pressed on:click=move |_| search.choose(class)>
                {dot}{word}
            </button>
        }
        .into_any()
    };
    let classes: Vec<_> = OrganizationClass::ALL.into_iter().map(|class| chip(Some(class))).collect();
    view! { <div class="filters" role="group" aria-label=words::pick_class(lang)>{chip(None)}{classes}</div> }
        .into_any()
}

fn list(found: Memo<Vec<OrganizationId>>, growth: Growth) -> AnyView {
    let lang = lang();
    let count = Memo::new(move || found.with(Vec::len));
    let none = Memo::new(move || count.get() == 0);
    let body = move || {
        if none.get() {
            return empty(words::none(lang).into(), words::none_text(lang).into(), None);
        }
        grown(growth, count, lang, move |from| rows(found, from, lang))
    };
    view! {
        <section class="stack">
            <p class="small soft" role="status">{move || words::count(lang, count.get())}</p>
            {body}
        </section>
    }
    .into_any()
}

/// Some rows. What comes for others draws none of them anew.
fn rows(found: Memo<Vec<OrganizationId>>, from: usize, lang: Lang) -> AnyView {
    let sync = sync();
    let own = Memo::new(move || {
        let view = sync.view();
        let row = |id: &OrganizationId| view.get::<Organization>(id.0).cloned();
        found.with(|found| found.iter().skip(from).take(STEP).filter_map(row).collect::<Vec<_>>())
    });
    let items = move || -> Vec<AnyView> { own.with(|own| own.iter().map(|row| item(row, lang)).collect()) };
    items.into_any()
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
