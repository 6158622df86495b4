//! 孩子本人同意接送人: a child of fourteen or older who has no phone agrees in person, before a witness, to who may collect them;
//! staff write it down.

use super::entry::{Entry, Kind, line};
use super::sending::Sending;
use crate::cell::Memo;
use crate::components::two_step::focus_soon;
use crate::look::{Lang, lang};
use crate::sync::{Sync, sync};
use crate::words::arrival as words;
use domain::collector::Collector;
use domain::command::Command;
use domain::refusal::Refusal;
use leptos::prelude::*;

/// The identity of what became of it: the button goes with what it has done.
const OUTCOME: &str = "agreed";

/// The part of a page, made once per page.
#[derive(Clone, Copy)]
pub struct Agreeing {
    lang: Lang,
    sync: Sync,
    witness: Entry,
    sending: Sending,
}

impl Agreeing {
    /// An empty form.
    pub fn new() -> Self {
        Self { lang: lang(), sync: sync(), witness: Entry::new(""), sending: Sending::new() }
    }

    /// The part of the page: there as long as anybody is to agree.
    pub fn section(self) -> AnyView {
        let waiting = Memo::new(move || {
            let (view, today) = (self.sync.view(), self.sync.now().day());
            view.all::<Collector>().filter(|one| one.open(today) && one.waits()).cloned().collect::<Vec<_>>()
        });
        let some = Memo::new(move || waiting.with(|waiting| !waiting.is_empty()));
        let form = move || some.get().then(|| self.form(waiting));
        let result = self.sending.result(words::collector_noted(self.lang));
        view! { {form}<div id=OUTCOME tabindex="-1">{result}</div> }.into_any()
    }

    fn form(self, waiting: Memo<Vec<Collector>>) -> AnyView {
        let lang = self.lang;
        let buttons = move || waiting.get().into_iter().map(|one| self.button(one)).collect_view();
        view! {
            <section class="form card" aria-labelledby="agreeing">
                <div class="stack is-tight">
                    <h2 id="agreeing">{words::collector_of(lang)}</h2>
                    <p class="said">{words::collector_of_text(lang)}</p>
                </div>
                {line(self.witness, Kind::Words, "agreeing-witness", words::collector_witness(lang), None)}
                <div class="stack">{buttons}</div>
            </section>
        }
        .into_any()
    }

    fn button(self, one: Collector) -> AnyView {
        let name = words::agreed_here(self.lang, &one.child.name, &one.name);
        view! {
            <button type="button" class="button is-quiet is-wide" on:click=move |_| self.send(&one)>{name}</button>
        }
        .into_any()
    }

    fn send(self, one: &Collector) {
        let witness = self.witness.typed();
        if witness.is_empty() {
            self.witness.fail(words::collector_witness_missing(self.lang));
            return;
        }
        let command = Command::AuthoriseCollector { collector: one.id, trusted: one.said(witness) };
        let about = move |refusal: &Refusal| matches!(refusal, Refusal::WordsTooLong { .. }).then_some(self.witness);
        let then = move || {
            self.witness.fill("");
            focus_soon(OUTCOME.into());
        };
        self.sending.send(command, about, then);
    }
}
