//! The bell: how many things somebody is told that they have not seen yet, and the way to them. It needs no network.

use crate::cell::Memo;
use crate::components::icon::{Icon, icon};
use crate::look::{Lang, elder, lang};
use crate::routes::Route;
use crate::sync::{ACCOUNTS, sync};
use crate::words::notice as words;
use domain::views::notices::unseen;
use leptos::prelude::*;

/// The bell, for whoever is signed in. Where there is little room, or in the elder view, it is there only when something is new.
pub fn bell(always: bool) -> AnyView {
    if !ACCOUNTS {
        return ().into_any();
    }
    let sync = sync();
    let fresh = Memo::new(move || {
        let view = sync.view();
        view.me().map(|_| unseen(&view))
    });
    let shown = move || fresh.get().filter(|count| *count > 0 || (always && !elder()));
    (move || shown().map(|count| face(lang(), count))).into_any()
}

/// How the bell looks with so many new things.
pub(crate) fn face(lang: Lang, count: usize) -> AnyView {
    let class = if count > 0 { "sync is-offline" } else { "sync" };
    view! { <a class=class href=Route::Notices.href()>{icon(Icon::Bell)}{words::count(lang, count)}</a> }.into_any()
}
