//! How old the rows on this phone are, and the way to newer ones.

use crate::components::section::section_head;
use crate::look::lang;
use crate::sync::Sync;
use crate::words::{me as words, when};
use leptos::prelude::*;

pub(super) fn news(sync: Sync) -> AnyView {
    let part = move || {
        let (lang, status, now) = (lang(), sync.status(), sync.now());
        let age = match status.synced {
            Some(at) => when::age(lang, now.0 - at.0),
            None => words::never_synced(lang).into(),
        };
        let offline = status.offline.then(|| view! { <p class="small soft">{words::offline(lang)}</p> }.into_any());
        view! {
            <section class="stack">
                {section_head(words::news(lang).into(), None)}
                <div class="card">
                    <div class="row is-apart">
                        <span role="status">{status.ready.then_some(age)}</span>
                        <button type="button" class="button is-quiet is-small" on:click=move |_| sync.refresh()>
                            {words::refresh(lang)}
                        </button>
                    </div>
                    {offline}
                </div>
            </section>
        }
        .into_any()
    };
    part.into_any()
}
