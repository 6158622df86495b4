//! One person who is in the register twice: the desk chooses the first record and then the other, sees both beside each other, says
//! which one stays, and makes them one in two steps. It needs the network, and the last step a lock that was opened a moment ago.

use super::panels::Panel;
use super::sending::error;
use super::table::{Column, Line, table};
use crate::cell::{Memo, RwSignal};
use crate::components::state::{Mark, state};
use crate::components::two_step::{Steps, focus_soon, two_step};
use crate::look::{Lang, lang};
use crate::online::{self, Fault};
use crate::sync::{Sync, sync};
use crate::words::desk::{merging as words, passkeys as key_words};
use crate::words::me::role;
use crate::words::shift::length;
use crate::words::when;
use domain::id::ResidentId;
use domain::resident::Person;
use domain::wire::SignInRefusal;
use domain::wire::merging::{Compared, Doubt, Merged, Pair, Record};
use leptos::prelude::*;
use uuid::Uuid;

/// The identity of the panel.
const PANEL: &str = "merging";
/// The identity of what became of it.
const OUTCOME: &str = "merged";

/// Which two, made once per page.
#[derive(Clone, Copy)]
pub struct Merging {
    lang: Lang,
    sync: Sync,
    first: RwSignal<Option<Person>>,
    both: RwSignal<Option<Compared>>,
    asked: RwSignal<Option<Uuid>>,
    done: RwSignal<Option<String>>,
    trouble: RwSignal<Option<&'static str>>,
}

impl Merging {
    /// Nobody is chosen.
    pub fn new() -> Self {
        Self {
            lang: lang(),
            sync: sync(),
            first: RwSignal::new(None),
            both: RwSignal::new(None),
            asked: RwSignal::new(None),
            done: RwSignal::new(None),
            trouble: RwSignal::new(None),
        }
    }

    /// What there is to close: the two beside each other. Who is chosen alone stays chosen while the other one is looked for.
    pub fn panel(self) -> Panel {
        let leave = move |()| {
            if self.both.with_untracked(Option::is_some) {
                self.close();
            }
        };
        let whose = Memo::new(move || self.both.with(|both| both.as_ref().map(|both| both.stays.person.id)));
        Panel { whose, leave: Callback::new(leave) }
    }

    /// The button beside a resident: it chooses the first of two, and with the second opens the panel.
    pub fn button(self, person: &Person) -> AnyView {
        let (lang, person, name) = (self.lang, person.clone(), format!(" {}", person.name));
        let id = person.id;
        let act = move || match self.first.with(|first| first.as_ref().map(|first| first.id == id)) {
            None => words::twice(lang),
            Some(true) => words::chosen(lang),
            Some(false) => words::compare(lang),
        };
        view! {
            <button
                type="button"
                class="button is-quiet is-small"
                id=button_id(id)
                on:click=move |_| self.choose(person.clone())
            >
                {act}<span class="unseen">{name}</span>
            </button>
        }
        .into_any()
    }

    fn choose(self, person: Person) {
        self.done.set(None);
        self.trouble.set(None);
        match self.first.get_untracked() {
            None => self.first.set(Some(person)),
            Some(first) if first.id == person.id => self.close(),
            Some(first) => self.compare(Pair { stays: first.id, goes: person.id }),
        }
    }

    fn close(self) {
        self.first.set(None);
        self.both.set(None);
        self.asked.set(None);
    }

    fn compare(self, pair: Pair) {
        self.asked.set(None);
        online::compare(pair, move |answer| match answer {
            Ok(compared) => {
                self.trouble.set(None);
                self.both.set(Some(compared));
                focus_soon(PANEL.into());
            }
            Err(fault) => self.trouble(fault),
        });
    }

    /// Who is chosen, both beside each other while they are, and what became of it. `changed` hears that the list is not so any more.
    pub fn section(self, changed: Callback<()>) -> AnyView {
        view! {
            <p class="said" role="status">{move || self.said()}</p>
            {move || self.both.get().map(|both| self.pair(both, changed))}
            <div id=OUTCOME tabindex="-1" aria-live="polite">{move || self.outcome()}</div>
        }
        .into_any()
    }

    fn said(self) -> Option<String> {
        let open = self.both.with(Option::is_some);
        self.first.get().filter(|_| !open).map(|first| words::first(self.lang, &first.name))
    }

    fn outcome(self) -> AnyView {
        if let Some(sentence) = self.trouble.get() {
            return error(sentence.into());
        }
        let lang = self.lang;
        let done = self.done.get();
        done.map(|sentence| view! { {state(Mark::Confirmed, sentence)}<p>{words::cards(lang)}</p> }).into_any()
    }

