//! The form: who comes, and one button, which a phone has within the thumb's reach. A rule's no stands beside the button, in words.

use crate::cell::RwSignal;
use crate::components::dock::{dock, dock_coming};
use crate::components::notice::{Tone, notice};
use crate::components::toast::{Done, toasts};
use crate::components::two_step::{Steps, ask, button_id, question};
use crate::look::{Lang, lang};
use crate::routes::Route;
use crate::sync::{NotTaken, Sync, new_id, sync};
use crate::words::{activity as words, common, refusal, toast, windows};
use domain::attendance::late;
use domain::command::Command;
use domain::id::{OccurrenceId, ResidentId, SignupId};
use domain::kin::Power;
use domain::occurrence::Occurrence;
use domain::resident::{Me, Person};
use domain::views::listed::Listed;
use domain::when::Moment;
use leptos::prelude::*;
use uuid::Uuid;

/// What was chosen and asked on this page. It lives as long as the page does.
#[derive(Clone, Copy)]
pub(super) struct Form {
    occurrence: OccurrenceId,
    chosen: RwSignal<Option<Vec<ResidentId>>>,
    /// Where places are for some of them only, those come.
    split: RwSignal<bool>,
    busy: RwSignal<bool>,
    /// What went wrong with the last try.
    pub(super) trouble: RwSignal<Option<NotTaken>>,
    /// The sign-up that the person was asked about: really not going?
    pub(super) asked: RwSignal<Option<Uuid>>,
}

impl Form {
    pub(super) fn new(occurrence: OccurrenceId) -> Form {
        Form {
            occurrence,
            chosen: RwSignal::new(None),
            split: RwSignal::new(false),
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
            asked: RwSignal::new(None),
        }
    }

    /// Who is ticked: until the person has chosen, themself. Who has no family here has nothing to tick.
    fn party(self, me: &Me, candidates: &[Person]) -> Vec<ResidentId> {
        let chosen = self.chosen.get().filter(|_| several(me)).unwrap_or_else(|| vec![me.id]);
        candidates.iter().map(|person| person.id).filter(|id| chosen.contains(id)).collect()
    }

    fn tick(self, party: &[ResidentId], who: ResidentId, ticked: bool) {
        let mut party: Vec<ResidentId> = party.iter().copied().filter(|id| *id != who).collect();
        if ticked {
            party.push(who);
        }
        self.chosen.set(Some(party));
        self.trouble.set(None);
    }

    fn sign_up(self, party: Vec<ResidentId>, split: bool) {
        let (signup, sync, toasts) = (SignupId(new_id()), sync(), toasts());
        let rest = split.then(|| SignupId(new_id()));
        let command = Command::SignUp { signup, occurrence: self.occurrence, party, split: rest };
        let again = move || self.chosen.update(|chosen| *chosen = None);
        let done = Done::new(toast::signed_up, command.clone(), Command::CancelSignup { signup }, again);
        self.submit(command, move || {
            self.chosen.set(Some(Vec::new()));
            self.split.set(false);
            // Of those who may have been split one tap would take back a part.
            if !split && self.free_to_go(sync) {
                toasts.say(done);
            }
        });
    }

    /// A place that is given back now is nobody else's at once, and is held against nobody.
    fn free_to_go(self, sync: Sync) -> bool {
        let (view, now) = (sync.view.get_untracked(), sync.now.get_untracked());
        view.get::<Occurrence>(self.occurrence.0).is_some_and(|date| date.waiting == 0 && !late(date, now))
    }

    /// Gives a sign-up back.
    pub(super) fn give_back(self, signup: SignupId) {
        self.submit(Command::CancelSignup { signup }, move || self.chosen.set(None));
    }

    fn submit(self, command: Command, stored: impl FnOnce() + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.trouble.set(None);
        sync().submit(command, move |result| {
            self.busy.set(false);
            match result {
                Ok(()) => stored(),
                Err(trouble) => self.trouble.set(Some(trouble)),
            }
        });
    }

