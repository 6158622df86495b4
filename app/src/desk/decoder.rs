//! The page's side of the decoder (`app/decoder`), which reads codes where the browser does not. It is a program of its own, in a
//! worker (`public/decoder.js`), and only phones that need it load it. It meets whatever a camera sees; on some of it it breaks
//! down or comes to no end: then the worker goes, with all that it had in hand, and the next picture meets a new one.

use super::camera::{field, object};
use crate::sync::picture::fit;
use crate::sync::within;
use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlVideoElement, Worker};

/// The longer side of the picture that the decoder looks through, in points: a code that fills a third of it still has more than
/// four for each of its squares.
const LONGEST: u32 = 640;
/// So long may the program take to come, over a slow line, in milliseconds.
const COMING_MS: u32 = 30_000;
/// So long may it look through one picture.
const LOOKING_MS: u32 = 3_000;
/// So often the page sees, while it waits, whether the camera is still on.
const GLANCE_MS: u32 = 250;
/// After so many pictures in a row on which it failed it is given up. One that it gets through makes up for those before: at the
/// door a camera is on for hours.
const FAULTS: u32 = 20;

/// The decoder of one camera.
pub struct Decoder {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    /// Started when it is needed.
    running: Option<Running>,
    faults: u32,
}

impl Decoder {
    /// One that has not started. None where there is nothing to draw pictures on.
    pub fn new() -> Option<Self> {
        let canvas = web_sys::window()?.document()?.create_element("canvas").ok()?;
        let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
        let often = object("willReadFrequently", &true.into())?;
        let context = canvas.get_context_with_context_options("2d", &often).ok()??;
        Some(Self { canvas, context: context.dyn_into().ok()?, running: None, faults: 0 })
    }

    /// What a code in the picture of this moment holds, if there is one. None when asking again is of no use: the decoder does
    /// not come, it fails on everything, the picture cannot be had, or the camera is off.
    pub async fn read(&mut self, video: &HtmlVideoElement) -> Option<Option<String>> {
        let running = match self.running.take() {
            Some(running) => running,
            None => Running::start(video).await?,
        };
        running.show(&self.picture(video)?)?;
        // One that fails is not put back, and so it ends.
        let Some(text) = running.answer(video, LOOKING_MS).await else {
            self.faults += 1;
            return (self.faults < FAULTS).then_some(None);
        };
        self.running = Some(running);
        self.faults = 0;
        Some((!text.is_empty()).then_some(text))
    }

    /// The picture of this moment: its points as a buffer, its width, its height.
    fn picture(&self, video: &HtmlVideoElement) -> Option<[JsValue; 3]> {
        let (width, height) = fit(video.video_width(), video.video_height(), LONGEST);
        if (self.canvas.width(), self.canvas.height()) != (width, height) {
            self.canvas.set_width(width);
            self.canvas.set_height(height);
        }
        let (across, down) = (f64::from(width), f64::from(height));
        self.context.draw_image_with_html_video_element_and_dw_and_dh(video, 0.0, 0.0, across, down).ok()?;
        let picture = self.context.get_image_data(0.0, 0.0, across, down).ok()?;
        // By name, and not `data()`, which would copy a megabyte into this program.
        let points = field(&field(&picture, "data")?, "buffer")?;
        Some([points, width.into(), height.into()])
    }
}

/// A worker with the decoder in it. It ends with this value.
struct Running(Worker);

impl Running {
    /// Starts one. None when it does not come, or the camera went off meanwhile.
    async fn start(video: &HtmlVideoElement) -> Option<Self> {
        let base = web_sys::window()?.document()?.document_element()?.get_attribute("data-base")?;
        let running = Self(Worker::new(&format!("{base}/decoder.js")).ok()?);
        running.answer(video, COMING_MS).await?;
        Some(running)
    }

    /// Gives it a picture, without a copy.
    fn show(&self, [points, width, height]: &[JsValue; 3]) -> Option<()> {
        self.0.post_message_with_transfer(&Array::of3(points, width, height), &Array::of1(points)).ok()
    }

    /// What it says next, within so many milliseconds and while the camera is on. None also when it broke down.
    async fn answer(&self, video: &HtmlVideoElement, patience_ms: u32) -> Option<String> {
        let said = Promise::new(&mut |hear, _| {
            self.0.set_onmessage(Some(&hear));
            self.0.set_onerror(Some(&hear));
        });
        let mut said = std::pin::pin!(JsFuture::from(said));
        for _ in 0..patience_ms / GLANCE_MS {
            if let Some(event) = within(GLANCE_MS, said.as_mut()).await {
                return field(&event.ok()?, "data")?.as_string();
            }
            if !video.is_connected() {
                return None;
            }
        }
        None
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.terminate();
    }
}
