//! 记错了，退回: money that was taken or given wrongly, over the counter or at the desk, is taken back in two steps. What is listed is
//! what this person may take back: whoever took it on the same day, and staff; the pair stays in sight.

use super::entry::{Entry as Field, Kind, line, narrow};
use super::sending::Sending;
use crate::cell::{Memo, RwSignal};
use crate::components::item::pending_state;
use crate::components::state::{Mark, state};
use crate::components::two_step::{Steps, focus_soon, two_step};
use crate::look::{Lang, lang};
use crate::sync::{Sync, new_id, sync};
use crate::words::money as words;
use crate::words::{canteen, when};
use domain::arrange::Arrange;
use domain::closing::Till;
use domain::command::Command;
use domain::id::{EntryId, ResidentId};
use domain::ledger::Entry;
use domain::order::Order;
use domain::permission::{Act, may};
use domain::refusal::Refusal;
use domain::replica::Replica;
use domain::when::{Day, Moment};
use leptos::prelude::*;
use uuid::Uuid;

/// So many days back staff see what was taken.
const DAYS: i32 = 7;
/// So many entries are listed, the last first.
const LISTED: usize = 30;

/// Which entries are listed.
#[derive(Clone, Copy, PartialEq)]
pub enum Of {
    /// What was taken for meals.
    Meals,
    /// What one resident paid ahead or got back.
    Resident(Option<ResidentId>),
}

/// One entry, as it is listed.
#[derive(Clone, PartialEq)]
struct Listed {
    entry: Entry,
    /// Whose meal it was for, and which where it was not lunch, if this phone knows.
    eater: String,
    /// It was taken back.
    back: bool,
    /// It can be taken back here.
    open: bool,
    /// It waits for the server, or what takes it back does.
    waits: bool,
}

impl Listed {
    /// What is drawn anew when it changes.
    fn key(&self) -> (Uuid, String, [bool; 3]) {
        (self.entry.id.0, self.eater.clone(), [self.back, self.open, self.waits])
    }
}

