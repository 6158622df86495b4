//! 请假: a leader excuses somebody who could not come, with a reason or without one.
//!
//! The reason is read by the person, by the team's leaders and by the desk, and by nobody else. Why somebody is ill is nobody's
//! affair: the form says so.

use super::entry::{Entry, Kind, line, submits};
use super::guests::Guest;
use super::sending::Sending;
use crate::cell::RwSignal;
use crate::components::two_step::focus_soon;
use crate::look::{Lang, lang};
use crate::sync::{Sync, new_id, sync};
use crate::words::desk::{self, shifts as words};
use domain::command::Command;
use domain::id::{PresenceId, ResidentId};
use domain::presence::{Mark, Seen, Venture};
use domain::refusal::Refusal;
use leptos::prelude::*;

/// The form.
const FORM: &str = "excuse";

/// Whom it is asked about, and why, made once per page.
#[derive(Clone, Copy)]
pub struct Excuse {
    lang: Lang,
    sync: Sync,
    of: Venture,
    whom: RwSignal<Option<ResidentId>>,
    reason: Entry,
    sending: Sending,
}

impl Excuse {
    /// Nobody is asked about yet. What becomes of it is told where the page tells of its list.
    pub fn new(of: Venture, sending: Sending) -> Self {
        Self { lang: lang(), sync: sync(), of, whom: RwSignal::new(None), reason: Entry::new(""), sending }
    }

    /// The button beside somebody who has not come.
    pub fn button(self, guest: &Guest) -> AnyView {
        let (who, name) = (guest.resident, guest.name.clone());
        let ask = move |_| {
            self.reason.fill("");
            self.whom.set(who);
            focus_soon(FORM.into());
        };
        view! {
            <button type="button" class="button is-quiet is-small" id=who.map(button_of) on:click=ask>
                {words::excuse(self.lang)}<span class="unseen">{format!(" {name}")}</span>
            </button>
        }
        .into_any()
    }

    /// Whether it is asked about this guest. Tracked.
    pub fn is_about(self, guest: &Guest) -> bool {
        guest.resident.is_some() && self.whom.get() == guest.resident
    }

    /// The form, while it is asked about this guest.
    pub fn form(self, guest: &Guest) -> AnyView {
        let (lang, name) = (self.lang, &guest.name);
        let label = desk::may_be_empty(lang, words::excuse_why(lang));
        let back = move |_| {
            let who = self.whom.get_untracked();
            self.whom.set(None);
            if let Some(who) = who {
                focus_soon(button_of(who));
            }
        };
        view! {
            <form
                class="form card no-print"
                id=FORM
                tabindex="-1"
                aria-labelledby="excuse-whom"
                on:submit=submits(move || self.send())
            >
                <h3 id="excuse-whom">{words::excuse_whom(lang, name)}</h3>
                {line(self.reason, Kind::Words, "excuse-why", &label, Some(words::excuse_hint(lang)))}
                <div class="actions">
                    <button class="button">{words::excuse_now(lang)}</button>
                    <button type="button" class="button is-quiet" on:click=back>{words::excuse_not(lang)}</button>
                </div>
            </form>
        }
        .into_any()
    }

    fn send(self) {
        let (resident, at) = (self.whom.get_untracked(), self.sync.now.get_untracked());
        let reason = self.reason.typed();
        let seen = Seen { of: self.of, resident, mark: Mark::Excused, at, reason, ..Seen::default() };
        let command = Command::NotePresence { presence: PresenceId(new_id()), seen };
        let field = move |refusal: &Refusal| matches!(refusal, Refusal::WordsTooLong { .. }).then_some(self.reason);
        self.sending.send(command, field, move || self.whom.set(None));
    }
}

/// The button that opens the form.
fn button_of(who: ResidentId) -> String {
    format!("excuse-{who}")
}
