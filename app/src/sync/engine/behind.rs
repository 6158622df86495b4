//! What others have left on this phone who are not at the front: noted where everyone's things are, without a word of what it is.

use super::{Engine, with};
use crate::sync::Sync;
use crate::sync::database::Store;
use domain::id::ResidentId;
use domain::phone::Left;

/// Its name in the store of what everyone may see.
const BEHIND: &str = "behind";

/// What is noted.
pub async fn read(store: &Store) -> Vec<Left> {
    store.meta(BEHIND).await.ok().flatten().unwrap_or_default()
}

/// The account at the front is about to go: what waits of it is noted, and so many things that are `unfinished` besides.
pub async fn leave(sync: Sync, unfinished: usize) {
    let (store, actor) = with(|engine| (engine.public.clone(), engine.phone.actor));
    let (Some(store), Some(actor)) = (store, actor) else { return };
    let name = sync.accounts.with_untracked(|accounts| {
        accounts.residents.iter().find(|person| person.id == actor).map(|person| person.name.clone())
    });
    let left = with(|Engine { phone, .. }| phone.leaves(&name.unwrap_or_default(), unfinished));
    let mut all = read(&store).await;
    all.retain(|left| left.resident != actor);
    all.extend(left);
    note(sync, &store, all).await;
}

/// Whoever is at the front has left nothing: it is theirs to see.
pub async fn come_back(sync: Sync, actor: Option<ResidentId>) {
    let Some(store) = with(|engine| engine.public.clone()) else { return };
    let mut all = read(&store).await;
    all.retain(|left| Some(left.resident) != actor);
    note(sync, &store, all).await;
}

async fn note(sync: Sync, store: &Store, all: Vec<Left>) {
    if all != read(store).await {
        store.set_meta(BEHIND, &all).await.ok();
    }
    show(sync, all);
}

/// Shows what is noted.
pub fn show(sync: Sync, all: Vec<Left>) {
    if sync.behind.with_untracked(|before| *before != all) {
        sync.behind.set(all);
    }
}
