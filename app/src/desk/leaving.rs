//! A resident has moved house, moved away or died, or is back: what the desk notes of it. It needs the network and the open lock, and
//! all but another door a lock that was opened a moment ago.

use super::entry::{Choice, Entry, Kind, line, pick, submits};
use super::panels::Panel;
use super::register::buildings;
use super::sending::error;
use crate::cell::{Memo, RwSignal};
use crate::components::state::{Mark, state};
use crate::components::two_step::{Steps, focus_soon, two_step};
use crate::look::{Lang, lang};
use crate::online::{self, Fault};
use crate::sync::{Sync, sync};
use crate::words::desk::{leaving as words, passkeys as key_words, residents as resident_words};
use domain::id::{BuildingId, ResidentId};
use domain::resident::Person;
use domain::wire::leaving::{How, Leaving, Moving};
use domain::wire::{DeskResident, SignInRefusal};
use leptos::prelude::*;
use uuid::Uuid;

/// The identity of the panel.
const PANEL: &str = "leaving";

/// Of whom something is noted, made once per page.
#[derive(Clone, Copy)]
pub struct Departing {
    lang: Lang,
    sync: Sync,
    who: RwSignal<Option<(Person, bool)>>,
    asked: RwSignal<Option<Uuid>>,
    building: Entry,
    stairwell: Entry,
    room: Entry,
    done: RwSignal<Option<String>>,
    trouble: RwSignal<Option<&'static str>>,
}

impl Departing {
    /// A panel that is closed.
    pub fn new() -> Self {
        Self {
            lang: lang(),
            sync: sync(),
            who: RwSignal::new(None),
            asked: RwSignal::new(None),
            building: Entry::new(""),
            stairwell: Entry::new(""),
            room: Entry::new(""),
            done: RwSignal::new(None),
            trouble: RwSignal::new(None),
        }
    }

    /// What there is to close.
    pub fn panel(self) -> Panel {
        let leave = move |()| {
            if [self.building, self.stairwell, self.room].into_iter().all(|entry| entry.typed().is_empty()) {
                self.who.set(None);
            }
        };
        Panel { whose: Memo::new(move || self.who.get().map(|(person, _)| person.id)), leave: Callback::new(leave) }
    }

    /// The button beside a resident that opens the panel.
    pub fn button(self, resident: &DeskResident) -> AnyView {
        let (name, person, gone) = (format!(" {}", resident.person.name), resident.person.clone(), resident.gone);
        view! {
            <button type="button" class="button is-quiet is-small" on:click=move |_| self.open(person.clone(), gone)>
                {words::open(self.lang)}<span class="unseen">{name}</span>
            </button>
        }
        .into_any()
    }

    fn open(self, person: Person, gone: bool) {
        self.done.set(None);
        self.trouble.set(None);
        // A question that was left open was of somebody else.
        self.asked.set(None);
        for entry in [self.building, self.stairwell, self.room] {
            entry.fill("");
        }
        self.who.set(Some((person, gone)));
        focus_soon(PANEL.into());
    }

    /// The panel, while it is open, and what became of it. `changed` hears that the list is not so any more.
    pub fn section(self, changed: Callback<()>) -> AnyView {
        let buildings = Memo::new(move || buildings(self.sync));
        view! {
            {move || self.who.get().map(|(person, gone)| self.about(&person, gone, buildings, changed))}
            <div aria-live="polite">{move || self.outcome()}</div>
        }
        .into_any()
    }

    fn outcome(self) -> AnyView {
        if let Some(sentence) = self.trouble.get() {
            return error(sentence.into());
        }
        self.done.get().map(|sentence| state(Mark::Confirmed, sentence)).into_any()
    }

