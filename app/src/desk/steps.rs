//! A long form in the elder view: four fields at once at most. The others wait behind the names of their steps, one of which is open.
//!
//! It stays one form: nothing typed is lost between steps, any step can be opened at any time, and all of it is sent at once. In the
//! normal view the fields stand below each other, as they always did.

use super::entry::Entry;
use crate::cell::Memo;
use crate::components::more::{Folded, more, unfold};
use crate::look::{Lang, elder};
use crate::words::desk::steps as words;
use leptos::prelude::*;

/// One step: what belongs together.
pub struct Step {
    name: &'static str,
    wrong: Memo<bool>,
    fields: AnyView,
}

impl Step {
    /// A step; what is wrong with it, its entries say.
    pub fn new(name: &'static str, entries: Vec<Entry>, fields: AnyView) -> Self {
        let wrong = Memo::new(move || entries.iter().any(|entry| entry.error.with(Option::is_some)));
        Self::saying(name, wrong, fields)
    }

    /// A step that says by itself whether something is wrong with it.
    pub fn saying(name: &'static str, wrong: Memo<bool>, fields: AnyView) -> Self {
        Self { name, wrong, fields }
    }
}

/// The steps of a form; `form` is an identity that no other form of the page has.
pub fn steps(form: &'static str, lang: Lang, steps: Vec<Step>) -> AnyView {
    if !elder() {
        let fields: Vec<AnyView> = steps.into_iter().map(|step| step.fields).collect();
        return view! { {fields} }.into_any();
    }
    let last = steps.len();
    let draw = |(at, step): (usize, Step)| {
        let number = at + 1;
        let next = move || unfold(identity(form, number + 1), true);
        let next = (number < last).then(|| {
            view! {
                <div class="actions">
                    <button type="button" class="button is-quiet" on:click=move |_| next()>{words::next(lang)}</button>
                </div>
            }
        });
        let fields = view! { {step.fields}{next} }.into_any();
        let name = words::step(number, step.name);
        let folded = Folded { id: identity(form, number), group: Some(form), open: number == 1, name };
        more(folded, step.wrong, fields)
    };
    let steps: Vec<AnyView> = steps.into_iter().enumerate().map(draw).collect();
    view! { {steps} }.into_any()
}

fn identity(form: &str, number: usize) -> String {
    format!("{form}-step-{number}")
}
