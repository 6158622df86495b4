//! Marks outside the store. The first says how many commands wait in it: a browser that is short of room deletes everything that a
//! site keeps, but its cookies; so a phone that finds the mark and no store knows that it was emptied, and of how much. It is
//! also the number on the app's icon. The others say what was lost until that was read, and that a notice was read.

use crate::cookie;
use crate::sync::Status;
use domain::command::Envelope;
use domain::id::ResidentId;
use js_sys::{Function, Reflect};
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};

const KEPT: &str = "kept";
const EMPTIED: &str = "emptied";
const IN_CHAT: &str = "in-chat";

thread_local! {
    static WRITTEN: Cell<Option<usize>> = const { Cell::new(None) };
}

/// How many waited when the store was last seen, if anybody was signed in.
pub fn read() -> Option<usize> {
    cookie::get(KEPT)?.parse().ok()
}

/// Notes that somebody is signed in here, and that nothing waits.
pub fn somebody() {
    cookie::set(KEPT, Some("0"));
}

/// Notes that nobody is signed in here, as the server says.
pub fn nobody() {
    cookie::set(KEPT, None);
}

/// How many were lost when the phone was emptied, as long as nobody has read that.
pub fn emptied() -> Option<usize> {
    cookie::get(EMPTIED)?.parse().ok()
}

/// Notes that so many were lost, or that it was read.
pub fn note_emptied(lost: Option<usize>) {
    cookie::set(EMPTIED, lost.map(|lost| lost.to_string()).as_deref());
}

/// Whether the notice about the chat was understood on this phone.
pub fn chat_understood() -> bool {
    cookie::get(IN_CHAT).is_some()
}

/// A notice was read, and will not come again.
pub fn understood(before: Status, after: Status) {
    if before.in_chat && !after.in_chat {
        cookie::set(IN_CHAT, Some("1"));
    }
    if before.emptied.is_some() && after.emptied.is_none() {
        note_emptied(None);
    }
}

/// Notes how many wait. Nobody signed in takes the mark away only where somebody has just been: a page that opens onto an empty
/// store must still find it.
pub fn write(actor: Option<ResidentId>, waiting: &[Envelope]) {
    let count = actor.map(|_| waiting.len());
    let before = WRITTEN.with(|written| written.replace(count));
    if before == count {
        return;
    }
    cookie::set(KEPT, count.map(|count| count.to_string()).as_deref());
    badge(count.unwrap_or(0));
}

/// The number on the icon, where there are such numbers.
fn badge(count: usize) {
    let Some(navigator) = web_sys::window().map(|window| JsValue::from(window.navigator())) else { return };
    let set = Reflect::get(&navigator, &"setAppBadge".into()).ok().and_then(|set| set.dyn_into::<Function>().ok());
    if let Some(set) = set {
        // Not every browser allows it, and nothing depends on it.
        let promise = set.call1(&navigator, &JsValue::from_f64(count as f64)).ok();
        if let Some(promise) = promise.and_then(|promise| promise.dyn_into::<js_sys::Promise>().ok()) {
            crate::sync::spawn(async move {
                wasm_bindgen_futures::JsFuture::from(promise).await.ok();
            });
        }
    }
}
