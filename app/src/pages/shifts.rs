//! 哪里需要人: the shifts of the next two weeks, those first that begin soon and lack people. What is chosen of them outlives the page:
//! whoever looks at one and comes back finds the same list.

use crate::cell::{Memo, RwSignal};
use crate::components::empty::{empty, unknown};
use crate::components::page_head::back_head;
use crate::components::section::section_head;
use crate::components::shift::shifts_by_day;
use crate::look::lang;
use crate::routes::Route;
use crate::sync::sync;
use crate::words::{common, shift as words, skills};
use domain::place::Compound;
use domain::views::service::{ListedShift, busy, open_shifts, qualified};
use domain::when::{Clock, Moment};
use leptos::prelude::*;

/// How many days ahead the page looks.
const DAYS: i32 = 14;

/// Which shifts are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Pick {
    #[default]
    All,
    Lacking,
    Fits,
}

/// On which days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Days {
    #[default]
    Any,
    Week,
    Weekend,
}

impl Days {
    fn has(self, starts: Moment) -> bool {
        match self {
            Days::Any => true,
            Days::Week => starts.day().weekday() < 6,
            Days::Weekend => starts.day().weekday() >= 6,
        }
    }
}

/// In which part of the day they begin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Part {
    #[default]
    Any,
    Morning,
    Afternoon,
    Evening,
}

/// Noon, and when the evening begins.
const NOON: Clock = Clock(12 * 60);
const EVENING: Clock = Clock(18 * 60);

impl Part {
    fn has(self, starts: Moment) -> bool {
        let clock = starts.clock();
        match self {
            Part::Any => true,
            Part::Morning => clock < NOON,
            Part::Afternoon => (NOON..EVENING).contains(&clock),
            Part::Evening => clock >= EVENING,
        }
    }
}

/// What somebody has chosen of the list; everything, to begin with.
#[derive(Clone, Copy, Default)]
pub struct Wanted {
    pick: RwSignal<Pick>,
    days: RwSignal<Days>,
    part: RwSignal<Part>,
    place: RwSignal<String>,
}

impl Wanted {
    /// Whether it leaves something away that another time or place would show. Tracked.
    fn narrow(self) -> bool {
        self.days.get() != Days::Any || self.part.get() != Part::Any || self.place.with(|place| !place.is_empty())
    }

    /// Whether a shift is at such a time and place. Tracked.
    fn fits(self, listed: &ListedShift) -> bool {
        let starts = listed.shift.starts;
        self.days.get().has(starts) && self.part.get().has(starts) && self.place.with(|place| lies_in(listed, place))
    }
}

/// Whether the shift takes place in a compound: the place of a venue begins with its name.
fn lies_in(listed: &ListedShift, compound: &str) -> bool {
    listed.venue.place.starts_with(compound)
}

/// The page.
pub fn page() -> AnyView {
    let sync = sync();
    let wanted: Wanted = expect_context();
    let Wanted { pick, days, part, place } = wanted;
    let shifts = Memo::new(move || {
        let view = sync.view();
        let mut shifts = open_shifts(&view, sync.now(), DAYS);
        let me = view.me();
        shifts.retain(|listed| wanted.fits(listed));
        shifts.retain(|ListedShift { shift, duties, .. }| match pick.get() {
            Pick::All => true,
            Pick::Lacking => shift.missing() > 0,
            // Of somebody who has signed out nothing is known.
            Pick::Fits if me.is_none() => true,
            Pick::Fits => {
                let fits = me.is_some_and(|me| qualified(&view, me, shift) && !busy(&view, me, shift));
                duties.is_empty() && shift.open() > 0 && fits
            }
        });
        shifts
    });
    let signed_in = Memo::new(move || sync.view().me().is_some());
    // Only compounds in which somebody is needed, and the one that is chosen.
    let places = Memo::new(move || {
        let view = sync.view();
        let shifts = open_shifts(&view, sync.now(), DAYS);
        let chosen = place.get();
        let needed = |compound: &&Compound| {
            compound.name == chosen || shifts.iter().any(|listed| lies_in(listed, &compound.name))
        };
        view.all::<Compound>().filter(needed).map(|compound| compound.name.clone()).collect::<Vec<String>>()
    });
    let body = move || {
        let (lang, shifts) = (lang(), shifts.get());
        if !shifts.is_empty() {
            return shifts_by_day(&shifts, lang, sync.now());
        }
        if let Some(nothing) = unknown(sync.status()) {
            return nothing;
        }
        match pick.get() {
            Pick::Fits => empty(words::none_fits(lang).into(), words::none_fits_text(lang).into(), None),
            _ if wanted.narrow() => empty(words::none_so(lang).into(), words::none_so_text(lang).into(), None),
            _ => empty(words::none(lang).into(), words::none_text(lang).into(), None),
        }
    };
    let neighbours =
        move || section_head(skills::title(lang()).into(), Some((Route::Skills, skills::see_all(lang()).into())));
    view! {
        {move || back_head(Route::Today, words::hint(lang()).into(), words::title(lang()).into())}
        {move || filters(pick, signed_in.get())}
        {move || day_filters(days)}
        {move || part_filters(part)}
        {move || place_filters(place, places.get())}
        {body}
        {neighbours}
    }
    .into_any()
}

