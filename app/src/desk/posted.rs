//! What a command has posted, where one goes on from it, and what kind it was taken for.

use crate::look::Lang;
use crate::routes::{DeskRoute, Route};
use crate::words::desk::{post as words, scheduled as later_words};
use domain::activity::ActivityKind;
use domain::command::Command;
use domain::id::{ActivityId, OccurrenceId, OrganizationId};
use domain::organization::OrganizationClass;
use domain::scheduled::Content;
use domain::when::Moment;
use leptos::prelude::*;

/// What can be done with an activity that was just posted.
pub fn ways_on(lang: Lang, activity: ActivityId, date: OccurrenceId) -> AnyView {
    view! {
        <a class="button" href=Route::Desk(DeskRoute::Date(date)).href()>{words::open_date(lang)}</a>
        <a class="button is-quiet" href=Route::Desk(DeskRoute::Poster(date)).href()>{words::poster(lang)}</a>
        <a class="button is-quiet" href=Route::Desk(DeskRoute::Post(Some(activity))).href()>{words::like(lang)}</a>
    }
    .into_any()
}

/// Where one sees what waits for its time.
pub fn way_to_list(lang: Lang) -> AnyView {
    view! { <a class="button" href=Route::Desk(DeskRoute::Dates).href()>{later_words::to_list(lang)}</a> }.into_any()
}

/// The kind of what a team does most often.
pub fn kind_of(class: OrganizationClass) -> ActivityKind {
    match class {
        OrganizationClass::Culture => ActivityKind::Culture,
        OrganizationClass::Elder => ActivityKind::School,
        OrganizationClass::Child => ActivityKind::Family,
        OrganizationClass::Peace => ActivityKind::Council,
        OrganizationClass::Mutual | OrganizationClass::Charity => ActivityKind::Service,
    }
}

/// What a command posts for whom, and when if not at once.
pub fn posted(command: &Command) -> Option<(OrganizationId, Content, Option<Moment>)> {
    match command.clone() {
        Command::PostActivity { activity, organization, draft, first, occurrence, series } => {
            Some((organization, Content { activity, draft, first, occurrence, series }, None))
        }
        Command::SchedulePost { organization, publish_at, content, .. } => {
            Some((organization, *content, Some(publish_at)))
        }
        _ => None,
    }
}
