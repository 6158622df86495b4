//! 居民与居民卡: find residents, print the cards they sign in with, sign out who lost a phone, register new ones.
//!
//! Who lives here is on no phone, so searching, cards and signing out need the network and the open lock. Registering is a
//! command like any other and waits for the network if it must.

use super::agreeing::Agreeing;
use super::booking::Booking;
use super::cards::Cards;
use super::correcting::Correcting;
use super::door::{behind, works_here};
use super::entrust::Entrust;
use super::entry::{Entry, submits};
use super::houses;
use super::intake::Lists;
use super::leaving::Departing;
use super::log::Log;
use super::merging::Merging;
use super::panels::one_at_a_time;
use super::phones::Phones;
use super::purse::Purse;
use super::qualification::Qualify;
use super::register::Register;
use super::table::{Column, Line, table};
use super::takeout::Takeouts;
use super::till::Closing;
use crate::cell::{Memo, RwSignal};
use crate::components::empty::empty;
use crate::components::icon::{Icon, icon};
use crate::components::page_head::page_head;
use crate::components::two_step::{Steps, two_step};
use crate::look::{Lang, lang};
use crate::online;
use crate::sync::sync;
use crate::words::desk::{self, leaving, merging, residents as words};
use domain::id::ResidentId;
use domain::resident::Person;
use domain::wire::DeskResident;
use leptos::prelude::*;
use std::collections::BTreeSet;
use uuid::Uuid;

#[derive(Clone, Copy)]
struct Residents {
    lang: Lang,
    query: Entry,
    busy: RwSignal<bool>,
    /// `None` until somebody has searched.
    found: RwSignal<Option<Vec<DeskResident>>>,
    chosen: RwSignal<BTreeSet<ResidentId>>,
    asked: RwSignal<Option<Uuid>>,
    signed_out: RwSignal<Option<String>>,
    cards: Cards,
    register: Register,
    entrust: Entrust,
    agreeing: Agreeing,
    qualify: Qualify,
    purse: Purse,
    closing: Closing,
    phones_of: Phones,
    booking: Booking,
    lists: Lists,
    correcting: Correcting,
    departing: Departing,
    merging: Merging,
    log: Log,
    takeouts: Takeouts,
}

/// The page.
pub fn page() -> AnyView {
    let (lang, sync) = (lang(), sync());
    let cards = Cards::new();
    let residents = Residents {
        lang,
        query: Entry::new(""),
        busy: RwSignal::new(false),
        found: RwSignal::new(None),
        chosen: RwSignal::new(BTreeSet::new()),
        asked: RwSignal::new(None),
        signed_out: RwSignal::new(None),
        cards,
        register: Register::new(cards),
        entrust: Entrust::new(),
        agreeing: Agreeing::new(),
        qualify: Qualify::new(),
        purse: Purse::new(),
        closing: Closing::new(Memo::new(move || sync.now().day())),
        phones_of: Phones::new(),
        booking: Booking::new(true),
        lists: Lists::new(),
        correcting: Correcting::new(),
        departing: Departing::new(),
        merging: Merging::new(),
        log: Log::new(),
        takeouts: Takeouts::new(),
    };
    one_at_a_time(&[
        residents.qualify.panel(),
        residents.purse.panel(),
        residents.correcting.panel(),
        residents.departing.panel(),
        residents.merging.panel(),
        residents.phones_of.panel(),
    ]);
    view! {
        <div class="no-print">{page_head(desk::brand(lang).into(), desk::residents_long(lang).into())}</div>
        {behind(works_here, desk::whose_staff, move || residents.inside())}
    }
    .into_any()
}

