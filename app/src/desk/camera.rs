//! The camera, and who looks for codes in what it sees: the browser where it reads codes by itself (BarcodeDetector: Chromium on
//! Android, with Google's services), else the [`decoder`]. Nothing that the camera sees leaves the phone.

use super::decoder;
use crate::sync::picture::fit;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlVideoElement};

/// So long between two looks, in milliseconds: at most four in a second, so that the phone stays cool and answers to fingers.
const PAUSE_MS: u32 = 250;
/// The longer side of the picture that the decoder looks through, in points: a code that fills a third of it still has more than
/// four for each of its squares.
const LONGEST: u32 = 640;
/// After so many pictures on which the decoder failed it is given up: each of them leaves some memory behind.
const FAULTS: u32 = 20;

/// Why the camera is of no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The person, or the browser on their behalf, said no.
    Refused,
    /// There is none, another program has it, or its picture cannot be looked at.
    Failed,
}

fn field(of: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(of, &name.into()).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

fn apply(method: &Function, of: &JsValue, with: &[&JsValue]) -> Option<JsValue> {
    let arguments: Array = with.iter().map(|one| (*one).clone()).collect();
    method.apply(of, &arguments).ok()
}

fn call(of: &JsValue, name: &str, with: &[&JsValue]) -> Option<JsValue> {
    let method: Function = field(of, name)?.dyn_into().ok()?;
    apply(&method, of, with)
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
    let mut reader = Reader { detector: detector(), apart: None };
    let mut last = String::new();
    while video.is_connected() {
        let text = reader.read(&video).await?;
        // The page may have been left during the look, and what would hear of it with the page.
        if let Some(text) = text.filter(|text| *text != last && video.is_connected()) {
            found(text.clone());
            last = text;
        }
        crate::sync::within(PAUSE_MS, std::future::pending::<()>()).await;
    }
    Some(())
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
    apart: Option<Apart>,
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
        if self.apart.is_none() {
            self.apart = Apart::new();
        }
        self.apart.as_mut()?.read(video)
    }
}

/// The decoder, each call to it by way of the browser. It meets whatever a camera sees, and fails on some of it: a failure ends
/// the whole program, or as here the innermost call that came from the browser, and the page around it goes on.
struct Apart {
    work: Closure<dyn FnMut(HtmlVideoElement) -> JsValue>,
    faults: u32,
}

impl Apart {
    fn new() -> Option<Self> {
        let canvas = web_sys::window()?.document()?.create_element("canvas").ok()?;
        let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
        let often = object("willReadFrequently", &true.into())?;
        let context = canvas.get_context_with_context_options("2d", &often).ok()??;
        let context: CanvasRenderingContext2d = context.dyn_into().ok()?;
        let work = Closure::<dyn FnMut(HtmlVideoElement) -> JsValue>::new(move |video: HtmlVideoElement| {
            through(&canvas, &context, &video).map_or(JsValue::NULL, JsValue::from)
        });
        Some(Self { work, faults: 0 })
    }

    fn read(&mut self, video: &HtmlVideoElement) -> Option<Option<String>> {
        let work: &Function = self.work.as_ref().unchecked_ref();
        if let Some(text) = apply(work, &JsValue::NULL, &[video]) {
            return Some(text.as_string());
        }
        self.faults += 1;
        (self.faults < FAULTS).then_some(None)
    }
}

/// What a code in the picture of this moment holds.
fn through(canvas: &HtmlCanvasElement, context: &CanvasRenderingContext2d, video: &HtmlVideoElement) -> Option<String> {
    let (width, height) = fit(video.video_width(), video.video_height(), LONGEST);
    if (canvas.width(), canvas.height()) != (width, height) {
        canvas.set_width(width);
        canvas.set_height(height);
    }
    let (across, down) = (f64::from(width), f64::from(height));
    context.draw_image_with_html_video_element_and_dw_and_dh(video, 0.0, 0.0, across, down).ok()?;
    let points = context.get_image_data(0.0, 0.0, across, down).ok()?.data();
    decoder::read(&points, width as usize, height as usize)
}
