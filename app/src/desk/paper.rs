//! Onto paper: the button that prints what the page shows. The style sheet leaves the desk's own things off the
//! paper.

use crate::components::icon::{Icon, icon};
use leptos::prelude::*;

/// A button that prints the page. `class` says whether it is the page's first action.
pub fn print_button(name: &'static str, class: &'static str) -> AnyView {
    view! { <button type="button" class=class on:click=move |_| print()>{icon(Icon::Print)}{name}</button> }.into_any()
}

fn print() {
    #[cfg(feature = "hydrate")]
    if let Some(window) = web_sys::window() {
        // A browser that cannot print has said so itself.
        let _ = window.print();
    }
}
