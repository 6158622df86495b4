//! How an activity repeats: the ways that people say, each a rule as calendars write it, and when it rests. Some follow from the day of
//! its date ("every second Saturday of the month"). Before it is posted the form says which days come of it.

use super::entry::{Choice, Entry, pick};
use crate::cell::{Memo, RwSignal};
use crate::look::{Lang, lang};
use crate::sync::{Sync, sync};
use crate::words::desk::post as words;
use crate::words::series;
use domain::series::{Rhythm, Series, Skip, WEEKDAYS};
use domain::when::Day;
use leptos::prelude::*;

/// What is picked, and its rule.
static WAYS: [(&str, &str); 4] = [
    ("weekly", "FREQ=WEEKLY"),
    ("fortnight", "FREQ=WEEKLY;INTERVAL=2"),
    ("workdays", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    ("daily", "FREQ=DAILY"),
];
/// On some days of every week.
const DAYS: &str = "days";
/// On such a weekday of every month, on the last one, and on such a day.
const NTH: &str = "nth";
const LAST: &str = "last";
const MONTH_DAY: &str = "month-day";
/// A rule that is none of these stays as it is.
const OTHER: &str = "other";

/// What is picked for when it rests. Nothing picked is never.
const SEASONS: [(&str, Skip); 3] =
    [("1", Skip::PublicHolidays), ("terms", Skip::SchoolHolidays), ("holidays", Skip::OutsideSchoolHolidays)];
/// How many dates are said.
const SAID: usize = 6;

/// The way that is chosen, made once per page.
#[derive(Clone, Copy)]
pub struct Repeat {
    lang: Lang,
    sync: Sync,
    /// The day of the date that is repeated.
    day: Entry,
    how: Entry,
    /// The days of a week, a bit for each, Monday's first.
    days: RwSignal<u8>,
    rest: Entry,
    other: RwSignal<Option<Series>>,
}

impl Repeat {
    /// Not at all; and with a rule, not on public holidays. `day` is where the day of the date is typed.
    pub fn new(day: Entry) -> Self {
        let (how, rest) = (Entry::new(""), Entry::new(season(Skip::PublicHolidays)));
        Self { lang: lang(), sync: sync(), day, how, days: RwSignal::new(0), rest, other: RwSignal::new(None) }
    }

    /// Shows a series, or that there is none.
    pub fn fill(self, series: Option<&Series>) {
        self.rest.fill(season(series.map_or(Skip::PublicHolidays, |series| series.skip)));
        let Some(series) = series else { return self.how.fill("") };
        let fixed = WAYS.iter().find(|(_, rule)| *rule == series.rule).map(|(way, _)| *way);
        let of_month = || {
            let ways = Day::parse(&self.day.typed()).map(monthly).unwrap_or_default();
            ways.into_iter().find(|(_, rule)| *rule == series.rule).map(|(way, _)| way)
        };
        let way = fixed.or_else(of_month).or_else(|| match series.rhythm() {
            Some(Rhythm::Weeks(1, days)) if days != 0 => {
                self.days.set(days);
                Some(DAYS)
            }
            _ => None,
        });
        self.other.set(if way.is_none() { Some(series.clone()) } else { None });
        self.how.fill(way.unwrap_or(OTHER));
    }

    /// What is chosen, as texts.
    pub fn texts(self) -> [String; 2] {
        let how = self.how.text.get();
        let days = if how == DAYS { format!("{DAYS} {}", self.days.get()) } else { how };
        [days, self.rest.text.get()]
    }

    /// Chooses what [`Repeat::texts`] said.
    pub fn set(self, how: &str, rest: &str) {
        let (how, days) = how.split_once(' ').unwrap_or((how, ""));
        self.days.set(days.parse().unwrap_or_default());
        self.how.fill(how);
        self.rest.fill(rest);
    }

    /// The series that is chosen, if any.
    pub fn series(self) -> Option<Series> {
        untrack(move || self.chosen())
    }

    /// The same, tracked.
    fn chosen(self) -> Option<Series> {
        let how = self.how.text.get();
        let skip = self.rest.text.with(|rest| SEASONS.iter().find(|(season, _)| season == rest).map(|(_, skip)| *skip));
        let rule = match how.as_str() {
            "" => None,
            OTHER => self.other.get().map(|other| other.rule),
            DAYS => Some(on_days(self.days.get())),
            way => {
                let fixed = WAYS.iter().find(|(known, _)| *known == way).map(|(_, rule)| String::from(*rule));
                fixed.or_else(|| {
                    monthly(self.first()?).into_iter().find(|(known, _)| *known == way).map(|(_, rule)| rule)
                })
            }
        };
        Some(Series { rule: rule?, skip: skip.unwrap_or_default() })
    }

    /// The day that is typed. Tracked.
    fn first(self) -> Option<Day> {
        self.day.text.with(|text| Day::parse(text.trim()))
    }

    /// The field that refusals about rules belong to.
    pub fn entry(self) -> Entry {
        self.how
    }

    /// The fields.
    pub fn fields(self) -> AnyView {
        let lang = self.lang;
        let ways = Memo::new(move || self.ways());
        let seasons = Memo::new(move || {
            let names = [words::rest(lang), words::in_terms(lang), words::in_holidays(lang)];
            SEASONS.iter().zip(names).map(|((season, _), name)| choice(season, name)).collect::<Vec<_>>()
        });
        let some_days = Memo::new(move || self.how.text.with(|how| how == DAYS));
        let days = move || some_days.get().then(|| self.day_chips());
        let repeats = Memo::new(move || self.how.text.with(|how| !how.is_empty()));
        let rest = move || {
            repeats.get().then(|| {
                view! {
                    {pick(self.rest, "post-season", words::season(lang), words::held_always(lang), seasons)}
                    <p class="small soft">{words::repeat_text(lang)}</p>
                }
            })
        };
        view! {
            {pick(self.how, "post-repeat", words::repeat(lang), words::once(lang), ways)}
            {days}
            {rest}
        }
        .into_any()
    }

    /// What can be picked. Tracked.
    fn ways(self) -> Vec<Choice> {
        let lang = self.lang;
        let mut ways = vec![
            choice("weekly", words::weekly(lang)),
            choice("fortnight", words::fortnight(lang)),
            choice("workdays", words::workdays(lang)),
            choice("daily", words::daily(lang)),
            choice(DAYS, words::some_days(lang)),
        ];
        let how = self.how.text.get();
        let mut of_month = self.first().map(monthly).unwrap_or_default();
        // The fifth is the last: that is said once.
        if matches!(of_month.as_slice(), [nth, last, ..] if nth.1 == last.1) {
            of_month.retain(|(way, _)| *way != if how == LAST { NTH } else { LAST });
        }
        for (way, rule) in of_month {
            let said = series::whole(lang, &Series { rule, skip: Skip::Nothing });
            ways.extend(said.map(|said| choice(way, &said)));
        }
        if let Some(other) = self.other.get() {
            ways.push(choice(OTHER, &words::as_it_is(lang, series::whole(lang, &other))));
        }
        ways
    }

    /// The days of a week, each to be pressed.
    fn day_chips(self) -> AnyView {
        let lang = self.lang;
        if self.days.get_untracked() == 0 {
            // It begins with the day that it has.
            self.days.set(untrack(|| self.first()).map_or(1, |first| 1 << (first.weekday() - 1)));
        }
        let chip = move |number: u8| {
            let bit = 1_u8 << (number - 1);
            let pressed = move || if self.days.get() & bit != 0 { "true" } else { "false" };
            let press = move |_| self.days.set(self.days.get_untracked() ^ bit);
            let name = words::weekday(lang, number);
            view! { <button type="button" class="chip" aria-pressed=pressed on:click=press>{name}</button> }
        };
        view! {
            <div class="filters" role="group" aria-label=words::which_days(lang)>
                {(1..=7).map(chip).collect_view()}
            </div>
        }
        .into_any()
    }

    /// The first dates in words, for a form that posts them. A rule that cannot be said is not reckoned either.
    pub fn preview(self) -> AnyView {
        let lang = self.lang;
        let said = move || {
            let (series, first) = (self.chosen()?, self.first()?);
            let days = series.rhythm()?.days(first, SAID);
            let dates = words::first_dates(lang, &days, self.sync.now().day());
            let text = format!("{dates} {}", words::but_for(lang, series.skip));
            Some(view! { <p class="said">{text}</p> })
        };
        view! { <div aria-live="polite">{said}</div> }.into_any()
    }
}

/// The rules of every month that have a day as their date.
fn monthly(day: Day) -> Vec<(&'static str, String)> {
    let (_, _, number) = day.parts();
    let weekday = WEEKDAYS.get(usize::from(day.weekday() - 1)).copied().unwrap_or_default();
    let nth = match (number - 1) / 7 + 1 {
        5 => "-1".to_string(),
        nth => nth.to_string(),
    };
    vec![
        (NTH, format!("FREQ=MONTHLY;BYDAY={nth}{weekday}")),
        (LAST, format!("FREQ=MONTHLY;BYDAY=-1{weekday}")),
        (MONTH_DAY, format!("FREQ=MONTHLY;BYMONTHDAY={number}")),
    ]
}

/// The rule of such days of every week; of none, that of the day it has.
fn on_days(days: u8) -> String {
    let on = (0..).zip(WEEKDAYS).filter(|(at, _)| days & (1 << at) != 0).map(|(_, name)| name);
    let on = on.collect::<Vec<_>>().join(",");
    if on.is_empty() { "FREQ=WEEKLY".into() } else { format!("FREQ=WEEKLY;BYDAY={on}") }
}

/// What is picked for when it rests.
fn season(skip: Skip) -> &'static str {
    SEASONS.iter().find(|(_, known)| *known == skip).map_or("", |(season, _)| *season)
}

