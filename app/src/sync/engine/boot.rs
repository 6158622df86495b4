//! Opening: from the page's own rows to those in the store, to those of the account.

use super::{show, with};
use crate::sync::database::{OUTBOX, PARKED, PUBLIC, SENT, Store, account_name};
use crate::sync::{Sync, courier, transport};
use domain::id::ResidentId;
use domain::phone::{Cursor, Kept};
use domain::wire::{Accounts, Feed};
use std::rc::Rc;

/// Opens the phone's store, shows what is in it, and starts the courier.
pub async fn boot(sync: Sync, seed: Vec<Feed>) {
    match Store::open(PUBLIC).await {
        Ok(store) => open_public(sync, store, seed).await,
        Err(_) => {
            with(|engine| seed.into_iter().for_each(|feed| engine.phone.confirmed.apply(feed)));
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
        engine.phone.open_public(rows, cursor);
        // The page came from the server just now: its rows are the newer ones.
        seed.into_iter().for_each(|feed| engine.phone.confirmed.apply(feed));
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
    let mut kept = Kept::default();
    if let Some(store) = &store {
        kept.rows = store.rows().await.unwrap_or_default();
        kept.cursor = store.meta("cursor").await.ok().flatten().unwrap_or_default();
        kept.outbox = store.all(OUTBOX).await.unwrap_or_default();
        kept.parked = store.all(PARKED).await.unwrap_or_default();
        kept.sent = store.all(SENT).await.unwrap_or_default();
    }
    transport::act_as(Some(resident));
    with(|engine| {
        engine.phone.open(resident, kept);
        engine.account = store.map(Rc::new);
    });
}

/// Leaves the account at the front, keeping its store.
pub fn close_account() {
    transport::act_as(None);
    with(|engine| {
        engine.phone.close();
        engine.account = None;
    });
}

/// Reads everything again from the store: another tab has changed it.
pub async fn reload(sync: Sync) {
    let Some(public) = with(|engine| engine.public.clone()) else { return };
    let rows = public.rows().await.unwrap_or_default();
    let cursor: Cursor = public.meta("cursor").await.ok().flatten().unwrap_or_default();
    let accounts: Accounts = public.meta("accounts").await.ok().flatten().unwrap_or_default();
    let actor: Option<ResidentId> = public.meta("actor").await.ok().flatten().unwrap_or_default();
    with(|engine| engine.phone.open_public(rows, cursor));
    if sync.accounts.with_untracked(|before| *before != accounts) {
        sync.accounts.set(accounts);
    }
    match actor {
        Some(actor) => open_account(actor).await,
        None => close_account(),
    }
    show(sync);
}