    fn about(self, person: &Person, gone: bool, buildings: Memo<Vec<Choice>>, changed: Callback<()>) -> AnyView {
        let (lang, id) = (self.lang, person.id);
        let leaving = if gone { self.back(id, changed) } else { self.ways(id, changed) };
        view! {
            <div class="stack card" role="group" id=PANEL tabindex="-1" aria-labelledby="leaving-of">
                <h3 id="leaving-of">{words::of(lang, &person.name)}</h3>
                <p class="said">{words::text(lang)}</p>
                <p class="said">{words::ask(lang)}</p>
                <div class="actions">{leaving}</div>
                <form class="form" on:submit=submits(move || self.rehouse(id, changed))>
                    {pick(
                        self.building,
                        "new-building",
                        words::building(lang),
                        resident_words::pick_building(lang),
                        buildings,
                    )}
                    <div class="field-row">
                        {line(self.stairwell, Kind::Words, "new-stairwell", words::stairwell(lang), None)}
                        {line(self.room, Kind::Words, "new-room", words::room(lang), None)}
                    </div>
                    <div class="actions">
                        <button class="button is-quiet">{words::rehouse(lang)}</button>
                        <button type="button" class="button is-quiet" on:click=move |_| self.who.set(None)>
                            {words::close(lang)}
                        </button>
                    </div>
                </form>
            </div>
        }
        .into_any()
    }

    /// The two ways in which somebody does not live here any more.
    fn ways(self, id: ResidentId, changed: Callback<()>) -> AnyView {
        let lang = self.lang;
        let moved = (How::MovedAway, words::moved_away(lang), words::moved_away_sure(lang), Uuid::from_u128(1));
        let died = (How::Died, words::died(lang), words::died_sure(lang), Uuid::from_u128(2));
        let ways = [moved, died].map(|(how, act, question, key)| {
            let then = Callback::new(move |()| self.leave(Leaving { resident: id, how }, changed));
            two_step(self.asked, key, self.steps(act, question), then)
        });
        ways.into_iter().collect_view().into_any()
    }

    fn back(self, id: ResidentId, changed: Callback<()>) -> AnyView {
        let steps = self.steps(words::back(self.lang), words::back_sure(self.lang));
        let then = Callback::new(move |()| {
            online::come_back(id, move |answer| self.took(answer.map(|_| words::back_done(self.lang).into()), changed));
        });
        two_step(self.asked, Uuid::from_u128(3), steps, then)
    }

    fn steps(self, act: &str, question: &str) -> Steps {
        Steps {
            act: act.into(),
            question: question.into(),
            yes: words::yes(self.lang).into(),
            no: words::no(self.lang).into(),
        }
    }

    fn leave(self, leaving: Leaving, changed: Callback<()>) {
        online::leave(leaving, move |answer| self.took(answer.map(|left| words::noted(self.lang, &left)), changed));
    }

    fn rehouse(self, resident: ResidentId, changed: Callback<()>) {
        let lang = self.lang;
        let building: Option<BuildingId> = self.building.typed().parse().ok();
        if building.is_none() {
            self.building.fail(resident_words::building_missing(lang));
        }
        let empty = [self.stairwell, self.room].into_iter().filter(|entry| entry.typed().is_empty());
        let missing = empty.map(|entry| entry.fail(resident_words::missing(lang))).count();
        let Some(building) = building.filter(|_| missing == 0) else { return };
        let moving = Moving { resident, building, stairwell: self.stairwell.typed(), room: self.room.typed() };
        online::move_house(moving, move |answer| {
            self.took(answer.map(|_| words::rehouse_done(lang).into()), changed);
        });
    }

    /// Says what the server has answered.
    fn took(self, answer: Result<String, Fault>, changed: Callback<()>) {
        let lang = self.lang;
        self.done.set(None);
        self.trouble.set(None);
        match answer {
            Ok(sentence) => {
                self.who.set(None);
                self.done.set(Some(sentence));
                changed.run(());
            }
            Err(fault) => self.trouble.set(Some(match fault {
                Fault::Offline => key_words::offline_change(lang),
                Fault::Refused(SignInRefusal::OpenAgain) => key_words::open_again(lang),
                Fault::Refused(_) => key_words::locked_meanwhile(lang),
                Fault::Failed => words::not_here(lang),
            })),
        }
    }
}
