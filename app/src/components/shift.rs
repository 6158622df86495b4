//! One shift in a list: what, when, where, and how it stands.

use crate::components::item::pending_state;
use crate::components::lamp::portrait;
use crate::components::section::section_head;
use crate::components::state::{Mark, state};
use crate::components::time;
use crate::look::Lang;
use crate::routes::Route;
use crate::words::{shift as words, when};
use domain::duty::{Duty, DutyState};
use domain::views::service::{ListedShift, urgent};
use domain::when::Moment;
use leptos::prelude::*;

/// A list of shifts.
pub fn shift_list(shifts: &[ListedShift], lang: Lang, now: Moment) -> AnyView {
    let items: Vec<AnyView> = shifts.iter().map(|listed| shift_item(listed, lang, now)).collect();
    view! { <ul class="list is-grid">{items}</ul> }.into_any()
}

/// Shifts below the name of their day; those that begin soon and lack people before all others, below a name of their own.
pub fn shifts_by_day(shifts: &[ListedShift], lang: Lang, now: Moment) -> AnyView {
    let heading = |listed: &ListedShift| match urgent(&listed.shift, now) {
        true => words::soon(lang).into(),
        false => when::exact_day(lang, listed.shift.starts.day(), now.day()),
    };
    let part = |part: &[ListedShift]| {
        let name = part.first().map(heading).unwrap_or_default();
        let days = part.first().is_some_and(|listed| urgent(&listed.shift, now));
        let items: Vec<AnyView> = part.iter().map(|listed| item(listed, days, lang, now)).collect();
        view! { <section class="stack">{section_head(name, None)}<ul class="list is-grid">{items}</ul></section> }
            .into_any()
    };
    let parts: Vec<AnyView> = shifts.chunk_by(|a, b| heading(a) == heading(b)).map(part).collect();
    parts.into_any()
}

/// One shift, as the `<li>` of a list, linking to its page.
pub fn shift_item(listed: &ListedShift, lang: Lang, now: Moment) -> AnyView {
    item(listed, true, lang, now)
}

/// The same; `day`: its time says on which day it is.
fn item(listed: &ListedShift, day: bool, lang: Lang, now: Moment) -> AnyView {
    let shift = &listed.shift;
    let times = (shift.starts, shift.ends);
    // A night has two days.
    let line = match day || shift.starts.day() != shift.ends.day() {
        true => time::and_place(lang, times, &listed.venue, None, now),
        false => time::clocks_and_place(lang, times, &listed.venue),
    };
    // A child's own shift has its name, so that nobody takes it for theirs.
    let whose = listed.duties.first().filter(|_| listed.duties.iter().all(|duty| duty.minor));
    let whose = whose.map(|duty| format!("{} · ", duty.resident.name));
    view! {
        <li>
            <a class="item" href=Route::Shift(shift.id).href()>
                {portrait(&listed.organization)}
                <span class="item-text"><b>{whose}{shift.role.clone()}</b>{line}</span>
                <span class="item-end">{standing(listed, lang)}</span>
            </a>
        </li>
    }
    .into_any()
}

/// My own state if I come, else who is missing.
pub fn standing(listed: &ListedShift, lang: Lang) -> AnyView {
    let shift = &listed.shift;
    if shift.cancelled.is_some() {
        return state(Mark::Failed, words::called_off(lang).into());
    }
    if let Some(duty) = listed.duties.first() {
        return duty_state(duty, listed.pending, lang);
    }
    let class = if shift.missing() > 0 { "need" } else { "small soft" };
    view! { <span class=class>{words::left(lang, shift)}</span> }.into_any()
}

/// The state of a duty that is live; `pending` while the server has not answered yet.
pub fn duty_state(duty: &Duty, pending: bool, lang: Lang) -> AnyView {
    match duty.state {
        _ if pending => pending_state(lang),
        _ if duty.waits() => state(Mark::Waiting, words::waits(lang).into()),
        DutyState::Seeking => state(Mark::Waiting, words::seek(lang).into()),
        _ => state(Mark::Confirmed, words::coming(lang).into()),
    }
}
