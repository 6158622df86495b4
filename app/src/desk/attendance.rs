//! 签到: who came and who went, noted on the spot, with or without a network. For a date or a shift.

use super::aid::aid;
use super::entry::{Choice, Entry, Kind, line, pick, submits};
use super::excuse::Excuse;
use super::guests::{CHILDREN_PER_ADULT, Guest, List, Standing, list, scanned, starts};
use super::long::long_table;
use super::paper::sheet_link;
use super::scan::Scanner;
use super::sending::Sending;
use super::table::{Column, Line};
use crate::cell::{Memo, RwSignal};
use crate::components::item::pending_state;
use crate::components::notice::{Tone, notice};
use crate::components::state::{Mark as Sign, state};
use crate::components::two_step::focus_soon;
use crate::look::{Lang, lang};
use crate::routes::{DeskRoute, Route};
use crate::sync::{Sync, new_id, sync};
use crate::words::desk::{self, shifts as words};
use crate::words::refusal;
use domain::command::Command;
use domain::id::{PresenceId, ResidentId};
use domain::presence::{Escort, Mark, Seen, Venture};
use domain::refusal::Refusal;
use domain::when::{HOUR_MS, Moment};
use leptos::prelude::*;

/// So long before the beginning the list opens.
const OPENS_MS: i64 = 3 * HOUR_MS;

/// The form that asks who collects a child.
const COLLECTS: &str = "collects-form";
/// What is picked when somebody collects a child whom nobody has named.
const SOMEONE_ELSE: &str = "else";

/// One line: a guest, and what is asked about them.
#[derive(Clone, PartialEq, Eq)]
struct Row {
    guest: Guest,
    children: bool,
    settled: bool,
    /// They are about to go, and it is asked who collects them.
    going: bool,
    /// It is asked why they are excused.
    excusing: bool,
}

/// The list with its line for those who walk in, made once per page.
#[derive(Clone, Copy)]
pub struct Attendance {
    lang: Lang,
    sync: Sync,
    of: Venture,
    find: Entry,
    scanner: Scanner,
    name: Entry,
    brings: Entry,
    /// The child that is about to go.
    going: RwSignal<Option<Guest>>,
    collects: Entry,
    excuse: Excuse,
    sending: Sending,
}

impl Attendance {
    /// The list of one date or shift.
    pub fn new(of: Venture) -> Self {
        let sending = Sending::new();
        Self {
            lang: lang(),
            sync: sync(),
            of,
            find: Entry::new(""),
            scanner: Scanner::new(),
            name: Entry::new(""),
            brings: Entry::new(""),
            going: RwSignal::new(None),
            collects: Entry::new(""),
            excuse: Excuse::new(of, sending),
            sending,
        }
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
        let all = Memo::new(move || list(&self.sync.view(), self.of, self.sync.now()));
        // Once it is settled nothing is noted by hand.
        let settled = Memo::new(move || all.with(|list| list.settled));
        let text = move || (!settled.get()).then(|| view! { <p class="said">{words::attendance_text(lang)}</p> });
        let scanner = move || (!settled.get()).then(|| self.scanner.section(move |text| self.scanned(text, all)));
        let newcomers = move || (!settled.get()).then(|| self.newcomers(all));
        view! {
            <section class="stack" aria-labelledby="attendance">
                <h2 id="attendance">{words::attendance(lang)}</h2>
                {text}
                {move || all.with(|list| counts(list, lang))}
                {scanner}
                {line(self.find, Kind::Words, "find-guest", words::find(lang), None)}
                {self.list(all)}
                {newcomers}
                {self.sending.result(words::noted(lang))}
            </section>
        }
        .into_any()
    }

