//! Menus of the cook on both databases: what is set is on the menu, each way of eating has its limit, where a meal is brought the
//! kitchen alone is told, and last week is copied once.

use crate::both_databases;
use crate::support::{Stage, applied, envelope, refused};
use domain::command::Command;
use domain::community::Community;
use domain::id::OrderId;
use domain::meal::Meal;
use domain::menu::Cooked;
use domain::order::{Order, Portions};
use domain::quota::{Limits, Quota};
use domain::refusal::Refusal;
use domain::row::Row;
use domain::scope::Scope;
use domain::serving::Serving;
use domain::when::{Day, Moment};
use domain::wire::{Answer, Outcome};
use server::commands::now;
use server::import::kept::KeptMenu;
use server::store::{census, doctor, feed, serving};
use uuid::Uuid;

const COOK: &str = "R0006";
const EATER: &str = "R0158";
const OTHER: &str = "R0024";

async fn does(stage: &Stage, code: &str, command: Command, at: Moment) -> Answer {
    let who = stage.resident(code);
    let phone = stage.phone(who).await;
    stage.decide(&envelope(who, phone, command), phone, at).await
}

async fn menu(stage: &Stage, day: Day) -> Vec<Serving> {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    serving::of_day(&mut tx, day).await.unwrap()
}

async fn rows(stage: &Stage, scope: Scope) -> Vec<Row> {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    let lines = feed::since(&mut tx, scope, 0).await.unwrap();
    lines.iter().filter_map(|line| line.body.as_deref()).map(|body| serde_json::from_str(body).unwrap()).collect()
}

async fn orders(stage: &Stage, scope: Scope) -> Vec<Order> {
    let rows = rows(stage, scope).await;
    rows.into_iter().filter_map(|row| if let Row::Order(row) = row { Some(row) } else { None }).collect()
}

async fn community(stage: &Stage) -> Community {
    let rows = rows(stage, Scope::Public).await;
    rows.into_iter().find_map(|row| if let Row::Community(row) = row { Some(row) } else { None }).unwrap()
}

async fn unsound(stage: &Stage) -> Vec<&'static str> {
    let findings = doctor::ask(&stage.db, now()).await.unwrap();
    let about = ["everyone is told the phones they are signed in on"];
    let unsound = findings.into_iter().filter(|finding| !finding.sound() && !about.contains(&finding.what));
    unsound.map(|finding| finding.what).collect()
}

fn set(stage: &Stage, day: Day, portions: u32, limits: Limits) -> Command {
    let dishes = vec![Cooked { dish: stage.census.dishes[0].id, portions }];
    Command::SetMenu { day, dishes, limits, meal: Meal::Lunch }
}

fn lunch(stage: &Stage, code: &str, dish: &Serving, delivered: bool) -> Command {
    let (order, portions) = (OrderId(Uuid::now_v7()), vec![Portions { serving: dish.id, count: 1 }]);
    let (day, eater, from_balance) = (dish.day, stage.resident(code), false);
    Command::PlaceOrder { order, day, eater, portions, delivered, from_balance, note: String::new() }
}

