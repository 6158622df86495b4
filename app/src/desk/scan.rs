//! Scanning a code with the camera, where the browser reads codes by itself (BarcodeDetector: Chromium on Android). Where it does
//! not, there is no button, and a name or the short code is typed instead. Nothing that the camera sees leaves the phone.

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
    /// The camera could not be used.
    trouble: RwSignal<bool>,
}

impl Scanner {
    /// One that is off.
    pub fn new() -> Self {
        Self { lang: lang(), on: RwSignal::new(false), trouble: RwSignal::new(false) }
    }

    /// The button, and what the camera sees while it is on. `found` gets what a code holds; the camera stays on for the next.
    pub fn section(self, found: impl Fn(String) + Copy + Send + Sync + 'static) -> AnyView {
        if !possible() {
            return ().into_any();
        }
        let lang = self.lang;
        let label = move || if self.on.get() { words::scan_stop(lang) } else { words::scan(lang) };
        let picture = move || self.on.get().then(|| view! { <video id=VIDEO></video> });
        let sorry = move || self.trouble.get().then(|| view! { <p class="said">{words::scan_failed(lang)}</p> });
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
        self.trouble.set(false);
        if self.on.get_untracked() {
            self.on.set(false);
            return;
        }
        self.on.set(true);
        watch(self.on, self.trouble, found);
    }
}

/// Whether this browser reads codes.
fn possible() -> bool {
    #[cfg(feature = "hydrate")]
    return browser::detector().is_some();
    #[cfg(not(feature = "hydrate"))]
    false
}

/// Looks until the camera is turned off or the page is left.
fn watch(on: RwSignal<bool>, trouble: RwSignal<bool>, found: impl Fn(String) + Copy + 'static) {
    #[cfg(feature = "hydrate")]
    crate::sync::spawn(async move {
        let seen = browser::look(VIDEO, found).await;
        if seen.is_none() {
            trouble.set(true);
            on.set(false);
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (on, trouble, found);
}

#[cfg(feature = "hydrate")]
mod browser {
    use js_sys::{Array, Function, Object, Promise, Reflect};
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;

    /// So long between two looks, in milliseconds.
    const PAUSE_MS: u32 = 250;

    fn field(of: &JsValue, name: &str) -> Option<JsValue> {
        let value = Reflect::get(of, &name.into()).ok()?;
        (!value.is_undefined() && !value.is_null()).then_some(value)
    }

    fn call(of: &JsValue, name: &str, with: &[&JsValue]) -> Option<JsValue> {
        let method: Function = field(of, name)?.dyn_into().ok()?;
        let arguments: Array = with.iter().map(|one| (*one).clone()).collect();
        method.apply(of, &arguments).ok()
    }

    async fn ask(of: &JsValue, name: &str, with: &[&JsValue]) -> Option<JsValue> {
        let promise: Promise = call(of, name, with)?.dyn_into().ok()?;
        JsFuture::from(promise).await.ok()
    }

    fn object(name: &str, value: &JsValue) -> Option<JsValue> {
        let object = Object::new();
        Reflect::set(&object, &name.into(), value).ok()?;
        Some(object.into())
    }

    /// A reader of QR codes, if the browser has one.
    pub fn detector() -> Option<JsValue> {
        let make: Function = field(&js_sys::global(), "BarcodeDetector")?.dyn_into().ok()?;
        let formats = Array::of1(&"qr_code".into());
        Reflect::construct(&make, &Array::of1(&object("formats", &formats)?)).ok()
    }

    /// Turns the camera on and reads codes until its picture leaves the page. None when there is no camera or nobody allowed it.
    pub async fn look(video: &str, found: impl Fn(String)) -> Option<()> {
        let detector = detector()?;
        let devices = field(&field(&js_sys::global(), "navigator")?, "mediaDevices")?;
        let behind = object("video", &object("facingMode", &"environment".into())?)?;
        let stream = ask(&devices, "getUserMedia", &[&behind]).await?;
        let result = read(&detector, video, &stream, found).await;
        for track in call(&stream, "getTracks", &[]).iter().flat_map(|tracks| Array::from(tracks).to_vec()) {
            call(&track, "stop", &[]);
        }
        result
    }

    async fn read(detector: &JsValue, video: &str, stream: &JsValue, found: impl Fn(String)) -> Option<()> {
        let document = field(&js_sys::global(), "document")?;
        let video = call(&document, "getElementById", &[&video.into()]).filter(|video| !video.is_null())?;
        Reflect::set(&video, &"srcObject".into(), stream).ok()?;
        Reflect::set(&video, &"muted".into(), &true.into()).ok()?;
        Reflect::set(&video, &"playsInline".into(), &true.into()).ok()?;
        ask(&video, "play", &[]).await?;
        let mut last = String::new();
        while field(&video, "isConnected").and_then(|there| there.as_bool()) == Some(true) {
            // A picture that cannot be read yet is no failure.
            let codes = ask(detector, "detect", &[&video]).await.map(|codes| Array::from(&codes).to_vec());
            let text = codes.unwrap_or_default().first().and_then(|code| field(code, "rawValue")?.as_string());
            if let Some(text) = text.filter(|text| *text != last) {
                found(text.clone());
                last = text;
            }
            crate::sync::within(PAUSE_MS, std::future::pending::<()>()).await;
        }
        Some(())
    }
}
