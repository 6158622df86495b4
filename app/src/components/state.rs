//! The state of something: a sign and the word for it, never a colour alone.

use crate::components::icon::{Icon, icon};
use leptos::prelude::*;

/// How a state looks. It is the same everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The server has said yes: 已确认.
    Confirmed,
    /// Stored on the phone, not answered: 待确认（未联网）.
    Pending,
    /// It did not work: 未成功.
    Failed,
    /// In a queue, or under way.
    Waiting,
    /// It is over and good.
    Done,
}

/// A state with its word.
pub fn state(mark: Mark, words: String) -> AnyView {
    let (class, sign) = match mark {
        Mark::Confirmed => ("state is-confirmed", Icon::Check),
        Mark::Pending => ("state is-pending", Icon::Half),
        Mark::Failed => ("state is-failed", Icon::Alert),
        Mark::Waiting => ("state is-waiting", Icon::Queue),
        Mark::Done => ("state is-done", Icon::Done),
    };
    view! { <span class=class>{icon(sign)}{words}</span> }.into_any()
}
