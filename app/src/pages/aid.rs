//! 过敏和紧急联系人: what those at the door should know of me and of my children. Who reads it and for how long stands before what is
//! written; it is changed and emptied here at any time.

use crate::cell::{Memo, RwSignal};
use crate::components::field::field;
use crate::components::item::pending_state;
use crate::components::notice::{Tone, notice};
use crate::components::page_head::back_head;
use crate::components::section::section_head;
use crate::components::skeleton::skeleton;
use crate::components::two_step::{Steps, focus_soon, two_step};
use crate::look::{Lang, lang};
use crate::routes::Route;
use crate::sync::{NotTaken, sync};
use crate::words::{aid as words, refusal};
use domain::aid::{Aid, Noted};
use domain::command::Command;
use domain::id::ResidentId;
use domain::kin::Bond;
use domain::refusal::Refusal;
use domain::replica::Replica;
use domain::resident::Person;
use leptos::prelude::*;
use uuid::Uuid;

/// The identities of the fields: one form is open at a time.
const ALLERGIES: &str = "aid-allergies";
const CONTACT: &str = "aid-contact";
const PHONE: &str = "aid-phone";

/// One person, with what is written of them.
#[derive(Clone, PartialEq, Eq)]
struct Known {
    person: Person,
    noted: Option<Noted>,
    pending: bool,
}

/// A line that is typed into, and what is wrong with it.
#[derive(Clone, Copy)]
struct Typed {
    text: RwSignal<String>,
    error: RwSignal<Option<String>>,
}

/// What is typed. It lives as long as the page does.
#[derive(Clone, Copy)]
struct Writing {
    /// Whose form is open.
    of: RwSignal<Option<ResidentId>>,
    /// What it began with.
    before: RwSignal<Noted>,
    /// For whom it is asked whether everything is to be emptied.
    asked: RwSignal<Option<Uuid>>,
    allergies: Typed,
    contact: Typed,
    phone: Typed,
    /// Of whom something was not taken, and why.
    trouble: RwSignal<Option<(ResidentId, NotTaken)>>,
    /// This phone still stores what was said: a second tap in the same breath says nothing else.
    busy: RwSignal<bool>,
}

/// The page.
pub fn page() -> AnyView {
    let sync = sync();
    let writing = Writing::new();
    let known = Memo::new(move || family(&sync.view()));
    let visiting = Memo::new(move || sync.visiting());
    let head = move || back_head(Route::Me, String::new(), words::title(lang()).into());
    // A form that is typed into is not drawn anew when a row changes: only whose it is counts for it.
    let people = Memo::new(move || known.get().into_iter().map(|one| one.person).collect::<Vec<_>>());
    let body = move || {
        let (lang, people) = (lang(), people.get());
        match (people.is_empty(), visiting.get()) {
            (true, true) => view! { <p class="said">{words::sign_in_first(lang)}</p> }.into_any(),
            (true, false) => skeleton(3),
            (false, _) => writing.list(people, known, lang),
        }
    };
    view! { {head}{body} }.into_any()
}

/// Whoever looks, and the children whose guardian they are.
fn family(view: &Replica) -> Vec<Known> {
    let Some(me) = view.me() else { return Vec::new() };
    let own = Person { id: me.id, name: me.name.clone() };
    let guarded = me.wards.iter().filter(|ward| ward.bond == Bond::Guardian).map(|ward| ward.person.clone());
    let known = |person: Person| Known {
        noted: view.get::<Aid>(person.id.0).map(|row| row.noted.clone()),
        pending: view.is_pending::<Aid>(person.id.0),
        person,
    };
    std::iter::once(own).chain(guarded).map(known).collect()
}

/// The identity of the button that opens somebody's form: it has the focus again once the form is gone.
fn button(who: ResidentId) -> String {
    format!("aid-{who}")
}

impl Writing {
    fn new() -> Self {
        Self {
            of: RwSignal::new(None),
            before: RwSignal::new(Noted::default()),
            asked: RwSignal::new(None),
            allergies: Typed::new(),
            contact: Typed::new(),
            phone: Typed::new(),
            trouble: RwSignal::new(None),
            busy: RwSignal::new(false),
        }
    }

    fn list(self, people: Vec<Person>, known: Memo<Vec<Known>>, lang: Lang) -> AnyView {
        let people: Vec<AnyView> = people.into_iter().map(|person| self.one(person, known, lang)).collect();
        view! {
            <div class="stack">
                <p class="said">{words::who_sees(lang)}</p>
                <p class="said">{words::how_long(lang)}</p>
                <p class="said">{words::take_back(lang)}</p>
            </div>
            {people}
        }
        .into_any()
    }

    fn one(self, person: Person, known: Memo<Vec<Known>>, lang: Lang) -> AnyView {
        let who = person.id;
        let open = Memo::new(move || self.of.get() == Some(who));
        let own = Memo::new(move || known.get().into_iter().find(|one| one.person.id == who));
        let said = move || own.get().map(|known| self.said(&known, lang));
        let body = move || if open.get() { self.form(who, lang) } else { said.into_any() };
        view! { <section class="stack">{section_head(person.name, None)}{body}</section> }.into_any()
    }

