//! Every page, one file each. Pages do not know each other: they meet in [`page`], which gives
//! each its column; a page returns only what stands in it.

use crate::components::help_line::help_line;
use crate::routes::{DeskRoute, Route};
use leptos::prelude::*;

pub mod about;
pub mod activities;
pub mod canteen;
pub mod devices;
pub mod me;
pub mod needs;
pub mod new_report;
pub mod not_found;
pub mod occurrence;
pub mod organization;
pub mod organizations;
pub mod outbox;
pub mod projects;
pub mod report;
#[cfg(feature = "desk")]
pub mod service;
#[cfg(feature = "desk")]
pub mod shift;
#[cfg(feature = "desk")]
pub mod shifts;
pub mod sign_in;
pub mod today;

/// The page behind an address, in its column, with the help line at its foot: the same place on every page.
pub fn page(route: Route) -> AnyView {
    if let Route::Desk(route) = route {
        return desk(route);
    }
    view! { <div class=column(route)>{content(route)}</div>{help_line()} }.into_any()
}

/// Forms and texts keep to a narrow column on a wide screen.
fn column(route: Route) -> &'static str {
    match route {
        Route::NewReport
        | Route::Report(_)
        | Route::Devices
        | Route::Outbox
        | Route::Service
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
        Route::NewReport => new_report::page(),
        Route::Report(id) => report::page(id),
        Route::Me => me::page(),
        Route::Devices => devices::page(),
        Route::Outbox => outbox::page(),
        #[cfg(feature = "desk")]
        Route::Shifts => shifts::page(),
        #[cfg(feature = "desk")]
        Route::Shift(id) => shift::page(id),
        #[cfg(feature = "desk")]
        Route::Service => service::page(),
        #[cfg(not(feature = "desk"))]
        Route::Shifts | Route::Shift(_) | Route::Service => elsewhere(),
        Route::SignIn => sign_in::page(),
        Route::About => about::page(),
        Route::Desk(route) => desk(route),
        Route::NotFound => not_found::page(),
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
