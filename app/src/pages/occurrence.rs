//! One date of an activity: what, when, where, who goes, and signing up.
//!
//! The upper part is public and drawn by the server. Who of my family goes and the form below it are drawn by the phone
//! once it has read its store; what was chosen in the form survives every change of the rows.

mod form;
mod party;
mod thanks;

use crate::cell::Memo;
use crate::components::aloud::aloud;
use crate::components::arrival::Arrival;
use crate::components::empty::empty;
use crate::components::icon::{Icon, icon};
use crate::components::lamp::{large_portrait, portrait};
use crate::components::notice::{Tone, notice};
use crate::components::page_head::{back_head, back_link};
use crate::components::picture;
use crate::components::section::section_head;
use crate::components::share::share;
use crate::components::skeleton::skeleton;
use crate::components::sync::chip;
use crate::components::time;
use crate::look::{Lang, lang};
use crate::routes::Route;
use crate::sync::{ACCOUNTS, sync};
use crate::words::{activity as words, arrival as arrival_words, canteen::price, common, series, windows};
use domain::id::OccurrenceId;
use domain::occurrence::Occurrence;
use domain::organization::Organization;
use domain::presence::Venture;
use domain::signup::SignupState;
use domain::views::listed::{Listed, asked, collected, listed};
use domain::when::Moment;
use leptos::prelude::*;

/// The page of one date.
pub fn page(id: OccurrenceId) -> AnyView {
    let sync = sync();
    let date = Memo::new(move || listed(&sync.view(), id.0));
    let form = form::Form::new(id);
    let arrival = Arrival::new(Venture::Occurrence(id));
    let body = move || match date.get() {
        Some(date) => draw(date, form, arrival, lang(), sync.now()),
        None => missing(lang()),
    };
    body.into_any()
}

/// A row that is not here may be on its way; only after a pull is it known to be gone.
fn missing(lang: Lang) -> AnyView {
    let body = if sync().status().settled() {
        let all = Some((Route::Activities, words::see_all(lang).into()));
        empty(words::gone(lang).into(), words::gone_text(lang).into(), all)
    } else {
        skeleton(4)
    };
    view! { {back_head(Route::Activities, String::new(), common::activities(lang).into())}{body} }.into_any()
}

fn draw(date: Listed, form: form::Form, arrival: Arrival, lang: Lang, now: Moment) -> AnyView {
    let about = (!date.activity.about.is_empty()).then(|| view! { <p>{date.activity.about.clone()}</p> }.into_any());
    view! {
        {head(&date, lang)}
        {date.activity.picture.map(|id| picture::wide(id, date.activity.title.clone()))}
        {standing(&date, lang, now)}
        {thanks::pictures(&date, lang)}
        <div class="columns">
            <div class="column">
                {aloud(lang)}
                <section class="stack" data-said="">{about}{facts(&date, lang, now)}</section>
                {thanks::before(&date, lang, now)}
            </div>
            <div class="column">
                {party::party(&date, form, lang, now)}
                {tickets(&date, arrival, lang, now)}
                {collectors(&date, lang)}
                {organizer(&date.organization, lang)}
                {share(lang)}
            </div>
        </div>
    }
    .into_any()
}

/// The codes of my family's places.
fn tickets(date: &Listed, arrival: Arrival, lang: Lang, now: Moment) -> AnyView {
    if !ACCOUNTS {
        return ().into_any();
    }
    let seated = date.signups.iter().filter(|signup| signup.state == SignupState::Confirmed && !date.pending);
    let tickets: Vec<_> = seated.map(|signup| (signup.id.0, signup.party.clone())).collect();
    arrival.section(&tickets, (date.occurrence.starts, date.occurrence.ends), lang, now)
}

/// From a children's date a child goes only with whom its guardian has named, and an older one has agreed to.
fn collectors(date: &Listed, lang: Lang) -> Option<AnyView> {
    if !ACCOUNTS {
        return None;
    }
    let (view, today) = (sync().view(), untrack(|| sync().now()).day());
    let some = !collected(&view, date).is_empty() || asked(&view, date, today);
    let href = Route::Collectors(date.occurrence.id).href();
    some.then(|| {
        view! { <a class="button is-wide is-quiet" href=href>{arrival_words::collectors(lang)}</a> }.into_any()
    })
}

