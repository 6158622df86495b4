//! A call as it is typed: what for, when, where, how many people, by when to answer.

use super::dates::choices;
use super::entry::{Choice, Entry, Kind, line, lines, pick};
use super::plan::{clock, read};
use super::steps::{Step, steps};
use crate::cell::Memo;
use crate::look::{Lang, lang};
use crate::words::calls as words;
use crate::words::desk::{dates as date_words, may_be_empty, steps as step_words};
use crate::words::shift::skill;
use domain::call::{CallPlan, TITLE_MAX};
use domain::id::OrganizationId;
use domain::organization::Organization;
use domain::qualification::Skill;
use domain::refusal::Refusal;
use domain::when::{Day, Moment};
use leptos::prelude::*;

/// The form, made once per page.
#[derive(Clone, Copy)]
pub struct CallForm {
    lang: Lang,
    alliance: Entry,
    title: Entry,
    day: Entry,
    from: Entry,
    until: Entry,
    place: Entry,
    people: Entry,
    /// The place of a skill in [`Skill::ALL`], or empty.
    skill: Entry,
    due_day: Entry,
    due_clock: Entry,
    about: Entry,
}

impl CallForm {
    /// An empty form.
    pub fn new() -> Self {
        let empty = || Entry::new("");
        Self {
            lang: lang(),
            alliance: empty(),
            title: empty(),
            day: empty(),
            from: empty(),
            until: empty(),
            place: empty(),
            people: empty(),
            skill: empty(),
            due_day: empty(),
            due_clock: empty(),
            about: empty(),
        }
    }

    /// Empties everything for the next call.
    pub fn next(self) {
        let (when, what) = ([self.day, self.from, self.until], [self.title, self.place, self.people, self.skill]);
        for entry in when.into_iter().chain(what).chain([self.due_day, self.due_clock, self.about]) {
            entry.fill("");
        }
    }

    /// Shows what a call asks, to be changed.
    pub fn show(self, plan: &CallPlan) {
        let skill = plan.skill.and_then(|held| Skill::ALL.into_iter().position(|one| one == held));
        let texts = [
            (self.title, plan.title.clone()),
            (self.day, plan.starts.day().to_string()),
            (self.from, plan.starts.clock().to_string()),
            (self.until, plan.ends.clock().to_string()),
            (self.place, plan.place.clone()),
            (self.people, plan.people.to_string()),
            (self.skill, skill.map(|at| at.to_string()).unwrap_or_default()),
            (self.due_day, plan.answer_by.day().to_string()),
            (self.due_clock, plan.answer_by.clock().to_string()),
            (self.about, plan.words.clone()),
        ];
        for (entry, text) in texts {
            entry.fill(text);
        }
    }

    /// The fields of a new call; `alliances` are those that this person may call.
    pub fn fields(self, alliances: Memo<Vec<Organization>>) -> AnyView {
        let lang = self.lang;
        let names = Memo::new(move || alliances.with(|alliances| choices(alliances)));
        let several = move || {
            let several = alliances.with(|alliances| alliances.len() > 1);
            let (label, nothing) = (words::alliance(lang), words::pick_alliance(lang));
            several.then(|| pick(self.alliance, "call-alliance", label, nothing, names))
        };
        self.steps(several.into_any())
    }

    /// The fields of what is asked.
    pub fn plan_fields(self) -> AnyView {
        self.steps(().into_any())
    }

    fn steps(self, before: AnyView) -> AnyView {
        let lang = self.lang;
        let skills = Memo::new(move || skills(lang));
        let about = may_be_empty(lang, words::words(lang));
        let what = view! {
            {before}
            {line(self.title, Kind::Words, "call-title", words::title(lang), Some(words::title_hint(lang)))}
        };
        let when = view! {
            <div class="field-row">
                {line(self.day, Kind::Day, "call-day", date_words::day(lang), None)}
                {line(self.from, Kind::Clock, "call-from", date_words::from(lang), None)}
                {line(self.until, Kind::Clock, "call-until", date_words::until(lang), None)}
            </div>
        };
        let place = view! {
            {line(self.place, Kind::Words, "call-place", words::place(lang), None)}
            <div class="field-row">
                {line(self.people, Kind::Number, "call-people", words::wanted(lang), None)}
                {pick(self.skill, "call-skill", words::skill(lang), words::any_skill(lang), skills)}
            </div>
        };
        let answer = view! {
            <div class="field-row">
                {line(self.due_day, Kind::Day, "call-due-day", words::due_day(lang), None)}
                {line(self.due_clock, Kind::Clock, "call-due-clock", words::due_clock(lang), None)}
            </div>
            {lines(self.about, "call-about", &about, None)}
        };
        let all = vec![
            Step::new(step_words::what(lang), vec![self.alliance, self.title], what.into_any()),
            Step::new(step_words::when(lang), vec![self.day, self.from, self.until], when.into_any()),
            Step::new(step_words::place(lang), vec![self.place, self.people, self.skill], place.into_any()),
            Step::new(step_words::answer(lang), vec![self.due_day, self.due_clock, self.about], answer.into_any()),
        ];
        steps("call", lang, all)
    }

    /// Which alliance is asked for what, if it can be read; otherwise says at each field what is missing.
    pub fn read(self, alliances: &[Organization]) -> Option<(OrganizationId, CallPlan)> {
        let lang = self.lang;
        let alliance = match alliances {
            [one] => Some(one.id),
            _ => read(self.alliance, words::alliance_missing(lang), |text| text.parse::<OrganizationId>().ok()),
        };
        let plan = self.plan();
        Some((alliance?, plan?))
    }

    /// What is asked, if it can be read; otherwise says at each field what is missing.
    pub fn plan(self) -> Option<CallPlan> {
        let lang = self.lang;
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let title = read(self.title, words::title_missing(lang), some);
        let day = read(self.day, date_words::day_missing(lang), Day::parse);
        let from = read(self.from, date_words::clock_missing(lang), clock);
        let until = read(self.until, date_words::clock_missing(lang), clock);
        let place = read(self.place, words::place_missing(lang), some);
        let due_day = read(self.due_day, date_words::day_missing(lang), Day::parse);
        let due_clock = read(self.due_clock, date_words::clock_missing(lang), clock);
        let people = self.people.number();
        if people.is_none() {
            self.people.fail(words::people_missing(lang));
        }
        let day = day?;
        Some(CallPlan {
            title: title?,
            words: self.about.typed(),
            starts: Moment::at(day, from?),
            ends: Moment::at(day, until?),
            place: place?,
            people: people?,
            skill: self.skill.number().and_then(|at| Skill::ALL.get(usize::try_from(at).ok()?).copied()),
            answer_by: Moment::at(due_day?, due_clock?),
        })
    }

    /// The field that a refusal is about.
    pub fn place_of(self, refusal: &Refusal) -> Option<Entry> {
        match refusal {
            Refusal::WordsTooLong { max } if *max == TITLE_MAX => {
                let title_fits = self.title.typed().chars().count() <= TITLE_MAX;
                Some(if title_fits { self.place } else { self.title })
            }
            Refusal::WordsTooLong { .. } => Some(self.about),
            Refusal::EndsBeforeStarts => Some(self.until),
            Refusal::InThePast | Refusal::AnswersTooLate => Some(self.due_day),
            Refusal::CountOutOfRange { .. } => Some(self.people),
            _ => None,
        }
    }
}

fn skills(lang: Lang) -> Vec<Choice> {
    let named = Skill::ALL.into_iter().enumerate();
    named.map(|(at, held)| Choice { value: at.to_string(), text: skill(lang, held).into() }).collect()
}
