//! Samples of what one presses and fills in.

use super::{Sample, State, pressable};
use crate::cell::{Memo, RwSignal};
use crate::components::aloud::aloud;
use crate::components::field::field;
use crate::components::icon::{Icon, icon};
use crate::components::meals::meals;
use crate::components::share::share;
use crate::components::two_step::{Steps, two_step};
use crate::look::Lang;
use crate::words::{common, gallery as words};
use domain::meal::Meal;
use leptos::prelude::*;
use uuid::Uuid;

pub fn samples(lang: Lang) -> Vec<Sample> {
    vec![
        Sample::new("button", &["button"], buttons(lang, "button")),
        Sample::new("button-quiet", &["button"], buttons(lang, "button is-quiet")),
        Sample::new("button-danger", &["button"], buttons(lang, "button is-danger")),
        Sample::new("two-step", &["two_step"], vec![(State::Rest, step(lang, false)), (State::On, step(lang, true))]),
        Sample::new("share", &["share"], pressable(|_| share(lang))),
        Sample::new("chip", &["chip"], chips(lang)),
        Sample::new("choice", &["choice"], choices(lang)),
        Sample::new("field", &["field"], fields(lang)),
        Sample::new("select", &["field"], selects(lang)),
        Sample::new("search", &["search"], searches(lang)),
        Sample::new("stepper", &["stepper"], steppers(lang)),
        Sample::new("segments", &["segments", "meals"], segments(lang)),
        Sample::new("switch", &["switch", "setting"], switches(lang)),
        Sample::new("setting", &["setting"], pressable(|_| setting(lang, words::thing(lang)))),
        Sample::new("photos", &["photos"], photos(lang)),
        Sample::new("aloud", &["aloud"], voices(lang)),
    ]
}

fn buttons(lang: Lang, class: &'static str) -> Vec<(State, AnyView)> {
    let plain = |name: &'static str| view! { <button type="button" class=class>{name}</button> }.into_any();
    let mut all = pressable(|_| plain(words::act(lang)));
    let off = view! { <button type="button" class=class aria-disabled="true">{words::act(lang)}</button> };
    let busy = view! { <button type="button" class=class aria-busy="true">{words::act(lang)}</button> };
    all.push((State::Disabled, off.into_any()));
    all.push((State::Waiting, busy.into_any()));
    all.push((State::Long, plain(words::thing_long(lang))));
    all
}

/// At rest, while it reads, and while it pauses. A page says how that stands by its root.
fn voices(lang: Lang) -> Vec<(State, AnyView)> {
    let voice = |standing: &'static str| view! { <div data-voice=standing>{aloud(lang)}</div> }.into_any();
    let mut all = pressable(|_| voice(""));
    all.push((State::On, voice("reading")));
    all.push((State::Waiting, voice("paused")));
    all
}

/// The button that asks, and what it asks.
fn step(lang: Lang, open: bool) -> AnyView {
    let key = Uuid::from_u128(if open { 2 } else { 1 });
    let steps = Steps {
        act: words::other(lang).into(),
        question: words::sure(lang).into(),
        yes: words::other(lang).into(),
        no: words::act(lang).into(),
    };
    two_step(RwSignal::new(open.then_some(key)), key, steps, Callback::new(|()| ()))
}

fn chips(lang: Lang) -> Vec<(State, AnyView)> {
    let chip = |pressed: &'static str, name: &'static str| {
        view! {
            <button type="button" class="chip class-culture" aria-pressed=pressed>
                <span class="chip-dot"></span>{name}
            </button>
        }
        .into_any()
    };
    let mut all = pressable(|_| chip("false", common::activities(lang)));
    all.push((State::On, chip("true", common::activities(lang))));
    all.push((State::Long, view! { <span class="chip">{words::thing_long(lang)}</span> }.into_any()));
    all
}

fn choices(lang: Lang) -> Vec<(State, AnyView)> {
    let choice = |state: State, name: &'static str| {
        let (on, off) = (state == State::On, state == State::Disabled);
        view! {
            <label class="choice">
                <input type="checkbox" checked=on disabled=off />
                <span class="choice-text"><b>{name}</b><small>{words::line(lang)}</small></span>
            </label>
        }
        .into_any()
    };
    let mut all = pressable(|state| choice(state, words::person(lang)));
    all.push((State::On, choice(State::On, words::person(lang))));
    all.push((State::Disabled, choice(State::Disabled, words::person(lang))));
    all.push((State::Long, choice(State::Long, words::thing_long(lang))));
    all.push((State::Refused, refused_choices(lang)));
    all
}

fn refused_choices(lang: Lang) -> AnyView {
    let error = view! { <p class="error" id="choice-error">{icon(Icon::Alert)}<span>{words::wrong(lang)}</span></p> };
    view! {
        <fieldset class="choices" aria-describedby="choice-error">
            <legend>{words::label(lang)}</legend>
            <label class="choice">
                <input type="radio" name="choice-refused" />
                <span class="choice-text"><b>{words::person(lang)}</b></span>
            </label>
            {error}
        </fieldset>
    }
    .into_any()
}

