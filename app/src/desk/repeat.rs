//! How an activity repeats: four ways that people say, each a rule as calendars write it.

use super::entry::{Choice, Entry, pick};
use crate::cell::{Memo, RwSignal};
use crate::look::{Lang, lang};
use crate::words::desk::post as words;
use crate::words::series;
use domain::series::{Series, Skip};
use leptos::prelude::*;

/// What is picked, and its rule.
static WAYS: [(&str, &str); 3] = [
    ("weekly", "FREQ=WEEKLY"),
    ("workdays", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    ("fortnight", "FREQ=WEEKLY;INTERVAL=2"),
];
/// A rule that is none of these stays as it is.
const OTHER: &str = "other";

/// The way that is chosen, made once per page.
#[derive(Clone, Copy)]
pub struct Repeat {
    lang: Lang,
    how: Entry,
    rest: RwSignal<bool>,
    other: RwSignal<Option<Series>>,
}

impl Repeat {
    /// Not at all; and with a rule, not on public holidays.
    pub fn new() -> Self {
        Self { lang: lang(), how: Entry::new(""), rest: RwSignal::new(true), other: RwSignal::new(None) }
    }

    /// Shows a series, or that there is none.
    pub fn fill(self, series: Option<&Series>) {
        let Some(series) = series else {
            self.how.fill("");
            self.rest.set(true);
            return;
        };
        let known = WAYS.iter().find(|(_, rule)| *rule == series.rule && series.skip != Skip::OutsideSchoolHolidays);
        self.other.set(if known.is_none() { Some(series.clone()) } else { None });
        self.how.fill(known.map_or(OTHER, |(way, _)| *way));
        self.rest.set(series.skip == Skip::PublicHolidays);
    }

    /// What is chosen, as texts.
    pub fn texts(self) -> [String; 2] {
        [self.how.text.get(), if self.rest.get() { "1".into() } else { String::new() }]
    }

    /// Chooses what [`Repeat::texts`] said.
    pub fn set(self, how: &str, rest: &str) {
        self.how.fill(how);
        self.rest.set(!rest.is_empty());
    }

    /// The series that is chosen, if any.
    pub fn series(self) -> Option<Series> {
        let how = self.how.typed();
        if how == OTHER {
            return self.other.get_untracked();
        }
        let (_, rule) = WAYS.iter().find(|(way, _)| *way == how)?;
        let skip = if self.rest.get_untracked() { Skip::PublicHolidays } else { Skip::Nothing };
        Some(Series { rule: (*rule).into(), skip })
    }

    /// The field that refusals about rules belong to.
    pub fn entry(self) -> Entry {
        self.how
    }

    /// The fields.
    pub fn fields(self) -> AnyView {
        let lang = self.lang;
        let ways = Memo::new(move || {
            let mut ways = vec![
                choice("weekly", words::weekly(lang)),
                choice("workdays", words::workdays(lang)),
                choice("fortnight", words::fortnight(lang)),
            ];
            if let Some(other) = self.other.get() {
                ways.push(choice(OTHER, &words::as_it_is(lang, series::whole(lang, &other))));
            }
            ways
        });
        let rest = move || {
            let how = self.how.text.get();
            (!how.is_empty() && how != OTHER).then(|| {
                view! {
                    <label class="choice">
                        <input
                            type="checkbox"
                            prop:checked=move || self.rest.get()
                            on:change=move |event| self.rest.set(event_target_checked(&event))
                        />
                        <span class="choice-text"><b>{words::rest(lang)}</b></span>
                    </label>
                    <p class="small soft">{words::repeat_text(lang)}</p>
                }
            })
        };
        view! {
            {pick(self.how, "post-repeat", words::repeat(lang), words::once(lang), ways)}
            {rest}
        }
        .into_any()
    }
}

fn choice(value: &str, text: &str) -> Choice {
    Choice { value: value.into(), text: text.into() }
}
