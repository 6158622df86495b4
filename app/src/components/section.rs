//! The heading of a part of a page, with the way to more of the same.

use crate::components::icon::{Icon, icon};
use crate::routes::Route;
use leptos::prelude::*;

/// A heading; `more` is a link at its end and the words on it.
pub fn section_head(title: String, more: Option<(Route, String)>) -> AnyView {
    let more = more.map(|(route, words)| view! { <a href=route.href()>{words}{icon(Icon::Chevron)}</a> });
    view! { <header class="section-head"><h2>{title}</h2>{more}</header> }.into_any()
}
