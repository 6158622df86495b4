//! Who has left: signed out, without cards, their sign-ups given up, and nothing new taken for them until they are back. And who
//! lives behind another door, or is called otherwise.

use crate::attempts::push;
use crate::cast::{Player, STRANGER, player};
use crate::on_both;
use crate::world::{Ask, Reply, World};
use domain::change::Change;
use domain::command::Command;
use domain::id::{OrderId, ResidentId, SignupId, TakeoutId};
use domain::member::{Member, Standing};
use domain::order::Portions;
use domain::scope::Scope;
use domain::wire::audit::{Deed, Entry, Wanted};
use domain::wire::calendar::CalendarAddress;
use domain::wire::correcting::{Correction, Recorded};
use domain::wire::leaving::{How, Leaving, Left, Moving};
use domain::wire::{Card, DeskResident};
use server::commands::now;
use server::store::takeout::What;
use server::store::{favour, feed, member, takeout};
use uuid::Uuid;

async fn post(world: &World, staff: &Player, path: &str, body: &impl serde::Serialize) -> Reply {
    world.ask(&Ask::json("POST", path, body).by(staff.cookie(), staff.me)).await
}

async fn cards(world: &World, staff: &Player, who: ResidentId) -> usize {
    let reply = post(world, staff, "/api/desk/cards", &[who]).await;
    serde_json::from_slice::<Vec<Card>>(&reply.body).unwrap().len()
}

async fn listed(world: &World, staff: &Player, who: ResidentId) -> DeskResident {
    let name = world.person(who).await.name;
    let reply = post(world, staff, "/api/desk/residents", &name).await;
    let found: Vec<DeskResident> = serde_json::from_slice(&reply.body).unwrap();
    found.into_iter().find(|resident| resident.person.id == who).unwrap()
}

/// A sign-up with somebody else in it.
async fn together(world: &World, who: ResidentId, other: ResidentId) -> SignupId {
    let id = world.signup(who, "opera").await;
    world
        .sql(format!(
            "insert into signup_member (community, signup, place, resident) values ({}, {}, 1, {})",
            world.literal(world.community().0),
            world.literal(id.0),
            world.literal(other.0)
        ))
        .await;
    id
}

/// How often somebody was told that a record was corrected.
async fn corrections(world: &World, who: ResidentId) -> usize {
    let mut tx = world.app.db.read(world.community()).await.unwrap();
    let told = feed::since(&mut tx, Scope::Person(who), 0).await.unwrap();
    told.iter()
        .filter(|line| line.noun == "notice" && line.body.as_ref().is_some_and(|body| body.contains("corrected")))
        .count()
}

