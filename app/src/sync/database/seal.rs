//! What an account keeps on the phone is sealed with a key of its own (AES-GCM, 256 bits): a copy of the browser's files, or a look
//! into its store, shows nothing. The browser holds the key and gives it to no script; it goes with the store that it is kept in, at
//! signing out. A script in our own page could still read what the page reads: that is the limit of it.

use super::{Done, StoreFault};
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Crypto, CryptoKey};

/// How long the random beginning of each sealed value is, in bytes.
const NONCE: usize = 12;

/// A key that seals and opens.
pub struct Key(CryptoKey);

impl Key {
    /// A new one.
    pub async fn make() -> Done<Key> {
        let kind = algorithm()?;
        Reflect::set(&kind, &"length".into(), &256.into())?;
        let uses = Array::of2(&"encrypt".into(), &"decrypt".into());
        let made = crypto()?.subtle().generate_key_with_object(&kind, false, &uses)?;
        Ok(Key::of(JsFuture::from(made).await?))
    }

    /// The key that a store holds.
    pub fn of(raw: JsValue) -> Key {
        Key(raw.unchecked_into())
    }

    /// As a store keeps it.
    pub fn raw(&self) -> &JsValue {
        &self.0
    }

    /// Seals: the nonce, then what only this key opens.
    pub async fn seal(&self, bytes: &[u8]) -> Done<JsValue> {
        let crypto = crypto()?;
        let mut nonce = [0; NONCE];
        crypto.get_random_values_with_u8_array(&mut nonce)?;
        let sealed = crypto.subtle().encrypt_with_object_and_u8_array(&with(&nonce)?, &self.0, bytes)?;
        let sealed = Uint8Array::new(&JsFuture::from(sealed).await?);
        let whole = Uint8Array::new_with_length(sealed.length() + NONCE as u32);
        whole.set(&Uint8Array::from(&nonce[..]), 0);
        whole.set(&sealed, NONCE as u32);
        Ok(whole.into())
    }

    /// Opens what [`Key::seal`] made with this key.
    pub async fn open(&self, value: &JsValue) -> Done<Vec<u8>> {
        let whole: &Uint8Array = value.dyn_ref().ok_or(StoreFault::Failed)?;
        let bytes = whole.to_vec();
        let (nonce, sealed) = bytes.split_at_checked(NONCE).ok_or(StoreFault::Failed)?;
        let opened = crypto()?.subtle().decrypt_with_object_and_u8_array(&with(nonce)?, &self.0, sealed)?;
        Ok(Uint8Array::new(&JsFuture::from(opened).await?).to_vec())
    }
}

fn crypto() -> Done<Crypto> {
    Ok(web_sys::window().ok_or(StoreFault::Failed)?.crypto()?)
}

fn algorithm() -> Done<Object> {
    let kind = Object::new();
    Reflect::set(&kind, &"name".into(), &"AES-GCM".into())?;
    Ok(kind)
}

fn with(nonce: &[u8]) -> Done<Object> {
    let kind = algorithm()?;
    Reflect::set(&kind, &"iv".into(), &Uint8Array::from(nonce))?;
    Ok(kind)
}
