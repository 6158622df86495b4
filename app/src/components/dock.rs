//! The one primary action of a page that is longer than a phone's screen. On a phone it stands on the tab bar, within the thumb's
//! reach, until the page is scrolled to its place; on a low or a wide screen it stands at its place alone.
//!
//! It sticks within what it stands in: it belongs into a page, a column of one, or a form that is a part of one.

use leptos::prelude::*;

/// The bar: what went wrong when it was pressed, its one line, and the button. Where it does not `stick`, it is a part of the page like
/// others, and what has the focus in it keeps it when that changes.
pub fn dock(stick: bool, trouble: AnyView, line: AnyView, button: AnyView) -> AnyView {
    let class = if stick { "dock" } else { "stack" };
    view! { <div class=class>{trouble}<p class="small soft">{line}</p>{button}</div> }.into_any()
}

/// Its place, while nobody knows yet who looks: what comes moves nothing.
pub fn dock_coming(line: String) -> AnyView {
    let button = view! { <div class="skeleton" aria-hidden="true"><i></i></div> };
    dock(true, ().into_any(), line.into_any(), button.into_any())
}
