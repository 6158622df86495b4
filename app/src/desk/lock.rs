//! The lock of the desk. Staff may see other people's things only after a second factor on this phone: a password
//! they choose once and six digits from an authenticator app, or a passkey. Unlocking needs the network; what was typed
//! stays if there is none.
//!
//! After the lock has opened, the role arrives with the next pull, and with it the reports; after locking they are
//! purged.

use super::entry::submits;
use super::factors::Typed;
use super::key::Key;
use super::picture::picture;
use super::sending::error;
use super::{authenticator, own_password, passkeys};
use crate::cell::{Memo, RwSignal};
use crate::components::notice::{Tone, notice};
use crate::components::state::{Mark, state};
use crate::look::{Lang, lang};
use crate::online::{self, Fault};
use crate::sync::{Sync, sync};
use crate::words::desk::{lock as words, passkeys as key_words};
use domain::wire::DeskState;
use leptos::prelude::*;

/// How the desk stands for this person, as far as this phone has heard.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Standing {
    Asking,
    Offline,
    Failed,
    Known(DeskState),
}

/// The lock with what is typed into it, made once per page.
#[derive(Clone, Copy)]
pub struct Lock {
    lang: Lang,
    sync: Sync,
    standing: RwSignal<Standing>,
    typed: Typed,
    key: Key,
    trouble: RwSignal<Option<&'static str>>,
    busy: RwSignal<bool>,
}

impl Lock {
    /// The lock of the person who is signed in; asks how it stands as soon as that is known.
    pub fn new() -> Self {
        let lock = Self {
            lang: lang(),
            sync: sync(),
            standing: RwSignal::new(Standing::Asking),
            typed: Typed::new(),
            key: Key::new(),
            trouble: RwSignal::new(None),
            busy: RwSignal::new(false),
        };
        let who = Memo::new(move || lock.sync.view().me().map(|me| me.id));
        Effect::new(move |_| {
            if who.get().is_some() {
                lock.ask();
            }
        });
        lock
    }

    /// Whether it is known that this person is not staff. Tracked.
    pub fn not_staff(self) -> bool {
        self.standing.with(|standing| *standing == Standing::Known(DeskState::NotStaff))
    }

    fn ask(self) {
        online::desk_state(move |answer| {
            self.standing.set(match answer {
                Ok(state) => Standing::Known(state),
                Err(Fault::Offline) => Standing::Offline,
                Err(Fault::Refused(_)) => Standing::Known(DeskState::NotStaff),
                Err(Fault::Failed) => Standing::Failed,
            });
        });
    }

    /// The part of the page for staff. Empty for everyone else.
    pub fn section(self) -> AnyView {
        let lang = self.lang;
        let content = move || match self.standing.get() {
            Standing::Asking | Standing::Known(DeskState::NotStaff) => ().into_any(),
            Standing::Offline => self.unknown(Tone::Offline, words::offline(lang)),
            Standing::Failed => self.unknown(Tone::Plain, words::failed(lang)),
            Standing::Known(DeskState::Enrol { secret, qr }) => self.enrol(secret, &qr),
            Standing::Known(DeskState::Locked { passkey }) => self.locked(passkey && authenticator::possible()),
            Standing::Known(DeskState::Open) => self.open(),
        };
        view! { <section class="stack">{content}</section> }.into_any()
    }

    /// How the person opens the desk, to be changed while it is open: passkeys and the password.
    pub fn own_factors(self) -> AnyView {
        let open = Memo::new(move || self.standing.with(|standing| *standing == Standing::Known(DeskState::Open)));
        let content = move || {
            if open.get() { view! { {passkeys::section()}{own_password::section()} }.into_any() } else { ().into_any() }
        };
        content.into_any()
    }

    fn unknown(self, tone: Tone, sentence: &'static str) -> AnyView {
        view! {
            {notice(tone, view! { <p>{sentence}</p> }.into_any())}
            <div class="actions">
                <button type="button" class="button is-quiet" on:click=move |_| self.ask()>
                    {words::ask_again(self.lang)}
                </button>
            </div>
        }
        .into_any()
    }

