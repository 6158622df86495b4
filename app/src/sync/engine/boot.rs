//! Opening: from the page's own rows to those in the store, to those of the account.

use super::{Engine, show, with};
use crate::sync::database::{Cursor, OUTBOX, PARKED, PUBLIC, SENT, Store, account_name};
use crate::sync::{Sync, courier, transport};
use domain::id::ResidentId;
use domain::scope::Scope;
use domain::wire::{Accounts, Feed};
use std::rc::Rc;

/// Opens the phone's store, shows what is in it, and starts the courier.
pub async fn boot(sync: Sync, seed: Vec<Feed>) {
    match Store::open(PUBLIC).await {
        Ok(store) => open_public(sync, store, seed).await,
        Err(_) => {
            with(|engine| seed.into_iter().for_each(|feed| engine.confirmed.apply(feed)));
            sync.status.update(|status| status.storeless = true);
        }
    }
    show(sync);
    sync.status.update(|status| status.ready = true);
    courier::start(sync);
}

async fn open_public(sync: Sync, store: Store, seed: Vec<Feed>) {
    let rows = store.rows().await.unwrap_or_default();
    let cursor: Cursor = store.meta("cursor").await.ok().flatten().unwrap_or_default();
    let accounts: Accounts = store.meta("accounts").await.ok().flatten().unwrap_or_default();
    let actor: Option<ResidentId> = store.meta("actor").await.ok().flatten().unwrap_or_default();
    with(|engine| {
        rows.into_iter().for_each(|feed| engine.confirmed.apply(feed));
        // The page came from the server just now: its rows are the newer ones.
        seed.into_iter().for_each(|feed| engine.confirmed.apply(feed));
        engine.public_cursor = cursor;
        engine.public = Some(Rc::new(store));
    });
    let known = actor.filter(|actor| accounts.residents.iter().any(|person| person.id == *actor));
    sync.accounts.set(accounts);
    if let Some(actor) = known {
        open_account(actor).await;
    }
}

/// Brings an account to the front: its rows, its commands.
pub async fn open_account(resident: ResidentId) {
    let store = Store::open(&account_name(resident)).await.ok();
    let mut opened = Engine::default();
    if let Some(store) = &store {
        let rows = store.rows().await.unwrap_or_default();
        rows.into_iter().for_each(|feed| opened.confirmed.apply(feed));
        opened.account_cursor = store.meta("cursor").await.ok().flatten().unwrap_or_default();
        opened.outbox = store.all(OUTBOX).await.unwrap_or_default();
        opened.parked = store.all(PARKED).await.unwrap_or_default();
        opened.sent = store.all(SENT).await.unwrap_or_default();
    }
    let last = |seq: u64, other: u64| seq.max(other);
    opened.last_seq = opened.outbox.iter().map(|waiting| waiting.envelope.device_seq).fold(0, last);
    opened.last_seq = opened.parked.iter().map(|parked| parked.envelope.device_seq).fold(opened.last_seq, last);
    opened.last_seq = opened.sent.iter().map(|sent| sent.envelope.device_seq).fold(opened.last_seq, last);
    transport::act_as(Some(resident));
    with(|engine| {
        engine.confirmed.forget(|scope| scope != Scope::Public);
        opened.confirmed.feed().for_each(|feed| engine.confirmed.apply(feed));
        engine.actor = Some(resident);
        engine.account = store.map(Rc::new);
        engine.account_cursor = opened.account_cursor;
        engine.outbox = opened.outbox;
        engine.parked = opened.parked;
        engine.sent = opened.sent;
        engine.last_seq = opened.last_seq;
    });
}

/// Leaves the account at the front, keeping its store.
pub fn close_account() {
    transport::act_as(None);
    with(|engine| {
        engine.confirmed.forget(|scope| scope != Scope::Public);
        engine.actor = None;
        engine.account = None;
        engine.account_cursor = Cursor::default();
        engine.outbox.clear();
        engine.parked.clear();
        engine.sent.clear();
    });
}

/// Reads everything again from the store: another tab has changed it.
pub async fn reload(sync: Sync) {
    let Some(public) = with(|engine| engine.public.clone()) else { return };
    let rows = public.rows().await.unwrap_or_default();
    let cursor: Cursor = public.meta("cursor").await.ok().flatten().unwrap_or_default();
    let accounts: Accounts = public.meta("accounts").await.ok().flatten().unwrap_or_default();
    let actor: Option<ResidentId> = public.meta("actor").await.ok().flatten().unwrap_or_default();
    with(|engine| {
        rows.into_iter().for_each(|feed| engine.confirmed.apply(feed));
        engine.public_cursor = cursor;
    });
    if sync.accounts.with_untracked(|before| *before != accounts) {
        sync.accounts.set(accounts);
    }
    match actor {
        Some(actor) => open_account(actor).await,
        None => close_account(),
    }
    show(sync);
}