both_databases! {
    async fn the_committees_files_bring_back_nothing_that_the_cook_took_off(stage: &Stage) {
        let day = stage.census.servings.iter().map(|row| row.day).max().unwrap();
        assert!(applied(&does(stage, COOK, set(stage, day, 20, Limits::default()), now()).await));
        let before = menu(stage, day).await;
        let cooked = before.iter().filter(|row| row.portions > 0 && row.meal.is_lunch());
        let cooked: Vec<_> = cooked.map(|row| (row.dish, row.portions)).collect();
        assert_eq!(cooked, [(stage.census.dishes[0].id, 20)]);
        let dry = census::kept_menus(&stage.db, &stage.census).await.unwrap();
        let imported = census::import(&stage.db, &stage.census).await.unwrap();
        assert_eq!((imported.changed, &imported.menus), (0, &dry));
        assert_eq!(dry, [KeptMenu(day)]);
        assert_eq!(menu(stage, day).await, before);
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn a_meal_is_brought_as_long_as_there_is_room_and_only_the_kitchen_knows_where(stage: &Stage) {
        let at = now();
        let day = at.day().plus(30);
        let limits = Limits { eat_in: Some(9), deliver: Some(1) };
        let no = does(stage, EATER, set(stage, day, 20, limits), at).await;
        assert_eq!(refused(no), Refusal::NotAllowed);
        assert!(applied(&does(stage, COOK, set(stage, day, 20, limits), at).await));
        let dish = menu(stage, day).await.remove(0);
        assert_eq!((dish.portions, dish.name.as_str()), (20, stage.census.dishes[0].name.as_str()));

        assert!(applied(&does(stage, EATER, lunch(stage, EATER, &dish, true), at).await));
        let full = does(stage, OTHER, lunch(stage, OTHER, &dish, true), at).await;
        assert_eq!(refused(full), Refusal::WayFull { delivered: true, other: true });
        assert!(applied(&does(stage, OTHER, lunch(stage, OTHER, &dish, false), at).await));
        let counted = Quota { day, limits, eating: 1, delivering: 1, meal: Meal::Lunch };
        let public = community(stage).await;
        assert_eq!(public.quotas, [counted]);
        assert_eq!(public.name, stage.census.community.name, "the rest of the row is as it was");

        let kitchen = orders(stage, Scope::Kitchen).await;
        let brought = kitchen.iter().find(|order| order.delivered).unwrap();
        assert!(brought.to.as_ref().is_some_and(|door| !door.compound.is_empty() && !door.room.is_empty()));
        assert!(kitchen.iter().filter(|order| !order.delivered).all(|order| order.to.is_none()));
        let own = orders(stage, Scope::Person(stage.resident(EATER))).await;
        assert!(own.iter().all(|order| order.delivered && order.to.is_none()));
        assert_eq!(unsound(stage).await, [""; 0]);

        // The committee's files say nothing of limits, and take none away.
        server::store::census::import(&stage.db, &stage.census).await.unwrap();
        assert_eq!(community(stage).await.quotas, [counted]);
        assert!(applied(&does(stage, EATER, Command::CancelOrder { order: brought.id }, at).await));
        assert_eq!(community(stage).await.quotas, [Quota { delivering: 0, ..counted }]);
        assert!(applied(&does(stage, COOK, set(stage, day, 20, Limits::default()), at).await));
        let none = does(stage, EATER, lunch(stage, EATER, &dish, true), at).await;
        assert_eq!(refused(none), Refusal::NoDelivery);
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn breakfast_is_a_meal_of_its_own_and_no_older_phone_takes_it_for_lunch(stage: &Stage) {
        let at = now();
        let day = at.day().plus(30);
        let limits = Limits { eat_in: Some(1), deliver: None };
        let dishes = || vec![Cooked { dish: stage.census.dishes[0].id, portions: 9 }];
        let supper = Command::SetMenu { day, dishes: dishes(), limits, meal: Meal::Supper };
        assert_eq!(refused(does(stage, COOK, supper, at).await), Refusal::NotFound, "nobody serves it");
        let early = Command::SetMenu { day, dishes: dishes(), limits, meal: Meal::Breakfast };
        for command in [early, set(stage, day, 20, Limits::default())] {
            assert!(applied(&does(stage, COOK, command, at).await));
        }
        let both = menu(stage, day).await;
        let of = |meal| both.iter().find(|dish| dish.meal == meal).unwrap();
        let (porridge, rice) = (of(Meal::Breakfast), of(Meal::Lunch));
        assert_eq!((both.len(), porridge.dish, porridge.portions, rice.portions), (2, rice.dish, 9, 20));

        // One of each for one person, with numbers that are their own on that day.
        for dish in [porridge, rice] {
            assert!(applied(&does(stage, EATER, lunch(stage, EATER, dish, false), at).await));
            let twice = does(stage, EATER, lunch(stage, EATER, dish, false), at).await;
            assert!(matches!(refused(twice), Refusal::AlreadyOrdered { .. }));
        }
        let full = does(stage, OTHER, lunch(stage, OTHER, porridge, false), at).await;
        assert_eq!(refused(full), Refusal::WayFull { delivered: false, other: false });
        let (order, from_balance) = (OrderId(Uuid::now_v7()), false);
        let portions = [porridge, rice].map(|dish| Portions { serving: dish.id, count: 1 }).to_vec();
        let eater = stage.resident(OTHER);
        let mixed = Command::PlaceOrder { order, day, eater, portions, delivered: false, from_balance, note: String::new() };
        assert!(matches!(does(stage, OTHER, mixed, at).await.outcome, Outcome::Refused { .. }), "one meal at a time");
        let own = orders(stage, Scope::Person(stage.resident(EATER))).await;
        let meals: std::collections::BTreeSet<Meal> = own.iter().map(|order| order.meal).collect();
        assert_eq!((own.len(), meals.len(), own[0].code == own[1].code), (2, 2, false));

        // Older releases know one quota for a day, and rows by the names that lunch has.
        let public = community(stage).await;
        let counted = Quota { day, limits, eating: 1, delivering: 0, meal: Meal::Breakfast };
        assert_eq!((public.quotas.len(), public.meal_quotas.as_slice()), (0, [counted].as_slice()));
        for (scope, id, name) in [
            (Scope::Public, porridge.id.0, "{\"meal_serving\":"),
            (Scope::Public, rice.id.0, "{\"serving\":"),
            (Scope::Kitchen, own.iter().find(|order| !order.meal.is_lunch()).unwrap().id.0, "{\"meal_order\":"),
            (Scope::Kitchen, own.iter().find(|order| order.meal.is_lunch()).unwrap().id.0, "{\"order\":"),
        ] {
            let mut tx = stage.db.read(stage.community).await.unwrap();
            let lines = feed::since(&mut tx, scope, 0).await.unwrap();
            let line = lines.iter().find(|line| line.id == id).unwrap();
            assert!(line.body.as_ref().unwrap().starts_with(name), "{line:?}");
        }
        assert_eq!(unsound(stage).await, [""; 0]);

        let given_up = Command::CancelOrder { order: own.iter().find(|order| !order.meal.is_lunch()).unwrap().id };
        assert!(applied(&does(stage, EATER, given_up, at).await));
        assert!(applied(&does(stage, OTHER, lunch(stage, OTHER, porridge, false), at).await));
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn last_week_is_copied_once(stage: &Stage) {
        let at = now();
        let first = at.day().plus(7);
        let source = menu(stage, first.plus(-7)).await;
        assert!(!source.is_empty());
        let own = menu(stage, first.plus(1)).await;
        // The first of the seven days has no menu any more: all its dishes are taken off.
        let nothing = Command::SetMenu { day: first, dishes: Vec::new(), limits: Limits::default(), meal: Meal::Lunch };
        assert!(applied(&does(stage, COOK, nothing, at).await));
        assert!(menu(stage, first).await.iter().all(|dish| dish.portions == 0));
        for _ in 0..2 {
            assert!(applied(&does(stage, COOK, Command::CopyMenus { first }, at).await));
            let mut copied: Vec<_> = menu(stage, first).await.into_iter().filter(|dish| dish.portions > 0).collect();
            copied.sort_by_key(|dish| dish.dish);
            let mut expected: Vec<_> = source.iter().map(|dish| (dish.dish, dish.portions)).collect();
            expected.sort();
            assert_eq!(copied.iter().map(|dish| (dish.dish, dish.portions)).collect::<Vec<_>>(), expected);
            assert_eq!(menu(stage, first.plus(1)).await, own, "a day with a menu keeps it");
        }
        assert_eq!(unsound(stage).await, [""; 0]);
    }
}
