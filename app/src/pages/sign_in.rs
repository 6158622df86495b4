//! 登录: a card's code, typed or brought by the card's link. Nothing is ever sent without a tap.

mod code;

use crate::cell::{Memo, RwSignal};
use crate::components::field::field;
use crate::components::notice::{Tone, notice};
use crate::components::page_head::back_head;
use crate::components::skeleton::skeleton;
use crate::look::lang;
use crate::online::{self, Fault};
use crate::routes::{Navigator, Route, navigator};
use crate::sync::{Sync, sync};
use crate::words::sign_in as words;
use domain::wire::{SignIn, SignInRefusal};
use leptos::prelude::*;

/// The state of the page. Copied freely.
#[derive(Clone, Copy)]
struct Door {
    sync: Sync,
    navigator: Navigator,
    /// As it was typed.
    typed: RwSignal<String>,
    /// As it stands in the field after leaving it, or as a link brought it: while one types, nothing is rearranged under
    /// the fingers (or under an input method that is still composing).
    shown: RwSignal<String>,
    from_link: RwSignal<bool>,
    error: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
}

/// The page.
pub fn page() -> AnyView {
    let door = Door {
        sync: sync(),
        navigator: navigator(),
        typed: RwSignal::new(String::new()),
        shown: RwSignal::new(String::new()),
        from_link: RwSignal::new(false),
        error: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    door.read_link();
    let someone = Memo::new(move || !door.sync.accounts().residents.is_empty());
    let ready = Memo::new(move || door.sync.status().ready);
    let head = move || {
        let lang = lang();
        let title = if someone.get() { words::add_title(lang) } else { words::title(lang) };
        back_head(Route::Me, String::new(), title.into())
    };
    let body = move || if ready.get() { form(door) } else { skeleton(4) };
    view! {
        {head}
        {body}
        {move || notes(door)}
    }
    .into_any()
}

fn form(door: Door) -> AnyView {
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        door.send();
    };
    let brought = move || {
        let said = door.from_link.get().then(|| words::from_link(lang()));
        said.map(|said| notice(Tone::Success, view! { <p>{said}</p> }.into_any()))
    };
    view! {
        <form class="form" on:submit=send novalidate>
            {brought}
            {move || code_field(door)}
            <button type="submit" class="button is-wide" aria-busy=move || door.busy.get().to_string()>
                {move || words::submit(lang())}
            </button>
        </form>
    }
    .into_any()
}

fn code_field(door: Door) -> AnyView {
    let lang = lang();
    let typed = move |event| {
        door.error.set(None);
        door.typed.set(event_target_value(&event));
    };
    let left = move |_| door.shown.set(code::grouped(&door.typed.get_untracked()));
    let wrong = move || door.error.with(Option::is_some).then_some("true");
    let control = view! {
        <input
            id="code"
            type="text"
            class="code"
            lang="en"
            inputmode="text"
            autocapitalize="characters"
            autocomplete="one-time-code"
            spellcheck="false"
            placeholder="XXXX-XXXX"
            aria-describedby="code-hint code-error"
            aria-invalid=wrong
            prop:value=move || door.shown.get()
            on:input=typed
            on:change=left
        />
    };
    let hint = Some(words::code_hint(lang).into());
    field("code", words::code(lang).into(), hint, Some(door.error), control.into_any())
}

fn notes(door: Door) -> AnyView {
    let lang = lang();
    let residents = door.sync.accounts().residents;
    let names: Vec<String> = residents.into_iter().map(|person| person.name).collect();
    let here = (!names.is_empty()).then(|| {
        let names = names.join(lang.pick("、", ", "));
        view! { <p>{words::signed_in_here(lang)}{lang.pick("：", ": ")}{names}</p> }
    });
    view! {
        <div class="stack">
            {here}
            <p>{words::how(lang)}</p>
            <p class="strong">{words::never_ask(lang)}</p>
            <p class="small soft">{words::once(lang)}</p>
        </div>
    }
    .into_any()
}

impl Door {
    /// Takes the code out of the address that the card's link opened, be it while this page shows already.
    fn read_link(self) {
        #[cfg(feature = "hydrate")]
        Effect::new(move |_| {
            self.take_mark();
            let listening = window_event_listener(leptos::ev::hashchange, move |_| self.take_mark());
            on_cleanup(move || listening.remove());
        });
    }

    /// Out of the address, and out of the browser's history: nobody who borrows the phone finds the code there.
    #[cfg(feature = "hydrate")]
    fn take_mark(self) {
        let Some(window) = web_sys::window() else { return };
        let mark = window.location().hash().unwrap_or_default();
        let Some(code) = code::of_mark(&mark) else { return };
        if let Ok(history) = window.history() {
            // Where the history is closed to us the address stays as it is; the code is spent after one use anyway.
            let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&Route::SignIn.href()));
        }
        self.error.set(None);
        self.typed.set(code.clone());
        self.shown.set(code);
        self.from_link.set(true);
    }

    fn send(self) {
        if self.busy.get_untracked() {
            return;
        }
        let lang = untrack(lang);
        let code = code::bare(&self.typed.get_untracked());
        if code.is_empty() {
            self.error.set(Some(words::missing(lang).into()));
            return;
        }
        if code.chars().count() != code::LENGTH {
            self.error.set(Some(words::sentence(lang, &SignInRefusal::Malformed)));
            return;
        }
        self.busy.set(true);
        self.error.set(None);
        let request = SignIn { code, label: words::phone(lang, &user_agent()).into() };
        online::sign_in(request, move |answer| {
            self.busy.set(false);
            match answer {
                Ok(accounts) => {
                    // Only when the phone has noted it: whoever leaves the first page at once must find the same person again.
                    self.sync.signed_in(accounts, move || self.navigator.go(Route::Today));
                }
                Err(Fault::Refused(why)) => self.error.set(Some(words::sentence(lang, &why))),
                Err(Fault::Offline) => self.error.set(Some(words::offline(lang).into())),
                Err(Fault::Failed) => self.error.set(Some(words::failed(lang).into())),
            }
        });
    }
}

/// What the browser says of the phone.
fn user_agent() -> String {
    #[cfg(feature = "hydrate")]
    return web_sys::window().and_then(|window| window.navigator().user_agent().ok()).unwrap_or_default();
    #[cfg(not(feature = "hydrate"))]
    String::new()
}
