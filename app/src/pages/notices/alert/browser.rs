//! The browser's part of a phone that rings: whether it can, whether it may, and the address that it gets from its maker's service. It is
//! spoken to by name, because what it does not have it must be possible to ask for.

use super::Words;
use crate::words::alert as words;
use domain::wire::alert::NewAlert;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

fn field(of: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(of, &name.into()).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

/// Calls a method that answers later.
fn call(of: &JsValue, name: &str) -> Option<Promise> {
    let method: Function = field(of, name)?.dyn_into().ok()?;
    method.call0(of).ok()?.dyn_into().ok()
}

async fn answer(promise: Promise) -> Option<JsValue> {
    let value = JsFuture::from(promise).await.ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

fn window() -> Option<JsValue> {
    web_sys::window().map(JsValue::from)
}

/// Why it cannot, as far as that is known without asking.
pub(super) fn hindrance() -> Option<Words> {
    let window = window()?;
    let navigator = field(&window, "navigator")?;
    let agent = field(&navigator, "userAgent").and_then(|agent| agent.as_string()).unwrap_or_default();
    let able = field(&navigator, "serviceWorker").is_some() && field(&window, "PushManager").is_some();
    let permission = field(&window, "Notification").and_then(|notification| field(&notification, "permission"));
    let permission = permission.and_then(|permission| permission.as_string());
    match permission.as_deref() {
        _ if agent.contains("MicroMessenger") => Some(words::wechat),
        Some("denied") => Some(words::denied),
        Some(_) if able => None,
        _ if agent.contains("iPhone") || agent.contains("iPad") => Some(words::apple),
        _ => Some(words::none),
    }
}

/// Asks the person, at a tap.
pub(super) fn ask() -> Option<Promise> {
    call(&field(&window()?, "Notification")?, "requestPermission")
}

/// The push manager of the service worker that is installed.
async fn manager() -> Option<JsValue> {
    let container = field(&field(&window()?, "navigator")?, "serviceWorker")?;
    field(&answer(call(&container, "getRegistration")?).await?, "pushManager")
}

async fn held() -> Option<JsValue> {
    answer(call(&manager().await?, "getSubscription")?).await
}

/// Whether it has an address now.
pub(super) async fn has_address() -> bool {
    held().await.is_some()
}

/// Gives the address up.
pub(super) async fn forget() {
    if let Some(ended) = held().await.and_then(|held| call(&held, "unsubscribe")) {
        answer(ended).await;
    }
}

/// A new address for who has the key, once the person has said yes.
pub(super) async fn subscribe(asked: Option<Promise>, key: &str, english: bool) -> Result<NewAlert, Words> {
    let said = match asked {
        Some(asked) => answer(asked).await.and_then(|said| said.as_string()),
        None => None,
    };
    match said.as_deref() {
        Some("granted") => {}
        Some("denied") => return Err(words::denied),
        _ => return Err(words::dismissed),
    }
    // One for another key would stand in the way.
    forget().await;
    address(key, english).await.ok_or(words::unreachable as Words)
}

async fn address(key: &str, english: bool) -> Option<NewAlert> {
    let manager = manager().await?;
    let wish = Object::new();
    Reflect::set(&wish, &"userVisibleOnly".into(), &true.into()).ok()?;
    Reflect::set(&wish, &"applicationServerKey".into(), &key.into()).ok()?;
    let method: Function = field(&manager, "subscribe")?.dyn_into().ok()?;
    let made: Promise = method.call1(&manager, &wish).ok()?.dyn_into().ok()?;
    let made = answer(made).await?;
    let method: Function = field(&made, "toJSON")?.dyn_into().ok()?;
    let json = method.call0(&made).ok()?;
    let keys = field(&json, "keys")?;
    let text = |of: &JsValue, name: &str| field(of, name)?.as_string();
    let (endpoint, p256dh, auth) = (text(&json, "endpoint")?, text(&keys, "p256dh")?, text(&keys, "auth")?);
    Some(NewAlert { endpoint, p256dh, auth, english })
}
