//! What time it is. A cheap phone's own clock may be years off, and then nothing could be signed up for any more. So the phone hears
//! the server's clock with every answer and keeps the difference, also for when there is no network. Small differences are left
//! alone: the answer was on its way for a while. The time informs; the server decides.

use super::with;
use crate::sync::spawn;
use domain::when::{MINUTE_MS, Moment};
use std::cell::Cell;

/// A clock that is less wrong than this is right.
const TOLERANCE_MS: i64 = 2 * MINUTE_MS;

thread_local! {
    static OFF_BY: Cell<i64> = const { Cell::new(0) };
}

/// The time, as the server would say.
pub fn now() -> Moment {
    Moment(own().saturating_add(OFF_BY.with(Cell::get)))
}

fn own() -> i64 {
    js_sys::Date::now() as i64
}

/// The difference that was kept.
pub fn remember(off_by: i64) {
    OFF_BY.with(|known| known.set(off_by));
}

/// An answer has just said what time it is, in milliseconds.
pub fn hear(server: f64) {
    if server.is_nan() {
        return;
    }
    let off_by = (server as i64).saturating_sub(own());
    let off_by = if off_by.abs() < TOLERANCE_MS { 0 } else { off_by };
    let known = OFF_BY.with(Cell::get);
    if (known - off_by).abs() < TOLERANCE_MS {
        return;
    }
    remember(off_by);
    if let Some(store) = with(|engine| engine.public.clone()) {
        spawn(async move {
            store.set_meta("clock", &off_by).await.ok();
        });
    }
}
