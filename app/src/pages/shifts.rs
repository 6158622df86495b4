//! 哪里需要人: the shifts of the next two weeks, those first that begin soon and lack people.

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
use domain::when::Moment;
use leptos::prelude::*;

/// How many days ahead the page looks.
const DAYS: i32 = 14;

/// Which shifts are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pick {
    All,
    Lacking,
    Fits,
}

/// On which days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Days {
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

/// Whether the shift takes place in a compound: the place of a venue begins with its name.
fn lies_in(listed: &ListedShift, compound: &str) -> bool {
    listed.venue.place.starts_with(compound)
}

/// The page.
pub fn page() -> AnyView {
    let sync = sync();
    let pick = RwSignal::new(Pick::All);
    let days = RwSignal::new(Days::Any);
    let place = RwSignal::new(String::new());
    let shifts = Memo::new(move || {
        let view = sync.view();
        let mut shifts = open_shifts(&view, sync.now(), DAYS);
        let me = view.me();
        shifts.retain(|listed| days.get().has(listed.shift.starts) && place.with(|place| lies_in(listed, place)));
        shifts.retain(|ListedShift { shift, duties, .. }| match pick.get() {
            Pick::All => true,
            Pick::Lacking => shift.missing() > 0,
            Pick::Fits => {
                let fits = me.is_some_and(|me| qualified(&view, me, shift) && !busy(&view, me, shift));
                duties.is_empty() && shift.open() > 0 && fits
            }
        });
        shifts
    });
    let signed_in = Memo::new(move || sync.view().me().is_some());
    // Only compounds in which somebody is needed.
    let places = Memo::new(move || {
        let view = sync.view();
        let shifts = open_shifts(&view, sync.now(), DAYS);
        let needed = |compound: &&Compound| shifts.iter().any(|listed| lies_in(listed, &compound.name));
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
            _ if days.get() != Days::Any || place.with(|place| !place.is_empty()) => {
                empty(words::none_so(lang).into(), words::none_so_text(lang).into(), None)
            }
            _ => empty(words::none(lang).into(), words::none_text(lang).into(), None),
        }
    };
    let neighbours =
        move || section_head(skills::title(lang()).into(), Some((Route::Skills, skills::see_all(lang()).into())));
    view! {
        {move || back_head(Route::Today, words::hint(lang()).into(), words::title(lang()).into())}
        {move || filters(pick, signed_in.get())}
        {move || day_filters(days)}
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
