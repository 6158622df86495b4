//! Onto paper: the button that prints what the page shows. The style sheet leaves the desk's own things off the
//! paper. And into a file: the link to a list as a workbook.

use crate::components::icon::{Icon, icon};
use domain::id::ResidentId;
use leptos::prelude::*;

/// A button that prints the page. `class` says whether it is the page's first action.
pub fn print_button(name: &'static str, class: &'static str) -> AnyView {
    view! { <button type="button" class=class on:click=move |_| print()>{icon(Icon::Print)}{name}</button> }.into_any()
}

/// A link to a list as a workbook. It says which account acts, because a link cannot say it in a header.
pub fn sheet_link(name: &'static str, path: &str, me: Option<ResidentId>) -> AnyView {
    me.map(|me| {
        view! { <a class="button is-quiet" href=format!("{path}?as={me}") download="">{icon(Icon::Share)}{name}</a> }
    })
    .into_any()
}

fn print() {
    #[cfg(feature = "hydrate")]
    if let Some(window) = web_sys::window() {
        // A browser that cannot print has said so itself.
        let _ = window.print();
    }
}
