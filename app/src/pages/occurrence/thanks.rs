//! What the team thanks people for: of this date when it is over, with pictures, and of the last ones of the activity, which few
//! would look up.

use crate::components::picture;
use crate::components::section::section_head;
use crate::look::Lang;
use crate::routes::Route;
use crate::sync::sync;
use crate::words::{report::photo, thanks as words, when};
use domain::id::PhotoId;
use domain::occurrence::Occurrence;
use domain::views::listed::{Listed, thanked};
use domain::when::Moment;
use leptos::prelude::*;

/// The line of this date, if there is one.
pub(super) fn own(date: &Listed, lang: Lang) -> Option<AnyView> {
    let said = &date.occurrence.thanks;
    (!said.is_empty())
        .then(|| view! { <p class="strong">{words::said_by(lang, &date.organization.name, said)}</p> }.into_any())
}

/// The pictures below it; each opens in its full size.
pub(super) fn pictures(date: &Listed, lang: Lang) -> Option<AnyView> {
    let one = |(at, id): (usize, &PhotoId)| {
        let says = format!("{} · {}", date.activity.title, photo(lang, at + 1));
        view! {
            <li class="photo">
                <a href=picture::address(*id, "") target="_blank">{picture::square(*id, says)}</a>
            </li>
        }
        .into_any()
    };
    let all: Vec<AnyView> = date.occurrence.pictures.iter().enumerate().map(one).collect();
    (!all.is_empty()).then(|| view! { <ul class="photos">{all}</ul> }.into_any())
}

/// The lines of the last dates.
pub(super) fn before(date: &Listed, lang: Lang, now: Moment) -> Option<AnyView> {
    let item = |date: &Occurrence| {
        let day = when::day(lang, date.starts.day(), now.day());
        view! {
            <li>
                <a class="item" href=Route::Occurrence(date.id).href()>
                    {date.pictures.first().map(|id| picture::beside(*id))}
                    <span class="item-text"><b>{date.thanks.clone()}</b><small>{day}</small></span>
                </a>
            </li>
        }
        .into_any()
    };
    let items: Vec<AnyView> = thanked(&sync().view(), &date.occurrence).iter().map(item).collect();
    (!items.is_empty()).then(|| {
        view! {
            <section class="stack">
                {section_head(words::before(lang).into(), None)}
                <ul class="list is-tight">{items}</ul>
            </section>
        }
        .into_any()
    })
}
