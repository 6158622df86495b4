//! One date of an activity in a list: who, what, when, where, and how it stands.

use crate::components::lamp::portrait;
use crate::components::picture;
use crate::components::state::{Mark, state};
use crate::components::time;
use crate::look::Lang;
use crate::routes::Route;
use crate::sync::{ACCOUNTS, sync};
use crate::words::{activity as words, common, series};
use domain::occurrence::Occurrence;
use domain::signup::{Signup, SignupState};
use domain::views::listed::Listed;
use domain::when::Moment;
use leptos::prelude::*;

/// A list of dates.
pub fn date_list(dates: &[Listed], lang: Lang, now: Moment) -> AnyView {
    let items: Vec<AnyView> = dates.iter().map(|date| date_item(date, lang, now)).collect();
    view! { <ul class="list is-grid">{items}</ul> }.into_any()
}

/// One date, as the `<li>` of a `<ul class="list">`, linking to its page.
pub fn date_item(date: &Listed, lang: Lang, now: Moment) -> AnyView {
    let rule = series::rule(lang, &date.activity, &date.occurrence);
    let rule = rule.map(|rule| view! { " "<span class="item-rule">{rule}</span> }.into_any());
    let time = (date.occurrence.starts, date.occurrence.ends);
    view! {
        <li>
            <a class="item" href=Route::Occurrence(date.occurrence.id).href()>
                {face(date)}
                <span class="item-text"><b>{date.activity.title.clone()}</b>{time::and_place(lang, time, &date.venue, rule, now)}</span>
                <span class="item-end">{standing(date, lang)}</span>
            </a>
        </li>
    }
    .into_any()
}

/// The activity's picture, or the portrait of the team.
fn face(date: &Listed) -> AnyView {
    date.activity.picture.map_or_else(|| portrait(&date.organization), picture::beside)
}

/// My own state if I go, else what is left.
fn standing(date: &Listed, lang: Lang) -> AnyView {
    let occurrence = &date.occurrence;
    if occurrence.cancelled.is_some() {
        return state(Mark::Failed, words::called_off(lang).into());
    }
    if ACCOUNTS && let Some(signup) = date.signups.first() {
        return signup_state(signup, occurrence, date.pending, lang);
    }
    let free = occurrence.free();
    let words = words::left(lang, occurrence);
    match free {
        0 => view! { <span class="small soft">{words}</span> }.into_any(),
        1..=5 if occurrence.waiting == 0 => view! { <span class="need">{words}</span> }.into_any(),
        _ => view! { <span class="small soft">{words}</span> }.into_any(),
    }
}

/// The state of a sign-up for a date; `pending` while the server has not answered yet.
pub fn signup_state(signup: &Signup, date: &Occurrence, pending: bool, lang: Lang) -> AnyView {
    if pending {
        return pending_state(lang);
    }
    let drew = date.drew(signup);
    match signup.state {
        SignupState::Confirmed if drew => state(Mark::Confirmed, words::won(lang).into()),
        SignupState::Waiting { position, .. } if drew => state(Mark::Waiting, words::not_drawn(lang, position)),
        SignupState::Entered => state(Mark::Waiting, words::entered(lang).into()),
        SignupState::Confirmed => state(Mark::Confirmed, common::confirmed(lang).into()),
        SignupState::Waiting { position, .. } => state(Mark::Waiting, words::waiting(lang, position)),
        SignupState::Cancelled => state(Mark::Done, words::given_back(lang).into()),
        SignupState::CalledOff => state(Mark::Failed, words::called_off(lang).into()),
        SignupState::Offered { until, .. } => state(Mark::Waiting, words::offered(lang, until)),
        SignupState::Lapsed => state(Mark::Done, words::lapsed(lang).into()),
        SignupState::Asked if date.starts <= sync().now() => state(Mark::Failed, words::not_answered(lang).into()),
        SignupState::Asked => state(Mark::Waiting, words::asked(lang).into()),
        SignupState::Declined => state(Mark::Failed, words::declined(lang).into()),
    }
}

/// The state of something that the server has not answered yet: without a network it waits, with one it is on its way.
pub fn pending_state(lang: Lang) -> AnyView {
    let offline = sync().status().offline;
    state(Mark::Pending, if offline { common::pending(lang) } else { common::sending(lang) }.into())
}
