//! The digest of a pull is what a phone comes to that took every answer in, and it shows when one was not.

use crate::on_both;
use crate::world::{Ask, Phone, World};
use domain::digest::Digest;
use domain::id::ResidentId;
use domain::row::RowKey;
use domain::scope::Scope;
use domain::wire::{Part, Pull, PullRequest};
use std::collections::BTreeMap;

/// What a phone holds of one part, as far as the digest goes.
#[derive(Clone, Default)]
struct Held {
    rows: BTreeMap<(Scope, RowKey), i64>,
    revision: i64,
    epoch: String,
    scopes: Vec<Scope>,
}

impl Held {
    async fn pull(&mut self, world: &World, part: Part, phone: &Phone, who: ResidentId) -> Pull {
        let request =
            PullRequest { part, epoch: self.epoch.clone(), since: self.revision, scopes: self.scopes.clone() };
        let ask = Ask::json("POST", "/api/pull", &request).by(Some(&phone.cookie), Some(who));
        let pull: Pull = serde_json::from_slice(&world.ask(&ask).await.body).unwrap();
        if pull.snapshot {
            self.rows.clear();
        }
        for feed in &pull.rows {
            match (&feed.row, feed.revision, feed.gone) {
                (Some(row), Some(revision), _) => drop(self.rows.insert((feed.scope, row.key()), revision)),
                (None, _, Some(key)) => drop(self.rows.remove(&(feed.scope, key))),
                _ => {}
            }
        }
        (self.revision, self.epoch, self.scopes) = (pull.revision, pull.epoch.clone(), pull.scopes.clone());
        pull
    }

    fn digest(&self) -> Option<Digest> {
        let mut digest = Digest::default();
        self.rows.iter().for_each(|((scope, key), revision)| digest.add(*scope, *key, *revision));
        Some(digest)
    }
}

on_both! {
    async fn a_phone_that_took_everything_in_comes_to_the_same_number(world: &World) {
        let who = world.resident("R0007");
        let phone = world.phone(&[who]).await;
        let (mut public, mut mine) = (Held::default(), Held::default());
        for round in 0..6 {
            for (part, held) in [(Part::Public, &mut public), (Part::Mine, &mut mine)] {
                let pull = held.pull(world, part, &phone, who).await;
                assert_eq!(
                    pull.snapshot,
                    round == 0 || (part == Part::Mine && (round == 3 || round == 5)),
                    "{part:?} {round}"
                );
                assert_eq!(pull.digest, held.digest(), "{part:?} in round {round}");
            }
            world.signup(who, "harbour").await;
            world.report(world.resident("R0158"), "楼道灯坏了", true).await;
            // Scopes come and go with the desk.
            if round == 2 || round == 4 {
                world.desk(&phone, who, round == 2).await;
            }
        }
        assert!(public.rows.len() > 300 && mine.rows.len() > 5);
    }

    async fn a_row_that_was_lost_or_is_old_shows(world: &World) {
        let who = world.resident("R0158");
        let phone = world.phone(&[who]).await;
        let mut public = Held::default();
        let pull = public.pull(world, Part::Public, &phone, who).await;
        let (some, _) = public.rows.iter().nth(100).map(|(key, revision)| (*key, *revision)).unwrap();
        let mut lost = public.clone();
        lost.rows.remove(&some);
        assert_ne!(lost.digest(), pull.digest);
        let mut old = public.clone();
        *old.rows.get_mut(&some).unwrap() -= 1;
        assert_ne!(old.digest(), pull.digest);
        assert_eq!(public.digest(), pull.digest);
        // What it does then: everything again.
        lost.revision = 0;
        let again = lost.pull(world, Part::Public, &phone, who).await;
        assert!(again.snapshot && again.digest == lost.digest());
    }
}
