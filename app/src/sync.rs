//! The way of a command on the phone, and the front door of everything that pages know.
//!
//! A page calls [`Sync::submit`]. The rule runs at once on what the phone holds: a refusal is shown where it was
//! typed and nothing else happens. Otherwise the envelope is written to IndexedDB with strict durability, and only then
//! does the page hear that it is stored. The view is the confirmed rows with the waiting commands on top, so the page
//! shows the new state, marked 待确认. The courier, in one tab at a time, pushes the oldest commands, and pulls what is new. An
//! applied command stays on top until a pull has reached its revision (so nothing flickers); a refused one is parked
//! where the person sees it with the reason, and can be edited, sent again or dropped.
//!
//! Every decision of that is made in `domain::phone`; here are its hands: IndexedDB, fetch, timers, tabs.
//!
//! On the server all of this stands still: the view holds the public rows and nothing can be submitted.

#[cfg(feature = "hydrate")]
mod courier;
#[cfg(feature = "hydrate")]
pub(crate) mod database;
#[cfg(feature = "hydrate")]
pub(crate) mod draft;
#[cfg(feature = "hydrate")]
mod engine;
#[cfg(all(feature = "hydrate", feature = "desk"))]
pub(crate) mod kept;
#[cfg(feature = "hydrate")]
pub mod picture;
#[cfg(feature = "hydrate")]
pub mod transport;

use crate::cell::RwSignal;
use crate::routes::Route;
use domain::command::{Command, Envelope};
use domain::replica::Replica;
use domain::when::Moment;
use domain::wire::Accounts;
use leptos::prelude::*;
use std::sync::Arc;
#[cfg(feature = "hydrate")]
use std::task::Poll;

pub use domain::ACCOUNTS;
pub use domain::phone::{Left, NotTaken, Parked, Sent};

/// How the phone stands with the server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// The phone's own store has been read: personal parts can be drawn.
    pub ready: bool,
    /// The last attempt to reach the server failed.
    pub offline: bool,
    /// When the rows were last known to be up to date.
    pub synced: Option<Moment>,
    /// The server wants the person to sign in again; nothing is lost.
    pub sign_in_needed: bool,
    /// The phone has no durable store (private mode): what is done here is sent at once or not at all.
    pub storeless: bool,
    /// A later release of the app keeps its things here: this one touches nothing of them.
    pub newer: bool,
    /// The browser has deleted what was kept here, and with it so many commands that had not been sent.
    pub emptied: Option<usize>,
    /// The browser did not promise to keep what is stored here: short of room, it may delete it.
    pub fleeting: bool,
    /// The app is open inside a chat, where it needs a network.
    pub in_chat: bool,
}

impl Status {
    /// The rows are what they will be for now: they came from the server, or it cannot be reached.
    pub fn settled(&self) -> bool {
        self.synced.is_some() || self.offline
    }
}

/// What pages know and can do. Copied freely; one per page load, in the context.
#[derive(Clone, Copy)]
pub struct Sync {
    pub(crate) view: RwSignal<Arc<Replica>>,
    pub(crate) now: RwSignal<Moment>,
    pub(crate) status: RwSignal<Status>,
    pub(crate) accounts: RwSignal<Accounts>,
    pub(crate) waiting: RwSignal<Vec<Envelope>>,
    pub(crate) parked: RwSignal<Vec<Parked>>,
    pub(crate) sent: RwSignal<Vec<Sent>>,
    pub(crate) behind: RwSignal<Vec<Left>>,
    /// The page that the server drew, if it did.
    pub(crate) drawn: Option<Route>,
}

impl Sync {
    /// A front door onto `rows`, at `now`.
    pub fn new(rows: Arc<Replica>, now: Moment) -> Self {
        Self {
            view: RwSignal::new(rows),
            now: RwSignal::new(now),
            status: RwSignal::default(),
            accounts: RwSignal::default(),
            waiting: RwSignal::default(),
            parked: RwSignal::default(),
            sent: RwSignal::default(),
            behind: RwSignal::default(),
            drawn: None,
        }
    }

    /// The rows, with the waiting commands on top. Tracked.
    pub fn view(&self) -> Arc<Replica> {
        self.view.get()
    }

    /// The time, to half a minute. Tracked.
    pub fn now(&self) -> Moment {
        self.now.get()
    }

    /// How the phone stands with the server. Tracked.
    pub fn status(&self) -> Status {
        self.status.get()
    }

