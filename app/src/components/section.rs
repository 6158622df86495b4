//! The heading of a part of a page, with the way to more of the same.

use crate::components::icon::{Icon, icon};
use crate::look::Lang;
use crate::routes::Route;
use crate::words::calendar as words;
use leptos::prelude::*;

/// A heading; `more` is a link at its end and the words on it.
pub fn section_head(title: String, more: Option<(Route, String)>) -> AnyView {
    let more = more.map(|(route, words)| view! { <a href=route.href()>{words}{icon(Icon::Chevron)}</a> }.into_any());
    section_head_and(title, more.into_any())
}

/// A heading with something else at its end.
pub fn section_head_and(title: String, end: AnyView) -> AnyView {
    view! { <header class="section-head"><h2>{title}</h2>{end}</header> }.into_any()
}

/// The way of a part's dates into a calendar program: for the end of its heading.
pub fn subscribe(lang: Lang, path: String) -> AnyView {
    view! { <a href=path rel="external">{words::subscribe(lang)}</a> }.into_any()
}
