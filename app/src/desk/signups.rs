//! Who comes to a date: those with a place, then the waiting list in its order. Their names are in the scopes of the
//! organization and of the desk.

use super::callers::Callers;
use super::lease::Leases;
use super::paper::{print_button, sheet_link};
use super::sending::Sending;
use super::table::{Column, Line, table};
use crate::cell::RwSignal;
use crate::components::item::signup_state;
use crate::components::state::{Mark, state};
use crate::components::two_step::{Steps, two_step};
use crate::look::{Lang, lang};
use crate::sync::{Sync, sync};
use crate::words::activity;
use crate::words::desk::{self, dates as words, leases as lease_words};
use domain::arrange::Arrange;
use domain::command::Command;
use domain::id::OccurrenceId;
use domain::occurrence::Occurrence;
use domain::replica::Replica;
use domain::signup::{Signup, SignupState};
use domain::when::Moment;
use leptos::prelude::*;
use uuid::Uuid;

/// The list with its question, made once per page.
#[derive(Clone, Copy)]
pub struct Signups {
    lang: Lang,
    sync: Sync,
    date: OccurrenceId,
    asked: RwSignal<Option<Uuid>>,
    sending: Sending,
    /// Of places that are given, or taken by telephone.
    giving: Sending,
    callers: Callers,
    leases: Leases,
}

impl Signups {
    /// The list of one date.
    pub fn new(date: OccurrenceId) -> Self {
        Self {
            lang: lang(),
            sync: sync(),
            date,
            asked: RwSignal::new(None),
            sending: Sending::new(),
            giving: Sending::new(),
            callers: Callers::new(date),
            leases: Leases::new(date),
        }
    }

    /// The part of the page.
    pub fn section(self) -> AnyView {
        view! {
            <section class="stack">
                {move || self.list()}
                {self.sending.result(words::left(self.lang))}
                {self.giving.result(words::given(self.lang))}
            </section>
            {self.callers.section()}
            {self.leases.section()}
        }
        .into_any()
    }

    fn list(self) -> AnyView {
        let lang = self.lang;
        let (view, now) = (self.sync.view(), self.sync.now());
        let Some(date) = view.get::<Occurrence>(self.date.0) else { return ().into_any() };
        let signups = of_date(&view, self.date);
        let gone = signups.iter().filter(|signup| signup.state == SignupState::Cancelled).count();
        let pending = |signup: &Signup| view.is_pending::<Signup>(signup.id.0);
        // Those who ask have a list of their own.
        let listed = |s: &Signup| s.state != SignupState::Asked && (s.state != SignupState::Cancelled || pending(s));
        let shown: Vec<&Signup> = signups.iter().copied().filter(|s| listed(s)).collect();
        if shown.is_empty() {
            return view! { <h2>{words::names(lang)}</h2><p class="said">{words::nobody(lang)}</p> }.into_any();
        }
        let open = date.starts > now;
        let lines = shown.into_iter().map(|signup| self.line(signup, date, pending(signup), open)).collect();
        let columns = vec![
            Column::words(words::who(lang)),
            Column::numbers(words::people(lang)),
            Column::words(desk::state(lang)),
        ];
        let gone = (gone > 0).then(|| view! { <p class="small soft">{words::given_back(lang, gone)}</p> });
        // Whom a leader let in clashed then, and not when the date was moved.
        let moved = |s: &&&Signup| s.clash && s.state == SignupState::Confirmed && s.handed.is_none();
        let clashing = signups.iter().filter(moved).map(|s| s.seats()).sum();
        let clashing = (clashing > 0).then(|| view! { <p class="said">{words::clashing(lang, clashing)}</p> });
        let sheet = format!("/api/export/signups/{}", self.date);
        let sheet = sheet_link(desk::sheet(lang), &sheet, view.me().map(|me| me.id));
        view! {
            {clashing}
            {table(words::names(lang).into_any(), columns, Some(desk::action(lang)), lines)}
            {gone}
            <div class="actions no-print">{print_button(desk::print(lang), "button is-quiet")}{sheet}</div>
        }
        .into_any()
    }