impl Residents {
    fn inside(self) -> AnyView {
        view! {
            <section class="stack no-print" aria-labelledby="find">
                <h2 id="find">{words::find(self.lang)}</h2>
                {self.search_form()}
                {self.by_building()}
                <div class="stack" aria-live="polite">{move || self.list()}</div>
                {self.qualify.section()}
                {self.purse.section()}
                {self.correcting.section(Callback::new(move |()| self.search()))}
                {self.departing.section(Callback::new(move |()| self.search()))}
                {self.merging.section(Callback::new(move |()| self.search()))}
                {self.phones_of.section(Callback::new(move |(person, left)| self.left(&person, left)))}
                <p class="said" role="status">{move || self.signed_out.get()}</p>
                {self.cards.trouble()}
            </section>
            {self.cards.sheet()}
            {self.booking.section()}
            <div class="no-print">{self.register.section()}</div>
            <div class="stack no-print">{self.closing.section()}</div>
            {self.rare()}
        }
        .into_any()
    }

    /// What is done now and then: folded, so that the page of every day stays short.
    fn rare(self) -> AnyView {
        view! {
            <div class="form no-print">
                <details>
                    <summary>{words::rare(self.lang)}</summary>
                    {self.entrust.section()}
                    {self.agreeing.section()}
                    {self.lists.section()}
                    {self.takeouts.section()}
                    {self.log.section()}
                </details>
            </div>
        }
        .into_any()
    }

    fn search_form(self) -> AnyView {
        let (lang, query) = (self.lang, self.query);
        let busy = move || self.busy.get().then_some("true");
        view! {
            <form role="search" class="stack" on:submit=submits(move || self.search())>
                <div class="row">
                    <div class="search">
                        {icon(Icon::Search)}
                        <input
                            type="search"
                            autocomplete="off"
                            aria-label=words::search(lang)
                            aria-describedby="search-hint"
                            placeholder=words::search(lang)
                            prop:value=move || query.text.get()
                            on:input=move |event| query.fill(event_target_value(&event))
                        />
                    </div>
                    <button class="button is-quiet" aria-busy=busy>{words::search_button(lang)}</button>
                </div>
                <p class="small soft" id="search-hint">{words::search_hint(lang)}</p>
            </form>
        }
        .into_any()
    }

    /// Whoever knows the house and not the name taps it.
    fn by_building(self) -> AnyView {
        let found = Callback::new(move |address: String| {
            self.query.fill(address);
            self.search();
        });
        houses::section(self.lang, sync(), found)
    }

    fn search(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.cards.fault(None);
        self.phones_of.close();
        online::residents(self.query.typed(), move |answer| {
            self.busy.set(false);
            match answer {
                Ok(found) => {
                    self.chosen.set(BTreeSet::new());
                    self.found.set(Some(found));
                }
                Err(fault) => self.cards.fault(Some(fault)),
            }
        });
    }

    fn list(self) -> AnyView {
        let lang = self.lang;
        if self.busy.get() {
            return view! { <p class="said">{words::searching(lang)}</p> }.into_any();
        }
        let Some(found) = self.found.get() else { return ().into_any() };
        if found.is_empty() {
            return empty(words::nobody(lang).into(), words::nobody_text(lang).into(), None);
        }
        let all: BTreeSet<ResidentId> = living(&found).map(|resident| resident.person.id).collect();
        let each = one_of_each(&found);
        let columns = vec![
            Column::words(words::name(lang)),
            Column::words(words::address(lang)),
            Column::words(words::phones(lang)),
        ];
        let lines = found.iter().map(|resident| self.line(resident)).collect();
        let make = move |_| self.cards.make(self.chosen.get_untracked().into_iter().collect());
        view! {
            {table(words::found(lang).into_any(), columns, Some(words::choose(lang)), lines)}
            <div class="actions">
                <button type="button" class="button" aria-busy=move || self.cards.busy() on:click=make>
                    {icon(Icon::Print)}
                    {move || words::make_count(lang, self.chosen.with(BTreeSet::len))}
                </button>
                <button type="button" class="button is-quiet" on:click=move |_| self.chosen.set(all.clone())>
                    {words::choose_all(lang)}
                </button>
                <button type="button" class="button is-quiet" on:click=move |_| self.chosen.set(each.clone())>
                    {words::choose_each(lang)}
                </button>
            </div>
        }
        .into_any()
    }

