//! A resident's phones, for the desk: whoever calls because one of several is lost is signed out of that one.

use super::panels::Panel;
use super::sending::error;
use crate::cell::{Memo, RwSignal};
use crate::components::icon::{Icon, icon};
use crate::components::state::{Mark, state};
use crate::components::two_step::{Steps, focus_soon, two_step};
use crate::look::{Lang, lang};
use crate::online::{self, Fault};
use crate::sync::{Sync, sync};
use crate::words::desk::{passkeys as key_words, phones as words};
use crate::words::when;
use domain::resident::Person;
use domain::when::Moment;
use domain::wire::desk::{DeskPhone, LostPhone};
use leptos::prelude::*;
use uuid::Uuid;

/// The identity of the list.
const LIST: &str = "phones";

/// Whose phones are shown, made once per page.
#[derive(Clone, Copy)]
pub struct Phones {
    lang: Lang,
    sync: Sync,
    whose: RwSignal<Option<(Person, Vec<DeskPhone>)>>,
    asked: RwSignal<Option<Uuid>>,
    done: RwSignal<bool>,
    trouble: RwSignal<Option<&'static str>>,
}

impl Phones {
    /// A list that is closed.
    pub fn new() -> Self {
        Self {
            lang: lang(),
            sync: sync(),
            whose: RwSignal::new(None),
            asked: RwSignal::new(None),
            done: RwSignal::new(false),
            trouble: RwSignal::new(None),
        }
    }

    /// What there is to close.
    pub fn panel(self) -> Panel {
        let whose = Memo::new(move || self.whose.with(|whose| whose.as_ref().map(|(person, _)| person.id)));
        Panel { whose, leave: Callback::new(move |()| self.whose.set(None)) }
    }

    /// The button beside a resident with several phones that opens the list.
    pub fn button(self, person: &Person) -> AnyView {
        let (name, person) = (format!(" {}", person.name), person.clone());
        view! {
            <button type="button" class="button is-quiet is-small" on:click=move |_| self.open(person.clone())>
                {words::which(self.lang)}<span class="unseen">{name}</span>
            </button>
        }
        .into_any()
    }

    fn open(self, person: Person) {
        self.done.set(false);
        online::phones(person.id, move |answer| {
            if self.took(person, answer) {
                focus_soon(LIST.into());
            }
        });
    }

    /// Closes it: somebody else is looked for.
    pub fn close(self) {
        self.whose.set(None);
        self.done.set(false);
        self.trouble.set(None);
    }

    /// The list, while it is open, and what became of it. `changed` hears how many phones somebody has left.
    pub fn section(self, changed: Callback<(Person, usize)>) -> AnyView {
        view! {
            {move || self.whose.get().map(|(person, phones)| self.list(&person, phones, changed))}
            <div aria-live="polite">{move || self.outcome()}</div>
        }
        .into_any()
    }

    fn outcome(self) -> AnyView {
        if self.done.get() {
            return state(Mark::Confirmed, words::done(self.lang).into());
        }
        self.trouble.get().map(|sentence| error(sentence.into())).into_any()
    }

    fn list(self, person: &Person, phones: Vec<DeskPhone>, changed: Callback<(Person, usize)>) -> AnyView {
        let lang = self.lang;
        let now = untrack(|| self.sync.now());
        let none = phones.is_empty().then(|| view! { <p>{words::none(lang)}</p> });
        let items = phones.into_iter().map(|phone| self.item(person.clone(), phone, now, changed)).collect_view();
        view! {
            <div class="stack card" role="group" id=LIST tabindex="-1" aria-labelledby="phones-of">
                <h3 id="phones-of">{words::of(lang, &person.name)}</h3>
                {none}
                <ul class="list">{items}</ul>
                <div class="actions">
                    <button type="button" class="button is-quiet" on:click=move |_| self.close()>
                        {words::close(lang)}
                    </button>
                </div>
            </div>
        }
        .into_any()
    }

    fn item(self, person: Person, phone: DeskPhone, now: Moment, changed: Callback<(Person, usize)>) -> AnyView {
        let lang = self.lang;
        let stamp = |at: Moment| when::stamp(lang, at, now);
        let about = words::about(lang, &stamp(phone.since), &stamp(phone.seen));
        let steps = Steps {
            act: words::sign_out(lang).into(),
            question: words::sure(lang).into(),
            yes: words::yes(lang).into(),
            no: words::no(lang).into(),
        };
        let lost = LostPhone { resident: person.id, device: phone.id };
        let then = Callback::new(move |()| self.sign_out(person.clone(), lost, changed));
        view! {
            <li class="device">
                {icon(Icon::Phone)}
                <span class="device-text"><b>{phone.label}</b><small>{about}</small></span>
                {two_step(self.asked, phone.id.0, steps, then)}
            </li>
        }
        .into_any()
    }

    fn sign_out(self, person: Person, lost: LostPhone, changed: Callback<(Person, usize)>) {
        self.done.set(false);
        online::sign_out_phone(lost, move |answer| {
            let left = answer.as_ref().map_or(0, Vec::len);
            if self.took(person.clone(), answer) {
                self.done.set(true);
                changed.run((person, left));
            }
        });
    }

    /// Shows what the server has answered. Answers whether it has.
    fn took(self, person: Person, answer: Result<Vec<DeskPhone>, Fault>) -> bool {
        let lang = self.lang;
        match answer {
            Ok(phones) => {
                self.trouble.set(None);
                self.whose.set(Some((person, phones)));
                true
            }
            Err(fault) => {
                self.trouble.set(Some(match fault {
                    Fault::Offline => key_words::offline_change(lang),
                    Fault::Refused(_) => key_words::locked_meanwhile(lang),
                    Fault::Failed => key_words::failed_change(lang),
                }));
                false
            }
        }
    }
}
