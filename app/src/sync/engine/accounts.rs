//! Who is signed in on this phone, who is at the front, and leaving.

use super::boot::{close_account, open_account, settle};
use super::{Engine, behind, handover, marker, now, show, with};
use crate::sync::courier::{kick, tell_tabs};
use crate::sync::database::{Store, account_name};
use crate::sync::spawn;
use crate::sync::{ACCOUNTS, Sync, transport, with_accounts};
use domain::id::ResidentId;
use domain::phone::Writes;
use domain::wire::Accounts;
use std::cell::Cell;
use wasm_bindgen_futures::JsFuture;

/// Who has left without the server knowing it.
const LEAVING: &str = "leaving";
/// Of whom something waits here, and who must sign in again before it is sent.
pub const LEFT: &str = "left";

thread_local! {
    static ASKED: Cell<bool> = const { Cell::new(false) };
    /// How often somebody has come or gone on this page.
    static MOVES: Cell<u32> = const { Cell::new(0) };
}

/// Somebody comes or goes: what was asked of the server before says nothing of it.
fn moved() {
    MOVES.with(|moves| moves.set(moves.get() + 1));
}

/// Who is at the front, and after how many moves. Another tab may have changed the one without the other.
fn standing() -> (Option<ResidentId>, u32) {
    (with(|engine| engine.phone.actor), MOVES.with(Cell::get))
}

/// A list in the store of what everyone may see.
pub async fn noted(store: &Store, list: &str) -> Vec<ResidentId> {
    store.meta(list).await.ok().flatten().unwrap_or_default()
}

/// Puts somebody on a list.
async fn note(list: &'static str, resident: ResidentId) {
    let Some(store) = with(|engine| engine.public.clone()) else { return };
    let mut all = noted(&store, list).await;
    all.push(resident);
    store.set_meta(list, &all).await.ok();
}

/// Takes these people off a list.
async fn strike(list: &'static str, people: &[ResidentId]) {
    let Some(store) = with(|engine| engine.public.clone()) else { return };
    let all = noted(&store, list).await;
    let rest: Vec<ResidentId> = all.iter().copied().filter(|one| !people.contains(one)).collect();
    if rest.len() < all.len() {
        store.set_meta(list, &rest).await.ok();
    }
}

/// Notes who is signed in here.
async fn remember(sync: Sync, accounts: Accounts) {
    let actor = with(|engine| engine.phone.actor);
    if let Some(store) = with(|engine| engine.public.clone()) {
        store.set_meta("accounts", &accounts).await.ok();
        // The visitors' program has nobody at the front, whoever is.
        if ACCOUNTS {
            store.set_meta("actor", &actor).await.ok();
        }
    }
    if ACCOUNTS {
        let here: Vec<ResidentId> = accounts.residents.iter().map(|person| person.id).collect();
        strike(LEFT, &here).await;
        behind::come_back(sync, actor).await;
    }
    sync.accounts.set(accounts);
}

/// A card has just signed somebody in: they come to the front.
pub fn signed_in(sync: Sync, accounts: Accounts, then: impl FnOnce() + 'static) {
    moved();
    spawn(async move {
        if let Some(newest) = accounts.newest {
            strike(LEAVING, &[newest]).await;
            behind::leave(sync, 0).await;
            open_account(sync, newest).await;
        }
        remember(sync, accounts).await;
        sync.status.update(|status| status.sign_in_needed = false);
        show(sync);
        settle(sync);
        then();
        tell_tabs();
        kick(sync);
    });
}

/// Brings another family member's account to the front.
pub fn switch_to(sync: Sync, resident: ResidentId) {
    moved();
    // Whoever had the phone before wants it to ring for them no more. Begun first, so it is said in their name; without a network it is
    // not said, and until somebody else turns it on the phone rings as it did: it never says for what.
    spawn(async { drop(transport::post("/api/alerts/end", "null".into()).await) });
    spawn(async move {
        behind::leave(sync, 0).await;
        open_account(sync, resident).await;
        remember(sync, sync.accounts.get_untracked()).await;
        show(sync);
        tell_tabs();
        kick(sync);
    });
}

/// Signs the account at the front out: its store is wiped at once, the server is told as soon as it can be reached.
pub fn sign_out(sync: Sync) {
    let Some(resident) = with(|engine| engine.phone.actor) else { return };
    moved();
    spawn(async move {
        note(LEAVING, resident).await;
        wipe(resident).await;
        let mut accounts = sync.accounts.get_untracked();
        accounts.residents.retain(|person| person.id != resident);
        accounts.newest = None;
        match accounts.residents.first() {
            Some(next) => open_account(sync, next.id).await,
            None => close_account(),
        }
        remember(sync, accounts).await;
        show(sync);
        tell_tabs();
        finish_leaving(sync).await;
        kick(sync);
    });
}

async fn wipe(resident: ResidentId) {
    // Closed first, so that whoever comes to the front while the disk works is not put out for it.
    let store = with(|engine| (engine.phone.actor == Some(resident)).then(|| engine.account.take()).flatten());
    if with(|engine| engine.phone.actor == Some(resident)) {
        close_account();
    }
    if let Some(store) = store {
        // Emptied first: another tab that still holds it open delays the deletion, not the wiping.
        store.wipe().await.ok();
        store.close();
    }
    Store::delete(&account_name(resident)).await.ok();
    // The pictures of the codes for the door, which the service worker keeps; and what pictures somebody has looked at.
    if let Some(Ok(caches)) = web_sys::window().map(|window| window.caches()) {
        for name in ["codes", "pictures"] {
            JsFuture::from(caches.delete(name)).await.ok();
        }
    }
}

