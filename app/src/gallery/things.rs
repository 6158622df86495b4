//! Samples of things: what is on, what is to be eaten, how it stands, and what stands where nothing is.

use super::{Sample, State, pressable};
use crate::cell::Memo;
use crate::components::empty::empty;
use crate::components::growth::{Growth, PART, grown};
use crate::components::icon::{Icon, icon};
use crate::components::item::date_list;
use crate::components::lamp::{class_name, large_portrait, portrait};
use crate::components::notice::{Tone, notice};
use crate::components::picture;
use crate::components::report::{MeToo, me_too, standing};
use crate::components::shift::shift_list;
use crate::components::skeleton::skeleton;
use crate::components::state::{Mark, state};
use crate::components::time;
use crate::look::Lang;
use crate::routes::Route;
use crate::words::{common, gallery as words};
use domain::activity::Activity;
use domain::id::{OrganizationId, PhotoId};
use domain::occurrence::Occurrence;
use domain::organization::{Organization, OrganizationClass};
use domain::report::ReportState;
use domain::shift::Shift;
use domain::venue::Venue;
use domain::views::listed::Listed;
use domain::views::service::ListedShift;
use domain::when::{HOUR_MS, Moment};
use leptos::prelude::*;
use uuid::Uuid;

pub fn samples(lang: Lang, now: Moment) -> Vec<Sample> {
    vec![
        Sample::new("state", &["state"], states(lang)),
        Sample::new("notice", &["notice"], notices(lang)),
        Sample::new("card", &["card"], cards(lang)),
        Sample::new("item", &["list", "item"], items(lang, now)),
        Sample::new("growth", &["growth"], growths(lang)),
        Sample::new("shift", &["shift"], shifts(lang, now)),
        Sample::new("dish", &["dish"], dishes(lang)),
        Sample::new("report", &["report"], reports(lang)),
        Sample::new("needs", &["needs"], needs(lang)),
        Sample::new("facts", &["facts", "time"], facts(lang, now)),
        Sample::new("steps", &["steps"], vec![(State::Rest, steps(lang))]),
        Sample::new("countdown", &["countdown"], countdowns(lang)),
        Sample::new("empty", &["empty"], empties(lang)),
        Sample::new("skeleton", &["skeleton"], vec![(State::Waiting, skeletons())]),
        Sample::new("portrait", &["portrait"], vec![(State::Rest, portraits())]),
        Sample::new("picture", &["picture"], pictures(lang)),
        Sample::new("prose", &["prose"], vec![(State::Rest, prose(lang))]),
        Sample::new("code", &["code"], vec![(State::Rest, code(lang))]),
    ]
}

fn states(lang: Lang) -> Vec<(State, AnyView)> {
    let row = |mark: Mark, word: &'static str| state(mark, word.into());
    vec![
        (State::Settled, row(Mark::Confirmed, common::confirmed(lang))),
        (State::Waiting, row(Mark::Pending, common::pending(lang))),
        (State::Refused, row(Mark::Failed, common::failed(lang))),
        (State::On, row(Mark::Waiting, words::waiting(lang))),
        (State::Rest, row(Mark::Done, words::settled(lang))),
        (State::Long, row(Mark::Failed, words::thing_long(lang))),
    ]
}

fn notices(lang: Lang) -> Vec<(State, AnyView)> {
    let said = |words: &'static str| view! { <p>{words}</p> }.into_any();
    let long = view! {
        <p>{words::thing_long(lang)}</p>
        <button type="button" class="button is-quiet is-small">{words::act(lang)}</button>
    };
    vec![
        (State::Rest, notice(Tone::Plain, said(words::line(lang)))),
        (State::Waiting, notice(Tone::Offline, said(common::offline_stored(lang)))),
        (State::Refused, notice(Tone::Error, said(words::not_taken(lang)))),
        (State::Settled, notice(Tone::Success, said(common::confirmed(lang)))),
        (State::Long, notice(Tone::Plain, long.into_any())),
    ]
}

fn cards(lang: Lang) -> Vec<(State, AnyView)> {
    let card = |name: &'static str| {
        view! { <a class="card" href="#card"><b>{name}</b><p class="small soft">{words::line(lang)}</p></a> }.into_any()
    };
    let mut all = pressable(|_| card(words::thing(lang)));
    let foot = view! {
        <div class="card">
            <b>{words::thing_long(lang)}</b>
            <div class="card-foot">
                <p>{words::line(lang)}</p>
                <button type="button" class="button">{words::act(lang)}</button>
            </div>
        </div>
    };
    all.push((State::Long, foot.into_any()));
    all
}

/// A team that looks like none that is there.
pub fn team(lang: Lang, class: OrganizationClass) -> Organization {
    let id = OrganizationId(Uuid::from_u128(0x5a_0000_0000_0000_0000 + u128::from(class as u8)));
    Organization {
        id,
        class,
        name: words::thing(lang).into(),
        purpose: words::line(lang).into(),
        ..Organization::default()
    }
}

