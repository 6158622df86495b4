//! What a report shows in a list and on its own page: where it stands, and the button with which a neighbour says that
//! they need it too.

use crate::components::icon::{Icon, icon};
use crate::components::state::{Mark, state};
use crate::look::Lang;
use crate::routes::Route;
use crate::sync::ACCOUNTS;
use crate::words::{common, report as words};
use domain::report::ReportState;
use leptos::prelude::*;

/// Where a report stands. `pending` while the server has not answered yet, `offline` while it cannot be asked.
pub fn standing(lang: Lang, at: ReportState, pending: bool, offline: bool) -> AnyView {
    if pending {
        let word = if offline { common::pending(lang) } else { common::sending(lang) };
        return state(Mark::Pending, word.into());
    }
    let mark = match at {
        ReportState::Received | ReportState::InProgress => Mark::Waiting,
        ReportState::Done | ReportState::Merged | ReportState::Withdrawn => Mark::Done,
        ReportState::Declined => Mark::Failed,
    };
    state(mark, words::state(lang, at).into())
}

/// How a person stands with a neighbour's report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeToo {
    /// The phone's own rows have not been read yet.
    Unknown,
    /// Nobody is signed in.
    Visitor,
    /// They may say so.
    Free,
    /// They have said so; the server has not answered yet.
    Pending,
    /// They are counted.
    Said,
}

/// The button "我也需要", or what came of it. `title` is for screen readers: there are many such buttons in a list.
pub fn me_too(lang: Lang, standing: MeToo, title: &str, then: Callback<()>) -> AnyView {
    let label = words::me_too_of(lang, title);
    let face = move || view! { {icon(Icon::Hand)}{words::me_too(lang)} }.into_any();
    match standing {
        MeToo::Said => state(Mark::Confirmed, words::said_so(lang).into()),
        MeToo::Pending => state(Mark::Pending, words::said_pending(lang).into()),
        MeToo::Visitor => view! {
            <a class="button is-quiet is-small" href=Route::SignIn.href() aria-label=label>{face()}</a>
        }
        .into_any(),
        MeToo::Unknown | MeToo::Free => {
            let tap = move |_| {
                if ACCOUNTS && standing == MeToo::Free {
                    then.run(());
                }
            };
            let waits = (standing == MeToo::Unknown).then_some("true");
            view! {
                <button type="button" class="button is-quiet is-small" aria-label=label aria-disabled=waits on:click=tap>
                    {face()}
                </button>
            }
            .into_any()
        }
    }
}
