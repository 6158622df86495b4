//! What is typed or picked in a form of the desk, with the sentence about what is wrong with it.
//!
//! An [`Entry`] is two signals made once per page, so neither a redrawing nor a refusal ever loses a typed word. The
//! sentence stands at its field and goes as soon as the field is changed.

use crate::cell::{Memo, RwSignal};
use crate::components::field::field;
use crate::components::more::unfold_wrong;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// One field's text and its error.
#[derive(Clone, Copy)]
pub struct Entry {
    /// What is in it.
    pub text: RwSignal<String>,
    /// What is wrong with it.
    pub error: RwSignal<Option<String>>,
}

/// What is typed into a line: it chooses the keyboard and what the phone may fill in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Any words.
    Words,
    /// A day.
    Day,
    /// A clock time.
    Clock,
    /// A whole number.
    Number,
    /// An amount of money in yuan.
    Money,
    /// A telephone number.
    Phone,
    /// Six digits from the authenticator.
    Digits,
    /// The password as it is.
    Password,
    /// A password to be chosen.
    NewPassword,
}

impl Kind {
    fn input_type(self) -> &'static str {
        match self {
            Kind::Day => "date",
            Kind::Clock => "time",
            Kind::Password | Kind::NewPassword => "password",
            Kind::Phone => "tel",
            Kind::Words | Kind::Number | Kind::Money | Kind::Digits => "text",
        }
    }

    fn keyboard(self) -> Option<&'static str> {
        match self {
            Kind::Number | Kind::Digits => Some("numeric"),
            Kind::Money => Some("decimal"),
            _ => None,
        }
    }

    /// Only one's own password and code are the phone's to remember; everything else here is about other people.
    fn autocomplete(self) -> &'static str {
        match self {
            Kind::Password => "current-password",
            Kind::NewPassword => "new-password",
            Kind::Digits => "one-time-code",
            _ => "off",
        }
    }
}

/// One thing that can be picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub text: String,
}

impl Entry {
    /// An entry that starts with `text`.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: RwSignal::new(text.into()), error: RwSignal::new(None) }
    }

    /// What is in it, without the space around it.
    pub fn typed(self) -> String {
        self.text.with_untracked(|text| text.trim().to_string())
    }

    /// Says what is wrong with it.
    pub fn fail(self, sentence: impl Into<String>) {
        self.error.set(Some(sentence.into()));
    }

    /// Puts something else in it.
    pub fn fill(self, text: impl Into<String>) {
        self.text.set(text.into());
        self.error.set(None);
    }

    /// The whole number in it.
    pub fn number(self) -> Option<u32> {
        narrow(&self.typed()).parse().ok()
    }

    fn wrong(self) -> Option<&'static str> {
        self.error.with(Option::is_some).then_some("true")
    }

    /// The identities of the hint and of the sentence, as far as they are there.
    fn described(self, id: &'static str, hint: bool) -> Option<String> {
        let hint = hint.then(|| format!("{id}-hint"));
        let error = self.error.with(Option::is_some).then(|| format!("{id}-error"));
        let parts: Vec<String> = hint.into_iter().chain(error).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }
}

/// One line to type into.
pub fn line(entry: Entry, kind: Kind, id: &'static str, label: &str, hint: Option<&str>) -> AnyView {
    let has_hint = hint.is_some();
    let control = view! {
        <input
            id=id
            type=kind.input_type()
            inputmode=kind.keyboard()
            autocomplete=kind.autocomplete()
            aria-describedby=move || entry.described(id, has_hint)
            aria-invalid=move || entry.wrong()
            prop:value=move || entry.text.get()
            on:input=move |event| entry.fill(event_target_value(&event))
        />
    };
    field(id, label.into(), hint.map(Into::into), Some(entry.error), control.into_any())
}

/// Several lines to type into.
pub fn lines(entry: Entry, id: &'static str, label: &str, hint: Option<&str>) -> AnyView {
    let has_hint = hint.is_some();
    let control = view! {
        <textarea
            id=id
            rows="4"
            aria-describedby=move || entry.described(id, has_hint)
            aria-invalid=move || entry.wrong()
            prop:value=move || entry.text.get()
            on:input=move |event| entry.fill(event_target_value(&event))
        ></textarea>
    };
    field(id, label.into(), hint.map(Into::into), Some(entry.error), control.into_any())
}

/// A list to pick one thing from. `nothing` is what it says while nothing is picked.
pub fn pick(entry: Entry, id: &'static str, label: &str, nothing: &'static str, choices: Memo<Vec<Choice>>) -> AnyView {
    pick_unless(|| false, entry, id, label, nothing, choices)
}

/// The same, where what is picked may not be changed as long as `fixed` says so.
pub fn pick_unless(
    fixed: impl Fn() -> bool + Send + 'static,
    entry: Entry,
    id: &'static str,
    label: &str,
    nothing: &'static str,
    choices: Memo<Vec<Choice>>,
) -> AnyView {
    let option = move |value: String, text: String| {
        let chosen = value.clone();
        view! { <option value=value prop:selected=move || entry.text.with(|text| *text == chosen)>{text}</option> }
    };
    let control = view! {
        <span class="select">
            <select
                id=id
                disabled=fixed
                aria-describedby=move || entry.described(id, false)
                aria-invalid=move || entry.wrong()
                on:change=move |event| entry.fill(event_target_value(&event))
            >
                {option(String::new(), nothing.into())}
                {move || choices.get().into_iter().map(|choice| option(choice.value, choice.text)).collect_view()}
            </select>
        </span>
    };
    field(id, label.into(), None, Some(entry.error), control.into_any())
}

/// What a form does when it is sent: `then`, and nothing that the browser would do by itself. What it finds wrong is seen.
pub fn submits(then: impl Fn() + 'static) -> impl Fn(SubmitEvent) + 'static {
    move |event| {
        event.prevent_default();
        then();
        unfold_wrong(&event);
    }
}

/// A text with its full-width figures made narrow: that is how a Chinese keyboard may write a number.
pub fn narrow(text: &str) -> String {
    let figure = |letter: char| match letter {
        '０'..='９' => char::from_digit(u32::from(letter) - u32::from('０'), 10).unwrap_or(letter),
        other => other,
    };
    text.chars().map(figure).collect()
}

#[cfg(test)]
mod tests {
    use super::narrow;

    #[test]
    fn a_number_may_be_written_with_wide_figures() {
        assert_eq!(narrow("３０"), "30");
        assert_eq!(narrow("12 号"), "12 号");
    }
}
