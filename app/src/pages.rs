//! Every page, one file each. Pages do not know each other: they meet in [`page`], which gives
//! each its column; a page returns only what stands in it.

use crate::components::help_line::help_line;
use crate::routes::{DeskRoute, Route};
use leptos::prelude::*;

pub mod about;
pub mod activities;
#[cfg(feature = "desk")]
pub mod aid;
#[cfg(feature = "desk")]
pub mod calendar;
#[cfg(feature = "desk")]
pub mod calls;
pub mod canteen;
#[cfg(feature = "desk")]
pub mod certificate;
#[cfg(feature = "desk")]
pub mod collectors;
#[cfg(feature = "desk")]
pub mod devices;
#[cfg(feature = "desk")]
pub mod find;
#[cfg(feature = "desk")]
pub mod helpers;
pub mod me;
#[cfg(feature = "desk")]
pub mod meals;
pub mod needs;
#[cfg(feature = "desk")]
pub mod new_report;
pub mod not_found;
#[cfg(feature = "desk")]
pub mod notices;
pub mod occurrence;
pub mod organization;
pub mod organizations;
#[cfg(feature = "desk")]
pub mod outbox;
#[cfg(feature = "desk")]
pub mod own_skills;
pub mod projects;
#[cfg(feature = "desk")]
pub mod regular;
pub mod report;
#[cfg(feature = "desk")]
pub mod service;
#[cfg(feature = "desk")]
pub mod shift;
#[cfg(feature = "desk")]
pub mod shifts;
#[cfg(feature = "desk")]
pub mod sign_in;
#[cfg(feature = "desk")]
pub mod skills;
#[cfg(feature = "desk")]
pub mod statement;
pub mod today;

/// The page behind an address, in its column, with the help line at its foot: the same place on every page.
pub fn page(route: Route) -> AnyView {
    let page = match route {
        // The desk has a frame of its own; help stands at its foot all the same.
        Route::Desk(route) => desk(route),
        _ => view! { <div class=column(route)>{content(route)}</div> }.into_any(),
    };
    view! { {page}{help_line()} }.into_any()
}

/// Forms and texts keep to a narrow column on a wide screen.
fn column(route: Route) -> &'static str {
    match route {
        Route::NewReport
        | Route::Report(_)
        | Route::Regular
        | Route::Devices
        | Route::Helpers
        | Route::Aid
        | Route::Calendar
        | Route::Collectors(_)
        | Route::Money
        | Route::Me
        | Route::Outbox
        | Route::Notices
        | Route::Service
        | Route::Calls
        | Route::Search
        | Route::Skills
        | Route::OwnSkills
        | Route::Meals
        | Route::SignIn
        | Route::About
        | Route::NotFound => "page is-narrow",
        _ => "page",
    }
}

fn content(route: Route) -> AnyView {
    match route {
        Route::Today => today::page(),
        Route::Organizations => organizations::page(),
        Route::Organization(id) => organization::page(id),
        Route::Projects => projects::page(),
        Route::Activities => activities::page(),
        Route::Occurrence(id) => occurrence::page(id),
        Route::Canteen => canteen::page(),
        Route::Needs => needs::page(),
        Route::Report(id) => report::page(id),
        Route::Me => me::page(),
        Route::About => about::page(),
        Route::NotFound => not_found::page(),
        #[cfg(feature = "desk")]
        other => larger(other),
        #[cfg(not(feature = "desk"))]
        _ => elsewhere(),
    }
}

/// What only the larger program has.
#[cfg(feature = "desk")]
fn larger(route: Route) -> AnyView {
    match route {
        Route::Search => find::page(),
        Route::SignIn => sign_in::page(),
        Route::NewReport => new_report::page(),
        Route::Regular => regular::page(),
        Route::Devices => devices::page(),
        Route::Helpers => helpers::page(),
        Route::Aid => aid::page(),
        Route::Calendar => calendar::page(),
        Route::Notices => notices::page(),
        Route::Money => statement::page(),
        Route::Outbox => outbox::page(),
        Route::Shifts => shifts::page(),
        Route::Shift(id) => shift::page(id),
        Route::Service => service::page(),
        Route::Certificate(id) => certificate::page(id),
        Route::Calls => calls::page(),
        Route::Skills => skills::page(),
        Route::OwnSkills => own_skills::page(),
        Route::Meals => meals::page(),
        Route::Collectors(id) => collectors::page(id),
        Route::Desk(route) => desk(route),
        _ => not_found::page(),
    }
}

/// A page of the desk.
fn desk(route: DeskRoute) -> AnyView {
    #[cfg(feature = "desk")]
    return crate::desk::page(route);
    #[cfg(not(feature = "desk"))]
    {
        let _ = route;
        elsewhere()
    }
}

/// The page is in the other program, which this phone has not got yet and cannot fetch now.
#[cfg(not(feature = "desk"))]
fn elsewhere() -> AnyView {
    use crate::look::lang;
    use crate::words::common;
    let home = Some((Route::Today, common::go_home(lang()).into()));
    crate::components::empty::empty(common::once_online(lang()).into(), common::once_online_text(lang()).into(), home)
}