    /// What went wrong with the last try, in words.
    pub(super) fn trouble(self) -> AnyView {
        (move || {
            self.trouble.get().map(|trouble| {
                let lang = lang();
                let sentence = match trouble {
                    NotTaken::Refused(refused) => refusal::sentence(lang, &refused),
                    NotTaken::SignInFirst => words::sign_in_needed(lang).into(),
                    NotTaken::NotStored => common::not_stored(lang).into(),
                };
                notice(Tone::Error, view! { <p>{sentence}</p> }.into_any())
            })
        })
        .into_any()
    }

    /// Whether something is on its way into the phone's store.
    fn busy(self) -> Option<&'static str> {
        self.busy.get().then_some("true")
    }
}

/// The form in its two parts.
pub(super) struct Asking {
    /// What is said and chosen: a part of the page.
    pub(super) said: AnyView,
    /// The bar with the one button, if there is something to press.
    pub(super) bar: Option<AnyView>,
}

impl Asking {
    /// Nothing to press.
    pub(super) fn only(said: AnyView) -> Asking {
        Asking { said, bar: None }
    }
}

/// Whether somebody can sign up at this time, whoever it is.
fn timely(date: &Occurrence, now: Moment) -> bool {
    date.require_open(now).is_ok() && date.undrawn().is_none_or(|lottery| lottery.closes > now)
}

/// Before it is known who looks: the bar has its place from the beginning, where there is going to be one.
pub(super) fn coming(date: &Occurrence, now: Moment, lang: Lang) -> Option<AnyView> {
    timely(date, now).then(|| dock_coming(words::left(lang, date)))
}

/// For a visitor: what one needs, and the way to it.
pub(super) fn visitor(date: &Occurrence, now: Moment, lang: Lang) -> Asking {
    let said = view! { <p class="said">{words::sign_in_hint(lang)}</p> };
    let way = view! { <a class="button is-wide" href=Route::SignIn.href()>{words::sign_in_first(lang)}</a> };
    let bar = dock(timely(date, now), ().into_any(), words::left(lang, date).into_any(), way.into_any());
    Asking { said: said.into_any(), bar: Some(bar) }
}

/// Whether this person may sign somebody else up.
fn several(me: &Me) -> bool {
    me.people(Power::SignUp).len() > 1
}

/// The form for everyone of the family who is not signed up yet. Nothing when all are.
pub(super) fn form(date: &Listed, me: &Me, form: Form, lang: Lang) -> Asking {
    let taken = |person: &Person| date.signups.iter().any(|signup| signup.includes(person.id));
    let candidates: Vec<Person> = me.people(Power::SignUp).into_iter().filter(|person| !taken(person)).collect();
    if candidates.is_empty() {
        return Asking::only(form.trouble());
    }
    let lottery = date.occurrence.undrawn();
    if lottery.is_some_and(|lottery| lottery.closes <= sync().now()) {
        let drawn = view! { <p class="said">{words::being_drawn(lang)}</p>{form.trouble()} };
        return Asking::only(drawn.into_any());
    }
    if let Err(no) = date.occurrence.require_open(sync().now()) {
        return Asking::only(shut(&windows::shut(lang, &no), form, lang));
    }
    let party = form.party(me, &candidates);
    let seats = u32::try_from(party.len().max(1)).unwrap_or(u32::MAX);
    let full = date.occurrence.waiting > 0 || date.occurrence.free() == 0;
    let whole = full || seats < 2 || lottery.is_some() || date.occurrence.approval;
    let split = !whole && form.split.get();
    let queue = full || date.occurrence.free() < seats && !split;
    let (verb, hint) = match (lottery, queue) {
        _ if date.occurrence.approval => (words::ask(lang), Some(words::ask_hint(lang))),
        (Some(_), _) => (words::enter(lang), Some(words::enter_hint(lang))),
        (None, true) => (words::join_queue(lang), Some(words::queue_hint(lang))),
        (None, false) if split => (words::sign_up(lang), Some(words::split_hint(lang))),
        (None, false) => (words::sign_up(lang), (party.len() > 1).then(|| words::one_party(lang))),
    };
    let label = words::with_count(lang, verb, party.len());
    let choices = several(me).then(|| choices(&candidates, &party, me, form, lang));
    let hint = hint.map(|hint| view! { <p class="said">{hint}</p> }.into_any());
    let splitting = (!whole).then(|| splitting(form, split, lang));
    let some = choices.is_some() || hint.is_some();
    let said = some.then(|| view! { <div class="form">{choices}{splitting}{hint}</div> }.into_any());
    // Who has a place has done what the page is for: the others of the family are signed up at its place in the page.
    let stick = !party.is_empty() || candidates.iter().any(|person| person.id == me.id);
    let button = button(date, (party, split), form, label, lang);
    let bar = dock(stick, form.trouble(), words::left(lang, &date.occurrence).into_any(), button);
    Asking { said: said.into_any(), bar: Some(bar) }
}