    fn pair(self, both: Compared, changed: Callback<()>) -> AnyView {
        let lang = self.lang;
        let pair = Pair { stays: both.stays.person.id, goes: both.goes.person.id };
        let swapped = Pair { stays: pair.goes, goes: pair.stays };
        let back = move |_| {
            self.close();
            focus_soon(button_id(pair.goes));
        };
        let acts = if both.doubts.is_empty() { self.steps(&both, pair, changed) } else { self.doubts(&both.doubts) };
        view! {
            <div class="stack card" role="group" id=PANEL tabindex="-1" aria-labelledby="both-records">
                <p class="said">{words::text(lang)}</p>
                <p class="said">{words::ask(lang)}</p>
                {self.beside(&both)}
                {acts}
                <div class="actions">
                    <button type="button" class="button is-quiet" on:click=move |_| self.compare(swapped)>
                        {words::swap(lang)}
                    </button>
                    <button type="button" class="button is-quiet" on:click=back>
                        {words::close(lang)}
                    </button>
                </div>
            </div>
        }
        .into_any()
    }

    fn beside(self, both: &Compared) -> AnyView {
        let lang = self.lang;
        let columns =
            vec![Column::words(words::what(lang)), Column::words(words::stays(lang)), Column::words(words::goes(lang))];
        let sides = said(lang, &both.stays).into_iter().zip(said(lang, &both.goes));
        let lines = sides.map(|((what, stays), (_, goes))| Line {
            head: what.into_any(),
            cells: vec![stays.into_any(), goes.into_any()],
            action: None,
        });
        let caption = view! { <span id="both-records">{words::caption(lang)}</span> }.into_any();
        table(caption, columns, None, lines.collect())
    }

    fn steps(self, both: &Compared, pair: Pair, changed: Callback<()>) -> AnyView {
        let lang = self.lang;
        let steps = Steps {
            act: words::merge(lang).into(),
            question: words::sure(lang, &both.goes.person.name, &both.stays.person.name),
            yes: words::yes(lang).into(),
            no: words::no(lang).into(),
        };
        let then = Callback::new(move |()| self.merge(pair, changed));
        two_step(self.asked, Uuid::from_u128(4), steps, then)
    }

    fn doubts(self, doubts: &[Doubt]) -> AnyView {
        let (lang, now) = (self.lang, untrack(|| self.sync.now()));
        let sentence = |doubt: &Doubt| words::doubt(lang, doubt, |at| when::stamp(lang, at, now));
        let items: Vec<_> = doubts.iter().map(|doubt| view! { <li>{sentence(doubt)}</li> }).collect();
        view! {
            <p class="strong">{words::not_yet(lang)}</p>
            <ul class="list">{items}</ul>
        }
        .into_any()
    }

    fn merge(self, pair: Pair, changed: Callback<()>) {
        let lang = self.lang;
        online::merge(pair, move |answer| match answer {
            Ok(Merged::Refused { doubts }) => {
                self.both.update(|both| both.iter_mut().for_each(|both| both.doubts.clone_from(&doubts)));
                focus_soon(PANEL.into());
            }
            Ok(merged) => {
                self.close();
                self.trouble.set(None);
                self.done.set(Some(words::done(lang, &merged)));
                focus_soon(OUTCOME.into());
                changed.run(());
            }
            Err(fault) => self.trouble(fault),
        });
    }

    fn trouble(self, fault: Fault) {
        let lang = self.lang;
        self.trouble.set(Some(match fault {
            Fault::Offline => key_words::offline_change(lang),
            Fault::Refused(SignInRefusal::OpenAgain) => key_words::open_again(lang),
            Fault::Refused(_) => key_words::locked_meanwhile(lang),
            Fault::Failed => words::not_here(lang),
        }));
    }
}

/// The identity of the button beside a resident.
fn button_id(resident: ResidentId) -> String {
    format!("twice-{resident}")
}

/// What a record says and has, in the words of the desk, each thing with its name.
fn said(lang: Lang, record: &Record) -> Vec<(&'static str, String)> {
    let gender = match record.gender.as_str() {
        "female" => words::female(lang),
        "male" => words::male(lang),
        _ => "",
    };
    let name = if record.gone {
        format!("{} ({})", record.person.name, words::gone(lang))
    } else {
        record.person.name.clone()
    };
    let roles: Vec<&str> = record.roles.iter().map(|one| role(lang, *one)).collect();
    vec![
        (words::name(lang), name),
        (words::called(lang), record.called.clone()),
        (words::person(lang), format!("{gender} {}", record.born).trim().to_owned()),
        (words::address(lang), record.address.clone()),
        (words::phone(lang), record.phone.clone()),
        (words::devices(lang), words::devices_count(lang, record.phones, record.cards)),
        (words::family(lang), record.family.join(" ")),
        (words::teams(lang), record.teams.join(" ")),
        (words::roles(lang), roles.join(" ")),
        (words::ahead(lang), words::ahead_count(lang, record.signups, record.orders, record.shifts)),
        (words::reports(lang), record.reports.to_string()),
        (words::served(lang), length(lang, record.minutes)),
        (words::balance(lang), words::fen(lang, record.fen)),
    ]
}
