//! 孩子本人同意: a child of fourteen or older who has no phone agrees in person, before a witness, to who may collect them, and to a
//! shift that a guardian has taken for them; staff write it down.

use super::entry::{Entry, Kind, line};
use super::sending::Sending;
use crate::cell::Memo;
use crate::components::two_step::focus_soon;
use crate::look::{Lang, lang};
use crate::sync::{Sync, sync};
use crate::words::arrival as words;
use domain::collector::Collector;
use domain::command::Command;
use domain::duty::Duty;
use domain::refusal::Refusal;
use domain::shift::Shift;
use leptos::prelude::*;

/// The identity of what became of it: the button goes with what it has done.
const OUTCOME: &str = "agreed";

/// What a child is to agree to.
#[derive(Clone, PartialEq)]
enum Asked {
    /// Who may collect them.
    Collector(Collector),
    /// A shift, and what is done on it.
    Duty(Duty, String),
}

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
            let (view, now) = (self.sync.view(), self.sync.now());
            let today = now.day();
            let collectors = view.all::<Collector>().filter(|one| one.open(today) && one.waits());
            let duties = view.all::<Duty>().filter(|one| one.state.live() && one.waits()).filter_map(|one| {
                let shift = view.get::<Shift>(one.shift.0).filter(|shift| shift.starts > now)?;
                Some(Asked::Duty(one.clone(), shift.role.clone()))
            });
            collectors.cloned().map(Asked::Collector).chain(duties).collect::<Vec<_>>()
        });
        let some = Memo::new(move || waiting.with(|waiting| !waiting.is_empty()));
        let form = move || some.get().then(|| self.form(waiting));
        let result = self.sending.result(words::collector_noted(self.lang));
        view! { {form}<div id=OUTCOME tabindex="-1">{result}</div> }.into_any()
    }

    fn form(self, waiting: Memo<Vec<Asked>>) -> AnyView {
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

    fn button(self, one: Asked) -> AnyView {
        let name = match &one {
            Asked::Collector(one) => words::agreed_here(self.lang, &one.child.name, &one.name),
            Asked::Duty(one, role) => words::agreed_to_come(self.lang, &one.resident.name, role),
        };
        view! {
            <button type="button" class="button is-quiet is-wide" on:click=move |_| self.send(&one)>{name}</button>
        }
        .into_any()
    }

    fn send(self, one: &Asked) {
        let witness = self.witness.typed();
        if witness.is_empty() {
            self.witness.fail(words::collector_witness_missing(self.lang));
            return;
        }
        let command = match one {
            Asked::Collector(one) => Command::AuthoriseCollector { collector: one.id, trusted: one.said(witness) },
            Asked::Duty(one, _) => {
                Command::TakeShift { duty: one.id, shift: one.shift, resident: one.resident.id, witness }
            }
        };
        let about = move |refusal: &Refusal| matches!(refusal, Refusal::WordsTooLong { .. }).then_some(self.witness);
        let then = move || {
            self.witness.fill("");
            focus_soon(OUTCOME.into());
        };
        self.sending.send(command, about, then);
    }
}
