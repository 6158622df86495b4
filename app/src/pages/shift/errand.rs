//! 要送的饭: to which doors whoever has the shift brings meals, stairwell by stairwell, and what came of each, with one tap and without
//! a network. It is a part of the page of its own, drawn anew when a meal changes and not with every tick of the clock.

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
        let body = move || {
            let lang = lang();
            let inside = match found.get() {
                Round::None => return ().into_any(),
                Round::Later => view! { <p class="said">{words::later(lang)}</p> }.into_any(),
                Round::Out(stairwells) if stairwells.is_empty() => {
                    view! { <p class="said">{words::none(lang)}</p> }.into_any()
                }
                Round::Out(stairwells) => self.list(&stairwells, lang),
            };
            view! { <section class="stack">{section_head(words::title(lang).into(), None)}{inside}</section> }
                .into_any()
        };
        body.into_any()
    }

    fn list(self, stairwells: &[Stairwell], lang: Lang) -> AnyView {
        let (done, all) = counted(stairwells);
        let stairwells = stairwells.iter().map(|stairwell| {
            let cards: Vec<AnyView> =
                stairwell.meals.iter().map(|(row, pending)| self.card(row, *pending, lang)).collect();
            let place = stairwell.place.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ");
            view! { <h3>{place}</h3>{cards} }.into_any()
        });
        let stairwells: Vec<AnyView> = stairwells.collect();
        view! {
            <p class="strong" role="status">{words::counted(lang, done, all)}</p>
            <p class="said">{words::offline(lang)}</p>
            {stairwells}
        }
        .into_any()
    }

    fn card(self, row: &Errand, pending: bool, lang: Lang) -> AnyView {
        let (id, name) = (row.id, row.name.clone());
        // Both: without a network, too, one sees what was tapped.
        let waits = pending.then(|| pending_state(lang));
        let said = match row.state {
            ErrandState::Waiting => ().into_any(),
            ErrandState::Brought => state(Mark::Done, words::brought(lang).into()),
            ErrandState::Nobody => state(Mark::Failed, words::nobody(lang).into()),
        };
        let number = canteen::order_number(lang, row.code);
        let number =
            if row.meal.is_lunch() { number } else { format!("{} · {number}", canteen::meal(lang, row.meal)) };
        let dishes: Vec<String> = row.what.iter().map(|dish| words::dish(lang, dish)).collect();
        let note = (!row.to.note.is_empty()).then(|| view! { <p class="strong">{row.to.note.clone()}</p> });
        let phone = (!row.phone.is_empty()).then(|| {
            view! { <a class="button is-quiet is-wide" href=call(&row.phone)>{row.phone.clone()}</a> }
        });
        let said_of = move |command: &Command| matches!(command, Command::NoteErrand { errand, .. } if *errand == id);
        let trouble = move || {
            let why = self.trouble.get().filter(|(of, _)| *of == id).map(|(_, why)| why);
            let why = why.or_else(|| self.sync.refused(said_of));
            why.map(|why| notice(Tone::Error, view! { <p>{refusal::not_taken(lang, &why)}</p> }.into_any()))
        };
        view! {
            <article class="card stack">
                <div class="row is-apart"><h4>{row.to.room.clone()}" "{name}</h4>{said}</div>
                {waits}
                <p class="small soft">{number}</p>
                <p>{dishes.join(lang.pick("，", ", "))}</p>
                {note}
                {phone}
                {self.ticks(row, lang)}
                <div aria-live="polite">{trouble}</div>
            </article>
        }
        .into_any()
    }

    fn ticks(self, row: &Errand, lang: Lang) -> AnyView {
        let (id, name) = (row.id, row.name.clone());
        let own = self.sync.view.get_untracked().me().map(|me| me.id);
        let mine = row.by.as_ref().map(|by| by.id) == own;
        let tick = |to: ErrandState, class: &'static str, word: &'static str| {
            let unseen = format!(" {name}");
            view! {
                <button type="button" class=class id=button(id, to) on:click=move |_| self.say(id, to)>
                    {word}<span class="unseen">{unseen}</span>
                </button>
            }
            .into_any()
        };
        let brought = (row.state != ErrandState::Brought)
            .then(|| tick(ErrandState::Brought, "button is-wide", words::brought(lang)));
        let nobody = (row.state == ErrandState::Waiting)
            .then(|| tick(ErrandState::Nobody, "button is-quiet is-wide", words::nobody(lang)));
        let undo = (row.state != ErrandState::Waiting && mine)
            .then(|| tick(ErrandState::Waiting, "button is-quiet", words::undo(lang)));
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
