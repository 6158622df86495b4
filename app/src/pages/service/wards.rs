//! 家里孩子的班次: where the people serve for whom I am guardian. It is to be looked at; what can be done stands on the shift's page.

use crate::components::lamp::portrait;
use crate::components::section::section_head;
use crate::components::shift::duty_state;
use crate::components::state::{Mark, state};
use crate::components::time;
use crate::look::Lang;
use crate::routes::Route;
use crate::words::shift as words;
use domain::duty::DutyState;
use domain::views::ward::WardShift;
use domain::when::Moment;
use leptos::prelude::*;

/// The part of the page; nothing where no child serves.
pub(super) fn section(shifts: &[WardShift], lang: Lang, now: Moment) -> AnyView {
    if shifts.is_empty() {
        return ().into_any();
    }
    let items: Vec<AnyView> = shifts.iter().map(|one| item(one, lang, now)).collect();
    view! {
        <section class="stack">
            {section_head(words::wards(lang).into(), None)}
            <p class="said">{words::wards_text(lang)}</p>
            <ul class="list is-grid">{items}</ul>
        </section>
    }
    .into_any()
}

fn item(one: &WardShift, lang: Lang, now: Moment) -> AnyView {
    let shift = &one.listed.shift;
    let line = time::and_place(lang, (shift.starts, shift.ends), &one.listed.venue, None, now);
    let end = match one.duty.state {
        DutyState::CalledOff => state(Mark::Failed, words::called_off(lang).into()),
        _ => duty_state(&one.duty, one.pending, lang),
    };
    view! {
        <li>
            <a class="item" href=Route::Shift(shift.id).href()>
                {portrait(&one.listed.organization)}
                <span class="item-text"><b>{format!("{} · {}", one.name, shift.role)}</b>{line}</span>
                <span class="item-end">{end}</span>
            </a>
        </li>
    }
    .into_any()
}
