//! 查找 among all residents, as far as it is said: that somebody is looked for, and that nobody was found. The answer takes a moment,
//! and without a word nobody knows whether the button was pressed.

use super::entry::Entry;
use crate::cell::RwSignal;
use crate::look::Lang;
use crate::words::desk::residents as words;
use leptos::prelude::*;

/// What is said of the searches of one field, made once per page.
#[derive(Clone, Copy)]
pub struct Looking {
    field: Entry,
    /// What was looked for last, and whether there is no answer yet; none where somebody was found.
    last: RwSignal<Option<(String, bool)>>,
}

impl Looking {
    /// Of the searches for what is typed into a field.
    pub fn new(field: Entry) -> Self {
        Self { field, last: RwSignal::new(None) }
    }

    /// A search is on its way.
    pub fn begin(self) {
        self.last.set(Some((self.field.typed(), true)));
    }

    /// There is an answer. `nobody`: of that name there is nobody.
    pub fn end(self, nobody: bool) {
        self.last.update(|last| *last = last.take().filter(|_| nobody).map(|(wanted, _)| (wanted, false)));
    }

    /// What is said. That nobody was found holds as long as nothing else is typed.
    pub fn said(self, lang: Lang) -> AnyView {
        let sentence = move || match self.last.get() {
            Some((_, true)) => Some(words::searching(lang)),
            Some((wanted, false)) => self.field.text.with(|text| text.trim() == wanted).then_some(words::nobody(lang)),
            None => None,
        };
        let said = move || sentence().map(|sentence| view! { <p class="said">{sentence}</p> });
        view! { <div aria-live="polite">{said}</div> }.into_any()
    }
}
