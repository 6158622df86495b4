//! 说一说: the form for a report.
//!
//! What is typed lives in the frame ([`crate::frame::DraftText`]), not here: leaving the page, a refusal or a full phone
//! cost not one character, and the phone's store keeps it for when the browser is closed. The form is drawn only once the
//! phone's own rows are read, so that nothing is typed into a page that is about to wake up.

mod form;
mod kind;
mod photos;
mod place;
mod whom;

use crate::cell::Memo;
use crate::components::dock::dock;
use crate::components::empty::empty;
use crate::components::field::field;
use crate::components::notice::{Tone, notice};
use crate::components::page_head::back_head;
use crate::components::skeleton::skeleton;
use crate::look::{elder, lang};
use crate::routes::Route;
use crate::words::{common, report as words};
use domain::report::WORDS_MAX;
use form::Form;
use leptos::prelude::*;

/// The page.
pub fn page() -> AnyView {
    let form = Form::new();
    let head = move || back_head(Route::Needs, words::form_line(lang()).into(), words::form_title(lang()).into());
    let known = Memo::new(move || {
        let visiting = form.sync.visiting();
        (visiting, form.sync.view().me().is_some())
    });
    let body = move || match known.get() {
        (_, true) => fields(form),
        (false, false) => skeleton(6),
        (true, false) => sign_in(),
    };
    view! { {head}{body} }.into_any()
}

fn sign_in() -> AnyView {
    let lang = lang();
    empty(
        words::form_sign_in(lang).into(),
        words::form_sign_in_text(lang).into(),
        Some((Route::SignIn, common::sign_in(lang).into())),
    )
}

fn fields(form: Form) -> AnyView {
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.send();
    };
    let name = move || whom::name(form).map(|name| words::reported_by(lang(), &name));
    let trouble = move || form.trouble.get().map(|why| notice(Tone::Error, view! { <p>{why}</p> }.into_any()));
    let button = view! {
        <button type="submit" class="button is-wide" aria-busy=move || form.busy.get().to_string()>
            {move || words::submit(lang())}
        </button>
    };
    view! {
        <form class="form" on:submit=send novalidate>
            {move || kept(form)}
            {whom::whom(form)}
            {kind::kind(form)}
            {move || what(form)}
            {place::place(form)}
            {whom::photos(form)}
            {move || shown(form)}
            {dock(true, trouble.into_any(), name.into_any(), button.into_any())}
        </form>
    }
    .into_any()
}

/// What was begun before and is still there, with the way to begin anew.
fn kept(form: Form) -> AnyView {
    let lang = lang();
    form.kept
        .get()
        .then(|| {
            view! {
                <div class="row is-apart">
                    <p class="said" role="status">{words::draft_kept(lang)}</p>
                    <button type="button" class="button is-quiet is-small" on:click=move |_| form.start_over()>
                        {words::start_over(lang)}
                    </button>
                </div>
            }
        })
        .into_any()
}

fn what(form: Form) -> AnyView {
    let lang = lang();
    let used = move || form.draft.with(|draft| draft.words.chars().count());
    let over = move || used() > WORDS_MAX;
    let wrong = move || form.words_error.with(Option::is_some).then_some("true");
    let typed = move |event| {
        form.words_error.set(None);
        form.draft.update(|draft| draft.words = event_target_value(&event));
    };
    let control = view! {
        <textarea
            id="what"
            rows="5"
            placeholder=words::what_example(lang)
            aria-describedby="what-hint what-room what-error"
            aria-invalid=wrong
            prop:value=move || form.draft.with(|draft| draft.words.clone())
            on:input=typed
        ></textarea>
        <p class=move || if over() { "small strong" } else { "small soft" } id="what-room">
            {move || words::room(lang, used(), WORDS_MAX)}
        </p>
    };
    let hint = Some(words::what_hint(lang).into());
    field("what", words::what(lang).into(), hint, Some(form.words_error), control.into_any())
}

/// Whether neighbours see words and name. The elder view leaves the choice out: there nothing is shown to anyone.
fn shown(form: Form) -> AnyView {
    let lang = lang();
    let shown = move || form.draft.with(|draft| draft.shown);
    if elder() && !untrack(shown) {
        return view! { <p class="small soft">{words::shown_to_staff(lang)}</p> }.into_any();
    }
    let tick = move |event| form.draft.update(|draft| draft.shown = event_target_checked(&event));
    view! {
        <label class="choice">
            <input type="checkbox" prop:checked=shown on:change=tick />
            <span class="choice-text"><b>{words::show(lang)}</b><small>{words::show_hint(lang)}</small></span>
        </label>
    }
    .into_any()
}
