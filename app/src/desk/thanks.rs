//! 谢谢: the line that everyone reads about a date that is over, and its pictures, written, changed and taken back here.

use super::entry::{Entry, Kind, line, submits};
use super::pictures::Pictures;
use super::sending::Sending;
use crate::cell::{Memo, RwSignal};
use crate::look::{Lang, lang};
use crate::sync::{Sync, sync};
use crate::words::desk::thanks as words;
use domain::command::Command;
use domain::id::OccurrenceId;
use domain::occurrence::Occurrence;
use domain::refusal::Refusal;
use domain::thanks::PICTURES_MAX;
use leptos::prelude::*;

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
    begun: RwSignal<bool>,
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
            begun: RwSignal::new(false),
        };
        // What stands is shown once; what is typed after that stays.
        Effect::new(move |_| {
            let view = thanks.sync.view();
            if let Some(row) = view.get::<Occurrence>(date.0).filter(|_| !thanks.begun.get_untracked()) {
                thanks.begun.set(true);
                thanks.words.fill(row.thanks.clone());
                thanks.pictures.fill(row.pictures.clone());
            }
        });
        thanks
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
        let about = |refusal: &Refusal| matches!(refusal, Refusal::WordsTooLong { .. } | Refusal::AlreadySaid);
        let field = move |refusal: &Refusal| about(refusal).then_some(self.words);
        self.taking.forget();
        let pictures = self.pictures.chosen();
        let command = Command::SayThanks { occurrence: self.date, words, pictures: Some(pictures.clone()) };
        self.saying.send_with(command, &pictures, field, || {});
    }

    fn take_back(self) {
        self.saying.forget();
        let command = Command::SayThanks { occurrence: self.date, words: String::new(), pictures: None };
        let emptied = move || {
            self.words.fill("");
            self.pictures.fill(Vec::new());
        };
        self.taking.send(command, |_| None, emptied);
    }
}
