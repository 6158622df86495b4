//! One's own password: changed by whoever opened the desk a moment ago and knows the one before, and by nobody else; and kept
//! with the parameters of today. Wrong codes of cards are counted for the phone, wherever it asks from.

use crate::on_both;
use crate::prepared;
use crate::world::{Ask, Phone, Reply, World};
use argon2::password_hash::PasswordHasher;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, Version};
use domain::id::ResidentId;
use domain::when::{MINUTE_MS, Moment};
use domain::wire::desk::NewPassword;
use domain::wire::{Factors, SignIn};
use server::api::principal::FRESH_MS;
use server::commands::{DESK_IDLE_MS, DESK_MAX_MS, now};
use server::secret::{outdated, password_fits, password_hash};
use server::store::credential::{self, Credential};
use server::store::device;
use totp_rs::{Builder, Secret};

/// What [`prepared::prepare`] has chosen.
const BEFORE: &str = "not this one either";
const SECRET: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const AFTER: &str = "山茶 石桥 电梯 豆腐 二胡";

/// The staff member at a machine of hers.
struct Seat<'a> {
    world: &'a World,
    who: ResidentId,
    phone: Phone,
}

impl Seat<'_> {
    async fn take(world: &World) -> Seat<'_> {
        let who = world.resident("R0007");
        Seat { world, who, phone: world.phone(&[who]).await }
    }

    async fn ask(&self, path: &str, body: &impl serde::Serialize) -> Reply {
        self.world.ask(&Ask::json("POST", path, body).by(Some(&self.phone.cookie), Some(self.who))).await
    }

    /// Her desk is open, since so many milliseconds.
    async fn opened(&self, before: i64) {
        let mut tx = self.world.app.db.write(self.world.community()).await.unwrap();
        let until = now().plus_ms(DESK_MAX_MS - before);
        device::save_desk(&mut tx, self.phone.id, self.who, until, now()).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Her desk was last used so many milliseconds ago.
    async fn used(&self, before: i64) {
        let mut tx = self.world.app.db.write(self.world.community()).await.unwrap();
        let now = now();
        device::save_desk(&mut tx, self.phone.id, self.who, now.plus_ms(DESK_MAX_MS), now.plus_ms(-before))
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// For how many seconds it stays open.
    async fn stay(&self, here: bool) -> Option<u32> {
        self.ask("/api/desk/stay", &here).await.text().parse().ok()
    }

    async fn is_open(&self) -> bool {
        self.ask("/api/desk/state", &()).await.text() == "\"open\""
    }

    /// Changes the password; answers how that went.
    async fn change(&self, current: &str, password: &str) -> String {
        let wish = NewPassword { current: current.into(), password: password.into() };
        let reply = self.ask("/api/desk/password", &wish).await;
        format!("{} {}", reply.status.as_u16(), reply.text())
    }

    async fn kept(&self) -> Credential {
        let mut tx = self.world.app.db.read(self.world.community()).await.unwrap();
        credential::load(&mut tx, self.who).await.unwrap().unwrap()
    }
}

/// What her authenticator shows.
fn digits(at: Moment) -> String {
    let secret = Secret::try_from_base32(SECRET).unwrap();
    let totp = Builder::new().with_secret(secret).with_account_name("x").with_issuer(Some("Xishan")).build().unwrap();
    totp.generate(u64::try_from(at.0 / 1000).unwrap()).to_string()
}

on_both! {
    async fn a_desk_stays_open_for_whoever_says_that_they_are_there(world: &World) {
        prepared::prepare(world).await;
        let seat = Seat::take(world).await;
        assert_eq!(seat.stay(true).await, None, "the desk is locked");
        seat.used(DESK_IDLE_MS - 4 * MINUTE_MS).await;
        let left = seat.stay(false).await.unwrap();
        assert!((200..=240).contains(&left), "{left} seconds");
        assert!(seat.stay(true).await.unwrap() > 1_700);
        assert!(seat.stay(false).await.unwrap() > 1_700);
        seat.used(DESK_IDLE_MS + 1).await;
        assert_eq!(seat.stay(true).await, None, "it has locked itself, and nobody opens it like that");
        assert!(!seat.is_open().await);
    }

    async fn whoever_knows_the_password_before_changes_it_and_is_locked_out_elsewhere(world: &World) {
        prepared::prepare(world).await;
        let (here, elsewhere) = (Seat::take(world).await, Seat::take(world).await);
        assert_eq!(here.change(BEFORE, AFTER).await, "403 \"not_allowed\"", "the desk is locked");
        here.opened(0).await;
        elsewhere.opened(0).await;
        assert_eq!(here.change("guessed by somebody", AFTER).await, "403 \"wrong_factor\"");
        assert_eq!(here.change(BEFORE, "xishan-123456").await, "403 \"weak_password\"");
        assert!(password_fits(BEFORE, &here.kept().await.password_hash));
        assert!(elsewhere.is_open().await);

        assert_eq!(here.change(BEFORE, AFTER).await, "200 \"open\"");
        let kept = here.kept().await;
        assert!(password_fits(AFTER, &kept.password_hash) && !password_fits(BEFORE, &kept.password_hash));
        assert_eq!(kept.totp_secret, SECRET, "the authenticator stays");
        assert!(here.is_open().await && !elsewhere.is_open().await);
        assert_eq!(here.change(BEFORE, AFTER).await, "403 \"wrong_factor\"", "it is another one now");
    }

    async fn a_desk_that_was_opened_long_ago_changes_no_password(world: &World) {
        prepared::prepare(world).await;
        let seat = Seat::take(world).await;
        seat.opened(FRESH_MS + 60_000).await;
        assert_eq!(seat.change(BEFORE, AFTER).await, "403 \"open_again\"");
        assert!(password_fits(BEFORE, &seat.kept().await.password_hash));
    }

    async fn wrong_passwords_of_a_change_are_counted_with_the_wrong_factors(world: &World) {
        prepared::prepare(world).await;
        let seat = Seat::take(world).await;
        seat.opened(0).await;
        for _ in 0..5 {
            assert_eq!(seat.change("guessed by somebody", AFTER).await, "403 \"wrong_factor\"");
        }
        assert!(seat.change(BEFORE, AFTER).await.starts_with("429 "));
        let factors = Factors { password: BEFORE.into(), totp: "000000".into(), secret: None };
        assert_eq!(seat.ask("/api/desk/unlock", &factors).await.status, 429);
    }

    async fn a_hash_of_an_older_release_is_made_anew_when_the_desk_opens(world: &World) {
        prepared::prepare(world).await;
        let seat = Seat::take(world).await;
        let weaker = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8_192, 1, 1, None).unwrap());
        let old: PasswordHash = weaker.hash_password_with_salt(BEFORE.as_bytes(), &[7_u8; 16]).unwrap();
        let (before, old) = (seat.kept().await.password_hash, old.to_string());
        let mut tx = world.app.db.write(world.community()).await.unwrap();
        assert!(credential::rehash(&mut tx, seat.who, &before, &old).await.unwrap());
        assert!(!credential::rehash(&mut tx, seat.who, &before, "x").await.unwrap(), "it is not there any more");
        tx.commit().await.unwrap();

        let wrong = Factors { password: BEFORE.into(), totp: "x".into(), secret: None };
        assert_eq!(seat.ask("/api/desk/unlock", &wrong).await.status, 403);
        assert_eq!(seat.kept().await.password_hash, old, "nobody has come in");
        let right = Factors { totp: digits(now()), ..wrong };
        assert_eq!(seat.ask("/api/desk/unlock", &right).await.text(), "\"open\"");
        let renewed = seat.kept().await.password_hash;
        assert!(outdated(&old) && !outdated(&renewed));
        assert!(password_fits(BEFORE, &renewed) && !password_fits(AFTER, &renewed));
        assert!(!outdated(&password_hash(AFTER).unwrap()));
    }

    async fn wrong_codes_are_counted_for_the_phone_wherever_it_asks_from(world: &World) {
        // Every request comes from an address of its own.
        let (who, mate) = (world.resident("R0024"), world.resident("R0158"));
        let (phone, other) = (world.phone(&[who]).await, world.phone(&[mate]).await);
        let guess = SignIn { code: "ABCD-2345".into(), label: "手机".into() };
        let ask = |phone: Option<&Phone>| {
            Ask::json("POST", "/api/sign-in", &guess).by(phone.map(|phone| phone.cookie.as_str()), None)
        };
        for _ in 0..5 {
            assert_eq!(world.ask(&ask(Some(&phone))).await.text(), "\"unknown\"");
        }
        assert_eq!(world.ask(&ask(Some(&phone))).await.status, 429);
        assert_eq!(world.ask(&ask(Some(&other))).await.text(), "\"unknown\"", "nobody else waits");
        assert_eq!(world.ask(&ask(None)).await.text(), "\"unknown\"");
    }
}
