//! The five places, at the foot of the screen (at its side on a wide one).

use crate::components::icon::{Icon, icon};
use crate::components::lamp::lamp;
use crate::components::page_head::search_link;
use crate::look::{Lang, lang};
use crate::routes::{Route, navigator};
use crate::sync::sync;
use crate::words::{common, today as words};
use leptos::prelude::*;
use uuid::Uuid;

/// The lamp of the community itself.
const SEED: Uuid = Uuid::from_u128(0x7869_7368_616e);

type Name = fn(Lang) -> &'static str;

const TABS: [(Route, Icon, Name); 5] = [
    (Route::Today, Icon::Today, common::today),
    (Route::Activities, Icon::Activities, common::activities),
    (Route::Canteen, Icon::Canteen, common::canteen),
    (Route::Needs, Icon::Needs, common::needs),
    (Route::Me, Icon::Me, common::me),
];

/// The bar. 我的 carries the number of things that were refused.
pub fn tab_bar() -> AnyView {
    view! {
        <nav class="tab-bar" aria-label=move || words::places(lang())>
            <p class="tab-bar-brand">{lamp(SEED, 5, 40)}{move || common::community(lang())}</p>
            {tabs()}
            {search_link("tab-bar-search")}
        </nav>
    }
    .into_any()
}

/// The five, without the bar around them.
pub(crate) fn tabs() -> Vec<AnyView> {
    TABS.map(|(route, sign, name)| tab(route, sign, name)).into()
}

fn tab(route: Route, sign: Icon, name: Name) -> AnyView {
    let navigator = navigator();
    let current = move || {
        let at = navigator.current();
        // Where one looks for anything is in none of the five: on a wide screen its own entry is marked. A page that there is
        // not is nowhere.
        (!matches!(at, Route::Search | Route::NotFound) && at.tab() == route).then_some("page")
    };
    let count = move || {
        let parked = if route == Route::Me { sync().parked().len() } else { 0 };
        (parked > 0).then(|| {
            view! {
                <em class="tab-bar-count" aria-hidden="true">{parked}</em>
                <span class="unseen">{words::failed_count(lang(), parked)}</span>
            }
            .into_any()
        })
    };
    view! {
        <a href=route.href() aria-current=current>{icon(sign)}<span>{move || name(lang())}</span>{count}</a>
    }
    .into_any()
}
