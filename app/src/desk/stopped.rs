//! Regular orders that have stopped because nobody is there any more who orders by them: whoever eats may ask the kitchen why there is
//! no meal.

use crate::cell::Memo;
use crate::look::lang;
use crate::sync::sync;
use crate::words::regular as words;
use domain::views::regular::stopped;
use leptos::prelude::*;

/// The part of the kitchen's page; nothing where none has.
pub fn section() -> AnyView {
    let (lang, sync) = (lang(), sync());
    let rows = Memo::new(move || stopped(&sync.view(), sync.now(), true));
    let body = move || {
        let rows = rows.get();
        (!rows.is_empty()).then(|| {
            let lines: Vec<AnyView> =
                rows.iter().map(|row| view! { <li>{words::stopped(lang, row)}</li> }.into_any()).collect();
            view! {
                <section class="card stack" aria-labelledby="stopped">
                    <h2 id="stopped">{words::stopped_title(lang)}</h2>
                    <ul class="list is-tight">{lines}</ul>
                    <p class="said">{words::stopped_hint(lang)}</p>
                </section>
            }
        })
    };
    body.into_any()
}
