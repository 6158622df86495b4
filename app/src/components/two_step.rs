//! A button that asks before it acts: what cannot be taken back, or only with trouble, needs a second tap.
//!
//! Which question is open is a signal of the page (one at a time), so that a redrawing does not close it.

use crate::cell::RwSignal;
use leptos::prelude::*;
use uuid::Uuid;

/// What the two steps say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps {
    /// The first button: "不要了".
    pub act: String,
    /// The question, with what will follow.
    pub question: String,
    /// The button that does it: "确定不要".
    pub yes: String,
    /// The way back: "还是要".
    pub no: String,
}

/// The button, or its question while `asked` holds `key`. `then` is called after the second tap.
pub fn two_step(asked: RwSignal<Option<Uuid>>, key: Uuid, words: Steps, then: Callback<()>) -> AnyView {
    let draw = move || {
        let words = words.clone();
        if asked.get() == Some(key) {
            question(asked, key, words, then)
        } else {
            let open = move |_| ask(asked, key);
            view! {
                <button type="button" class="button is-quiet" id=button_id(key) on:click=open>{words.act}</button>
            }
            .into_any()
        }
    };
    draw.into_any()
}

/// What the identity of a first button begins with.
pub const ASK: &str = "ask";

/// The identity of the first button.
pub fn button_id(key: Uuid) -> String {
    format!("{ASK}-{key}")
}

/// The identity of the question: a page may have several lists, each with one that is open.
fn question_id(key: Uuid) -> String {
    format!("sure-{key}")
}

/// The first button was pressed: the question takes its place.
pub fn ask(asked: RwSignal<Option<Uuid>>, key: Uuid) {
    asked.set(Some(key));
    focus_soon(question_id(key));
}

/// The question alone, for a list that draws its buttons by itself.
pub fn question(asked: RwSignal<Option<Uuid>>, key: Uuid, words: Steps, then: Callback<()>) -> AnyView {
    let yes = move |_| {
        asked.set(None);
        // Where the first button stays, or until `then` moves it elsewhere.
        focus_soon(button_id(key));
        then.run(());
    };
    let no = move |_| {
        asked.set(None);
        focus_soon(button_id(key));
    };
    let (id, name) = (question_id(key), format!("{}-text", question_id(key)));
    let text = name.clone();
    view! {
        <div class="stack" role="group" id=id tabindex="-1" aria-labelledby=name>
            <p class="strong" id=text>{words.question}</p>
            <div class="actions">
                <button type="button" class="button is-danger" on:click=yes>{words.yes}</button>
                <button type="button" class="button is-quiet" on:click=no>{words.no}</button>
            </div>
        </div>
    }
    .into_any()
}

/// Moves the focus to what a button has opened or what has taken its place, or back to it, once that is drawn: otherwise it would
/// be lost with the button, or stay where nothing is asked.
pub fn focus_soon(id: String) {
    #[cfg(feature = "hydrate")]
    request_animation_frame(move || {
        use wasm_bindgen::JsCast;
        let element = document().get_element_by_id(&id);
        if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
            // An element that cannot take the focus keeps quiet.
            let _ = element.focus();
        }
    });
    #[cfg(not(feature = "hydrate"))]
    drop(id);
}
