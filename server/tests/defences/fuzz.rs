//! Nonsense into everything that parses. Whatever comes in: no panic, no 5xx, an answer within a second.
//!
//! The cases come from a fixed seed, so a run says the same every time; `XISHAN_PROVE_SCALE` makes it longer.

use crate::bodies;
use crate::cast::STRANGER;
use crate::prepared::picture;
use crate::prove::{self, TRAPS};
use crate::world::{Ask, Phone, Reply, World};
use axum::http::{HeaderValue, Uri};
use domain::id::ResidentId;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use server::address::Address;
use server::api::photos::clean;
use server::commands::now;
use server::secret::{ALPHABET, CODE_LENGTH, lookalikes, read_card_code, sha256, token};
use server::store::{calendar, sign_in_try};
use std::cell::Cell;
use std::fmt::Debug;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

/// The longest answer.
const PATIENCE: Duration = Duration::from_secs(1);

/// Runs a property on so many cases, and notes how many there were.
pub fn hold<S: Strategy>(what: &str, cases: u32, strategy: S, test: impl Fn(S::Value) -> Result<(), TestCaseError>)
where
    S::Value: Debug,
{
    let cases = cases * prove::scale();
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 200, ..Config::default() };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let outcome = TestRunner::new_with_rng(config, rng).run(&strategy, test);
    prove::report("FUZZ", what, cases as usize, usize::from(outcome.is_err()));
    outcome.unwrap_or_else(|failure| panic!("{what}: {failure}"));
}

/// A text with something done to it: (where, what) pieces are put in, cut out, doubled.
pub fn damage(text: &[u8], blows: &[(u16, u8, usize)]) -> Vec<u8> {
    let mut out = text.to_vec();
    for (at, how, trap) in blows {
        let at = usize::from(*at) % (out.len() + 1);
        let end = (at + 1 + usize::from(how / 4)).min(out.len());
        match how % 4 {
            0 => drop(out.splice(at..at, TRAPS[trap % TRAPS.len()].bytes())),
            1 => drop(out.drain(at..end)),
            2 => {
                let twice = out[at..end].to_vec();
                drop(out.splice(at..at, twice));
            }
            _ => {
                if let Some(byte) = out.get_mut(at) {
                    *byte ^= how | 1;
                }
            }
        }
    }
    out
}

pub fn blows() -> impl Strategy<Value = Vec<(u16, u8, usize)>> {
    vec((any::<u16>(), any::<u8>(), any::<usize>()), 0..6)
}

/// The server, and somebody who asks; another one each forty cases, so that the limits do not answer for the parser.
pub struct Rig {
    pub runtime: Runtime,
    pub world: World,
    asked: Cell<usize>,
}

impl Rig {
    pub fn new() -> Rig {
        let runtime = Runtime::new().unwrap();
        let world = runtime.block_on(World::open());
        Rig { runtime, world, asked: Cell::new(0) }
    }

    fn somebody(&self) -> (Phone, ResidentId) {
        let asked = self.asked.replace(self.asked.get() + 1);
        let residents = &self.world.census.residents;
        let who = residents[(asked / 40) % residents.len()].id;
        (self.runtime.block_on(self.world.phone(&[who])), who)
    }

    /// Asks, and holds what holds for every answer.
    pub fn ask(&self, ask: &Ask) -> Result<Reply, TestCaseError> {
        let started = Instant::now();
        let reply = self.runtime.block_on(self.world.ask(ask));
        prop_assert!(started.elapsed() < PATIENCE, "{:?}", started.elapsed());
        prop_assert!(!reply.status.is_server_error(), "{}: {}", reply.status, reply.text());
        Ok(reply)
    }
}

#[test]
fn damaged_bodies_of_every_route_are_answered() {
    let rig = Rig::new();
    let stranger = rig.world.resident(STRANGER);
    hold("bodies: envelope, batch, pull, sign-in, desk", 600, (any::<usize>(), blows()), |(which, blows)| {
        let (phone, who) = rig.somebody();
        let templates = bodies::good(who, stranger);
        let (path, good) = &templates[which % templates.len()];
        let ask = Ask::new("POST", path, damage(good.as_bytes(), &blows)).by(Some(&phone.cookie), Some(who));
        let reply = rig.ask(&ask)?;
        prop_assert!(
            reply.kind.starts_with("application/json"),
            "a phone would take it for no network: {}",
            reply.text()
        );
        Ok(())
    });
}

fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<u64>().prop_map(Into::into),
        any::<String>().prop_map(Into::into),
    ];
    let key = prop_oneof!["commands|id|command|part|since|scopes|code|label|actor|schema", any::<String>()];
    leaf.prop_recursive(6, 40, 5, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(Into::into),
            vec((key.clone(), inner), 0..5).prop_map(|pairs| serde_json::Value::Object(pairs.into_iter().collect())),
        ]
    })
}

#[test]
fn any_json_is_answered_by_every_route() {
    let rig = Rig::new();
    hold("any JSON", 300, (any::<usize>(), json()), |(which, value)| {
        let (phone, who) = rig.somebody();
        let templates = bodies::good(who, who);
        let path = templates[which % templates.len()].0;
        rig.ask(&Ask::json("POST", path, &value).by(Some(&phone.cookie), Some(who))).map(|_| ())
    });
}

#[test]
fn any_cookie_and_any_name_of_an_account_is_a_stranger() {
    let rig = Rig::new();
    let texts = (any::<String>(), any::<String>(), any::<bool>());
    hold("cookie, account header", 300, texts, |(cookie, actor, named)| {
        let cookie = if named { format!("a=b; __Host-sid={cookie}") } else { cookie };
        let odd = HeaderValue::from_str(&cookie).is_err() || HeaderValue::from_str(&actor).is_err();
        prop_assume!(!odd);
        let ask = Ask { cookie: Some(cookie), actor: Some(actor), ..Ask::new("POST", "/api/export", "null") };
        prop_assert_eq!(rig.ask(&ask)?.status, 401);
        Ok(())
    });
}

#[test]
fn a_code_is_read_or_not_and_reading_it_again_changes_nothing() {
    let texts = prop_oneof![any::<String>(), "[0-9A-Za-zＡ-Ｚ０-９ .－—-]{0,14}"];
    hold("card code", 5_000, texts, |text| {
        if let Some(code) = read_card_code(&text) {
            prop_assert_eq!(code.len(), CODE_LENGTH);
            // Today's letters and digits are in it, or letters that are taken for them, and nothing else.
            let meant = lookalikes(&code).unwrap_or_else(|| code.clone());
            prop_assert!(meant.bytes().all(|byte| ALPHABET.contains(&byte)));
            prop_assert_eq!(lookalikes(&meant), None);
            prop_assert_eq!(read_card_code(&code), Some(code));
        }
        Ok(())
    });
}

#[test]
fn no_guessed_factor_opens_the_desk() {
    let rig = Rig::new();
    let staff = rig.world.resident("R0007");
    let phone = rig.runtime.block_on(rig.world.phone(&[staff]));
    let secrets = prop_oneof![any::<String>().prop_map(Some), "[A-Z2-7]{0,64}".prop_map(Some), Just(None)];
    let factors = (any::<String>(), prop_oneof![any::<String>(), "[0-9]{6}"], secrets);
    hold("TOTP and password", 150, factors, |(password, totp, secret)| {
        let body = serde_json::json!({ "password": password, "totp": totp, "secret": secret });
        let ask = Ask::json("POST", "/api/desk/unlock", &body).by(Some(&phone.cookie), Some(staff));
        let reply = rig.ask(&ask)?;
        prop_assert!(reply.status.is_client_error(), "{}", reply.text());
        rig.runtime.block_on(async {
            let mut tx = rig.world.app.db.write(rig.world.community()).await.unwrap();
            sign_in_try::succeeded(&mut tx, &format!("desk {staff}")).await.unwrap();
            tx.commit().await.unwrap();
        });
        Ok(())
    });
}

#[test]
fn whatever_is_sent_as_a_photo_is_a_small_picture_or_nothing() {
    let good = picture();
    hold("photo bytes", 400, (any::<bool>(), blows(), vec(any::<u8>(), 0..200)), |(real, blows, noise)| {
        let bytes = if real { damage(&good, &blows) } else { noise };
        let started = Instant::now();
        if let Some(jpeg) = clean(&bytes) {
            let picture = image::load_from_memory_with_format(&jpeg, image::ImageFormat::Jpeg).unwrap();
            prop_assert!(picture.width() <= 1_600 && picture.height() <= 1_600);
        }
        // A damaged head may promise a picture of forty million points, which an unoptimised decoder takes its time over.
        prop_assert!(started.elapsed() < PATIENCE * 20, "{:?}", started.elapsed());
        Ok(())
    });
}

