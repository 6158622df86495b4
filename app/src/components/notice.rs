//! A notice: one thing that the person should know now, where it concerns them.

use crate::components::icon::{Icon, icon};
use leptos::prelude::*;

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Just so.
    Plain,
    /// There is no network.
    Offline,
    /// It did not work. Spoken at once.
    Error,
    /// It worked. Spoken when there is a pause.
    Success,
}

/// A notice with `content` (paragraphs, a link, a button).
pub fn notice(tone: Tone, content: AnyView) -> AnyView {
    let (class, role, sign) = match tone {
        Tone::Plain => ("notice", None, Icon::Alert),
        Tone::Offline => ("notice is-offline", Some("status"), Icon::Offline),
        Tone::Error => ("notice is-error", Some("alert"), Icon::Alert),
        Tone::Success => ("notice is-success", Some("status"), Icon::Check),
    };
    view! { <div class=class role=role>{icon(sign)}<div>{content}</div></div> }.into_any()
}
