//! 今天: my next thing, my shifts of today and tomorrow, the next lunch, what is on, and the way to the teams and projects.
//!
//! The server does not know whose phone it is, so it draws the visitor's page; the phone puts the person's own
//! things into the same places once it has read its store, and nothing jumps. The elder view is the same page with
//! the next thing and six tiles, and nothing else.

mod hero;
mod lunch;

use crate::cell::Memo;
use crate::components::elder_view;
use crate::components::help_line::call;
use crate::components::icon::{Icon, icon};
use crate::components::item::date_list;
use crate::components::notice::{Tone, notice};
use crate::components::page_head::{page_head_and, search_link};
use crate::components::section::section_head;
use crate::components::shift::shift_list;
use crate::later::below;
use crate::look::{elder, lang};
use crate::routes::Route;
use crate::sync::{ACCOUNTS, sync};
use crate::words::almanac::of_day;
use crate::words::{common, shift, today as words, when};
use domain::almanac::Almanac;
use domain::organization::Organization;
use domain::resident::Me;
use domain::undertaking::Project;
use domain::views::today::{Today, today};
use leptos::prelude::*;

/// How many dates the first page lists before it points to the activities.
const DATES_SHOWN: usize = 5;

/// The first page.
pub fn page() -> AnyView {
    let sync = sync();
    let me = Memo::new(move || if ACCOUNTS && sync.status().ready { sync.view().me().cloned() } else { None });
    let today = Memo::new(move || today(&sync.view(), sync.now()));
    let body = move || {
        if elder() {
            return view! { {hero::hero(me, today)}{shifts(today)}{tiles()} }.into_any();
        }
        view! {
            <div class="columns">
                <div class="column">{hero::hero(me, today)}{shifts(today)}{lunch::lunch(today)}</div>
                <div class="column">{below(move || view! { {on(today)}{around()} }.into_any())}</div>
            </div>
        }
        .into_any()
    };
    view! { {head(me)}{elder_view::question()}{parked()}{body} }.into_any()
}

fn head(me: Memo<Option<Me>>) -> AnyView {
    let sync = sync();
    let words = Memo::new(move || {
        let (lang, now) = (lang(), sync.now());
        let title = me.with(|me| {
            me.as_ref().filter(|_| ACCOUNTS).map_or_else(
                || common::community(lang).to_string(),
                |me| words::greeting(lang, now.clock(), me.greeting_name()),
            )
        });
        let view = sync.view();
        let lunar = view.all::<Almanac>().next().and_then(|almanac| of_day(lang, almanac, now.day()));
        let date: Vec<String> = std::iter::once(when::full_date(lang, now.day())).chain(lunar).collect();
        (date.join(" · "), title)
    });
    (move || {
        let (small, title) = words.get();
        page_head_and(search_link("sync page-search"), small, title)
    })
    .into_any()
}

/// What was refused and waits for the person, above everything else.
fn parked() -> AnyView {
    if !ACCOUNTS {
        return ().into_any();
    }
    let sync = sync();
    (move || {
        let count = sync.parked().len();
        let lang = lang();
        (count > 0).then(|| {
            let words = view! {
                <p><b>{words::parked(lang)}</b>{words::failed_count(lang, count)}</p>
                <a class="button is-quiet is-small" href=Route::Outbox.href()>{words::parked_link(lang)}</a>
            };
            notice(Tone::Error, words.into_any())
        })
    })
    .into_any()
}

/// Where I help today and tomorrow. Whoever has promised to come must not miss it, in the elder view neither.
fn shifts(today: Memo<Today>) -> AnyView {
    if !ACCOUNTS {
        return ().into_any();
    }
    let sync = sync();
    (move || {
        let shifts = today.with(|today| today.shifts.clone());
        let lang = lang();
        (!shifts.is_empty()).then(|| {
            let all = Some((Route::Service, shift::mine(lang).into()));
            view! {
                <section class="stack">
                    {section_head(shift::coming_shifts(lang).into(), all)}
                    {shift_list(&shifts, lang, sync.now())}
                </section>
            }
            .into_any()
        })
    })
    .into_any()
}

fn on(today: Memo<Today>) -> AnyView {
    let sync = sync();
    (move || {
        let (lang, now) = (lang(), sync.now());
        let dates = today.with(|today| today.on.clone());
        let Some(first) = dates.first() else {
            let all = Some((Route::Activities, words::all_activities(lang).into()));
            return view! {
                <section class="stack">
                    {section_head(common::activities(lang).into(), all)}
                    <p class="said">{words::nothing_on(lang)}</p>
                </section>
            }
            .into_any();
        };
        let heading = words::on_heading(lang, first.occurrence.starts.day(), now.day());
        let rest = dates.len().saturating_sub(DATES_SHOWN);
        let more = if rest > 0 { words::more_dates(lang, rest) } else { words::all_activities(lang).into() };
        let shown = dates.get(..DATES_SHOWN).unwrap_or(&dates);
        view! {
            <section class="stack">
                {section_head(heading, Some((Route::Activities, more)))}
                {date_list(shown, lang, now)}
            </section>
        }
        .into_any()
    })
    .into_any()
}

/// The way to the teams and projects. They are counted once the phone has them all: the first drawing of a page
/// holds only the rows that it shows.
fn around() -> AnyView {
    let sync = sync();
    let counts = Memo::new(move || {
        let view = sync.view();
        let known = sync.status().synced.is_some();
        known.then(|| (view.all::<Organization>().count(), view.all::<Project>().count()))
    });
    (move || {
        let lang = lang();
        let (teams, projects) = match counts.get() {
            Some((teams, projects)) => (words::teams(lang, teams), words::projects(lang, projects)),
            None => (words::some_teams(lang).into(), words::some_projects(lang).into()),
        };
        view! {
            <section class="stack">
                {section_head(words::around(lang).into(), None)}
                <div class="settings card">
                    {way(Route::Organizations, Icon::Organizations, common::organizations(lang), teams)}
                    {way(Route::Shifts, Icon::Hand, shift::title(lang), shift::hint(lang).into())}
                    {way(Route::Projects, Icon::Projects, common::projects(lang), projects)}
                    {elder_view::entry()}
                </div>
            </section>
        }
        .into_any()
    })
    .into_any()
}

fn way(route: Route, sign: Icon, name: &'static str, line: String) -> AnyView {
    view! {
        <a class="setting" href=route.href()>
            {icon(sign)}
            <span class="setting-name">{name}<small>{line}</small></span>
            {icon(Icon::Chevron)}
        </a>
    }
    .into_any()
}

/// The elder view: at most six things, each a word and a drawing.
fn tiles() -> AnyView {
    let sync = sync();
    let phone = Memo::new(move || sync.view().community().map(|community| call(&community.phone)));
    (move || {
        let lang = lang();
        let tile = |address: String, sign: Icon, word: &'static str| {
            view! { <a class="tile" href=address>{icon(sign)}{word}</a> }.into_any()
        };
        view! {
            <nav class="tiles" aria-label=words::tiles(lang)>
                {tile(Route::Canteen.href(), Icon::Canteen, words::tile_meals(lang))}
                {tile(Route::Activities.href(), Icon::Activities, words::tile_activities(lang))}
                {tile(Route::NewReport.href(), Icon::Needs, words::tile_say(lang))}
                {tile(Route::Organizations.href(), Icon::Organizations, words::tile_teams(lang))}
                {phone.get().map(|address| tile(address, Icon::Phone, words::tile_call(lang)))}
                {tile(Route::Me.href(), Icon::Me, words::tile_me(lang))}
            </nav>
        }
        .into_any()
    })
    .into_any()
}