    /// The line for those who walk in.
    fn newcomers(self, all: Memo<List>) -> AnyView {
        let lang = self.lang;
        let children = Memo::new(move || all.with(|list| list.children));
        let brings = move || {
            let field =
                || line(self.brings, Kind::Words, "brings", words::brings(lang), Some(words::brings_hint(lang)));
            children.get().then(field)
        };
        view! {
            <form class="form no-print" on:submit=submits(move || self.walk_in(children.get_untracked()))>
                {line(self.name, Kind::Words, "walk-in", words::walk_in(lang), Some(words::walk_in_hint(lang)))}
                {brings}
                <div class="actions"><button class="button is-quiet">{words::walk_in_now(lang)}</button></div>
            </form>
        }
        .into_any()
    }

    fn list(self, all: Memo<List>) -> AnyView {
        let lang = self.lang;
        let rows = Memo::new(move || all.with(|list| self.rows(list)));
        let expected = Memo::new(move || all.with(|list| !list.guests.is_empty()));
        let found = Memo::new(move || rows.with(|rows| !rows.is_empty()));
        // Whoever is here leaves some time, however early it was settled who came.
        let acts = Memo::new(move || {
            all.with(|list| list.guests.iter().any(|guest| !list.settled || guest.standing == Standing::Here))
        });
        let list = move || {
            if !expected.get() {
                view! { <p class="said">{words::nobody_expected(lang)}</p> }.into_any()
            } else if found.get() {
                self.roll(rows, acts.get())
            } else {
                view! { <p class="said">{words::nobody_found(lang)}</p> }.into_any()
            }
        };
        list.into_any()
    }

    fn roll(self, rows: Memo<Vec<Row>>, acts: bool) -> AnyView {
        let lang = self.lang;
        let columns = vec![Column::words(words::who(lang)), Column::words(words::times(lang))];
        let action = acts.then(|| desk::action(lang));
        let me = Memo::new(move || self.sync.view().me().map(|me| me.id));
        // A shift's roster has its own link, and its file says who came.
        let sheet = move || match self.of {
            Venture::Occurrence(date) => {
                let path = format!("/api/export/attendance/{date}");
                sheet_link(words::attendance_sheet(lang), &path, me.get())
            }
            Venture::Shift(_) => ().into_any(),
        };
        let line = move |row: &Row| self.line(row);
        view! {
            <div class="roll">{long_table(words::attendance(lang).into_any(), columns, action, rows, line)}</div>
            <div class="actions no-print">{sheet}</div>
        }
        .into_any()
    }

    /// Those whom the typed words mean.
    fn rows(self, list: &List) -> Vec<Row> {
        let (wanted, going) = (self.find.text.get(), self.going.get());
        let is_going = |guest: &Guest| {
            going.as_ref().is_some_and(|going| going.resident == guest.resident && going.name == guest.name)
        };
        let row = |guest: &Guest| Row {
            guest: guest.clone(),
            children: list.children,
            settled: list.settled,
            going: is_going(guest),
            excusing: self.excuse.is_about(guest),
        };
        list.guests.iter().filter(|guest| guest.answers_to(&wanted)).map(row).collect()
    }

    fn line(self, row: &Row) -> Line {
        let (lang, guest, children) = (self.lang, &row.guest, row.children);
        let may_excuse = guest.standing == Standing::Missing && guest.resident.is_some() && !guest.walk_in;
        let (mark, label, class) = match guest.standing {
            Standing::Here => (Mark::Out, words::went(lang), "button is-quiet is-small"),
            Standing::Gone => (Mark::In, words::back_again(lang), "button is-quiet is-small"),
            Standing::Missing | Standing::Excused => (Mark::In, words::came(lang), "button is-small"),
        };
        let (whose, one) = (guest.name.clone(), guest.clone());
        let note = move |_| self.press(&one, mark, children);
        let action = (!row.settled || guest.standing == Standing::Here).then(|| {
            view! {
                <button type="button" class=class on:click=note>
                    {label}<span class="unseen">{format!(" {whose}")}</span>
                </button>
                {may_excuse.then(|| self.excuse.button(guest))}
            }
            .into_any()
        });
        // Who collects the child is asked where the button was.
        let form = row.going.then(|| self.form(guest.clone()));
        let excuse = (may_excuse && !row.settled && row.excusing).then(|| self.excuse.form(guest));
        let walked = guest.walk_in.then(|| view! { <small>{words::walked_in(lang)}</small> });
        let calls: Vec<AnyView> = guest.escorts.iter().map(contact).collect();
        Line {
            head: view! { {guest.name.clone()}{walked}{calls}{aid(guest, lang)} }.into_any(),
            cells: vec![view! { {seen(guest, row.settled, lang)}{form}{excuse} }.into_any()],
            action,
        }
    }

