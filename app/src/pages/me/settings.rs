//! How things look on this phone: view, size of the text, light or dark, language. Each takes effect at the tap.

use crate::cell::{Memo, RwSignal};
use crate::components::section::section_head;
use crate::look::{Lang, Look, TEXT_SIZES, Theme, lang, look};
use crate::words::me as words;
use leptos::prelude::*;

pub(super) fn settings() -> AnyView {
    let look = look();
    view! {
        <section class="stack">
            {move || section_head(words::settings(lang()).into(), None)}
            <div class="card stack">
                {elder_switch(look)}
                {sizes(look)}
                {themes(look)}
                {languages(look)}
            </div>
        </section>
    }
    .into_any()
}

fn elder_switch(look: RwSignal<Look>) -> AnyView {
    let on = move || look.with(|look| look.elder).to_string();
    view! {
        <div class="settings">
            <button
                type="button"
                class="setting"
                role="switch"
                aria-checked=on
                on:click=move |_| look.update(|look| look.elder = !look.elder)
            >
                <span class="setting-name">
                    {move || words::elder(lang())}<small>{move || words::elder_hint(lang())}</small>
                </span>
                <span class="switch"></span>
            </button>
        </div>
    }
    .into_any()
}

fn sizes(look: RwSignal<Look>) -> AnyView {
    let draw = move || {
        let lang = lang();
        let buttons = TEXT_SIZES.map(|size| {
            let pressed = Memo::new(move || look.with(|look| look.text == size));
            let choose = Callback::new(move |()| look.update(|look| look.text = size));
            segment(words::size_name(lang, size), lang, pressed, choose)
        });
        segments(words::text_size(lang), Vec::from(buttons))
    };
    draw.into_any()
}

fn themes(look: RwSignal<Look>) -> AnyView {
    let draw = move || {
        let lang = lang();
        let buttons = [Theme::Auto, Theme::Light, Theme::Dark].map(|theme| {
            let pressed = Memo::new(move || look.with(|look| look.theme == theme));
            let choose = Callback::new(move |()| look.update(|look| look.theme = theme));
            segment(words::theme_name(lang, theme).into(), lang, pressed, choose)
        });
        segments(words::theme(lang), Vec::from(buttons))
    };
    draw.into_any()
}

/// Each language under its own name, so that it is found by those who cannot read the other.
fn languages(look: RwSignal<Look>) -> AnyView {
    let draw = move || {
        let buttons = [(Lang::Zh, "中文"), (Lang::En, "English")].map(|(language, name)| {
            let pressed = Memo::new(move || look.with(|look| look.lang == language));
            let choose = Callback::new(move |()| look.update(|look| look.lang = language));
            segment(name.into(), language, pressed, choose)
        });
        segments(words::language(lang()), Vec::from(buttons))
    };
    draw.into_any()
}

fn segments(name: &'static str, buttons: Vec<AnyView>) -> AnyView {
    view! {
        <div class="stack is-tight">
            <p class="small soft" aria-hidden="true">{name}</p>
            <div class="segments" role="group" aria-label=name>{buttons}</div>
        </div>
    }
    .into_any()
}

fn segment(name: String, language: Lang, pressed: Memo<bool>, choose: Callback<()>) -> AnyView {
    let pressed = move || pressed.get().to_string();
    view! {
        <button type="button" lang=language.tag() aria-pressed=pressed on:click=move |_| choose.run(())>{name}</button>
    }
    .into_any()
}
