//! The browser's side of a passkey: the server's question goes to `navigator.credentials`, and what comes back goes to the server as
//! JSON of the standard. The bytes in both are turned here, because the browsers that can do it by themselves are still too new.

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The person said no, or waited too long, or has no such passkey here. A browser does not tell which.
    GivenUp,
    /// There is a passkey of theirs here already.
    Known,
    /// The browser cannot do it.
    Impossible,
}

/// Whether this browser knows passkeys at all.
pub fn possible() -> bool {
    #[cfg(feature = "hydrate")]
    return browser::credentials().is_some();
    #[cfg(not(feature = "hydrate"))]
    false
}

/// What is asked of the authenticator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// A new passkey.
    Make,
    /// One that it has.
    Show,
}

/// Asks the authenticator the server's question.
pub fn ask(wish: Wish, options: String, then: impl FnOnce(Result<String, Trouble>) + 'static) {
    #[cfg(feature = "hydrate")]
    crate::sync::spawn(async move {
        then(browser::ask(wish, &options).await);
    });
    #[cfg(not(feature = "hydrate"))]
    {
        drop((wish, options));
        then(Err(trouble(None)));
    }
}

/// What a browser means by the name of an error.
fn trouble(name: Option<&str>) -> Trouble {
    match name {
        Some("NotAllowedError" | "AbortError") => Trouble::GivenUp,
        Some("InvalidStateError") => Trouble::Known,
        _ => Trouble::Impossible,
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use super::{Trouble, Wish, trouble};
    use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine};
    use js_sys::{Array, ArrayBuffer, Function, JSON, Promise, Reflect, Uint8Array};
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;

    /// What an answer of either kind may hold.
    const PARTS: [&str; 5] = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

    fn field(of: &JsValue, name: &str) -> Option<JsValue> {
        let value = Reflect::get(of, &name.into()).ok()?;
        (!value.is_undefined() && !value.is_null()).then_some(value)
    }

    /// `navigator.credentials`, where it knows keys.
    pub fn credentials() -> Option<JsValue> {
        let window = JsValue::from(web_sys::window()?);
        field(&window, "PublicKeyCredential")?;
        field(&field(&window, "navigator")?, "credentials")
    }

    pub async fn ask(wish: Wish, options: &str) -> Result<String, Trouble> {
        let call = |options: &str| -> Option<Result<JsValue, JsValue>> {
            let (credentials, options) = (credentials()?, read(options)?);
            let method = field(&credentials, if wish == Wish::Make { "create" } else { "get" })?;
            Some(method.dyn_into::<Function>().ok()?.call1(&credentials, &options))
        };
        let promise: Promise = match call(options).ok_or(Trouble::Impossible)? {
            Ok(promise) => promise.dyn_into().map_err(|_| Trouble::Impossible)?,
            Err(error) => return Err(named(&error)),
        };
        let credential = JsFuture::from(promise).await.map_err(|error| named(&error))?;
        write(&credential).ok_or(Trouble::GivenUp)
    }

    fn named(error: &JsValue) -> Trouble {
        trouble(field(error, "name").and_then(|name| name.as_string()).as_deref())
    }

    /// The question as the browser wants it: with bytes where JSON has letters.
    fn read(options: &str) -> Option<JsValue> {
        let options = JSON::parse(options).ok()?;
        let key = field(&options, "publicKey")?;
        turn(&key, "challenge")?;
        if let Some(user) = field(&key, "user") {
            turn(&user, "id")?;
        }
        for list in ["allowCredentials", "excludeCredentials"] {
            for known in field(&key, list).iter().flat_map(|list| Array::from(list).to_vec()) {
                turn(&known, "id")?;
            }
        }
        Some(options)
    }

    fn turn(of: &JsValue, name: &str) -> Option<()> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(field(of, name)?.as_string()?).ok()?;
        Reflect::set(of, &name.into(), &Uint8Array::from(bytes.as_slice())).ok()?;
        Some(())
    }

    fn letters(of: &JsValue, name: &str) -> Option<String> {
        let buffer: ArrayBuffer = field(of, name)?.dyn_into().ok()?;
        Some(BASE64_URL_SAFE_NO_PAD.encode(Uint8Array::new(&buffer).to_vec()))
    }

    /// The answer as the server wants it.
    fn write(credential: &JsValue) -> Option<String> {
        let (id, response) = (letters(credential, "rawId")?, field(credential, "response")?);
        let mut parts: Vec<String> = PARTS
            .iter()
            .map(|name| match letters(&response, name) {
                Some(letters) => format!(r#""{name}":"{letters}""#),
                None => format!(r#""{name}":null"#),
            })
            .collect();
        if let Some(ways) = transports(&response) {
            parts.push(format!(r#""transports":{ways}"#));
        }
        let parts = parts.join(",");
        Some(format!(r#"{{"id":"{id}","rawId":"{id}","type":"public-key","response":{{{parts}}}}}"#))
    }

    /// How a new passkey can be reached (from inside the machine, over a cable), so that the browser does not have to ask next time.
    fn transports(response: &JsValue) -> Option<String> {
        let ways = field(response, "getTransports")?.dyn_into::<Function>().ok()?.call0(response).ok()?;
        JSON::stringify(&ways).ok()?.as_string()
    }
}
