//! 代报名: people who called or came are signed up by whoever runs the date, from the places that are kept for them and then
//! from the free ones. An organizer finds the organization's members and whoever ever stood on its lists; staff search among all
//! residents, which needs the network. Without one, and once the date has begun, they get the places that this phone has taken
//! along.

use super::door::works_here;
use super::entry::{Entry, Kind, line, submits};
use super::lease::{giving, promised};
use super::looking::Looking;
use super::sending::{Sending, error};
use crate::cell::{Memo, RwSignal};
use crate::components::state::{Mark, state};
use crate::look::{Lang, lang};
use crate::online::{self, Fault};
use crate::sync::{Sync, new_id, sync};
use crate::words::desk::{dates as words, leases as lease_words, residents as resident_words};
use domain::command::Command;
use domain::duty::Duty;
use domain::id::{LeaseId, OccurrenceId, ResidentId, SignupId};
use domain::member::Member;
use domain::occurrence::Occurrence;
use domain::replica::Replica;
use domain::resident::Person;
use domain::signup::Signup;
use domain::when::Moment;
use domain::wire::{DeskResident, SignInRefusal};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// How many people are offered at a time: more are found by writing more of the name.
const OFFERED: usize = 8;

/// The form, made once per page.
#[derive(Clone, Copy)]
pub struct Callers {
    lang: Lang,
    sync: Sync,
    date: OccurrenceId,
    find: Entry,
    looking: Looking,
    /// Whom a search among all residents has found.
    found: RwSignal<Vec<DeskResident>>,
    chosen: RwSignal<Vec<Person>>,
    trouble: RwSignal<Option<&'static str>>,
    sending: Sending,
}

impl Callers {
    /// The form of one date.
    pub fn new(date: OccurrenceId) -> Self {
        let find = Entry::new("");
        Self {
            lang: lang(),
            sync: sync(),
            date,
            find,
            looking: Looking::new(find),
            found: RwSignal::new(Vec::new()),
            chosen: RwSignal::new(Vec::new()),
            trouble: RwSignal::new(None),
            sending: Sending::new(),
        }
    }

    /// The part of the page, until the date begins, and as long as this phone has places of it to give.
    pub fn section(self) -> AnyView {
        let open = Memo::new(move || {
            let now = self.sync.now();
            let view = self.sync.view();
            let date = view.get::<Occurrence>(self.date.0);
            let here = || promised(&view, self.date, self.sync.accounts().device, now) > 0;
            date.is_some_and(|date| date.cancelled.is_none() && (date.starts > now || here()))
        });
        (move || if open.get() { self.inside() } else { ().into_any() }).into_any()
    }

    fn inside(self) -> AnyView {
        let lang = self.lang;
        let staff = Memo::new(move || self.sync.view().me().is_some_and(works_here));
        let search = move || {
            staff.get().then(|| {
                let label = resident_words::search_button(lang);
                view! { <div class="actions"><button class="button is-quiet">{label}</button></div> }
            })
        };
        let hint = words::caller_hint(lang);
        let trouble = move || self.trouble.get().map(|sentence| error(sentence.into()));
        let label = move || words::sign_for_now(lang, self.chosen.with(Vec::len));
        view! {
            <section class="form card no-print" aria-labelledby="callers">
                <h2 id="callers">{words::sign_for(lang)}</h2>
                <p class="said">{words::sign_for_text(lang)}</p>
                <p class="small soft" aria-live="polite">{move || self.places()}</p>
                <form class="stack" on:submit=submits(move || self.search(staff.get_untracked()))>
                    {line(self.find, Kind::Words, "caller", words::caller(lang), Some(hint))}
                    {search}
                </form>
                <div aria-live="polite">{trouble}</div>
                {self.looking.said(lang)}
                <fieldset class="choices">
                    <legend>{words::callers(lang)}</legend>
                    {move || self.offers()}
                </fieldset>
                {self.result()}
                <div class="actions">
                    <button type="button" class="button" on:click=move |_| self.send()>{label}</button>
                </div>
            </section>
        }
        .into_any()
    }

