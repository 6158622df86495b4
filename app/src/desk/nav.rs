//! The way between the desk's pages, and back to the residents' pages. Only the pages a person may use are offered,
//! each with the number of things that wait there.

use super::calls::allied;
use super::door::{cooks, looks_after, organizes, works_here};
use super::waits::counted;
use crate::cell::Memo;
use crate::components::icon::{Icon, icon};
use crate::components::lamp::lamp;
use crate::look::{Lang, lang};
use crate::routes::{DeskRoute, Route};
use crate::sync::{Sync, sync};
use crate::words::desk as words;
use domain::order::{Order, OrderState};
use domain::replica::Replica;
use domain::report::Report;
use domain::unreached::Unreached;
use domain::visit::Visit;
use domain::when::Day;
use leptos::prelude::*;
use uuid::Uuid;

/// The bar at the top of a phone, the rail at the left of a wide screen.
pub fn nav(route: DeskRoute) -> AnyView {
    let (lang, sync) = (lang(), sync());
    let (here, waiting) = (part(route), counted(sync));
    view! {
        <nav class="desk-nav" aria-label=words::pages(lang)>
            <p class="desk-brand">{lamp(Uuid::nil(), 3, 32)}{words::brand(lang)}</p>
            {link(DeskRoute::Home, here, Icon::Today, words::home(lang), 0)}
            {move || own_links(lang, sync, here, waiting)}
            <a href=Route::Today.href() rel="external">{icon(Icon::Back)}<span>{words::to_app(lang)}</span></a>
        </nav>
    }
    .into_any()
}

fn own_links(lang: Lang, sync: Sync, here: DeskRoute, waiting: Memo<[u32; 2]>) -> AnyView {
    let view = sync.view();
    let today = sync.now().day();
    let Some(me) = view.me().filter(|_| sync.status().ready) else { return ().into_any() };
    let [on_dates, on_shifts] = waiting.get().map(|count| count as usize);
    let dates = organizes(me).then(|| link(DeskRoute::Dates, here, Icon::Activities, words::dates(lang), on_dates));
    let shifts = organizes(me).then(|| link(DeskRoute::Shifts, here, Icon::Hand, words::shifts(lang), on_shifts));
    let calls = allied(&view, me).then(|| link(DeskRoute::Calls, here, Icon::Organizations, words::calls(lang), 0));
    let kitchen = cooks(me).then(|| {
        link(DeskRoute::Kitchen, here, Icon::Canteen, words::kitchen(lang), lunches_to_hand_out(&view, today))
    });
    let visits = looks_after(me)
        .then(|| link(DeskRoute::Visits, here, Icon::Me, words::visits::title(lang), open_visits(&view)));
    let desk = works_here(me).then(|| {
        view! {
            {link(DeskRoute::Reports, here, Icon::Needs, words::reports(lang), open_reports(&view))}
            {link(DeskRoute::Reach, here, Icon::Phone, words::reach(lang), not_reached(&view))}
            {link(DeskRoute::Residents, here, Icon::People, words::residents(lang), 0)}
        }
    });
    view! { {dates}{shifts}{calls}{kitchen}{visits}{desk} }.into_any()
}

fn link(to: DeskRoute, here: DeskRoute, sign: Icon, name: &'static str, waiting: usize) -> AnyView {
    let current = (to == here).then_some("page");
    let count = (waiting > 0).then(|| view! { <em>{waiting}</em> });
    view! { <a href=Route::Desk(to).href() aria-current=current>{icon(sign)}<span>{name}</span>{count}</a> }.into_any()
}

/// The page of the bar that a page belongs to.
fn part(route: DeskRoute) -> DeskRoute {
    match route {
        DeskRoute::Date(_) | DeskRoute::Month | DeskRoute::Post(_) | DeskRoute::Activity(_) | DeskRoute::Poster(_) => {
            DeskRoute::Dates
        }
        DeskRoute::Shift(_) | DeskRoute::Members => DeskRoute::Shifts,
        DeskRoute::Report(_) => DeskRoute::Reports,
        DeskRoute::Menu | DeskRoute::Sheets => DeskRoute::Kitchen,
        other => other,
    }
}

/// How many reports still want something done.
pub fn open_reports(view: &Replica) -> usize {
    view.all::<Report>().filter(|report| report.state.open()).count()
}

/// How many people have to be called.
pub fn not_reached(view: &Replica) -> usize {
    view.all::<Unreached>().filter(|row| row.told.is_none()).count()
}

/// How many elders wait to be looked after by those who were asked on this phone.
pub fn open_visits(view: &Replica) -> usize {
    view.all::<Visit>().filter(|visit| !visit.settled).count()
}

/// How many lunches of a day have not been fetched.
pub fn lunches_to_hand_out(view: &Replica, day: Day) -> usize {
    view.all::<Order>().filter(|order| order.day == day && order.state == OrderState::Booked).count()
}
