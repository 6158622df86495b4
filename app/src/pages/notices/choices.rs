//! Of which kinds somebody wants messages. Each switch takes effect at the tap, without a network too. It shows what is kept: where
//! that did not work, it stays as it was and says why.

use crate::cell::RwSignal;
use crate::components::icon::{Icon, icon};
use crate::components::section::section_head;
use crate::look::lang;
use crate::sync::{NotTaken, Sync};
use crate::words::{notice as words, refusal};
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
    // Why the last tap changed nothing.
    let trouble: RwSignal<Option<NotTaken>> = RwSignal::new(None);
    let toggle = move |_| {
        let wanted = !untrack(wanted);
        trouble.set(None);
        sync.submit(Command::ChooseNotices { kind, wanted }, move |answer| trouble.set(answer.err()));
    };
    let of_kind = move |command: &Command| matches!(command, Command::ChooseNotices { kind: one, .. } if *one == kind);
    let why = move || trouble.get().or_else(|| sync.refused(of_kind));
    let id = format!("choice-{}", kind.name());
    let described = id.clone();
    let said = move || {
        let id = id.clone();
        why().map(|why| {
            view! {
                <p class="error" id=id role="alert">
                    {icon(Icon::Alert)}<span>{refusal::not_taken(lang(), &why)}</span>
                </p>
            }
        })
    };
    view! {
        <button
            type="button"
            class="setting"
            role="switch"
            aria-checked=move || wanted().to_string()
            aria-describedby=move || why().map(|_| described.clone())
            on:click=toggle
        >
            <span class="setting-name">{move || words::choice(lang(), kind)}</span>
            <span class="switch"></span>
        </button>
        {said}
    }
    .into_any()
}
