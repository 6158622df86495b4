//! 日历订阅: the secret address with which a calendar program follows what I am signed up for. The server says an
//! address once.

use crate::cell::{Memo, RwSignal};
use crate::components::empty::empty;
use crate::components::notice::{Tone, notice};
use crate::components::page_head::back_head;
use crate::components::skeleton::skeleton;
use crate::components::two_step::{Steps, two_step};
use crate::look::{Lang, lang};
use crate::online::{self, Fault};
use crate::routes::Route;
use crate::sync::{Sync, sync};
use crate::words::{calendar as words, common, when};
use domain::id::ResidentId;
use domain::when::Moment;
use domain::wire::calendar::CalendarAddress;
use leptos::prelude::*;
use uuid::Uuid;

/// The two questions.
const REPLACE: Uuid = Uuid::from_u128(1);
const END: Uuid = Uuid::from_u128(2);

/// What was done last, or why not.
#[derive(Clone, Copy)]
enum Said {
    Done(&'static str),
    Trouble(&'static str),
}

/// What is known and asked, made once so that a redrawing does not lose the address.
#[derive(Clone, Copy)]
struct Calendar {
    sync: Sync,
    asked: RwSignal<Option<Uuid>>,
    /// What the server said, and of whom: somebody else may have come to this phone since.
    known: RwSignal<Option<(ResidentId, CalendarAddress)>>,
    said: RwSignal<Option<Said>>,
}

/// The page.
pub fn page() -> AnyView {
    let sync = sync();
    let page = Calendar { sync, asked: RwSignal::new(None), known: RwSignal::new(None), said: RwSignal::new(None) };
    let who = Memo::new(move || (sync.visiting(), sync.view().me().map(|me| me.id)));
    Effect::new(move |_| {
        if let (_, Some(me)) = who.get() {
            // Not anew for another language: an address is shown once.
            let lang = untrack(lang);
            online::calendar(move |answer| page.took(lang, me, answer, None));
        }
    });
    let head = move || back_head(Route::Me, words::hint(lang()).into(), words::title(lang()).into());
    let body = move || match who.get() {
        (_, Some(me)) => page.section(me),
        (true, None) => empty(
            words::title(lang()).into(),
            words::hint(lang()).into(),
            Some((Route::SignIn, common::sign_in(lang()).into())),
        ),
        (false, None) => skeleton(2),
    };
    view! { {head}{body} }.into_any()
}

impl Calendar {
    fn section(self, me: ResidentId) -> AnyView {
        let lang = lang();
        let body = move || match self.known.get().filter(|(of, _)| *of == me) {
            None => ().into_any(),
            Some((_, CalendarAddress { since: None, .. })) => self.none(lang, me),
            Some((_, CalendarAddress { since: Some(since), address })) => self.one(lang, me, since, address),
        };
        let said = move || {
            self.said.get().map(|said| {
                let (tone, words) = match said {
                    Said::Done(words) => (Tone::Success, words),
                    Said::Trouble(words) => (Tone::Error, words),
                };
                notice(tone, view! { <p>{words}</p> }.into_any())
            })
        };
        view! { <section class="stack" id="calendar">{body}{said}</section> }.into_any()
    }

    fn none(self, lang: Lang, me: ResidentId) -> AnyView {
        view! {
            <p>{words::none(lang)}</p>
            <p class="said">{words::warning(lang)}</p>
            <div class="actions">
                <button type="button" class="button" on:click=move |_| self.make(lang, me)>{words::make(lang)}</button>
            </div>
        }
        .into_any()
    }

    fn one(self, lang: Lang, me: ResidentId, since: Moment, address: Option<String>) -> AnyView {
        let now = untrack(|| self.sync.now());
        let replace = Steps {
            act: words::replace(lang).into(),
            question: words::replace_question(lang).into(),
            yes: words::replace_yes(lang).into(),
            no: words::keep(lang).into(),
        };
        let end = Steps {
            act: words::end(lang).into(),
            question: words::end_question(lang).into(),
            yes: words::end_yes(lang).into(),
            no: words::keep(lang).into(),
        };
        let ended = move |()| {
            self.said.set(None);
            online::end_calendar(move |answer| self.took(lang, me, answer, Some(words::ended(lang))));
        };
        view! {
            <p>{words::since(lang, &when::stamp(lang, since, now))}</p>
            <p class="said">{words::warning(lang)}</p>
            {address.map(|address| self.address(lang, address))}
            {two_step(self.asked, REPLACE, replace, Callback::new(move |()| self.make(lang, me)))}
            {two_step(self.asked, END, end, Callback::new(ended))}
        }
        .into_any()
    }

    fn address(self, lang: Lang, address: String) -> AnyView {
        let open = webcal(&address);
        let text = address.clone();
        view! {
            <div class="field">
                <label for="calendar-address">{words::address(lang)}</label>
                <p class="hint" id="calendar-address-hint">{words::once(lang)}</p>
                <input
                    id="calendar-address"
                    type="text"
                    readonly=true
                    aria-describedby="calendar-address-hint"
                    value=address
                />
            </div>
            <div class="actions">
                <button type="button" class="button" on:click=move |_| self.copy(lang, &text)>{words::copy(lang)}</button>
                <a class="button is-quiet" href=open rel="external">{words::open(lang)}</a>
            </div>
        }
        .into_any()
    }

    fn make(self, lang: Lang, me: ResidentId) {
        self.said.set(None);
        online::make_calendar(move |answer| self.took(lang, me, answer, None));
    }

    fn took(self, lang: Lang, me: ResidentId, answer: Result<CalendarAddress, Fault>, done: Option<&'static str>) {
        self.said.set(match &answer {
            Ok(_) => done.map(Said::Done),
            Err(Fault::Offline) => Some(Said::Trouble(words::offline(lang))),
            Err(_) => Some(Said::Trouble(words::failed(lang))),
        });
        if let Ok(known) = answer {
            self.known.set(Some((me, known)));
        }
    }

    fn copy(self, lang: Lang, text: &str) {
        #[cfg(feature = "hydrate")]
        {
            let writing = clipboard(text);
            crate::sync::spawn(async move {
                let done = match writing {
                    Some(writing) => wasm_bindgen_futures::JsFuture::from(writing).await.is_ok(),
                    None => false,
                };
                let said = if done { Said::Done(words::copied(lang)) } else { Said::Trouble(words::not_copied(lang)) };
                self.said.set(Some(said));
            });
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = (lang, text);
    }
}

/// Puts a text where it can be pasted from. Some browsers inside chats have no such place.
#[cfg(feature = "hydrate")]
fn clipboard(text: &str) -> Option<js_sys::Promise> {
    use wasm_bindgen::JsCast;
    let navigator = web_sys::window()?.navigator();
    let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into()).ok()?;
    let clipboard: web_sys::Clipboard = clipboard.dyn_into().ok()?;
    Some(clipboard.write_text(text))
}

/// The same address as phones open it in a calendar program.
fn webcal(address: &str) -> String {
    address.split_once("://").map_or_else(|| address.to_owned(), |(_, rest)| format!("webcal://{rest}"))
}
