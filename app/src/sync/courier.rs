//! Carries commands to the server and rows back, whenever there is a network, in one tab at a time.
//!
//! A round: send what the phone says (photos before the report they belong to), settle the answers, pull what is new, drop the
//! commands that the pull has caught up with. After a failure the next round waits as long as the phone says; a person's new
//! command, the network's return and the page's return to the front start a round at once. The Web Lock keeps other tabs from
//! sending the same outbox; they hear on a channel that the store has changed. While something waits they also wait for the
//! lock: when the tab that sends is closed, the next one goes on at once.

mod lock;
mod pull;
mod push;

use super::engine::{self, show, with};
use super::{ACCOUNTS, Sync};
use crate::sync::{Work, spawn, with_accounts};
use domain::phone::{Next, Trouble};
use domain::wire::Part;
use gloo::events::EventListener;
use gloo::timers::callback::{Interval, Timeout};
use js_sys::Reflect;
use lock::{Ask, Lock};
use std::cell::{Cell, RefCell};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};

const TICK_MS: u32 = 30_000;

#[derive(Default)]
struct Courier {
    running: Cell<bool>,
    again: Cell<bool>,
    queued: Cell<bool>,
    missed: Cell<bool>,
    timer: RefCell<Option<Timeout>>,
    channel: RefCell<Option<web_sys::BroadcastChannel>>,
}

thread_local! {
    static COURIER: Courier = Courier::default();
}

/// Starts: listens to the network, the page, the server and the other tabs.
pub fn start(sync: Sync) {
    let Some(window) = web_sys::window() else { return };
    EventListener::new(&window, "online", move |_| kick(sync)).forget();
    EventListener::new(&window, "offline", move |_| sync.status.update(|status| status.offline = true)).forget();
    if let Some(document) = window.document() {
        let page = document.clone();
        EventListener::new(&document, "visibilitychange", move |_| {
            // Whoever leaves looks away, too. A page that asked for the lock then would lie in Firefox's memory with it, and nobody
            // could send.
            if page.hidden() {
                return;
            }
            sync.now.set(engine::now());
            kick(sync);
        })
        .forget();
    }
    Interval::new(TICK_MS, move || {
        sync.now.set(engine::now());
        kick(sync);
    })
    .forget();
    listen_to_tabs(sync);
    listen_to_server(sync);
    kick(sync);
    if with(|engine| engine.phone.actor.is_none()) {
        // The cookie may know more than the store: a page that was left right after signing in, or a store that was emptied.
        spawn(engine::check_accounts(sync));
    }
}

fn listen_to_server(sync: Sync) {
    let Ok(source) = web_sys::EventSource::new("/api/live") else { return };
    let source: &'static web_sys::EventSource = Box::leak(Box::new(source));
    EventListener::new(source, "message", move |_| kick(sync)).forget();
    EventListener::new(source, "open", move |_| kick(sync)).forget();
}

fn listen_to_tabs(sync: Sync) {
    let Ok(channel) = web_sys::BroadcastChannel::new("xishan") else { return };
    let heard = Closure::<dyn FnMut()>::new(move || {
        spawn(async move {
            engine::reload(sync).await;
            if something_waits() {
                kick(sync);
            }
        });
    });
    channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
    COURIER.with(|courier| *courier.channel.borrow_mut() = Some(channel));
    if ACCOUNTS {
        lock::listen();
    }
}

/// Tells the other tabs that the store has changed.
pub fn tell_tabs() {
    COURIER.with(|courier| {
        if let Some(channel) = courier.channel.borrow().as_ref() {
            channel.post_message(&JsValue::from_str("changed")).ok();
        }
    });
}

/// Starts a round now, or another one right after the one that runs.
pub fn kick(sync: Sync) {
    let started = COURIER.with(|courier| {
        courier.timer.borrow_mut().take();
        courier.again.set(true);
        courier.running.replace(true)
    });
    if !started {
        spawn(run(sync));
    }
}

async fn run(sync: Sync) {
    while COURIER.with(|courier| courier.again.replace(false)) {
        locked(sync).await;
    }
    COURIER.with(|courier| courier.running.set(false));
    say_ended(sync);
}