    /// What is written, with the ways to change it and to empty it.
    fn said(self, known: &Known, lang: Lang) -> AnyView {
        let who = known.person.id;
        let noted = known.noted.clone().unwrap_or_default();
        let none = noted.is_empty().then(|| view! { <p class="soft">{words::none(lang)}</p> });
        let minds = (!noted.allergies.is_empty())
            .then(|| view! { <p class="strong">{words::minds(lang, &noted.allergies)}</p> });
        let call = (!noted.contact.is_empty()).then(|| {
            let text = format!("{} {}", noted.contact, noted.phone);
            view! { <p>{words::contact(lang)}" "<b>{text}</b></p> }
        });
        let waits = known.pending.then(|| pending_state(lang));
        let label = if noted.is_empty() { words::fill(lang) } else { words::change(lang) };
        let empty = (!noted.is_empty()).then(|| {
            let steps = Steps {
                act: words::empty(lang).into(),
                question: words::empty_sure(lang).into(),
                yes: words::empty_yes(lang).into(),
                no: words::back(lang).into(),
            };
            let stands = noted.clone();
            two_step(
                self.asked,
                who.0,
                steps,
                Callback::new(move |()| self.send(who, Noted::default(), stands.clone())),
            )
        });
        let unseen = format!(" {}", known.person.name);
        let open = move |_| self.open(who, &noted);
        view! {
            <div class="card stack">
                {none}
                {minds}
                {call}
                {waits}
                <div class="actions">
                    <button type="button" class="button" id=button(who) on:click=open>
                        {label}<span class="unseen">{unseen}</span>
                    </button>
                    {empty}
                </div>
            </div>
            {self.trouble(who)}
        }
        .into_any()
    }

    fn open(self, who: ResidentId, noted: &Noted) {
        self.allergies.fill(&noted.allergies);
        self.contact.fill(&noted.contact);
        self.phone.fill(&noted.phone);
        self.before.set(noted.clone());
        self.trouble.set(None);
        self.of.set(Some(who));
        focus_soon(ALLERGIES.into());
    }

    fn form(self, who: ResidentId, lang: Lang) -> AnyView {
        let send = move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            let text = |typed: Typed| typed.text.get_untracked();
            let noted = Noted { allergies: text(self.allergies), contact: text(self.contact), phone: text(self.phone) };
            self.send(who, noted, self.before.get_untracked());
        };
        let back = move |_| {
            self.of.set(None);
            focus_soon(button(who));
        };
        let hint = Some(words::allergies_hint(lang));
        view! {
            <form class="form card" on:submit=send novalidate>
                {self.allergies.line(ALLERGIES, "text", words::allergies(lang), hint)}
                {self.contact.line(CONTACT, "text", words::contact(lang), None)}
                {self.phone.line(PHONE, "tel", words::phone(lang), None)}
                {self.trouble(who)}
                <div class="actions">
                    <button class="button">{words::save(lang)}</button>
                    <button type="button" class="button is-quiet" on:click=back>{words::back(lang)}</button>
                </div>
            </form>
        }
        .into_any()
    }

    /// Says what is written, over what it began with: what another phone has written meanwhile is not wiped.
    fn send(self, who: ResidentId, noted: Noted, before: Noted) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let lang = untrack(lang);
        self.trouble.set(None);
        sync().submit(Command::NoteAid { resident: who, noted, before: Some(before) }, move |result| {
            self.busy.set(false);
            match result {
                Ok(()) => {
                    self.of.set(None);
                    focus_soon(button(who));
                }
                Err(NotTaken::Refused(Refusal::BadName)) => {
                    self.contact.fail(CONTACT, words::name_missing(lang).into());
                }
                Err(NotTaken::Refused(Refusal::BadPhone)) => self.phone.fail(PHONE, words::phone_missing(lang).into()),
                Err(NotTaken::Refused(why @ Refusal::WordsTooLong { .. })) => {
                    self.allergies.fail(ALLERGIES, refusal::sentence(lang, &why));
                }
                Err(why) => self.trouble.set(Some((who, why))),
            }
        });
    }

    fn trouble(self, who: ResidentId) -> AnyView {
        (move || {
            let trouble = self.trouble.get().filter(|(whose, _)| *whose == who);
            trouble.map(|(_, why)| notice(Tone::Error, view! { <p>{refusal::not_taken(lang(), &why)}</p> }.into_any()))
        })
        .into_any()
    }
}

impl Typed {
    fn new() -> Self {
        Self { text: RwSignal::new(String::new()), error: RwSignal::new(None) }
    }

    fn fill(self, text: &str) {
        self.text.set(text.into());
        self.error.set(None);
    }

    fn fail(self, id: &'static str, sentence: String) {
        self.error.set(Some(sentence));
        focus_soon(id.into());
    }

    fn line(self, id: &'static str, kind: &'static str, label: &'static str, hint: Option<&'static str>) -> AnyView {
        let described = move || {
            let error = self.error.with(Option::is_some).then(|| format!("{id}-error"));
            let parts: Vec<String> = hint.map(|_| format!("{id}-hint")).into_iter().chain(error).collect();
            (!parts.is_empty()).then(|| parts.join(" "))
        };
        let control = view! {
            <input
                id=id
                type=kind
                autocomplete="off"
                aria-describedby=described
                aria-invalid=move || self.error.with(Option::is_some).then_some("true")
                prop:value=move || self.text.get()
                on:input=move |event| self.fill(&event_target_value(&event))
            />
        };
        field(id, label.into(), hint.map(Into::into), Some(self.error), control.into_any())
    }
}
