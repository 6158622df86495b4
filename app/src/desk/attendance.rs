//! 签到: who came and who went, noted on the spot, with or without a network. For a date or a shift.

use super::entry::{Entry, Kind, line, submits};
use super::sending::Sending;
use super::table::{Column, Line, table};
use crate::cell::Memo;
use crate::components::item::pending_state;
use crate::components::state::{Mark as Sign, state};
use crate::look::{Lang, lang};
use crate::sync::{Sync, new_id, sync};
use crate::words::desk::{self, shifts as words};
use domain::arrange::Arrange;
use domain::command::Command;
use domain::duty::Duty;
use domain::id::{PresenceId, ResidentId};
use domain::occurrence::Occurrence;
use domain::presence::{Mark, Presence, Seen, Venture, stay};
use domain::refusal::Refusal;
use domain::replica::Replica;
use domain::resident::Person;
use domain::shift::Shift;
use domain::signup::{Signup, SignupState};
use domain::when::{HOUR_MS, Moment};
use leptos::prelude::*;

/// So long before the beginning the list opens.
const OPENS_MS: i64 = 3 * HOUR_MS;

/// The list with its line for those who walk in, made once per page.
#[derive(Clone, Copy)]
pub struct Attendance {
    lang: Lang,
    sync: Sync,
    of: Venture,
    name: Entry,
    sending: Sending,
}

/// Somebody on the list: who was expected, or who came all the same.
struct Guest {
    resident: Option<ResidentId>,
    name: String,
    walk_in: bool,
}

impl Attendance {
    /// The list of one date or shift.
    pub fn new(of: Venture) -> Self {
        Self { lang: lang(), sync: sync(), of, name: Entry::new(""), sending: Sending::new() }
    }

    /// The part of the page; empty until shortly before it begins.
    pub fn section(self) -> AnyView {
        let open = Memo::new(move || {
            let now = self.sync.now();
            starts(&self.sync.view(), self.of).is_some_and(|starts| now >= starts.plus_ms(-OPENS_MS))
        });
        (move || if open.get() { self.inside() } else { ().into_any() }).into_any()
    }

    fn inside(self) -> AnyView {
        let lang = self.lang;
        view! {
            <section class="stack" aria-labelledby="attendance">
                <h2 id="attendance">{words::attendance(lang)}</h2>
                <p class="said">{words::attendance_text(lang)}</p>
                {move || self.list()}
                <form class="form no-print" on:submit=submits(move || self.walk_in())>
                    {line(self.name, Kind::Words, "walk-in", words::walk_in(lang), Some(words::walk_in_hint(lang)))}
                    {self.sending.result(words::noted(lang))}
                    <div class="actions"><button class="button is-quiet">{words::walk_in_now(lang)}</button></div>
                </form>
            </section>
        }
        .into_any()
    }

    fn list(self) -> AnyView {
        let lang = self.lang;
        let view = self.sync.view();
        let facts: Vec<&Presence> = view.all::<Presence>().filter(|fact| fact.of == self.of).collect();
        let guests = guests(&view, self.of, &facts);
        if guests.is_empty() {
            return view! { <p class="said">{words::nobody_expected(lang)}</p> }.into_any();
        }
        let columns = vec![Column::words(words::who(lang)), Column::words(words::times(lang))];
        let lines = guests.into_iter().map(|guest| self.line(&view, guest, &facts)).collect();
        table(words::attendance(lang).into_any(), columns, Some(desk::action(lang)), lines)
    }

    fn line(self, view: &Replica, guest: Guest, facts: &[&Presence]) -> Line {
        let lang = self.lang;
        let own: Vec<&Presence> = facts.iter().copied().filter(|fact| guest.is_of(fact)).collect();
        let (came, went) = stay(own.iter().copied());
        let clock = |at: Moment| at.clock().to_string();
        let times = words::stay(lang, came.map(clock), went.map(clock));
        let odd = own.iter().any(|fact| fact.odd).then(|| state(Sign::Waiting, words::odd(lang).into()));
        let waits = own.iter().any(|fact| view.is_pending::<Presence>(fact.id.0)).then(|| pending_state(lang));
        let walked = guest.walk_in.then(|| view! { <small>{words::walked_in(lang)}</small> });
        let mark = if came.is_none() { Mark::In } else { Mark::Out };
        let button = if came.is_none() { words::came(lang) } else { words::went(lang) };
        let class = if came.is_none() { "button is-small" } else { "button is-quiet is-small" };
        let whose = guest.name.clone();
        let head = view! { {guest.name.clone()}{walked} }.into_any();
        let note = move |_| {
            // A neighbour is named by their identity alone.
            let name = if guest.resident.is_some() { String::new() } else { guest.name.clone() };
            self.note(guest.resident, name, mark);
        };
        let action = view! {
            <button type="button" class=class on:click=note>
                {button}<span class="unseen">{format!(" {whose}")}</span>
            </button>
        };
        Line {
            head,
            cells: vec![view! { <span class="num">{times}</span>{odd}{waits} }.into_any()],
            action: Some(action.into_any()),
        }
    }

    fn note(self, resident: Option<ResidentId>, name: String, mark: Mark) {
        let at = self.sync.now.get_untracked();
        let seen = Seen { of: self.of, resident, name, mark, at };
        let command = Command::NotePresence { presence: PresenceId(new_id()), seen };
        self.sending.send(command, |_| None, || {});
    }

    fn walk_in(self) {
        let at = self.sync.now.get_untracked();
        let seen = Seen { of: self.of, resident: None, name: self.name.typed(), mark: Mark::In, at };
        let command = Command::NotePresence { presence: PresenceId(new_id()), seen };
        let field = move |refusal: &Refusal| matches!(refusal, Refusal::BadName).then_some(self.name);
        self.sending.send(command, field, move || self.name.fill(""));
    }
}

impl Guest {
    fn is_of(&self, fact: &Presence) -> bool {
        match self.resident {
            Some(who) => fact.resident == Some(who),
            None => fact.resident.is_none() && fact.name == self.name,
        }
    }
}

fn starts(view: &Replica, of: Venture) -> Option<Moment> {
    match of {
        Venture::Occurrence(date) => view.get::<Occurrence>(date.0).map(|date| date.starts),
        Venture::Shift(shift) => view.get::<Shift>(shift.0).map(|shift| shift.starts),
    }
}

/// Those who are expected, by name, then those who came all the same.
fn guests(view: &Replica, of: Venture, facts: &[&Presence]) -> Vec<Guest> {
    let expected = |person: &Person| Guest { resident: Some(person.id), name: person.name.clone(), walk_in: false };
    let mut guests: Vec<Guest> = match of {
        Venture::Shift(shift) => {
            let duties = view.all::<Duty>().filter(|duty| duty.shift == shift && duty.state.live());
            duties.map(|duty| expected(&duty.resident)).collect()
        }
        Venture::Occurrence(date) => {
            let signups = view.all::<Signup>().filter(|signup| signup.occurrence == date);
            let seated = signups.filter(|signup| signup.state == SignupState::Confirmed);
            seated.flat_map(|signup| &signup.party).map(expected).collect()
        }
    };
    guests.arrange(|a, b| a.name.cmp(&b.name));
    for fact in facts {
        if !guests.iter().any(|guest| guest.is_of(fact)) {
            guests.push(Guest { resident: fact.resident, name: fact.name.clone(), walk_in: true });
        }
    }
    guests
}
