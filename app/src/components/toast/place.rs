//! Where the line stands and how long: above what is docked at the foot of the page, or at its head when it would hide what the keyboard is
//! on; and for as long as somebody is at it.

use super::{Said, TOAST, Toasts};
use crate::components::two_step::focus_soon;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use leptos::prelude::{document, request_animation_frame};
use uuid::Uuid;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// So often it is looked at.
const LOOK_MS: u32 = 250;
/// Between the line and what it must not touch, the ring of the focus included.
const GAP: f64 = 8.0;

fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

/// Escape closes the line; what has just taken the focus is not to lie under it.
pub(super) fn listen(toasts: Toasts) {
    let Some(window) = web_sys::window() else { return };
    let open = move || toasts.shown.with_untracked(Option::is_some);
    EventListener::new(&window, "keydown", move |event| {
        let escape = event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Escape");
        if escape && open() {
            if find(".toast:focus-within").is_some() {
                focus_soon(TOAST.into());
            }
            toasts.shown.set(None);
        }
    })
    .forget();
    EventListener::new(&window, "focusin", move |_| {
        if open() {
            soon();
        }
    })
    .forget();
}

/// Lets the line go when it has been there for another `left` milliseconds, not counting those in which somebody was at it. A pointer that
/// `rests` where the line came up is no interest in it before it has gone elsewhere. What went wrong stays until it is closed.
pub(super) fn watch(toasts: Toasts, key: Uuid, left: u32, rests: bool) {
    let look = move || {
        let here = toasts.shown.with_untracked(|shown| match shown {
            Some((shown, said)) if *shown == key => Some(matches!(said, Said::Kept(_))),
            _ => None,
        });
        let Some(stays) = here else { return };
        let pointed = find(".toast-line.is-open:hover").is_some();
        let rests = rests && pointed;
        let held = stays || (pointed && !rests) || find(".toast:focus-visible, .toast :focus-visible").is_some();
        let left = if held { left } else { left.saturating_sub(LOOK_MS) };
        if left == 0 {
            return toasts.shown.set(None);
        }
        place();
        watch(toasts, key, left, rests);
    };
    Timeout::new(LOOK_MS, look).forget();
}

/// Places it with the next drawing.
pub(super) fn soon() {
    request_animation_frame(place);
}

fn place() {
    let Some(toast) = find(".toast").and_then(|toast| toast.dyn_into::<HtmlElement>().ok()) else { return };
    let lift = |pixels: i32| toast.style().set_property("--lift", &format!("-{pixels}px")).ok();
    toast.remove_attribute("data-aside").ok();
    lift(0);
    let own = toast.get_bounding_client_rect();
    let foot = own.bottom() + GAP;
    // A bar that is scrolled to its own place in the page is elsewhere.
    let bar = find(".order-bar, .dock").map(|bar| bar.get_bounding_client_rect());
    if let Some(bar) = bar.filter(|bar| bar.top() < foot && bar.bottom() + GAP > own.top()) {
        lift((foot - bar.top()).ceil() as i32);
    }
    let own = toast.get_bounding_client_rect();
    let hidden = find("main :focus-visible").is_some_and(|element| {
        let other = element.get_bounding_client_rect();
        other.bottom() + GAP > own.top() && other.top() - GAP < own.bottom()
    });
    if hidden {
        toast.set_attribute("data-aside", "").ok();
    }
}
