//! 我的通行密钥: the passkeys of the person at the desk, a way to add this machine's, and a way to remove one.

use super::authenticator::{self, Trouble, Wish};
use super::entry::{Entry, Kind, line, submits};
use super::sending::error;
use crate::cell::RwSignal;
use crate::components::skeleton::skeleton;
use crate::components::state::{Mark, state};
use crate::components::two_step::{Steps, two_step};
use crate::look::{Lang, lang};
use crate::online::{self, Fault};
use crate::sync::{Sync, sync};
use crate::words::desk::passkeys as words;
use crate::words::when;
use domain::id::PasskeyId;
use domain::when::Moment;
use domain::wire::SignInRefusal;
use domain::wire::desk::{LABEL_MAX, NewPasskey, Passkey, Passkeys};
use leptos::prelude::*;
use uuid::Uuid;

/// What was done last, or why not.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Said {
    Done(&'static str),
    Trouble(&'static str),
}

#[derive(Clone, Copy)]
struct Section {
    lang: Lang,
    sync: Sync,
    /// None until the server has answered.
    all: RwSignal<Option<Result<Passkeys, Fault>>>,
    name: Entry,
    asked: RwSignal<Option<Uuid>>,
    said: RwSignal<Option<Said>>,
    busy: RwSignal<bool>,
}

/// The section, for a person whose desk is open.
pub fn section() -> AnyView {
    let lang = lang();
    let section = Section {
        lang,
        sync: sync(),
        all: RwSignal::new(None),
        name: Entry::new(words::this_machine(lang)),
        asked: RwSignal::new(None),
        said: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    section.load();
    let content = move || match section.all.get() {
        None => skeleton(1),
        Some(Err(fault)) => section.unknown(&fault),
        Some(Ok(all)) => section.known(all),
    };
    view! {
        <section class="stack" aria-labelledby="passkeys">
            <h2 id="passkeys">{words::title(lang)}</h2>
            <p class="said">{words::text(lang)}</p>
            {content}
            <div aria-live="polite">{move || section.said.get().map(say)}</div>
        </section>
    }
    .into_any()
}

fn say(said: Said) -> AnyView {
    match said {
        Said::Done(sentence) => state(Mark::Confirmed, sentence.into()),
        Said::Trouble(sentence) => error(sentence.into()),
    }
}

impl Section {
    fn load(self) {
        online::passkeys(move |answer| self.all.set(Some(answer)));
    }

    fn unknown(self, fault: &Fault) -> AnyView {
        let sentence = if *fault == Fault::Offline { words::offline(self.lang) } else { words::failed(self.lang) };
        view! {
            <p>{sentence}</p>
            <div class="actions">
                <button type="button" class="button is-quiet" on:click=move |_| self.load()>
                    {words::ask_again(self.lang)}
                </button>
            </div>
        }
        .into_any()
    }

    fn known(self, all: Passkeys) -> AnyView {
        let lang = self.lang;
        let now = untrack(|| self.sync.now());
        let add = match (all.possible, authenticator::possible()) {
            (true, true) => self.form(),
            (false, _) => view! { <p>{words::no_address(lang)}</p> }.into_any(),
            (true, false) => view! { <p>{words::no_browser(lang)}</p> }.into_any(),
        };
        let list = if all.passkeys.is_empty() {
            view! { <p>{words::none(lang)}</p> }.into_any()
        } else {
            let items = all.passkeys.into_iter().map(|row| self.item(row, now)).collect_view();
            view! { <ul class="list">{items}</ul> }.into_any()
        };
        view! { {list}{add} }.into_any()
    }

    fn item(self, row: Passkey, now: Moment) -> AnyView {
        let lang = self.lang;
        let stamp = |at: Moment| when::stamp(lang, at, now);
        let about = words::about(lang, &stamp(row.made), row.used.map(stamp).as_deref());
        let steps = Steps {
            act: words::remove(lang).into(),
            question: words::remove_question(lang, &row.label),
            yes: words::remove_yes(lang).into(),
            no: words::remove_no(lang).into(),
        };
        let id = row.id;
        let remove = two_step(self.asked, id.0, steps, Callback::new(move |()| self.remove(id)));
        view! {
            <li class="device">
                <span class="device-text"><b>{row.label}</b><small>{about}</small></span>
                {remove}
            </li>
        }
        .into_any()
    }

    fn form(self) -> AnyView {
        let lang = self.lang;
        let busy = move || self.busy.get().then_some("true");
        view! {
            <form class="form" on:submit=submits(move || self.add())>
                {line(self.name, Kind::Words, "passkey-name", words::name(lang), Some(words::name_hint(lang)))}
                <div class="actions"><button class="button is-quiet" aria-busy=busy>{words::add(lang)}</button></div>
            </form>
        }
        .into_any()
    }

    fn add(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.said.set(None);
        let label = self.name.typed();
        if label.is_empty() || label.chars().count() > LABEL_MAX {
            self.name.fail(words::name_wrong(self.lang));
            return;
        }
        self.busy.set(true);
        online::begin_passkey(move |question| match question {
            Err(fault) => self.fail(not_done(self.lang, &fault)),
            Ok(options) => authenticator::ask(Wish::Make, options, move |answer| match answer {
                Err(trouble) => self.fail(not_made(self.lang, trouble)),
                Ok(answer) => online::add_passkey(NewPasskey { label, answer }, move |all| {
                    self.took(all, words::added(self.lang));
                }),
            }),
        });
    }

    fn remove(self, id: PasskeyId) {
        self.said.set(None);
        online::remove_passkey(id, move |all| self.took(all, words::removed(self.lang)));
    }

    fn took(self, all: Result<Passkeys, Fault>, done: &'static str) {
        match all {
            Err(fault) => self.fail(not_done(self.lang, &fault)),
            Ok(all) => {
                self.busy.set(false);
                self.all.set(Some(Ok(all)));
                self.said.set(Some(Said::Done(done)));
            }
        }
    }

    fn fail(self, sentence: &'static str) {
        self.busy.set(false);
        self.said.set(Some(Said::Trouble(sentence)));
    }
}

fn not_made(lang: Lang, trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::GivenUp => words::not_made(lang),
        Trouble::Known => words::known_here(lang),
        Trouble::Impossible => words::cannot_make(lang),
    }
}

fn not_done(lang: Lang, fault: &Fault) -> &'static str {
    match fault {
        Fault::Offline => words::offline_change(lang),
        Fault::Refused(SignInRefusal::OpenAgain) => words::open_again(lang),
        Fault::Refused(SignInRefusal::WrongFactor) => words::not_taken(lang),
        Fault::Refused(_) => words::locked_meanwhile(lang),
        Fault::Failed => words::failed_change(lang),
    }
}
