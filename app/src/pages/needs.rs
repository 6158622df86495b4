//! 诉求: what I reported and how far it is, what neighbours need, and the 112 kinds to begin from.
//!
//! Nothing on it moves while it comes to rest: what the phone knows of the person takes the places that the server's drawing has.

mod kinds;
mod mine;
mod neighbours;
mod similar;

use crate::cell::Memo;
use crate::components::page_head::page_head;
use crate::later::below;
use crate::look::lang;
use crate::routes::Route;
use crate::sync::sync;
use crate::words::{common, report as words};
use leptos::prelude::*;

/// The page.
pub fn page() -> AnyView {
    let sync = sync();
    let head = move || {
        let lang = lang();
        view! {
            {page_head(words::line(lang).into(), common::needs(lang).into())}
            <a class="button is-wide" href=Route::NewReport.href()>{words::say(lang)}</a>
        }
        .into_any()
    };
    // What is not here may be on its way: only after that is it known that there is nothing.
    let settled = Memo::new(move || sync.complete(Route::Needs));
    view! {
        {head}
        {mine::mine(sync)}
        <div class="columns">
            <div class="column">{neighbours::neighbours(sync, settled)}</div>
            <div class="column">{below(move || kinds::kinds(sync, settled))}</div>
        </div>
    }
    .into_any()
}
