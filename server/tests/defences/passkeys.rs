//! Passkeys: one opens the desk of the person who made it, on the phone that was asked, once; and whatever is not quite that opens
//! nothing. Each refusal stands beside the same attempt without its flaw, which is let in.

use crate::on_both;
use crate::prepared;
use crate::soft_key::SoftKey;
use crate::world::{Ask, Phone, Reply, World};
use domain::id::{PasskeyId, ResidentId};
use domain::when::Moment;
use domain::wire::desk::{NewPasskey, Passkeys};
use domain::wire::{DeskState, Factors};
use serde::Serialize;
use server::api::principal::FRESH_MS;
use server::commands::{DESK_MAX_MS, now};
use server::store::ceremony::{self, CEREMONY_MS, Purpose};
use server::store::{credential, device};
use uuid::Uuid;

/// Where the pages of [`World`] are.
const ORIGIN: &str = "http://localhost";
const WRONG: &str = "403 \"wrong_factor\"";

/// Somebody at a machine.
struct Seat<'a> {
    world: &'a World,
    who: ResidentId,
    phone: Phone,
}

impl Seat<'_> {
    async fn take<'a>(world: &'a World, code: &str) -> Seat<'a> {
        let who = world.resident(code);
        Seat { world, who, phone: world.phone(&[who]).await }
    }

    async fn ask(&self, path: &str, body: &impl Serialize) -> Reply {
        let path = format!("/api/desk/{path}");
        self.world.ask(&Ask::json("POST", &path, body).by(Some(&self.phone.cookie), Some(self.who))).await
    }

    /// A question of the server for the browser.
    async fn question(&self, path: &str) -> String {
        let reply = self.ask(path, &()).await;
        assert_eq!(reply.status, 200, "{path}: {}", reply.text());
        serde_json::from_slice(&reply.body).unwrap()
    }

    async fn opened(&self, before: i64) {
        let mut tx = self.world.app.db.write(self.world.community()).await.unwrap();
        let until = now().plus_ms(DESK_MAX_MS - before);
        device::save_desk(&mut tx, self.phone.id, self.who, until, now()).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn is_open(&self) -> bool {
        let state: DeskState = serde_json::from_slice(&self.ask("state", &()).await.body).unwrap();
        state == DeskState::Open
    }

    /// Adds the key; answers how that went.
    async fn add(&self, key: &SoftKey) -> String {
        let answer = key.make(&self.question("passkeys/begin").await);
        said(&self.ask("passkeys/add", &NewPasskey { label: "电脑".into(), answer }).await)
    }

    /// Locks the desk and opens it with the key; answers how that went.
    async fn open_with(&self, key: &mut SoftKey) -> String {
        self.ask("lock", &()).await;
        let answer = key.show(&self.question("unlock/begin").await);
        self.show(&answer).await
    }

    async fn show(&self, answer: &str) -> String {
        said(&self.ask("unlock/finish", &answer).await)
    }

    async fn passkeys(&self) -> Passkeys {
        serde_json::from_slice(&self.ask("passkeys", &()).await.body).unwrap()
    }
}

/// An answer in a line: the status, and why it is a no.
fn said(reply: &Reply) -> String {
    let status = reply.status.as_u16();
    if status == 200 { "200".into() } else { format!("{status} {}", reply.text()) }
}

/// A staff member at a machine, with a key that opens the desk.
async fn with_key(world: &World) -> (Seat<'_>, SoftKey) {
    prepared::prepare(world).await;
    let (seat, key) = (Seat::take(world, "R0007").await, SoftKey::new(ORIGIN));
    seat.opened(0).await;
    assert_eq!(seat.add(&key).await, "200");
    (seat, key)
}

/// One more who works for the committee.
async fn colleague(world: &World) -> Seat<'_> {
    Seat::take(world, "R0079").await
}

