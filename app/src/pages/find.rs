//! 搜一搜: teams, coming activities, needs and projects by characters, pinyin or initials, key by key and without a network; for
//! staff residents too, whom only the server knows.

mod groups;
mod people;

use crate::cell::{Memo, RwSignal};
use crate::components::elder_view;
use crate::components::empty::{empty, unknown};
use crate::components::help_line::call;
use crate::components::icon::{Icon, icon};
use crate::components::page_head::back_head;
use crate::look::lang;
use crate::online;
use crate::routes::Route;
use crate::sync::sync;
use crate::words::{common, find as words, organization};
use domain::permission::{Act, may};
use domain::views::find::sounds::Sounds;
use domain::views::find::{Found, Index, Wanted};
use leptos::prelude::*;
use people::People;

/// The page.
pub fn page() -> AnyView {
    let sync = sync();
    let (query, sounds) = (RwSignal::new(noted()), RwSignal::new(Sounds::default()));
    online::sounds(move |answer| {
        if let Ok(lines) = answer {
            sounds.set(Sounds::of(&lines));
        }
    });
    // Made ready when rows or readings change, not with every key.
    let index = Memo::new(move || sounds.with(|sounds| Index::of(&sync.view(), sounds, sync.now())));
    let found = Memo::new(move || query.with(|query| index.with(|index| index.find(query))));
    let asked = Memo::new(move || query.with(|query| !Wanted::new(query).is_empty()));
    let staff = Memo::new(move || sync.view().me().is_some_and(|me| may(me, Act::WorkAtDesk)));
    let people = People::new();
    Effect::new(move |_| {
        let wanted = query.get();
        if staff.get() {
            people.look(wanted);
        }
    });
    view! {
        {move || back_head(Route::Today, words::line(lang()).into(), common::search(lang()).into())}
        {field(query)}
        {move || settings_found(query)}
        {status(asked, found)}
        {groups::groups(found)}
        {move || (staff.get() && asked.get()).then(|| people.section())}
        {nothing(asked, found, people)}
    }
    .into_any()
}

/// What was looked for here before somebody came back.
fn noted() -> String {
    #[cfg(feature = "hydrate")]
    return crate::start::history::noted_words();
    #[cfg(not(feature = "hydrate"))]
    String::new()
}

fn note(words: &str) {
    #[cfg(feature = "hydrate")]
    crate::start::history::note_words(words);
    #[cfg(not(feature = "hydrate"))]
    let _ = words;
}

fn field(query: RwSignal<String>) -> AnyView {
    let typed = move |words: String| {
        note(&words);
        query.set(words);
    };
    view! {
        <form class="search" role="search" on:submit=|event| event.prevent_default()>
            {icon(Icon::Search)}
            <input
                type="search"
                autofocus=true
                autocomplete="off"
                enterkeyhint="search"
                aria-label=move || words::label(lang())
                aria-describedby="search-hint"
                placeholder=move || words::placeholder(lang())
                prop:value=move || query.get()
                on:input=move |event| typed(event_target_value(&event))
            />
        </form>
        <p class="small soft" id="search-hint">{move || words::hint(lang())}</p>
    }
    .into_any()
}

/// The elder view, for whoever looks for it here by one of its names.
fn settings_found(query: RwSignal<String>) -> AnyView {
    let wanted = query.with(|query| organization::means_elder_view(query));
    wanted.then(|| view! { <div class="settings card">{elder_view::entry()}</div> }.into_any()).into_any()
}

/// How much was found, said after each key.
fn status(asked: Memo<bool>, found: Memo<Found>) -> AnyView {
    let count = Memo::new(move || found.with(Found::len));
    let words = move || (asked.get() && count.get() > 0).then(|| words::count(lang(), count.get()));
    view! { <p class="small soft" role="status">{words}</p> }.into_any()
}

/// What one can do where nothing answers.
fn nothing(asked: Memo<bool>, found: Memo<Found>, people: People) -> AnyView {
    let sync = sync();
    let none = Memo::new(move || asked.get() && found.with(Found::is_empty) && !people.any());
    let phone = Memo::new(move || sync.view().community().map(|community| call(&community.phone)));
    (move || {
        if !none.get() {
            return ().into_any();
        }
        if let Some(nothing) = unknown(sync.status()) {
            return nothing;
        }
        let lang = lang();
        let report = Some((Route::NewReport, words::report(lang).to_owned()));
        let ring = phone.get().map(|address| {
            view! { <a class="button is-quiet" href=address>{icon(Icon::Phone)}{words::call(lang)}</a> }.into_any()
        });
        view! {
            {empty(words::none(lang).into(), words::none_text(lang).into(), report)}
            <div class="actions">{ring}</div>
        }
        .into_any()
    })
    .into_any()
}
