//! 我的密码: the person at the open desk chooses another password, and types the one before once more.

use super::entry::{Entry, Kind, line, submits};
use super::factors::PASSWORD_MIN;
use super::sending::error;
use crate::cell::RwSignal;
use crate::components::state::{Mark, state};
use crate::components::two_step::focus_soon;
use crate::look::{Lang, lang};
use crate::online::{self, Fault};
use crate::words::desk::{lock as lock_words, own_password as words, passkeys as key_words};
use domain::wire::SignInRefusal;
use domain::wire::desk::NewPassword;
use leptos::prelude::*;

/// The identity of the first field.
const CURRENT: &str = "current-password";
/// The identity of the button that opens the form, and has the focus again when that is closed.
const CHANGE: &str = "change-password";

#[derive(Clone, Copy)]
struct Section {
    lang: Lang,
    open: RwSignal<bool>,
    current: Entry,
    chosen: Entry,
    changed: RwSignal<bool>,
    trouble: RwSignal<Option<&'static str>>,
    busy: RwSignal<bool>,
}

/// The section, for a person whose desk is open.
pub fn section() -> AnyView {
    let lang = lang();
    let section = Section {
        lang,
        open: RwSignal::new(false),
        current: Entry::new(""),
        chosen: Entry::new(""),
        changed: RwSignal::new(false),
        trouble: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    let content = move || if section.open.get() { section.form() } else { section.button() };
    view! {
        <section class="stack" aria-labelledby="own-password">
            <h2 id="own-password">{words::title(lang)}</h2>
            <p class="said">{words::text(lang)}</p>
            {content}
            <div aria-live="polite">{move || section.outcome()}</div>
        </section>
    }
    .into_any()
}

impl Section {
    fn button(self) -> AnyView {
        let open = move |_| {
            self.changed.set(false);
            self.open.set(true);
            focus_soon(CURRENT.into());
        };
        view! {
            <div class="actions">
                <button type="button" class="button is-quiet" id=CHANGE on:click=open>
                    {words::change(self.lang)}
                </button>
            </div>
        }
        .into_any()
    }

    fn form(self) -> AnyView {
        let lang = self.lang;
        let busy = move || self.busy.get().then_some("true");
        let hint = Some(lock_words::choose_password_hint(lang));
        view! {
            <form class="form" on:submit=submits(move || self.send())>
                {line(self.current, Kind::Password, CURRENT, words::current(lang), None)}
                {line(self.chosen, Kind::NewPassword, "chosen-password", words::chosen(lang), hint)}
                <div class="actions">
                    <button class="button" aria-busy=busy>{words::save(lang)}</button>
                    <button type="button" class="button is-quiet" on:click=move |_| self.end()>
                        {words::leave(lang)}
                    </button>
                </div>
            </form>
        }
        .into_any()
    }

    fn outcome(self) -> AnyView {
        if self.changed.get() {
            return state(Mark::Confirmed, words::changed(self.lang).into());
        }
        self.trouble.get().map(|sentence| error(sentence.into())).into_any()
    }

    /// Closes the form and forgets what was typed. The focus would go with it.
    fn end(self) {
        self.current.fill("");
        self.chosen.fill("");
        self.trouble.set(None);
        self.open.set(false);
        focus_soon(CHANGE.into());
    }

    fn send(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.trouble.set(None);
        // Passwords as they were typed: a space at their end belongs to them.
        let (current, password) = (self.current.text.get_untracked(), self.chosen.text.get_untracked());
        let short = password.chars().count() < PASSWORD_MIN;
        if current.is_empty() {
            self.current.fail(lock_words::password_missing(self.lang));
        }
        if short {
            self.chosen.fail(lock_words::password_short(self.lang));
        }
        if short || current.is_empty() {
            return;
        }
        self.busy.set(true);
        online::change_password(NewPassword { current, password }, move |answer| {
            self.busy.set(false);
            match answer {
                Ok(_) => {
                    self.end();
                    self.changed.set(true);
                }
                Err(fault) => self.explain(&fault),
            }
        });
    }

    /// Says why not: at a field, or below them.
    fn explain(self, fault: &Fault) {
        let lang = self.lang;
        match fault {
            Fault::Refused(SignInRefusal::WrongFactor) => self.current.fail(words::wrong(lang)),
            Fault::Refused(SignInRefusal::Wait { seconds }) => self.current.fail(lock_words::wait(lang, *seconds)),
            Fault::Refused(SignInRefusal::WeakPassword) => self.chosen.fail(lock_words::password_weak(lang)),
            Fault::Refused(SignInRefusal::OpenAgain) => self.trouble.set(Some(key_words::open_again(lang))),
            Fault::Refused(_) => self.trouble.set(Some(key_words::locked_meanwhile(lang))),
            Fault::Offline => self.trouble.set(Some(key_words::offline_change(lang))),
            Fault::Failed => self.trouble.set(Some(key_words::failed_change(lang))),
        }
    }
}
