//! The fields of a plan, in the elder view as steps.

use super::super::entry::{Choice, Kind, line, lines, pick};
use super::super::steps::{Step, steps};
use super::{ASKED, HOURS, Planned, WRITTEN, venues};
use crate::cell::Memo;
use crate::words::desk::{dates as words, may_be_empty, steps as step_words};
use domain::id::VenueId;
use domain::venue::Venue;
use leptos::prelude::*;

impl Planned {
    /// The fields.
    pub fn fields(self) -> AnyView {
        let inside = view! { {self.note_field()}{self.windows_fields()} }.into_any();
        let mut all = self.steps();
        all.push(Step::new(step_words::more(self.lang), vec![self.note], inside));
        steps("plan", self.lang, all)
    }

    /// Until when one could enter a lottery; also what a date has that is none of the usual ones.
    fn lotteries(self) -> Vec<Choice> {
        let held: Option<u32> = self.lottery.text.with(|text| text.parse().ok());
        let other = held.filter(|hours| !HOURS.contains(hours));
        let choice = |hours: u32| Choice { value: hours.to_string(), text: words::by_lottery(self.lang, hours) };
        HOURS.into_iter().chain(other).map(choice).collect()
    }

    /// What is different this time.
    pub fn note_field(self) -> AnyView {
        let lang = self.lang;
        lines(self.note, "plan-note", &may_be_empty(lang, words::note(lang)), Some(words::note_hint(lang)))
    }

    /// When one can sign up and cancel: folded.
    pub fn windows_fields(self) -> AnyView {
        self.windows.fields()
    }

    /// When, where, how many, and how places are given.
    pub fn steps(self) -> Vec<Step> {
        let lang = self.lang;
        let lotteries = Memo::new(move || self.lotteries());
        let asked = Memo::new(move || vec![Choice { value: ASKED.into(), text: words::approval_wanted(lang).into() }]);
        let when = view! {
            <div class="field-row">
                {line(self.day, Kind::Day, "plan-day", words::day(lang), None)}
                {line(self.from, Kind::Clock, "plan-from", words::from(lang), None)}
                {line(self.until, Kind::Clock, "plan-until", words::until(lang), None)}
            </div>
        };
        let signing = view! {
            {pick(self.lottery, "plan-lottery", words::how_given(lang), words::first_come(lang), lotteries)}
            {pick(self.approval, "plan-approval", words::approval(lang), words::no_approval(lang), asked)}
        };
        vec![
            Step::new(step_words::when(lang), vec![self.day, self.from, self.until], when.into_any()),
            Step::new(step_words::place(lang), vec![self.venue, self.place, self.places, self.kept], self.place()),
            Step::new(step_words::signing(lang), vec![self.lottery, self.approval], signing.into_any()),
        ]
    }

    fn place(self) -> AnyView {
        let (lang, sync) = (self.lang, self.sync);
        let venues = Memo::new(move || {
            let mut venues = venues(sync, self.venue);
            venues.push(Choice { value: WRITTEN.into(), text: words::elsewhere(lang).into() });
            venues
        });
        let elsewhere = Memo::new(move || self.venue.text.with(|text| text == WRITTEN));
        let written = move || {
            let hint = Some(words::written_hint(lang));
            elsewhere.get().then(|| line(self.place, Kind::Words, "plan-written", words::written(lang), hint))
        };
        let kept = may_be_empty(lang, words::kept(lang));
        let seats = move || {
            let view = sync.view();
            let venue = self.venue.text.with(|text| text.parse::<VenueId>().ok())?;
            let community = view.community().map(|community| community.id).unwrap_or_default();
            // How many fit into a place that somebody has written nobody has said.
            let venue = view.get::<Venue>(venue.0).filter(|venue| !venue.is_written(community))?;
            Some(words::seats(lang, &venue.name, venue.seats))
        };
        view! {
            {pick(self.venue, "plan-venue", words::venue(lang), words::pick_venue(lang), venues)}
            {written}
            <div class="stack is-tight">
                {line(self.places, Kind::Number, "plan-places", words::places(lang), None)}
                <p class="small soft" aria-live="polite">{seats}</p>
            </div>
            {line(self.kept, Kind::Number, "plan-kept", &kept, Some(words::kept_hint(lang)))}
        }
        .into_any()
    }
}
