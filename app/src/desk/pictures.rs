//! Pictures that go out with what is written in a form: chosen here, made small on the phone, shown, taken away. They wait beside
//! the command that names them, and are sent before it.

use crate::cell::RwSignal;
use crate::components::icon::{Icon, icon};
use crate::components::picture::square;
use crate::look::{Lang, lang};
use crate::words::report as words;
use domain::id::PhotoId;
use leptos::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};

/// So many times pictures were chosen that are not in a form yet. They outlive a page that is left meanwhile.
static TAKING: AtomicUsize = AtomicUsize::new(0);

/// What is chosen, made once per page.
#[derive(Clone, Copy)]
pub struct Pictures {
    lang: Lang,
    most: usize,
    ids: RwSignal<Vec<PhotoId>>,
    error: RwSignal<Option<&'static str>>,
    /// So many times pictures of this form are being made small.
    taking: RwSignal<usize>,
}

/// Whether a picture that was made small here is still in hand.
fn holds(id: PhotoId) -> bool {
    #[cfg(feature = "hydrate")]
    return crate::sync::picture::address(id).is_some();
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = id;
        false
    }
}

impl Pictures {
    /// None yet, and so many at most.
    pub fn new(most: usize) -> Self {
        Self { lang: lang(), most, ids: RwSignal::default(), error: RwSignal::new(None), taking: RwSignal::new(0) }
    }

    /// Shows what there is already.
    pub fn fill(self, ids: Vec<PhotoId>) {
        self.ids.set(ids);
        self.error.set(None);
    }

    /// What is chosen now, in its order.
    pub fn chosen(self) -> Vec<PhotoId> {
        self.ids.get_untracked()
    }

    /// Whether all that was chosen is in the form; otherwise says that it is not: what is sent now would go without it.
    pub fn ready(self) -> bool {
        let taking = TAKING.load(Ordering::Relaxed) > 0;
        self.error.set(taking.then(|| words::photo_taking(self.lang)));
        !taking
    }

    /// Whether there is more in the form than what was `kept`, or will be in a moment. Tracked.
    pub fn unsaved(self, kept: Option<PhotoId>) -> bool {
        self.taking.get() > 0 || self.ids.with(|ids| ids.iter().any(|id| Some(*id) != kept))
    }

    /// Lets what was chosen go, and shows what was `kept`.
    pub fn put_back(self, kept: Option<PhotoId>) {
        #[cfg(feature = "hydrate")]
        crate::sync::picture::release(&self.chosen());
        self.fill(kept.into_iter().collect());
    }

    /// The first one, as it is kept with what is typed beside it; empty when there is none. Tracked.
    pub fn text(self) -> String {
        self.ids.with(|ids| ids.first().map(|id| id.to_string()).unwrap_or_default())
    }

    /// Shows the one that was kept, as long as this phone holds it: a page that was opened anew does not.
    pub fn put(self, text: &str) {
        let kept: Vec<PhotoId> = text.parse::<PhotoId>().into_iter().collect();
        if kept.iter().all(|id| holds(*id)) {
            self.fill(kept);
        }
    }

    /// The part of the form.
    pub fn field(self, legend: &'static str, hint: &'static str) -> AnyView {
        let part = move || {
            let ids = self.ids.get();
            let more = ids.len() < self.most;
            let held = ids.into_iter().enumerate().map(|(at, id)| self.one(id, at + 1)).collect_view();
            view! { <ul class="photos">{held}{more.then(|| self.adder())}</ul> }
        };
        let error = move || {
            let words = self.error.get();
            words.map(|words| view! { <p class="error" role="alert">{icon(Icon::Alert)}<span>{words}</span></p> })
        };
        view! {
            <fieldset class="choices">
                <legend>{legend}</legend>
                <p class="hint">{hint}</p>
                {part}
                {error}
            </fieldset>
        }
        .into_any()
    }

    fn one(self, id: PhotoId, number: usize) -> AnyView {
        let remove = move |_| {
            self.ids.update(|ids| ids.retain(|other| *other != id));
            #[cfg(feature = "hydrate")]
            crate::sync::picture::release(&[id]);
        };
        view! {
            <li class="photo">
                {square(id, words::photo(self.lang, number))}
                <button
                    type="button"
                    class="photo-remove"
                    aria-label=words::remove(self.lang, number)
                    on:click=remove
                >
                    {icon(Icon::Close)}
                </button>
            </li>
        }
        .into_any()
    }

    fn adder(self) -> AnyView {
        let several = self.most > 1;
        view! {
            <li>
                <label class="photo-add">
                    <input
                        class="unseen"
                        type="file"
                        accept="image/*"
                        multiple=several
                        on:change=move |event| self.add(&event)
                    />
                    {icon(Icon::Camera)}
                    {words::add_photo(self.lang)}
                </label>
            </li>
        }
        .into_any()
    }

    #[cfg(feature = "hydrate")]
    fn add(self, event: &leptos::ev::Event) {
        let input: web_sys::HtmlInputElement = event_target(event);
        let files = input.files();
        let count = files.as_ref().map_or(0, |files| files.length());
        // What is too many is not taken in the first place: the place for another one is gone.
        let room = self.most.saturating_sub(self.chosen().len());
        let files: Vec<web_sys::File> = (0..count).filter_map(|at| files.as_ref()?.get(at)).take(room).collect();
        // The same file can be chosen again after it was removed.
        input.set_value("");
        self.error.set(None);
        TAKING.fetch_add(1, Ordering::Relaxed);
        self.taking.update(|taking| *taking += 1);
        crate::sync::spawn(async move {
            for file in files {
                let id = PhotoId(crate::sync::new_id());
                if crate::sync::picture::take(id, &file).await {
                    self.ids.update(|ids| ids.push(id));
                } else {
                    self.error.set(Some(words::photo_failed(self.lang)));
                }
            }
            TAKING.fetch_sub(1, Ordering::Relaxed);
            self.taking.update(|taking| *taking = taking.saturating_sub(1));
        });
    }

    #[cfg(not(feature = "hydrate"))]
    fn add(self, event: &leptos::ev::Event) {
        let _ = (self, event);
    }
}