fn filters(pick: RwSignal<Pick>, signed_in: bool) -> AnyView {
    let lang = lang();
    let chip = |which: Pick, word: &'static str| chip(pick, which, word.into());
    view! {
        <div class="filters" role="group" aria-label=words::pick(lang)>
            {chip(Pick::All, common::all(lang))}
            {chip(Pick::Lacking, words::lacking(lang))}
            {signed_in.then(|| chip(Pick::Fits, words::fits(lang)))}
        </div>
    }
    .into_any()
}

fn day_filters(days: RwSignal<Days>) -> AnyView {
    let lang = lang();
    view! {
        <div class="filters" role="group" aria-label=words::days(lang)>
            {chip(days, Days::Any, words::any_day(lang).into())}
            {chip(days, Days::Week, words::weekdays(lang).into())}
            {chip(days, Days::Weekend, words::weekends(lang).into())}
        </div>
    }
    .into_any()
}

fn part_filters(part: RwSignal<Part>) -> AnyView {
    let lang = lang();
    view! {
        <div class="filters" role="group" aria-label=words::part_of_day(lang)>
            {chip(part, Part::Any, words::any_time(lang).into())}
            {chip(part, Part::Morning, words::morning(lang).into())}
            {chip(part, Part::Afternoon, words::afternoon(lang).into())}
            {chip(part, Part::Evening, words::evening(lang).into())}
        </div>
    }
    .into_any()
}

fn place_filters(place: RwSignal<String>, places: Vec<String>) -> AnyView {
    let lang = lang();
    if places.is_empty() {
        return ().into_any();
    }
    let chips: Vec<AnyView> = places.into_iter().map(|name| chip(place, name.clone(), name)).collect();
    view! {
        <div class="filters" role="group" aria-label=words::where_to(lang)>
            {chip(place, String::new(), words::anywhere(lang).into())}
            {chips}
        </div>
    }
    .into_any()
}

/// One choice of a group.
fn chip<T: Clone + PartialEq + Send + Sync + 'static>(group: RwSignal<T>, which: T, word: String) -> AnyView {
    let own = which.clone();
    let pressed = move || if group.with(|chosen| *chosen == own) { "true" } else { "false" };
    view! {
        <button type="button" class="chip" aria-pressed=pressed on:click=move |_| group.set(which.clone())>{word}</button>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::when::Day;

    #[test]
    fn every_shift_begins_in_one_part_of_the_day() {
        let parts = [Part::Morning, Part::Afternoon, Part::Evening];
        for (clock, its) in [(0, 0), (11 * 60 + 59, 0), (12 * 60, 1), (17 * 60 + 59, 1), (18 * 60, 2), (23 * 60, 2)] {
            let starts = Moment::at(Day::of(2026, 11, 25).unwrap(), Clock(clock));
            let found: Vec<usize> = (0..3).filter(|at| parts[*at].has(starts)).collect();
            assert_eq!(found, [its], "{clock}");
            assert!(Part::Any.has(starts));
        }
    }
}
