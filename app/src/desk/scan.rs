//! Scanning a code with the camera. Where it is not to be had there is no button; where it is refused or does not work, that is
//! said, and a name or the short code is typed instead.

use crate::cell::RwSignal;
use crate::look::{Lang, lang};
use crate::words::desk::shifts as words;
use leptos::prelude::*;

/// The element that shows what the camera sees.
const VIDEO: &str = "scanner";

/// The camera of one page.
#[derive(Clone, Copy)]
pub struct Scanner {
    lang: Lang,
    /// Whether the camera is on.
    on: RwSignal<bool>,
    /// Why the camera could not be used, as a sentence.
    trouble: RwSignal<Option<&'static str>>,
}

impl Scanner {
    /// One that is off.
    pub fn new() -> Self {
        Self { lang: lang(), on: RwSignal::new(false), trouble: RwSignal::new(None) }
    }

    /// The button, and what the camera sees while it is on. `found` gets what a code holds; the camera stays on for the next.
    pub fn section(self, found: impl Fn(String) + Copy + Send + Sync + 'static) -> AnyView {
        if !possible() {
            return ().into_any();
        }
        let lang = self.lang;
        // A page that is drawn anew begins with the camera off: what looked for codes goes with the old drawing.
        if self.on.get_untracked() {
            self.on.set(false);
        }
        let label = move || if self.on.get() { words::scan_stop(lang) } else { words::scan(lang) };
        let picture = move || self.on.get().then(|| view! { <video id=VIDEO></video> });
        let sorry = move || self.trouble.get().map(|why| view! { <p class="said">{why}</p> });
        view! {
            <div class="stack no-print">
                <div class="actions">
                    <button type="button" class="button is-quiet" on:click=move |_| self.toggle(found)>{label}</button>
                </div>
                {picture}
                <div aria-live="polite">{sorry}</div>
            </div>
        }
        .into_any()
    }

    fn toggle(self, found: impl Fn(String) + Copy + 'static) {
        self.trouble.set(None);
        if self.on.get_untracked() {
            self.on.set(false);
            return;
        }
        self.on.set(true);
        self.watch(found);
    }

    /// Looks until the camera is turned off or the page is left.
    fn watch(self, found: impl Fn(String) + Copy + 'static) {
        #[cfg(feature = "hydrate")]
        crate::sync::spawn(async move {
            use super::camera::{Trouble, look};
            let Err(trouble) = look(VIDEO, found).await else { return };
            let why = match trouble {
                Trouble::Refused => words::scan_refused(self.lang),
                Trouble::Failed => words::scan_failed(self.lang),
            };
            self.trouble.set(Some(why));
            self.on.set(false);
        });
        #[cfg(not(feature = "hydrate"))]
        let _ = found;
    }
}

/// Whether this browser lets a page use a camera at all.
fn possible() -> bool {
    #[cfg(feature = "hydrate")]
    return super::camera::possible();
    #[cfg(not(feature = "hydrate"))]
    false
}
