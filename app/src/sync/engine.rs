//! What the phone holds in memory, and what happens to it: taking a command on, settling it, changing accounts.
//!
//! One engine per page load. It lives in a thread-local because its parts belong to the browser's one thread; pages see it only
//! through the signals of [`Sync`].

mod accounts;
mod behind;
mod boot;
pub mod clock;
mod handover;
mod marker;
mod page;
mod submit;

pub use accounts::{check_accounts, check_again, finish_leaving, sign_out, signed_in, switch_to};
pub use boot::{boot, reload};
pub use clock::now;
pub use marker::understood;
pub use submit::{allows, drop_parked, note_gone, retry, submit, undo, withdraw};

use super::courier;
use super::database::Store;
use super::{ACCOUNTS, Sent, Sync, with_accounts};
use crate::cell::RwSignal;
use domain::id::CommandId;
use domain::phone::{Phone, Writes};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

/// The phone's state, and the stores behind it.
#[derive(Default)]
pub struct Engine {
    /// What is held and what is decided.
    pub phone: Phone,
    /// The store of public rows; none when the phone keeps nothing.
    pub public: Option<Rc<Store>>,
    /// The store of the account that acts.
    pub account: Option<Rc<Store>>,
    /// The refused command that is tried once more just now.
    pub trying: Option<CommandId>,
    /// The commands that may have left this phone, answered or not.
    pub gone: Vec<CommandId>,
}

thread_local! {
    static ENGINE: RefCell<Engine> = RefCell::default();
}

/// Looks at, or changes, the phone's state. Never across an await.
pub fn with<T>(then: impl FnOnce(&mut Engine) -> T) -> T {
    ENGINE.with(|engine| then(&mut engine.borrow_mut()))
}

/// A new identity, in the order of time.
pub fn new_id() -> uuid::Uuid {
    let millis = js_sys::Date::now();
    let seconds = (millis / 1000.0).floor();
    let nanos = ((millis - seconds * 1000.0) * 1_000_000.0) as u32;
    let time = uuid::Timestamp::from_unix(uuid::NoContext, seconds as u64, nanos);
    uuid::Uuid::new_v7(time)
}

/// So many of the done commands are shown; the phone keeps more of them, in case the server forgets.
const SHOWN: usize = 100;

/// Draws the pages' view anew: confirmed rows with the waiting commands on top.
pub fn show(sync: Sync) {
    let view = Arc::new(with(|engine| engine.phone.view(now())));
    if sync.view.with_untracked(|before| **before != *view) {
        sync.view.set(view);
    }
    if ACCOUNTS {
        show_commands(sync);
    }
    let synced = with(|engine| engine.phone.public.at);
    if synced.0 > 0 {
        sync.status.update(|status| status.synced = Some(synced));
    }
}

/// What waits, what was refused, what was done.
fn show_commands(sync: Sync) {
    let (waiting, parked, sent) = with(|Engine { phone, .. }| {
        let sent: Vec<Sent> = phone.sent.iter().rev().take(SHOWN).cloned().collect();
        (phone.unanswered().cloned().collect::<Vec<_>>(), phone.parked.clone(), sent)
    });
    let actor = with(|engine| engine.phone.actor);
    // What somebody left here who must sign in again is in the store still, and so is its mark.
    if actor.is_some() || !sync.status.with_untracked(|status| status.sign_in_needed) {
        marker::write(actor, &waiting);
    }
    set_if_new(sync.waiting, waiting);
    set_if_new(sync.parked, parked);
    set_if_new(sync.sent, sent);
}

/// Has the disk do what was decided, in one step. What it cannot write is still in memory, and the server's receipts
/// make up for the rest.
pub async fn keep(store: Option<Rc<Store>>, writes: Writes) {
    if let Some(store) = store
        && !writes.is_empty()
    {
        with_accounts(store.write(&writes), Ok(())).await.ok();
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
