//! Calling a date off. It cannot be undone and people are told, so it takes two steps and a reason.

use super::entry::{Entry, lines, submits};
use super::sending::Sending;
use crate::cell::RwSignal;
use crate::look::{Lang, lang};
use crate::sync::{Sync, sync};
use crate::words::desk::{self, dates as words};
use domain::command::Command;
use domain::id::OccurrenceId;
use domain::occurrence::Occurrence;
use domain::refusal::Refusal;
use leptos::prelude::*;

/// The two steps, made once per page.
#[derive(Clone, Copy)]
pub struct CallOff {
    lang: Lang,
    sync: Sync,
    id: OccurrenceId,
    asking: RwSignal<bool>,
    reason: Entry,
    sending: Sending,
}

impl CallOff {
    /// The two steps for one date.
    pub fn new(id: OccurrenceId) -> Self {
        Self {
            lang: lang(),
            sync: sync(),
            id,
            asking: RwSignal::new(false),
            reason: Entry::new(""),
            sending: Sending::new(),
        }
    }

    /// What became of it: it outlasts the form.
    pub fn result(self) -> AnyView {
        self.sending.result(words::call_off_done(self.lang))
    }

    /// The button, and then the question behind it.
    pub fn section(self) -> AnyView {
        let step = move || if self.asking.get() { self.question() } else { self.button() };
        view! { <section class="stack no-print">{step}</section> }.into_any()
    }

    fn button(self) -> AnyView {
        view! {
            <div class="actions">
                <button type="button" class="button is-quiet" on:click=move |_| self.asking.set(true)>
                    {words::call_off(self.lang)}
                </button>
            </div>
        }
        .into_any()
    }

    fn question(self) -> AnyView {
        let lang = self.lang;
        let people = move || {
            let view = self.sync.view();
            view.get::<Occurrence>(self.id.0).map_or(0, |date| date.confirmed + date.waiting)
        };
        view! {
            <form class="form card" aria-labelledby="call-off" on:submit=submits(move || self.send())>
                <h2 id="call-off">{words::call_off(lang)}</h2>
                <p class="said">{words::call_off_text(lang)}</p>
                {lines(self.reason, "reason", words::reason(lang), Some(words::reason_hint(lang)))}
                <div class="actions">
                    <button class="button is-danger">{move || words::call_off_now(lang, people())}</button>
                    <button type="button" class="button is-quiet" on:click=move |_| self.asking.set(false)>
                        {desk::keep(lang)}
                    </button>
                </div>
            </form>
        }
        .into_any()
    }

    fn send(self) {
        let command = Command::CancelOccurrence { occurrence: self.id, reason: self.reason.typed() };
        let about_words = |refusal: &Refusal| matches!(refusal, Refusal::WordsMissing | Refusal::WordsTooLong { .. });
        let field = move |refusal: &Refusal| about_words(refusal).then_some(self.reason);
        self.sending.send(command, field, move || self.asking.set(false));
    }
}