/// The part of a page, made once per page.
#[derive(Clone, Copy)]
pub struct Reversal {
    lang: Lang,
    sync: Sync,
    /// The identities of its two fields: a page may have two such parts.
    fields: [&'static str; 2],
    asked: RwSignal<Option<Uuid>>,
    receipt: Field,
    why: Field,
    sending: Sending,
}

impl Reversal {
    /// The part of a page, with nothing asked, and the identities of its two fields.
    pub fn new(fields: [&'static str; 2]) -> Self {
        let (asked, sending) = (RwSignal::new(None::<Uuid>), Sending::new());
        let (receipt, why) = (Field::new(""), Field::new(""));
        // What was written of one entry is not why another is taken back.
        Effect::new(move |before: Option<Option<Uuid>>| {
            let (before, now) = (before.flatten(), asked.get());
            if now.is_some() && now != before {
                why.fill("");
            }
            now.or(before)
        });
        Self { lang: lang(), sync: sync(), fields, asked, receipt, why, sending }
    }

    /// The list; nothing where there is nothing. `of` is tracked.
    pub fn section(self, of: impl Fn() -> Of + Send + std::marker::Sync + 'static) -> AnyView {
        let (lang, [receipt, _]) = (self.lang, self.fields);
        let rows = Memo::new(move || {
            let typed = self.receipt.text.with(|text| narrow(text.trim()).to_uppercase());
            listed(lang, &self.sync.view(), of(), self.sync.now(), &typed)
        });
        let some = Memo::new(move || !rows.with(Vec::is_empty) || !self.receipt.text.with(String::is_empty));
        // Each row stays what it is when another comes above it: somebody may be writing why.
        let list = move || {
            view! { <For each=move || rows.get() key=Listed::key children=move |row| self.row(row) /> }.into_any()
        };
        let body = move || {
            some.get().then(|| {
                view! {
                    <div class="form no-print">
                        <details>
                            <summary id=self.summary()>{words::wrong(lang)}</summary>
                            {line(self.receipt, Kind::Words, receipt, words::by_receipt(lang), None)}
                            <ul class="list is-tight">{list()}</ul>
                        </details>
                    </div>
                }
            })
        };
        view! { {body}{self.sending.result(words::taken_back(lang))} }.into_any()
    }

    /// The identity of what the list is folded under: it stays when a row changes.
    fn summary(self) -> String {
        format!("{}-list", self.fields[0])
    }

    fn row(self, row: Listed) -> AnyView {
        let lang = self.lang;
        let Listed { entry, eater, back, open, waits } = row;
        let now = untrack(|| self.sync.now());
        let amount = words::change(lang, entry.postings.till + entry.postings.code);
        let said = words::noted(lang, &when::stamp(lang, entry.at, now), &entry.by.name, &entry.receipt());
        let standing = match (back, entry.reverses) {
            (true, _) => state(Mark::Failed, words::was_taken_back(lang).into()),
            (false, Some(_)) => state(Mark::Done, words::takes_back(lang).into()),
            (false, None) => ().into_any(),
        };
        // Its words change with the network, its row does not.
        let waits = waits.then_some(move || pending_state(lang));
        let reason = (!entry.reason.is_empty()).then(|| view! { <p class="item-said">{entry.reason.clone()}</p> });
        let act = open.then(|| self.act(entry.id));
        let moved = entry.moved.then(|| view! { <p class="item-said">{words::moved(lang)}</p> });
        view! {
            <li class="stack">
                <span class="row is-apart">
                    <span>{words::what(lang, &entry)}" "{eater}" "<small class="soft">{said}</small></span>
                    <b class="num">{amount}</b>
                </span>
                {standing}
                {waits}
                {reason}
                {moved}
                {act}
            </li>
        }
        .into_any()
    }

    /// The two steps; why stands above the second.
    fn act(self, of: EntryId) -> AnyView {
        let (lang, [_, field]) = (self.lang, self.fields);
        let steps = Steps {
            act: words::take_back(lang).into(),
            question: words::take_back_sure(lang).into(),
            yes: words::take_back_yes(lang).into(),
            no: words::take_back_no(lang).into(),
        };
        let why = move || {
            (self.asked.get() == Some(of.0))
                .then(|| line(self.why, Kind::Words, field, words::reason(lang), Some(words::reason_hint(lang))))
        };
        let then = Callback::new(move |()| self.send(of));
        view! { {why}{two_step(self.asked, of.0, steps, then)} }.into_any()
    }

    fn send(self, of: EntryId) {
        let command = Command::ReverseEntry { entry: EntryId(new_id()), of, reason: self.why.typed() };
        let about = move |refusal: &Refusal| match refusal {
            Refusal::WordsMissing | Refusal::WordsTooLong { .. } => {
                // The field stands with the question.
                self.asked.set(Some(of.0));
                focus_soon(self.fields[1].into());
                Some(self.why)
            }
            _ => None,
        };
        // The button goes with what it has done.
        let then = move || {
            self.why.fill("");
            focus_soon(self.summary());
        };
        self.sending.send(command, about, then);
    }
}

fn listed(lang: Lang, view: &Replica, of: Of, now: Moment, receipt: &str) -> Vec<Listed> {
    let Some(me) = view.me() else { return Vec::new() };
    let (staff, today) = (may(me, Act::WorkAtDesk), now.day());
    let meant = |entry: &Entry| match of {
        Of::Meals => entry.order.is_some(),
        Of::Resident(who) => entry.order.is_none() && entry.resident.as_ref().map(|person| person.id) == who,
    };
    let mine =
        |entry: &Entry| staff && near(entry.at.day(), today, DAYS) || entry.by.id == me.id && entry.at.day() == today;
    let wanted =
        |entry: &&Entry| entry.through_till() && meant(entry) && mine(entry) && entry.receipt().contains(receipt);
    let mut entries: Vec<&Entry> = view.all::<Entry>().filter(wanted).collect();
    entries.arrange_by_key(|entry| (-entry.at.0, entry.id));
    entries.truncate(LISTED);
    let back = |id: EntryId| view.all::<Entry>().find(|other| other.reverses == Some(id));
    let waits = |entry: &Entry| view.is_pending::<Entry>(entry.id.0);
    let closed = |day: Day| view.all::<Till>().any(|till| till.day == day && till.closed.is_some());
    let row = |entry: &Entry| {
        let eater = entry.order.and_then(|order| view.get::<Order>(order.0)).map(|order| eats(lang, order));
        let back = back(entry.id);
        let waits = waits(entry) || back.is_some_and(waits);
        let open = back.is_none() && entry.reverses.is_none() && !entry.moved && (staff || !closed(entry.day));
        Listed { entry: entry.clone(), eater: eater.unwrap_or_default(), back: back.is_some(), open, waits }
    };
    entries.into_iter().map(row).collect()
}

fn eats(lang: Lang, order: &Order) -> String {
    let name = order.eater.name.clone();
    if order.meal.is_lunch() { name } else { format!("{} {name}", canteen::meal(lang, order.meal)) }
}

fn near(day: Day, today: Day, days: i32) -> bool {
    (0..=days).contains(&today.since(day))
}
