//! The two ceremonies of WebAuthn, at this server's own address: how an authenticator makes a passkey, and how it shows that it has it.
//!
//! All that is checked is checked by `webauthn-rs`: the question was asked here and is answered once, on a page of this address, by
//! this key, and the authenticator made sure who holds it (a finger, a face, a PIN). So a passkey is two factors by itself. What
//! it hands out to be kept in between is kept in the database ([`crate::store::ceremony`]).

use domain::resident::Person;
use serde::Serialize;
use std::sync::Arc;
use std::time::Duration;
use webauthn_rs::prelude::{
    AuthenticationResult, Passkey, PasskeyAuthentication, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

/// An answer is never longer than this, in bytes.
pub const ANSWER_MAX: usize = 16 * 1024;

/// The ceremonies at one address.
#[derive(Clone)]
pub struct Passkeys {
    webauthn: Option<Arc<Webauthn>>,
}

/// A question to an authenticator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What the browser gets.
    pub options: String,
    /// What is kept until it answers.
    pub state: String,
}

/// A passkey that has just been made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// What the authenticator calls it.
    pub credential: Vec<u8>,
    /// What is kept of it, JSON.
    pub record: String,
}

/// A passkey that has just been shown.
pub struct Shown {
    result: AuthenticationResult,
}

fn text(value: &impl Serialize) -> Option<String> {
    serde_json::to_string(value).ok()
}

fn passkeys<'a>(records: impl IntoIterator<Item = &'a str>) -> Vec<Passkey> {
    records.into_iter().filter_map(|record| serde_json::from_str(record).ok()).collect()
}

impl Passkeys {
    /// For pages of `origin`. An address without a name (`http://192.168.1.7`) has no passkeys.
    pub fn at(origin: &str) -> Passkeys {
        let webauthn = Url::parse(origin).ok().and_then(|origin| {
            let name = origin.domain()?.to_owned();
            let builder = WebauthnBuilder::new(&name, &origin).ok()?;
            let patience = Duration::from_millis(crate::store::ceremony::CEREMONY_MS.unsigned_abs());
            builder.rp_name("西山 Xishan").timeout(patience).build().ok()
        });
        if webauthn.is_none() {
            tracing::warn!(origin, "no passkeys: the address has no name");
        }
        Passkeys { webauthn: webauthn.map(Arc::new) }
    }

    /// Whether there can be any.
    pub fn possible(&self) -> bool {
        self.webauthn.is_some()
    }

    /// Asks for a new passkey of a person, from an authenticator that has none of theirs yet.
    pub fn begin_adding<'a>(&self, who: &Person, known: impl IntoIterator<Item = &'a str>) -> Option<Question> {
        let known = passkeys(known).iter().map(|passkey| passkey.cred_id().clone()).collect();
        let begun = self.webauthn.as_ref()?.start_passkey_registration(who.id.0, &who.name, &who.name, Some(known));
        let (options, state) = begun.ok()?;
        Some(Question { options: text(&options)?, state: text(&state)? })
    }

    /// The passkey that an answer brings, if it is one to the question.
    pub fn finish_adding(&self, state: &str, answer: &str) -> Option<Made> {
        let state: PasskeyRegistration = serde_json::from_str(state).ok()?;
        let answer: RegisterPublicKeyCredential = read(answer)?;
        let passkey = self.webauthn.as_ref()?.finish_passkey_registration(&answer, &state).ok()?;
        Some(Made { credential: passkey.cred_id().to_vec(), record: text(&passkey)? })
    }

    /// Asks for one of these passkeys. None when there is none to ask for.
    pub fn begin_unlocking<'a>(&self, known: impl IntoIterator<Item = &'a str>) -> Option<Question> {
        let known = Some(passkeys(known)).filter(|known| !known.is_empty())?;
        let (options, state) = self.webauthn.as_ref()?.start_passkey_authentication(&known).ok()?;
        Some(Question { options: text(&options)?, state: text(&state)? })
    }

    /// The passkey that an answer shows, if it is one to the question and its authenticator made sure who holds it.
    pub fn finish_unlocking(&self, state: &str, answer: &str) -> Option<Shown> {
        let state: PasskeyAuthentication = serde_json::from_str(state).ok()?;
        let answer: PublicKeyCredential = read(answer)?;
        let result = self.webauthn.as_ref()?.finish_passkey_authentication(&answer, &state).ok()?;
        result.user_verified().then_some(Shown { result })
    }
}

fn read<'a, T: serde::Deserialize<'a>>(answer: &'a str) -> Option<T> {
    if answer.len() > ANSWER_MAX { None } else { serde_json::from_str(answer).ok() }
}

impl Shown {
    /// What the authenticator calls it.
    pub fn credential(&self) -> &[u8] {
        self.result.cred_id()
    }

    /// What is kept of it from now on: an authenticator may count how often it was used. None when it is another passkey.
    pub fn renew(&self, record: &str) -> Option<String> {
        let mut passkey: Passkey = serde_json::from_str(record).ok()?;
        passkey.update_credential(&self.result)?;
        text(&passkey)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::ResidentId;

    #[test]
    fn an_address_without_a_name_has_no_passkeys() {
        for (origin, possible) in [
            ("http://localhost:3000", true),
            ("https://xishan.example.org", true),
            ("http://127.0.0.1:3000", false),
            ("https://[::1]", false),
            ("nonsense", false),
        ] {
            assert_eq!(Passkeys::at(origin).possible(), possible, "{origin}");
        }
    }

    #[test]
    fn a_question_is_asked_for_this_address_and_wants_to_know_who_holds_the_key() {
        let passkeys = Passkeys::at("https://desk.example.org:8443");
        let who = Person { id: ResidentId::default(), name: "沈".into() };
        let question = passkeys.begin_adding(&who, ["not a record"]).unwrap();
        let options: serde_json::Value = serde_json::from_str(&question.options).unwrap();
        let options = &options["publicKey"];
        assert_eq!(options["rp"]["id"], "desk.example.org");
        assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
        assert!(options["challenge"].as_str().is_some_and(|challenge| challenge.len() > 40));
        let again = passkeys.begin_adding(&who, []).unwrap();
        assert_ne!(question.options, again.options, "each question is another one");
    }

    #[test]
    fn nobody_is_asked_for_a_passkey_that_they_do_not_have() {
        assert_eq!(Passkeys::at("http://localhost").begin_unlocking([]), None);
    }
}
