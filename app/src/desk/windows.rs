//! From when until when one can sign up and cancel: the folded part of a date's form, in hours before it begins.

use super::entry::{Entry, Kind, line};
use crate::cell::RwSignal;
use crate::look::{Lang, lang};
use crate::words::desk::dates as words;
use domain::windows::Windows;
use leptos::prelude::*;

/// How many fields there are.
pub const FIELDS: usize = 3;

/// The hours as they are typed, made once per page.
#[derive(Clone, Copy)]
pub struct Hours {
    lang: Lang,
    opens: Entry,
    closes: Entry,
    cancel: Entry,
    /// The folded part is open.
    open: RwSignal<bool>,
}

impl Hours {
    /// Nothing is said.
    pub fn new() -> Self {
        let entry = || Entry::new("");
        Self { lang: lang(), opens: entry(), closes: entry(), cancel: entry(), open: RwSignal::new(false) }
    }

    /// All fields, in an order that does not change.
    pub fn entries(self) -> [Entry; FIELDS] {
        [self.opens, self.closes, self.cancel]
    }

    /// The hours, if they can be read; otherwise says at each field that it is no number.
    pub fn read(self) -> Option<Windows> {
        let [opens, closes, cancel] = self.entries().map(|entry| {
            let hours = if entry.typed().is_empty() { Some(0) } else { entry.number() };
            if hours.is_none() {
                entry.fail(words::hours_wrong(self.lang));
                self.open.set(true);
            }
            hours
        });
        let (opens, closes, cancel) = (opens?, closes?, cancel?);
        Some(Windows { opens: (opens > 0).then_some(opens), closes, cancel })
    }

    /// The field that a refusal is about; it can be seen.
    pub fn refused(self) -> Entry {
        self.open.set(true);
        self.opens
    }

    /// The fields.
    pub fn fields(self) -> AnyView {
        let lang = self.lang;
        view! {
            <details class="stack" prop:open=move || self.open.get()>
                <summary>{words::times(lang)}</summary>
                <p class="small soft">{words::times_hint(lang)}</p>
                <div class="field-row">
                    {line(self.opens, Kind::Number, "plan-opens", words::opens(lang), None)}
                    {line(self.closes, Kind::Number, "plan-closes", words::closes(lang), None)}
                    {line(self.cancel, Kind::Number, "plan-cancel", words::cancel(lang), None)}
                </div>
            </details>
        }
        .into_any()
    }
}

/// What the fields show, in the order of [`Hours::entries`].
pub fn texts(windows: &Windows) -> [String; FIELDS] {
    let some = |hours: u32| if hours == 0 { String::new() } else { hours.to_string() };
    [some(windows.opens.unwrap_or_default()), some(windows.closes), some(windows.cancel)]
}
