//! What somebody may do for another, as boxes to tick: where they ask for it, and where the desk writes it down.

use crate::cell::RwSignal;
use crate::look::Lang;
use crate::words::mandate as words;
use domain::kin::Power;
use leptos::prelude::*;

/// A box for each power that says what it lets see and do, if `explained`. Ticking one takes back that none was chosen.
pub fn power_boxes(
    powers: RwSignal<Vec<Power>>,
    unchosen: RwSignal<bool>,
    lang: Lang,
    explained: bool,
) -> Vec<AnyView> {
    Power::ALL.into_iter().map(|power| power_box(power, powers, unchosen, lang, explained)).collect()
}

fn power_box(
    power: Power,
    powers: RwSignal<Vec<Power>>,
    unchosen: RwSignal<bool>,
    lang: Lang,
    explained: bool,
) -> AnyView {
    let toggle = move |event| {
        let ticked = event_target_checked(&event);
        unchosen.set(false);
        powers.update(|powers| {
            powers.retain(|other| *other != power);
            if ticked {
                powers.push(power);
            }
        });
    };
    let hint = explained.then(|| view! { <small>{words::power_hint(lang, power)}</small> });
    view! {
        <label class="choice">
            <input
                type="checkbox"
                prop:checked=move || powers.with(|powers| powers.contains(&power))
                on:change=toggle
            />
            <span class="choice-text"><b>{words::power(lang, power)}</b>{hint}</span>
        </label>
    }
    .into_any()
}