/// Tells the server who left while there was no network.
pub async fn finish_leaving(sync: Sync) {
    let Some(store) = with(|engine| engine.public.clone()) else { return };
    let leaving = noted(&store, LEAVING).await;
    for resident in &leaving {
        let body = format!(r#"{{"resident":"{resident}"}}"#);
        let Ok(accounts) = transport::ask::<Accounts>("/api/sign-out", body).await else { return };
        remember(sync, accounts).await;
    }
    strike(LEAVING, &leaving).await;
}

/// The server does not know this account here (any more): asks who is signed in. Somebody who is not has their rows wiped;
/// commands that wait are kept for when the same person signs in again, and are shown then instead of sent when the phone was
/// signed out from elsewhere. A phone that knows nobody although the server does has lost its store: that is said.
pub async fn check_accounts(sync: Sync) {
    let leaving = match with(|engine| engine.public.clone()) {
        Some(store) => noted(&store, LEAVING).await,
        None => Vec::new(),
    };
    ASKED.with(|asked| asked.set(true));
    let asked_by = standing();
    let Ok(mut accounts) = transport::ask::<Accounts>("/api/accounts", "null".into()).await else {
        return ASKED.with(|asked| asked.set(false));
    };
    // An answer that was overtaken, by a card that signed somebody in above all, would put them out again.
    if asked_by != standing() {
        return ASKED.with(|asked| asked.set(false));
    }
    let actor = asked_by.0;
    // Whoever has left is gone, although the server may hear of it only now.
    accounts.residents.retain(|person| Some(person.id) == actor || !leaving.contains(&person.id));
    match (actor, accounts.residents.is_empty()) {
        (None, true) => nobody(sync),
        _ if !ACCOUNTS => handover::hand_over(sync),
        _ => with_accounts(sort_out(sync, accounts), ()).await,
    }
}

/// The server can be reached. If it could not when it was to say who is signed in here, it says so now.
pub async fn check_again(sync: Sync) {
    if with(|engine| engine.phone.actor.is_none()) && !ASKED.with(Cell::get) {
        check_accounts(sync).await;
    }
}

/// The server knows nobody here, and neither does the store. Where there is a mark all the same, the store was emptied and the session
/// has run out since.
fn nobody(sync: Sync) {
    if handover::due() {
        return;
    }
    say_lost(sync, lost(sync));
    if sync.status.with_untracked(|status| !status.newer && !status.sign_in_needed) && marker::read().is_some() {
        marker::nobody();
    }
    sync.status.update(|status| status.ready = true);
}

/// How many commands are gone with the store, if it was emptied: neither kept by a later release, nor left by somebody who must sign
/// in again.
fn lost(sync: Sync) -> Option<usize> {
    let held = sync.status.with_untracked(|status| status.newer || status.sign_in_needed);
    marker::read().filter(|lost| *lost > 0 && !held)
}

fn say_lost(sync: Sync, lost: Option<usize>) {
    if lost.is_some() {
        marker::note_emptied(lost);
        sync.status.update(|status| status.emptied = lost);
    }
}

/// Who is signed in here, as the server says.
async fn sort_out(sync: Sync, accounts: Accounts) {
    let Some(actor) = with(|engine| engine.phone.actor) else {
        if let Some(first) = accounts.residents.first() {
            let lost = lost(sync);
            open_account(sync, first.id).await;
            remember(sync, accounts).await;
            say_lost(sync, lost);
            show(sync);
            settle(sync);
            kick(sync);
        }
        return;
    };
    if accounts.residents.iter().any(|person| person.id == actor) {
        remember(sync, accounts).await;
        return;
    }
    let revoked = accounts.revoked.contains(&actor);
    let writes = if revoked { with(|engine| engine.phone.signed_out_elsewhere(now())) } else { Writes::new() };
    let store = with(|engine| engine.account.clone());
    let written = match &store {
        Some(store) => store.being_written().await,
        None => 0,
    };
    // Somebody else may have come to the front while the disk was read.
    if with(|engine| engine.phone.actor) != Some(actor) {
        return;
    }
    // What is being written is theirs as well, and goes with nobody but them.
    let unfinished = with(|Engine { phone, .. }| phone.parked.len()) + written;
    if unfinished > 0 || with(|Engine { phone, .. }| phone.unanswered().next().is_some()) {
        behind::leave(sync, unfinished).await;
        if let Some(store) = store {
            store.wipe_rows(&writes).await.ok();
            store.close();
        }
        note(LEFT, actor).await;
        if with(|engine| engine.phone.actor) != Some(actor) {
            return;
        }
        close_account();
        sync.status.update(|status| status.sign_in_needed = true);
    } else {
        wipe(actor).await;
    }
    if let Some(next) = accounts.residents.first() {
        open_account(sync, next.id).await;
    }
    remember(sync, accounts).await;
    show(sync);
    tell_tabs();
}