    /// What everybody may see and is not here on `page` is known not to be there; before that it may be on its way. The server chose
    /// the rows of the page that it drew, so there it is known from the first moment, and what is drawn does not change. Tracked.
    pub fn complete(&self, page: Route) -> bool {
        let status = self.status();
        self.drawn == Some(page) || status.ready && status.settled()
    }

    /// Who is signed in on this phone. Tracked.
    pub fn accounts(&self) -> Accounts {
        self.accounts.get()
    }

    /// The store has been read and nobody is signed in here. Tracked.
    pub fn visiting(&self) -> bool {
        self.status.with(|status| status.ready) && self.accounts.with(|accounts| accounts.residents.is_empty())
    }

    /// The commands that wait to be sent or answered, oldest first. Tracked.
    pub fn waiting(&self) -> Vec<Envelope> {
        self.waiting.get()
    }

    /// The commands that were refused and not dealt with yet. Tracked.
    pub fn parked(&self) -> Vec<Parked> {
        self.parked.get()
    }

    /// What was done lately, newest first. Tracked.
    pub fn sent(&self) -> Vec<Sent> {
        self.sent.get()
    }

    /// What others have left on this phone who are not at the front. Tracked.
    pub fn behind(&self) -> Vec<Left> {
        self.behind.get()
    }

    /// Why the server has refused the last command of a sort, as long as that waits among what was not done. What was said after it
    /// holds. Tracked.
    #[cfg(feature = "desk")]
    pub fn refused(&self, sort: impl Fn(&Command) -> bool) -> Option<NotTaken> {
        let parked = self.parked();
        let last = parked.iter().rev().find(|parked| sort(&parked.envelope.command))?;
        let after = |one: &Envelope| one.device_seq > last.envelope.device_seq && sort(&one.command);
        let holds = self.waiting().iter().any(after) || self.sent().iter().any(|sent| after(&sent.envelope));
        (!holds).then(|| NotTaken::Refused(last.refusal.clone()))
    }

    /// Takes a command on. `then` hears `Ok` once it is stored on the phone, or why it was not taken.
    pub fn submit(&self, command: Command, then: impl FnOnce(Result<(), NotTaken>) + 'static) {
        if !ACCOUNTS {
            return then(Err(NotTaken::SignInFirst));
        }
        #[cfg(feature = "hydrate")]
        engine::submit(*self, command, Vec::new(), false, then);
        #[cfg(not(feature = "hydrate"))]
        drop((command, then));
    }

    /// Takes on what was being written, together with its photos (identity and JPEG), which are sent before it.
    #[cfg(feature = "hydrate")]
    pub fn submit_with_photos(
        &self,
        command: Command,
        photos: Vec<(domain::id::PhotoId, web_sys::Blob)>,
        then: impl FnOnce(Result<(), NotTaken>) + 'static,
    ) {
        engine::submit(*self, command, photos, true, then);
    }

    /// Takes a command on together with the new pictures that it names, which are sent before it.
    #[cfg(all(feature = "hydrate", feature = "desk"))]
    pub fn submit_with_pictures(
        &self,
        command: Command,
        pictures: Vec<(domain::id::PhotoId, web_sys::Blob)>,
        then: impl FnOnce(Result<(), NotTaken>) + 'static,
    ) {
        engine::submit(*self, command, pictures, false, then);
    }

    /// Sends a refused command again, as a new one. Only when that is stored it is no refused one any more: when a rule still says
    /// no, or nothing can be stored, it stays.
    pub fn retry(&self, parked: &Parked) {
        #[cfg(feature = "hydrate")]
        engine::retry(*self, parked);
        #[cfg(not(feature = "hydrate"))]
        let _ = parked;
    }

    /// Forgets a refused command.
    pub fn drop_parked(&self, parked: &Parked) {
        #[cfg(feature = "hydrate")]
        engine::drop_parked(*self, parked.envelope.id);
        #[cfg(not(feature = "hydrate"))]
        let _ = parked;
    }

    /// Takes a command back that has not been sent.
    pub fn withdraw(&self, envelope: &Envelope) {
        #[cfg(feature = "hydrate")]
        engine::withdraw(*self, envelope.id);
        #[cfg(not(feature = "hydrate"))]
        let _ = envelope;
    }

    /// Whether a rule would let this be done now, as far as the phone knows.
    pub fn allows(&self, command: &Command) -> bool {
        #[cfg(feature = "hydrate")]
        return engine::allows(*self, command);
        #[cfg(not(feature = "hydrate"))]
        {
            let _ = command;
            false
        }
    }

