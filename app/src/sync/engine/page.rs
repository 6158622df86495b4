//! The page as the browser handles it: shown again from memory, left while something waits, opened inside a chat.

use super::{boot, marker, with};
use crate::sync::{ACCOUNTS, Sync, spawn};
use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, PageTransitionEvent, Window};

/// Follows the page.
pub fn follow(sync: Sync) {
    let Some(window) = web_sys::window() else { return };
    from_memory(sync, &window);
    if ACCOUNTS {
        leaving(sync, &window);
    }
    sync.status.update(|status| {
        status.in_chat = in_chat(&window);
        status.emptied = status.emptied.or_else(marker::emptied);
    });
}

/// A page that the browser keeps in memory may be shown again after somebody else has signed out: it is hidden while it is
/// away, and shown when it has read the store again.
fn from_memory(sync: Sync, window: &Window) {
    let hide = |hidden: bool| {
        let body =
            web_sys::window().and_then(|window| window.document()).and_then(|document| Document::body(&document));
        if let Some(body) = body {
            body.set_hidden(hidden);
        }
    };
    let kept = |event: &web_sys::Event| event.dyn_ref::<PageTransitionEvent>().is_some_and(|event| event.persisted());
    EventListener::new(window, "pagehide", move |event| hide(kept(event))).forget();
    EventListener::new(window, "pageshow", move |event| {
        if kept(event) {
            spawn(async move {
                boot::reload(sync).await;
                hide(false);
            });
        }
    })
    .forget();
}

/// Where the browser may delete what a site keeps, it asks before it leaves while something waits.
fn leaving(sync: Sync, window: &Window) {
    if let Ok(promise) = window.navigator().storage().persist() {
        spawn(async move {
            let safe = JsFuture::from(promise).await == Ok(JsValue::TRUE);
            sync.status.update(|status| status.fleeting = !safe);
        });
    }
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(window, "beforeunload", options, move |event| {
        let fleeting = sync.status.with_untracked(|status| status.fleeting);
        if fleeting && with(|engine| engine.phone.unanswered().next().is_some()) {
            event.prevent_default();
        }
    })
    .forget();
}

/// Opened inside a chat that keeps no page for later, and not told yet.
fn in_chat(window: &Window) -> bool {
    let name = window.navigator().user_agent().unwrap_or_default();
    name.contains("MicroMessenger") && !marker::chat_understood()
}