    fn line(self, resident: &DeskResident) -> Line {
        let lang = self.lang;
        let id = resident.person.id;
        let called = (!resident.called.is_empty()).then(|| view! { <small>{resident.called.clone()}</small> });
        if let Some(now) = &resident.now {
            return self.former(resident, now);
        }
        let gone = resident.gone.then(|| view! { <small>{leaving::gone(lang)}</small> });
        let toggle = move |_| {
            self.chosen.update(|chosen| {
                if !chosen.remove(&id) {
                    chosen.insert(id);
                }
            });
        };
        let ticked = move || self.chosen.with(|chosen| chosen.contains(&id));
        let tick = view! {
            <label class="choice">
                <input type="checkbox" prop:checked=ticked on:change=toggle/>
                <span class="choice-text">
                    {words::choose(lang)}<span class="unseen">{resident.person.name.clone()}</span>
                </span>
            </label>
        };
        let several = (resident.devices > 1).then(|| self.phones_of.button(&resident.person));
        Line {
            head: view! { {resident.person.name.clone()}{called}{gone} }.into_any(),
            cells: vec![resident.address.clone().into_any(), words::phones_count(lang, resident.devices).into_any()],
            action: Some(
                view! {
                    {tick}
                    {self.qualify.button(&resident.person)}
                    {self.purse.button(&resident.person)}
                    {self.correcting.button(resident)}
                    {self.departing.button(resident)}
                    {self.merging.button(&resident.person)}
                    {several}
                    {self.lost(resident)}
                }
                .into_any(),
            ),
        }
    }

    /// A record that is somebody else's by now: it is found by its old name, and nothing can be done with it.
    fn former(self, resident: &DeskResident, now: &Person) -> Line {
        let is = merging::now(self.lang, &now.name);
        Line {
            head: view! { {resident.person.name.clone()}<small>{is}</small> }.into_any(),
            cells: vec![resident.address.clone().into_any(), words::phones_count(self.lang, 0).into_any()],
            action: None,
        }
    }

    /// The button for whoever has lost a phone.
    fn lost(self, resident: &DeskResident) -> Option<AnyView> {
        let (lang, person, count) = (self.lang, resident.person.clone(), resident.devices);
        let key = person.id.0;
        let steps = Steps {
            act: words::lost(lang).into(),
            question: words::lost_sure(lang, &person.name, count),
            yes: words::lost_yes(lang).into(),
            no: words::lost_no(lang).into(),
        };
        let then = Callback::new(move |()| self.sign_out(person.clone()));
        (count > 0).then(|| two_step(self.asked, key, steps, then))
    }

    fn sign_out(self, person: Person) {
        self.cards.fault(None);
        self.signed_out.set(None);
        online::sign_out_everywhere(person.id, move |answer| match answer {
            Ok(count) => {
                self.signed_out.set(Some(words::signed_out(self.lang, &person.name, count)));
                self.phones_of.close();
                self.left(&person, 0);
            }
            Err(fault) => self.cards.fault(Some(fault)),
        });
    }

    /// Somebody has so many phones left.
    fn left(self, person: &Person, count: usize) {
        self.found.update(|found| {
            let theirs = found.iter_mut().flatten().filter(|resident| resident.person.id == person.id);
            theirs.for_each(|resident| resident.devices = u32::try_from(count).unwrap_or(u32::MAX));
        });
    }
}

/// Those who are not somebody else by now.
fn living(found: &[DeskResident]) -> impl Iterator<Item = &DeskResident> {
    found.iter().filter(|resident| resident.now.is_none())
}

/// The first of each household: so many cards are enough to put one into every letter box of a stairwell.
fn one_of_each(found: &[DeskResident]) -> BTreeSet<ResidentId> {
    let mut doors = BTreeSet::new();
    let first = living(found).filter(|resident| doors.insert(&resident.address));
    first.map(|resident| resident.person.id).collect()
}
