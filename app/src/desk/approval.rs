//! 待同意: who has asked to come to a date that wants a yes, and the organizer's answer. A no has a reason, which they read.

use super::entry::{Entry, Kind, line};
use super::sending::Sending;
use super::table::{Column, Line, table};
use crate::components::item::pending_state;
use crate::look::{Lang, lang};
use crate::sync::{Sync, sync};
use crate::words::activity;
use crate::words::desk::{self, dates as words};
use domain::arrange::Arrange;
use domain::command::Command;
use domain::id::{OccurrenceId, SignupId};
use domain::refusal::Refusal;
use domain::replica::Replica;
use domain::signup::{Signup, SignupState};
use leptos::prelude::*;

/// The list with its reason, made once per page.
#[derive(Clone, Copy)]
pub struct Approval {
    lang: Lang,
    sync: Sync,
    date: OccurrenceId,
    why: Entry,
    sending: Sending,
}

impl Approval {
    /// Of one date.
    pub fn new(date: OccurrenceId) -> Self {
        Self { lang: lang(), sync: sync(), date, why: Entry::new(""), sending: Sending::new() }
    }

    /// The part of the page; nothing where nobody asks.
    pub fn section(self) -> AnyView {
        view! {
            <section class="stack no-print">
                {move || self.list()}
                {self.sending.result(words::answered(self.lang))}
            </section>
        }
        .into_any()
    }

    fn list(self) -> AnyView {
        let (lang, view) = (self.lang, self.sync.view());
        let asking = asking(&view, self.date);
        if asking.is_empty() {
            return ().into_any();
        }
        let pending = |signup: &Signup| view.is_pending::<Signup>(signup.id.0);
        let lines = asking.into_iter().map(|signup| self.line(signup, pending(signup))).collect();
        let columns = vec![Column::words(words::who(lang)), Column::numbers(words::people(lang))];
        view! {
            {table(words::asking(lang).into_any(), columns, Some(desk::action(lang)), lines)}
            <p class="said">{words::asking_text(lang)}</p>
            {line(self.why, Kind::Words, "decline-why", words::decline_why(lang), None)}
        }
        .into_any()
    }

    fn line(self, signup: &Signup, pending: bool) -> Line {
        let (lang, id) = (self.lang, signup.id);
        let names: Vec<String> = signup.party.iter().map(|person| person.name.clone()).collect();
        let booker = (!signup.includes(signup.booker.id))
            .then(|| view! { <small>{words::arranged_by(lang, &signup.booker.name)}</small> });
        let action = if pending {
            pending_state(lang)
        } else {
            let (yes, no) = (move |_| self.answer(id, true), move |_| self.answer(id, false));
            let whose = || view! { <span class="unseen">{format!(" {}", activity::names(lang, &names))}</span> };
            view! {
                <div class="row">
                    <button type="button" class="button is-small" on:click=yes>{words::agree(lang)}{whose()}</button>
                    <button type="button" class="button is-quiet is-small" on:click=no>
                        {words::decline(lang)}{whose()}
                    </button>
                </div>
            }
            .into_any()
        };
        Line {
            head: view! { {activity::names(lang, &names)}{booker} }.into_any(),
            cells: vec![signup.seats().into_any()],
            action: Some(action),
        }
    }

    fn answer(self, signup: SignupId, agreed: bool) {
        let (why, typed) = (self.why, self.why.typed());
        if !agreed && typed.is_empty() {
            return why.fail(words::decline_why_missing(self.lang));
        }
        let words = if agreed { String::new() } else { typed };
        let field = move |refusal: &Refusal| matches!(refusal, Refusal::WordsTooLong { .. }).then_some(why);
        let then = move || {
            if !agreed {
                why.fill("");
            }
        };
        self.sending.send(Command::AnswerSignup { signup, agreed, words }, field, then);
    }
}

/// Who asks to come to a date, in the order in which they did.
fn asking(view: &Replica, date: OccurrenceId) -> Vec<&Signup> {
    let asks = |signup: &&Signup| signup.occurrence == date && signup.state == SignupState::Asked;
    let mut asking: Vec<&Signup> = view.all::<Signup>().filter(asks).collect();
    asking.arrange_by_key(|signup| (signup.made, signup.id));
    asking
}