    /// Without a network, what came out of this phone's own places is certain already.
    fn result(self) -> AnyView {
        let lang = self.lang;
        let certain = Memo::new(move || {
            let given = matches!(self.sending.last(), Some(Command::GivePlaces { .. }));
            given && !self.sending.done() && self.sync.status().offline
        });
        let said = move || {
            if certain.get() {
                state(Mark::Confirmed, lease_words::promised(lang).into())
            } else {
                self.sending.result(words::signed_for(lang))
            }
        };
        view! { <div aria-live="polite">{said}</div> }.into_any()
    }

    /// What there is to give.
    fn places(self) -> String {
        let view = self.sync.view();
        let Some(date) = view.get::<Occurrence>(self.date.0) else { return String::new() };
        // What is free is in the draw until then.
        let free = if date.undrawn().is_some() { 0 } else { date.free() };
        let said = words::kept_and_free(self.lang, date.kept, free);
        match promised(&view, self.date, self.sync.accounts().device, self.sync.now()) {
            0 => said,
            here => format!("{said} {}", lease_words::also_here(self.lang, here)),
        }
    }

    /// The lease out of which so many places are given now: where there is no network, where it has begun, and where nothing else
    /// is left. Untracked.
    fn lease(self, seats: u32, now: Moment) -> Option<LeaseId> {
        let view = self.sync.view.get_untracked();
        let date = view.get::<Occurrence>(self.date.0)?;
        let (offline, phone) = untrack(|| (self.sync.status().offline, self.sync.accounts().device));
        let (begun, few) = (date.starts <= now, date.kept.saturating_add(date.free()) < seats);
        // Nothing else can be given once it has begun: then the phone says how many it has left.
        let least = if begun { 1 } else { seats };
        giving(&view, self.date, phone, now, least).filter(|_| offline || begun || few)
    }

    /// Those who are chosen, then whom the typed words mean.
    fn offers(self) -> AnyView {
        let view = self.sync.view();
        let wanted = self.find.text.with(|text| text.trim().to_string());
        let mut offers: Vec<(Person, String)> =
            self.chosen.get().into_iter().map(|person| (person, String::new())).collect();
        let found = self.found.get().into_iter().map(|resident| (resident.person, resident.address));
        let known = known(&view, self.date, &wanted).into_iter().map(|person| (person, String::new()));
        for (person, about) in found.chain(known) {
            match offers.iter_mut().find(|(other, _)| other.id == person.id) {
                Some((_, known)) if known.is_empty() => *known = about,
                Some(_) => {}
                None => offers.push((person, about)),
            }
        }
        if offers.is_empty() {
            let sentence =
                if wanted.is_empty() { words::caller_first(self.lang) } else { words::caller_none(self.lang) };
            return view! { <p class="said">{sentence}</p> }.into_any();
        }
        offers.into_iter().map(|(person, about)| self.offer(person, about)).collect_view().into_any()
    }

    fn offer(self, person: Person, about: String) -> AnyView {
        let (id, name) = (person.id, person.name.clone());
        let toggle = move |_| {
            self.chosen.update(|chosen| {
                let before = chosen.len();
                chosen.retain(|other| other.id != id);
                if chosen.len() == before {
                    chosen.push(person.clone());
                }
            });
        };
        let ticked = move || self.chosen.with(|chosen| chosen.iter().any(|person| person.id == id));
        let about = (!about.is_empty()).then(|| view! { <small>{about}</small> });
        view! {
            <label class="choice">
                <input type="checkbox" prop:checked=ticked on:change=toggle/>
                <span class="choice-text"><b>{name}</b>{about}</span>
            </label>
        }
        .into_any()
    }

    /// Among all residents, which is for staff alone: whom an organizer may find, the phone knows.
    fn search(self, staff: bool) {
        let wanted = self.find.typed();
        if !staff || wanted.is_empty() {
            return;
        }
        self.trouble.set(None);
        self.looking.begin();
        online::residents(wanted, move |answer| match answer {
            Ok(found) => {
                self.looking.end(found.is_empty());
                self.found.set(found.into_iter().take(OFFERED).collect());
            }
            Err(fault) => {
                self.looking.end(false);
                self.trouble.set(Some(match fault {
                    Fault::Offline => resident_words::offline(self.lang),
                    Fault::Refused(SignInRefusal::NotAllowed) => resident_words::locked(self.lang),
                    Fault::Refused(_) | Fault::Failed => resident_words::failed(self.lang),
                }));
            }
        });
    }

