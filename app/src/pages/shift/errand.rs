//! 要送的饭: to which doors whoever has the shift brings meals, compound by compound and stairwell by stairwell, and what came of each,
//! with one tap and without a network. Each door is a card of its own: what comes of one, and what the server has heard, leaves the
//! others and their buttons as they are.

use crate::cell::{Memo, RwSignal};
use crate::components::help_line::call;
use crate::components::item::pending_state;
use crate::components::notice::{Tone, notice};
use crate::components::section::section_head;
use crate::components::state::{Mark, state};
use crate::components::two_step::focus_soon;
use crate::look::{Lang, lang};
use crate::sync::{NotTaken, Sync, sync};
use crate::words::{canteen, errand as words, refusal};
use domain::command::Command;
use domain::errand::{Errand, ErrandState};
use domain::id::{OrderId, ShiftId};
use domain::views::errand::{Round, Stairwell, counted, round};
use leptos::prelude::*;

/// The part of the page, made once per page.
#[derive(Clone, Copy)]
pub(super) struct Doors {
    sync: Sync,
    shift: ShiftId,
    trouble: RwSignal<Option<(OrderId, NotTaken)>>,
    /// Of which meal this phone still stores what was said.
    busy: RwSignal<Option<OrderId>>,
}

impl Doors {
    pub(super) fn new(shift: ShiftId) -> Doors {
        Doors { sync: sync(), shift, trouble: RwSignal::new(None), busy: RwSignal::new(None) }
    }

    /// Nothing for whoever does not bring meals on it.
    pub(super) fn section(self) -> AnyView {
        let found = Memo::new(move || round(&self.sync.view(), self.shift, self.sync.now()));
        let shape = Memo::new(move || found.with(Shape::of));
        let body = move || {
            let lang = lang();
            let inside = match shape.get() {
                Shape::None => return ().into_any(),
                Shape::Later => view! { <p class="said">{words::later(lang)}</p> }.into_any(),
                Shape::Empty => view! { <p class="said">{words::none(lang)}</p> }.into_any(),
                Shape::List => self.list(found, lang),
            };
            view! { <section class="stack">{section_head(words::title(lang).into(), None)}{inside}</section> }
                .into_any()
        };
        body.into_any()
    }

    /// A card stays what it is when another changes, or what waits was heard: somebody's finger or focus is on it.
    fn list(self, found: Memo<Round>, lang: Lang) -> AnyView {
        let sums = Memo::new(move || found.with(|found| counted(stairwells(found))));
        let lines = Memo::new(move || found.with(|found| lines(stairwells(found))));
        let sums = move || {
            let (done, all) = sums.get();
            words::counted(lang, done, all)
        };
        let line = move |line: Line| match line {
            Line::Compound(name) => view! { <h3>{name}</h3> }.into_any(),
            Line::Stairwell(_, place) => view! { <h4>{place}</h4> }.into_any(),
            Line::Door(id) => self.card(found, id, lang),
        };
        view! {
            <p class="strong" role="status">{sums}</p>
            <p class="said">{words::offline(lang)}</p>
            <For each=move || lines.get() key=Line::key children=line />
        }
        .into_any()
    }

    fn card(self, found: Memo<Round>, id: OrderId, lang: Lang) -> AnyView {
        let row = Memo::new(move || found.with(|found| door(found, id)));
        // What is at the door is drawn apart from what came of it.
        let meal = Memo::new(move || row.with(|(row, _)| row.as_ref().map(Errand::unsaid)));
        let standing = Memo::new(move || row.with(|(row, _)| row.as_ref().map(|row| row.state).unwrap_or_default()));
        let pending = Memo::new(move || row.with(|(_, pending)| *pending));
        let head = move || {
            meal.get().map(|row| {
                let said = move || match standing.get() {
                    ErrandState::Waiting => ().into_any(),
                    ErrandState::Brought => state(Mark::Done, words::brought(lang).into()),
                    ErrandState::Nobody => state(Mark::Failed, words::nobody(lang).into()),
                };
                view! { <div class="row is-apart"><h5>{row.to.room}" "{row.name}</h5>{said}</div> }
            })
        };
        // Both: without a network, too, one sees what was tapped.
        let waits = move || pending.get().then(|| pending_state(lang));
        let what = move || meal.get().map(|row| what(&row, lang));
        let said_of = move |command: &Command| matches!(command, Command::NoteErrand { errand, .. } if *errand == id);
        let trouble = move || {
            let why = self.trouble.get().filter(|(of, _)| *of == id).map(|(_, why)| why);
            let why = why.or_else(|| self.sync.refused(said_of));
            why.map(|why| notice(Tone::Error, view! { <p>{refusal::not_taken(lang, &why)}</p> }.into_any()))
        };
        view! {
            <article class="card stack">
                {head}
                {waits}
                {what}
                {self.ticks(id, row, lang)}
                <div aria-live="polite">{trouble}</div>
            </article>
        }
        .into_any()
    }

