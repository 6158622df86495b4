//! What is had by an address alone: files behind links, a certificate's page, a draw, codes to scan and calendar feeds. Tokens are put
//! where these could show them; the crawl of `canary` asks for all of it as everybody.

use crate::canary::{seed_register, seed_things, token, tokens};
use crate::cast::{Player, player};
use crate::crawl::{Seen, text_of};
use crate::on_both;
use crate::world::{Ask, World};
use domain::certificate::Certificate;
use domain::change::Change;
use domain::id::{CertificateId, OccurrenceId, SignupId};
use domain::resident::Person;
use domain::signup::{Signup, SignupState};
use server::commands::now;
use server::secret;
use server::store::{calendar, signup};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Whose sign-up, duty and certificate it is.
const WHO: &str = "R0158";
/// When the child's meal is.
const MEAL: &str = "2031-05-06";

/// Where to ask.
#[derive(Default)]
pub struct Openings {
    /// Files behind links, without the account that acts.
    files: Vec<String>,
    /// Pages, pictures and draws.
    pages: Vec<String>,
}

impl Openings {
    /// All of it as one player: files in their own name, and in that of somebody else.
    pub fn asks(&self, world: &World, player: &Player) -> Vec<Ask> {
        let names = [player.me, Some(world.resident(WHO)), Some(world.resident("R0005"))];
        let names: BTreeSet<_> = names.into_iter().flatten().collect();
        let named = self.files.iter().flat_map(|file| names.iter().map(move |who| format!("{file}?as={who}")));
        named.chain(self.pages.iter().cloned()).map(|path| Ask::new("GET", &path, "")).collect()
    }
}

impl World {
    /// A certificate whose name and number are tokens.
    async fn certified(&self) -> CertificateId {
        let id = CertificateId(Uuid::now_v7());
        let row = Certificate {
            id,
            organization: self.organization("opera"),
            resident: Person { id: self.resident(WHO), name: token(WHO, "certified") },
            volunteer: token(WHO, "number"),
            year: 1998,
            ordinal: self.number() + 1,
            minutes: 1,
            issued_by: Person { id: self.resident("R0005"), name: "负责人".into() },
            made: now(),
            ..Certificate::default()
        };
        self.write(Change::Certificate(row)).await;
        id
    }

    /// Somebody waits for a draw.
    async fn enters(&self, like: SignupId) -> OccurrenceId {
        let drawn = self.lottery("opera").await;
        let row = Signup {
            id: SignupId(Uuid::now_v7()),
            occurrence: drawn,
            state: SignupState::Entered,
            ..load(self, like).await
        };
        self.write(Change::Signup(row)).await;
        drawn
    }

    /// Puts it all there.
    pub async fn opened(&self) -> Openings {
        let who = self.resident(WHO);
        let signup = self.signup(who, "opera").await;
        let date = load(self, signup).await.occurrence;
        let (_, shift) = self.duty(who, "opera").await;
        let (certificate, drawn) = (self.certified().await, self.enters(signup).await);
        let (opera, dance) = (self.organization("opera"), self.organization("dance"));
        let files = [
            format!("signups/{date}"),
            format!("signups/{drawn}"),
            format!("attendance/{date}"),
            format!("hours/{opera}"),
            format!("hours/{dance}"),
            format!("shift/{shift}"),
            format!("orders/{MEAL}"),
            "log".into(),
            format!("register/{}", Uuid::now_v7()),
            format!("community/{}", Uuid::now_v7()),
        ];
        let pages = vec![
            format!("/certificate/{certificate}"),
            format!("/api/lottery/{drawn}"),
            format!("/api/qr/{date}"),
            format!("/api/qr/certificate/{certificate}"),
        ];
        Openings { files: files.map(|file| format!("/api/export/{file}")).into(), pages }
    }
}

async fn load(world: &World, id: SignupId) -> Signup {
    let mut tx = world.app.db.read(world.community()).await.unwrap();
    signup::load(&mut tx, id).await.unwrap().unwrap()
}

/// A feed as whoever has the address reads it.
async fn feed(world: &World, code: &str) -> String {
    let made = secret::token();
    let mut tx = world.app.db.write(world.community()).await.unwrap();
    calendar::save(&mut tx, world.resident(code), &secret::sha256(made.as_bytes()), now()).await.unwrap();
    tx.commit().await.unwrap();
    let reply = world.ask(&Ask::new("GET", &format!("/calendar/person/{made}.ics"), "")).await;
    assert_eq!(reply.status, 200);
    reply.text().replace("\r\n ", "")
}

async fn seen(world: &World, openings: &Openings, name: &'static str) -> Vec<Seen> {
    let player = player(world, name).await;
    let mut seen = Vec::new();
    for ask in openings.asks(world, &player) {
        let reply = world.ask_on(&ask.clone().by(player.cookie(), player.me)).await;
        seen.push(Seen { text: text_of(&reply), asked: ask.path });
    }
    seen
}

fn holds(seen: &[Seen], path: &str, class: &str) -> bool {
    let there = |page: &Seen| page.asked.contains(path) && tokens(&page.text).any(|found| found == (WHO, class));
    seen.iter().any(there)
}

on_both! {
    async fn a_calendar_names_its_owners_household_and_nobody_else(world: &World) {
        seed_register(world).await;
        seed_things(world).await;
        for (owner, household) in [(WHO, vec![WHO]), ("R0001", vec!["R0001", "R0002", "R0003"])] {
            let text = feed(world, owner).await;
            let named: BTreeSet<_> = tokens(&text).collect();
            assert!(named.iter().all(|(whose, class)| household.contains(whose) && *class == "name"), "{owner}: {named:?}");
            assert!(!named.is_empty(), "or nothing is looked at: {text}");
        }
    }

    async fn files_hold_what_they_are_for_and_addresses_name_nobody(world: &World) {
        seed_register(world).await;
        let openings = world.opened().await;
        let organizer = seen(world, &openings, "organizer").await;
        for path in ["/api/export/signups", "/api/export/attendance", "/api/export/shift"] {
            assert!(holds(&organizer, path, "name"), "a file that is not unpacked says nothing: {path}");
        }
        for name in ["anonymous", "neighbour", "impostor", "revoked", "expired", "volunteer", "locked"] {
            let other = seen(world, &openings, name).await;
            let found: Vec<_> = other.iter().filter(|page| tokens(&page.text).any(|(whose, _)| whose == WHO)).collect();
            assert!(found.is_empty(), "{name}: {:?}", found.iter().map(|page| &page.asked).collect::<Vec<_>>());
        }
    }
}
