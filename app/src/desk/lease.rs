//! 带走名额: places of a date that are on this phone, to hand out without a network; and what is on other leaders' phones.

use super::entry::{Choice, Entry, Kind, line, pick, submits};
use super::sending::Sending;
use crate::cell::{Memo, RwSignal};
use crate::components::two_step::{Steps, two_step};
use crate::look::{Lang, lang};
use crate::sync::{Sync, new_id, sync};
use crate::words::desk::leases as words;
use domain::arrange::Arrange;
use domain::command::Command;
use domain::id::{DeviceId, LeaseId, OccurrenceId};
use domain::lease::Lease;
use domain::occurrence::Occurrence;
use domain::refusal::Refusal;
use domain::replica::Replica;
use domain::when::{HOUR_MS, Moment};
use leptos::prelude::*;
use uuid::Uuid;

/// The three answers to "until when", as they are sent by the list.
const END: &str = "end";
const START: &str = "start";
const SOON: &str = "soon";
/// How long "soon" is: an hour or two at a stall in the market.
const SOON_MS: i64 = 2 * HOUR_MS;

/// The form with what is on phones, made once per page.
#[derive(Clone, Copy)]
pub struct Leases {
    lang: Lang,
    sync: Sync,
    date: OccurrenceId,
    places: Entry,
    until: Entry,
    asked: RwSignal<Option<Uuid>>,
    taking: Sending,
    returning: Sending,
}

impl Leases {
    /// Of one date.
    pub fn new(date: OccurrenceId) -> Self {
        Self {
            lang: lang(),
            sync: sync(),
            date,
            places: Entry::new(""),
            until: Entry::new(END),
            asked: RwSignal::new(None),
            taking: Sending::new(),
            returning: Sending::new(),
        }
    }

    /// The part of the page: the form until the date begins, and what is on phones as long as anything is.
    pub fn section(self) -> AnyView {
        let open = Memo::new(move || {
            let now = self.sync.now();
            let view = self.sync.view();
            view.get::<Occurrence>(self.date.0).is_some_and(|date| date.cancelled.is_none() && date.starts > now)
        });
        let leases = Memo::new(move || living(&self.sync.view(), self.date));
        let there = Memo::new(move || open.get() || leases.with(|leases| !leases.is_empty()));
        (move || if there.get() { self.inside(open, leases) } else { ().into_any() }).into_any()
    }

    fn inside(self, open: Memo<bool>, leases: Memo<Vec<Lease>>) -> AnyView {
        let lang = self.lang;
        let list = move || {
            let here = self.sync.accounts().device;
            leases.with(|leases| leases.iter().map(|lease| self.one(lease, here)).collect_view())
        };
        let form = move || open.get().then(|| self.form());
        view! {
            <section class="form card no-print" aria-labelledby="leases">
                <h2 id="leases">{words::title(lang)}</h2>
                <p class="said">{words::text(lang)}</p>
                {list}
                {self.returning.result(words::returned(lang))}
                {form}
                {self.taking.result(words::taken(lang))}
            </section>
        }
        .into_any()
    }

    fn one(self, lease: &Lease, here: Option<DeviceId>) -> AnyView {
        let (lang, id) = (self.lang, lease.id);
        if lease.device == DeviceId::default() {
            // The server has not said yes.
            return view! { <p class="said">{words::not_yet(lang)}</p> }.into_any();
        }
        let own = here == Some(lease.device);
        let now = self.sync.now.get_untracked();
        let said = if own { words::here(lang, lease, now) } else { words::elsewhere(lang, lease, now) };
        let steps = Steps {
            act: words::give_back(lang).into(),
            question: if own { words::own_sure(lang) } else { words::other_sure(lang) }.into(),
            yes: words::give_back_yes(lang).into(),
            no: words::keep(lang).into(),
        };
        let send = move |()| self.returning.send(Command::ReturnPlaces { lease: id }, |_| None, || {});
        view! {
            <div class="stack">
                <p class="strong">{said}</p>
                {two_step(self.asked, id.0, steps, Callback::new(send))}
            </div>
        }
        .into_any()
    }

    fn form(self) -> AnyView {
        let lang = self.lang;
        let choices = Memo::new(move || {
            let choice = |value: &str, text: &str| Choice { value: value.into(), text: text.into() };
            vec![
                choice(END, words::until_end(lang)),
                choice(START, words::until_start(lang)),
                choice(SOON, words::until_soon(lang)),
            ]
        });
        view! {
            <form class="stack" on:submit=submits(move || self.take())>
                {line(self.places, Kind::Number, "lease-places", words::places(lang), None)}
                {pick(self.until, "lease-until", words::until(lang), words::until_hint(lang), choices)}
                <div class="actions"><button class="button is-quiet">{words::take(lang)}</button></div>
            </form>
        }
        .into_any()
    }

    fn take(self) {
        let Some(places) = self.places.number() else {
            return self.places.fail(words::places_missing(self.lang));
        };
        let (view, now) = (self.sync.view.get_untracked(), self.sync.now.get_untracked());
        let Some(date) = view.get::<Occurrence>(self.date.0) else { return };
        let until = match self.until.typed().as_str() {
            START => date.starts,
            SOON => now.plus_ms(SOON_MS),
            END => date.ends,
            _ => return self.until.fail(words::until_hint(self.lang)),
        };
        let command = Command::LeasePlaces { lease: LeaseId(new_id()), occurrence: self.date, places, until };
        let field = move |refusal: &Refusal| matches!(refusal, Refusal::LeaseOutOfRange { .. }).then_some(self.places);
        self.taking.send(command, field, move || self.places.fill(""));
    }
}

/// What is on phones of a date, the first taken first.
fn living(view: &Replica, date: OccurrenceId) -> Vec<Lease> {
    let own = |lease: &&Lease| lease.occurrence == date && lease.live();
    let mut leases: Vec<Lease> = view.all::<Lease>().filter(own).cloned().collect();
    leases.arrange_by_key(|lease| (lease.made, lease.id));
    leases
}

/// How many places of a date this phone can promise now, in all.
pub fn promised(view: &Replica, date: OccurrenceId, phone: Option<DeviceId>, now: Moment) -> u32 {
    view.all::<Lease>().filter(|lease| lease.occurrence == date && lease.promises(phone, now)).map(Lease::left).sum()
}

/// The lease out of which this phone can give so many places of a date now.
pub fn giving(view: &Replica, date: OccurrenceId, phone: Option<DeviceId>, now: Moment, seats: u32) -> Option<LeaseId> {
    let can = |lease: &&Lease| lease.occurrence == date && lease.promises(phone, now) && lease.left() >= seats;
    view.all::<Lease>().find(can).map(|lease| lease.id)
}
