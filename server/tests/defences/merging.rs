//! At the desk: two records beside each other, one person made of them, and that it is in the log and cannot be taken back.

use crate::cast::{Player, player};
use crate::on_both;
use crate::world::{Ask, Reply, World};
use domain::wire::audit::{Deed, Entry, Wanted};
use domain::wire::merging::{Compared, Merged, Pair};
use domain::wire::{Card, DeskResident};

async fn post(world: &World, staff: &Player, path: &str, body: &impl serde::Serialize) -> Reply {
    world.ask(&Ask::json("POST", path, body).by(staff.cookie(), staff.me)).await
}

fn read<T: serde::de::DeserializeOwned>(reply: &Reply) -> T {
    serde_json::from_slice(&reply.body).unwrap()
}

on_both! {
    async fn one_person_is_made_of_two_records_at_the_desk(world: &World) {
        let staff = player(world, "open").await;
        let (stays, goes) = (world.resident("R0054"), world.resident("R0158"));
        let (name, former) = (world.person(stays).await.name, world.person(goes).await.name);
        let phone = world.phone(&[goes]).await;
        let pair = Pair { stays, goes };
        let both: Compared = read(&post(world, &staff, "/api/desk/compare", &pair).await);
        assert_eq!((both.stays.person.name.as_str(), both.goes.person.name.as_str()), (name.as_str(), former.as_str()));
        assert!(both.doubts.is_empty() && both.goes.phones == 1, "{both:?}");
        let merged: Merged = read(&post(world, &staff, "/api/desk/merge", &pair).await);
        assert_eq!(merged, Merged::Done { given_up: 0 });
        for path in ["/api/desk/compare", "/api/desk/merge"] {
            assert_eq!(post(world, &staff, path, &pair).await.status, 404, "once");
        }

        let export = Ask::new("POST", "/api/export", "null").by(Some(&phone.cookie), Some(goes));
        assert_eq!(world.ask(&export).await.status, 401, "its phones are signed out");
        let found: Vec<DeskResident> = read(&post(world, &staff, "/api/desk/residents", &former).await);
        let listed = found.into_iter().find(|resident| resident.person.id == goes).unwrap();
        assert_eq!(listed.now.map(|person| person.id), Some(stays), "the old name leads to who that is now");
        let cards: Vec<Card> = read(&post(world, &staff, "/api/desk/cards", &[goes]).await);
        assert!(cards.is_empty());
        assert_eq!(post(world, &staff, "/api/desk/return", &goes).await.status, 404, "there is no way back");

        let wanted = Wanted { words: former.clone(), day: None };
        let log: Vec<Entry> = read(&post(world, &staff, "/api/desk/log", &wanted).await);
        let noted = |deed: Deed| log.iter().any(|entry| entry.deed == deed && entry.whom == name && entry.words == former);
        assert!(noted(Deed::Compared) && noted(Deed::Merged), "{log:?}");
    }
}
