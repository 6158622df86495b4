//! The canteen's counter, on both databases: an order that is taken for somebody is theirs, a change keeps the old one where it is
//! refused, what was cooked is never lost on paper, and what is said of a meal reaches the canteen without a name.

use crate::both_databases;
use crate::support::{Stage, applied, envelope, refused};
use domain::command::Command;
use domain::id::{OrderId, RatingId};
use domain::order::{Order, OrderState, Portions, Via};
use domain::rating::{Rated, Reason, Score};
use domain::refusal::Refusal;
use domain::row::Row;
use domain::scope::Scope;
use domain::serving::Serving;
use domain::when::{Clock, Moment};
use domain::wire::Answer;
use server::commands::now;
use server::store::{doctor, feed, order, serving};
use uuid::Uuid;

const COOK: &str = "R0006";
/// Somebody without a phone, for whom others order.
const EATER: &str = "R0021";

/// Somebody does something, and the server hears of it at `at`.
async fn act(stage: &Stage, code: &str, command: Command, at: Moment) -> Answer {
    let who = stage.resident(code);
    let phone = stage.phone(who).await;
    stage.decide(&envelope(who, phone, command), phone, at).await
}

/// A dish of a day that can still be ordered for.
fn dish(stage: &Stage) -> Serving {
    let far = now().day().plus(1);
    stage.census.servings.iter().find(|serving| serving.day > far && serving.portions > 3).unwrap().clone()
}

/// The cook orders one portion for somebody at the counter.
async fn taken(stage: &Stage, dish: &Serving) -> (OrderId, Answer) {
    let (order, eater) = (OrderId(Uuid::now_v7()), stage.resident(EATER));
    let portions = vec![Portions { serving: dish.id, count: 1 }];
    let command = Command::PlaceOrderFor { order, day: dish.day, eater, portions, by_phone: false };
    (order, act(stage, COOK, command, now()).await)
}

async fn load(stage: &Stage, id: OrderId) -> Order {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    order::load(&mut tx, id).await.unwrap().unwrap()
}

async fn portions(stage: &Stage, dish: &Serving) -> Serving {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    serving::load(&mut tx, dish.id).await.unwrap().unwrap()
}

/// What a scope is told.
async fn told(stage: &Stage, scope: Scope) -> Vec<Row> {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    let lines = feed::since(&mut tx, scope, 0).await.unwrap();
    lines.iter().map(|line| serde_json::from_str(line.body.as_deref().unwrap()).unwrap()).collect()
}

fn change(order: OrderId, dish: &Serving, count: u32) -> Command {
    Command::ChangeOrder { order, portions: vec![Portions { serving: dish.id, count }] }
}

async fn unsound(stage: &Stage, at: Moment) -> Vec<&'static str> {
    let findings = doctor::ask(&stage.db, at).await.unwrap();
    let about = ["everyone is told the phones they are signed in on"];
    let unsound = findings.into_iter().filter(|finding| !finding.sound() && !about.contains(&finding.what));
    unsound.map(|finding| finding.what).collect()
}

