//! The entry point on the phone.
//!
//! The page that the server drew is replaced by the same page, drawn here from the same rows at the same moment: one exchange
//! of nodes, nothing moves. Hydration would keep the nodes, and costs a second copy of every view's code (Leptos 0.8 has two: 608 KB
//! compressed with it, 420 without); on a cheap phone those kilobytes are seconds in which nothing reacts.

pub mod history;

use crate::cell::RwSignal;
use crate::cookie;
use crate::frame::{DraftKept, DraftText, NewVersion, Opening, UPDATE_EVENT, body, provide};
use crate::look::{Look, look};
use crate::shell::Seed;
use crate::sync;
use domain::replica::Replica;
use gloo::events::EventListener;
use leptos::mount::mount_to;
use leptos::prelude::{Effect, expect_context};
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Document, Element, HtmlElement, Node};

/// Called by the loader when the wasm is there; done when the page answers to fingers.
#[wasm_bindgen]
pub async fn start() {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        open(document).await;
    }
}

/// Draws in steps, with a pause after each, so that a finger is heard in between: the rows, the frame, the page; then one exchange.
async fn open(document: Document) {
    let seed = document.get_element_by_id("seed").and_then(|element| element.text_content());
    let drawn = seed.is_some();
    let seed: Seed = seed.and_then(|text| sync::read(&text)).unwrap_or_default();
    let mut rows = Replica::default();
    seed.rows.iter().cloned().for_each(|feed| rows.apply(feed));
    let now = if drawn { seed.now } else { sync::now() };
    let opening = Opening { route: history::here(), look: look_of(&document), rows: Arc::new(rows), drawn, now };
    let Some(Ok(room)) = document.create_element("div").ok().map(JsCast::dyn_into::<HtmlElement>) else { return };
    let begun = RwSignal::new(false);
    sync::pause().await;
    let front = Rc::new(Cell::new(None));
    let told = front.clone();
    mount_to(room.clone(), move || {
        provide(&opening);
        follow_look();
        history::follow();
        follow_version();
        let front = sync::sync();
        if sync::ACCOUNTS {
            let (DraftText(draft), DraftKept(kept)) = (expect_context(), expect_context());
            sync::draft::follow(front, draft, kept);
        }
        #[cfg(feature = "desk")]
        {
            let crate::frame::PostText(text) = expect_context();
            let aside: crate::frame::PostsAside = expect_context();
            sync::kept::follow(front, sync::kept::POST, text);
            sync::kept::follow(front, sync::kept::ASIDE, aside.texts);
        }
        told.set(Some(front));
        body(begun)
    })
    .forget();
    sync::pause().await;
    begun.set(true);
    sync::pause().await;
    exchange(&document, &room);
    #[cfg(feature = "desk")]
    history::begin(&document);
    if let Some(front) = front.get() {
        sync::spawn(async move {
            sync::pause().await;
            sync::boot(front, seed.rows).await;
        });
    }
}

/// Puts what is in `room` into the body, in place of what the server drew.
fn exchange(document: &Document, room: &HtmlElement) {
    let Some(body) = document.body() else { return };
    unfold(document, room);
    let old = body.child_nodes();
    let old: Vec<Node> = (0..).map_while(|at| old.get(at)).collect();
    let new = room.child_nodes();
    let new: Vec<Node> = (0..).map_while(|at| new.get(at)).collect();
    for node in new {
        body.append_child(&node).ok();
    }
    for node in old {
        body.remove_child(&node).ok();
    }
}

/// What somebody has unfolded in the page that the server drew is unfolded in the other, too.
fn unfold(document: &Document, room: &HtmlElement) {
    let Ok(opened) = document.query_selector_all("details[open][id]") else { return };
    for one in (0..).map_while(|at| opened.get(at)).filter_map(|node| node.dyn_into::<Element>().ok()) {
        if let Ok(Some(same)) = room.query_selector(&format!("#{}", one.id())) {
            set(&same, "open", "");
        }
    }
}

fn look_of(document: &Document) -> Look {
    cookie::get("look").map(|value| Look::of_cookie(&value)).unwrap_or_else(|| {
        let english = document.document_element().and_then(|root| root.get_attribute("lang")).as_deref() == Some("en");
        Look { lang: if english { crate::look::Lang::En } else { crate::look::Lang::Zh }, ..Look::default() }
    })
}

/// Hears that there is a new version.
fn follow_version() {
    let NewVersion(known) = expect_context();
    let Some(window) = web_sys::window() else { return };
    EventListener::new(&window, UPDATE_EVENT, move |_| known.set(true)).forget();
}

/// Keeps the document and the cookie as the person wants to see things.
fn follow_look() {
    let look = look();
    Effect::new(move |before: Option<Look>| {
        let look = look.get();
        let Some(document) = web_sys::window().and_then(|window| window.document()) else { return look };
        if let Some(root) = document.document_element() {
            set(&root, "lang", look.lang.tag());
            set(&root, "data-view", look.view());
            set(&root, "data-theme", look.theme.name());
            set(&root, "data-text", &look.text.to_string());
        }
        if look.asked || before.is_some_and(|before| before != look) {
            cookie::set("look", Some(&look.cookie()));
        }
        look
    });
}

fn set(root: &Element, name: &str, value: &str) {
    root.set_attribute(name, value).ok();
}