    /// Undoes what was just done: takes it back where it cannot have left the phone, else has its opposite done. `then` hears `Ok` once
    /// that is so here, or why not.
    pub fn undo(&self, done: &Command, opposite: Command, then: impl FnOnce(Result<(), NotTaken>) + 'static) {
        #[cfg(feature = "hydrate")]
        engine::undo(*self, done, opposite, then);
        #[cfg(not(feature = "hydrate"))]
        drop((done, opposite, then));
    }

    /// Shows another family member's account on this phone.
    pub fn switch_to(&self, resident: domain::id::ResidentId) {
        #[cfg(feature = "hydrate")]
        engine::switch_to(*self, resident);
        #[cfg(not(feature = "hydrate"))]
        let _ = resident;
    }

    /// Signs the current account out here and wipes its rows from the phone.
    pub fn sign_out(&self) {
        #[cfg(feature = "hydrate")]
        engine::sign_out(*self);
    }

    /// The person has read a notice, which goes.
    pub fn understood(&self, understand: fn(&mut Status)) {
        let (before, mut after) = (self.status.get_untracked(), self.status.get_untracked());
        understand(&mut after);
        if before != after {
            self.status.set(after);
            #[cfg(feature = "hydrate")]
            engine::understood(before, after);
        }
    }

    /// Looks for news now.
    pub fn refresh(&self) {
        #[cfg(feature = "hydrate")]
        engine::refresh(*self);
    }

    /// After signing in: who is signed in has changed. `then` hears when the phone has noted it.
    pub fn signed_in(&self, accounts: Accounts, then: impl FnOnce() + 'static) {
        #[cfg(feature = "hydrate")]
        engine::signed_in(*self, accounts, then);
        #[cfg(not(feature = "hydrate"))]
        drop((accounts, then));
    }
}

/// The front door of this page.
pub fn sync() -> Sync {
    expect_context()
}

/// The phone's clock.
#[cfg(feature = "hydrate")]
pub(crate) use engine::now;

/// Opens the phone's store, shows what is in it, and starts the courier.
#[cfg(feature = "hydrate")]
pub(crate) use engine::boot;

/// Reads JSON by the domain's own way alone, so that the phone carries no other.
#[cfg(feature = "hydrate")]
pub(crate) fn read<T: domain::read::Read>(text: &str) -> Option<T> {
    T::read(&serde_json::from_str(text).ok()?).ok()
}

/// Work of which the code around it knows nothing but that it goes on: that code exists once, and where it is never begun
/// ([`ACCOUNTS`]) the work's own code falls away.
#[cfg(feature = "hydrate")]
pub(crate) type Work<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + 'a>>;

/// Lets work go on by itself.
#[cfg(feature = "hydrate")]
pub(crate) fn spawn(work: impl Future<Output = ()> + 'static) {
    let work: Work<'_, ()> = Box::pin(work);
    leptos::task::spawn_local(work);
}

/// Does it where somebody can be signed in; otherwise nothing.
#[cfg(feature = "hydrate")]
pub(crate) fn with_accounts<'a, T: 'a>(work: impl Future<Output = T> + 'a, otherwise: T) -> Work<'a, T> {
    if ACCOUNTS { Box::pin(work) } else { Box::pin(std::future::ready(otherwise)) }
}

/// Lets the browser draw and hear the person before the work goes on.
#[cfg(feature = "hydrate")]
pub(crate) async fn pause() {
    let turn = js_sys::Promise::new(&mut |go_on, _| {
        web_sys::window().map(|window| window.set_timeout_with_callback(&go_on).ok());
    });
    wasm_bindgen_futures::JsFuture::from(turn).await.ok();
}

/// What `work` comes to, if that is within so many milliseconds.
#[cfg(feature = "hydrate")]
pub(crate) async fn within<T>(ms: u32, work: impl Future<Output = T>) -> Option<T> {
    let late = js_sys::Promise::new(&mut |go_on, _| {
        web_sys::window().map(|window| {
            window.set_timeout_with_callback_and_timeout_and_arguments_0(&go_on, ms.try_into().unwrap_or(i32::MAX)).ok()
        });
    });
    let mut late = std::pin::pin!(wasm_bindgen_futures::JsFuture::from(late));
    let mut work = std::pin::pin!(work);
    std::future::poll_fn(|turn| match work.as_mut().poll(turn) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending => late.as_mut().poll(turn).map(|_| None),
    })
    .await
}

/// A new identity for something that this phone makes.
pub fn new_id() -> uuid::Uuid {
    #[cfg(feature = "hydrate")]
    return engine::new_id();
    #[cfg(not(feature = "hydrate"))]
    uuid::Uuid::nil()
}