fn fields(lang: Lang) -> Vec<(State, AnyView)> {
    let hint = || Some(words::hint(lang).to_string());
    let label = || words::label(lang).to_string();
    let input = |id: &'static str, value: &'static str, off: bool| {
        let described = format!("{id}-hint");
        view! { <input id=id type="text" value=value aria-describedby=described disabled=off /> }.into_any()
    };
    let wrong =
        view! { <input id="field-wrong" type="text" aria-invalid="true" aria-describedby="field-wrong-error" /> };
    let long = view! { <textarea id="field-long" rows="3">{words::thing_long(lang)}</textarea> };
    let error = RwSignal::new(Some(words::wrong(lang).to_string()));
    let name = words::person(lang);
    vec![
        (State::Rest, field("field-rest", label(), hint(), None, input("field-rest", name, false))),
        (State::Empty, field("field-empty", label(), hint(), None, input("field-empty", "", false))),
        (State::Focus, field("field-focus", label(), hint(), None, input("field-focus", name, false))),
        (State::Disabled, field("field-off", label(), hint(), None, input("field-off", name, true))),
        (State::Refused, field("field-wrong", label(), None, Some(error), wrong.into_any())),
        (State::Long, field("field-long", words::thing_long(lang).into(), None, None, long.into_any())),
    ]
}

fn selects(lang: Lang) -> Vec<(State, AnyView)> {
    let select = |id: &'static str, off: bool| {
        let control = view! {
            <span class="select">
                <select id=id disabled=off>
                    <option value="1">{words::place(lang)}</option>
                    <option value="2">{words::thing_long(lang)}</option>
                </select>
            </span>
        };
        field(id, words::label(lang).into(), None, None, control.into_any())
    };
    vec![
        (State::Rest, select("select-rest", false)),
        (State::Focus, select("select-focus", false)),
        (State::Disabled, select("select-off", true)),
    ]
}

fn searches(lang: Lang) -> Vec<(State, AnyView)> {
    let search = |value: &'static str| {
        view! {
            <div class="search">
                {icon(Icon::Search)}
                <input type="search" aria-label=words::search(lang) placeholder=words::search(lang) value=value />
            </div>
        }
        .into_any()
    };
    vec![
        (State::Rest, search(words::thing(lang))),
        (State::Empty, search("")),
        (State::Focus, search(words::thing(lang))),
        (State::Long, search(words::thing_long(lang))),
    ]
}

fn steppers(lang: Lang) -> Vec<(State, AnyView)> {
    let stepper = |count: u32, off: Option<&'static str>| {
        view! {
            <div class="stepper" role="group" aria-label=words::dish(lang)>
                <button type="button" aria-label=words::fewer(lang) aria-disabled=off>{icon(Icon::Minus)}</button>
                <output>{count}</output>
                <button type="button" aria-label=words::more(lang)>{icon(Icon::Plus)}</button>
            </div>
        }
        .into_any()
    };
    let mut all = pressable(|_| stepper(2, None));
    all.push((State::Disabled, stepper(0, Some("true"))));
    all.push((State::Long, stepper(1200, None)));
    all
}

fn segments(lang: Lang) -> Vec<(State, AnyView)> {
    let all = Memo::new(|| vec![Meal::Breakfast, Meal::Lunch, Meal::Supper]);
    let shown = Memo::new(|| Meal::Lunch);
    let mut states = pressable(|_| meals(all, shown, Callback::new(|_| ())));
    let two = view! {
        <div class="segments" role="group" aria-label=words::filter(lang)>
            <button type="button" aria-pressed="true">{words::thing(lang)}</button>
            <button type="button" aria-pressed="false">{words::place(lang)}</button>
        </div>
    };
    states.push((State::Long, two.into_any()));
    states
}

fn switches(lang: Lang) -> Vec<(State, AnyView)> {
    let switch = |on: &'static str, name: &'static str| {
        view! {
            <div class="settings">
                <button type="button" class="setting" role="switch" aria-checked=on>
                    <span class="setting-name">{name}<small>{words::line(lang)}</small></span>
                    <span class="switch"></span>
                </button>
            </div>
        }
        .into_any()
    };
    let mut all = pressable(|_| switch("false", words::elder(lang)));
    all.push((State::On, switch("true", words::elder(lang))));
    all.push((State::Long, switch("true", words::thing_long(lang))));
    all
}

fn setting(lang: Lang, name: &'static str) -> AnyView {
    view! {
        <div class="settings">
            <button type="button" class="setting">
                {icon(Icon::Settings)}<span class="setting-name">{name}<small>{words::line(lang)}</small></span>
                {icon(Icon::Chevron)}
            </button>
        </div>
    }
    .into_any()
}

fn photos(lang: Lang) -> Vec<(State, AnyView)> {
    let grid = |_: State| {
        view! {
            <ul class="photos">
                <li class="photo">
                    <img src="/icons/apple-touch-icon-180.png" alt=words::picture(lang) />
                    <button type="button" class="photo-remove" aria-label=words::remove(lang)>{icon(Icon::Close)}</button>
                </li>
                <li>
                    <label class="photo-add">
                        {icon(Icon::Camera)}{words::add(lang)}<input type="file" class="unseen" />
                    </label>
                </li>
            </ul>
        }
        .into_any()
    };
    pressable(grid)
}