    fn line(self, signup: &Signup, date: &Occurrence, pending: bool, open: bool) -> Line {
        let lang = self.lang;
        let names: Vec<String> = signup.party.iter().map(|person| person.name.clone()).collect();
        let booker = (!signup.includes(signup.booker.id))
            .then(|| view! { <small>{words::arranged_by(lang, &signup.booker.name)}</small> });
        let waits = matches!(signup.state, SignupState::Waiting { .. });
        let clash = match (waits, signup.handed) {
            (true, _) => words::clash_waiting(lang),
            (false, Some(_)) => lease_words::clash_handed(lang),
            (false, None) => words::clash_seated(lang),
        };
        let clash = signup.clash.then(|| view! { <small>{clash}</small> });
        let early = signup.out_of_order.then(|| view! { <small>{words::out_of_order(lang)}</small> });
        let why = (!signup.reason.is_empty()).then(|| view! { <small>{signup.reason.clone()}</small> });
        let handed =
            signup.handed.map(|at| view! { <small>{lease_words::handed(lang)}" "{at.clock().to_string()}</small> });
        let unleased = signup.unleased.then(|| view! { <small>{lease_words::unleased(lang)}</small> });
        let head = view! { {activity::names(lang, &names)}{booker}{clash}{early}{why}{handed}{unleased} }.into_any();
        let action = match signup.state {
            SignupState::Offered { .. } if open => self.by_hand(signup, words::phoned(lang)),
            SignupState::Waiting { .. } if open => self.by_hand(signup, words::give(lang)),
            SignupState::Confirmed | SignupState::Entered if open => self.leave(signup),
            _ => ().into_any(),
        };
        Line {
            head,
            cells: vec![signup.seats().into_any(), standing(signup, date, pending, lang)],
            action: Some(action),
        }
    }

    /// A place that is given out of order, or taken for somebody who said so on the telephone; and the way out.
    fn by_hand(self, signup: &Signup, label: &'static str) -> AnyView {
        let id = signup.id;
        let command = match signup.state {
            SignupState::Offered { .. } => Command::AcceptOffer { signup: id },
            _ => Command::OfferTo { signup: id },
        };
        let send = move |_| self.giving.send(command.clone(), |_| None, || {});
        view! {
            <div class="actions no-print">
                <button type="button" class="button is-quiet" on:click=send>{label}</button>
            </div>
            {self.leave(signup)}
        }
        .into_any()
    }

    /// Cancelling on behalf of somebody: asked once more, because they will hear of it.
    fn leave(self, signup: &Signup) -> AnyView {
        let lang = self.lang;
        let id = signup.id;
        let name = signup.party.first().map_or(&signup.booker.name, |person| &person.name);
        let steps = Steps {
            act: words::leave(lang).into(),
            question: words::leave_sure(lang, name),
            yes: words::leave_yes(lang).into(),
            no: desk::keep(lang).into(),
        };
        let send = move |()| self.sending.send(Command::CancelSignup { signup: id }, |_| None, || {});
        view! { <div class="no-print">{two_step(self.asked, id.0, steps, Callback::new(send))}</div> }.into_any()
    }
}

/// How a sign-up stands. What this phone gave out of its own places is certain before the server has heard of it.
fn standing(signup: &Signup, date: &Occurrence, pending: bool, lang: Lang) -> AnyView {
    let promised = signup.handed.is_some() && !signup.unleased && signup.state == SignupState::Confirmed;
    if pending && promised {
        return state(Mark::Confirmed, lease_words::promised(lang).into());
    }
    signup_state(signup, date, pending, lang)
}

/// The sign-ups of a date: those with a place in the order in which they came, those who are offered one, then the waiting
/// list by its tickets, then the lottery, then the rest.
fn of_date(view: &Replica, date: OccurrenceId) -> Vec<&Signup> {
    let order = |signup: &&Signup| -> (u8, i64, Moment) {
        match signup.state {
            SignupState::Confirmed => (0, 0, signup.made),
            SignupState::Offered { ticket, .. } => (1, ticket, signup.made),
            SignupState::Waiting { ticket, .. } => (2, ticket, signup.made),
            SignupState::Entered => (3, 0, signup.made),
            SignupState::Asked => (4, 0, signup.made),
            SignupState::CalledOff => (5, 0, signup.made),
            SignupState::Lapsed => (6, 0, signup.made),
            SignupState::Declined => (7, 0, signup.made),
            SignupState::Cancelled => (8, 0, signup.made),
        }
    };
    let mut signups: Vec<&Signup> = view.all::<Signup>().filter(|signup| signup.occurrence == date).collect();
    signups.arrange_by_key(order);
    signups
}
