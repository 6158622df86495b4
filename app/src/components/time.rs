//! A time as people say it, and its exact figures for whatever else reads the page.

use crate::look::Lang;
use crate::words::when;
use domain::when::Moment;
use leptos::prelude::*;

/// From when until when something is, for a card.
pub fn span(lang: Lang, starts: Moment, ends: Moment, now: Moment) -> AnyView {
    let exact = format!("{}T{}+08:00", starts.day(), starts.clock());
    view! { <time datetime=exact>{when::span(lang, starts, ends, now)}</time> }.into_any()
}

/// The same as a line of a list of facts, with the date in full where the words alone leave it to be counted.
pub fn fact(name: &'static str, (starts, ends): (Moment, Moment), lang: Lang, now: Moment) -> AnyView {
    let told = when::span(lang, starts, ends, now).contains(&when::date(lang, starts.day(), now.day()));
    let date = (!told).then(|| view! { <small>{when::full_date(lang, starts.day())}</small> });
    view! { <div><dt>{name}</dt><dd>{span(lang, starts, ends, now)}{date}</dd></div> }.into_any()
}
