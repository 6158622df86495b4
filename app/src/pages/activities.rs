//! 活动: the next 14 days as a strip, one day's dates below it, filtered by kind.
//!
//! The page opens on today, or on the next day that has something. A dot under a day means that I or my family go. In Chinese a day
//! has its festival or its lunar day under it, as in a calendar on the wall.

use crate::cell::{Memo, RwSignal};
use crate::components::empty::empty;
use crate::components::item::date_list;
use crate::components::page_head::page_head;
use crate::components::section::{section_head_and, subscribe};
use crate::look::{Lang, lang};
use crate::sync::sync;
use crate::words::{activity as words, almanac, common, when};
use domain::activity::ActivityKind;
use domain::almanac::Almanac;
use domain::views::listed::{Listed, select};
use domain::when::Day;
use leptos::prelude::*;

/// How many days the strip shows.
const DAYS: i32 = 14;

/// What is chosen on the page.
#[derive(Clone, Copy)]
struct Choice {
    day: RwSignal<Option<Day>>,
    kind: RwSignal<Option<ActivityKind>>,
}

/// What the strip says about one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct DayMark {
    day: Day,
    count: usize,
    going: bool,
}

/// The activities, by day.
pub fn page() -> AnyView {
    let sync = sync();
    let choice = Choice { day: RwSignal::new(None), kind: RwSignal::new(None) };
    let dates = Memo::new(move || {
        let now = sync.now();
        let last = now.day().plus(DAYS - 1);
        select(&sync.view(), |occurrence| occurrence.ends > now && occurrence.starts.day() <= last)
    });
    let marks = Memo::new(move || dates.with(|dates| mark_days(dates, sync.now().day())));
    let chosen = Memo::new(move || choice.day.get().unwrap_or_else(|| marks.with(|marks| first_day(marks))));
    let lunar = Memo::new(move || sync.view().all::<Almanac>().next().cloned());
    let small = move || when::full_date(lang(), sync.now().day());
    view! {
        {move || page_head(small(), common::activities(lang()).into())}
        {strip((marks, lunar), chosen, choice)}
        {filters(choice)}
        {list((dates, lunar), chosen, choice)}
    }
    .into_any()
}

fn mark_days(dates: &[Listed], today: Day) -> Vec<DayMark> {
    let mark = |day: Day| {
        let on: Vec<&Listed> = dates.iter().filter(|date| date.occurrence.starts.day() == day).collect();
        DayMark { day, count: on.len(), going: on.iter().any(|date| !date.signups.is_empty()) }
    };
    (0..DAYS).map(|days| mark(today.plus(days))).collect()
}

fn first_day(marks: &[DayMark]) -> Day {
    let first = marks.iter().find(|mark| mark.count > 0).or_else(|| marks.first());
    first.map(|mark| mark.day).unwrap_or_default()
}

/// The lunar months and festivals, once the phone has them.
type Lunar = Memo<Option<Almanac>>;

fn strip((marks, lunar): (Memo<Vec<DayMark>>, Lunar), chosen: Memo<Day>, choice: Choice) -> AnyView {
    let days = move || {
        let lang = lang();
        let marks = marks.get();
        let today = marks.first().map(|mark| mark.day).unwrap_or_default();
        let lunar = lunar.get();
        marks.into_iter().map(|mark| day((mark, lunar.as_ref()), today, chosen, choice, lang)).collect::<Vec<_>>()
    };
    view! { <div class="day-strip" role="group" aria-label=move || words::pick_day(lang())>{days}</div> }.into_any()
}

fn day(
    (mark, lunar): (DayMark, Option<&Almanac>),
    today: Day,
    chosen: Memo<Day>,
    choice: Choice,
    lang: Lang,
) -> AnyView {
    let name = if mark.day == today { common::today(lang) } else { when::weekday(lang, mark.day) };
    let mut label = vec![words::day_label(lang, mark.day, today, mark.count)];
    label.extend(lunar.and_then(|lunar| almanac::of_day(lang, lunar, mark.day)));
    label.extend(mark.going.then(|| words::going(lang).into()));
    let under = lunar.and_then(|lunar| almanac::under_day(lang, lunar, mark.day));
    let under = under.map(|under| view! { <span aria-hidden="true">{under}</span> }.into_any());
    let pressed = move || if chosen.get() == mark.day { "true" } else { "false" };
    view! {
        <button
            type="button"
            class=if mark.count == 0 { "day is-closed" } else { "day" }
            aria-pressed=pressed
            on:click=move |_| choice.day.set(Some(mark.day))
        >
            <span aria-hidden="true">{name}</span>
            <b aria-hidden="true">{mark.day.parts().2}</b>
            {under}
            {mark.going.then(|| view! { <i class="day-dot"></i> }.into_any())}
            <span class="unseen">{words::names(lang, &label)}</span>
        </button>
    }
    .into_any()
}

fn filters(choice: Choice) -> AnyView {
    let chip = move |kind: Option<ActivityKind>| {
        let word = move || kind.map_or_else(|| common::all(lang()), |kind| words::kind(lang(), kind));
        let pressed = move || if choice.kind.get() == kind { "true" } else { "false" };
        view! {
            <button type="button" class="chip" aria-pressed=pressed on:click=move |_| choice.kind.set(kind)>
                {word}
            </button>
        }
        .into_any()
    };
    let kinds: Vec<_> = ActivityKind::ALL.into_iter().map(|kind| chip(Some(kind))).collect();
    view! {
        <div class="filters" role="group" aria-label=move || words::pick_kind(lang())>{chip(None)}{kinds}</div>
    }
    .into_any()
}

fn list((dates, lunar): (Memo<Vec<Listed>>, Lunar), chosen: Memo<Day>, choice: Choice) -> AnyView {
    let sync = sync();
    let shown = Memo::new(move || {
        let (day, kind) = (chosen.get(), choice.kind.get());
        let wanted =
            |date: &&Listed| date.occurrence.starts.day() == day && kind.is_none_or(|kind| date.activity.kind == kind);
        dates.with(|dates| dates.iter().filter(wanted).cloned().collect::<Vec<_>>())
    });
    let heading = move || {
        let (lang, day) = (lang(), chosen.get());
        let festival = lunar.with(|lunar| lunar.as_ref().and_then(|lunar| almanac::festivals(lang, lunar, day)));
        words::day_heading(lang, (day, festival), sync.now(), shown.with(Vec::len))
    };
    let body = move || {
        let (lang, now) = (lang(), sync.now());
        let dates = shown.get();
        if dates.is_empty() {
            let title = if choice.kind.get().is_some() { words::none_of_kind(lang) } else { words::none(lang) };
            return empty(title.into(), words::none_text(lang).into(), None);
        }
        date_list(&dates, lang, now)
    };
    view! {
        <section class="stack">
            {move || section_head_and(heading(), subscribe(lang(), "/calendar/public.ics".into()))}
            <p class="unseen" role="status">{heading}</p>
            {body}
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_opens_on_the_first_day_that_has_something() {
        let today = Day::of(2026, 11, 22).unwrap();
        let mark = |days, count| DayMark { day: today.plus(days), count, going: false };
        assert_eq!(first_day(&[mark(0, 0), mark(1, 0), mark(2, 3)]), today.plus(2));
        assert_eq!(first_day(&[mark(0, 0), mark(1, 0)]), today);
    }
}
