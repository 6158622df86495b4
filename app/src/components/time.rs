//! A time as people say it, and its exact figures for whatever else reads the page.

use crate::look::Lang;
use crate::words::when;
use domain::venue::Venue;
use domain::when::Moment;
use leptos::prelude::*;

/// From when until when something is, for a card.
pub fn span(lang: Lang, starts: Moment, ends: Moment, now: Moment) -> AnyView {
    let exact = format!("{}T{}+08:00", starts.day(), starts.clock());
    view! { <time datetime=exact>{when::span(lang, starts, ends, now)}</time> }.into_any()
}

/// When and where something is, and `more`, as the second line of a list's item. The points between them are drawn by the style
/// sheet: where a part begins a new line, there is none.
pub fn and_place(
    lang: Lang,
    (starts, ends): (Moment, Moment),
    venue: &Venue,
    more: Option<AnyView>,
    now: Moment,
) -> AnyView {
    let time = span(lang, starts, ends, now);
    view! { <small class="item-parts">{time}" "<span>{venue.name.clone()}</span>{more}</small> }.into_any()
}

/// The same below the name of the day.
pub fn clocks_and_place(lang: Lang, (starts, ends): (Moment, Moment), venue: &Venue) -> AnyView {
    let exact = format!("{}T{}+08:00", starts.day(), starts.clock());
    let time = when::clocks(lang, starts.clock(), ends.clock());
    view! { <small class="item-parts"><time datetime=exact>{time}</time>" "<span>{venue.name.clone()}</span></small> }
        .into_any()
}

/// The same as a line of a list of facts, with the date in full where the words alone leave it to be counted.
pub fn fact(name: &'static str, (starts, ends): (Moment, Moment), lang: Lang, now: Moment) -> AnyView {
    let told = when::span(lang, starts, ends, now).contains(&when::date(lang, starts.day(), now.day()));
    let date = (!told).then(|| view! { <small>{when::full_date(lang, starts.day())}</small> });
    view! { <div><dt>{name}</dt><dd>{span(lang, starts, ends, now)}{date}</dd></div> }.into_any()
}
