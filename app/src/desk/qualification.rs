//! 登记证件: the desk has seen a resident's certificate and notes until when it is good. The paper is not kept.

use super::entry::{Choice, Entry, Kind, line, pick, submits};
use super::panels::Panel;
use super::plan::read;
use super::sending::Sending;
use crate::cell::{Memo, RwSignal};
use crate::components::two_step::focus_soon;
use crate::look::{Lang, lang};
use crate::sync::new_id;
use crate::words::desk::{dates as date_words, shifts as words};
use crate::words::shift::skill;
use domain::command::Command;
use domain::id::QualificationId;
use domain::qualification::Skill;
use domain::refusal::Refusal;
use domain::resident::Person;
use domain::when::Day;
use leptos::prelude::*;

/// The first field, where the focus goes when the form opens below the list.
const SKILL: &str = "skill";

/// The form, made once per page.
#[derive(Clone, Copy)]
pub struct Qualify {
    lang: Lang,
    who: RwSignal<Option<Person>>,
    skill: Entry,
    until: Entry,
    sending: Sending,
}

impl Qualify {
    /// A form that is closed.
    pub fn new() -> Self {
        Self {
            lang: lang(),
            who: RwSignal::new(None),
            skill: Entry::new(""),
            until: Entry::new(""),
            sending: Sending::new(),
        }
    }

    /// What there is to close.
    pub fn panel(self) -> Panel {
        let leave = move |()| {
            if [self.skill, self.until].into_iter().all(|entry| entry.typed().is_empty()) {
                self.who.set(None);
            }
        };
        Panel { whose: Memo::new(move || self.who.get().map(|person| person.id)), leave: Callback::new(leave) }
    }

    /// The button beside a resident that opens the form for them.
    pub fn button(self, person: &Person) -> AnyView {
        let (name, person) = (format!(" {}", person.name), person.clone());
        let open = move |_| {
            self.skill.fill("");
            self.until.fill("");
            self.who.set(Some(person.clone()));
            focus_soon(SKILL.into());
        };
        view! {
            <button type="button" class="button is-quiet is-small" on:click=open>
                {words::qualification(self.lang)}<span class="unseen">{name}</span>
            </button>
        }
        .into_any()
    }

    /// The form, while it is open, and what became of it.
    pub fn section(self) -> AnyView {
        view! {
            {move || self.who.get().map(|person| self.form(&person))}
            {self.sending.result(words::recorded(self.lang))}
        }
        .into_any()
    }

    fn form(self, person: &Person) -> AnyView {
        let lang = self.lang;
        let skills = Memo::new(move || skills(lang));
        view! {
            <form class="form card" aria-labelledby="qualify" on:submit=submits(move || self.send())>
                <h3 id="qualify">{words::record_for(lang, &person.name)}</h3>
                <p class="said">{words::qualification_text(lang)}</p>
                {pick(self.skill, SKILL, words::skill(lang), words::pick_skill(lang), skills)}
                {line(self.until, Kind::Day, "good-until", words::good_until(lang), None)}
                <div class="actions">
                    <button class="button">{words::record_now(lang)}</button>
                    <button type="button" class="button is-quiet" on:click=move |_| self.who.set(None)>
                        {date_words::not_now(lang)}
                    </button>
                </div>
            </form>
        }
        .into_any()
    }

    fn send(self) {
        let lang = self.lang;
        let skill = read(self.skill, words::skill_missing(lang), chosen);
        let until = read(self.until, words::day_missing(lang), Day::parse);
        let (Some(skill), Some(until), Some(person)) = (skill, until, self.who.get_untracked()) else { return };
        let command = Command::RecordQualification {
            qualification: QualificationId(new_id()),
            resident: person.id,
            skill,
            until,
        };
        let field = move |refusal: &Refusal| matches!(refusal, Refusal::InThePast).then_some(self.until);
        self.sending.send(command, field, move || self.who.set(None));
    }
}

/// What can be held; each is sent back as its place among [`Skill::ALL`].
fn skills(lang: Lang) -> Vec<Choice> {
    let choice = |(place, held): (usize, Skill)| Choice { value: place.to_string(), text: skill(lang, held).into() };
    Skill::ALL.into_iter().enumerate().map(choice).collect()
}

fn chosen(text: &str) -> Option<Skill> {
    text.parse::<usize>().ok().and_then(|place| Skill::ALL.get(place).copied())
}
