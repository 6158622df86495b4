//! A poster for the notice board: what, when, where, and the address as a QR code, on one sheet of A4.

use super::door::{behind, organizes};
use super::paper::print_button;
use crate::cell::Memo;
use crate::components::empty::empty;
use crate::components::icon::{Icon, icon};
use crate::components::page_head::page_head;
use crate::look::{Lang, lang};
use crate::routes::{DeskRoute, Route};
use crate::sync::sync;
use crate::words::canteen::price;
use crate::words::desk::{self, dates, post as words};
use crate::words::{activity as labels, when};
use domain::id::OccurrenceId;
use domain::views::listed::{Listed, listed};
use leptos::prelude::*;

/// The page.
pub fn page(id: OccurrenceId) -> AnyView {
    let (lang, sync) = (lang(), sync());
    let date = Memo::new(move || listed(&sync.view(), id.0));
    let inside = move || {
        let sheet = move || match date.get() {
            Some(date) => sheet(lang, &date),
            None => empty(dates::gone(lang).into(), dates::gone_text(lang).into(), None),
        };
        sheet.into_any()
    };
    view! {
        <div class="stack no-print">
            <a class="back" href=Route::Desk(DeskRoute::Date(id)).href()>{icon(Icon::Back)}{dates::open_date(lang)}</a>
            {page_head(desk::brand(lang).into(), words::poster(lang).into())}
            <div class="actions">{print_button(words::print_poster(lang), "button")}</div>
        </div>
        {behind(organizes, desk::whose_dates, inside)}
    }
    .into_any()
}

fn sheet(lang: Lang, date: &Listed) -> AnyView {
    let (activity, occurrence, venue) = (&date.activity, &date.occurrence, &date.venue);
    let day = when::full_date(lang, occurrence.starts.day());
    let clock = when::range(occurrence.starts, occurrence.ends);
    let place = [venue.name.as_str(), venue.place.as_str()].into_iter().filter(|text| !text.is_empty());
    let place = place.collect::<Vec<_>>().join(" · ");
    let cost = if activity.price_fen == 0 { words::free(lang).into() } else { price(lang, activity.price_fen) };
    let about = (!activity.about.is_empty()).then(|| view! { <p class="poster-about">{activity.about.clone()}</p> });
    view! {
        <article class="poster">
            <p class="poster-team">{date.organization.name.clone()}</p>
            <h2 class="poster-title">{activity.title.clone()}</h2>
            <p class="poster-when"><b>{day}</b><span class="num">{clock}</span></p>
            <p class="poster-place">{place}</p>
            {about}
            <dl class="poster-facts">
                {fact(labels::this_time(lang), &occurrence.note)}
                {fact(labels::audience(lang), &activity.audience)}
                {fact(labels::bring(lang), &activity.bring)}
                {fact(labels::price(lang), &cost)}
                {fact(labels::contact(lang), &activity.contact)}
            </dl>
            <div class="poster-qr">
                <img
                    src=format!("/api/qr/{}", occurrence.id)
                    alt=words::qr_says(lang, &activity.title)
                    width="264"
                    height="264"
                />
                <p>{words::scan(lang)}</p>
            </div>
        </article>
    }
    .into_any()
}

fn fact(name: &'static str, value: &str) -> AnyView {
    let value = value.to_string();
    (!value.is_empty()).then(|| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).into_any()
}
