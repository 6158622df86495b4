//! 我的: who I am and who else is on this phone, what waits to be sent, how things look, my records, the way out.

mod news;
mod out;
mod people;
mod settings;

use crate::cell::{Memo, RwSignal};
use crate::components::empty::empty;
use crate::components::icon::{Icon, icon};
use crate::components::page_head::page_head;
use crate::components::skeleton::skeleton;
use crate::look::{Lang, lang};
use crate::routes::{DeskRoute, Route};
use crate::sync::{ACCOUNTS, Sync, sync};
use crate::words::{aid, calendar, common, mandate, me as words, notice, shift};
use domain::resident::Me;
use domain::role::Role;
use leptos::prelude::*;
use uuid::Uuid;

/// The page.
pub fn page() -> AnyView {
    let sync = sync();
    let me = Memo::new(move || sync.view().me().cloned());
    let visiting = Memo::new(move || sync.visiting());
    // What waits is counted apart: drawing the links anew takes the focus from them.
    let counts = Memo::new(move || (sync.waiting().len(), sync.parked().len()));
    let asked: RwSignal<Option<Uuid>> = RwSignal::new(None);
    let export_said = RwSignal::new(None);
    let head = move || {
        let name = me.with(|me| me.as_ref().map(|me| me.name.clone()));
        let title = name.unwrap_or_else(|| common::me(lang()).into());
        page_head(String::new(), title)
    };
    let who = move || match me.get() {
        Some(me) if ACCOUNTS => people::people(sync, &me),
        _ if visiting.get() => visitor(),
        _ => skeleton(3),
    };
    let own = move || {
        me.get().filter(|_| ACCOUNTS).map(|me| {
            view! {
                {out::records(export_said)}
                {out::sign_out(sync, me.id, asked)}
            }
            .into_any()
        })
    };
    view! {
        {head}
        {who}
        {move || links(counts.get(), lang(), me.get().as_ref())}
        {settings::settings()}
        {move || fleeting(sync, lang())}
        {news::news(sync)}
        {own}
    }
    .into_any()
}

/// The browser may delete what is kept here. What waits would not be on the home screen: there the app has a store of its own.
fn fleeting(sync: Sync, lang: Lang) -> Option<AnyView> {
    let waits = !sync.waiting().is_empty();
    let words = if waits { words::fleeting_first(lang) } else { words::fleeting(lang) };
    sync.status().fleeting.then(|| view! { <p class="said">{words}</p> }.into_any())
}

fn visitor() -> AnyView {
    let lang = lang();
    view! {
        {empty(words::visitor(lang).into(), words::visitor_text(lang).into(), None)}
        <a class="button is-wide" href=Route::SignIn.href()>{common::sign_in(lang)}</a>
    }
    .into_any()
}

fn links((waiting, parked): (usize, usize), lang: Lang, me: Option<&Me>) -> AnyView {
    let signed_in = ACCOUNTS && me.is_some();
    let outbox = signed_in.then(|| {
        let count = words::outbox_count(lang, waiting, parked);
        link(Icon::Sending, Route::Outbox, words::outbox(lang), count)
    });
    let service = signed_in.then(|| link(Icon::Hand, Route::Service, shift::mine(lang), shift::mine_hint(lang).into()));
    let notices = signed_in.then(|| link(Icon::Bell, Route::Notices, notice::title(lang), notice::hint(lang).into()));
    let devices =
        signed_in.then(|| link(Icon::Phone, Route::Devices, words::devices(lang), words::devices_hint(lang).into()));
    let helpers =
        signed_in.then(|| link(Icon::People, Route::Helpers, mandate::title(lang), mandate::hint(lang).into()));
    let aid = signed_in.then(|| link(Icon::Alert, Route::Aid, aid::title(lang), aid::hint(lang).into()));
    let calendar =
        signed_in.then(|| link(Icon::Activities, Route::Calendar, calendar::title(lang), calendar::hint(lang).into()));
    let money =
        signed_in.then(|| link(Icon::Canteen, Route::Money, words::money(lang), words::money_hint(lang).into()));
    let desk = me.filter(|me| works(me)).map(|_| desk_link(lang));
    view! {
        <nav class="settings card" aria-label=common::me(lang)>
            {desk}
            {notices}
            {outbox}
            {money}
            {service}
            {helpers}
            {aid}
            {calendar}
            {devices}
            {link(Icon::Alert, Route::About, words::about(lang), String::new())}
        </nav>
    }
    .into_any()
}

/// Whether the desk has something for this person. A staff member whose desk is locked is not staff on this phone; grid
/// workers and group leaders are, so they get the door too, and the desk itself says who may pass.
fn works(me: &Me) -> bool {
    me.roles
        .iter()
        .any(|role| matches!(role, Role::Leader(_) | Role::Cook | Role::Staff | Role::GridWorker | Role::GroupLeader))
}

/// The desk is another wasm, so this is a link that leaves.
fn desk_link(lang: Lang) -> AnyView {
    view! {
        <a class="setting" href=Route::Desk(DeskRoute::Home).href() rel="external">
            {icon(Icon::Settings)}
            <span class="setting-name">{words::desk(lang)}<small>{words::desk_hint(lang)}</small></span>
            {icon(Icon::Chevron)}
        </a>
    }
    .into_any()
}

fn link(sign: Icon, route: Route, name: &'static str, small: String) -> AnyView {
    let small = (!small.is_empty()).then(|| view! { <small>{small}</small> }.into_any());
    view! {
        <a class="setting" href=route.href()>
            {icon(sign)}
            <span class="setting-name">{name}{small}</span>
            {icon(Icon::Chevron)}
        </a>
    }
    .into_any()
}
