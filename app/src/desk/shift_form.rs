//! A new shift as it is typed: what, when, where, how many people, what they must hold.

use super::dates::choices;
use super::entry::{Entry, Kind, line, lines, pick};
use super::plan::{clock, read, venues};
use crate::cell::{Memo, RwSignal};
use crate::look::{Lang, lang};
use crate::sync::{Sync, sync};
use crate::words::desk::{dates as date_words, may_be_empty, shifts as words};
use crate::words::shift::skill;
use domain::id::{OrganizationId, VenueId};
use domain::organization::Organization;
use domain::qualification::Skill;
use domain::refusal::Refusal;
use domain::shift::{ROLE_MAX, ShiftPlan};
use domain::when::{Day, Moment};
use leptos::prelude::*;

/// The form, made once per page.
#[derive(Clone, Copy)]
pub struct ShiftForm {
    lang: Lang,
    sync: Sync,
    team: Entry,
    role: Entry,
    day: Entry,
    from: Entry,
    until: Entry,
    venue: Entry,
    least: Entry,
    most: Entry,
    about: Entry,
    weeks: Entry,
    /// In the order of [`Skill::ALL`].
    skills: [RwSignal<bool>; 3],
    children: RwSignal<bool>,
}

impl ShiftForm {
    /// An empty form.
    pub fn new() -> Self {
        let empty = || Entry::new("");
        let off = || RwSignal::new(false);
        Self {
            lang: lang(),
            sync: sync(),
            team: empty(),
            role: empty(),
            day: empty(),
            from: empty(),
            until: empty(),
            venue: empty(),
            least: empty(),
            most: empty(),
            about: empty(),
            weeks: empty(),
            skills: [off(), off(), off()],
            children: off(),
        }
    }

    /// Empties what the next shift will not share with this one.
    pub fn next(self) {
        for entry in [self.from, self.until, self.weeks] {
            entry.fill("");
        }
    }

    /// The fields; `teams` are those whose shifts this person may add.
    pub fn fields(self, teams: Memo<Vec<Organization>>) -> AnyView {
        let (lang, sync) = (self.lang, self.sync);
        let venues = Memo::new(move || venues(sync));
        let names = Memo::new(move || teams.with(|teams| choices(teams)));
        let team = move || {
            let several = teams.with(|teams| teams.len() > 1);
            several.then(|| pick(self.team, "shift-team", date_words::team(lang), words::pick_team(lang), names))
        };
        view! {
            {team}
            {line(self.role, Kind::Words, "shift-role", words::role(lang), Some(words::role_hint(lang)))}
            <div class="field-row">
                {line(self.day, Kind::Day, "shift-day", date_words::day(lang), None)}
                {line(self.from, Kind::Clock, "shift-from", date_words::from(lang), None)}
                {line(self.until, Kind::Clock, "shift-until", date_words::until(lang), None)}
            </div>
            {pick(self.venue, "shift-venue", date_words::venue(lang), date_words::pick_venue(lang), venues)}
            <div class="field-row">
                {line(self.least, Kind::Number, "shift-least", words::least(lang), None)}
                {line(self.most, Kind::Number, "shift-most", &may_be_empty(lang, words::most(lang)), None)}
            </div>
            {self.held()}
            {lines(self.about, "shift-about", &may_be_empty(lang, words::about(lang)), Some(words::about_hint(lang)))}
            {line(
                self.weeks,
                Kind::Number,
                "shift-weeks",
                &may_be_empty(lang, words::weeks(lang)),
                Some(words::weeks_hint(lang)),
            )}
        }
        .into_any()
    }

    /// What whoever comes must hold, and whether children are there.
    fn held(self) -> AnyView {
        let lang = self.lang;
        let skills: Vec<AnyView> =
            Skill::ALL.into_iter().zip(self.skills).map(|(held, on)| tick(on, skill(lang, held))).collect();
        view! {
            <fieldset class="choices"><legend>{words::needs(lang)}</legend>{skills}</fieldset>
            {tick(self.children, words::with_children(lang))}
        }
        .into_any()
    }

    /// Whose shifts, and the plan of each week, if they can be read; otherwise says at each field what is missing.
    pub fn read(self, teams: &[Organization]) -> Option<(OrganizationId, Vec<ShiftPlan>)> {
        let lang = self.lang;
        let team = match teams {
            [one] => Some(one.id),
            _ => read(self.team, words::team_missing(lang), |text| text.parse::<OrganizationId>().ok()),
        };
        let day = read(self.day, date_words::day_missing(lang), Day::parse);
        let from = read(self.from, date_words::clock_missing(lang), clock);
        let until = read(self.until, date_words::clock_missing(lang), clock);
        let venue = read(self.venue, date_words::venue_missing(lang), |text| text.parse::<VenueId>().ok());
        let least = number(self.least, words::least_missing(lang));
        let most = if self.most.typed().is_empty() { least } else { number(self.most, words::most_missing(lang)) };
        let weeks = self.weeks();
        let (team, day, from, until) = (team?, day?, from?, until?);
        let plan = ShiftPlan {
            role: self.role.typed(),
            about: self.about.typed(),
            starts: Moment::at(day, from),
            ends: Moment::at(day, until),
            venue: venue?,
            least: least?,
            most: most?,
            skills: self.chosen(),
            children: self.children.get_untracked(),
        };
        let of_week = |week: i32| {
            let day = day.plus(7 * week);
            ShiftPlan { starts: Moment::at(day, from), ends: Moment::at(day, until), ..plan.clone() }
        };
        Some((team, (0..weeks?).map(of_week).collect()))
    }

    fn chosen(self) -> Vec<Skill> {
        let ticked = Skill::ALL.into_iter().zip(self.skills).filter(|(_, on)| on.get_untracked());
        ticked.map(|(held, _)| held).collect()
    }

    fn weeks(self) -> Option<i32> {
        if self.weeks.typed().is_empty() {
            return Some(1);
        }
        let weeks = self.weeks.number().and_then(|weeks| i32::try_from(weeks).ok());
        let weeks = weeks.filter(|weeks| (1..=8).contains(weeks));
        if weeks.is_none() {
            self.weeks.fail(words::weeks_missing(self.lang));
        }
        weeks
    }

    /// The field that a refusal is about.
    pub fn place_of(self, refusal: &Refusal) -> Option<Entry> {
        match refusal {
            Refusal::WordsMissing => Some(self.role),
            Refusal::WordsTooLong { max } if *max == ROLE_MAX => Some(self.role),
            Refusal::WordsTooLong { .. } => Some(self.about),
            Refusal::EndsBeforeStarts => Some(self.until),
            Refusal::InThePast => Some(self.day),
            Refusal::PeopleOutOfRange { .. } => Some(self.most),
            _ => None,
        }
    }
}

fn number(entry: Entry, missing: &'static str) -> Option<u32> {
    let number = entry.number();
    if number.is_none() {
        entry.fail(missing);
    }
    number
}

fn tick(on: RwSignal<bool>, label: &'static str) -> AnyView {
    view! {
        <label class="choice">
            <input
                type="checkbox"
                prop:checked=move || on.get()
                on:change=move |event| on.set(event_target_checked(&event))
            />
            <span class="choice-text"><b>{label}</b></span>
        </label>
    }
    .into_any()
}
