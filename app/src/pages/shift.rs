//! One shift: what, when, where, who is missing, and taking it. One press takes it.

mod duty;
mod errand;
mod swap;

use crate::cell::Memo;
use crate::components::arrival::Arrival;
use crate::components::empty::empty;
use crate::components::lamp::large_portrait;
use crate::components::notice::{Tone, notice};
use crate::components::page_head::{back_head, back_link};
use crate::components::skeleton::skeleton;
use crate::components::sync::chip;
use crate::components::time;
use crate::look::{Lang, lang};
use crate::routes::Route;
use crate::sync::sync;
use crate::words::{common, shift as words};
use domain::id::ShiftId;
use domain::presence::Venture;
use domain::views::service::{ListedShift, listed_shift};
use domain::when::Moment;
use leptos::prelude::*;

/// The page of one shift.
pub fn page(id: ShiftId) -> AnyView {
    let sync = sync();
    let listed = Memo::new(move || listed_shift(&sync.view(), id.0));
    let form = duty::Form::new(id);
    let arrival = Arrival::new(Venture::Shift(id));
    let swapping = swap::Swapping::new();
    let body = move || match listed.get() {
        Some(listed) => draw(&listed, Parts { form, arrival, swapping }, lang(), sync.now()),
        None => missing(lang()),
    };
    view! { {body}{errand::Doors::new(id).section()} }.into_any()
}

fn missing(lang: Lang) -> AnyView {
    let body = if sync().status().settled() {
        let all = Some((Route::Shifts, words::see_all(lang).into()));
        empty(words::gone(lang).into(), words::gone_text(lang).into(), all)
    } else {
        skeleton(4)
    };
    view! { {back_head(Route::Shifts, String::new(), words::title(lang).into())}{body} }.into_any()
}

/// What lives as long as the page does.
#[derive(Clone, Copy)]
struct Parts {
    form: duty::Form,
    arrival: Arrival,
    swapping: swap::Swapping,
}

fn draw(listed: &ListedShift, parts: Parts, lang: Lang, now: Moment) -> AnyView {
    let Parts { form, arrival, swapping } = parts;
    let synthetic = listed.shift.synthetic.then(|| format!(" · {}", common::synthetic(lang)));
    view! {
        <div class="row is-apart">{back_link(Route::Shifts)}{chip()}</div>
        <header class="page-head">
            <div>
                <p class="page-head-line">{listed.organization.name.clone()}{synthetic}</p>
                <h1>{listed.shift.role.clone()}</h1>
            </div>
            {large_portrait(&listed.organization)}
        </header>
        {standing(listed, lang, now)}
        <div class="columns">
            <div class="column">{facts(listed, lang, now)}</div>
            <div class="column">
                {duty::family(listed, form, lang, now)}{swapping.section(listed, lang, now)}
                {tickets(listed, arrival, lang, now)}
            </div>
        </div>
    }
    .into_any()
}

/// The codes of my family's duties.
fn tickets(listed: &ListedShift, arrival: Arrival, lang: Lang, now: Moment) -> AnyView {
    let live = listed.duties.iter().filter(|duty| duty.state.live() && !listed.pending);
    let tickets: Vec<_> = live.map(|duty| (duty.id.0, vec![duty.resident.clone()])).collect();
    arrival.section(&tickets, (listed.shift.starts, listed.shift.ends), lang, now)
}

/// Why one cannot take it any more, if so.
fn standing(listed: &ListedShift, lang: Lang, now: Moment) -> AnyView {
    let shift = &listed.shift;
    let (tone, sentence) = match &shift.cancelled {
        Some(reason) => (Tone::Error, words::called_off_because(lang, reason)),
        None if shift.ends <= now => (Tone::Plain, words::past(lang).to_string()),
        None if shift.starts <= now => (Tone::Plain, words::running(lang).to_string()),
        None => return ().into_any(),
    };
    notice(tone, view! { <p>{sentence}</p> }.into_any())
}

fn facts(listed: &ListedShift, lang: Lang, now: Moment) -> AnyView {
    let (shift, venue) = (&listed.shift, &listed.venue);
    let place = (!venue.place.is_empty()).then(|| view! { <small>{venue.place.clone()}</small> });
    let fact = |name: &'static str, value: String| {
        (!value.is_empty()).then(|| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
    };
    let children = shift.children.then(|| view! { <p class="said">{words::children(lang)}</p> });
    view! {
        <dl class="facts card">
            {time::fact(words::when(lang), (shift.starts, shift.ends), lang, now)}
            <div><dt>{words::place(lang)}</dt><dd>{venue.name.clone()}{place}</dd></div>
            {fact(words::what(lang), shift.about.clone())}
            {fact(words::people(lang), words::manned(lang, shift))}
            {fact(words::needs(lang), words::skills(lang, &shift.skills))}
        </dl>
        {children}
    }
    .into_any()
}
