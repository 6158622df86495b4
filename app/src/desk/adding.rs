//! What a page of the desk adds: a button, and the form that opens in its place.

use super::entry::submits;
use crate::cell::RwSignal;
use crate::components::icon::{Icon, icon};
use leptos::prelude::*;

/// What a form for a new thing says.
#[derive(Clone, Copy)]
pub struct Sayings {
    /// Above it.
    pub title: &'static str,
    /// On the button that adds.
    pub now: &'static str,
    /// On the button that closes the form.
    pub not_now: &'static str,
}

/// The button that opens the form.
pub fn add_button(open: RwSignal<bool>, class: &'static str, text: &'static str) -> AnyView {
    view! {
        <button type="button" class=class on:click=move |_| open.set(true)>
            {icon(Icon::Plus)}{text}
        </button>
    }
    .into_any()
}

/// The form; its heading has the identity `id`, and `add` is done when it is sent.
pub fn add_form(
    open: RwSignal<bool>,
    id: &'static str,
    says: Sayings,
    fields: AnyView,
    add: impl Fn() + 'static,
) -> AnyView {
    view! {
        <form class="form card" aria-labelledby=id on:submit=submits(add)>
            <h2 id=id>{says.title}</h2>
            {fields}
            <div class="actions">
                <button class="button">{says.now}</button>
                <button type="button" class="button is-quiet" on:click=move |_| open.set(false)>
                    {says.not_now}
                </button>
            </div>
        </form>
    }
    .into_any()
}