/// A date the day after tomorrow, with so many places taken of twenty.
fn date(lang: Lang, now: Moment, title: &str, confirmed: u32) -> Listed {
    let starts = now.plus_ms(48 * HOUR_MS);
    let ends = starts.plus_ms(HOUR_MS);
    Listed {
        occurrence: Occurrence { starts, ends, capacity: 20, confirmed, ..Occurrence::default() },
        activity: Activity { title: title.into(), ..Activity::default() },
        organization: team(lang, OrganizationClass::Culture),
        venue: Venue { name: words::place(lang).into(), ..Venue::default() },
        signups: Vec::new(),
        pending: false,
        clashes: Vec::new(),
    }
}

fn items(lang: Lang, now: Moment) -> Vec<(State, AnyView)> {
    let list = |date: Listed| date_list(&[date], lang, now);
    let off = |mut listed: Listed| {
        listed.occurrence.cancelled = Some(String::new());
        listed
    };
    let mut all = pressable(|_| list(date(lang, now, words::thing(lang), 4)));
    all.push((State::On, list(date(lang, now, words::thing(lang), 18))));
    all.push((State::Disabled, list(date(lang, now, words::thing(lang), 20))));
    all.push((State::Refused, list(off(date(lang, now, words::thing(lang), 4)))));
    all.push((State::Long, list(date(lang, now, words::word_long(lang), 18))));
    all
}

/// The end of a list that is longer than its first part.
fn growths(lang: Lang) -> Vec<(State, AnyView)> {
    // One stands for all.
    let row = move |from| {
        let one =
            || view! { <li><div class="item"><span class="item-text"><b>{words::thing(lang)}</b></span></div></li> };
        (from == 0).then(one).into_any()
    };
    pressable(|_| {
        let list = grown(Growth::default(), Memo::new(|| PART + 12), lang, row);
        view! { <div class="stack">{list}</div> }.into_any()
    })
}

fn shifts(lang: Lang, now: Moment) -> Vec<(State, AnyView)> {
    let list = |role: &str, taken: u32| {
        let (starts, ends) = (now.plus_ms(24 * HOUR_MS), now.plus_ms(26 * HOUR_MS));
        let shift = Shift { role: role.into(), starts, ends, least: 3, most: 5, taken, ..Shift::default() };
        let venue = Venue { name: words::place(lang).into(), ..Venue::default() };
        let organization = team(lang, OrganizationClass::Elder);
        shift_list(&[ListedShift { shift, organization, venue, duties: Vec::new(), pending: false }], lang, now)
    };
    let mut all = pressable(|_| list(words::thing(lang), 1));
    all.push((State::On, list(words::thing(lang), 5)));
    all.push((State::Long, list(words::word_long(lang), 1)));
    all
}

fn dishes(lang: Lang) -> Vec<(State, AnyView)> {
    let dish = |name: &'static str, class: &'static str| {
        view! {
            <ul class="dishes">
                <li class="dish">
                    <span class="dish-name">{name}</span>
                    <span class="dish-price">{words::price(lang)}</span>
                    <span class=class>{words::left(lang)}</span>
                </li>
            </ul>
        }
        .into_any()
    };
    let order = |name: &'static str, class: &'static str| {
        view! {
            <ul class="dishes">
                <li class=class>
                    <div class="dish-text">
                        <span class="dish-name">{name}</span>
                        <span class="dish-price">{words::price(lang)}</span>
                        <span class="dish-left">{words::left(lang)}</span>
                    </div>
                    <div class="stepper" role="group" aria-label=name>
                        <button type="button" aria-label=words::fewer(lang)>{icon(Icon::Minus)}</button>
                        <output>"1"</output>
                        <button type="button" aria-label=words::more(lang)>{icon(Icon::Plus)}</button>
                    </div>
                </li>
            </ul>
        }
        .into_any()
    };
    vec![
        (State::Rest, dish(words::dish(lang), "dish-left")),
        (State::On, dish(words::dish(lang), "dish-left is-few")),
        (State::Settled, order(words::dish(lang), "dish is-order")),
        (State::Disabled, order(words::dish(lang), "dish is-order is-out")),
        (State::Long, order(words::thing_long(lang), "dish is-order")),
    ]
}

fn reports(lang: Lang) -> Vec<(State, AnyView)> {
    let button = |at: MeToo| me_too(lang, at, words::thing(lang), Callback::new(|()| ()));
    let mut all = pressable(|_| button(MeToo::Free));
    all.push((State::Disabled, button(MeToo::Unknown)));
    all.push((State::Waiting, button(MeToo::Pending)));
    all.push((State::Settled, button(MeToo::Said)));
    all.push((State::Refused, standing(lang, ReportState::Declined, false, false)));
    all
}

