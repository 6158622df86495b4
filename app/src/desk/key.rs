//! The button that opens the desk with a passkey, and what is wrong when it does not.

use super::authenticator::{self, Trouble, Wish};
use super::sending::error;
use crate::cell::RwSignal;
use crate::look::{Lang, lang};
use crate::online::{self, Fault};
use crate::words::desk::{lock, passkeys as words};
use domain::wire::{DeskState, SignInRefusal};
use leptos::prelude::*;

/// The button, made once per page.
#[derive(Clone, Copy)]
pub struct Key {
    lang: Lang,
    trouble: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
}

impl Key {
    /// One that has not been pressed.
    pub fn new() -> Self {
        Self { lang: lang(), trouble: RwSignal::new(None), busy: RwSignal::new(false) }
    }

    /// Draws it. `opened` is called when the desk is open.
    pub fn button(self, opened: impl Fn(DeskState) + Copy + 'static) -> AnyView {
        let busy = move || self.busy.get().then_some("true");
        view! {
            <div aria-live="polite">{move || self.trouble.get().map(error)}</div>
            <div class="actions">
                <button type="button" class="button" aria-busy=busy on:click=move |_| self.press(opened)>
                    {words::open_with(self.lang)}
                </button>
            </div>
        }
        .into_any()
    }

    fn press(self, opened: impl Fn(DeskState) + Copy + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.trouble.set(None);
        self.busy.set(true);
        online::ask_passkey(move |question| match question {
            Err(fault) => self.fail(explain(self.lang, &fault)),
            Ok(options) => authenticator::ask(Wish::Show, options, move |answer| match answer {
                Err(trouble) => self.fail(not_shown(self.lang, trouble).into()),
                Ok(answer) => online::show_passkey(answer, move |state| match state {
                    Err(fault) => self.fail(explain(self.lang, &fault)),
                    Ok(state) => {
                        self.busy.set(false);
                        opened(state);
                    }
                }),
            }),
        });
    }

    fn fail(self, sentence: String) {
        self.busy.set(false);
        self.trouble.set(Some(sentence));
    }
}

fn not_shown(lang: Lang, trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::GivenUp | Trouble::Known => words::not_shown(lang),
        Trouble::Impossible => words::cannot_show(lang),
    }
}

fn explain(lang: Lang, fault: &Fault) -> String {
    match fault {
        Fault::Offline => words::offline_open(lang).into(),
        Fault::Failed => words::failed_open(lang).into(),
        Fault::Refused(SignInRefusal::WrongFactor) => words::wrong(lang).into(),
        Fault::Refused(SignInRefusal::Wait { seconds }) => lock::wait(lang, *seconds),
        Fault::Refused(_) => lock::not_allowed(lang).into(),
    }
}
