//! What a page of the desk adds: a button, and the form that opens in its place, one at a time. The focus goes along, there and back.

use super::entry::submits;
use crate::cell::RwSignal;
use crate::components::icon::{Icon, icon};
use crate::components::two_step::focus_soon;
use leptos::prelude::*;

/// The button.
const BUTTON: &str = "add";
/// The form.
const FORM: &str = "adding";

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

/// Opens the form.
pub fn open_form(open: RwSignal<bool>) {
    open.set(true);
    focus_soon(FORM.into());
}

/// Closes the form.
pub fn close_form(open: RwSignal<bool>) {
    open.set(false);
    focus_soon(BUTTON.into());
}

/// The button that opens the form.
pub fn add_button(open: RwSignal<bool>, class: &'static str, text: &'static str) -> AnyView {
    view! {
        <button type="button" class=class id=BUTTON on:click=move |_| open_form(open)>
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
        <form class="form card" id=FORM tabindex="-1" aria-labelledby=id on:submit=submits(add)>
            <h2 id=id>{says.title}</h2>
            {fields}
            <div class="actions">
                <button class="button">{says.now}</button>
                <button type="button" class="button is-quiet" on:click=move |_| close_form(open)>
                    {says.not_now}
                </button>
            </div>
        </form>
    }
    .into_any()
}
