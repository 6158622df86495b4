//! What is being typed into the form for a new activity, kept in the account's own store like a report's draft, so that a reload
//! costs not one word. Nothing kept means that nothing is being written.

use super::Sync;
use super::draft::store_of;
use crate::cell::{Memo, RwSignal};
use domain::id::ResidentId;
use leptos::prelude::*;
use std::time::Duration;

/// How long after a change it is written.
const PAUSE: Duration = Duration::from_millis(300);
/// Its name in the store.
const NAME: &str = "post";

#[derive(Clone, Copy)]
struct Keeper {
    text: RwSignal<Vec<String>>,
    /// What the store holds.
    saved: RwSignal<Vec<String>>,
    /// Whose it is, once the store was asked.
    owner: RwSignal<Option<ResidentId>>,
    due: RwSignal<bool>,
}

/// Follows `text` for as long as the app is open.
pub fn follow(sync: Sync, text: RwSignal<Vec<String>>) {
    let keeper = Keeper { text, saved: RwSignal::default(), owner: RwSignal::new(None), due: RwSignal::new(false) };
    let me = Memo::new(move || sync.view().me().map(|me| me.id));
    Effect::new(move |_| {
        if let Some(me) = me.get().filter(|me| keeper.owner.get_untracked() != Some(*me)) {
            super::spawn(keeper.load(me));
        }
    });
    Effect::new(move |_| {
        let news = text.with(|text| keeper.saved.with_untracked(|saved| saved != text));
        if keeper.owner.get().is_none() || !news {
            return;
        }
        if text.with_untracked(Vec::is_empty) {
            // It was posted, and must not come back when the page is left at once.
            super::spawn(keeper.save());
        } else if !keeper.due.get_untracked() {
            keeper.due.set(true);
            set_timeout(move || super::spawn(keeper.save()), PAUSE);
        }
    });
}

impl Keeper {
    async fn load(self, me: ResidentId) {
        let Some(store) = store_of(me) else { return };
        let found: Vec<String> = store.meta(NAME).await.ok().flatten().unwrap_or_default();
        if store_of(me).is_none() {
            return;
        }
        let before = self.owner.get_untracked();
        self.owner.set(Some(me));
        self.saved.set(found.clone());
        // Somebody types faster than the disk reads; but what another account has begun is not this one's.
        if before.is_some() || self.text.with_untracked(Vec::is_empty) {
            self.text.set(found);
        }
    }

    async fn save(self) {
        self.due.set(false);
        let Some(store) = self.owner.get_untracked().and_then(store_of) else { return };
        let text = self.text.get_untracked();
        self.saved.set(text.clone());
        // A phone that is full says so when the activity is posted; until then the words are at least on the page.
        store.set_meta(NAME, &text).await.ok();
    }
}
