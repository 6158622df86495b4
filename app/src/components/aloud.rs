//! 朗读: the buttons that have a page read aloud, by the phone's own voice.
//!
//! What they do is `public/aloud.js`, which `boot.js` loads with the first press. What is read is the heading and whatever is marked
//! with `data-said`. A browser without a voice never shows them; which of them are seen follows how it stands, by the style.

use crate::components::icon::{Icon, icon};
use crate::look::Lang;
use crate::words::aloud as words;
use leptos::prelude::*;

/// The buttons. One set to a page.
pub fn aloud(lang: Lang) -> AnyView {
    let deeds = [
        ("pause", words::pause(lang)),
        ("go", words::go(lang)),
        ("slower", words::slower(lang)),
        ("faster", words::faster(lang)),
        ("stop", words::stop(lang)),
    ];
    let more: Vec<AnyView> = deeds
        .into_iter()
        .map(|(deed, word)| {
            view! { <button type="button" class="button is-quiet" data-aloud=deed>{word}</button> }.into_any()
        })
        .collect();
    view! {
        <div class="aloud" role="group" aria-label=words::read(lang)>
            <button type="button" class="button is-quiet" data-aloud="read">{icon(Icon::Voice)}{words::read(lang)}</button>
            {more}
            <p
                role="status"
                data-none=words::no_voice(lang)
                data-offline=words::offline(lang)
                data-rate=words::rate(lang)
            ></p>
        </div>
    }
    .into_any()
}
