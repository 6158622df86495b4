//! How the meal is eaten: at the canteen, or brought to the door on the days on which the canteen brings any. What is full says so,
//! and that the other way is open.

use super::tray::Tray;
use crate::cell::Memo;
use crate::components::field::field;
use crate::components::notice::{Tone, notice};
use crate::look::lang;
use crate::words::canteen as words;
use domain::place::NOTE_MAX;
use domain::quota::Quota;
use leptos::prelude::*;

pub(super) fn ways(tray: Tray) -> AnyView {
    let quota = Memo::new(move || tray.lunch.with(|lunch| lunch.as_ref().and_then(|lunch| lunch.quota)));
    // An order that is changed goes where it was to go.
    let asked = move || tray.orderable.get() && tray.changed().is_none();
    let offered = Memo::new(move || asked() && quota.get().is_some_and(|quota| quota.delivers()));
    (move || offered.get().then(|| choice(tray, quota))).into_any()
}

fn choice(tray: Tray, quota: Memo<Option<Quota>>) -> AnyView {
    let lang = lang();
    let full = move || {
        let (delivered, quota) = (tray.brought.get(), quota.get()?);
        let why = words::way_full(lang, delivered, !quota.full(!delivered));
        quota.full(delivered).then(|| notice(Tone::Plain, view! { <p>{why}</p> }.into_any()))
    };
    view! {
        <section class="stack">
            <h2>{words::choose_way(lang)}</h2>
            <div class="people" role="group" aria-label=words::choose_way(lang)>
                {button(tray, false, words::eat_in(lang))}
                {button(tray, true, words::bring(lang))}
            </div>
            {move || tray.brought.get().then(|| note(tray))}
            <div aria-live="polite">{full}</div>
        </section>
    }
    .into_any()
}

/// What is said to whoever brings it.
fn note(tray: Tray) -> AnyView {
    let lang = lang();
    let control = view! {
        <input
            id="bring-note"
            type="text"
            autocomplete="off"
            maxlength=NOTE_MAX.to_string()
            aria-describedby="bring-note-hint"
            prop:value=move || tray.note.get()
            on:input=move |event| tray.note.set(event_target_value(&event))
        />
    };
    let (name, hint) = (words::bring_words(lang).into(), Some(words::bring_words_hint(lang).into()));
    view! {
        <p class="said">{words::bring_note(lang)}</p>
        {field("bring-note", name, hint, None, control.into_any())}
    }
    .into_any()
}

fn button(tray: Tray, delivered: bool, name: &'static str) -> AnyView {
    let choose = move |_| {
        tray.delivered.set(delivered);
        tray.trouble.set(None);
    };
    view! {
        <button
            type="button"
            class="person is-plain"
            aria-pressed=move || (tray.brought.get() == delivered).to_string()
            on:click=choose
        >
            {name}
        </button>
    }
    .into_any()
}
