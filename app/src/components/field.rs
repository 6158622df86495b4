//! A field of a form: its label, what to write there, and what is wrong with it, in words beside it.

use crate::cell::RwSignal;
use crate::components::icon::{Icon, icon};
use leptos::prelude::*;

/// A field around `control`, whose element must have the id `id`. The hint has the id `<id>-hint` and the error
/// `<id>-error`: the control names them in `aria-describedby`, and sets `aria-invalid` while there is an error.
pub fn field(
    id: &'static str,
    label: String,
    hint: Option<String>,
    error: Option<RwSignal<Option<String>>>,
    control: AnyView,
) -> AnyView {
    let hint = hint.map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> }.into_any());
    let error = move || {
        error.and_then(|error| error.get()).map(|words| {
            view! { <p class="error" id=format!("{id}-error") role="alert">{icon(Icon::Alert)}<span>{words}</span></p> }.into_any()
        })
    };
    view! { <div class="field"><label for=id>{label}</label>{hint}{control}{error}</div> }.into_any()
}