    fn enrol(self, secret: String, qr: &str) -> AnyView {
        let lang = self.lang;
        let shown = in_fours(&secret);
        view! {
            <h2>{words::enrol(lang)}</h2>
            <p class="said">{words::enrol_text(lang)}</p>
            <form class="form" on:submit=submits(move || self.unlock(Some(secret.clone())))>
                {self.typed.new_password()}
                <div class="stack">
                    <p class="strong">{words::scan(lang)}</p>
                    <div class="qr">{picture(qr, words::qr_says(lang).into())}</div>
                    <p>{words::or_type(lang)}</p>
                    <p><b class="num">{shown}</b></p>
                </div>
                {self.typed.digits()}
                {self.send_button(words::enrol_now(lang), "button")}
            </form>
        }
        .into_any()
    }

    /// A passkey first, where there is one; password and code are always a way.
    fn locked(self, with_key: bool) -> AnyView {
        let lang = self.lang;
        let key = with_key.then(|| {
            view! {
                <p class="said">{key_words::locked_text(lang)}</p>
                {self.key.button(move |state| self.opened(state))}
            }
        });
        let (text, class) = match with_key {
            true => (key_words::or_else(lang), "button is-quiet"),
            false => (words::locked_text(lang), "button"),
        };
        view! {
            <h2>{words::locked(lang)}</h2>
            {key}
            <p class="said">{text}</p>
            <form class="form" on:submit=submits(move || self.unlock(None))>
                {self.typed.password()}
                {self.typed.digits()}
                {self.send_button(words::unlock(lang), class)}
            </form>
        }
        .into_any()
    }

    fn send_button(self, name: &'static str, class: &'static str) -> AnyView {
        let busy = move || self.busy.get().then_some("true");
        view! {
            <div aria-live="polite">{move || self.trouble.get().map(|sentence| error(sentence.into()))}</div>
            <div class="actions"><button class=class aria-busy=busy>{name}</button></div>
        }
        .into_any()
    }

    fn open(self) -> AnyView {
        let lang = self.lang;
        let here = move || self.sync.view().me().is_some_and(super::door::works_here);
        let said = move || if here() { words::open_text(lang) } else { words::open_soon(lang) };
        let trouble = move || self.trouble.get().map(|sentence| error(sentence.into()));
        view! {
            <h2>{words::open(lang)}</h2>
            <div aria-live="polite">
                {state(Mark::Confirmed, words::open_here(lang).into())}
                <p class="said">{said}</p>
                {trouble}
            </div>
            <div class="actions">
                <button type="button" class="button is-quiet" on:click=move |_| self.lock()>
                    {words::lock_now(lang)}
                </button>
            </div>
        }
        .into_any()
    }

    fn unlock(self, secret: Option<String>) {
        self.trouble.set(None);
        if self.busy.get_untracked() {
            return;
        }
        let Some(factors) = self.typed.read(secret) else { return };
        self.busy.set(true);
        online::unlock(factors, move |answer| {
            self.busy.set(false);
            match answer {
                Ok(state) => self.opened(state),
                Err(fault) => self.trouble.set(self.typed.explain(fault)),
            }
        });
    }

    fn opened(self, state: DeskState) {
        self.typed.clear();
        self.standing.set(Standing::Known(state));
        self.sync.refresh();
    }

    fn lock(self) {
        self.trouble.set(None);
        online::lock(move |answer| match answer {
            Ok(state) => {
                self.standing.set(Standing::Known(state));
                self.sync.refresh();
            }
            Err(_) => self.trouble.set(Some(words::lock_failed(self.lang))),
        });
    }
}

/// A secret in groups of four, as one reads it off to type it.
fn in_fours(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|four| four.iter().collect()).collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::in_fours;

    #[test]
    fn a_secret_is_read_off_in_fours() {
        assert_eq!(in_fours("JBSWY3DPEH"), "JBSW Y3DP EH");
        assert_eq!(in_fours(""), "");
    }
}
