//! A shift as it is typed, a new one or one that is changed: what, when, where, how many people, what they must hold.

use super::began::{Began, Texts};
use super::dates::choices;
use super::entry::{Choice, Entry, Kind, line, lines, pick};
use super::plan::{clock, read, venues};
use super::sending::Sending;
use super::shift_texts::{plan, texts, ticked};
use super::steps::{Step, steps};
use crate::cell::{Memo, RwSignal};
use crate::look::{Lang, lang};
use crate::sync::{Sync, sync};
use crate::words::desk::{dates as date_words, may_be_empty, shifts as words, steps as step_words};
use crate::words::shift::skill;
use crate::words::when;
use domain::edit::Part;
use domain::id::{OccurrenceId, OrganizationId, VenueId};
use domain::occurrence::Occurrence;
use domain::organization::Organization;
use domain::permission::{Act, may};
use domain::qualification::Skill;
use domain::refusal::Refusal;
use domain::shift::{ROLE_MAX, Shift, ShiftPlan};
use domain::views::listed::{Listed, select};
use domain::when::{Day, Moment};
use leptos::prelude::*;

/// The form, made once per page.
#[derive(Clone, Copy)]
pub struct ShiftForm {
    lang: Lang,
    sync: Sync,
    team: Entry,
    date: Entry,
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
    delivers: RwSignal<bool>,
    began: Began,
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
            date: empty(),
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
            delivers: off(),
            began: Began::new(),
        }
    }

    /// Empties what the next shift will not share with this one.
    pub fn next(self) {
        for entry in [self.from, self.until, self.weeks, self.date] {
            entry.fill("");
        }
    }

    fn entries(self) -> [Entry; 8] {
        [self.role, self.day, self.from, self.until, self.venue, self.least, self.most, self.about]
    }

    fn boxes(self) -> [RwSignal<bool>; 5] {
        let [food, children, aid] = self.skills;
        [food, children, aid, self.children, self.delivers]
    }

    /// Shows what holds for a shift, and every change of it where nobody types something else; and what was typed, where the
    /// server has refused it.
    pub fn follow(self, shift: Memo<Option<Shift>>, sending: Sending) {
        Effect::new(move |_| {
            if let Some(shift) = shift.get() {
                self.put(self.began.follow(texts(&shift), &self.typed()));
            }
        });
        Effect::new(move |_| {
            let Some(refusal) = sending.refusal() else { return };
            if let Some(shown) = self.began.refused(&self.typed()) {
                self.put(shown);
                self.place_of(&refusal);
            }
        });
    }

    /// What is in the fields and the boxes.
    pub fn typed(self) -> Texts {
        let texts = self.entries().into_iter().map(|entry| entry.text.get_untracked());
        texts.chain(self.boxes().into_iter().map(|on| ticked(on.get_untracked()))).collect()
    }

    /// Fills the fields, and ticks the boxes, that show something else.
    fn put(self, shown: Texts) {
        let entries = self.entries();
        let boxes = shown.iter().skip(entries.len()).map(|text| !text.is_empty());
        for (on, ticked) in self.boxes().into_iter().zip(boxes) {
            if on.get_untracked() != ticked {
                on.set(ticked);
            }
        }
        for (entry, text) in entries.into_iter().zip(shown) {
            if entry.text.with_untracked(|typed| *typed != text) {
                entry.fill(text);
            }
        }
    }

    /// The plan with which the form began, for the command.
    pub fn before(self) -> Option<ShiftPlan> {
        plan(&self.began.before()?)
    }

    /// The phone has taken on what was typed.
    pub fn sent(self, typed: Texts) {
        self.began.sent(typed);
    }

    /// The fields of a new shift; `teams` are those whose shifts this person may add.
    pub fn fields(self, teams: Memo<Vec<Organization>>) -> AnyView {
        let lang = self.lang;
        let names = Memo::new(move || teams.with(|teams| choices(teams)));
        let team = move || {
            let several = teams.with(|teams| teams.len() > 1);
            several.then(|| pick(self.team, "shift-team", date_words::team(lang), words::pick_team(lang), names))
        };
        self.suggest();
        let dates = self.dates(teams);
        let before = view! {
            {team}
            {pick(self.date, "shift-date", &may_be_empty(lang, words::date(lang)), words::no_date(lang), dates)}
        };
        let weeks = may_be_empty(lang, words::weeks(lang));
        let after = line(self.weeks, Kind::Number, "shift-weeks", &weeks, Some(words::weeks_hint(lang)));
        self.steps(before.into_any(), after)
    }

    /// The team's coming dates that are not called off.
    fn dates(self, teams: Memo<Vec<Organization>>) -> Memo<Vec<Choice>> {
        let (lang, sync) = (self.lang, self.sync);
        Memo::new(move || {
            let (view, now) = (sync.view(), sync.now());
            let team: Option<OrganizationId> = teams.with(|teams| match teams.as_slice() {
                [one] => Some(one.id),
                _ => self.team.text.with(|text| text.parse().ok()),
            });
            let coming = |date: &Occurrence| {
                date.cancelled.is_none() && date.starts > now && team.is_some_and(|team| team == date.organization)
            };
            let choice = |listed: Listed| {
                let date = &listed.occurrence;
                let span = when::span(lang, date.starts, date.ends, now);
                Choice { value: date.id.to_string(), text: format!("{} · {span}", listed.activity.title) }
            };
            select(&view, coming).into_iter().map(choice).collect()
        })
    }

    /// Whoever helps at a date is mostly there when and where it is: what is still empty is taken from it.
    fn suggest(self) {
        Effect::new(move |_| {
            let Some(id) = self.date.text.with(|text| text.parse::<OccurrenceId>().ok()) else { return };
            // Once for each date that is picked: what is emptied after that stays empty, whatever news come in.
            let view = self.sync.view.get_untracked();
            let Some(date) = view.get::<Occurrence>(id.0) else { return };
            let texts = [
                (self.day, date.starts.day().to_string()),
                (self.from, date.starts.clock().to_string()),
                (self.until, date.ends.clock().to_string()),
                (self.venue, date.venue.to_string()),
            ];
            for (entry, text) in texts {
                if entry.typed().is_empty() {
                    entry.fill(text);
                }
            }
        });
    }

    /// What a new shift and one that is changed have in common.
    pub fn plan_fields(self) -> AnyView {
        self.steps(().into_any(), ().into_any())
    }

    fn steps(self, before: AnyView, after: AnyView) -> AnyView {
        let (lang, sync) = (self.lang, self.sync);
        let venues = Memo::new(move || venues(sync, self.venue));
        let role = line(self.role, Kind::Words, "shift-role", words::role(lang), Some(words::role_hint(lang)));
        let when = view! {
            <div class="field-row">
                {line(self.day, Kind::Day, "shift-day", date_words::day(lang), None)}
                {line(self.from, Kind::Clock, "shift-from", date_words::from(lang), None)}
                {line(self.until, Kind::Clock, "shift-until", date_words::until(lang), None)}
            </div>
        };
        let place = view! {
            {pick(self.venue, "shift-venue", date_words::venue(lang), date_words::pick_venue(lang), venues)}
            <div class="field-row">
                {line(self.least, Kind::Number, "shift-least", words::least(lang), None)}
                {line(self.most, Kind::Number, "shift-most", &may_be_empty(lang, words::most(lang)), None)}
            </div>
        };
        let about = may_be_empty(lang, words::about(lang));
        let about = lines(self.about, "shift-about", &about, Some(words::about_hint(lang)));
        let (what, more) = (view! { {before}{role} }.into_any(), view! { {about}{after} }.into_any());
        let all = vec![
            Step::new(step_words::what(lang), vec![self.team, self.date, self.role], what),
            Step::new(step_words::when(lang), vec![self.day, self.from, self.until], when.into_any()),
            Step::new(step_words::place(lang), vec![self.venue, self.least, self.most], place.into_any()),
            Step::new(step_words::held(lang), Vec::new(), self.held()),
            Step::new(step_words::more(lang), vec![self.about, self.weeks], more),
        ];
        steps("shift", lang, all)
    }

    /// What whoever comes must hold, and whether children are there.
    fn held(self) -> AnyView {
        let lang = self.lang;
        let skills: Vec<AnyView> =
            Skill::ALL.into_iter().zip(self.skills).map(|(held, on)| tick(on, skill(lang, held))).collect();
        // News draw nothing anew here.
        let delivers = Memo::new(move || self.says_delivers());
        view! {
            <fieldset class="choices"><legend>{words::needs(lang)}</legend>{skills}</fieldset>
            {tick(self.children, words::with_children(lang))}
            {move || delivers.get().then(|| tick(self.delivers, words::delivers(lang)))}
        }
        .into_any()
    }

    /// Whether this person says of a shift that it brings meals: the canteen and the desk do. Tracked.
    fn says_delivers(self) -> bool {
        let view = self.sync.view();
        view.me().is_some_and(|me| may(me, Act::WorkAtDesk) || may(me, Act::ServeLunch))
    }

    /// Whose shifts, the date that they belong to and the plan of each week, if they can be read; otherwise says at each field
    /// what is missing.
    pub fn read(self, teams: &[Organization]) -> Option<(OrganizationId, Option<OccurrenceId>, Vec<ShiftPlan>)> {
        let lang = self.lang;
        let team = match teams {
            [one] => Some(one.id),
            _ => read(self.team, words::team_missing(lang), |text| text.parse::<OrganizationId>().ok()),
        };
        let (plan, weeks) = (self.plan(), self.weeks());
        let (team, plan, weeks) = (team?, plan?, weeks?);
        let date = self.date_of(team);
        if date.is_some() && weeks > 1 {
            self.weeks.fail(words::date_once(lang));
            return None;
        }
        let of_week = |week: i32| {
            let later = |at: Moment| Moment::at(at.day().plus(7 * week), at.clock());
            ShiftPlan { starts: later(plan.starts), ends: later(plan.ends), ..plan.clone() }
        };
        Some((team, date, (0..weeks).map(of_week).collect()))
    }

    /// The date that is picked, if it is one of the team's: another team may have been chosen after it.
    fn date_of(self, team: OrganizationId) -> Option<OccurrenceId> {
        let id: OccurrenceId = self.date.typed().parse().ok()?;
        let view = self.sync.view();
        view.get::<Occurrence>(id.0).filter(|date| date.organization == team).map(|date| date.id)
    }

    /// The plan, if it can be read; otherwise says at each field what is missing.
    pub fn plan(self) -> Option<ShiftPlan> {
        let lang = self.lang;
        let day = read(self.day, date_words::day_missing(lang), Day::parse);
        let from = read(self.from, date_words::clock_missing(lang), clock);
        let until = read(self.until, date_words::clock_missing(lang), clock);
        let venue = read(self.venue, date_words::venue_missing(lang), |text| text.parse::<VenueId>().ok());
        let least = number(self.least, words::least_missing(lang));
        let most = if self.most.typed().is_empty() { least } else { number(self.most, words::most_missing(lang)) };
        let (day, from, until) = (day?, from?, until?);
        Some(ShiftPlan {
            role: self.role.typed(),
            about: self.about.typed(),
            starts: Moment::at(day, from),
            ends: Moment::at(day, until),
            venue: venue?,
            least: least?,
            most: most?,
            skills: self.chosen(),
            children: self.children.get_untracked(),
            delivers: untrack(|| self.says_delivers()).then(|| self.delivers.get_untracked()),
        })
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
            Refusal::PeopleOutOfRange { .. } | Refusal::CapacityBelowConfirmed { .. } => Some(self.most),
            Refusal::ChangedMeanwhile { part } => {
                self.began.hear();
                self.of(*part)
            }
            _ => None,
        }
    }

    /// The first field of a part. Boxes have no place for a sentence: it stands below the form.
    fn of(self, part: Part) -> Option<Entry> {
        match part {
            Part::When => Some(self.day),
            Part::Venue => Some(self.venue),
            Part::Role => Some(self.role),
            Part::About => Some(self.about),
            Part::People => Some(self.least),
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
