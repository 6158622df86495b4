//! The ways to the elder view, for whoever would not look for it among the settings: an entry that pages show, and a question at
//! the first visit. The way back is among the settings.

use crate::cell::RwSignal;
use crate::components::icon::{Icon, icon};
use crate::look::{Look, lang, look};
use crate::words::{me as settings, today as words};
use leptos::prelude::*;

/// The entry, within `settings`.
pub fn entry() -> AnyView {
    let (lang, look) = (lang(), look());
    view! {
        <button type="button" class="setting" on:click=move |_| choose(look, true)>
            {icon(Icon::Settings)}
            <span class="setting-name">{settings::elder(lang)}<small>{settings::elder_hint(lang)}</small></span>
            {icon(Icon::Chevron)}
        </button>
    }
    .into_any()
}

/// Which of two sizes one can read. Each is written in its own size, so it takes no skill in reading to answer; and it is asked
/// once: a phone that has shown it remembers that.
pub fn question() -> AnyView {
    let look = look();
    let open = RwSignal::new(look.with_untracked(|look| !look.asked));
    #[cfg(feature = "hydrate")]
    if open.get_untracked() {
        look.update(|look| look.asked = true);
    }
    let draw = move || {
        let lang = lang();
        let size = |elder: bool, class: &'static str, name: &'static str| {
            let answer = move |_| {
                open.set(false);
                choose(look, elder);
            };
            view! { <button type="button" class=class on:click=answer>{name}</button> }.into_any()
        };
        (open.get() && !look.with(|look| look.elder)).then(|| {
            view! {
                <div class="tiles is-question" role="group" aria-label=settings::text_size(lang)>
                    {size(true, "tile is-large", words::large(lang))}
                    {size(false, "tile", words::standard(lang))}
                </div>
            }
            .into_any()
        })
    };
    draw.into_any()
}

fn choose(look: RwSignal<Look>, elder: bool) {
    look.update(|look| look.elder = elder);
    // What was pressed is gone.
    #[cfg(feature = "hydrate")]
    crate::start::history::arrive();
}
