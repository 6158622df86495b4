//! The folded part of a form: what has an answer already and can be left alone, or a step that somebody is not at yet. It opens by
//! itself where something in it is wrong: nobody looks for an error behind a name.

use crate::cell::Memo;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// Where the keyboard goes on in a part: at what follows its name.
#[cfg(feature = "hydrate")]
const FIRST: &str = ":scope > :not(summary) :is(input, select, textarea, summary)";

/// How a part begins.
pub struct Folded {
    /// Its identity.
    pub id: String,
    /// Of the parts of one group, browsers that can keep one open.
    pub group: Option<&'static str>,
    /// It begins unfolded.
    pub open: bool,
    /// What it is about.
    pub name: String,
}

/// The part around its fields. As soon as it is `needed` it is unfolded.
pub fn more(folded: Folded, needed: Memo<bool>, fields: AnyView) -> AnyView {
    let Folded { id, group, open, name } = folded;
    let own = id.clone();
    Effect::new(move |_| {
        if needed.get() {
            unfold(own.clone(), false);
        }
    });
    view! {
        <details class="stack" id=id name=group open=open>
            <summary>{name}</summary>
            {fields}
        </details>
    }
    .into_any()
}

/// Unfolds a part once what has changed is drawn. `enter`: the first field of it takes the focus.
pub fn unfold(id: String, enter: bool) {
    #[cfg(feature = "hydrate")]
    request_animation_frame(move || {
        let Some(part) = document().get_element_by_id(&id) else { return };
        if part.set_attribute("open", "").is_ok() && enter {
            focus(part.query_selector(FIRST).ok().flatten());
        }
    });
    #[cfg(not(feature = "hydrate"))]
    drop((id, enter));
}

/// A form was sent: where the first thing that is wrong with it stands in a part that folds, that is unfolded, and the keyboard goes
/// there. What stands in none can be seen already and is left alone.
pub fn unfold_wrong(event: &SubmitEvent) {
    #[cfg(feature = "hydrate")]
    {
        use wasm_bindgen::JsCast;
        let form = event.target().and_then(|form| form.dyn_into::<web_sys::Element>().ok());
        let Some(form) = form else { return };
        // In the first frame parts unfold by themselves, and of a group the last one stays open.
        request_animation_frame(move || {
            request_animation_frame(move || {
                let Some(wrong) = form.query_selector("[aria-invalid=true]").ok().flatten() else { return };
                while let Some(part) = wrong.closest("details:not([open])").ok().flatten() {
                    if part.set_attribute("open", "").is_err() {
                        return;
                    }
                }
                if wrong.closest("details").is_ok_and(|part| part.is_some()) {
                    focus(Some(wrong));
                }
            });
        });
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = event;
}

#[cfg(feature = "hydrate")]
fn focus(element: Option<web_sys::Element>) {
    use wasm_bindgen::JsCast;
    if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        // An element that cannot take the focus keeps quiet.
        let _ = element.focus();
    }
}
