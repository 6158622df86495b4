//! What the phone holds in memory, and what happens to it: taking a command on, settling it, changing accounts.
//!
//! One engine per page load. It lives in a thread-local because its parts belong to the browser's one thread; pages see it only
//! through the signals of [`Sync`].

mod accounts;
mod boot;
mod submit;

pub use accounts::{check_accounts, finish_leaving, sign_out, signed_in, switch_to};
pub use boot::{boot, reload};
pub use submit::{drop_parked, submit, withdraw};

use super::courier;
use super::database::{Cursor, Store, Waiting};
use super::{Parked, Sent, Sync};
use crate::cell::RwSignal;
use domain::id::ResidentId;
use domain::replica::Replica;
use domain::when::Moment;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

/// The phone's state.
#[derive(Default)]
pub struct Engine {
    /// What the server has confirmed, of all scopes.
    pub confirmed: Replica,
    /// The store of public rows; none when the phone keeps nothing.
    pub public: Option<Rc<Store>>,
    /// How far the public rows go.
    pub public_cursor: Cursor,
    /// The account that acts.
    pub actor: Option<ResidentId>,
    /// Its store.
    pub account: Option<Rc<Store>>,
    /// How far its rows go.
    pub account_cursor: Cursor,
    /// Its commands that wait, oldest first.
    pub outbox: Vec<Waiting>,
    /// Its commands that were refused.
    pub parked: Vec<Parked>,
    /// Its commands that were done, oldest first.
    pub sent: Vec<Sent>,
    /// The last number of this phone's commands.
    pub last_seq: u64,
}

thread_local! {
    static ENGINE: RefCell<Engine> = RefCell::default();
}

/// Looks at, or changes, the phone's state. Never across an await.
pub fn with<T>(then: impl FnOnce(&mut Engine) -> T) -> T {
    ENGINE.with(|engine| then(&mut engine.borrow_mut()))
}

/// The phone's clock. It informs; it never decides.
pub fn now() -> Moment {
    Moment(js_sys::Date::now() as i64)
}

/// A new identity, in the order of time.
pub fn new_id() -> uuid::Uuid {
    let millis = js_sys::Date::now();
    let seconds = (millis / 1000.0).floor();
    let nanos = ((millis - seconds * 1000.0) * 1_000_000.0) as u32;
    let time = uuid::Timestamp::from_unix(uuid::NoContext, seconds as u64, nanos);
    uuid::Uuid::new_v7(time)
}

/// Draws the pages' view anew: confirmed rows with the waiting commands on top.
pub fn show(sync: Sync) {
    let (view, waiting, parked, sent) = with(|engine| {
        let on_top: Vec<_> = engine.outbox.iter().map(|waiting| waiting.envelope.clone()).collect();
        let view = engine.confirmed.with_pending(on_top.iter(), now());
        let unanswered = engine.outbox.iter().filter(|waiting| waiting.applied.is_none());
        let waiting: Vec<_> = unanswered.map(|waiting| waiting.envelope.clone()).collect();
        let sent: Vec<Sent> = engine.sent.iter().rev().cloned().collect();
        (view, waiting, engine.parked.clone(), sent)
    });
    let view = Arc::new(view);
    if sync.view.with_untracked(|before| **before != *view) {
        sync.view.set(view);
    }
    set_if_new(sync.waiting, waiting);
    set_if_new(sync.parked, parked);
    set_if_new(sync.sent, sent);
    let synced = with(|engine| engine.public_cursor.at);
    if synced.0 > 0 {
        sync.status.update(|status| status.synced = Some(synced));
    }
}

fn set_if_new<T: PartialEq + Send + std::marker::Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|before| *before != value) {
        signal.set(value);
    }
}

/// Looks for news now.
pub fn refresh(sync: Sync) {
    courier::kick(sync);
}
