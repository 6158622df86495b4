//! A list of residents from the committee's own table: chosen here, read by the server, shown with what its columns are taken for,
//! looked at and then written into the register in one piece; and the lists of before, to take back as a whole.

mod form;
mod past;

use super::sending::error;
use crate::cell::RwSignal;
use crate::components::state::{Mark, state};
use crate::look::{Lang, lang};
#[cfg(feature = "hydrate")]
use crate::online::NotRead;
use crate::online::{self, Fault};
use crate::words::desk::{intake as words, passkeys as key_words};
use domain::wire::SignInRefusal;
use domain::wire::intake::{Brought, Checked, Field, Mapped};
use leptos::prelude::*;
use past::Past;

/// The list that is being brought in, made once per page.
#[derive(Clone, Copy)]
pub struct Lists {
    lang: Lang,
    name: RwSignal<String>,
    brought: RwSignal<Option<Brought>>,
    fields: RwSignal<Vec<Option<Field>>>,
    checked: RwSignal<Option<Checked>>,
    added: RwSignal<Option<u32>>,
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<&'static str>>,
    past: Past,
}

impl Lists {
    /// No list yet.
    pub fn new() -> Self {
        Self {
            lang: lang(),
            name: RwSignal::new(String::new()),
            brought: RwSignal::new(None),
            fields: RwSignal::new(Vec::new()),
            checked: RwSignal::new(None),
            added: RwSignal::new(None),
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
            past: Past::new(),
        }
    }

    /// The part of the page.
    pub fn section(self) -> AnyView {
        let lang = self.lang;
        view! {
            <section class="form card" aria-labelledby="intake">
                <div class="stack is-tight">
                    <h2 id="intake">{words::title(lang)}</h2>
                    <p class="said">{words::text(lang)}</p>
                </div>
                {self.chooser()}
                {move || self.brought.get().map(|brought| self.form(brought))}
                <div aria-live="polite">{move || self.outcome()}</div>
                {self.past.section()}
            </section>
        }
        .into_any()
    }

    fn outcome(self) -> AnyView {
        let lang = self.lang;
        if self.busy.get() {
            return view! { <p class="said">{words::reading(lang)}</p> }.into_any();
        }
        if let Some(sentence) = self.trouble.get() {
            return error(sentence.into());
        }
        self.added.get().map(|count| state(Mark::Confirmed, words::applied(lang, count))).into_any()
    }

    /// A file was read.
    #[cfg(feature = "hydrate")]
    fn read(self, answer: Result<Brought, NotRead>) {
        self.busy.set(false);
        match answer {
            Ok(brought) => {
                self.fields.set(brought.columns.iter().map(|column| column.field).collect());
                self.brought.set(Some(brought));
            }
            Err(why) => self.trouble.set(Some(match why {
                NotRead::TooLarge => words::too_large(self.lang),
                NotRead::Busy => words::busy(self.lang),
                NotRead::Fault(Fault::Failed) => words::unread(self.lang),
                NotRead::Fault(fault) => not_done(self.lang, &fault),
            })),
        }
    }

    /// What the columns are, if that will do; else says why not.
    fn mapped(self) -> Option<Mapped> {
        let id = self.brought.with_untracked(|brought| brought.as_ref().map(|brought| brought.id))?;
        let fields = self.fields.get_untracked();
        let times = |field: Field| fields.iter().filter(|other| **other == Some(field)).count();
        let trouble = if Field::NEEDED.into_iter().any(|field| times(field) == 0) {
            Some(words::missing(self.lang))
        } else if Field::ALL.into_iter().any(|field| times(field) > 1) {
            Some(words::twice(self.lang))
        } else {
            None
        };
        self.trouble.set(trouble);
        self.added.set(None);
        trouble.is_none().then(|| Mapped { id, name: self.name.get_untracked(), fields })
    }

    fn check(self) {
        if self.busy.get_untracked() {
            return;
        }
        let Some(mapped) = self.mapped() else { return };
        self.busy.set(true);
        online::check_list(mapped, move |answer| {
            self.busy.set(false);
            match answer {
                Ok(checked) => self.checked.set(Some(checked)),
                Err(fault) => self.trouble.set(Some(gone_or(self.lang, &fault))),
            }
        });
    }

    fn apply(self) {
        if self.busy.get_untracked() {
            return;
        }
        let Some(mapped) = self.mapped() else { return };
        self.busy.set(true);
        online::apply_list(mapped, move |answer| {
            self.busy.set(false);
            match answer {
                Ok(checked) => {
                    self.brought.set(None);
                    self.checked.set(None);
                    self.added.set(Some(checked.new));
                    self.past.look();
                }
                Err(fault) => self.trouble.set(Some(gone_or(self.lang, &fault))),
            }
        });
    }
}

/// Why the server did not do it. What it does not know any more, it says in no special way.
fn gone_or(lang: Lang, fault: &Fault) -> &'static str {
    if *fault == Fault::Failed { words::gone(lang) } else { not_done(lang, fault) }
}

fn not_done(lang: Lang, fault: &Fault) -> &'static str {
    match fault {
        Fault::Offline => key_words::offline_change(lang),
        Fault::Refused(SignInRefusal::OpenAgain) => key_words::open_again(lang),
        Fault::Refused(_) => key_words::locked_meanwhile(lang),
        Fault::Failed => key_words::failed_change(lang),
    }
}
