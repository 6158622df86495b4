//! The visitors' program knows nobody. Where it finds that somebody is signed in on this phone after all (the browser has lost its
//! mark, or another tab has just signed them in) it hands the page over to the residents' program, by opening it anew with the mark
//! by which `boot.js` chooses. Until then nothing personal is drawn: "nobody is signed in" would not be so.

use super::marker;
use crate::sync::Sync;
use std::cell::Cell;

thread_local! {
    static MARKED: Cell<bool> = const { Cell::new(false) };
    static DUE: Cell<bool> = const { Cell::new(false) };
}

/// The program begins. With the mark already there the residents' program could not be had: opening the page anew would not help.
/// `boot.js` does so when the network is back.
pub fn begin() {
    MARKED.with(|marked| marked.set(marker::read().is_some()));
}

/// Somebody is signed in. A page that has said "nobody" takes it back, and is opened anew, once.
pub fn hand_over(sync: Sync) {
    DUE.with(|due| due.set(true));
    sync.status.update(|status| status.ready = false);
    if MARKED.with(|marked| marked.replace(true)) {
        return;
    }
    if marker::read().is_none() {
        marker::somebody();
    }
    // A browser that keeps no mark would choose this program again, and again.
    if marker::read().is_some()
        && let Some(window) = web_sys::window()
    {
        window.location().reload().ok();
    }
}

/// Whoever was signed in is not any more.
pub fn not_due() {
    DUE.with(|due| due.set(false));
}

/// Whether this page is to be the residents' program's.
pub fn due() -> bool {
    DUE.with(Cell::get)
}
