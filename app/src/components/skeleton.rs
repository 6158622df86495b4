//! The quiet shape of what is coming: no movement, and one word for screen readers.

use crate::look::lang;
use crate::words::common;
use leptos::prelude::*;

/// So many lines of text that are not there yet.
pub fn skeleton(lines: u8) -> AnyView {
    let lines: Vec<_> = (0..lines).map(|_| view! { <i></i> }.into_any()).collect();
    view! {
        <div class="skeleton" aria-hidden="true">{lines}</div>
        <p class="unseen" role="status">{common::loading(lang())}</p>
    }
    .into_any()
}
