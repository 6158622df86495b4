//! Who comes to a date: those with a place, then the waiting list in its order. Their names are in the scopes of the
//! organization and of the desk.

use super::callers::Callers;
use super::lease::Leases;
use super::long::{long_table, pressed};
use super::paper::{print_button, sheet_link};
use super::sending::Sending;
use super::table::{Column, Line};
use crate::cell::{Memo, RwSignal};
use crate::components::item::signup_state;
use crate::components::state::{Mark, state};
use crate::components::two_step::{ASK, Steps, ask, button_id, question};
use crate::later::later;
use crate::look::{Lang, lang};
use crate::sync::{Sync, sync};
use crate::words::activity;
use crate::words::desk::{self, dates as words, leases as lease_words};
use domain::arrange::Arrange;
use domain::command::Command;
use domain::id::{OccurrenceId, SignupId};
use domain::occurrence::Occurrence;
use domain::replica::Replica;
use domain::signup::{Signup, SignupState};
use domain::when::Moment;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use uuid::Uuid;

/// What the identity of a button begins with that gives a place, or takes it.
const BY_HAND: &str = "hand";

/// One line: what it shows, and what is asked about it.
#[derive(Clone, PartialEq, Eq)]
struct Row {
    signup: Signup,
    pending: bool,
    /// The date has not begun.
    open: bool,
    /// Whether it is to be cancelled is asked just now.
    asked: bool,
}

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
                {self.list()}
                {self.sending.result(words::left(self.lang))}
                {self.giving.result(words::given(self.lang))}
            </section>
            {later(move || view! { {self.callers.section()}{self.leases.section()} }.into_any())}
        }
        .into_any()
    }

    fn list(self) -> AnyView {
        let lang = self.lang;
        let rows = Memo::new(move || self.rows());
        let anybody = Memo::new(move || rows.with(|rows| !rows.is_empty()));
        let list = move || {
            if anybody.get() {
                self.table(rows)
            } else {
                view! { <h2>{words::names(lang)}</h2><p class="said">{words::nobody(lang)}</p> }.into_any()
            }
        };
        list.into_any()
    }

    fn table(self, rows: Memo<Vec<Row>>) -> AnyView {
        let lang = self.lang;
        let columns = vec![
            Column::words(words::who(lang)),
            Column::numbers(words::people(lang)),
            Column::words(desk::state(lang)),
        ];
        let caption = (move || words::names_of(lang, rows.with(Vec::len))).into_any();
        let counts = Memo::new(move || self.counts());
        let gone = move || {
            let (gone, _) = counts.get();
            (gone > 0).then(|| view! { <p class="small soft">{words::given_back(lang, gone)}</p> })
        };
        let clashing = move || {
            let (_, clashing) = counts.get();
            (clashing > 0).then(|| view! { <p class="said">{words::clashing(lang, clashing)}</p> })
        };
        let me = Memo::new(move || self.sync.view().me().map(|me| me.id));
        let path = format!("/api/export/signups/{}", self.date);
        let sheet = move || sheet_link(desk::sheet(lang), &path, me.get());
        let line = move |row: &Row| self.line(row);
        view! {
            {clashing}
            <div on:click=move |event| self.heard(&event)>
                {long_table(caption, columns, Some(desk::action(lang)), rows, line)}
            </div>
            {gone}
            <div class="actions no-print">{print_button(desk::print(lang), "button is-quiet")}{sheet}</div>
        }
        .into_any()
    }

    fn rows(self) -> Vec<Row> {
        let (view, now, asked) = (self.sync.view(), self.sync.now(), self.asked.get());
        let Some(date) = view.get::<Occurrence>(self.date.0) else { return Vec::new() };
        let open = date.starts > now;
        let row = |signup: &Signup| {
            let pending = view.is_pending::<Signup>(signup.id.0);
            Row { signup: signup.clone(), pending, open, asked: asked == Some(signup.id.0) }
        };
        // Those who ask have a list of their own.
        let listed = |row: &Row| {
            let state = row.signup.state;
            state != SignupState::Asked && (state != SignupState::Cancelled || row.pending)
        };
        of_date(&view, self.date).into_iter().map(row).filter(listed).collect()
    }

    /// How many sign-ups were given back, and how many people have something else then since the date was moved.
    fn counts(self) -> (usize, u32) {
        let view = self.sync.view();
        let date = self.date;
        let here = || view.all::<Signup>().filter(move |signup| signup.occurrence == date);
        let gone = here().filter(|signup| signup.state == SignupState::Cancelled).count();
        // Whom a leader let in clashed then, and not when the date was moved.
        let moved = |s: &&Signup| s.clash && s.state == SignupState::Confirmed && s.handed.is_none();
        (gone, here().filter(moved).map(Signup::seats).sum())
    }

    fn line(self, row: &Row) -> Line {
        let (lang, signup) = (self.lang, &row.signup);
        let names: Vec<String> = signup.party.iter().map(|person| person.name.clone()).collect();
        let action = match signup.state {
            SignupState::Offered { .. } if row.open => self.by_hand(row, words::phoned(lang)),
            SignupState::Waiting { .. } if row.open => self.by_hand(row, words::give(lang)),
            SignupState::Confirmed | SignupState::Entered if row.open => self.leave(row),
            _ => ().into_any(),
        };
        // What of the date a state shows changes together with the sign-up.
        let view = self.sync.view.get_untracked();
        let standing = view.get::<Occurrence>(self.date.0).map(|date| standing(signup, date, row.pending, lang));
        Line {
            head: view! { {activity::names(lang, &names)}{notes(signup, lang)} }.into_any(),
            cells: vec![signup.seats().into_any(), standing.into_any()],
            action: Some(action),
        }
    }

    /// A place that is given out of order, or taken for somebody who said so on the telephone; and the way out.
    fn by_hand(self, row: &Row, label: &'static str) -> AnyView {
        view! {
            <div class="actions no-print">
                <button type="button" class="button is-quiet" id=format!("{BY_HAND}-{}", row.signup.id)>{label}</button>
            </div>
            {self.leave(row)}
        }
        .into_any()
    }

    /// Cancelling on behalf of somebody: asked once more, because they will hear of it.
    fn leave(self, row: &Row) -> AnyView {
        let (lang, id) = (self.lang, row.signup.id);
        if !row.asked {
            let button = button_id(id.0);
            return view! {
                <div class="no-print">
                    <button type="button" class="button is-quiet" id=button>{words::leave(lang)}</button>
                </div>
            }
            .into_any();
        }
        let name = row.signup.party.first().map_or(&row.signup.booker.name, |person| &person.name);
        let steps = Steps {
            act: words::leave(lang).into(),
            question: words::leave_sure(lang, name),
            yes: words::leave_yes(lang).into(),
            no: desk::keep(lang).into(),
        };
        let send = move |()| self.sending.send(Command::CancelSignup { signup: id }, |_| None, || {});
        view! { <div class="no-print">{question(self.asked, id.0, steps, Callback::new(send))}</div> }.into_any()
    }

    /// One of the buttons was pressed.
    fn heard(self, event: &MouseEvent) {
        match pressed(event) {
            Some((what, whom)) if what == ASK => ask(self.asked, whom),
            Some((what, whom)) if what == BY_HAND => self.give(SignupId(whom)),
            _ => {}
        }
    }

    fn give(self, signup: SignupId) {
        let view = self.sync.view.get_untracked();
        let Some(row) = view.get::<Signup>(signup.0) else { return };
        let command = match row.state {
            SignupState::Offered { .. } => Command::AcceptOffer { signup },
            _ => Command::OfferTo { signup },
        };
        self.giving.send(command, |_| None, || {});
    }
}

/// What is to be known about a sign-up beside its names.
fn notes(signup: &Signup, lang: Lang) -> Vec<AnyView> {
    let mut notes = Vec::new();
    let mut note = |words: String| notes.push(view! { <small>{words}</small> }.into_any());
    if !signup.includes(signup.booker.id) {
        note(words::arranged_by(lang, &signup.booker.name));
    }
    if signup.clash {
        let waits = matches!(signup.state, SignupState::Waiting { .. });
        let why = match (waits, signup.handed) {
            (true, _) => words::clash_waiting(lang),
            (false, Some(_)) => lease_words::clash_handed(lang),
            (false, None) => words::clash_seated(lang),
        };
        note(why.into());
    }
    if signup.out_of_order {
        note(words::out_of_order(lang).into());
    }
    if !signup.reason.is_empty() {
        note(signup.reason.clone());
    }
    if let Some(at) = signup.handed {
        note(format!("{} {}", lease_words::handed(lang), at.clock()));
    }
    if signup.unleased {
        note(lease_words::unleased(lang).into());
    }
    notes
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
