//! 谢谢: the line that everyone reads about a date that is over, and its pictures, written, changed and taken back here.

use super::entry::{Entry, Kind, line, submits};
use super::pictures::Pictures;
use super::sending::Sending;
use crate::cell::{Memo, RwSignal};
use crate::look::{Lang, lang};
use crate::sync::{Sync, sync};
use crate::words::desk::thanks as words;
use domain::command::Command;
use domain::id::{OccurrenceId, PhotoId};
use domain::occurrence::Occurrence;
use domain::refusal::Refusal;
use domain::thanks::PICTURES_MAX;
use leptos::prelude::*;

/// A line and the pictures below it.
type Shown = (String, Vec<PhotoId>);

/// The part of a date's page, made once per page.
#[derive(Clone, Copy)]
pub struct Thanks {
    lang: Lang,
    sync: Sync,
    date: OccurrenceId,
    words: Entry,
    pictures: Pictures,
    saying: Sending,
    taking: Sending,
    /// What was last shown in the fields: nothing before the date is known.
    shown: RwSignal<Option<Shown>>,
}

impl Thanks {
    /// The thanks for one date.
    pub fn new(date: OccurrenceId) -> Self {
        let thanks = Self {
            lang: lang(),
            sync: sync(),
            date,
            words: Entry::new(""),
            pictures: Pictures::new(PICTURES_MAX),
            saying: Sending::new(),
            taking: Sending::new(),
            shown: RwSignal::new(None),
        };
        // What stands is shown, and what another leader makes of it, until something is typed or chosen.
        Effect::new(move |_| {
            let view = thanks.sync.view();
            let Some(row) = view.get::<Occurrence>(date.0) else { return };
            let stands = (row.thanks.clone(), row.pictures.clone());
            let untouched = thanks.shown.with_untracked(|shown| {
                shown.as_ref().is_none_or(|shown| *shown == thanks.typed() && *shown != stands)
            });
            if untouched {
                thanks.words.fill(stands.0.clone());
                thanks.pictures.fill(stands.1.clone());
                thanks.shown.set(Some(stands));
            }
        });
        thanks
    }

    fn typed(self) -> Shown {
        (self.words.typed(), self.pictures.chosen())
    }

    /// The line that the leader has seen.
    fn seen(self) -> Option<String> {
        self.shown.with_untracked(|shown| shown.as_ref().map(|(words, _)| words.clone()))
    }

    /// What another leader has written meanwhile is read in the refusal: whoever says it once more has seen it.
    fn hear(self, refusal: &Refusal) {
        if let Refusal::SaidMeanwhile { words } = refusal {
            self.shown.update(|shown| {
                if let Some((seen, _)) = shown {
                    seen.clone_from(words);
                }
            });
        }
    }

    /// The part of the page; empty until the date is over.
    pub fn section(self) -> AnyView {
        let over = Memo::new(move || {
            let now = self.sync.now();
            self.sync.view().get::<Occurrence>(self.date.0).is_some_and(|date| date.ends <= now)
        });
        (move || over.get().then(|| self.form())).into_any()
    }

    fn form(self) -> AnyView {
        let lang = self.lang;
        let said = Memo::new(move || {
            self.sync.view().get::<Occurrence>(self.date.0).is_some_and(|date| !date.thanks.is_empty())
        });
        let take_back = move || {
            let button = || {
                let take = move |_| self.take_back();
                view! {
                    <button type="button" class="button is-quiet" on:click=take>{words::take_back(lang)}</button>
                }
            };
            said.get().then(button)
        };
        view! {
            <form class="form card no-print" aria-labelledby="thanks" on:submit=submits(move || self.say())>
                <h2 id="thanks">{words::title(lang)}</h2>
                {line(self.words, Kind::Words, "thanks-words", words::words(lang), Some(words::hint(lang)))}
                {self.pictures.field(words::pictures(lang), words::consent(lang))}
                {self.saying.result(words::said(lang))}
                {self.taking.result(words::taken_back(lang))}
                <div class="actions">
                    <button class="button">{move || words::say_now(lang, said.get())}</button>
                    {take_back}
                </div>
            </form>
        }
        .into_any()
    }

    fn say(self) {
        let words = self.words.typed();
        // An empty line would take it back: there is a button for that.
        if words.is_empty() {
            self.words.fail(words::missing(self.lang));
            return;
        }
        if !self.pictures.ready() {
            return;
        }
        let field = move |refusal: &Refusal| {
            self.hear(refusal);
            let about =
                matches!(refusal, Refusal::WordsTooLong { .. } | Refusal::AlreadySaid | Refusal::SaidMeanwhile { .. });
            about.then_some(self.words)
        };
        self.taking.forget();
        let sent = self.typed();
        let pictures = sent.1.clone();
        let chosen = Some(pictures.clone());
        let command = Command::SayThanks { occurrence: self.date, words, pictures: chosen, seen: self.seen() };
        self.saying.send_with(command, &pictures, field, move || self.shown.set(Some(sent)));
    }

    fn take_back(self) {
        self.saying.forget();
        let (occurrence, words) = (self.date, String::new());
        let command = Command::SayThanks { occurrence, words, pictures: None, seen: self.seen() };
        let emptied = move || {
            self.words.fill("");
            self.pictures.fill(Vec::new());
            self.shown.set(Some(Shown::default()));
        };
        let field = move |refusal: &Refusal| {
            self.hear(refusal);
            None
        };
        self.taking.send(command, field, emptied);
    }
}
