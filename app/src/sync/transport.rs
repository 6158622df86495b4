//! The only place that fetches. Every request carries the app's own header with the acting account; an answer that is not
//! JSON (a hotel's or a station's log-in page) counts as no network.

use crate::online::{Fault, NotRead};
use crate::sync::{engine, read};
use domain::id::ResidentId;
use domain::read::Read;
use domain::wire::{APP_HEADER, WIRE, WIRE_HEADER};
use gloo::net::http::{Method, RequestBuilder, Response};
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};

/// No request waits longer than this, in milliseconds.
const PATIENCE_MS: u32 = 30_000;

/// The status that says that this release is no longer understood.
const UPDATE_REQUIRED: u16 = 426;

thread_local! {
    static ACTOR: Cell<Option<ResidentId>> = const { Cell::new(None) };
}

/// From now on requests are made for this account.
pub fn act_as(resident: Option<ResidentId>) {
    ACTOR.with(|actor| actor.set(resident));
}

/// An answer, whatever it says.
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub text: String,
    /// Milliseconds that the server asks to wait.
    pub retry_after_ms: Option<u32>,
}

/// The server could not be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offline;

fn request(path: &str, method: Method) -> RequestBuilder {
    let actor = ACTOR.with(Cell::get).map_or_else(|| "visitor".to_string(), |actor| actor.to_string());
    let controller = web_sys::AbortController::new().ok();
    let signal = controller.as_ref().map(web_sys::AbortController::signal);
    if let Some(controller) = controller {
        gloo::timers::callback::Timeout::new(PATIENCE_MS, move || controller.abort()).forget();
    }
    RequestBuilder::new(path)
        .method(method)
        .header(APP_HEADER, &actor)
        .header(WIRE_HEADER, &WIRE.to_string())
        .abort_signal(signal.as_ref())
}

async fn reply(response: Result<Response, gloo::net::Error>) -> Result<Reply, Offline> {
    let response = response.map_err(|_| Offline)?;
    hear_clock(&response);
    let kind = response.headers().get("content-type").unwrap_or_default();
    if !kind.starts_with("application/json") {
        return Err(Offline);
    }
    let retry_after_ms = response.headers().get("retry-after").and_then(|text| text.parse::<u32>().ok());
    let status = response.status();
    if status == UPDATE_REQUIRED {
        say_update();
    }
    let text = response.text().await.map_err(|_| Offline)?;
    Ok(Reply { status, text, retry_after_ms: retry_after_ms.map(|seconds| seconds.saturating_mul(1000)) })
}

/// Every answer says what time it is at the server.
fn hear_clock(response: &Response) {
    if let Some(date) = response.headers().get("date") {
        engine::clock::hear(js_sys::Date::parse(&date));
    }
}

/// Tells the page and the loader that there is a new version. What waits, waits on: to everyone else this is a server that says
/// "later".
pub fn say_update() {
    let event = web_sys::Event::new(crate::frame::UPDATE_EVENT).ok();
    if let (Some(window), Some(event)) = (web_sys::window(), event) {
        window.dispatch_event(&event).ok();
    }
}

/// Posts a JSON body.
pub async fn post(path: &str, body: String) -> Result<Reply, Offline> {
    let request = request(path, Method::POST).header("content-type", "application/json").body(body);
    reply(request.map_err(|_| Offline)?.send().await).await
}

/// Sends a photo. Answers the status.
pub async fn put_photo(path: &str, photo: &web_sys::Blob) -> Result<u16, Offline> {
    let request = request(path, Method::PUT).header("content-type", "image/jpeg").body(JsValue::from(photo));
    let response = request.map_err(|_| Offline)?.send().await.map_err(|_| Offline)?;
    Ok(response.status())
}

/// Posts a body and reads the answer as `T`.
pub async fn ask<T: Read>(path: &str, body: String) -> Result<T, Fault> {
    let reply = post(path, body).await.map_err(|Offline| Fault::Offline)?;
    understood(&reply)
}

/// Gets what everyone may know. It may be what the service worker kept, so what time it says that it is, it was.
#[cfg(feature = "desk")]
pub async fn get<T: Read>(path: &str) -> Result<T, Fault> {
    let response = request(path, Method::GET).send().await.map_err(|_| Fault::Offline)?;
    if !response.ok() {
        return Err(Fault::Failed);
    }
    let text = response.text().await.map_err(|_| Fault::Offline)?;
    read(&text).ok_or(Fault::Failed)
}

/// Sends a file as it is and reads the answer as `T`.
pub async fn send_file<T: Read>(path: &str, file: &web_sys::Blob) -> Result<T, NotRead> {
    let request = request(path, Method::PUT).header("content-type", "application/octet-stream");
    let request = request.body(JsValue::from(file)).map_err(|_| NotRead::Fault(Fault::Failed))?;
    let reply = reply(request.send().await).await.map_err(|Offline| NotRead::Fault(Fault::Offline))?;
    match reply.status {
        413 => Err(NotRead::TooLarge),
        503 => Err(NotRead::Busy),
        _ => understood(&reply).map_err(NotRead::Fault),
    }
}

fn understood<T: Read>(reply: &Reply) -> Result<T, Fault> {
    match reply.status {
        200 => read(&reply.text).ok_or(Fault::Failed),
        401 => Err(Fault::Refused(domain::wire::SignInRefusal::NotAllowed)),
        _ => Err(read(&reply.text).map_or(Fault::Failed, Fault::Refused)),
    }
}

/// Posts, and offers the answer as a file to keep.
pub async fn download(path: &str, name: &str) -> Result<(), Fault> {
    let reply = post(path, "null".into()).await.map_err(|Offline| Fault::Offline)?;
    if reply.status != 200 {
        return Err(Fault::Failed);
    }
    save(&reply.text, name).map_err(|_| Fault::Failed)
}

fn save(text: &str, name: &str) -> Result<(), JsValue> {
    let parts = js_sys::Array::of1(&text.into());
    let blob = web_sys::Blob::new_with_str_sequence(&parts)?;
    let address = web_sys::Url::create_object_url_with_blob(&blob)?;
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let link: web_sys::HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    web_sys::Url::revoke_object_url(&address)
}
