//! The lock of the one tab that sends. Whoever has it says so every second, on a channel of its own; a tab that waits for it and
//! hears nothing for too long takes it away. A frozen tab does not notice that before it goes on; then its work ends where it stood.

use crate::sync::{ACCOUNTS, Work, within};
use domain::phone::{BEAT_MS, LISTEN_MS, Silence};
use gloo::timers::callback::Interval;
use js_sys::{Function, Object, Promise, Reflect};
use std::cell::{Cell, RefCell};
use std::future::{pending, poll_fn};
use std::task::Poll;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The lock, and the channel of whoever has it.
const NAME: &str = "xishan-courier";

#[derive(Default)]
struct Beats {
    channel: RefCell<Option<web_sys::BroadcastChannel>>,
    heard: Cell<bool>,
}

thread_local! {
    static BEATS: Beats = Beats::default();
}

/// Listens to the tab that sends.
pub fn listen() {
    let Ok(channel) = web_sys::BroadcastChannel::new(NAME) else { return };
    let heard = Closure::<dyn FnMut()>::new(|| BEATS.with(|beats| beats.heard.set(true)));
    channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
    BEATS.with(|beats| *beats.channel.borrow_mut() = Some(channel));
}

fn beat() {
    BEATS.with(|beats| {
        if let Some(channel) = beats.channel.borrow().as_ref() {
            channel.post_message(&JsValue::NULL).ok();
        }
    });
}

/// Until whoever has the lock has been silent for too long. Where tabs cannot hear each other nobody is called silent.
async fn silence() {
    if BEATS.with(|beats| beats.channel.borrow().is_none()) {
        return pending().await;
    }
    let mut silence = Silence::default();
    BEATS.with(|beats| beats.heard.set(false));
    loop {
        within(LISTEN_MS, pending::<()>()).await;
        if silence.is_long(BEATS.with(|beats| beats.heard.replace(false))) {
            return;
        }
    }
}

/// The browser's locks, where it has them.
pub fn locks() -> Option<JsValue> {
    let navigator = JsValue::from(web_sys::window()?.navigator());
    Reflect::get(&navigator, &"locks".into()).ok().filter(|locks| !locks.is_undefined())
}

/// How the lock is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// Now or not at all.
    Now,
    /// When nobody else has it.
    InTurn,
    /// In the place of whoever has it.
    Away,
}

/// A request for the lock, and then the lock itself. Dropped, it lets go; one that is granted only later is let go of at once.
pub struct Lock {
    granted: JsFuture,
    /// Comes when the lock was let go of, or was taken away.
    ended: JsFuture,
    let_go: Function,
}

impl Lock {
    /// Asks for it.
    pub fn ask(locks: &JsValue, how: Ask) -> Lock {
        let (held, let_go) = promise();
        let (granted, grant) = promise();
        let act = Closure::once_into_js(move |lock: JsValue| {
            grant.call1(&JsValue::NULL, &JsValue::from_bool(!lock.is_null())).ok();
            if lock.is_null() { JsValue::NULL } else { JsValue::from(held) }
        });
        let options = Object::new();
        for (name, chosen) in [("ifAvailable", Ask::Now), ("steal", Ask::Away)] {
            Reflect::set(&options, &name.into(), &(how == chosen).into()).ok();
        }
        let request =
            Reflect::get(locks, &"request".into()).ok().and_then(|request| request.dyn_into::<Function>().ok());
        let ended = request.and_then(|request| request.call3(locks, &NAME.into(), &options, &act).ok());
        let ended = ended.map_or_else(|| Promise::resolve(&JsValue::NULL), Promise::from);
        // A request that fails was never granted.
        let granted = Promise::race(&js_sys::Array::of2(&granted, &ended));
        Lock { granted: JsFuture::from(granted), ended: JsFuture::from(ended), let_go }
    }

    /// When it is this tab's turn: the other one has finished or is gone, or it has been silent for too long. None where there is
    /// no lock to be had.
    pub async fn in_turn(locks: &JsValue) -> Option<Lock> {
        let mut lock = Lock::ask(locks, Ask::InTurn);
        let mut granted = false;
        let heard = either(Box::pin(async { granted = lock.granted().await }), Box::pin(silence())).await;
        if !heard {
            lock = Lock::ask(locks, Ask::Away);
            granted = lock.granted().await;
        }
        granted.then_some(lock)
    }

    /// Whether this tab has it now.
    pub async fn granted(&mut self) -> bool {
        (&mut self.granted).await == Ok(JsValue::TRUE)
    }

    /// Works, and says all the time that it does. Whether that came to its end; else the lock was taken away.
    pub async fn keeps(&mut self, work: Work<'_, ()>) -> bool {
        let _beats = ACCOUNTS.then(|| {
            beat();
            Interval::new(BEAT_MS, beat)
        });
        let ended = &mut self.ended;
        let taken = either(Box::pin(async move { drop(ended.await) }), work).await;
        !taken
    }

    /// Lets go. The next request finds it free.
    pub async fn end(mut self) {
        self.let_go.call0(&JsValue::NULL).ok();
        (&mut self.ended).await.ok();
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        self.let_go.call0(&JsValue::NULL).ok();
    }
}

/// A promise, and what keeps it.
fn promise() -> (Promise, Function) {
    let mut keep = None;
    let promise = Promise::new(&mut |resolve, _| keep = Some(resolve));
    (promise, keep.unwrap_or_else(|| JsValue::UNDEFINED.unchecked_into()))
}

/// Whether the first one comes before the other, which goes no further then.
async fn either(mut first: Work<'_, ()>, mut other: Work<'_, ()>) -> bool {
    poll_fn(|turn| match first.as_mut().poll(turn) {
        Poll::Ready(()) => Poll::Ready(true),
        Poll::Pending => other.as_mut().poll(turn).map(|()| false),
    })
    .await
}
