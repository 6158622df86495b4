//! When an activity is published: at once, or at a time that is typed.

use super::entry::{Choice, Entry, Kind, line, pick};
use super::plan::{clock, read};
use crate::cell::Memo;
use crate::look::{Lang, lang};
use crate::words::desk::{dates as date_words, scheduled as words};
use domain::refusal::Refusal;
use domain::scheduled::Timing;
use domain::when::{Clock, Day, Moment};
use leptos::prelude::*;

/// How many fields there are.
pub const TIMES: usize = 3;
/// What people write in the evening, neighbours read in the morning.
const EIGHT: Clock = Clock(8 * 60);
/// What is picked for a time; nothing picked is at once.
const LATER: &str = "later";

/// The time as it is typed, made once per page.
#[derive(Clone, Copy)]
pub struct Publishing {
    lang: Lang,
    how: Entry,
    day: Entry,
    clock: Entry,
}

impl Publishing {
    /// At once.
    pub fn new() -> Self {
        Self { lang: lang(), how: Entry::new(""), day: Entry::new(""), clock: Entry::new("") }
    }

    /// All fields, in an order that does not change.
    pub fn entries(self) -> [Entry; TIMES] {
        [self.how, self.day, self.clock]
    }

    /// At once; whoever wants another time begins with tomorrow at eight.
    pub fn begin(self, now: Moment) {
        self.show(Moment::at(now.day().plus(1), EIGHT));
        self.how.fill("");
    }

    /// At this moment.
    pub fn show(self, at: Moment) {
        self.how.fill(LATER);
        self.day.fill(at.day().to_string());
        self.clock.fill(at.clock().to_string());
    }

    /// Whether a time is wanted. Tracked.
    pub fn later(self) -> bool {
        self.how.text.with(|how| how == LATER)
    }

    /// At once or at which moment, if it can be read; otherwise says at each field what is missing.
    pub fn read(self) -> Option<Timing> {
        if self.how.typed() == LATER { self.moment().map(Timing::At) } else { Some(Timing::Now) }
    }

    /// The moment, if it can be read; otherwise says at each field what is missing.
    pub fn moment(self) -> Option<Moment> {
        let day = read(self.day, date_words::day_missing(self.lang), Day::parse);
        let at = read(self.clock, date_words::clock_missing(self.lang), clock);
        Some(Moment::at(day?, at?))
    }

    /// The field that a refusal is about.
    pub fn about(self, refusal: &Refusal) -> Option<Entry> {
        matches!(refusal, Refusal::BadPublishTime).then_some(self.day)
    }

    /// The choice, and the time where one is wanted.
    pub fn fields(self) -> AnyView {
        let lang = self.lang;
        let ways = Memo::new(move || vec![Choice { value: LATER.into(), text: words::at_a_time(lang).into() }]);
        view! {
            {pick(self.how, "publish-how", words::publish(lang), words::at_once(lang), ways)}
            {move || self.later().then(|| self.time_fields())}
        }
        .into_any()
    }

    /// The time.
    pub fn time_fields(self) -> AnyView {
        let lang = self.lang;
        view! {
            <div class="field-row">
                {line(self.day, Kind::Day, "publish-day", words::day(lang), None)}
                {line(self.clock, Kind::Clock, "publish-clock", words::clock(lang), None)}
            </div>
            <p class="small soft">{words::until_then(lang)}</p>
        }
        .into_any()
    }
}