/// Tells `public/hand.js` how that went: how old the rows are, whether the server could be reached, and whether anything that was done
/// here has been settled.
fn say_ended(sync: Sync) {
    let (Some(window), Ok(event)) = (web_sys::window(), web_sys::Event::new("xishan-round")) else { return };
    let status = sync.status.get_untracked();
    let age = status.synced.map(|at| (engine::now().0 - at.0) as f64);
    Reflect::set(&event, &"age".into(), &age.into()).ok();
    Reflect::set(&event, &"offline".into(), &status.offline.into()).ok();
    let settled = sync.sent.with_untracked(|sent| !sent.is_empty());
    Reflect::set(&event, &"settled".into(), &settled.into()).ok();
    window.dispatch_event(&event).ok();
}

/// A round under the lock; without locks (old browsers) the server's receipts alone keep it to one effect.
async fn locked(sync: Sync) {
    let Some(locks) = lock::locks() else { return round(sync).await };
    let mut lock = Lock::ask(&locks, Ask::Now);
    let done = lock.granted().await && under(sync, lock, Box::pin(round(sync))).await;
    if !ACCOUNTS || done || !wants_a_turn() {
        return;
    }
    // One that waits already, or whose turn it is just now, goes once more when that is over.
    if COURIER.with(|courier| courier.queued.replace(true)) {
        COURIER.with(|courier| courier.missed.set(true));
    } else {
        spawn(queue(sync, locks));
    }
}

/// Waits until no other tab sends, whether it has finished, is gone or stands still, and goes on from what it has left in the store.
async fn queue(sync: Sync, locks: JsValue) {
    // Under the same lock: tabs that only looked and let go would keep each other from ever sending.
    let go_on = async move {
        engine::reload(sync).await;
        if wants_a_turn() {
            round(sync).await;
        }
    };
    if let Some(lock) = Lock::in_turn(&locks).await
        && !under(sync, lock, Box::pin(go_on)).await
        && wants_a_turn()
    {
        // Another tab took the turn away in the middle of it: what waits still asks for the next one.
        COURIER.with(|courier| courier.missed.set(true));
    }
    COURIER.with(|courier| courier.queued.set(false));
    if COURIER.with(|courier| courier.missed.replace(false)) {
        kick(sync);
    }
}

/// Works under the lock. Whether it was done: where another tab takes the lock away meanwhile, the work goes no further, and what was
/// decided in memory alone is forgotten.
async fn under(sync: Sync, mut lock: Lock, work: Work<'_, ()>) -> bool {
    if lock.keeps(work).await {
        lock.end().await;
        return true;
    }
    engine::reload(sync).await;
    false
}

fn something_waits() -> bool {
    ACCOUNTS && with(|engine| engine.phone.unanswered().next().is_some())
}

fn wants_a_turn() -> bool {
    with(|engine| engine.phone.wants_a_turn(engine::now()))
}

async fn round(sync: Sync) {
    let result = attempt(sync).await;
    show(sync);
    let Err(trouble) = result else {
        with(|engine| engine.phone.at_ease());
        sync.status.update(|status| status.offline = false);
        return engine::check_again(sync).await;
    };
    match with(|engine| engine.phone.on_trouble(trouble, js_sys::Math::random())) {
        Next::AskWho => engine::check_accounts(sync).await,
        Next::Wait(ms) => {
            sync.status.update(|status| status.offline = true);
            COURIER.with(|courier| *courier.timer.borrow_mut() = Some(Timeout::new(ms, move || kick(sync))));
        }
    }
}

async fn attempt(sync: Sync) -> Result<(), Trouble> {
    engine::finish_leaving(sync).await;
    if with(|engine| engine.phone.actor.is_some()) {
        with_accounts(mine(sync), Ok(())).await?;
    }
    pull::pull(sync, Part::Public).await?;
    with_accounts(push::drop_caught_up(sync), ()).await;
    Ok(())
}

/// The account's part: what it has to say, and what is new for it.
async fn mine(sync: Sync) -> Result<(), Trouble> {
    if !with(|engine| engine.phone.knows_the_server()) {
        pull::pull(sync, Part::Mine).await?;
    }
    match push::push(sync).await {
        Err(Trouble::OtherLife) => {
            pull::pull(sync, Part::Mine).await?;
            push::push(sync).await?;
        }
        pushed => pushed?,
    }
    pull::pull(sync, Part::Mine).await
}