fn choice(value: &str, text: &str) -> Choice {
    Choice { value: value.into(), text: text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_is_a_rule_that_is_taken_and_can_be_said() {
        let days = [Day::of(2026, 11, 14), Day::of(2026, 11, 29), Day::of(2027, 1, 31)];
        let of_month = days.into_iter().flatten().flat_map(monthly).map(|(_, rule)| rule);
        let fixed = WAYS.iter().map(|(_, rule)| String::from(*rule));
        for rule in of_month.chain(fixed).chain([on_days(0), on_days(0b100_0001)]) {
            let series = Series { rule, skip: Skip::Nothing };
            assert_eq!(series.check(), Ok(()), "{}", series.rule);
            assert!(series.rhythm().is_some(), "{}", series.rule);
        }
    }

    #[test]
    fn what_follows_from_a_day_names_it() {
        let second = monthly(Day::of(2026, 11, 14).unwrap());
        assert_eq!(second[0].1, "FREQ=MONTHLY;BYDAY=2SA");
        assert_eq!(second[2].1, "FREQ=MONTHLY;BYMONTHDAY=14");
        let fifth = monthly(Day::of(2026, 11, 29).unwrap());
        assert_eq!((fifth[0].1.as_str(), fifth[1].1.as_str()), ("FREQ=MONTHLY;BYDAY=-1SU", "FREQ=MONTHLY;BYDAY=-1SU"));
        assert_eq!(on_days(0b001_0010), "FREQ=WEEKLY;BYDAY=TU,FR");
    }
}
