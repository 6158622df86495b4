//! An authenticator made of software: it makes one passkey and shows it, as WebAuthn says, with the slips that a test wants.

use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use server::secret::{random, sha256};

/// Somebody is there.
const PRESENT: u8 = 1;
/// It is known who.
const VERIFIED: u8 = 4;
/// A new key comes along.
const ATTACHED: u8 = 64;

/// An authenticator with one passkey.
#[derive(Clone)]
pub struct SoftKey {
    /// The secret half.
    pub key: SigningKey,
    /// What it calls the passkey.
    pub id: Vec<u8>,
    /// The address of the page that asks it.
    pub origin: String,
    /// It looks who holds it.
    pub verifies: bool,
    /// How often it was used.
    pub used: u32,
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Bytes as WebAuthn writes them.
pub fn letters(bytes: &[u8]) -> String {
    let bits: String = bytes.iter().map(|byte| format!("{byte:08b}")).collect();
    let letter = |six: &[u8]| {
        let six = format!("{:0<6}", String::from_utf8_lossy(six));
        char::from(ALPHABET[usize::from_str_radix(&six, 2).unwrap()])
    };
    bits.as_bytes().chunks(6).map(letter).collect()
}

/// The bytes that were written so.
pub fn of_letters(text: &str) -> Vec<u8> {
    let six = |letter: u8| ALPHABET.iter().position(|known| *known == letter).unwrap();
    let bits: String = text.bytes().map(|letter| format!("{:06b}", six(letter))).collect();
    let eight = |eight: &[u8]| u8::from_str_radix(&String::from_utf8_lossy(eight), 2).unwrap();
    bits.as_bytes().chunks_exact(8).map(eight).collect()
}

/// A text in CBOR, for short ones.
fn word(text: &str) -> Vec<u8> {
    [&[0x60 + u8::try_from(text.len()).unwrap()], text.as_bytes()].concat()
}

/// Bytes in CBOR.
fn bytes(bytes: &[u8]) -> Vec<u8> {
    [&[0x59], u16::try_from(bytes.len()).unwrap().to_be_bytes().as_slice(), bytes].concat()
}

impl SoftKey {
    /// One that nobody knows yet, on a page of this address.
    pub fn new(origin: &str) -> SoftKey {
        let key = SigningKey::from_slice(&random::<32>()).unwrap();
        SoftKey { key, id: random::<24>().to_vec(), origin: origin.into(), verifies: true, used: 0 }
    }

    fn said(&self, kind: &str, options: &Value) -> Vec<u8> {
        let said = json!({
            "type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": false
        });
        said.to_string().into_bytes()
    }

    fn head(&self, name: &str, more: u8) -> Vec<u8> {
        let verified = if self.verifies { VERIFIED } else { 0 };
        [sha256(name.as_bytes()).as_slice(), &[PRESENT | verified | more], &self.used.to_be_bytes()].concat()
    }

    fn answer(&self, response: &Value) -> String {
        let id = letters(&self.id);
        json!({ "id": id, "rawId": id, "type": "public-key", "response": response }).to_string()
    }

    /// The public half in COSE: an elliptic key for ES256 on P-256, with its two coordinates.
    fn public(&self) -> Vec<u8> {
        let point = self.key.verifying_key().to_sec1_point(false);
        let (x, y) = (bytes(point.x().unwrap()), bytes(point.y().unwrap()));
        [&[0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21], x.as_slice(), &[0x22], &y].concat()
    }

    /// Makes the passkey that the server asks for.
    pub fn make(&self, options: &str) -> String {
        let options = &serde_json::from_str::<Value>(options).unwrap()["publicKey"];
        let length = u16::try_from(self.id.len()).unwrap().to_be_bytes();
        let head = self.head(options["rp"]["id"].as_str().unwrap(), ATTACHED);
        let data = [head.as_slice(), &[0; 16], &length, &self.id, &self.public()].concat();
        let parts = [word("fmt"), word("none"), word("attStmt"), vec![0xa0], word("authData"), bytes(&data)];
        let object = [vec![0xa3], parts.concat()].concat();
        self.answer(&json!({
            "clientDataJSON": letters(&self.said("webauthn.create", options)),
            "attestationObject": letters(&object),
        }))
    }

    /// Shows that it has it.
    pub fn show(&mut self, options: &str) -> String {
        let options = &serde_json::from_str::<Value>(options).unwrap()["publicKey"];
        self.used += 1;
        let (said, head) = (self.said("webauthn.get", options), self.head(options["rpId"].as_str().unwrap(), 0));
        let signature: Signature = self.key.sign(&[head.as_slice(), &sha256(&said)].concat());
        self.answer(&json!({
            "clientDataJSON": letters(&said),
            "authenticatorData": letters(&head),
            "signature": letters(signature.to_der().as_bytes()),
            "userHandle": null,
        }))
    }
}
