//! Pictures that everyone may see. Each has its place before it has come, so that nothing jumps, and comes when it is looked at.

use domain::id::PhotoId;
use leptos::prelude::*;

/// A picture for the width of a page; `says` is what it shows.
pub fn wide(id: PhotoId, says: String) -> AnyView {
    shown("picture", address(id, ""), says)
}

/// The small one, as large as a portrait, beside words that say what it shows.
pub fn beside(id: PhotoId) -> AnyView {
    shown("picture portrait", address(id, "?small"), String::new())
}

/// The small one of a dish, beside its name.
pub fn dish(id: PhotoId, name: String) -> AnyView {
    let address = address(id, "?small");
    view! { <img class="picture portrait" src=address alt=name width="52" height="52" loading="lazy" /> }.into_any()
}

/// The small one, a square as large as its place.
pub fn square(id: PhotoId, says: String) -> AnyView {
    shown("picture is-square", address(id, "?small"), says)
}

fn shown(class: &'static str, address: String, says: String) -> AnyView {
    view! { <img class=class src=address alt=says loading="lazy" /> }.into_any()
}

/// Where a picture is. `how` says which of its sizes; the phone that has just taken it has it in hand.
pub fn address(id: PhotoId, how: &str) -> String {
    #[cfg(all(feature = "hydrate", feature = "desk"))]
    if let Some(held) = crate::sync::picture::address(id) {
        return held;
    }
    format!("/api/pictures/{id}{how}")
}
