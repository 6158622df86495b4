//! The cookies that scripts may read: how this phone wants to see things, and marks that outlive the phone's store. Nothing in them is
//! secret; the session's cookie is not among them.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

const YEAR_S: u32 = 31_536_000;

fn document() -> Option<JsValue> {
    Some(web_sys::window()?.document()?.into())
}

/// The value of a cookie.
pub fn get(name: &str) -> Option<String> {
    let all = Reflect::get(&document()?, &"cookie".into()).ok()?.as_string()?;
    all.split(';').find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('=').map(str::to_owned))
}

/// Keeps a cookie for a year, or takes it away.
pub fn set(name: &str, value: Option<&str>) {
    let (value, seconds) = value.map_or(("", 0), |value| (value, YEAR_S));
    let cookie = format!("{name}={value}; Path=/; Max-Age={seconds}; SameSite=Lax");
    if let Some(document) = document() {
        Reflect::set(&document, &"cookie".into(), &cookie.into()).ok();
    }
}
