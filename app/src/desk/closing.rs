//! 结算: what the attendance of a date has come to, and closing it before it closes itself.

use super::sending::Sending;
use crate::cell::Memo;
use crate::look::{Lang, lang};
use crate::sync::{Sync, sync};
use crate::words::desk::closing as words;
use crate::words::when;
use domain::attendance::{closed, closes};
use domain::command::Command;
use domain::id::OccurrenceId;
use domain::views::turnout::{Turnout, of_one};
use leptos::prelude::*;

/// The part of a date's page, made once per page.
#[derive(Clone, Copy)]
pub struct Closing {
    lang: Lang,
    sync: Sync,
    date: OccurrenceId,
    sending: Sending,
}

impl Closing {
    /// The closing of one date.
    pub fn new(date: OccurrenceId) -> Self {
        Self { lang: lang(), sync: sync(), date, sending: Sending::new() }
    }

    /// The part of the page; empty until the date is over.
    pub fn section(self) -> AnyView {
        let found = Memo::new(move || {
            let (view, now) = (self.sync.view(), self.sync.now());
            let found = of_one(&view, self.date, now).filter(|found| found.date.ends <= now);
            found.map(|found| (closed(&found.date, now), found))
        });
        let body = move || {
            found.with(|found| {
                found.as_ref().map(|(closed, found)| if *closed { self.settled(found) } else { self.open(found) })
            })
        };
        view! { <section class="stack">{body}{self.sending.result(words::done(self.lang))}</section> }.into_any()
    }

    fn settled(self, found: &Turnout) -> AnyView {
        let lang = self.lang;
        view! {
            <p class="strong">{words::settled(lang, found)}</p>
            <p class="small soft">{words::explained(lang)}</p>
        }
        .into_any()
    }

    fn open(self, found: &Turnout) -> AnyView {
        let lang = self.lang;
        let at = when::stamp(lang, closes(&found.date), self.sync.now.get_untracked());
        let close = move |_| {
            self.sending.send(Command::CloseAttendance { occurrence: self.date }, |_| None, || {});
        };
        view! {
            <p class="strong">{words::so_far(lang, found)}</p>
            <p class="small soft">{words::by_itself(lang, &at)}" "{words::explained(lang)}</p>
            <div class="actions no-print">
                <button type="button" class="button is-quiet" on:click=close>{words::close(lang)}</button>
            </div>
        }
        .into_any()
    }
}