/// The kinds of needs in a class that folds.
fn needs(lang: Lang) -> Vec<(State, AnyView)> {
    let fold = |open: bool, name: &'static str| {
        let kind = || view! { <li><a class="kind" href="#needs">{name}</a></li> }.into_any();
        view! {
            <div class="kinds">
                <details open=open>
                    <summary>
                        <i class="chip-dot class-mutual"></i>
                        <span class="kinds-name"><b>{name}</b>" "<small>{words::line(lang)}</small></span>
                        " "
                        <small>"3"</small>
                    </summary>
                    <ul class="kinds-rows">{kind()}{kind()}{kind()}</ul>
                </details>
            </div>
        }
        .into_any()
    };
    let mut all = pressable(|_| fold(false, words::thing(lang)));
    all.push((State::On, fold(true, words::thing(lang))));
    all.push((State::Long, fold(true, words::thing_long(lang))));
    all
}

fn facts(lang: Lang, now: Moment) -> Vec<(State, AnyView)> {
    let starts = now.plus_ms(48 * HOUR_MS);
    let facts = |value: &'static str| {
        view! {
            <dl class="facts card">
                <div><dt>{words::label(lang)}</dt><dd>{value}</dd></div>
                {time::fact(words::day(lang), (starts, starts.plus_ms(HOUR_MS)), lang, now)}
            </dl>
        }
        .into_any()
    };
    vec![(State::Rest, facts(words::person(lang))), (State::Long, facts(words::thing_long(lang)))]
}

fn steps(lang: Lang) -> AnyView {
    view! {
        <ol class="steps">
            <li class="is-done"><b>{words::settled(lang)}</b><time>"11-20 09:00"</time><p>{words::line(lang)}</p></li>
            <li class="is-current" aria-current="step"><b>{words::waiting(lang)}</b><time>"11-21 09:00"</time></li>
            <li class="is-failed"><b>{words::refused(lang)}</b></li>
            <li><b>{words::rest(lang)}</b></li>
        </ol>
    }
    .into_any()
}

fn countdowns(lang: Lang) -> Vec<(State, AnyView)> {
    let countdown = |class: &'static str, words: &'static str| {
        view! { <p class=class>{icon(Icon::Clock)}<span>{words}</span></p> }.into_any()
    };
    vec![
        (State::Rest, countdown("countdown", words::soon(lang))),
        (State::On, countdown("countdown is-soon", words::soon(lang))),
        (State::Long, countdown("countdown", words::thing_long(lang))),
    ]
}

fn empties(lang: Lang) -> Vec<(State, AnyView)> {
    let way = Some((Route::Activities, common::activities(lang).to_string()));
    vec![
        (State::Empty, empty(words::none(lang).into(), words::none_text(lang).into(), way.clone())),
        (State::Long, empty(words::thing_long(lang).into(), words::thing_long(lang).into(), way)),
    ]
}

/// The shape alone: a text that is coming, and a list.
fn skeletons() -> AnyView {
    view! {
        <div class="stack">
            {skeleton(3)}
            <div class="item skeleton" aria-hidden="true"><span class="item-text"><i></i><i></i></span></div>
        </div>
    }
    .into_any()
}

fn portraits() -> AnyView {
    let all = [
        OrganizationClass::Culture,
        OrganizationClass::Mutual,
        OrganizationClass::Elder,
        OrganizationClass::Child,
        OrganizationClass::Peace,
        OrganizationClass::Charity,
    ];
    let small = all.map(|class| portrait(&team(Lang::Zh, class)));
    let dots = all.map(|class| {
        view! { <span class=format!("chip {}", class_name(class))><span class="chip-dot"></span>{class_name(class)}</span> }
            .into_any()
    });
    let large = large_portrait(&team(Lang::Zh, OrganizationClass::Culture));
    view! {
        <div class="row">{small.into_iter().collect_view()}{large}</div>
        <div class="row">{dots.into_iter().collect_view()}</div>
    }
    .into_any()
}

fn pictures(lang: Lang) -> Vec<(State, AnyView)> {
    let shown = view! { <img class="picture is-square" src="/icons/icon-512.png" alt=words::picture(lang) /> };
    // One that is not there any more: its place stays, with what it showed.
    let gone = picture::wide(PhotoId(Uuid::nil()), words::picture(lang).into());
    vec![(State::Rest, shown.into_any()), (State::Empty, gone)]
}

fn prose(lang: Lang) -> AnyView {
    view! {
        <div class="prose">
            <p>{words::thing_long(lang)}</p>
            <ul><li>{words::line(lang)}</li><li>{words::place(lang)}</li></ul>
            <p>{words::intro(lang)}" "<a href="#prose">{words::act(lang)}</a></p>
            <blockquote>{words::line(lang)}</blockquote>
        </div>
    }
    .into_any()
}

fn code(lang: Lang) -> AnyView {
    view! { <p class="code"><span>"ABCD"</span><span>"2345"</span></p><p class="code-note">{words::line(lang)}</p> }
        .into_any()
}