both_databases! {
    async fn an_order_that_the_cook_takes_is_the_eaters(stage: &Stage) {
        let dish = dish(stage);
        let (id, answer) = taken(stage, &dish).await;
        assert!(applied(&answer), "{answer:?}");
        let row = load(stage, id).await;
        assert_eq!((row.eater.id, row.booker.id, row.via), (stage.resident(EATER), stage.resident(COOK), Via::Counter));
        assert!((1_000..10_000).contains(&row.code), "{}", row.code);
        for scope in [Scope::Person(row.eater.id), Scope::Kitchen] {
            assert!(told(stage, scope).await.contains(&Row::Order(row.clone())), "{scope:?}");
        }
        for scope in [Scope::Public, Scope::Desk, Scope::Person(row.booker.id), Scope::Person(stage.resident("R0004"))] {
            assert!(!told(stage, scope).await.iter().any(|row| matches!(row, Row::Order(_))), "{scope:?}");
        }
        let twice = taken(stage, &dish).await.1;
        assert_eq!(refused(twice), Refusal::AlreadyOrdered { name: row.eater.name.clone() });
        let (order, eater) = (OrderId(Uuid::now_v7()), stage.resident("R0004"));
        let portions = vec![Portions { serving: dish.id, count: 1 }];
        let command = Command::PlaceOrderFor { order, day: dish.day, eater, portions, by_phone: true };
        assert_eq!(refused(act(stage, "R0001", command, now()).await), Refusal::NotAllowed);
        assert_eq!(unsound(stage, now()).await, [""; 0]);
    }

    async fn a_change_that_is_refused_leaves_the_order_as_it_was(stage: &Stage) {
        let dish = dish(stage);
        let (id, _) = taken(stage, &dish).await;
        assert!(applied(&act(stage, EATER, change(id, &dish, 3), now()).await));
        assert_eq!(load(stage, id).await.lines.iter().map(|line| line.count).collect::<Vec<_>>(), [3]);
        assert_eq!(portions(stage, &dish).await.ordered, 3);
        let before = load(stage, id).await;
        assert_eq!(refused(act(stage, EATER, change(id, &dish, 0), now()).await), Refusal::OrderEmpty);
        assert_eq!(refused(act(stage, "R0001", change(id, &dish, 1), now()).await), Refusal::NotFound);
        let late = Moment::at(dish.day, Clock(11 * 60));
        assert!(matches!(refused(act(stage, EATER, change(id, &dish, 1), late).await), Refusal::CutoffPassed { .. }));
        assert_eq!(load(stage, id).await, before);
        // Two lines become one, and the table holds no third.
        let two = vec![Portions { serving: dish.id, count: 1 }, Portions { serving: dish.id, count: 1 }];
        let command = Command::ChangeOrder { order: id, portions: two };
        assert!(applied(&act(stage, EATER, command, now()).await));
        assert!(applied(&act(stage, EATER, change(id, &dish, 1), now()).await));
        assert_eq!(load(stage, id).await.lines.len(), 1);
        assert_eq!(portions(stage, &dish).await.ordered, 1);
        assert_eq!(unsound(stage, now()).await, [""; 0]);
    }

    async fn what_was_cooked_is_counted_to_the_last_portion(stage: &Stage) {
        let dish = dish(stage);
        let (id, _) = taken(stage, &dish).await;
        let noon = Moment::at(dish.day, Clock(12 * 60));
        let count = |left, wasted| Command::CountServing { serving: dish.id, left, wasted };
        let rest = dish.portions - 1;
        assert_eq!(refused(act(stage, COOK, count(rest, 0), now()).await), Refusal::NotYetTheDay);
        let short = refused(act(stage, COOK, count(rest - 1, 0), noon).await);
        assert_eq!(short, Refusal::CountsDiffer { made: dish.portions, sum: dish.portions - 1 });
        assert!(applied(&act(stage, COOK, count(rest - 2, 2), noon).await));
        // Who comes late is still served.
        assert!(applied(&act(stage, COOK, Command::HandOut { order: id }, noon).await));
        let row = portions(stage, &dish).await;
        assert_eq!((row.ordered, row.served, row.left(), row.wasted, row.counted), (0, 1, rest - 2, 2, true));
        let lost = "update serving set wasted = wasted + 1 where community = $1 and serving = $2";
        assert!(stage.change(lost, dish.id.0).await.is_err(), "the database itself refuses");
        assert_eq!(unsound(stage, noon).await, [""; 0]);
        // The committee's files, read again, do not bring back what was eaten.
        server::store::census::import(&stage.db, &stage.census).await.unwrap();
        assert_eq!(portions(stage, &dish).await, row);
    }

    async fn the_canteen_hears_how_it_was_and_not_from_whom(stage: &Stage) {
        let dish = dish(stage);
        let (id, _) = taken(stage, &dish).await;
        let noon = Moment::at(dish.day, Clock(12 * 60));
        let rate = |words: &str| {
            let rated = Rated { score: Score::SoSo, reasons: vec![Reason::Cold], words: words.into() };
            Command::RateOrder { rating: RatingId(Uuid::now_v7()), order: id, rated }
        };
        assert_eq!(refused(act(stage, EATER, rate("汤好"), noon).await), Refusal::NotFound, "it was not fetched");
        assert!(applied(&act(stage, COOK, Command::HandOut { order: id }, noon).await));
        assert_eq!(load(stage, id).await.state, OrderState::HandedOut);
        for code in [COOK, "R0004"] {
            assert_eq!(refused(act(stage, code, rate("汤好"), noon).await), Refusal::NotFound, "{code}");
        }
        assert!(applied(&act(stage, EATER, rate("汤好"), noon).await));
        assert!(applied(&act(stage, EATER, rate("汤真好"), noon).await), "said anew");
        let kitchen = told(stage, Scope::Kitchen).await;
        let tastes: Vec<_> = kitchen.iter().filter(|row| matches!(row, Row::Taste(_))).collect();
        let [taste] = tastes.as_slice() else { panic!("{tastes:?}") };
        let text = serde_json::to_string(taste).unwrap();
        assert!(text.contains("汤真好"), "{text}");
        for private in [id.0, stage.resident(EATER).0] {
            assert!(!text.contains(&private.to_string()), "{text}");
        }
        let theirs = told(stage, Scope::Person(stage.resident(EATER))).await;
        assert_eq!(theirs.iter().filter(|row| matches!(row, Row::Rating(_))).count(), 1);
        for scope in [Scope::Kitchen, Scope::Person(stage.resident(COOK))] {
            assert!(!told(stage, scope).await.iter().any(|row| matches!(row, Row::Rating(_))), "{scope:?}");
        }
        assert_eq!(unsound(stage, noon).await, [""; 0]);
    }
}