on_both! {
    async fn a_passkey_opens_the_desk_of_whoever_made_it(world: &World) {
        prepared::prepare(world).await;
        let (seat, mut key) = (Seat::take(world, "R0007").await, SoftKey::new(ORIGIN));
        let locked = |reply: Reply| serde_json::from_slice::<DeskState>(&reply.body).unwrap();
        assert_eq!(locked(seat.ask("state", &()).await), DeskState::Locked { passkey: false });
        assert_eq!(said(&seat.ask("unlock/begin", &()).await), WRONG, "there is none to be asked for");
        seat.opened(0).await;
        assert_eq!(seat.add(&key).await, "200");
        assert_eq!(locked(seat.ask("lock", &()).await), DeskState::Locked { passkey: true });
        assert_eq!(said(&seat.ask("passkeys", &()).await), "403 \"not_allowed\"");
        assert!(!seat.is_open().await);
        assert_eq!(seat.open_with(&mut key).await, "200");
        assert!(seat.is_open().await);
        let all = seat.passkeys().await;
        assert!(all.possible);
        let [row] = all.passkeys.as_slice() else { panic!("{all:?}") };
        assert_eq!(row.label, "电脑");
        assert!(row.used.is_some_and(|used| used >= row.made));
        assert_eq!(seat.open_with(&mut key).await, "200", "and again, with the next question");
    }

    async fn an_answer_is_good_once(world: &World) {
        let (seat, mut key) = with_key(world).await;
        seat.ask("lock", &()).await;
        let answer = key.show(&seat.question("unlock/begin").await);
        assert_eq!(seat.show(&answer).await, "200");
        seat.ask("lock", &()).await;
        assert_eq!(seat.show(&answer).await, WRONG, "nothing was asked");
        seat.question("unlock/begin").await;
        assert_eq!(seat.show(&answer).await, WRONG, "something else was asked");
        let first = key.show(&seat.question("unlock/begin").await);
        let second = key.show(&seat.question("unlock/begin").await);
        assert_eq!(seat.show(&first).await, WRONG, "the later question is the one that counts");
        assert_eq!(seat.show(&second).await, WRONG, "and it was spent on the wrong answer");
        assert!(!seat.is_open().await);
        assert_eq!(seat.open_with(&mut key).await, "200");

        let new = SoftKey::new(ORIGIN);
        let made = NewPasskey { label: "新".into(), answer: new.make(&seat.question("passkeys/begin").await) };
        assert_eq!(said(&seat.ask("passkeys/add", &made).await), "200");
        assert_eq!(said(&seat.ask("passkeys/add", &made).await), WRONG);
        assert_eq!(seat.passkeys().await.passkeys.len(), 2);
    }

    async fn an_answer_to_somebody_elses_question_opens_nothing(world: &World) {
        let (seat, mut key) = with_key(world).await;
        seat.ask("lock", &()).await;
        let (other, colleague) = (Seat::take(world, "R0007").await, colleague(world).await);
        let mut hers = SoftKey::new(ORIGIN);
        colleague.opened(0).await;
        assert_eq!(colleague.add(&hers).await, "200");
        // The right key and the right question, but on another machine.
        let question = seat.question("unlock/begin").await;
        assert_eq!(other.show(&key.clone().show(&question)).await, WRONG);
        other.question("unlock/begin").await;
        assert_eq!(other.show(&key.clone().show(&question)).await, WRONG);
        // A good key of a colleague's.
        assert_eq!(seat.show(&hers.show(&question)).await, WRONG);
        assert_eq!(colleague.open_with(&mut key).await, WRONG);
        assert_eq!(seat.open_with(&mut hers).await, WRONG);
        assert_eq!(seat.open_with(&mut key).await, "200", "her own, and the wrong ones are forgotten");
        // A question about a new key is none about opening.
        seat.opened(0).await;
        let adding = seat.question("passkeys/begin").await.replace("\"rp\":{", "\"rpId\":\"localhost\",\"rp\":{");
        seat.ask("lock", &()).await;
        assert_eq!(seat.show(&key.show(&adding)).await, WRONG);
        assert!(!seat.is_open().await && !other.is_open().await);
        assert_eq!(colleague.open_with(&mut hers).await, "200");
        assert_eq!(other.open_with(&mut key).await, "200", "the same key, asked here");
    }

    async fn a_passkey_is_one_persons(world: &World) {
        let (seat, key) = with_key(world).await;
        let colleague = colleague(world).await;
        colleague.opened(0).await;
        assert_eq!(colleague.add(&key).await, WRONG, "it is somebody's");
        assert_eq!(seat.add(&key).await, WRONG, "it is there already");
        let id = seat.passkeys().await.passkeys[0].id;
        let absent = said(&colleague.ask("passkeys/remove", &PasskeyId(Uuid::now_v7())).await);
        assert_eq!(said(&colleague.ask("passkeys/remove", &id).await), absent);
        assert_eq!(seat.passkeys().await.passkeys.len(), 1);
        assert_eq!(colleague.passkeys().await.passkeys.len(), 0);
    }

    async fn an_authenticator_that_slips_opens_nothing(world: &World) {
        let (seat, mut key) = with_key(world).await;
        seat.ask("lock", &()).await;
        type Slip = fn(&mut SoftKey);
        let slips: [(&str, Slip); 5] = [
            ("it did not look who holds it", |key| key.verifies = false),
            ("another site asked it", |key| key.origin = "https://elsewhere.example".into()),
            ("another port asked it", |key| key.origin = "http://localhost:81".into()),
            ("another key of that name", |key| key.key = SoftKey::new(ORIGIN).key),
            ("another name", |key| key.id[0] ^= 1),
        ];
        for (what, slip) in slips {
            let mut bad = key.clone();
            slip(&mut bad);
            assert_eq!(seat.open_with(&mut bad).await, WRONG, "{what}");
            assert_eq!(seat.open_with(&mut key).await, "200", "{what}: the good one");
        }
        let mut copied = key.clone();
        copied.used += 5;
        assert_eq!(seat.open_with(&mut copied).await, "200");
        assert_eq!(seat.open_with(&mut key).await, WRONG, "a copy of it was used since");
        assert_eq!(seat.open_with(&mut copied).await, "200");
    }

    async fn a_new_key_must_be_made_properly(world: &World) {
        let (seat, _) = with_key(world).await;
        let elsewhere = SoftKey::new("https://elsewhere.example");
        let careless = SoftKey { verifies: false, ..SoftKey::new(ORIGIN) };
        for key in [&elsewhere, &careless] {
            assert_eq!(seat.add(key).await, WRONG);
        }
        let answer = SoftKey::new(ORIGIN).make(&seat.question("passkeys/begin").await);
        let nameless = said(&seat.ask("passkeys/add", &NewPasskey { label: " \n".into(), answer }).await);
        assert!(nameless.starts_with("400"), "{nameless}");
        assert_eq!(seat.passkeys().await.passkeys.len(), 1);
        assert_eq!(seat.add(&SoftKey::new(ORIGIN)).await, "200");
        for _ in 2..10 {
            assert_eq!(seat.add(&SoftKey::new(ORIGIN)).await, "200");
        }
        assert_eq!(seat.ask("passkeys/begin", &()).await.status, 413, "ten are enough");
    }

    async fn a_removed_key_opens_nothing_even_if_it_was_asked_for_before(world: &World) {
        let (seat, mut key) = with_key(world).await;
        let other = Seat::take(world, "R0007").await;
        let question = other.question("unlock/begin").await;
        let id = seat.passkeys().await.passkeys[0].id;
        assert_eq!(said(&seat.ask("passkeys/remove", &id).await), "200");
        assert_eq!(other.show(&key.show(&question)).await, WRONG);
        assert_eq!(said(&other.ask("unlock/begin", &()).await), WRONG, "there is none left");
        assert!(seat.ask("passkeys/remove", &id).await.status == 404 && !other.is_open().await);
    }

    async fn whoever_lost_everything_chooses_anew(world: &World) {
        let (seat, mut key) = with_key(world).await;
        let colleague = colleague(world).await;
        colleague.opened(0).await;
        let question = seat.question("unlock/begin").await;
        let forget = async |who| {
            let mut tx = world.app.db.write(world.community()).await.unwrap();
            let forgot = credential::forget(&mut tx, who).await.unwrap();
            tx.commit().await.unwrap();
            forgot
        };
        assert!(forget(seat.who).await);
        assert!(!forget(seat.who).await, "once is enough");
        let state: DeskState = serde_json::from_slice(&seat.ask("state", &()).await.body).unwrap();
        assert!(matches!(state, DeskState::Enrol { .. }), "{state:?}");
        assert_eq!(seat.ask("passkeys", &()).await.status, 403, "what was open is locked");
        assert_eq!(seat.show(&key.show(&question)).await, WRONG);
        assert_eq!(colleague.ask("passkeys", &()).await.status, 200);
    }

    async fn a_change_of_keys_ends_what_is_open_elsewhere(world: &World) {
        let (seat, key) = with_key(world).await;
        let (other, colleague) = (Seat::take(world, "R0007").await, colleague(world).await);
        for seat in [&other, &colleague] {
            seat.opened(0).await;
        }
        assert!(other.is_open().await);
        assert_eq!(seat.add(&SoftKey::new(ORIGIN)).await, "200");
        assert!(seat.is_open().await && !other.is_open().await);
        assert_eq!(other.open_with(&mut key.clone()).await, "200");
        let id = seat.passkeys().await.passkeys[1].id;
        assert_eq!(said(&seat.ask("passkeys/remove", &id).await), "200");
        assert!(seat.is_open().await && !other.is_open().await);
        // What changes nothing ends nothing, and nobody else's ends.
        other.opened(0).await;
        assert_eq!(seat.add(&key).await, WRONG);
        assert_eq!(seat.ask("passkeys/remove", &id).await.status, 404);
        assert!(other.is_open().await);
        assert_eq!(colleague.ask("passkeys", &()).await.status, 200);
    }

    async fn keys_are_changed_only_by_whoever_has_just_opened_the_desk(world: &World) {
        let (seat, mut key) = with_key(world).await;
        let id = seat.passkeys().await.passkeys[0].id;
        seat.opened(FRESH_MS + 1_000).await;
        assert!(seat.is_open().await);
        for path in ["passkeys/begin", "passkeys/add", "passkeys/remove"] {
            assert_eq!(said(&seat.ask(path, &id).await), "403 \"open_again\"", "{path}");
        }
        assert_eq!(seat.passkeys().await.passkeys.len(), 1, "they can be looked at");
        assert_eq!(seat.open_with(&mut key).await, "200");
        assert_eq!(said(&seat.ask("passkeys/remove", &id).await), "200");
        let long = Seat::take(world, "R0007").await;
        long.opened(FRESH_MS - 60_000).await;
        assert_eq!(long.add(&key).await, "200");
    }

    async fn wrong_passkeys_are_counted_with_wrong_passwords(world: &World) {
        let (seat, key) = with_key(world).await;
        seat.ask("lock", &()).await;
        let password = Factors { password: "wrong".into(), totp: "000000".into(), secret: None };
        let mut bad = SoftKey { verifies: false, ..key.clone() };
        for _ in 0..2 {
            assert_eq!(said(&seat.ask("unlock", &password).await), WRONG);
            assert_eq!(seat.open_with(&mut bad).await, WRONG);
        }
        assert_eq!(seat.open_with(&mut key.clone()).await, "200", "four were free, and are forgotten");
        seat.ask("lock", &()).await;
        for _ in 0..2 {
            assert_eq!(said(&seat.ask("unlock", &password).await), WRONG);
            assert_eq!(seat.show("{}").await, WRONG);
        }
        let pending = key.clone().show(&seat.question("unlock/begin").await);
        let other = Seat::take(world, "R0007").await;
        assert_eq!(other.show("").await, WRONG);
        for (path, body) in [("unlock/finish", pending.as_str()), ("unlock/begin", "")] {
            assert_eq!(seat.ask(path, &body).await.status, 429, "{path}");
        }
        assert_eq!(seat.ask("unlock", &password).await.status, 429);
        assert!(!seat.is_open().await);
    }

    async fn a_question_is_good_for_five_minutes_for_one_purpose_on_one_phone(world: &World) {
        let (seat, other) = (Seat::take(world, "R0007").await, Seat::take(world, "R0007").await);
        let mut tx = world.app.db.write(world.community()).await.unwrap();
        let (phone, who, at) = (seat.phone.id, seat.who, now());
        let later = |ms| Moment(at.0 + ms);
        for (purpose, phone, after, good) in [
            (Purpose::Unlock, phone, CEREMONY_MS - 1, true),
            (Purpose::Unlock, phone, CEREMONY_MS, false),
            (Purpose::Add, phone, 0, false),
            (Purpose::Unlock, other.phone.id, 0, false),
        ] {
            ceremony::begin(&mut tx, seat.phone.id, who, Purpose::Unlock, "state", at).await.unwrap();
            let taken = ceremony::take(&mut tx, phone, who, purpose, later(after)).await.unwrap();
            assert_eq!(taken.as_deref(), good.then_some("state"), "{purpose:?} after {after}");
        }
        ceremony::begin(&mut tx, other.phone.id, who, Purpose::Add, "new", later(CEREMONY_MS)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(world.counts().await["ceremony"], 1, "what nobody answered is forgotten");
    }
}
