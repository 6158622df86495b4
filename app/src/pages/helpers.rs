//! 我的帮手: who may act for me and whom I help, each with the way to agree and to end it; what others did for me; and the form with
//! which somebody asks to help.

mod asking;
mod done;
mod lists;
mod powers;

use crate::cell::Memo;
use crate::components::page_head::back_head;
use crate::components::skeleton::skeleton;
use crate::look::lang;
use crate::routes::Route;
use crate::sync::sync;
use crate::words::mandate as words;
use asking::Asking;
use done::Done;
use leptos::prelude::*;
use lists::Lists;
pub use powers::power_boxes;

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
    let (lists, done, asking) = (Lists::new(), Done::new(), Asking::new());
    let who = Memo::new(move || match sync.view().me() {
        Some(_) => Who::Resident,
        None if sync.visiting() => Who::Visitor,
        None => Who::Nobody,
    });
    let body = move || match who.get() {
        Who::Visitor => view! { <p class="said">{words::sign_in_first(lang())}</p> }.into_any(),
        Who::Nobody => skeleton(3),
        Who::Resident => view! { {lists.given()}{done.section()}{lists.taken()}{asking.section()} }.into_any(),
    };
    view! {
        {move || back_head(Route::Me, words::hint(lang()).into(), words::title(lang()).into())}
        {body}
    }
    .into_any()
}
