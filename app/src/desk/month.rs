//! 一个月的安排: the dates and shifts of the teams that somebody runs, day by day: on a phone a list of the days that have any, on a wide
//! screen and on paper a sheet of weeks.

use super::dates::{choices, teams};
use super::door::{behind, organizes};
use super::entry::{Entry, pick};
use super::paper::print_button;
use crate::cell::{Memo, RwSignal};
use crate::components::empty::empty;
use crate::components::icon::{Icon, icon};
use crate::components::page_head::page_head;
use crate::look::{Lang, lang};
use crate::routes::{DeskRoute, Route};
use crate::sync::{Sync, sync};
use crate::words::desk::{self, dates as date_words, month as words};
use crate::words::when;
use domain::id::OrganizationId;
use domain::views::own_day::{Event, Led, run_between};
use domain::when::Day;
use leptos::prelude::*;

#[derive(Clone, Copy)]
struct Page {
    lang: Lang,
    sync: Sync,
    /// The first day of the month that is shown.
    first: RwSignal<Day>,
    team: Entry,
}

/// The page.
pub fn page() -> AnyView {
    let (lang, sync) = (lang(), sync());
    let today = untrack(|| sync.now()).day();
    let page = Page { lang, sync, first: RwSignal::new(first_of(today)), team: Entry::new("") };
    view! {
        <a class="back" href=Route::Desk(DeskRoute::Dates).href()>{icon(Icon::Back)}{desk::dates(lang)}</a>
        {page_head(desk::brand(lang).into(), words::title(lang).into())}
        {behind(organizes, desk::whose_dates, move || page.inside())}
    }
    .into_any()
}

impl Page {
    fn inside(self) -> AnyView {
        let lang = self.lang;
        let teams = Memo::new(move || choices(&teams(&self.sync.view())));
        let picker = move || {
            let several = teams.with(|teams| teams.len() > 1);
            several.then(|| pick(self.team, "team", date_words::team(lang), date_words::every_team(lang), teams))
        };
        let turn = |days: i32, name: &'static str| {
            let other = move |_| self.first.set(first_of(self.first.get_untracked().plus(days)));
            view! { <button type="button" class="button is-quiet" on:click=other>{name}</button> }
        };
        let title = move || {
            let (year, month, _) = self.first.get().parts();
            when::month(lang, (year, month), self.sync.now().day())
        };
        let days = Memo::new(move || self.days());
        // At midnight another day is today.
        let today = Memo::new(move || self.sync.now().day());
        view! {
            <div class="stack no-print">
                {picker}
                <div class="actions">
                    {turn(-1, words::before(lang))}
                    {turn(32, words::after(lang))}
                    {print_button(desk::print(lang), "button is-quiet")}
                </div>
            </div>
            <section class="stack">
                <h2 aria-live="polite">{title}</h2>
                {move || days.with(|days| self.sheet(days, today.get()))}
            </section>
        }
        .into_any()
    }

    /// All days of the month, each with what is on it.
    fn days(self) -> Vec<(Day, Vec<Led>)> {
        let view = self.sync.view();
        let Some(me) = view.me() else { return Vec::new() };
        let team: Option<OrganizationId> = self.team.text.with(|text| text.parse().ok());
        let first = self.first.get();
        let until = first_of(first.plus(32));
        let mut events = run_between(&view, me, team, (first, until), self.sync.now()).into_iter().peekable();
        let mut days = Vec::new();
        for number in 0..until.since(first) {
            let day = first.plus(number);
            let mut of_day = Vec::new();
            while let Some(led) = events.next_if(|led| led.event.span().0.day() == day) {
                of_day.push(led);
            }
            days.push((day, of_day));
        }
        days
    }

    fn sheet(self, days: &[(Day, Vec<Led>)], today: Day) -> AnyView {
        let lang = self.lang;
        if days.iter().all(|(_, events)| events.is_empty()) {
            return empty(words::none(lang).into(), words::none_text(lang).into(), None);
        }
        let names = (1..=7).map(|number| view! { <span>{when::nth_weekday(lang, number)}</span> }).collect_view();
        let day = |(day, events): &(Day, Vec<Led>)| {
            let class = match (events.is_empty(), *day == today) {
                (true, true) => "month-day is-empty is-today",
                (true, false) => "month-day is-empty",
                (false, true) => "month-day is-today",
                (false, false) => "month-day",
            };
            let events = events.iter().map(|led| view! { <li>{event(lang, led)}</li> }).collect_view();
            view! {
                <li class=class data-weekday=day.weekday().to_string()>
                    <h3>
                        <span class="month-name">{when::exact_day(lang, *day, today)}</span>
                        <span class="month-number" aria-hidden="true">{day.parts().2}</span>
                    </h3>
                    <ul>{events}</ul>
                </li>
            }
        };
        view! {
            <div class="month-names" aria-hidden="true">{names}</div>
            <ol class="month">{days.iter().map(day).collect_view()}</ol>
        }
        .into_any()
    }
}

/// One date or shift, with the way to it.
fn event(lang: Lang, led: &Led) -> AnyView {
    let (starts, _) = led.event.span();
    let (route, kind) = match &led.event {
        Event::Date(date) => (DeskRoute::Date(date.id), None),
        Event::Shift(shift) => (DeskRoute::Shift(shift.id), Some(words::shift(lang))),
    };
    let kind = kind.map(|kind| view! { <small>{kind}" "</small> });
    let off = led.event.is_off().then(|| view! { <small>" "{words::off(lang)}</small> });
    let class = if led.event.is_off() { "month-event is-off" } else { "month-event" };
    view! {
        <a class=class href=Route::Desk(route).href()>
            <time class="num">{starts.clock().to_string()}</time>
            <span>{kind}{led.title.clone()}{off}</span>
        </a>
    }
    .into_any()
}

/// The first day of the month in which a day is.
fn first_of(day: Day) -> Day {
    day.plus(1 - i32::from(day.parts().2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_turned_to_the_one_beside_it() {
        for (day, before, after) in
            [("2026-12-31", "2026-11-01", "2027-01-01"), ("2027-03-01", "2027-02-01", "2027-04-01")]
        {
            let first = first_of(Day::parse(day).unwrap());
            assert_eq!(first_of(first.plus(-1)).to_string(), before);
            assert_eq!(first_of(first.plus(32)).to_string(), after);
        }
    }
}