#[test]
fn a_search_finds_at_most_two_hundred_whatever_is_typed() {
    let rig = Rig::new();
    let staff = rig.world.resident("R0007");
    let phone = rig.runtime.block_on(rig.world.phone(&[staff]));
    rig.runtime.block_on(rig.world.desk(&phone, staff, true));
    let words = prop_oneof![any::<String>(), "[%_\\\\'\" 周R0-9-]{0,8}", "(周){0,300}"];
    hold("search of residents", 150, words, |words| {
        let ask = Ask::json("POST", "/api/desk/residents", &words).by(Some(&phone.cookie), Some(staff));
        let reply = rig.ask(&ask)?;
        if reply.status == 200 {
            let found: Vec<serde_json::Value> = serde_json::from_slice(&reply.body).unwrap();
            prop_assert!(found.len() <= 200);
        } else {
            prop_assert_eq!(reply.status, 429);
        }
        Ok(())
    });
}

#[test]
fn no_damaged_secret_opens_a_calendar() {
    let rig = Rig::new();
    let secret = token();
    rig.runtime.block_on(async {
        let mut tx = rig.world.app.db.write(rig.world.community()).await.unwrap();
        let (who, hash) = (rig.world.resident("R0158"), sha256(secret.as_bytes()));
        calendar::save(&mut tx, who, &hash, now()).await.unwrap();
        tx.commit().await.unwrap();
    });
    let good = format!("/calendar/person/{secret}.ics");
    let texts = (any::<bool>(), blows(), "[a-zA-Z0-9%._~-]{0,80}");
    hold("calendar secret", 300, texts, |(real, blows, noise)| {
        let hurt = String::from_utf8_lossy(&damage(secret.as_bytes(), &blows)).into_owned();
        let path = format!("/calendar/person/{}.ics", if real { hurt } else { noise });
        prop_assume!(path.parse::<Uri>().is_ok());
        let reply = rig.ask(&Ask::new("GET", &path, ""))?;
        prop_assert_eq!(reply.status.as_u16(), if path == good { 200 } else { 404 }, "{}", path);
        Ok(())
    });
}

#[test]
fn every_address_has_an_answer() {
    let rig = Rig::new();
    let parts = prop_oneof![
        "[a-zA-Z0-9%._~!$&'()*+,;=:@-]{0,20}",
        "organizations|activities|needs|desk|me|p|api|shell|sw.js|%2e%2e|%00|%ff|404",
        "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    ];
    let looks = (vec(parts, 0..5), any::<String>(), any::<String>());
    hold("addresses of pages, look, language", 150, looks, |(parts, look, language)| {
        let path = format!("/{}", parts.join("/"));
        prop_assume!(path.parse::<Uri>().is_ok() && path != "/api/live");
        let mut ask = Ask::new("GET", &path, "");
        let more =
            [("cookie", format!("look={look}")), ("accept-language", language), ("accept-encoding", look.clone())];
        ask.more.extend(more.into_iter().filter(|(_, value)| HeaderValue::from_str(value).is_ok()));
        let reply = rig.ask(&ask)?;
        prop_assert!(matches!(reply.status.as_u16(), 200 | 401 | 404 | 405), "{} {path}", reply.status);
        Ok(())
    });
}

#[test]
fn any_word_of_a_proxy_is_an_address_or_none() {
    let texts = prop_oneof![any::<String>(), "[0-9a-f:.\\[\\], ]{0,45}"];
    hold("X-Forwarded-For", 5_000, texts, |text| {
        Address::parse(&text).map(|address| address.crowd().to_string());
        Ok(())
    });
    let homes = (any::<[u16; 4]>(), any::<[u16; 4]>(), any::<[u16; 4]>());
    hold("one household, one address", 1_000, homes, |(net, one, two)| {
        let write = |host: [u16; 4]| {
            let [a, b, c, d] = net;
            let [e, f, g, h] = host;
            std::net::Ipv6Addr::new(a | 0x2000, b, c, d, e, f, g, h).to_string()
        };
        prop_assert_eq!(Address::parse(&write(one)), Address::parse(&write(two)));
        Ok(())
    });
}
