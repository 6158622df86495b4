//! 改资料: a resident's name, telephone and month of birth, where the register has them wrong. It needs the network and the open lock;
//! what is there is fetched when the form opens, because no phone has it.

use super::entry::{Entry, Kind, line, narrow, submits};
use super::panels::Panel;
use super::register::month;
use super::sending::error;
use crate::cell::{Memo, RwSignal};
use crate::components::state::{Mark, state};
use crate::components::two_step::focus_soon;
use crate::look::{Lang, lang};
use crate::online::{self, Fault};
use crate::words::desk::{correcting as words, may_be_empty, passkeys as key_words, residents as resident_words};
use crate::words::refusal;
use domain::id::ResidentId;
use domain::refusal::Refusal;
use domain::resident::Person;
use domain::wire::DeskResident;
use domain::wire::correcting::{Correction, Recorded};
use leptos::prelude::*;

/// The first field, where the focus goes when the form opens.
const NAME: &str = "correct-name";
/// What became of it, where the focus goes when the form is gone.
const OUTCOME: &str = "corrected";

/// Whose record is corrected, made once per page.
#[derive(Clone, Copy)]
pub struct Correcting {
    lang: Lang,
    who: RwSignal<Option<Person>>,
    /// What the register says of them; none until the server has answered.
    seen: RwSignal<Option<Recorded>>,
    name: Entry,
    phone: Entry,
    born: Entry,
    busy: RwSignal<bool>,
    done: RwSignal<bool>,
    trouble: RwSignal<Option<&'static str>>,
}

impl Correcting {
    /// A form that is closed.
    pub fn new() -> Self {
        Self {
            lang: lang(),
            who: RwSignal::new(None),
            seen: RwSignal::new(None),
            name: Entry::new(""),
            phone: Entry::new(""),
            born: Entry::new(""),
            busy: RwSignal::new(false),
            done: RwSignal::new(false),
            trouble: RwSignal::new(None),
        }
    }

    /// What there is to close.
    pub fn panel(self) -> Panel {
        let leave = move |()| {
            if self.seen.get_untracked().is_none_or(|seen| seen == self.typed()) {
                self.who.set(None);
            }
        };
        Panel { whose: Memo::new(move || self.who.get().map(|person| person.id)), leave: Callback::new(leave) }
    }

    /// The button beside a resident that opens the form.
    pub fn button(self, resident: &DeskResident) -> AnyView {
        let (name, person) = (format!(" {}", resident.person.name), resident.person.clone());
        let (id, open) = (button(person.id), move |_| self.open(person.clone()));
        view! {
            <button type="button" class="button is-quiet is-small" id=id on:click=open>
                {words::open(self.lang)}<span class="unseen">{name}</span>
            </button>
        }
        .into_any()
    }

    fn open(self, person: Person) {
        let id = person.id;
        let still = move || self.who.with_untracked(|who| who.as_ref().is_some_and(|who| who.id == id));
        self.done.set(false);
        self.trouble.set(None);
        if still() && self.seen.get_untracked().is_some() {
            // What is typed there stays.
            focus_soon(NAME.into());
            return;
        }
        self.seen.set(None);
        self.busy.set(false);
        self.who.set(Some(person));
        online::record(id, move |answer| {
            if !still() {
                return;
            }
            match answer {
                Ok(seen) => {
                    self.name.fill(seen.name.clone());
                    self.phone.fill(seen.phone.clone());
                    self.born.fill(seen.born.clone());
                    self.seen.set(Some(seen));
                    focus_soon(NAME.into());
                }
                Err(fault) => {
                    self.who.set(None);
                    self.trouble.set(Some(self.why(&fault)));
                }
            }
        });
    }

    fn close(self) {
        let who = self.who.get_untracked();
        self.who.set(None);
        self.trouble.set(None);
        if let Some(person) = who {
            focus_soon(button(person.id));
        }
    }

    /// What is typed, as the register writes it.
    fn typed(self) -> Recorded {
        Recorded {
            name: self.name.typed(),
            phone: narrow(&self.phone.typed()).replace(' ', ""),
            born: month(&self.born.typed()),
        }
    }

    /// The form, while it is open, and what became of it. `changed` hears that the list is not so any more.
    pub fn section(self, changed: Callback<()>) -> AnyView {
        let form = move || {
            let who = self.who.get()?;
            if self.seen.with(Option::is_none) {
                return Some(view! { <p class="said" role="status">{words::reading(self.lang)}</p> }.into_any());
            }
            Some(self.form(&who, changed))
        };
        view! {
            {form}
            <div id=OUTCOME tabindex="-1" aria-live="polite">{move || self.outcome()}</div>
        }
        .into_any()
    }

    fn outcome(self) -> AnyView {
        if let Some(sentence) = self.trouble.get() {
            return error(sentence.into());
        }
        self.done.get().then(|| state(Mark::Confirmed, words::done(self.lang).into())).into_any()
    }

    fn form(self, person: &Person, changed: Callback<()>) -> AnyView {
        let (lang, id) = (self.lang, person.id);
        let (phone, born) = (may_be_empty(lang, words::phone(lang)), may_be_empty(lang, words::born(lang)));
        view! {
            <form class="form card" aria-labelledby="correcting" on:submit=submits(move || self.save(id, changed))>
                <h3 id="correcting">{words::of(lang, &person.name)}</h3>
                <p class="said">{words::text(lang)}</p>
                {line(self.name, Kind::Words, NAME, words::name(lang), None)}
                <div class="field-row">
                    {line(self.born, Kind::Number, "correct-born", &born, Some(resident_words::born_hint(lang)))}
                    {line(self.phone, Kind::Phone, "correct-phone", &phone, None)}
                </div>
                <div class="actions">
                    <button class="button" aria-busy=move || self.busy.get().then_some("true")>{words::save(lang)}</button>
                    <button type="button" class="button is-quiet" on:click=move |_| self.close()>
                        {words::close(lang)}
                    </button>
                </div>
            </form>
        }
        .into_any()
    }

    fn save(self, resident: ResidentId, changed: Callback<()>) {
        let Some(before) = self.seen.get_untracked().filter(|_| !self.busy.get_untracked()) else { return };
        let after = self.typed();
        self.done.set(false);
        self.trouble.set(None);
        if after == before {
            self.trouble.set(Some(words::unchanged(self.lang)));
            return;
        }
        if let Err(why) = after.check() {
            let (entry, id) = match why {
                Refusal::BadPhone => (self.phone, "correct-phone"),
                Refusal::BadMonth => (self.born, "correct-born"),
                _ => (self.name, NAME),
            };
            entry.fail(refusal::sentence(self.lang, &why));
            focus_soon(id.into());
            return;
        }
        self.busy.set(true);
        online::correct(Correction { resident, before, after }, move |answer| {
            self.busy.set(false);
            match answer {
                Ok(_) => {
                    self.who.set(None);
                    self.done.set(true);
                    focus_soon(OUTCOME.into());
                    changed.run(());
                }
                // What is typed stays.
                Err(fault) => self.trouble.set(Some(self.why(&fault))),
            }
        });
    }

    fn why(self, fault: &Fault) -> &'static str {
        match fault {
            Fault::Offline => key_words::offline_change(self.lang),
            Fault::Refused(_) => key_words::locked_meanwhile(self.lang),
            Fault::Failed => words::not_here(self.lang),
        }
    }
}

/// The identity of the button that opens the form of somebody.
fn button(id: ResidentId) -> String {
    format!("correct-{id}")
}
