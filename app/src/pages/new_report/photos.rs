//! Up to three photos, made small on the phone before they are sent.

use super::form::Form;
use crate::cell::Memo;
use crate::components::icon::{Icon, icon};
use crate::look::{Lang, lang};
use crate::words::report as words;
use domain::id::PhotoId;
use domain::report::PHOTOS_MAX;
use leptos::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};

/// So many times photos were chosen that are not in the form yet. They outlive a page that is left meanwhile.
static TAKING: AtomicUsize = AtomicUsize::new(0);

/// Whether photos are still on their way into the form: a report that is sent now would go without them.
pub(super) fn taking() -> bool {
    TAKING.load(Ordering::Relaxed) > 0
}

pub(super) fn photos(form: Form) -> AnyView {
    let ids = Memo::new(move || form.draft.with(|draft| draft.photos.clone()));
    let part = move || {
        let (lang, ids) = (lang(), ids.get());
        let more = ids.len() < PHOTOS_MAX;
        let held = ids.into_iter().enumerate().map(|(at, id)| photo(form, lang, id, at + 1)).collect_view();
        let error = move || {
            let words = form.photo_error.get();
            words.map(|words| view! { <p class="error" role="alert">{icon(Icon::Alert)}<span>{words}</span></p> })
        };
        view! {
            <fieldset class="choices">
                <legend>{words::photos(lang)}</legend>
                <p class="hint">{words::photos_hint(lang)}</p>
                <ul class="photos">{held}{more.then(|| adder(form, lang))}</ul>
                {error}
            </fieldset>
        }
    };
    part.into_any()
}

fn photo(form: Form, lang: Lang, id: PhotoId, number: usize) -> AnyView {
    let remove = move |_| {
        form.draft.update(|draft| draft.photos.retain(|other| *other != id));
        release(&[id]);
    };
    let name = words::photo(lang, number);
    let picture = match address(id) {
        Some(address) => view! { <img src=address alt=name /> }.into_any(),
        // A refused report comes back without its pictures in hand: they were sent before it.
        None => view! { <span class="photo-add">{icon(Icon::Camera)}{name}</span> }.into_any(),
    };
    view! {
        <li class="photo">
            {picture}
            <button type="button" class="photo-remove" aria-label=words::remove(lang, number) on:click=remove>
                {icon(Icon::Close)}
            </button>
        </li>
    }
    .into_any()
}

fn adder(form: Form, lang: Lang) -> AnyView {
    view! {
        <li>
            <label class="photo-add">
                <input class="unseen" type="file" accept="image/*" multiple on:change=move |event| add(form, &event) />
                {icon(Icon::Camera)}
                {words::add_photo(lang)}
            </label>
        </li>
    }
    .into_any()
}

/// Where the browser keeps a photo that was added on this phone.
fn address(id: PhotoId) -> Option<String> {
    #[cfg(feature = "hydrate")]
    return crate::sync::picture::address(id);
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = id;
        None
    }
}

/// Lets photos go that are not needed here any more.
pub(super) fn release(ids: &[PhotoId]) {
    #[cfg(feature = "hydrate")]
    crate::sync::picture::release(ids);
    #[cfg(not(feature = "hydrate"))]
    let _ = ids;
}

#[cfg(feature = "hydrate")]
fn add(form: Form, event: &leptos::ev::Event) {
    let lang = untrack(lang);
    let input: web_sys::HtmlInputElement = event_target(event);
    let files = input.files();
    let count = files.as_ref().map_or(0, |files| files.length());
    let files: Vec<web_sys::File> = (0..count).filter_map(|at| files.as_ref()?.get(at)).collect();
    // The same file can be chosen again after it was removed.
    input.set_value("");
    form.photo_error.set(None);
    TAKING.fetch_add(1, Ordering::Relaxed);
    crate::sync::spawn(async move {
        for file in files {
            if form.draft.with_untracked(|draft| draft.photos.len()) >= PHOTOS_MAX {
                let why = domain::refusal::Refusal::TooManyPhotos { max: PHOTOS_MAX };
                form.photo_error.set(Some(crate::words::refusal::sentence(lang, &why)));
                break;
            }
            let id = PhotoId(crate::sync::new_id());
            if crate::sync::picture::take(id, &file).await {
                form.draft.update(|draft| draft.photos.push(id));
            } else {
                form.photo_error.set(Some(words::photo_failed(lang).into()));
            }
        }
        TAKING.fetch_sub(1, Ordering::Relaxed);
    });
}

#[cfg(not(feature = "hydrate"))]
fn add(form: Form, event: &leptos::ev::Event) {
    let _ = (form, event);
}
