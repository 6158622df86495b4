//! What the server refused after the phone had said 待确认. It stands at the head of every page of the desk, because
//! whoever did it may be on another page by now, until it is sent again or put away.

use crate::components::notice::{Tone, notice};
use crate::look::{Lang, lang};
use crate::sync::{Parked, Sync, sync};
use crate::words::{command, desk as words, refusal};
use domain::replica::Replica;
use leptos::prelude::*;

/// Everything that was refused and not dealt with.
pub fn refused() -> AnyView {
    let (lang, sync) = (lang(), sync());
    let all = move || {
        let view = sync.view();
        let notes = sync.parked().into_iter().map(|parked| note(lang, sync, &view, parked));
        notes.collect_view()
    };
    view! { <div class="stack no-print" aria-live="polite">{all}</div> }.into_any()
}

fn note(lang: Lang, sync: Sync, view: &Replica, parked: Parked) -> AnyView {
    let what = words::not_done(lang, &command::describe(lang, &parked.envelope.command, view));
    let why = refusal::sentence(lang, &parked.refusal);
    let again = parked.clone();
    let content = view! {
        <b>{what}</b>
        <p>{why}</p>
        <div class="row">
            <button type="button" class="button is-quiet is-small" on:click=move |_| sync.retry(&again)>
                {words::send_again(lang)}
            </button>
            <button type="button" class="button is-quiet is-small" on:click=move |_| sync.drop_parked(&parked)>
                {words::put_away(lang)}
            </button>
        </div>
    };
    notice(Tone::Error, content.into_any())
}