on_both! {
    async fn nothing_new_is_taken_for_whoever_has_left_until_they_are_back(world: &World) {
        let (who, other, staff) = (world.resident(STRANGER), world.resident("R0024"), player(world, "open").await);
        let phone = world.phone(&[who]).await;
        world.signup(who, "opera").await;
        let standing = together(world, who, other).await;
        world.regular(who).await;
        assert_eq!(cards(world, &staff, who).await, 1);
        let make = Ask::new("POST", "/api/calendar/make", "null").by(Some(&phone.cookie), Some(who));
        let made: CalendarAddress = serde_json::from_slice(&world.ask(&make).await.body).unwrap();
        let calendar = made.address.unwrap().replace("http://localhost", "");
        assert_eq!(world.ask(&Ask::new("GET", &calendar, "")).await.status, 200);

        let leaving = Leaving { resident: who, how: How::Died };
        let left: Left = serde_json::from_slice(&post(world, &staff, "/api/desk/leave", &leaving).await.body).unwrap();
        // The sign-up, and that lunch is ordered for them.
        assert_eq!(left, Left { given_up: 2, standing: 1 }, "of what others are in, somebody has to ask them");
        assert_eq!(post(world, &staff, "/api/desk/leave", &leaving).await.status, 404, "once");
        let export = Ask::new("POST", "/api/export", "null").by(Some(&phone.cookie), Some(who));
        assert_eq!(world.ask(&export).await.status, 401);
        assert_eq!(world.ask(&Ask::new("GET", &calendar, "")).await.status, 404);
        assert_eq!(cards(world, &staff, who).await, 0);
        assert!(listed(world, &staff, who).await.gone);

        let occurrence = world.date("opera").await;
        let sign_up = || Command::SignUpFor { signup: SignupId(Uuid::now_v7()), occurrence, party: vec![who] };
        assert!(world.ask(&push(world, &staff, sign_up())).await.text().contains("refused"));
        let (day, serving) = world.serving().await;
        let (order, portions) = (OrderId(Uuid::now_v7()), vec![Portions { serving, count: 1 }]);
        let lunch = Command::PlaceOrderFor { order, day, eater: who, portions, by_phone: true };
        assert!(world.ask(&push(world, &staff, lunch)).await.text().contains("refused"));

        assert_eq!(post(world, &staff, "/api/desk/return", &who).await.text(), "true");
        assert_eq!(post(world, &staff, "/api/desk/return", &who).await.status, 404, "once");
        assert_eq!(cards(world, &staff, who).await, 1);
        // It stands at about the same time as the date below.
        world.sql(format!("update signup set state = 'cancelled' where signup = {}", world.literal(standing.0))).await;
        assert!(world.ask(&push(world, &staff, sign_up())).await.text().contains("applied"));
        assert!(!listed(world, &staff, who).await.gone);
    }

    async fn what_is_between_them_and_others_ends_with_them(world: &World) {
        let (who, staff) = (world.resident(STRANGER), player(world, "open").await);
        let (favour, opera, wish) = (world.strangers_favour().await, world.organization("opera"), TakeoutId(Uuid::now_v7()));
        let leads = Member::new(opera, world.person(who).await, Standing::Leader);
        world.write(Change::Member(leads)).await;
        let mut tx = world.app.db.write(world.community()).await.unwrap();
        takeout::ask(&mut tx, wish, staff.me.unwrap(), (What::Register, "年底核对"), now()).await.unwrap();
        assert!(takeout::agree(&mut tx, wish, who, What::Register, now()).await.unwrap());
        tx.commit().await.unwrap();

        let leaving = Leaving { resident: who, how: How::MovedAway };
        assert_eq!(post(world, &staff, "/api/desk/leave", &leaving).await.status, 200);
        let mut tx = world.app.db.read(world.community()).await.unwrap();
        let ended = favour::load(&mut tx, favour).await.unwrap().unwrap();
        assert!(!ended.state.open(), "{:?}", ended.state);
        assert_eq!(member::load(&mut tx, opera, who).await.unwrap(), None);
        let open = takeout::open(&mut tx, staff.me.unwrap(), now()).await.unwrap();
        assert!(open.iter().any(|row| row.id == wish && row.agreed.is_none()), "{open:?}");
    }

    async fn nobody_notes_of_themself_that_they_have_left(world: &World) {
        let staff = player(world, "open").await;
        let leaving = Leaving { resident: staff.me.unwrap(), how: How::MovedAway };
        assert_eq!(post(world, &staff, "/api/desk/leave", &leaving).await.status, 404);
    }

    async fn whoever_moves_house_is_listed_behind_the_other_door(world: &World) {
        let (who, staff) = (world.resident(STRANGER), player(world, "open").await);
        let building = world.census.compounds[0].buildings[0].clone();
        let moving = Moving { resident: who, building: building.id, stairwell: "九单元".into(), room: " 901 ".into() };
        assert_eq!(post(world, &staff, "/api/desk/move", &moving).await.text(), "true");
        let address = listed(world, &staff, who).await.address;
        assert!(address.ends_with(&format!("{} 九单元 901", building.name)), "{address}");
        let nowhere = Moving { room: " ".into(), ..moving };
        assert_eq!(post(world, &staff, "/api/desk/move", &nowhere).await.status, 400);
    }

    async fn whose_record_is_corrected_has_the_new_name_everywhere_and_is_told(world: &World) {
        let (who, staff) = (world.resident(STRANGER), player(world, "open").await);
        let signup = world.signup(who, "opera").await;
        let look = async || {
            let reply = post(world, &staff, "/api/desk/record", &who).await;
            serde_json::from_slice::<Recorded>(&reply.body).unwrap()
        };
        let before = look().await;
        let after = Recorded { name: " 石改名 ".into(), phone: "13800000077".into(), ..before.clone() };
        let correction = Correction { resident: who, before: before.clone(), after: after.clone() };
        assert_eq!(post(world, &staff, "/api/desk/correct", &correction).await.text(), "true");
        let now = Recorded { name: "石改名".into(), ..after.clone() };
        assert_eq!(look().await, now);
        let mut tx = world.app.db.read(world.community()).await.unwrap();
        let told = feed::since(&mut tx, Scope::Person(who), 0).await.unwrap();
        drop(tx);
        let says = |noun: &str, words: &str| {
            told.iter().any(|line| line.noun == noun && line.body.as_ref().is_some_and(|body| body.contains(words)))
        };
        assert!(says("notice", "corrected"), "they are told");
        let of_it = told.iter().find(|line| line.noun == "signup" && line.id == signup.0).unwrap();
        assert!(of_it.body.as_ref().unwrap().contains("石改名"), "{:?}", of_it.body);
        let log: Vec<Entry> = {
            let wanted = Wanted { words: "石改名".into(), day: None };
            serde_json::from_slice(&post(world, &staff, "/api/desk/log", &wanted).await.body).unwrap()
        };
        let noted = log.iter().find(|entry| entry.deed == Deed::Corrected).unwrap();
        assert_eq!(noted.words, "姓名、电话", "which parts, and not what stands there");
        assert!(log.iter().any(|entry| entry.deed == Deed::SawRecord));

        // A colleague who has seen what was there before corrects something else: the number stands.
        let late = Recorded { born: "1950-01".into(), ..before.clone() };
        let correction = Correction { resident: who, before: before.clone(), after: late };
        assert_eq!(post(world, &staff, "/api/desk/correct", &correction).await.text(), "true");
        assert_eq!(look().await, Recorded { born: "1950-01".into(), ..now.clone() });
        let wrong = [Recorded { name: " ".into(), ..now.clone() }, Recorded { phone: "一三八".into(), ..now.clone() }];
        for after in wrong {
            let correction = Correction { resident: who, before: now.clone(), after };
            assert_eq!(post(world, &staff, "/api/desk/correct", &correction).await.status, 400);
        }
        // As it was, for whoever looks for them.
        let correction = Correction { resident: who, before: look().await, after: before };
        assert_eq!(post(world, &staff, "/api/desk/correct", &correction).await.text(), "true");
    }

    async fn the_guardian_of_a_child_is_told_that_its_record_was_corrected(world: &World) {
        let (child, guardian, staff) = (world.resident("R0003"), world.resident("R0001"), player(world, "open").await);
        let reply = post(world, &staff, "/api/desk/record", &child).await;
        let mut before: Recorded = serde_json::from_slice(&reply.body).unwrap();
        // Who has grown up by it, and then who is grown up.
        let grown = Recorded { born: "1990-01".into(), ..before.clone() };
        for (after, told) in [(grown.clone(), 1), (Recorded { phone: "13800000078".into(), ..grown }, 0)] {
            let heard = corrections(world, guardian).await;
            let own = corrections(world, child).await;
            let correction = Correction { resident: child, before, after: after.clone() };
            assert_eq!(post(world, &staff, "/api/desk/correct", &correction).await.text(), "true");
            assert_eq!(corrections(world, guardian).await - heard, told, "{after:?}");
            assert_eq!(corrections(world, child).await - own, 1, "whose it is hears of it as ever");
            before = after;
        }
    }
}
