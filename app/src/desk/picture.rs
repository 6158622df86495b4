//! A QR code that comes from the server as SVG, shown as a picture. It goes through an `<img>` and a `data:`
//! address, so that whatever is in it stays a picture and never becomes part of the page.

use base64::prelude::{BASE64_STANDARD, Engine};
use leptos::prelude::*;

/// A QR code, with what it is for those who do not see it.
pub fn picture(svg: &str, says: String) -> AnyView {
    let address = format!("data:image/svg+xml;base64,{}", BASE64_STANDARD.encode(svg));
    view! { <img src=address alt=says width="264" height="264"/> }.into_any()
}
