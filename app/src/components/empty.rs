//! Nothing to show: says so, and what one can do instead.

use crate::components::lamp::hanging;
use crate::routes::Route;
use leptos::prelude::*;
use uuid::Uuid;

/// The lamp of an empty place: the same everywhere.
const SEED: Uuid = Uuid::from_u128(0x5869_7368_616e);

/// An empty place, with a way on. An empty `text` leaves the second line out.
pub fn empty(title: String, text: String, action: Option<(Route, String)>) -> AnyView {
    let text = (!text.is_empty()).then(|| view! { <p>{text}</p> });
    let action = action.map(|(route, words)| view! { <a class="button is-quiet" href=route.href()>{words}</a> });
    view! { <div class="empty">{hanging("", SEED, 7)}<b>{title}</b>{text}{action}</div> }.into_any()
}