    /// A child goes with somebody, so that is asked first; everything else is noted at once.
    fn press(self, guest: &Guest, mark: Mark, children: bool) {
        if children && mark == Mark::Out {
            self.collects.fill("");
            self.going.set(Some(guest.clone()));
            focus_soon(COLLECTS.into());
            return;
        }
        // A child that walked in comes back with whoever brought it.
        let known = guest.escorts.first().map(|(escort, ..)| escort.clone());
        let escort = known.filter(|_| children && guest.resident.is_none());
        self.note(guest.resident, &guest.name, mark, escort);
    }

    fn note(self, resident: Option<ResidentId>, name: &str, mark: Mark, escort: Option<Escort>) {
        let at = self.sync.now.get_untracked();
        // A neighbour is named by their identity alone.
        let name = if resident.is_some() { String::new() } else { name.to_string() };
        let seen = Seen { of: self.of, resident, name, mark, at, escort, ..Seen::default() };
        let command = Command::NotePresence { presence: PresenceId(new_id()), seen };
        self.sending.send_next(command, move || self.going.set(None));
    }

    /// Somebody's code was scanned: they are here, if they were not; else they are looked up in the list.
    fn scanned(self, text: String, all: Memo<List>) {
        let Some(ticket) = scanned(&text) else { return };
        let list = all.get_untracked();
        let mut theirs = list.guests.iter().filter(|guest| guest.ticket == Some(ticket));
        match (theirs.next(), theirs.next()) {
            (Some(guest), None) if guest.standing == Standing::Missing => self.press(guest, Mark::In, list.children),
            _ => self.find.fill(text),
        }
    }

    /// Who collects the child: those who may, and "somebody else", which is answered by a no.
    fn form(self, guest: Guest) -> AnyView {
        let (lang, title) = (self.lang, words::collects_whom(self.lang, &guest.name));
        let offered = guest.escorts.clone();
        let choices = Memo::new(move || {
            let one = |(place, (_, name, _)): (usize, &(Escort, String, String))| Choice {
                value: place.to_string(),
                text: name.clone(),
            };
            let mut choices: Vec<Choice> = offered.iter().enumerate().map(one).collect();
            choices.push(Choice { value: SOMEONE_ELSE.into(), text: words::someone_else(lang).into() });
            choices
        });
        view! {
            <form
                class="form card no-print"
                id=COLLECTS
                tabindex="-1"
                aria-labelledby="collects-whom"
                on:submit=submits(move || self.let_go(&guest))
            >
                <h3 id="collects-whom">{title}</h3>
                {pick(self.collects, "collects", words::collects(lang), words::pick_collector(lang), choices)}
                <div class="actions">
                    <button class="button">{words::collect_now(lang)}</button>
                    <button type="button" class="button is-quiet" on:click=move |_| self.going.set(None)>
                        {words::not_yet(lang)}
                    </button>
                </div>
            </form>
        }
        .into_any()
    }

    fn let_go(self, guest: &Guest) {
        let typed = self.collects.typed();
        let escort = typed.parse::<usize>().ok().and_then(|place| guest.escorts.get(place));
        let name = guest.name.clone();
        match escort {
            Some((escort, ..)) => self.note(guest.resident, &guest.name, Mark::Out, Some(escort.clone())),
            None if typed == SOMEONE_ELSE => {
                self.collects.fail(refusal::sentence(self.lang, &Refusal::NotACollector { name }));
            }
            None => self.collects.fail(refusal::sentence(self.lang, &Refusal::CollectorNeeded { name })),
        }
    }

