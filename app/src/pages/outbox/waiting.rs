//! What waits to be sent or answered, oldest first: it can be taken back as long as it has not left.

use crate::cell::RwSignal;
use crate::components::section::section_head;
use crate::components::state::{Mark, state};
use crate::components::two_step::{Steps, two_step};
use crate::look::{Lang, lang};
use crate::sync::Sync;
use crate::words::command::describe;
use crate::words::{common, me as words};
use domain::command::Envelope;
use leptos::prelude::*;
use uuid::Uuid;

pub(super) fn waiting(sync: Sync, asked: RwSignal<Option<Uuid>>) -> AnyView {
    let part = move || {
        let lang = lang();
        let waiting = sync.waiting();
        if waiting.is_empty() {
            return ().into_any();
        }
        let items = waiting.into_iter().map(|envelope| item(sync, lang, envelope, asked)).collect_view();
        view! {
            <section class="stack">
                {section_head(words::waiting(lang).into(), None)}
                <ul class="list">{items}</ul>
            </section>
        }
        .into_any()
    };
    part.into_any()
}

fn item(sync: Sync, lang: Lang, envelope: Envelope, asked: RwSignal<Option<Uuid>>) -> AnyView {
    let what = describe(lang, &envelope.command, &sync.view());
    let (key, made) = (envelope.id.0, envelope.made_at);
    let standing = move || {
        let word = if sync.status().offline { common::pending(lang) } else { common::sending(lang) };
        state(Mark::Pending, word.into())
    };
    let steps = Steps {
        act: words::take_back(lang).into(),
        question: words::take_back_question(lang).into(),
        yes: words::take_back_yes(lang).into(),
        no: words::take_back_no(lang).into(),
    };
    let then = Callback::new(move |()| sync.withdraw(&envelope));
    view! {
        <li>
            <div class="item is-bare">
                <span class="item-text">
                    <b>{what}</b>
                    <small>{move || words::ago(lang, sync.now().0 - made.0)}</small>
                </span>
                <span class="item-end">{standing}</span>
                <div class="item-said">{two_step(asked, key, steps, then)}</div>
            </div>
        </li>
    }
    .into_any()
}
