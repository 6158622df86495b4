//! 从这次起都改: what is typed for one date holds for all later ones of its series, too.
//!
//! Only what was changed in the form goes out, so that a date which was changed by hand keeps what is its own in all else.

use super::along::along;
use super::plan::Planned;
use crate::cell::RwSignal;
use crate::look::{Lang, lang};
use crate::sync::{Sync, sync};
use crate::words::desk::series as words;
use domain::activity::Activity;
use domain::command::Command;
use domain::id::OccurrenceId;
use domain::occurrence::{Occurrence, Plan};
use domain::replica::Replica;
use domain::series::{Amendment, made};
use leptos::prelude::*;

/// The choice in the form of one date, made once per page.
#[derive(Clone, Copy)]
pub struct FromHere {
    lang: Lang,
    sync: Sync,
    date: OccurrenceId,
    chosen: RwSignal<bool>,
}

impl FromHere {
    /// For this date alone.
    pub fn new(date: OccurrenceId) -> Self {
        Self { lang: lang(), sync: sync(), date, chosen: RwSignal::new(false) }
    }

    /// How many people have signed up for the dates that would change. Tracked.
    pub fn people(self) -> u32 {
        let view = self.sync.view();
        let own = view.get::<Occurrence>(self.date.0).map_or(0, Occurrence::asked);
        if !self.chosen.get() {
            return own;
        }
        self.later(&view).iter().fold(own, |people, date| people.saturating_add(date.asked()))
    }

    /// The shifts that go along, and how many people are on them. Tracked.
    pub fn shifts(self) -> (usize, u32) {
        let mut dates = vec![self.date];
        if self.chosen.get() {
            dates.extend(self.later(&self.sync.view()).iter().map(|date| date.id));
        }
        along(self.sync, &dates)
    }

    /// The tick; nothing where the date belongs to no series.
    pub fn choice(self) -> AnyView {
        let repeats = move || {
            let view = self.sync.view();
            let date = view.get::<Occurrence>(self.date.0);
            let activity = date.and_then(|date| view.get::<Activity>(date.activity.0));
            activity.is_some_and(|activity| activity.series.is_some())
        };
        let later = move || self.later(&self.sync.view()).len();
        let choice = move || {
            repeats().then(|| {
                view! {
                    <label class="choice">
                        <input
                            type="checkbox"
                            prop:checked=move || self.chosen.get()
                            on:change=move |event| self.chosen.set(event_target_checked(&event))
                        />
                        <span class="choice-text">
                            <b>{words::from_here(self.lang, later())}</b>
                            <small>{words::from_here_text(self.lang)}</small>
                        </span>
                    </label>
                }
            })
        };
        choice.into_any()
    }

    /// What the form asks for; nothing where it asks for what a series cannot change in one step, which is said at the field.
    pub fn command(self, planned: Planned, plan: Plan) -> Option<Command> {
        let (occurrence, before) = (self.date, planned.before());
        let began = before.clone();
        if !self.chosen.get_untracked() {
            return Some(Command::EditOccurrence { occurrence, plan, before });
        }
        let view = self.sync.view.get_untracked();
        let stands = || view.get::<Occurrence>(occurrence.0).map(Plan::of);
        let before = before.or_else(stands)?;
        let [day, .., lottery, kept, _, _, _, approval, _] = planned.entries();
        let alone = [
            (day, before.starts.day() != plan.starts.day(), words::other_day(self.lang)),
            (lottery, before.lottery_hours != plan.lottery_hours, words::one_by_one(self.lang)),
            (kept, before.kept != plan.kept, words::one_by_one(self.lang)),
            (approval, before.approval != plan.approval, words::one_by_one(self.lang)),
        ];
        if let Some((entry, _, sentence)) = alone.into_iter().find(|(_, changed, _)| *changed) {
            entry.fail(sentence);
            return None;
        }
        Some(Command::AmendFrom { occurrence, amendment: Amendment::between(&before, &plan), before: began })
    }

    /// The later dates of the series that are not called off.
    fn later(self, view: &Replica) -> Vec<&Occurrence> {
        let Some(own) = view.get::<Occurrence>(self.date.0) else { return Vec::new() };
        let later = |date: &&Occurrence| {
            date.activity == own.activity && date.starts > own.starts && date.cancelled.is_none() && made(date.id)
        };
        view.all::<Occurrence>().filter(later).collect()
    }
}
