//! What can wait until the screen shows the rest: the end of a long page, the lines of a long table that are below the screen.

#[cfg(feature = "desk")]
use crate::cell::RwSignal;
use leptos::prelude::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// A part of a page that is drawn once what stands above it is on the screen.
#[cfg(feature = "desk")]
pub fn later(draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
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
