//! The head of a page: one line above, the title, and the bell and the sync chip beside it.

use crate::components::bell::bell;
use crate::components::icon::{Icon, icon};
use crate::components::sync::chip;
use crate::look::{Lang, lang};
use crate::routes::{Route, navigator};
use crate::words::{common, shift};
use leptos::prelude::*;

/// The head of a page that has a place in the bottom bar. An empty `small` leaves the line out.
pub fn page_head(small: String, title: String) -> AnyView {
    page_head_and(().into_any(), small, title)
}

/// The same with something else before the bell.
pub fn page_head_and(first: AnyView, small: String, title: String) -> AnyView {
    view! {
        <header class="page-head">
            {words(small, title)}
            <div class="page-head-chips">{first}{bell(true)}{chip()}</div>
        </header>
    }
    .into_any()
}

/// The way to where one looks for anything: in the head of the first page on a phone, in the bar at the side of a wide screen.
pub fn search_link(class: &'static str) -> AnyView {
    let word = move || common::search(lang());
    let navigator = navigator();
    let current = move || (navigator.current() == Route::Search).then_some("page");
    view! {
        <a class=class href=Route::Search.href() aria-current=current>{icon(Icon::Search)}<span>{word}</span></a>
    }
    .into_any()
}

/// The head of a page that lies behind another one: the way back stands above it.
pub fn back_head(back: Route, small: String, title: String) -> AnyView {
    view! {
        <div class="row is-apart">{back_link(back)}{bell(false)}{chip()}</div>
        <header class="page-head">{words(small, title)}</header>
    }
    .into_any()
}

/// The way back to `route`, with the name of that place.
pub fn back_link(route: Route) -> AnyView {
    view! { <a class="back" href=route.href()>{icon(Icon::Back)}{place(lang(), route)}</a> }.into_any()
}

fn words(small: String, title: String) -> AnyView {
    let line = (!small.is_empty()).then(|| view! { <p class="page-head-line">{small}</p> }.into_any());
    view! { <div>{line}<h1>{title}</h1></div> }.into_any()
}

fn place(lang: Lang, route: Route) -> &'static str {
    match route {
        Route::Today => common::today(lang),
        Route::Organizations => common::organizations(lang),
        Route::Projects => common::projects(lang),
        Route::Activities => common::activities(lang),
        Route::Canteen => common::canteen(lang),
        Route::Needs => common::needs(lang),
        Route::Shifts => shift::title(lang),
        Route::Me => common::me(lang),
        Route::Service => shift::mine(lang),
        Route::Desk(_) => common::desk(lang),
        _ => common::back(lang),
    }
}
