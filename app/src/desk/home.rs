//! The first page of the desk: for leaders their day and what waits for them, what this person can do here, and for staff the lock.

use super::calls::allied;
use super::door::{behind, cooks, looks_after, organizes, works_here};
use super::lock::Lock;
use super::nav::{lunches_to_hand_out, not_reached, open_reports, open_visits};
use super::waits::Waits;
use crate::cell::Memo;
use crate::components::empty::empty;
use crate::components::icon::{Icon, icon};
use crate::components::page_head::page_head;
use crate::look::{Lang, lang};
use crate::routes::{DeskRoute, Route};
use crate::sync::{Sync, sync};
use crate::words::{common, desk as words};
use leptos::prelude::*;

/// The page.
pub fn page() -> AnyView {
    let (lang, sync) = (lang(), sync());
    let (lock, waits) = (Lock::new(), Waits::new());
    // Drawn again only when there is something else to see: whoever stands on one with the keyboard stays there.
    let tiles = Memo::new(move || tiles(lang, sync, waits));
    let inside = move || {
        view! {
            {waits.sections()}
            {move || places(lang, &tiles.get(), lock)}
            {lock.section()}
            {lock.own_factors()}
        }
        .into_any()
    };
    view! {
        {page_head(common::community(lang).into(), common::desk(lang).into())}
        {behind(|_| true, words::not_for_you, inside)}
    }
    .into_any()
}

/// Where a tile leads, its drawing, its name, and how much waits there.
type Tile = (DeskRoute, Icon, &'static str, Option<String>);

/// What this person can do here, or none where it is not known yet who they are. Tracked.
fn tiles(lang: Lang, sync: Sync, waits: Waits) -> Option<Vec<Tile>> {
    let view = sync.view();
    let me = view.me()?;
    let mut tiles = Vec::new();
    if organizes(me) {
        tiles.push((DeskRoute::Post(None), Icon::Plus, words::post::post(lang), None));
        let [on_dates, on_shifts] = waits.counts().map(|count| words::waits::behind(lang, count));
        tiles.push((DeskRoute::Dates, Icon::Activities, words::dates(lang), on_dates));
        tiles.push((DeskRoute::Shifts, Icon::Hand, words::shifts(lang), on_shifts));
    }
    if allied(&view, me) {
        tiles.push((DeskRoute::Calls, Icon::Organizations, words::calls(lang), None));
    }
    if cooks(me) {
        let waiting = lunches_to_hand_out(&view, sync.now().day());
        tiles.push((DeskRoute::Kitchen, Icon::Canteen, words::kitchen(lang), Some(words::meals(lang, waiting))));
    }
    if looks_after(me) {
        let waiting = words::visits::waiting(lang, open_visits(&view));
        tiles.push((DeskRoute::Visits, Icon::Me, words::visits::title(lang), Some(waiting)));
    }
    if works_here(me) {
        let open = words::open_reports(lang, open_reports(&view));
        tiles.push((DeskRoute::Reports, Icon::Needs, words::reports(lang), Some(open)));
        let waiting = words::not_reached(lang, not_reached(&view));
        tiles.push((DeskRoute::Reach, Icon::Phone, words::reach(lang), Some(waiting)));
        tiles.push((DeskRoute::Residents, Icon::People, words::residents_long(lang), None));
    }
    Some(tiles)
}

fn places(lang: Lang, tiles: &Option<Vec<Tile>>, lock: Lock) -> AnyView {
    let Some(tiles) = tiles else { return ().into_any() };
    if tiles.is_empty() {
        let nobody =
            lock.not_staff().then(|| empty(words::not_for_you(lang).into(), words::whose_home(lang).into(), None));
        return nobody.into_any();
    }
    view! { <nav class="tiles" aria-label=words::what_i_do(lang)>{tiles.iter().map(tile).collect_view()}</nav> }
        .into_any()
}

fn tile((to, sign, name, note): &Tile) -> AnyView {
    let note = note.clone().map(|note| view! { <small>{note}</small> });
    view! { <a class="tile" href=Route::Desk(*to).href()>{icon(*sign)}{*name}{note}</a> }.into_any()
}
