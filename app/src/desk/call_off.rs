//! Calling a date or a shift off, or all dates from one on. It cannot be undone and people are told, so it takes two steps and a
//! reason.

use super::entry::{Entry, lines, submits};
use super::sending::Sending;
use crate::cell::RwSignal;
use crate::components::two_step::focus_soon;
use crate::look::{Lang, lang};
use crate::sync::{Sync, sync};
use crate::words::desk::{self, dates as words, post, shifts as shift_words};
use domain::activity::Activity;
use domain::command::Command;
use domain::occurrence::Occurrence;
use domain::presence::Venture;
use domain::refusal::Refusal;
use domain::replica::Replica;
use domain::shift::Shift;
use leptos::prelude::*;

/// The first step.
const BUTTON: &str = "call-off-now";
/// The second one.
const FORM: &str = "call-off-form";

/// The two steps, made once per page.
#[derive(Clone, Copy)]
pub struct CallOff {
    lang: Lang,
    sync: Sync,
    what: Venture,
    asking: RwSignal<bool>,
    /// All later ones, too.
    all: RwSignal<bool>,
    reason: Entry,
    sending: Sending,
}

impl CallOff {
    /// The two steps for one date or shift.
    pub fn new(what: Venture) -> Self {
        Self {
            lang: lang(),
            sync: sync(),
            what,
            asking: RwSignal::new(false),
            all: RwSignal::new(false),
            reason: Entry::new(""),
            sending: Sending::new(),
        }
    }

    /// What became of it: it outlasts the form.
    pub fn result(self) -> AnyView {
        self.sending.result(self.say(words::call_off_done, shift_words::call_off_done))
    }

    /// The sentence about a date, or the one about a shift.
    fn say(self, date: fn(Lang) -> &'static str, shift: fn(Lang) -> &'static str) -> &'static str {
        match self.what {
            Venture::Occurrence(_) => date(self.lang),
            Venture::Shift(_) => shift(self.lang),
        }
    }

    /// How many people will read the reason. Tracked.
    fn people(self) -> u32 {
        let view = self.sync.view();
        match self.what {
            Venture::Occurrence(_) => {
                let dates = self.with_later(&view);
                let concerned = if self.all.get() { dates.len() } else { 1 };
                let off = dates.get(..concerned).unwrap_or_default();
                off.iter().map(|date| date.asked()).sum::<u32>() + self.on_shifts(&view, off)
            }
            Venture::Shift(id) => view.get::<Shift>(id.0).map_or(0, |shift| shift.taken),
        }
    }

    /// How many people have taken a shift that goes with these dates.
    fn on_shifts(self, view: &Replica, dates: &[&Occurrence]) -> u32 {
        let now = self.sync.now();
        let of = |shift: &&Shift| dates.iter().any(|date| shift.occurrence == Some(date.id));
        let goes = |shift: &&Shift| of(shift) && shift.cancelled.is_none() && shift.ends > now;
        view.all::<Shift>().filter(goes).map(|shift| shift.taken).sum()
    }

    /// The button, and then the question behind it.
    pub fn section(self) -> AnyView {
        let step = move || if self.asking.get() { self.question() } else { self.button() };
        view! { <section class="stack no-print">{step}</section> }.into_any()
    }

    fn button(self) -> AnyView {
        let ask = move |_| {
            self.asking.set(true);
            focus_soon(FORM.into());
        };
        view! {
            <div class="actions">
                <button type="button" class="button is-quiet" id=BUTTON on:click=ask>
                    {self.say(words::call_off, shift_words::call_off)}
                </button>
            </div>
        }
        .into_any()
    }

    fn question(self) -> AnyView {
        let lang = self.lang;
        let hint = self.say(words::reason_hint, shift_words::reason_hint);
        let back = move |_| {
            self.asking.set(false);
            focus_soon(BUTTON.into());
        };
        let later = move || self.with_later(&self.sync.view()).len().saturating_sub(1);
        let repeats = move || {
            let view = self.sync.view();
            let activity = self.date(&view).and_then(|date| view.get::<Activity>(date.activity.0));
            activity.is_some_and(|activity| activity.series.is_some())
        };
        let all = move || {
            (later() > 0 || repeats()).then(|| {
                view! {
                    <label class="choice">
                        <input
                            type="checkbox"
                            prop:checked=move || self.all.get()
                            on:change=move |event| self.all.set(event_target_checked(&event))
                        />
                        <span class="choice-text"><b>{post::all_from_here(lang, later())}</b></span>
                    </label>
                }
            })
        };
        view! {
            <form
                class="form card"
                id=FORM
                tabindex="-1"
                aria-labelledby="call-off"
                on:submit=submits(move || self.send())
            >
                <h2 id="call-off">{self.say(words::call_off, shift_words::call_off)}</h2>
                <p class="said">{self.say(words::call_off_text, shift_words::call_off_text)}</p>
                {all}
                {lines(self.reason, "reason", words::reason(lang), Some(hint))}
                <div class="actions">
                    <button class="button is-danger">{move || words::call_off_now(lang, self.people())}</button>
                    <button type="button" class="button is-quiet" on:click=back>
                        {desk::keep(lang)}
                    </button>
                </div>
            </form>
        }
        .into_any()
    }

    fn date(self, view: &Replica) -> Option<&Occurrence> {
        match self.what {
            Venture::Occurrence(id) => view.get::<Occurrence>(id.0),
            Venture::Shift(_) => None,
        }
    }

    /// This date and the later ones of its activity that are not called off, this one first.
    fn with_later(self, view: &Replica) -> Vec<&Occurrence> {
        let Some(own) = self.date(view) else { return Vec::new() };
        let later =
            |date: &&Occurrence| date.activity == own.activity && date.starts > own.starts && date.cancelled.is_none();
        std::iter::once(own).chain(view.all::<Occurrence>().filter(later)).collect()
    }

    fn send(self) {
        let (reason, all) = (self.reason.typed(), self.all.get_untracked());
        let command = match self.what {
            Venture::Occurrence(occurrence) if all => Command::CancelFrom { occurrence, reason },
            Venture::Occurrence(occurrence) => Command::CancelOccurrence { occurrence, reason },
            Venture::Shift(shift) => Command::CancelShift { shift, reason },
        };
        let about_words = |refusal: &Refusal| matches!(refusal, Refusal::WordsMissing | Refusal::WordsTooLong { .. });
        let field = move |refusal: &Refusal| about_words(refusal).then_some(self.reason);
        self.sending.send(command, field, move || self.asking.set(false));
    }
}
