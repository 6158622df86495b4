//! Samples of what has to do with persons: for whom, at the door, an offered place, their phones.

use super::{Sample, State, pressable};
use crate::cell::RwSignal;
use crate::components::arrival::Arrival;
use crate::components::icon::{Icon, icon};
use crate::components::offer::{Answering, offer};
use crate::look::Lang;
use crate::words::gallery as words;
use domain::id::{OccurrenceId, OrganizationId, SignupId};
use domain::presence::Venture;
use domain::resident::Person;
use domain::signup::{Signup, SignupState};
use domain::when::{HOUR_MS, Moment};
use leptos::prelude::*;
use uuid::Uuid;

pub fn samples(lang: Lang, now: Moment) -> Vec<Sample> {
    vec![
        Sample::new("people", &["people"], people(lang)),
        Sample::new("offer", &["offer"], vec![(State::Rest, offered(lang, now))]),
        Sample::new("arrival", &["arrival"], vec![(State::Rest, arrival(lang, now))]),
        Sample::new("device", &["device"], devices(lang)),
        Sample::new("tiles", &["tiles"], tiles(lang)),
    ]
}

fn people(lang: Lang) -> Vec<(State, AnyView)> {
    let person = |pressed: &'static str, name: &'static str| {
        let first: String = name.chars().take(1).collect();
        view! {
            <div class="people" role="group" aria-label=words::label(lang)>
                <button type="button" class="person" aria-pressed=pressed>
                    <span class="avatar" aria-hidden="true">{first}</span>{name}
                </button>
            </div>
        }
        .into_any()
    };
    let mut all = pressable(|_| person("false", words::person(lang)));
    all.push((State::On, person("true", words::person(lang))));
    all
}

/// A place that is held for somebody for an hour.
fn offered(lang: Lang, now: Moment) -> AnyView {
    let person = Person { name: words::person(lang).into(), ..Person::default() };
    let signup = Signup {
        id: SignupId::default(),
        occurrence: OccurrenceId::default(),
        organization: OrganizationId::default(),
        booker: person.clone(),
        party: vec![person],
        state: SignupState::Offered { ticket: 1, until: now.plus_ms(HOUR_MS) },
        made: now,
        changed: now,
        clash: false,
        out_of_order: false,
        late: false,
        reason: String::new(),
        handed: None,
        unleased: false,
        entrusted: false,
    };
    let answering = Answering { trouble: RwSignal::new(None), asked: RwSignal::new(None) };
    offer(&signup, answering, lang).into_any()
}

/// The code at the door, and the button, half an hour before something begins.
fn arrival(lang: Lang, now: Moment) -> AnyView {
    let person = Person { name: words::person(lang).into(), ..Person::default() };
    let times = (now, now.plus_ms(HOUR_MS));
    Arrival::new(Venture::Occurrence(OccurrenceId::default())).section(
        &[(Uuid::from_u128(7), vec![person])],
        times,
        lang,
        now,
    )
}

fn devices(lang: Lang) -> Vec<(State, AnyView)> {
    let device = |name: &'static str| {
        view! {
            <ul class="list">
                <li class="device">
                    {icon(Icon::Device)}
                    <span class="device-text"><b>{name}</b><small>{words::soon(lang)}</small></span>
                    <button type="button" class="button is-quiet is-small">{words::other(lang)}</button>
                </li>
            </ul>
        }
        .into_any()
    };
    vec![(State::Rest, device(words::thing(lang))), (State::Long, device(words::thing_long(lang)))]
}

fn tiles(lang: Lang) -> Vec<(State, AnyView)> {
    let tiles = |name: &'static str| {
        view! {
            <div class="tiles">
                <a class="tile" href="#tiles">{icon(Icon::Canteen)}{name}</a>
                <a class="tile" href="#tiles">{icon(Icon::Activities)}{name}<small>{words::soon(lang)}</small></a>
            </div>
        }
        .into_any()
    };
    let mut all = pressable(|_| tiles(words::thing(lang)));
    all.push((State::Long, tiles(words::word_long(lang))));
    all
}
