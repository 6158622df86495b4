//! Photos on their way into a report, and pictures on their way to everyone: made small here, before they cost anybody's data,
//! and held until they are sent.
//!
//! A camera's picture has 12 million points and the place where it was taken written into it. Drawing it onto a canvas
//! leaves 1600 points on the longer side and nothing but the picture. The pictures are held outside the signals (they
//! belong to this one thread); a report being written knows them by their identities.

use domain::id::PhotoId;
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap, Url};

/// The longer side of a picture, in points.
const LONGEST: u32 = 1600;
/// JPEG quality: lower begins to show in text on notices.
const QUALITY: f64 = 0.82;

struct Held {
    id: PhotoId,
    blob: Blob,
    address: String,
}

thread_local! {
    static HELD: RefCell<Vec<Held>> = const { RefCell::new(Vec::new()) };
}

/// Makes a picture small and holds it under `id`. False when it is not a picture that this phone can read.
pub async fn take(id: PhotoId, file: &Blob) -> bool {
    let Some(blob) = shrink(file).await else { return false };
    hold(id, blob)
}

/// Holds a picture that was made small before.
pub fn hold(id: PhotoId, blob: Blob) -> bool {
    let Ok(address) = Url::create_object_url_with_blob(&blob) else { return false };
    release(&[id]);
    HELD.with_borrow_mut(|held| held.push(Held { id, blob, address }));
    true
}

fn find(held: &[Held], id: PhotoId) -> Option<&Held> {
    held.iter().find(|held| held.id == id)
}

/// The address of a held picture, for an `<img>`.
pub fn address(id: PhotoId) -> Option<String> {
    HELD.with_borrow(|held| find(held, id).map(|held| held.address.clone()))
}

/// The pictures that are held under these identities.
pub fn held(ids: &[PhotoId]) -> Vec<(PhotoId, Blob)> {
    HELD.with_borrow(|held| ids.iter().filter_map(|id| Some((*id, find(held, *id)?.blob.clone()))).collect())
}

/// Lets pictures go, and the memory with them.
pub fn release(ids: &[PhotoId]) {
    HELD.with_borrow_mut(|held| {
        held.retain(|held| {
            let stays = !ids.contains(&held.id);
            if !stays {
                // An address that is already gone needs no second farewell.
                let _ = Url::revoke_object_url(&held.address);
            }
            stays
        });
    });
}

async fn shrink(file: &Blob) -> Option<Blob> {
    let window = web_sys::window()?;
    let bitmap = JsFuture::from(window.create_image_bitmap_with_blob(file).ok()?).await.ok()?;
    let bitmap: ImageBitmap = bitmap.dyn_into().ok()?;
    let drawn = draw(&window, &bitmap);
    bitmap.close();
    jpeg(&drawn?).await
}

fn draw(window: &web_sys::Window, bitmap: &ImageBitmap) -> Option<HtmlCanvasElement> {
    let (width, height) = fit(bitmap.width(), bitmap.height(), LONGEST);
    let canvas = window.document()?.create_element("canvas").ok()?.dyn_into::<HtmlCanvasElement>().ok()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas.get_context("2d").ok()??.dyn_into::<CanvasRenderingContext2d>().ok()?;
    let (width, height) = (f64::from(width), f64::from(height));
    // JPEG knows no transparency: what is clear in the picture would come out black.
    context.set_fill_style_str("white");
    context.fill_rect(0.0, 0.0, width, height);
    context.draw_image_with_image_bitmap_and_dw_and_dh(bitmap, 0.0, 0.0, width, height).ok()?;
    Some(canvas)
}

/// The size in points that a picture is drawn in, so that its longer side has at most `longest` of them.
pub fn fit(width: u32, height: u32, longest: u32) -> (u32, u32) {
    let longer = width.max(height);
    if longer <= longest {
        return (width.max(1), height.max(1));
    }
    let scale = |side: u32| (u64::from(side) * u64::from(longest) / u64::from(longer)).max(1) as u32;
    (scale(width), scale(height))
}

async fn jpeg(canvas: &HtmlCanvasElement) -> Option<Blob> {
    let quality = JsValue::from_f64(QUALITY);
    let promise = js_sys::Promise::new(&mut |resolve, reject| {
        if canvas.to_blob_with_type_and_encoder_options(&resolve, "image/jpeg", &quality).is_err() {
            let _ = reject.call0(&JsValue::NULL);
        }
    });
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}
