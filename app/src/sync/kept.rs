//! What is being typed into the form for a new activity, kept in the account's own store like a report's draft, so that a reload
//! costs not one word; and what was put aside, beside it. Nothing kept means that nothing is being written.

use super::Sync;
use super::draft::store_of;
use crate::cell::{Memo, RwSignal};
use domain::id::ResidentId;
use domain::read::Read;
use leptos::prelude::*;
use serde::Serialize;
use std::time::Duration;

/// How long after a change it is written.
const PAUSE: Duration = Duration::from_millis(300);
/// The name in the store of what is in the form.
pub const POST: &str = "post";
/// And of what was put aside.
pub const ASIDE: &str = "posts";

/// What is kept: the value of its type that it begins with is nothing.
pub trait Kept: Read + Serialize + Clone + Default + PartialEq + Send + std::marker::Sync + 'static {}

impl<T: Read + Serialize + Clone + Default + PartialEq + Send + std::marker::Sync + 'static> Kept for T {}

struct Keeper<T> {
    name: &'static str,
    text: RwSignal<T>,
    /// What the store holds.
    saved: RwSignal<T>,
    /// Whose it is, once the store was asked.
    owner: RwSignal<Option<ResidentId>>,
    due: RwSignal<bool>,
}

impl<T> Clone for Keeper<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Keeper<T> {}

fn nothing<T: Kept>(value: &T) -> bool {
    *value == T::default()
}

/// Follows `text` for as long as the app is open.
pub fn follow<T: Kept>(sync: Sync, name: &'static str, text: RwSignal<T>) {
    let keeper =
        Keeper { name, text, saved: RwSignal::default(), owner: RwSignal::new(None), due: RwSignal::new(false) };
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
        if keeper.name == ASIDE || text.with_untracked(nothing) {
            // It was put aside, or posted: neither may be forgotten when the page is left at once.
            super::spawn(keeper.save());
        } else if !keeper.due.get_untracked() {
            keeper.due.set(true);
            set_timeout(move || super::spawn(keeper.save()), PAUSE);
        }
    });
}

impl<T: Kept> Keeper<T> {
    async fn load(self, me: ResidentId) {
        let Some(store) = store_of(me) else { return };
        let found: T = store.meta(self.name).await.ok().flatten().unwrap_or_default();
        if store_of(me).is_none() {
            return;
        }
        let before = self.owner.get_untracked();
        self.owner.set(Some(me));
        self.saved.set(found.clone());
        // Somebody types faster than the disk reads; but what another account has begun is not this one's.
        if before.is_some() || self.text.with_untracked(nothing) {
            self.text.set(found);
        }
    }

    async fn save(self) {
        self.due.set(false);
        let Some(store) = self.owner.get_untracked().and_then(store_of) else { return };
        let text = self.text.get_untracked();
        self.saved.set(text.clone());
        // A phone that is full says so when the activity is posted; until then the words are at least on the page.
        store.set_meta(self.name, &text).await.ok();
    }
}
