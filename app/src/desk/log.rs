//! 操作记录: what was done and seen at the desk, and by whom; looked up by name and day, and taken along as a workbook. It is on no
//! phone, so it needs the network and the open lock.

use super::entry::{Entry, Kind, line, submits};
use super::paper::sheet_link;
use super::sending::error;
use super::table::{Column, Line, table};
use crate::cell::RwSignal;
use crate::look::{Lang, lang};
use crate::online::{self, Fault};
use crate::sync::{Sync, sync};
use crate::words::desk::{log as words, may_be_empty, residents as resident_words};
use crate::words::when;
use domain::when::Day;
use domain::wire::audit::{self, Wanted};
use leptos::prelude::*;

/// The log, made once per page.
#[derive(Clone, Copy)]
pub struct Log {
    lang: Lang,
    sync: Sync,
    words: Entry,
    day: Entry,
    /// `None` until somebody has asked.
    found: RwSignal<Option<Vec<audit::Entry>>>,
    trouble: RwSignal<Option<&'static str>>,
}

impl Log {
    /// Nothing yet.
    pub fn new() -> Self {
        Self {
            lang: lang(),
            sync: sync(),
            words: Entry::new(""),
            day: Entry::new(""),
            found: RwSignal::new(None),
            trouble: RwSignal::new(None),
        }
    }

    /// The part of the page.
    pub fn section(self) -> AnyView {
        let lang = self.lang;
        let file = move || sheet_link(words::file(lang), "/api/export/log", self.sync.view().me().map(|me| me.id));
        view! {
            <form class="form card" aria-labelledby="log" on:submit=submits(move || self.look())>
                <div class="stack is-tight">
                    <h2 id="log">{words::title(lang)}</h2>
                    <p class="said">{words::text(lang)}</p>
                </div>
                <div class="field-row">
                    {line(self.words, Kind::Words, "log-words", &may_be_empty(lang, words::words(lang)), None)}
                    {line(self.day, Kind::Day, "log-day", &may_be_empty(lang, words::day(lang)), None)}
                </div>
                <div class="actions">
                    <button class="button is-quiet">{words::look(lang)}</button>
                    {file}
                </div>
                <div class="stack" aria-live="polite">{move || self.outcome()}</div>
            </form>
        }
        .into_any()
    }

    fn look(self) {
        self.trouble.set(None);
        let wanted = Wanted { words: self.words.typed(), day: Day::parse(&self.day.typed()) };
        online::desk_log(wanted, move |answer| match answer {
            Ok(found) => self.found.set(Some(found)),
            Err(fault) => self.trouble.set(Some(match fault {
                Fault::Offline => resident_words::offline(self.lang),
                Fault::Refused(_) => resident_words::locked(self.lang),
                Fault::Failed => resident_words::failed(self.lang),
            })),
        });
    }

    fn outcome(self) -> AnyView {
        let lang = self.lang;
        if let Some(sentence) = self.trouble.get() {
            return error(sentence.into());
        }
        let Some(found) = self.found.get() else { return ().into_any() };
        if found.is_empty() {
            return view! { <p class="said">{words::none(lang)}</p> }.into_any();
        }
        let now = untrack(|| self.sync.now());
        let columns = vec![
            Column::words(words::at(lang)),
            Column::words(words::by(lang)),
            Column::words(words::deed(lang)),
            Column::words(words::whom(lang)),
        ];
        let lines = found.into_iter().map(|entry| Line {
            head: when::stamp(lang, entry.at, now).into_any(),
            cells: vec![
                entry.by.into_any(),
                words::what(lang, entry.deed, &entry.words, entry.count).into_any(),
                entry.whom.into_any(),
            ],
            action: None,
        });
        table(words::title(lang).into_any(), columns, None, lines.collect())
    }
}
