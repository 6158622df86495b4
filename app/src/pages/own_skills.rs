//! 我会的、我请的: what I offer, with the form for more; what I am asked for, and what I have asked for.

mod favours;
mod offering;

use crate::cell::Memo;
use crate::components::page_head::back_head;
use crate::components::section::section_head;
use crate::components::skeleton::skeleton;
use crate::look::lang;
use crate::routes::Route;
use crate::sync::sync;
use crate::words::skills as words;
use favours::Favours;
use leptos::prelude::*;
use offering::Offerings;

/// Who looks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    Nobody,
    Visitor,
    Resident,
}

/// The page.
pub fn page() -> AnyView {
    let sync = sync();
    let (favours, offerings) = (Favours::new(), Offerings::new());
    let who = Memo::new(move || match sync.view().me() {
        Some(_) => Who::Resident,
        None if sync.visiting() => Who::Visitor,
        None => Who::Nobody,
    });
    let body = move || match who.get() {
        Who::Visitor => view! { <p class="said">{words::sign_in_first(lang())}</p> }.into_any(),
        Who::Nobody => skeleton(3),
        Who::Resident => view! { {favours.section()}{offerings.section()} }.into_any(),
    };
    let all =
        move || section_head(words::mine_hint(lang()).into(), Some((Route::Skills, words::see_all(lang()).into())));
    view! {
        {move || back_head(Route::Service, String::new(), words::mine(lang()).into())}
        {all}
        {body}
    }
    .into_any()
}