    fn walk_in(self, children: bool) {
        let at = self.sync.now.get_untracked();
        let brings = self.brings.typed();
        let escort = (children && !brings.is_empty()).then_some(Escort::Named(brings));
        let seen = Seen { of: self.of, name: self.name.typed(), mark: Mark::In, at, escort, ..Seen::default() };
        let command = Command::NotePresence { presence: PresenceId(new_id()), seen };
        let field = move |refusal: &Refusal| match refusal {
            Refusal::BadName => Some(self.name),
            Refusal::WhoBrings { .. } => Some(self.brings),
            _ => None,
        };
        self.sending.send(command, field, move || {
            self.name.fill("");
            self.brings.fill("");
        });
    }
}

/// What is known of a guest: when they came and went, and whatever else there is to say.
fn seen(guest: &Guest, settled: bool, lang: Lang) -> Vec<AnyView> {
    let small = |words: String| view! { <small>{words}</small> }.into_any();
    let clock = |at: Moment| at.clock().to_string();
    let missing = settled && guest.standing == Standing::Missing;
    let mut seen = Vec::new();
    if let Some(came) = guest.came {
        let times = words::stay(lang, Some(clock(came)), guest.went.map(clock));
        seen.push(view! { <span class="num">{times}</span> }.into_any());
    }
    if guest.late && !missing {
        seen.push(small(words::late(lang).into()));
    }
    if guest.own {
        seen.push(small(words::own_word(lang).into()));
    }
    if guest.standing == Standing::Excused {
        let why = if guest.gave_back { words::gave_back(lang).into() } else { words::excused(lang, &guest.reason) };
        seen.push(small(why));
    }
    if missing {
        seen.push(small(words::not_arrived(lang).into()));
    }
    if !guest.collected.is_empty() {
        seen.push(small(words::collected_by(lang, &guest.collected)));
    }
    if guest.odd {
        seen.push(state(Sign::Waiting, words::odd(lang).into()));
    }
    if guest.pending {
        seen.push(pending_state(lang));
    }
    seen
}

/// Who may collect a child, with a number to call if there is one.
fn contact((_, name, phone): &(Escort, String, String)) -> AnyView {
    if phone.is_empty() {
        return view! { <small>{name.clone()}</small> }.into_any();
    }
    view! { <small>{name.clone()}" "<a href=format!("tel:{phone}")>{phone.clone()}</a></small> }.into_any()
}

/// How many are expected, came, are missing and went; at a children's date also whether there are grown-ups enough.
fn counts(list: &List, lang: Lang) -> AnyView {
    let [expected, arrived, missing, gone] = list.counts();
    let ratio = list.children.then(|| {
        let tone = if list.crowded() { Tone::Error } else { Tone::Plain };
        let words = words::ratio(lang, list.here(), list.adults, CHILDREN_PER_ADULT);
        notice(tone, view! { <p>{words}</p> }.into_any())
    });
    let way = |(shift, here, expected): &(domain::shift::Shift, usize, usize)| {
        let words = words::shift_here(lang, &shift.role, *here, *expected);
        view! { <a class="button is-quiet is-small" href=Route::Desk(DeskRoute::Shift(shift.id)).href()>{words}</a> }
            .into_any()
    };
    let ways: Vec<AnyView> = list.shifts.iter().map(way).collect();
    view! {
        <dl class="stats">
            <div><dt>{words::expected(lang)}</dt><dd>{expected}</dd></div>
            <div><dt>{words::arrived(lang)}</dt><dd>{arrived}</dd></div>
            <div><dt>{words::not_arrived(lang)}</dt><dd>{missing}</dd></div>
            <div><dt>{words::gone_home(lang)}</dt><dd>{gone}</dd></div>
        </dl>
        {ratio}
        {(!ways.is_empty()).then(|| view! { <div class="actions no-print">{ways}</div> })}
    }
    .into_any()
}