/// Too soon or too late.
fn shut(why: &str, form: Form, lang: Lang) -> AnyView {
    view! {
        <p class="said">{why.to_owned()}</p>
        {form.trouble()}
        <button type="button" class="button is-wide" disabled=true>{words::sign_up(lang)}</button>
    }
    .into_any()
}

/// The one button. Where a place can be given back by a call alone it asks before it acts.
fn button(date: &Listed, (party, split): (Vec<ResidentId>, bool), form: Form, label: String, lang: Lang) -> AnyView {
    let (key, occurrence) = (date.occurrence.id.0, &date.occurrence);
    let at_once = occurrence.undrawn().is_none() && !occurrence.approval;
    let bound = at_once && occurrence.cancel_until().is_some_and(|until| until <= sync().now());
    let sign_up = Callback::new(move |()| form.sign_up(party.clone(), split));
    if bound && form.asked.get() == Some(key) {
        let steps = Steps {
            act: String::new(),
            question: words::bound_sure(lang).into(),
            yes: words::bound_yes(lang).into(),
            no: words::bound_no(lang).into(),
        };
        return question(form.asked, key, steps, sign_up);
    }
    let press = move |_| if bound { ask(form.asked, key) } else { sign_up.run(()) };
    view! {
        <button
            type="button"
            class="button is-wide"
            id=button_id(key)
            aria-busy=move || form.busy()
            on:click=press
        >
            {label}
        </button>
    }
    .into_any()
}

/// Whether they all come or none, or as many as there are places for.
fn splitting(form: Form, split: bool, lang: Lang) -> AnyView {
    view! {
        <label class="choice">
            <input
                type="checkbox"
                prop:checked=split
                on:change=move |event| form.split.set(event_target_checked(&event))
            />
            <span class="choice-text"><b>{words::split(lang)}</b></span>
        </label>
    }
    .into_any()
}

fn choices(candidates: &[Person], party: &[ResidentId], me: &Me, form: Form, lang: Lang) -> AnyView {
    let alone = candidates.iter().all(|person| person.id != me.id);
    let legend = if alone { words::choose_more(lang) } else { words::choose_who(lang) };
    let choice = |person: &Person| {
        let (who, party) = (person.id, party.to_vec());
        let ticked = party.contains(&who);
        let (name, line) = super::party::called(person, me, lang);
        view! {
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=ticked
                    on:change=move |event| form.tick(&party, who, event_target_checked(&event))
                />
                <span class="choice-text"><b>{name}</b><small>{line}</small></span>
            </label>
        }
        .into_any()
    };
    let choices: Vec<_> = candidates.iter().map(choice).collect();
    view! { <fieldset class="choices"><legend>{legend}</legend>{choices}</fieldset> }.into_any()
}
