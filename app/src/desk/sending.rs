//! What became of the command of a form. A no goes to the field it is about, or under the form; a command that was
//! taken on is followed until the server has answered: 待确认, then done or 未成功 with the reason.

use super::entry::Entry;
use crate::cell::RwSignal;
use crate::components::item::pending_state;
use crate::components::notice::{Tone, notice};
use crate::components::state::{Mark, state};
use crate::look::{Lang, lang};
use crate::sync::{NotTaken, Sync, sync};
use crate::words::{common, desk as words, refusal};
use domain::command::Command;
use domain::id::PhotoId;
use domain::refusal::Refusal;
use leptos::prelude::*;

/// One form's way of sending, made once per page.
#[derive(Clone, Copy)]
pub struct Sending {
    sync: Sync,
    lang: Lang,
    busy: RwSignal<bool>,
    last: RwSignal<Option<Command>>,
    trouble: RwSignal<Option<String>>,
}

enum Answer {
    Waiting,
    Refused(Refusal),
    Done,
}

impl Sending {
    /// A way of sending for one form.
    pub fn new() -> Self {
        Self {
            sync: sync(),
            lang: lang(),
            busy: RwSignal::new(false),
            last: RwSignal::new(None),
            trouble: RwSignal::new(None),
        }
    }

    /// Sends a command, once for however many taps. `field` names the entry that a refusal is about; `then` is
    /// called when the phone has taken the command on.
    pub fn send(
        self,
        command: Command,
        field: impl FnOnce(&Refusal) -> Option<Entry> + 'static,
        then: impl FnOnce() + 'static,
    ) {
        self.send_with(command, &[], field, then);
    }

    /// The same for one of many that are tapped in a row: the next one is not lost while this phone still stores the last.
    pub fn send_next(self, command: Command, then: impl FnOnce() + 'static) {
        self.busy.set(false);
        self.send(command, |_| None, then);
    }

    /// The same, for a command that names these pictures: those that are new on this phone go before it.
    pub fn send_with(
        self,
        command: Command,
        pictures: &[PhotoId],
        field: impl FnOnce(&Refusal) -> Option<Entry> + 'static,
        then: impl FnOnce() + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.trouble.set(None);
        self.last.set(None);
        let sent = command.clone();
        let heard = move |answer: Result<(), NotTaken>| {
            self.busy.set(false);
            match answer {
                Ok(()) => {
                    self.last.set(Some(sent));
                    then();
                }
                Err(no) => self.explain(&no, field),
            }
        };
        #[cfg(feature = "hydrate")]
        self.sync.submit_with_pictures(command, crate::sync::picture::held(pictures), heard);
        #[cfg(not(feature = "hydrate"))]
        {
            let _ = pictures;
            self.sync.submit(command, heard);
        }
    }

    fn explain(self, no: &NotTaken, field: impl FnOnce(&Refusal) -> Option<Entry>) {
        let place = if let NotTaken::Refused(refusal) = no { field(refusal) } else { None };
        let sentence = why(self.lang, no);
        match place {
            Some(entry) => entry.fail(sentence),
            None => self.trouble.set(Some(sentence)),
        }
    }

    /// Says nothing more of the last command.
    pub fn forget(self) {
        self.trouble.set(None);
        self.last.set(None);
    }

    /// The last command that was taken on. Tracked.
    pub fn last(self) -> Option<Command> {
        self.last.get()
    }

    /// Whether the server has done the last command. Tracked.
    pub fn done(self) -> bool {
        self.last
            .with(|last| last.as_ref().is_some_and(|command| matches!(answer(self.sync, command), Some(Answer::Done))))
    }

    /// Whether the server has refused the last command. Tracked.
    pub fn refused(self) -> bool {
        self.refusal().is_some()
    }

    /// Why the server has refused the last command, if it has. Tracked.
    pub fn refusal(self) -> Option<Refusal> {
        self.last.with(|last| match answer(self.sync, last.as_ref()?) {
            Some(Answer::Refused(refusal)) => Some(refusal),
            _ => None,
        })
    }

    /// The place under the form where the result is read out. `done` is the sentence for "it is so now".
    pub fn result(self, done: &'static str) -> AnyView {
        self.result_with(move || done)
    }

    /// The same, where it depends on what was sent how its success is said.
    pub fn result_with(self, done: impl Fn() -> &'static str + Send + 'static) -> AnyView {
        let sentence = move || {
            if let Some(trouble) = self.trouble.get() {
                return error(trouble);
            }
            let Some(command) = self.last.get() else { return ().into_any() };
            match answer(self.sync, &command) {
                None => ().into_any(),
                Some(Answer::Done) => state(Mark::Confirmed, done().into()),
                Some(Answer::Refused(no)) => error(refusal::sentence(self.lang, &no)),
                Some(Answer::Waiting) => waiting(self.lang, self.sync),
            }
        };
        view! { <div aria-live="polite">{sentence}</div> }.into_any()
    }
}

/// A command that has not been answered: what that means, with and without a network.
fn waiting(lang: Lang, sync: Sync) -> AnyView {
    let text = sync.status().offline.then(|| view! { <p class="said">{words::offline_stored(lang)}</p> });
    view! { {pending_state(lang)}{text} }.into_any()
}

/// What the server has said to a command. One that still waits counts as waiting even if the same was done before.
fn answer(sync: Sync, command: &Command) -> Option<Answer> {
    if sync.waiting().iter().any(|envelope| envelope.command == *command) {
        return Some(Answer::Waiting);
    }
    let parked = sync.parked();
    if let Some(parked) = parked.iter().find(|parked| parked.envelope.command == *command) {
        return Some(Answer::Refused(parked.refusal.clone()));
    }
    sync.sent().iter().any(|sent| sent.envelope.command == *command).then_some(Answer::Done)
}

/// Why a command was not taken on, in words.
fn why(lang: Lang, no: &NotTaken) -> String {
    match no {
        NotTaken::Refused(no) => refusal::sentence(lang, no),
        NotTaken::SignInFirst => words::signed_out_text(lang).into(),
        NotTaken::NotStored => common::not_stored(lang).into(),
    }
}

/// A sentence about something that did not work.
pub fn error(sentence: String) -> AnyView {
    notice(Tone::Error, view! { <p>{sentence}</p> }.into_any())
}
