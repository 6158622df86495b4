//! 关于: what is stored, who sees it, how it works offline, how to reach the community.

use crate::cell::Memo;
use crate::components::help_line::call;
use crate::components::page_head::back_head;
use crate::look::{Lang, lang};
use crate::routes::{DeskRoute, Route};
use crate::sync::{Sync, sync};
use crate::words::about as words;
use domain::community::Community;
use leptos::prelude::*;

/// The page.
pub fn page() -> AnyView {
    let sync = sync();
    let community = Memo::new(move || community(sync));
    let draw = move || {
        let lang = lang();
        view! {
            {back_head(Route::Me, words::line(lang).into(), words::title(lang).into())}
            {reach(lang, community.get())}
            {prose(lang)}
        }
        .into_any()
    };
    draw.into_any()
}

fn community(sync: Sync) -> Option<Community> {
    sync.view().community().cloned()
}

fn reach(lang: Lang, community: Option<Community>) -> AnyView {
    let rows = community.map(|community| {
        let phone = (!community.phone.is_empty()).then(|| {
            let address = call(&community.phone);
            view! { <div><dt>{words::phone(lang)}</dt><dd><a href=address>{community.phone.clone()}</a></dd></div> }
                .into_any()
        });
        let place = (!community.address.is_empty()).then(|| {
            view! { <div><dt>{words::address(lang)}</dt><dd>{community.address.clone()}</dd></div> }.into_any()
        });
        view! { <h2>{words::help(lang)}</h2><dl class="facts card">{phone}{place}</dl> }.into_any()
    });
    view! { <section class="stack">{rows}</section> }.into_any()
}

fn prose(lang: Lang) -> AnyView {
    let sees = [
        words::sees_public,
        words::sees_own,
        words::sees_family,
        words::sees_organizer,
        words::sees_kitchen,
        words::sees_desk,
    ];
    let sees = sees.map(|words| view! { <li>{words(lang)}</li> }.into_any());
    view! {
        <article class="prose">
            <h2>{words::stored(lang)}</h2>
            <p>{words::stored_text(lang)}</p>
            <h2>{words::sees(lang)}</h2>
            <ul>{Vec::from(sees)}</ul>
            <p>{words::sees_shown(lang)}</p>
            <h2>{words::offline(lang)}</h2>
            <p>{words::offline_text(lang)}</p>
            <h2>{words::lost(lang)}</h2>
            <p>{words::lost_text(lang)}</p>
            <h2>{words::rights(lang)}</h2>
            <p>{words::rights_text(lang)}</p>
            <h2>{words::licence(lang)}</h2>
            <p>{words::licence_text(lang)}</p>
            <p class="small soft">{words::version(lang)} " · " {words::sample(lang)}</p>
            <p><a href=Route::Desk(DeskRoute::Home).href() rel="external">{words::staff(lang)}</a></p>
        </article>
    }
    .into_any()
}