fn head(date: &Listed, lang: Lang) -> AnyView {
    let synthetic = date.activity.synthetic.then(|| format!(" · {}", common::synthetic(lang)));
    view! {
        <div class="row is-apart">{back_link(Route::Activities)}{chip()}</div>
        <header class="page-head">
            <div>
                <p class="page-head-line">{date.organization.name.clone()}{synthetic}</p>
                <h1>{date.activity.title.clone()}</h1>
            </div>
            {large_portrait(&date.organization)}
        </header>
    }
    .into_any()
}

/// Why one cannot sign up for it any more, if so; and what the team thanks people for, when it is over.
fn standing(date: &Listed, lang: Lang, now: Moment) -> AnyView {
    let occurrence = &date.occurrence;
    let (tone, sentence) = match &occurrence.cancelled {
        Some(reason) => (Tone::Error, words::called_off_because(lang, reason)),
        None if occurrence.ends <= now => (Tone::Plain, words::past(lang).to_string()),
        None if occurrence.starts <= now => (Tone::Plain, words::running(lang).to_string()),
        None => return ().into_any(),
    };
    notice(tone, view! { <p>{sentence}</p>{thanks::own(date, lang)} }.into_any())
}

fn facts(date: &Listed, lang: Lang, now: Moment) -> AnyView {
    let (activity, occurrence, venue) = (&date.activity, &date.occurrence, &date.venue);
    let or_nothing = |bring: &str| if bring.is_empty() { words::bring_nothing(lang).into() } else { bring.to_string() };
    let cost = if activity.price_fen == 0 { common::free(lang).into() } else { price(lang, activity.price_fen) };
    let places = if occurrence.cancelled.is_none() { words::capacity(lang, occurrence) } else { String::new() };
    let coming = occurrence.cancelled.is_none() && occurrence.starts > now;
    let times = if coming { windows::said(lang, occurrence, now) } else { String::new() };
    let needs_yes = if occurrence.approval { words::needs_yes(lang).to_owned() } else { String::new() };
    let repeats = series::rule_and_time(lang, activity, occurrence).unwrap_or_default();
    let place = (!venue.place.is_empty()).then(|| view! { <small>{venue.place.clone()}</small> }.into_any());
    view! {
        <dl class="facts card">
            {time::fact(words::when(lang), (occurrence.starts, occurrence.ends), lang, now)}
            {fact(series::repeats(lang), repeats)}
            <div><dt>{words::place(lang)}</dt><dd>{venue.name.clone()}{place}</dd></div>
            {fact(words::this_time(lang), occurrence.note.clone())}
            {fact(words::bring(lang), or_nothing(&activity.bring))}
            {fact(words::price(lang), cost)}
            {fact(words::places(lang), places)}
            {fact(words::sign_up(lang), needs_yes)}
            {lottery(occurrence, lang, now)}
            {fact(windows::times(lang), times)}
            {fact(words::audience(lang), activity.audience.clone())}
            {fact(words::contact(lang), activity.contact.clone())}
        </dl>
    }
    .into_any()
}

/// Until when one can enter, or the way to how it was drawn.
fn lottery(date: &Occurrence, lang: Lang, now: Moment) -> AnyView {
    match &date.lottery {
        Some(lottery) if lottery.drawn.is_some() => {
            let how = format!("/api/lottery/{}", date.id);
            let how = view! { <a href=how target="_blank">{words::how_drawn(lang)}</a> };
            view! { <div><dt>{words::lottery(lang)}</dt><dd>{how}</dd></div> }.into_any()
        }
        Some(lottery) if date.cancelled.is_none() => {
            fact(words::lottery(lang), words::entries_until(lang, lottery.closes, lottery.entered, now))
        }
        _ => ().into_any(),
    }
}

fn fact(name: &'static str, value: String) -> AnyView {
    (!value.is_empty()).then(|| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any()).into_any()
}

fn organizer(organization: &Organization, lang: Lang) -> AnyView {
    view! {
        <section class="stack">
            {section_head(words::run_by(lang).into(), None)}
            <a class="item" href=Route::Organization(organization.id).href()>
                {portrait(organization)}
                <span class="item-text">
                    <b>{organization.name.clone()}</b>
                    <small>{organization.purpose.clone()}</small>
                </span>
                <span class="item-end">{icon(Icon::Chevron)}</span>
            </a>
        </section>
    }
    .into_any()
}
