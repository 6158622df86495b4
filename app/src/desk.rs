//! 工作台: the pages of those who run something: an organization's leaders, the cook, the committee's staff.
//!
//! They stand beside the residents' pages, in a wasm of their own, and know the community through the same front
//! door, [`crate::sync`]. Each page lets in whom the rules let in ([`door`]) and tells the others whose it is. What
//! is typed lives in signals that outlast every redrawing, and every command ends in one of three sentences beside
//! its form ([`sending`]). A no that comes later, from the server, stands at the head of every page until somebody
//! has read it ([`refused`]).
//!
//! The frame around all pages draws `<main>` and the skip link; the desk only adds its own bar.

mod activity;
mod adding;
mod agreeing;
mod aid;
mod along;
mod approval;
mod attendance;
mod authenticator;
mod began;
mod booking;
mod call_form;
mod call_off;
mod callers;
mod calls;
#[cfg(feature = "hydrate")]
mod camera;
mod cards;
mod certificates;
mod closing;
mod correcting;
mod counter;
mod date;
mod dates;
#[cfg(feature = "hydrate")]
mod decoder;
mod deeds;
mod dish;
mod door;
mod drafts;
mod entrust;
mod entry;
mod errands;
mod excuse;
mod factors;
mod from_here;
mod guests;
mod home;
mod hours;
mod houses;
mod intake;
mod key;
mod kitchen;
mod lease;
mod leaving;
mod leftovers;
mod lock;
mod log;
mod long;
mod looking;
mod members;
mod menu;
mod merge;
mod merging;
mod month;
mod nav;
mod newcomers;
mod own_password;
mod panels;
pub(crate) mod paper;
mod passkeys;
mod past;
mod phones;
mod picture;
mod pictures;
mod plan;
mod post;
mod posted;
mod poster;
mod publishing;
mod purse;
mod qualification;
mod reach;
mod reached;
mod refused;
mod register;
mod repeat;
mod report;
mod reports;
mod residents;
mod reversal;
mod roster;
mod scan;
mod scheduled;
mod sending;
mod served;
mod sheets;
mod shift;
mod shift_form;
mod shift_texts;
mod shifts;
mod signups;
mod staying;
mod steps;
mod stints;
mod stopped;
mod substitutes;
mod table;
mod takeout;
mod tally;
mod tastes;
mod thanks;
mod till;
mod turnout;
mod unsigned;
mod visits;
mod waits;
mod week;
mod windows;
mod worded;

use crate::routes::DeskRoute;
use leptos::prelude::*;

/// A page of the desk, with the desk's own frame around it.
pub fn page(route: DeskRoute) -> AnyView {
    let content = match route {
        DeskRoute::Home => home::page(),
        DeskRoute::Dates => dates::page(),
        DeskRoute::Date(id) => date::page(id),
        DeskRoute::Post(like) => post::page(like),
        DeskRoute::Activity(id) => activity::page(id),
        DeskRoute::Poster(id) => poster::page(id),
        DeskRoute::Month => month::page(),
        DeskRoute::Shifts => shifts::page(),
        DeskRoute::Shift(id) => shift::page(id),
        DeskRoute::Members => members::page(),
        DeskRoute::Calls => calls::page(),
        DeskRoute::Reach => reach::page(),
        DeskRoute::Kitchen => kitchen::page(),
        DeskRoute::Menu => menu::page(),
        DeskRoute::Sheets => sheets::page(),
        DeskRoute::Visits => visits::page(),
        DeskRoute::Reports => reports::page(),
        DeskRoute::Report(id) => report::page(id),
        DeskRoute::Residents => residents::page(),
    };
    view! {
        <div class="desk">
            {nav::nav(route)}
            <div class="desk-main">
                {staying::staying()}
                {refused::refused()}
                {content}
            </div>
        </div>
    }
    .into_any()
}
