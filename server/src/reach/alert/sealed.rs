//! What a ring carries, locked for the one browser that it is for (RFC 8291), and the signature that says who rings (RFC 8292).
//!
//! The locking is a library's. Of the signature only its form is written here, three parts of base64url: what a crate for such
//! tokens brings along besides is more than the rest of this server's cryptography.

use super::super::Fault;
use crate::secret::random;
use crate::store::alert::Receiver;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::when::Moment;
use domain::wire::alert::NewAlert;
use serde_json::json;
use web_push_native::p256::PublicKey;
use web_push_native::p256::ecdsa::signature::Signer;
use web_push_native::p256::ecdsa::{Signature, SigningKey};
use web_push_native::{Auth, encrypt};

/// A signature is good for so many seconds; services take none that is good for more than a day.
const GOOD_SECONDS: i64 = 12 * 60 * 60;
/// How long what browsers say is, in bytes.
const KEY_LENGTH: usize = 65;
const AUTH_LENGTH: usize = 16;

/// A new key with which a community rings.
pub(crate) fn new_secret() -> Vec<u8> {
    loop {
        // All but one in four thousand million are one.
        let bytes = random::<32>();
        if SigningKey::from_slice(&bytes).is_ok() {
            return bytes.to_vec();
        }
    }
}

/// Its public part, as browsers want it.
pub(crate) fn public_key(secret: &[u8]) -> Option<String> {
    let key = SigningKey::from_slice(secret).ok()?;
    Some(public_of(&key))
}

fn public_of(key: &SigningKey) -> String {
    URL_SAFE_NO_PAD.encode(key.verifying_key().to_encoded_point(false).as_bytes())
}

/// What a browser says that rings it; none when that is nonsense.
pub(crate) fn receiver(new: &NewAlert) -> Option<Receiver> {
    let read = |text: &str, length: usize| {
        let bytes = URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok()?;
        (bytes.len() == length).then_some(bytes)
    };
    let (p256dh, auth) = (read(&new.p256dh, KEY_LENGTH)?, read(&new.auth, AUTH_LENGTH)?);
    PublicKey::from_sec1_bytes(&p256dh).ok()?;
    Some(Receiver { endpoint: new.endpoint.clone(), p256dh, auth, english: new.english })
}

/// Who rings, said to the service at `origin`.
pub(super) fn signed(secret: &[u8], origin: &str, contact: &str, now: Moment) -> Result<String, Fault> {
    let key = SigningKey::from_slice(secret)?;
    let part = |json: serde_json::Value| URL_SAFE_NO_PAD.encode(json.to_string());
    let head = part(json!({ "typ": "JWT", "alg": "ES256" }));
    let claims = part(json!({ "aud": origin, "exp": now.0 / 1_000 + GOOD_SECONDS, "sub": contact }));
    let said = format!("{head}.{claims}");
    let signature: Signature = key.sign(said.as_bytes());
    let signature = URL_SAFE_NO_PAD.encode(signature.to_bytes());
    Ok(format!("vapid t={said}.{signature}, k={}", public_of(&key)))
}

/// Words that nobody but this browser can read.
pub(super) fn sealed(words: &str, receiver: &Receiver) -> Result<Vec<u8>, Fault> {
    let key = PublicKey::from_sec1_bytes(&receiver.p256dh)?;
    let auth: [u8; AUTH_LENGTH] = receiver.auth.as_slice().try_into()?;
    Ok(encrypt(words.as_bytes().to_vec(), &key, &Auth::from(auth))?)
}
