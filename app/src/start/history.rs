//! The browser's history: links inside the app change the page without loading it, back and forward work, and
//! the focus goes to the new page so that a screen reader starts there.

use crate::routes::{Route, navigator};
use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlAnchorElement, HtmlElement, MouseEvent};

/// What the words are called that are noted in the history.
#[cfg(feature = "desk")]
const WORDS: &str = "words";

/// The route of the address bar.
pub fn here() -> Route {
    web_sys::window()
        .and_then(|window| window.location().pathname().ok())
        .map_or(Route::Today, |path| Route::parse(&path))
}

/// Adds an entry to the history. Where another program draws the page it is loaded instead, and the answer is no.
pub fn push(route: Route) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let href = route.href();
    if !route.is_here() {
        window.location().assign(&href).ok();
        return false;
    }
    if let Ok(history) = window.history() {
        history.push_state_with_url(&JsValue::NULL, "", Some(&href)).ok();
    }
    true
}

/// What somebody looks for is noted in the history, beside what else is noted there, so that the way back leads to it.
#[cfg(feature = "desk")]
pub fn note_words(words: &str) {
    let Some(history) = web_sys::window().and_then(|window| window.history().ok()) else { return };
    let before = history.state().ok().filter(JsValue::is_object);
    let state = before.unwrap_or_else(|| js_sys::Object::new().into());
    js_sys::Reflect::set(&state, &WORDS.into(), &words.into()).ok();
    history.replace_state_with_url(&state, "", None).ok();
}

/// What was looked for here before.
#[cfg(feature = "desk")]
pub fn noted_words() -> String {
    let state = web_sys::window().and_then(|window| window.history().ok()?.state().ok());
    let words = state.filter(JsValue::is_object).and_then(|state| js_sys::Reflect::get(&state, &WORDS.into()).ok());
    words.and_then(|words| words.as_string()).unwrap_or_default()
}

/// The field with which a page begins has the focus.
#[cfg(feature = "desk")]
pub fn begin(document: &web_sys::Document) {
    if let Some(field) = first_field(document) {
        field.focus().ok();
    }
}

#[cfg(feature = "desk")]
fn first_field(document: &web_sys::Document) -> Option<HtmlElement> {
    document.query_selector("main [autofocus]").ok()??.dyn_into().ok()
}

/// No page of the smaller program begins with a field.
#[cfg(not(feature = "desk"))]
fn first_field(_: &web_sys::Document) -> Option<HtmlElement> {
    None
}

/// Follows links and the back button.
pub fn follow() {
    let Some(window) = web_sys::window() else { return };
    let navigator = navigator();
    EventListener::new(&window, "popstate", move |_| {
        // A mark in the address (`#main`) is no other page: drawing it anew would cost what was typed.
        if navigator.current.get_untracked() != here() {
            navigator.current.set(here());
        }
    })
    .forget();
    if let Some(document) = window.document() {
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&document, "click", options, move |event| {
            if let Some(href) = event.dyn_ref::<MouseEvent>().and_then(inner_link) {
                event.prevent_default();
                navigator.go(Route::parse(&href));
            }
        })
        .forget();
    }
    Effect::new(move |before: Option<Route>| {
        let route = navigator.current();
        if before.is_some_and(|before| before != route) {
            arrive();
        }
        route
    });
}

/// The path of a link that leads to a page of this part of the app, if that is what was clicked.
fn inner_link(event: &MouseEvent) -> Option<String> {
    if event.default_prevented() || event.button() != 0 || event.meta_key() || event.ctrl_key() || event.shift_key() {
        return None;
    }
    let clicked: Element = event.target()?.dyn_into().ok()?;
    let link: HtmlAnchorElement = clicked.closest("a[href]").ok()??.dyn_into().ok()?;
    let special = ["target", "download", "rel"].iter().any(|name| link.has_attribute(name));
    let window = web_sys::window()?;
    let inside = link.origin() == window.location().origin().ok()?;
    let path = link.pathname();
    let route = Route::parse(&path);
    let anchor = !link.hash().is_empty();
    (inside && !special && !anchor && route.is_here() && route != Route::NotFound).then_some(path)
}

/// The new page: from its top, with the focus on it or on the field that it begins with, and its name in the tab.
pub fn arrive() {
    let Some(window) = web_sys::window() else { return };
    window.scroll_to_with_x_and_y(0.0, 0.0);
    // After the new page is in the document.
    gloo::timers::callback::Timeout::new(0, move || {
        let Some(document) = window.document() else { return };
        let main = || document.get_element_by_id("main").and_then(|main| main.dyn_into::<HtmlElement>().ok());
        if let Some(place) = first_field(&document).or_else(main) {
            place.focus().ok();
        }
        let heading = document.query_selector("h1").ok().flatten().and_then(|heading| heading.text_content());
        let lang = look_lang();
        let title = heading.map(|heading| crate::shell::titled(lang, here(), heading));
        document.set_title(&title.unwrap_or_else(|| crate::words::common::community(lang).into()));
    })
    .forget();
}

fn look_lang() -> crate::look::Lang {
    let root = web_sys::window().and_then(|window| window.document()).and_then(|document| document.document_element());
    match root.and_then(|root| root.get_attribute("lang")).as_deref() {
        Some("en") => crate::look::Lang::En,
        _ => crate::look::Lang::Zh,
    }
}
