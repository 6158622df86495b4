//! Opening: from the page's own rows to those in the store, to those of the account.

use super::{accounts, behind, clock, handover, marker, page, show, with};
use crate::sync::database::{OUTBOX, PARKED, SENT, Store, StoreFault};
use crate::sync::{ACCOUNTS, Sync, courier, transport, with_accounts};
use domain::id::ResidentId;
use domain::phone::{Cursor, Kept};
use domain::wire::{Accounts, Feed};
use std::rc::Rc;

/// Opens the phone's store, shows what is in it, and starts the courier.
pub async fn boot(sync: Sync, seed: Vec<Feed>) {
    if !ACCOUNTS {
        handover::begin();
    }
    match Store::open_public().await {
        Ok(store) => open_public(sync, store, seed).await,
        Err(fault) => {
            with(|engine| seed.into_iter().for_each(|feed| engine.phone.confirmed.apply(feed)));
            no_store(sync, fault);
        }
    }
    show(sync);
    settle(sync);
    page::follow(sync);
    courier::start(sync);
}

/// Personal parts are drawn once it is known whose phone this is. One that has the mark of somebody, and nobody in its store, was
/// emptied: whose it is only the server can say, and until then nothing is said.
pub fn settle(sync: Sync) {
    let asked_for = sync.status.with_untracked(|status| status.sign_in_needed);
    let known = asked_for || with(|engine| engine.phone.actor.is_some());
    let unsure = handover::due() || (!known && marker::read().is_some());
    if sync.status.with_untracked(|status| status.ready == unsure) {
        sync.status.update(|status| status.ready = !unsure);
    }
}

/// Nothing can be kept on this phone: everything goes out at once or not at all. What a later release keeps here is not touched.
fn no_store(sync: Sync, fault: StoreFault) {
    sync.status.update(|status| match fault {
        StoreFault::Failed => status.storeless = true,
        StoreFault::Newer => status.newer = true,
    });
}

async fn open_public(sync: Sync, store: Store, seed: Vec<Feed>) {
    clock::remember(store.meta("clock").await.ok().flatten().unwrap_or_default());
    let rows = store.rows().await.unwrap_or_default();
    let cursor: Cursor = store.meta("cursor").await.ok().flatten().unwrap_or_default();
    let front = front(sync, &store).await;
    with(|engine| {
        engine.phone.open_public(rows, cursor);
        // The page came from the server just now: its rows are the newer ones.
        seed.into_iter().for_each(|feed| engine.phone.confirmed.apply(feed));
        engine.public = Some(Rc::new(store));
    });
    match front {
        Some(_) if !ACCOUNTS => handover::hand_over(sync),
        Some(actor) => with_accounts(open_account(sync, actor), ()).await,
        None => {}
    }
}

/// Who is at the front, as the store says. Where nobody is, but something waits that somebody has left, they must sign in again.
async fn front(sync: Sync, store: &Store) -> Option<ResidentId> {
    let accounts: Accounts = store.meta("accounts").await.ok().flatten().unwrap_or_default();
    let actor: Option<ResidentId> = store.meta("actor").await.ok().flatten().unwrap_or_default();
    let left = !accounts::noted(store, accounts::LEFT).await.is_empty();
    if ACCOUNTS {
        behind::show(sync, behind::read(store).await);
    }
    let known = actor.filter(|actor| accounts.residents.iter().any(|person| person.id == *actor));
    if sync.accounts.with_untracked(|before| *before != accounts) {
        sync.accounts.set(accounts);
    }
    let said = sync.status.with_untracked(|status| status.sign_in_needed);
    let needed = left && (known.is_none() || said);
    if needed != said {
        sync.status.update(|status| status.sign_in_needed = needed);
    }
    known
}

/// Brings an account to the front: its rows, its commands.
pub async fn open_account(sync: Sync, resident: ResidentId) {
    let store = match Store::open_account(resident).await {
        Ok(store) => Some(store),
        Err(fault) => {
            no_store(sync, fault);
            None
        }
    };
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
    let front = front(sync, &public).await;
    with(|engine| engine.phone.open_public(rows, cursor));
    match front {
        Some(_) if !ACCOUNTS => handover::hand_over(sync),
        Some(actor) => with_accounts(open_account(sync, actor), ()).await,
        None => {
            close_account();
            handover::not_due();
        }
    }
    show(sync);
    settle(sync);
}
