//! No such page, and the way home.

use crate::components::empty::empty;
use crate::components::page_head::back_head;
use crate::look::lang;
use crate::routes::Route;
use crate::words::common;
use leptos::prelude::*;

/// The page for an address that nobody wrote.
pub fn page() -> AnyView {
    let lang = lang();
    let home = Some((Route::Today, common::go_home(lang).into()));
    view! {
        {back_head(Route::Today, String::new(), common::not_found(lang).into())}
        {empty(common::not_found_text(lang).into(), String::new(), home)}
    }
    .into_any()
}
