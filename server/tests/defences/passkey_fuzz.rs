//! Nonsense from an authenticator: answers whose JSON is damaged, and answers whose bytes are. None opens anything, and none that
//! is odd makes the server stumble.

use crate::fuzz::{Rig, blows, damage, hold};
use crate::soft_key::{SoftKey, letters, of_letters};
use crate::world::{Ask, Reply};
use domain::id::ResidentId;
use domain::resident::Person;
use domain::wire::desk::NewPasskey;
use proptest::prelude::*;
use serde_json::Value;
use server::passkeys::{ANSWER_MAX, Passkeys};
use server::store::sign_in_try;
use std::time::Duration;

const ORIGIN: &str = "http://localhost";

fn person() -> Person {
    Person { id: ResidentId::default(), name: "沈".into() }
}

/// The bytes behind the letters of one part of an answer.
fn part(answer: &str, name: &str) -> Vec<u8> {
    let answer: Value = serde_json::from_str(answer).unwrap();
    of_letters(answer["response"][name].as_str().unwrap())
}

fn with_part(answer: &str, name: &str, bytes: &[u8]) -> String {
    let mut answer: Value = serde_json::from_str(answer).unwrap();
    answer["response"][name] = letters(bytes).into();
    answer.to_string()
}

#[test]
fn no_damaged_answer_shows_a_passkey() {
    let passkeys = Passkeys::at(ORIGIN);
    let mut key = SoftKey::new(ORIGIN);
    let question = passkeys.begin_adding(&person(), []).unwrap();
    let made = passkeys.finish_adding(&question.state, &key.make(&question.options)).unwrap();
    let question = passkeys.begin_unlocking([made.record.as_str()]).unwrap();
    let good = key.show(&question.options);
    let shown = passkeys.finish_unlocking(&question.state, &good).expect("the good one");
    assert_eq!(shown.credential(), key.id);
    let parts = ["clientDataJSON", "authenticatorData", "signature"];
    hold("WebAuthn: bytes that were shown", 300, (0..parts.len(), blows()), |(which, blows)| {
        let bytes = part(&good, parts[which]);
        let hurt = damage(&bytes, &blows);
        let shown = passkeys.finish_unlocking(&question.state, &with_part(&good, parts[which], &hurt));
        prop_assert_eq!(shown.is_some(), hurt == bytes, "{} {:?}", parts[which], hurt);
        Ok(())
    });
    hold("WebAuthn: JSON that was shown", 300, blows(), |blows| {
        let hurt = String::from_utf8_lossy(&damage(good.as_bytes(), &blows)).into_owned();
        // Some of it says nothing: a name of the standard that nobody reads, a space.
        if let Some(shown) = passkeys.finish_unlocking(&question.state, &hurt) {
            for name in parts {
                prop_assert_eq!(part(&hurt, name), part(&good, name), "{}", hurt);
            }
            prop_assert_eq!(shown.credential(), key.id.as_slice());
        }
        Ok(())
    });
}

#[test]
fn a_damaged_new_passkey_is_one_or_none() {
    let passkeys = Passkeys::at(ORIGIN);
    let key = SoftKey::new(ORIGIN);
    let question = passkeys.begin_adding(&person(), []).unwrap();
    let good = key.make(&question.options);
    assert!(passkeys.finish_adding(&question.state, &good).is_some());
    let parts = ["clientDataJSON", "attestationObject"];
    hold("WebAuthn: bytes of a new passkey", 500, (0..parts.len(), blows()), |(which, blows)| {
        let hurt = damage(&part(&good, parts[which]), &blows);
        if let Some(made) = passkeys.finish_adding(&question.state, &with_part(&good, parts[which], &hurt)) {
            // Nobody signs a new passkey; what was kept of it can be asked for like any other.
            prop_assert!(!made.credential.is_empty());
            prop_assert!(passkeys.begin_unlocking([made.record.as_str()]).is_some());
        }
        Ok(())
    });
}

/// Whoever asks too often waits, and asks again.
fn patient(rig: &Rig, ask: &Ask) -> Result<Reply, TestCaseError> {
    loop {
        let reply = rig.ask(ask)?;
        if reply.status != 429 {
            return Ok(reply);
        }
        std::thread::sleep(Duration::from_secs(1));
    }
}

/// So that there is one to be asked for.
fn add_a_good_one(rig: &Rig, cookie: &str, staff: ResidentId) {
    let send = |path: &str, body: &Value| {
        let reply = rig.ask(&Ask::json("POST", path, body).by(Some(cookie), Some(staff))).unwrap();
        assert_eq!(reply.status, 200, "{path}: {}", reply.text());
        reply.text()
    };
    let options: String = serde_json::from_str(&send("/api/desk/passkeys/begin", &Value::Null)).unwrap();
    let new = NewPasskey { label: "电脑".into(), answer: SoftKey::new(ORIGIN).make(&options) };
    send("/api/desk/passkeys/add", &serde_json::to_value(new).unwrap());
}

#[test]
fn whatever_is_sent_as_an_answer_is_wrong_and_no_more() {
    let rig = Rig::new();
    let staff = rig.world.resident("R0007");
    let phone = rig.runtime.block_on(rig.world.phone(&[staff]));
    rig.runtime.block_on(rig.world.desk(&phone, staff, true));
    add_a_good_one(&rig, &phone.cookie, staff);
    let good = SoftKey::new(ORIGIN).show(r#"{"publicKey":{"challenge":"x","rpId":"localhost"}}"#);
    let texts = prop_oneof![
        any::<String>(),
        blows().prop_map(move |blows| String::from_utf8_lossy(&damage(good.as_bytes(), &blows)).into_owned()),
        (0..2 * ANSWER_MAX).prop_map(|length| "[".repeat(length)),
    ];
    hold("WebAuthn: answers to the server", 90, (any::<bool>(), texts), |(adding, answer)| {
        let ask = |path: &str, body: &Value| Ask::json("POST", path, body).by(Some(&phone.cookie), Some(staff));
        let path = if adding { "/api/desk/passkeys/begin" } else { "/api/desk/unlock/begin" };
        let begun = patient(&rig, &ask(path, &Value::Null))?;
        prop_assert_eq!(begun.status, 200, "{}", begun.text());
        let reply = if adding {
            let new = serde_json::to_value(NewPasskey { label: "x".into(), answer }).unwrap();
            patient(&rig, &ask("/api/desk/passkeys/add", &new))?
        } else {
            patient(&rig, &ask("/api/desk/unlock/finish", &answer.into()))?
        };
        prop_assert_eq!((reply.status.as_u16(), reply.text()), (403, "\"wrong_factor\"".to_owned()));
        rig.runtime.block_on(async {
            let mut tx = rig.world.app.db.write(rig.world.community()).await.unwrap();
            sign_in_try::succeeded(&mut tx, &format!("desk {staff}")).await.unwrap();
            tx.commit().await.unwrap();
        });
        Ok(())
    });
}
