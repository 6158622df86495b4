//! Nothing to show: says so, and what one can do instead.

use crate::components::lamp::hanging;
#[cfg(feature = "desk")]
use crate::components::skeleton::skeleton;
use crate::routes::Route;
#[cfg(feature = "desk")]
use crate::{look::lang, sync::Status, words::common};
use leptos::prelude::*;
use uuid::Uuid;

/// The lamp of an empty place: the same everywhere.
const SEED: Uuid = Uuid::from_u128(0x5869_7368_616e);

/// An empty place, with a way on. An empty `text` leaves the second line out.
pub fn empty(title: String, text: String, action: Option<(Route, String)>) -> AnyView {
    let text = (!text.is_empty()).then(|| view! { <p>{text}</p> }.into_any());
    let action =
        action.map(|(route, words)| view! { <a class="button is-quiet" href=route.href()>{words}</a> }.into_any());
    view! { <div class="empty">{hanging("", SEED, 7)}<b>{title}</b>{text}{action}</div> }.into_any()
}

/// What stands where nothing is, as long as nobody can say that there is nothing: it may be on its way, or this phone has never
/// been told.
#[cfg(feature = "desk")]
pub fn unknown(status: Status) -> Option<AnyView> {
    if !status.ready || !status.settled() {
        return Some(skeleton(4));
    }
    if status.synced.is_some() {
        return None;
    }
    let lang = lang();
    Some(empty(common::once_online(lang).into(), common::once_online_text(lang).into(), None))
}
