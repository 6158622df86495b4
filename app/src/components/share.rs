//! The button that hands a page on to a neighbour. It stands on pages that everybody may see, and gives their address and nothing else;
//! what it does is in `public/hand.js`.

use crate::components::icon::{Icon, icon};
use crate::look::Lang;
use crate::words::common;
use leptos::prelude::*;

/// The button.
pub fn share(lang: Lang) -> AnyView {
    view! {
        <button type="button" class="button is-quiet is-wide no-print" data-hand="share">
            {icon(Icon::Share)}{common::share(lang)}
        </button>
    }
    .into_any()
}
