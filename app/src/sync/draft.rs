//! The report that is being written, kept in the account's own store, so that a reload, a crash or a phone that needs the memory
//! for its camera costs not one sentence. It is another one for each account, and goes when it is sent or dropped.
//!
//! It is written a moment after each change and not at each stroke: a write waits for the disk.

use super::database::Store;
use super::engine::with;
use super::{Sync, picture};
use crate::cell::{Memo, RwSignal};
use domain::command::Command;
use domain::id::{PhotoId, ResidentId};
use domain::report::Draft;
use leptos::prelude::*;

use std::rc::Rc;
use std::time::Duration;

/// How long after a change it is written.
const PAUSE: Duration = Duration::from_millis(300);

#[derive(Clone, Copy)]
struct Keeper {
    draft: RwSignal<Draft>,
    kept: RwSignal<bool>,
    /// Whose draft it is, once the store was asked.
    owner: RwSignal<Option<ResidentId>>,
    /// The store holds one.
    saved: RwSignal<bool>,
    /// The photos that the store holds for it.
    photos: RwSignal<Vec<PhotoId>>,
    due: RwSignal<bool>,
}

/// Follows `draft` for as long as the page lives. `kept` says that what stands in it was found in the store.
pub fn follow(sync: Sync, draft: RwSignal<Draft>, kept: RwSignal<bool>) {
    let keeper = Keeper {
        draft,
        kept,
        owner: RwSignal::new(None),
        saved: RwSignal::new(false),
        photos: RwSignal::default(),
        due: RwSignal::new(false),
    };
    let me = Memo::new(move || sync.view().me().map(|me| me.id));
    Effect::new(move |_| {
        if let Some(me) = me.get().filter(|me| keeper.owner.get_untracked() != Some(*me)) {
            super::spawn(keeper.load(me));
        }
    });
    Effect::new(move |_| {
        let begun = draft.with(Draft::begun);
        if keeper.owner.get().is_none() || keeper.due.get_untracked() {
            return;
        }
        if begun {
            keeper.due.set(true);
            set_timeout(move || super::spawn(keeper.save()), PAUSE);
        } else {
            super::spawn(keeper.save());
        }
    });
}

/// The store of an account, while it is at the front.
pub(super) fn store_of(owner: ResidentId) -> Option<Rc<Store>> {
    with(|engine| engine.account.clone().filter(|_| engine.phone.actor == Some(owner)))
}

impl Keeper {
    async fn load(self, me: ResidentId) {
        let Some(store) = store_of(me) else { return };
        let found: Option<Draft> = store.meta("draft").await.ok().flatten();
        let photos = found.as_ref().map(|draft| draft.photos.clone()).unwrap_or_default();
        for id in &photos {
            if let Ok(Some(blob)) = store.photo(*id).await {
                picture::hold(*id, blob);
            }
        }
        if store_of(me).is_none() {
            return;
        }
        let before = self.owner.get_untracked();
        self.owner.set(Some(me));
        self.saved.set(found.is_some());
        self.photos.set(photos);
        match found {
            // Somebody types faster than the disk reads.
            _ if before.is_none() && self.draft.with_untracked(Draft::written) => {}
            Some(found) => {
                // Whoever came with a kind goes on with it in what was begun.
                let came = self.draft.with_untracked(|draft| draft.need).filter(|_| before.is_none());
                self.draft.set(Draft { need: came.or(found.need), ..found });
                self.kept.set(true);
            }
            // What another account has begun is not this one's.
            None if before.is_some() => {
                self.draft.set(Draft::default());
                self.kept.set(false);
            }
            None => {}
        }
    }

    async fn save(self) {
        self.due.set(false);
        let Some(store) = self.owner.get_untracked().and_then(store_of) else { return };
        let draft = self.draft.get_untracked();
        let begun = draft.begun();
        if !begun && !self.saved.get_untracked() {
            return;
        }
        let stored = self.photos.get_untracked();
        let new: Vec<PhotoId> = draft.photos.iter().copied().filter(|id| !stored.contains(id)).collect();
        let gone = stored.into_iter().filter(|id| !draft.photos.contains(id) && !is_sent(*id)).collect::<Vec<_>>();
        self.saved.set(begun);
        self.photos.set(draft.photos.clone());
        // A phone that is full says so when the report is sent; until then the draft is at least on the page.
        store.keep_draft(begun.then_some(&draft), &picture::held(&new), &gone).await.ok();
    }
}

/// Whether a photo has gone over to a report that waits to be sent.
fn is_sent(photo: PhotoId) -> bool {
    with(|engine| {
        engine.phone.outbox.iter().any(|waiting| match &waiting.envelope.command {
            Command::FileReport { draft, .. } => draft.photos.contains(&photo),
            _ => false,
        })
    })
}
