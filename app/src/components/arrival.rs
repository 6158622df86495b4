//! 签到: the code that leaders scan or hear at the door, and "我到了" for oneself and the family. Works without a network: the code
//! is a picture that the service worker keeps, and its letters stand below it.

use crate::cell::RwSignal;
use crate::components::item::pending_state;
use crate::components::notice::{Tone, notice};
use crate::components::section::section_head;
use crate::components::state::{Mark as Sign, state};
use crate::look::{Lang, lang};
use crate::sync::{NotTaken, new_id, sync};
use crate::words::{activity, arrival as words, refusal};
use domain::command::Command;
use domain::id::{PresenceId, ResidentId};
use domain::presence::{Mark, OWN_MS, Presence, Seen, Venture, code};
use domain::resident::Person;
use domain::when::Moment;
use leptos::prelude::*;
use uuid::Uuid;

/// What went wrong with the last press. Made once per page.
#[derive(Clone, Copy)]
pub struct Arrival {
    of: Venture,
    trouble: RwSignal<Option<NotTaken>>,
}

impl Arrival {
    /// For one date or shift.
    pub fn new(of: Venture) -> Self {
        Self { of, trouble: RwSignal::new(None) }
    }

    /// The part of the page for the family's places or duties, each with its people; empty when there is none or it is over.
    pub fn section(self, tickets: &[(Uuid, Vec<Person>)], times: (Moment, Moment), lang: Lang, now: Moment) -> AnyView {
        if tickets.is_empty() || now > times.1 {
            return ().into_any();
        }
        let open = now >= times.0.plus_ms(-OWN_MS);
        let parts: Vec<AnyView> =
            tickets.iter().map(|(ticket, people)| self.ticket(*ticket, people, open, lang)).collect();
        view! { <section class="stack">{section_head(words::title(lang).into(), None)}{parts}{self.trouble()}</section> }
            .into_any()
    }

    fn ticket(self, ticket: Uuid, people: &[Person], open: bool, lang: Lang) -> AnyView {
        // Whose it is, unless it is one's own.
        let me = untrack(|| sync().view().me().map(|me| me.id));
        let names: Vec<String> = people.iter().map(|person| person.name.clone()).collect();
        let others = people.iter().any(|person| Some(person.id) != me);
        let whose = others.then(|| view! { <p class="strong">{activity::names(lang, &names)}</p> }.into_any());
        let people: Vec<AnyView> =
            people.iter().filter_map(|person| self.person(person, people.len() > 1, open, lang)).collect();
        view! {
            <div class="card stack">
                {whose}
                <p class="said">{words::hint(lang)}</p>
                <img src=format!("/api/qr/{ticket}") alt=words::picture(lang) width="180" height="180"/>
                <p class="code"><span>{code(ticket)}</span></p>
                {people}
            </div>
        }
        .into_any()
    }

    /// That they are there, or the button that says so.
    fn person(self, person: &Person, several: bool, open: bool, lang: Lang) -> Option<AnyView> {
        let view = sync().view();
        let own = |fact: &&Presence| fact.of == self.of && fact.resident == Some(person.id) && fact.mark == Mark::In;
        if let Some(fact) = view.all::<Presence>().find(own) {
            let pending = view.is_pending::<Presence>(fact.id.0).then(|| pending_state(lang));
            let words = words::came(lang, &person.name, &fact.at.clock().to_string());
            return Some(view! { <p>{state(Sign::Confirmed, words)}" "{pending}</p> }.into_any());
        }
        let (who, words) = (person.id, words::here(lang, several.then_some(person.name.as_str())));
        let button = view! {
            <button type="button" class="button is-wide" on:click=move |_| self.here(who)>{words}</button>
        };
        open.then(|| button.into_any())
    }

    fn here(self, who: ResidentId) {
        let at = sync().now.get_untracked();
        let seen = Seen { of: self.of, resident: Some(who), mark: Mark::In, at, ..Seen::default() };
        let command = Command::NotePresence { presence: PresenceId(new_id()), seen };
        self.trouble.set(None);
        sync().submit(command, move |result| self.trouble.set(result.err()));
    }

    fn trouble(self) -> AnyView {
        (move || {
            let trouble = self.trouble.get();
            trouble.map(|why| notice(Tone::Error, view! { <p>{refusal::not_taken(lang(), &why)}</p> }.into_any()))
        })
        .into_any()
    }
}
