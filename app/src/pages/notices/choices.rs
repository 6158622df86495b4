//! Of which kinds somebody wants messages. Each switch takes effect at the tap, without a network too.

use crate::components::section::section_head;
use crate::look::lang;
use crate::sync::Sync;
use crate::words::notice as words;
use domain::command::Command;
use domain::id::ResidentId;
use domain::notice::{Kind, NoticeChoice};
use leptos::prelude::*;

pub(super) fn choices(sync: Sync, me: ResidentId) -> AnyView {
    let switches: Vec<AnyView> =
        Kind::ALL.into_iter().filter(|kind| !kind.safety()).map(|kind| switch(sync, me, kind)).collect();
    view! {
        <section class="stack">
            {move || section_head(words::choices(lang()).into(), None)}
            <p class="said">{move || words::always(lang())}</p>
            <div class="settings card">{switches}</div>
        </section>
    }
    .into_any()
}

fn switch(sync: Sync, me: ResidentId, kind: Kind) -> AnyView {
    let wanted = move || {
        let view = sync.view();
        view.get::<NoticeChoice>(me.0).is_none_or(|choice| !choice.off.contains(&kind))
    };
    let toggle = move |_| {
        let wanted = !untrack(wanted);
        sync.submit(Command::ChooseNotices { kind, wanted }, |_| {});
    };
    view! {
        <button
            type="button"
            class="setting"
            role="switch"
            aria-checked=move || wanted().to_string()
            on:click=toggle
        >
            <span class="setting-name">{move || words::choice(lang(), kind)}</span>
            <span class="switch"></span>
        </button>
    }
    .into_any()
}
