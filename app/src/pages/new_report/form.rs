//! What is filled in, what is wrong with it, and the sending.

use crate::cell::RwSignal;
use crate::frame::{DraftKept, DraftText};
use crate::look::lang;
use crate::routes::{Navigator, Route, navigator};
use crate::sync::{NotTaken, Sync, new_id, sync};
use crate::words::refusal::{not_taken, sentence};
use crate::words::report as words;
use domain::command::Command;
use domain::id::{CompoundId, ReportId};
use domain::need::{Need, NeedClass};
use domain::place::Compound;
use domain::refusal::Refusal;
use domain::report::Draft;
use leptos::prelude::*;

/// The state of the page. Copied freely.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub(super) sync: Sync,
    navigator: Navigator,
    pub(super) draft: RwSignal<Draft>,
    /// What stands in it was begun earlier.
    pub(super) kept: RwSignal<bool>,
    /// The class that was chosen, before an item of it is.
    pub(super) class: RwSignal<Option<NeedClass>>,
    /// The compound that was chosen, before a building of it is.
    pub(super) compound: RwSignal<Option<CompoundId>>,
    /// The place is being chosen, and not only shown.
    pub(super) placing: RwSignal<bool>,
    pub(super) words_error: RwSignal<Option<String>>,
    pub(super) place_error: RwSignal<Option<String>>,
    pub(super) photo_error: RwSignal<Option<String>>,
    pub(super) trouble: RwSignal<Option<String>>,
    pub(super) busy: RwSignal<bool>,
}

impl Form {
    pub(super) fn new() -> Self {
        let (DraftText(draft), DraftKept(kept)) = (expect_context(), expect_context());
        kept.set(draft.with_untracked(Draft::begun));
        let form = Self {
            sync: sync(),
            navigator: navigator(),
            draft,
            kept,
            class: RwSignal::new(None),
            compound: RwSignal::new(None),
            placing: RwSignal::new(false),
            words_error: RwSignal::new(None),
            place_error: RwSignal::new(None),
            photo_error: RwSignal::new(None),
            trouble: RwSignal::new(None),
            busy: RwSignal::new(false),
        };
        form.begin_with_chosen();
        form.begin_at_home();
        form
    }

    /// The kind of need that was tapped in the list, once.
    fn begin_with_chosen(self) {
        Effect::new(move |_| {
            if let Some(need) = crate::chosen::take() {
                self.draft.update(|draft| draft.need = Some(need));
                self.class.set(None);
            }
        });
    }

    /// A new report is about the building one lives in, until one says otherwise.
    fn begin_at_home(self) {
        let fresh = self.draft.with_untracked(|draft| draft.words.is_empty() && draft.building.is_none());
        let placed = RwSignal::new(!fresh);
        Effect::new(move |_| {
            let home = self.sync.view().me().map(|me| me.building);
            if let Some(home) = home.filter(|_| !placed.get_untracked()) {
                placed.set(true);
                self.draft.update(|draft| draft.building = home);
            }
        });
    }

    /// Drops what was begun, and begins anew.
    pub(super) fn start_over(self) {
        let home = untrack(|| self.sync.view()).me().and_then(|me| me.building);
        super::photos::release(&self.draft.with_untracked(|draft| draft.photos.clone()));
        self.draft.set(Draft { building: home, ..Draft::default() });
        self.kept.set(false);
        self.class.set(None);
        self.compound.set(None);
        self.placing.set(false);
        self.trouble.set(None);
        for error in [self.words_error, self.place_error, self.photo_error] {
            error.set(None);
        }
    }

    /// The class that the form shows: of the chosen item, else the chosen class. Tracked.
    pub(super) fn shown_class(self) -> Option<NeedClass> {
        let need = self.draft.with(|draft| draft.need);
        let of_need = need.and_then(|need| self.sync.view().get::<Need>(need.0).map(|need| need.class));
        of_need.or_else(|| self.class.get())
    }

    /// The compound that the form shows: of the chosen building, else the chosen compound. Tracked.
    pub(super) fn shown_compound(self) -> Option<Compound> {
        let (view, building) = (self.sync.view(), self.draft.with(|draft| draft.building));
        let chosen = self.compound.get();
        let has = |compound: &Compound| match building {
            Some(building) => compound.buildings.iter().any(|b| b.id == building),
            None => Some(compound.id) == chosen,
        };
        view.all::<Compound>().find(|compound| has(compound)).cloned()
    }

    /// Sends the report. What is wrong is said beside its field; the draft goes only once the phone has stored it.
    pub(super) fn send(self) {
        if self.busy.get_untracked() || !self.complete() {
            return;
        }
        let (lang, mut draft) = (untrack(lang), self.draft.get_untracked());
        let report = ReportId(new_id());
        let (photos, other) = (draft.photos.clone(), draft.whom.is_some());
        if other {
            // Photos are whose phone took them, so they do not go with what is somebody else's.
            draft.photos.clear();
        }
        let then = move |answer: Result<(), NotTaken>| {
            self.busy.set(false);
            match answer {
                Ok(()) => {
                    self.draft.set(Draft::default());
                    self.kept.set(false);
                    super::photos::release(&photos);
                    self.navigator.go(if other { Route::Helpers } else { Route::Report(report) });
                }
                Err(NotTaken::Refused(why @ (Refusal::WordsMissing | Refusal::WordsTooLong { .. }))) => {
                    self.words_error.set(Some(sentence(lang, &why)));
                }
                Err(why) => self.trouble.set(Some(not_taken(lang, &why))),
            }
        };
        self.busy.set(true);
        #[cfg(feature = "hydrate")]
        let held = crate::sync::picture::held(&draft.photos);
        let command = Command::FileReport { report, draft };
        #[cfg(feature = "hydrate")]
        self.sync.submit_with_photos(command, held, then);
        #[cfg(not(feature = "hydrate"))]
        self.sync.submit(command, then);
    }

    fn complete(self) -> bool {
        let lang = untrack(lang);
        let wrong = self.draft.with_untracked(|draft| domain::report::words(&draft.words).err());
        let placeless = untrack(|| self.draft.with(|draft| draft.building.is_none()) && self.compound.get().is_some());
        self.trouble.set(None);
        self.words_error.set(wrong.map(|why| sentence(lang, &why)));
        self.place_error.set(placeless.then(|| words::whole_compound(lang).into()));
        let taking = super::photos::taking();
        self.photo_error.set(taking.then(|| words::photo_taking(lang).into()));
        self.words_error.with_untracked(Option::is_none) && !placeless && !taking
    }
}
