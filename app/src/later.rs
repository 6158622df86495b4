//! What can wait until the screen shows the rest: the end of a long page, the lines of a long table that are below the screen.

use crate::cell::RwSignal;
use leptos::prelude::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// A part of a page that is below the first screen. Where the page changes it is drawn once what stands above it is on the screen, so that
/// a finger is answered sooner; a page that was loaded has it from the start, as the server drew it.
pub fn below(draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    if started() { after(Box::new(draw)) } else { draw() }
}

/// Whether the app has begun (`boot.js`): what is drawn from then on is another page.
#[cfg(feature = "hydrate")]
pub(crate) fn started() -> bool {
    let root = web_sys::window().and_then(|window| window.document()).and_then(|document| document.document_element());
    root.is_some_and(|root| root.has_attribute("data-started"))
}

/// The server draws every page whole.
#[cfg(not(feature = "hydrate"))]
pub(crate) fn started() -> bool {
    false
}

/// A part of a page that is drawn once what stands above it is on the screen.
#[cfg(feature = "desk")]
pub fn later(draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    after(Box::new(draw))
}

fn after(draw: Box<dyn Fn() -> AnyView + Send>) -> AnyView {
    let come = RwSignal::new(false);
    Effect::new(move |_| {
        if !come.get() {
            soon(true, move || come.set(true));
        }
    });
    (move || if come.get() { draw() } else { ().into_any() }).into_any()
}

/// Does something when the browser has had its turn and, if `painted` is asked for, has put on the screen what there is. Not if
/// what asks for it is gone by then.
pub fn soon(painted: bool, then: impl FnOnce() + 'static) {
    let wanted = Arc::new(AtomicBool::new(true));
    let gone = wanted.clone();
    on_cleanup(move || gone.store(false, Ordering::Relaxed));
    let then = move || {
        if wanted.load(Ordering::Relaxed) {
            then();
        }
    };
    // A frame asks before it is painted; the timer is over after that.
    let turn = move || set_timeout(then, Duration::ZERO);
    if painted { request_animation_frame(turn) } else { turn() }
}
