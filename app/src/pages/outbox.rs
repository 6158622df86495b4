//! 等待发送: what was done on this phone and is not sent yet, what was refused and why, and what is done.
//!
//! Nothing leaves this list by itself except by being done. A refused thing stays until the person has changed it, sent it
//! again or dropped it. What somebody else has left here is shown to nobody but them; that it waits, and for whom, is said.

mod parked;
mod waiting;

use crate::cell::{Memo, RwSignal};
use crate::components::empty::empty;
use crate::components::notice::{Tone, notice};
use crate::components::page_head::back_head;
use crate::components::section::section_head;
use crate::components::skeleton::skeleton;
use crate::components::state::{Mark, state};
use crate::components::trouble::behind;
use crate::look::{Lang, lang};
use crate::routes::Route;
use crate::sync::{Sent, Sync, sync};
use crate::words::command::describe;
use crate::words::{common, me as words};
use leptos::prelude::*;
use uuid::Uuid;

/// The page.
pub fn page() -> AnyView {
    let sync = sync();
    let asked: RwSignal<Option<Uuid>> = RwSignal::new(None);
    let edit = parked::Edit::new(sync);
    let ready = Memo::new(move || sync.status().ready);
    let nothing =
        Memo::new(move || sync.waiting().is_empty() && sync.parked().is_empty() && sync.sent.with(Vec::is_empty));
    let held = Memo::new(move || sync.status().sign_in_needed);
    let head = move || back_head(Route::Me, words::outbox_line(lang()).into(), words::outbox(lang()).into());
    let body = move || {
        let lang = lang();
        match (ready.get(), nothing.get()) {
            (false, _) => skeleton(4),
            (true, true) if held.get() => {
                let way = Some((Route::SignIn, common::sign_in(lang).into()));
                empty(words::held(lang).into(), words::held_text(lang).into(), way)
            }
            (true, true) => empty(words::nothing_waiting(lang).into(), words::nothing_waiting_text(lang).into(), None),
            (true, false) => view! {
                {parked::parked(edit, asked)}
                {waiting::waiting(sync, asked)}
                {move || fleeting(sync, lang)}
                {move || sent(sync, lang)}
            }
            .into_any(),
        }
    };
    view! { {head}{body}{behind(sync)} }.into_any()
}

/// What waits is safe only as long as the browser has room.
fn fleeting(sync: Sync, lang: Lang) -> Option<AnyView> {
    let at_risk = sync.status().fleeting && !sync.waiting().is_empty();
    at_risk.then(|| notice(Tone::Plain, view! { <p>{words::fleeting_waits(lang)}</p> }.into_any()))
}

fn sent(sync: Sync, lang: Lang) -> AnyView {
    let sent = sync.sent();
    if sent.is_empty() {
        return ().into_any();
    }
    let (view, now) = (sync.view(), sync.now());
    let items = sent.into_iter().map(|Sent { envelope, at }| {
        view! {
            <li>
                <div class="item is-bare">
                    <span class="item-text">
                        <b>{describe(lang, &envelope.command, &view)}</b>
                        <small>{words::ago(lang, now.0 - at.0)}</small>
                    </span>
                    <span class="item-end">{state(Mark::Confirmed, words::sent_at(lang).into())}</span>
                </div>
            </li>
        }
    });
    view! {
        <section class="stack">
            {section_head(words::sent(lang).into(), None)}
            <ul class="list is-tight">{items.collect_view()}</ul>
        </section>
    }
    .into_any()
}
