//! My records as a file, and signing out.

use crate::cell::RwSignal;
use crate::components::icon::{Icon, icon};
use crate::components::notice::{Tone, notice};
use crate::components::section::section_head;
use crate::components::two_step::{Steps, two_step};
use crate::frame::DraftText;
use crate::look::lang;
use crate::online::{Fault, export};
use crate::sync::Sync;
use crate::words::me as words;
use domain::id::ResidentId;
use domain::report::Draft;
use leptos::prelude::*;
use uuid::Uuid;

/// What came of the download.
pub(super) type Said = RwSignal<Option<Result<(), Fault>>>;

pub(super) fn records(said: Said) -> AnyView {
    let lang = lang();
    let ask = move |_| {
        said.set(None);
        export(move |answer| said.set(Some(answer)));
    };
    let answer = move || {
        said.get().map(|answer| {
            let (tone, words) = match answer {
                Ok(()) => (Tone::Success, words::export_done(lang)),
                Err(Fault::Offline) => (Tone::Error, words::export_offline(lang)),
                Err(_) => (Tone::Error, words::export_failed(lang)),
            };
            notice(tone, view! { <p>{words}</p> }.into_any())
        })
    };
    view! {
        <section class="stack">
            {section_head(words::privacy(lang).into(), None)}
            <div class="settings card">
                <button type="button" class="setting" on:click=ask>
                    {icon(Icon::Share)}
                    <span class="setting-name">{words::export(lang)}<small>{words::export_hint(lang)}</small></span>
                </button>
            </div>
            {answer}
        </section>
    }
    .into_any()
}

/// Signing out wipes what this phone holds of the person, a report being written included.
pub(super) fn sign_out(sync: Sync, me: ResidentId, asked: RwSignal<Option<Uuid>>) -> AnyView {
    let DraftText(draft) = expect_context();
    let then = Callback::new(move |()| {
        #[cfg(feature = "hydrate")]
        crate::sync::picture::release(&draft.with_untracked(|draft| draft.photos.clone()));
        draft.set(Draft::default());
        sync.sign_out();
    });
    let part = move || {
        let lang = lang();
        let steps = Steps {
            act: words::sign_out(lang).into(),
            question: words::sign_out_question(lang, sync.waiting().len()),
            yes: words::sign_out_yes(lang).into(),
            no: words::sign_out_no(lang).into(),
        };
        two_step(asked, me.0, steps, then)
    };
    view! { <section class="stack">{part}</section> }.into_any()
}
