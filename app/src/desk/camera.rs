//! The camera, and who looks for codes in what it sees: the browser where it reads codes by itself (BarcodeDetector: Chromium on
//! Android, with Google's services), else the [`Decoder`]. Nothing that the camera sees leaves the phone.

use super::decoder::Decoder;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlVideoElement;

/// So long between two looks, in milliseconds: at most four in a second, so that the phone stays cool and answers to fingers.
const PAUSE_MS: u32 = 250;

/// Why the camera is of no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The person, or the browser on their behalf, said no.
    Refused,
    /// There is none, another program has it, or its picture cannot be looked at.
    Failed,
}

/// What an object has under a name, unless that is nothing.
pub(super) fn field(of: &JsValue, name: &str) -> Option<JsValue> {
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

/// An object with one thing in it.
pub(super) fn object(name: &str, value: &JsValue) -> Option<JsValue> {
    let object = Object::new();
    Reflect::set(&object, &name.into(), value).ok()?;
    Some(object.into())
}

/// What hands out cameras; only on pages that came over a safe line.
fn devices() -> Option<JsValue> {
    field(&field(&js_sys::global(), "navigator")?, "mediaDevices")
}

/// Whether this browser lets a page ask for a camera.
pub fn possible() -> bool {
    devices().is_some_and(|devices| field(&devices, "getUserMedia").is_some())
}

/// Turns the camera on and reads codes until its picture leaves the page: until the person turns it off or goes elsewhere.
/// `video` is the identity of the element that shows the picture.
///
/// # Errors
/// When nobody allowed the camera, or it cannot be used.
pub async fn look(video: &str, found: impl Fn(String)) -> Result<(), Trouble> {
    let stream = open().await?;
    let result = watch(video, &stream, found).await;
    for track in call(&stream, "getTracks", &[]).iter().flat_map(|tracks| Array::from(tracks).to_vec()) {
        call(&track, "stop", &[]);
    }
    result.ok_or(Trouble::Failed)
}

async fn open() -> Result<JsValue, Trouble> {
    let asked = request().ok_or(Trouble::Failed)?;
    JsFuture::from(asked).await.map_err(|why| {
        let name = field(&why, "name").and_then(|name| name.as_string());
        if name.as_deref() == Some("NotAllowedError") { Trouble::Refused } else { Trouble::Failed }
    })
}

/// Asks for the camera at the back.
fn request() -> Option<Promise> {
    let behind = object("video", &object("facingMode", &"environment".into())?)?;
    call(&devices()?, "getUserMedia", &[&behind])?.dyn_into().ok()
}

/// Looks until the picture is gone. None where it cannot be looked at.
async fn watch(name: &str, stream: &JsValue, found: impl Fn(String)) -> Option<()> {
    let element = web_sys::window()?.document()?.get_element_by_id(name);
    // Gone already: the page was left, or the camera turned off, while the browser was asking.
    let Some(element) = element else { return Some(()) };
    let video: HtmlVideoElement = element.dyn_into().ok()?;
    Reflect::set(&video, &"srcObject".into(), stream).ok()?;
    Reflect::set(&video, &"muted".into(), &true.into()).ok()?;
    Reflect::set(&video, &"playsInline".into(), &true.into()).ok()?;
    if ask(&video, "play", &[]).await.is_none() {
        return (!video.is_connected()).then_some(());
    }
    let mut reader = Reader { detector: detector(), decoder: None };
    let mut last = String::new();
    while video.is_connected() {
        let Some(text) = reader.read(&video).await else { break };
        // The page may have been left during the look, and what would hear of it with the page.
        if let Some(text) = text.filter(|text| *text != last && video.is_connected()) {
            found(text.clone());
            last = text;
        }
        crate::sync::within(PAUSE_MS, std::future::pending::<()>()).await;
    }
    // Where the picture is still there, nobody can look at it.
    (!video.is_connected()).then_some(())
}

/// The browser's own reader of QR codes, if it has one.
fn detector() -> Option<JsValue> {
    let make: Function = field(&js_sys::global(), "BarcodeDetector")?.dyn_into().ok()?;
    let formats = Array::of1(&"qr_code".into());
    Reflect::construct(&make, &Array::of1(&object("formats", &formats)?)).ok()
}

/// Who looks for codes.
struct Reader {
    detector: Option<JsValue>,
    /// Made when it is needed.
    decoder: Option<Decoder>,
}

impl Reader {
    /// What a code in the picture holds, if there is one. None when it cannot be looked at any more.
    async fn read(&mut self, video: &HtmlVideoElement) -> Option<Option<String>> {
        let codes = match &self.detector {
            Some(detector) => ask(detector, "detect", &[video]).await,
            None => None,
        };
        if let Some(codes) = codes {
            return Some(Array::from(&codes).to_vec().first().and_then(|code| field(code, "rawValue")?.as_string()));
        }
        // A detector without the services behind it refuses every picture.
        self.detector = None;
        if self.decoder.is_none() {
            self.decoder = Decoder::new();
        }
        self.decoder.as_mut()?.read(video).await
    }
}