    /// Each button by itself: what changes another leaves the focus on it, and a tap that has begun on it counts.
    fn ticks(self, id: OrderId, row: Memo<Held>, lang: Lang) -> AnyView {
        let name = row.get_untracked().0.map(|row| row.name).unwrap_or_default();
        let tick = move |to: ErrandState, class: &'static str, word: &'static str| {
            let unseen = format!(" {name}");
            view! {
                <button type="button" class=class id=button(id, to) on:click=move |_| self.say(id, to)>
                    {word}<span class="unseen">{unseen}</span>
                </button>
            }
            .into_any()
        };
        let own = move || self.sync.view.get_untracked().me().map(|me| me.id);
        let wanted = move |to: ErrandState| {
            let of = move |row: &Errand| match to {
                ErrandState::Brought => row.state != ErrandState::Brought,
                ErrandState::Nobody => row.state == ErrandState::Waiting,
                ErrandState::Waiting => row.state != ErrandState::Waiting && row.by.as_ref().map(|by| by.id) == own(),
            };
            Memo::new(move || row.with(|(row, _)| row.as_ref().is_some_and(of)))
        };
        let one = move |to: ErrandState, class: &'static str, word: &'static str| {
            let (wanted, tick) = (wanted(to), tick.clone());
            move || wanted.get().then(|| tick(to, class, word))
        };
        let brought = one(ErrandState::Brought, "button is-wide", words::brought(lang));
        let nobody = one(ErrandState::Nobody, "button is-quiet is-wide", words::nobody(lang));
        let undo = one(ErrandState::Waiting, "button is-quiet", words::undo(lang));
        view! { {brought}{nobody}{undo} }.into_any()
    }

    /// One tap: it is stored at once, and the focus goes to the way back.
    fn say(self, id: OrderId, to: ErrandState) {
        // A second tap in the same breath says nothing else.
        if self.busy.get_untracked() == Some(id) {
            return;
        }
        self.busy.set(Some(id));
        self.trouble.set(None);
        let next = if to == ErrandState::Waiting { ErrandState::Brought } else { ErrandState::Waiting };
        let command = Command::NoteErrand { errand: id, state: to, at: self.sync.now.get_untracked() };
        self.sync.submit(command, move |result| {
            self.busy.set(None);
            match result {
                Ok(()) => focus_soon(button(id, next)),
                Err(why) => self.trouble.set(Some((id, why))),
            }
        });
    }
}

/// The identity of a button.
fn button(id: OrderId, to: ErrandState) -> String {
    let what = match to {
        ErrandState::Waiting => "undo",
        ErrandState::Brought => "brought",
        ErrandState::Nobody => "nobody",
    };
    format!("{what}-{id}")
}

/// The meal of a door, if it is still on the list, and whether what was said of it waits for the server.
type Held = (Option<Errand>, bool);

fn door(found: &Round, id: OrderId) -> Held {
    let mut meals = stairwells(found).iter().flat_map(|stairwell| &stairwell.meals);
    meals.find(|(row, _)| row.id == id).map_or((None, false), |(row, pending)| (Some(row.clone()), *pending))
}

fn stairwells(found: &Round) -> &[Stairwell] {
    if let Round::Out(stairwells) = found { stairwells } else { &[] }
}

/// What the part of the page is: only when that changes, all of it is drawn anew.
#[derive(Clone, Copy, PartialEq)]
enum Shape {
    None,
    Later,
    Empty,
    List,
}

impl Shape {
    fn of(found: &Round) -> Shape {
        match found {
            Round::None => Shape::None,
            Round::Later => Shape::Later,
            Round::Out(stairwells) if stairwells.is_empty() => Shape::Empty,
            Round::Out(_) => Shape::List,
        }
    }
}

/// One line of the list, in the order in which one walks.
#[derive(Clone, PartialEq)]
enum Line {
    /// Here a compound begins.
    Compound(String),
    /// A stairwell of the compound that is named first.
    Stairwell(String, String),
    /// A door of that stairwell.
    Door(OrderId),
}

impl Line {
    fn key(&self) -> String {
        match self {
            Line::Compound(name) => name.clone(),
            Line::Stairwell(compound, place) => format!("{compound}/{place}"),
            Line::Door(id) => id.to_string(),
        }
    }
}

fn lines(stairwells: &[Stairwell]) -> Vec<Line> {
    let (mut lines, mut last) = (Vec::new(), None);
    for Stairwell { place: [compound, building, stairwell], meals } in stairwells {
        if last.replace(compound) != Some(compound) && !compound.is_empty() {
            lines.push(Line::Compound(compound.clone()));
        }
        let place = [building, stairwell].into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>();
        if !place.is_empty() {
            lines.push(Line::Stairwell(compound.clone(), place.join(" ")));
        }
        lines.extend(meals.iter().map(|(row, _)| Line::Door(row.id)));
    }
    lines
}

/// What is in the box, whose number it has, and how to reach whoever gets it.
fn what(row: &Errand, lang: Lang) -> AnyView {
    let number = canteen::order_number(lang, row.code);
    let number = if row.meal.is_lunch() { number } else { format!("{} · {number}", canteen::meal(lang, row.meal)) };
    let dishes: Vec<String> = row.what.iter().map(|dish| words::dish(lang, dish)).collect();
    let note = (!row.to.note.is_empty()).then(|| view! { <p class="strong">{row.to.note.clone()}</p> });
    let phone = (!row.phone.is_empty()).then(|| {
        view! { <a class="button is-quiet is-wide" href=call(&row.phone)>{row.phone.clone()}</a> }
    });
    view! {
        <p class="small soft">{number}</p>
        <p>{dishes.join(lang.pick("，", ", "))}</p>
        {note}
        {phone}
    }
    .into_any()
}
