//! The document around the app: drawn by the server, and the empty form of it that the service worker keeps for
//! when there is no network.

mod checked;
mod slice;

use crate::cell::RwSignal;
use crate::frame::{Opening, body, provide};
use crate::look::{Lang, Look};
use crate::routes::{DeskRoute, Route};
use crate::words::{about, common, me, report, shift};
use domain::read::Read;
use domain::when::Moment;
use domain::wire::Feed;
use leptos::prelude::*;
use serde::Serialize;

pub use checked::{Checked, certificate_document};
pub use slice::slice;

/// What the page carries for the phone to begin with: the same rows and the same moment that the server drew from.
#[derive(Clone, Debug, Default, Serialize, Read)]
pub struct Seed {
    /// The moment.
    pub now: Moment,
    /// The rows.
    pub rows: Vec<Feed>,
}

/// The files of this release.
#[derive(Clone, Debug)]
pub struct Assets {
    /// `/p/<release>`: everything below it may be cached for ever.
    pub base: String,
}

/// The title of a page, for the browser's tab and for search engines.
pub fn title(opening: &Opening) -> String {
    let lang = opening.look.lang;
    let name = common::community(lang);
    let rows = &opening.rows;
    let page = match opening.route {
        Route::Today => return name.into(),
        Route::Organizations => common::organizations(lang).into(),
        Route::Organization(id) => {
            rows.get::<domain::organization::Organization>(id.0).map(|row| row.name.clone()).unwrap_or_default()
        }
        Route::Projects => common::projects(lang).into(),
        Route::Search => common::search(lang).into(),
        Route::Activities => common::activities(lang).into(),
        Route::Occurrence(id) => {
            domain::views::listed::listed(rows, id.0).map(|date| date.activity.title).unwrap_or_default()
        }
        Route::Canteen => common::canteen(lang).into(),
        #[cfg(feature = "desk")]
        Route::Regular => crate::words::regular::title(lang).into(),
        #[cfg(not(feature = "desk"))]
        Route::Regular => common::canteen(lang).into(),
        Route::Needs => common::needs(lang).into(),
        Route::Report(id) => {
            let row = rows.get::<domain::report::PublicReport>(id.0);
            let need = row.and_then(|row| rows.get::<domain::need::Need>(row.need?.0));
            report::name_of(lang, need, row.map_or("", |row| &row.words))
        }
        Route::NewReport => report::form_title(lang).into(),
        Route::SignIn => common::sign_in(lang).into(),
        #[cfg(feature = "desk")]
        Route::Desk(page) => crate::words::desk::page(lang, page).into(),
        #[cfg(not(feature = "desk"))]
        Route::Desk(_) => common::desk(lang).into(),
        Route::NotFound => common::not_found(lang).into(),
        Route::Me => common::me(lang).into(),
        Route::Devices => me::devices(lang).into(),
        Route::Helpers => crate::words::mandate::title(lang).into(),
        Route::Aid => crate::words::aid::title(lang).into(),
        Route::Calendar => crate::words::calendar::title(lang).into(),
        Route::Collectors(_) => crate::words::arrival::collectors(lang).into(),
        Route::Money => me::money(lang).into(),
        Route::Outbox => me::outbox(lang).into(),
        Route::Notices => crate::words::notice::title(lang).into(),
        Route::Shifts => shift::title(lang).into(),
        Route::Shift(id) => rows.get::<domain::shift::Shift>(id.0).map(|row| row.role.clone()).unwrap_or_default(),
        Route::Service => shift::mine(lang).into(),
        Route::Certificate(_) => crate::words::certificate::title(lang).into(),
        #[cfg(feature = "desk")]
        Route::Calls => crate::words::desk::calls(lang).into(),
        #[cfg(feature = "desk")]
        Route::Skills => crate::words::skills::title(lang).into(),
        #[cfg(feature = "desk")]
        Route::OwnSkills => crate::words::skills::mine(lang).into(),
        #[cfg(feature = "desk")]
        Route::Meals => crate::words::meals::title(lang).into(),
        #[cfg(not(feature = "desk"))]
        Route::Calls | Route::Skills | Route::OwnSkills | Route::Meals => common::me(lang).into(),
        Route::About => about::title(lang).into(),
    };
    titled(lang, opening.route, page)
}

/// A page's own name with where it is: "食堂 · 西山社区", "居民 · 工作台 · 西山社区".
pub fn titled(lang: Lang, route: Route, page: String) -> String {
    let name = common::community(lang);
    match route {
        Route::Desk(inner) if inner != DeskRoute::Home => format!("{page} · {} · {name}", common::desk(lang)),
        _ => format!("{page} · {name}"),
    }
}

/// The whole document, with the page drawn in it.
pub fn document(opening: Opening, assets: &Assets) -> AnyView {
    provide(&opening);
    let seed = Seed { now: opening.now, rows: opening.rows.feed().collect() };
    let seed = serde_json::to_string(&seed).unwrap_or_default().replace('<', "\\u003c");
    let title = title(&opening);
    document_of(opening.look, opening.route, assets, title, Some(seed))
}

/// A colour for the browser's frame. The element knows no question by itself, so that is an attribute of our own.
fn frame_colour((asks, colour): (Option<&'static str>, &'static str)) -> AnyView {
    leptos::html::meta().name("theme-color").content(colour).attr("media", asks).into_any()
}

/// The document without a page: what the phone opens when there is no network.
pub fn empty_document(look: Look, assets: &Assets, desk: bool) -> AnyView {
    let route = if desk { Route::Desk(DeskRoute::Home) } else { Route::Today };
    document_of(look, route, assets, common::community(look.lang).into(), None)
}

fn document_of(look: Look, route: Route, assets: &Assets, title: String, seed: Option<String>) -> AnyView {
    let part = route.part();
    let base = &assets.base;
    let drawn = seed.is_some();
    view! {
        <!DOCTYPE html>
        <html
            lang=look.lang.tag()
            data-view=look.view()
            data-theme=look.theme.name()
            data-text=look.text.to_string()
            data-part=part
            data-base=base.clone()
        >
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <title>{title}</title>
                <meta name="description" content=crate::words::common::description(look.lang) />
                {look.papers().into_iter().map(frame_colour).collect_view()}
                <link rel="stylesheet" href=format!("{base}/style.css") />
                {(part == "desk").then(|| view! { <link rel="stylesheet" href=format!("{base}/desk.css") /> })}
                <link rel="manifest" href="/manifest.webmanifest" />
                <link rel="icon" href="/favicon.svg" r#type="image/svg+xml" />
                <link rel="apple-touch-icon" href="/icons/apple-touch-icon-180.png" />
                <script type="module" src=format!("{base}/boot.js")></script>
            </head>
            <body>
                {drawn.then(|| body(RwSignal::new(true)))}
                {seed.map(|seed| view! { <script type="application/json" id="seed">{seed}</script> })}
            </body>
        </html>
    }
    .into_any()
}