    fn send(self) {
        let party: Vec<ResidentId> =
            self.chosen.with_untracked(|chosen| chosen.iter().map(|person| person.id).collect());
        let (signup, now) = (SignupId(new_id()), self.sync.now.get_untracked());
        let command = match self.lease(u32::try_from(party.len()).unwrap_or(u32::MAX), now) {
            Some(lease) => Command::GivePlaces { signup, occurrence: self.date, lease, party, at: now },
            None => Command::SignUpFor { signup, occurrence: self.date, party },
        };
        let then = move || {
            self.chosen.set(Vec::new());
            self.found.set(Vec::new());
            self.find.fill("");
        };
        self.sending.send(command, |_| None, then);
    }
}

/// Whoever belongs to the date's organization or stands on a list of it, is not on the date, and is called so.
fn known(view: &Replica, date: OccurrenceId, wanted: &str) -> Vec<Person> {
    let Some(organization) = view.get::<Occurrence>(date.0).map(|date| date.organization) else { return Vec::new() };
    if wanted.is_empty() {
        return Vec::new();
    }
    let here: Vec<&Signup> = view.all::<Signup>().filter(|signup| signup.occurrence == date && signup.live()).collect();
    let signed_up = view.all::<Signup>().filter(|signup| signup.organization == organization);
    let on_duty = view.all::<Duty>().filter(|duty| duty.organization == organization);
    let members = view.all::<Member>().filter(|member| member.organization == organization);
    let listed = signed_up.flat_map(|signup| &signup.party).chain(on_duty.map(|duty| &duty.resident));
    let people = listed.chain(members.map(|member| &member.resident));
    let free = |person: &&Person| person.name.contains(wanted) && !here.iter().any(|signup| signup.includes(person.id));
    let people: BTreeSet<&Person> = people.filter(free).collect();
    people.into_iter().take(OFFERED).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::OrganizationId;
    use domain::member::Standing;
    use domain::row::Row;
    use domain::scope::Scope;
    use domain::signup::SignupState;
    use uuid::Uuid;

    fn person(n: u128, name: &str) -> Person {
        Person { id: ResidentId(Uuid::from_u128(n)), name: name.into() }
    }

    #[test]
    fn members_are_found_who_never_stood_on_a_list_and_nobody_twice() {
        let (ours, theirs) = (OrganizationId(Uuid::from_u128(900)), OrganizationId(Uuid::from_u128(901)));
        let date = Occurrence { id: OccurrenceId(Uuid::from_u128(800)), organization: ours, ..Occurrence::default() };
        let mut view = Replica::default();
        view.put(Scope::Public, Row::Occurrence(date.clone()));
        let desk = Scope::Organization(ours);
        let belong = [(ours, 1, "周桂珍"), (ours, 2, "周小禾"), (ours, 3, "沈建国"), (theirs, 4, "周婉仪")];
        for (team, n, name) in belong {
            view.put(desk, Row::Member(Member::new(team, person(n, name), Standing::Member)));
        }
        let duty = Duty { organization: ours, resident: person(1, "周桂珍"), ..Duty::default() };
        view.put(desk, Row::Duty(duty));
        let found = |view: &Replica, wanted: &str| -> Vec<String> {
            known(view, date.id, wanted).into_iter().map(|person| person.name).collect()
        };
        assert_eq!(found(&view, "周"), ["周桂珍", "周小禾"]);
        assert_eq!(found(&view, ""), [""; 0]);
        // Who is on the date already is not offered.
        let signup = Signup {
            id: SignupId(Uuid::from_u128(1)),
            occurrence: date.id,
            organization: ours,
            booker: person(2, "周小禾"),
            party: vec![person(2, "周小禾")],
            state: SignupState::Confirmed,
            made: date.starts,
            changed: date.starts,
            clash: false,
            out_of_order: false,
            late: false,
            reason: String::new(),
            handed: None,
            unleased: false,
            entrusted: false,
        };
        view.put(desk, Row::Signup(signup));
        assert_eq!(found(&view, "周"), ["周桂珍"]);
    }
}
