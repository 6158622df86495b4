//! Visits on both databases: who orders, lives alone and does not come is looked after by the grid worker and the group leader of the
//! neighbourhood, then by the committee; only those who were asked are told, and the doctor finds whoever else is.

use crate::both_databases;
use crate::support::{Stage, applied, envelope, refused};
use domain::command::Command;
use domain::id::{OrderId, VisitId};
use domain::order::Portions;
use domain::refusal::Refusal;
use domain::row::{Row, Stored};
use domain::scope::Scope;
use domain::visit::{Found, PATIENCE_MS, Visit};
use domain::when::{Clock, Day, Moment};
use domain::wire::Answer;
use domain::wire::leaving::How;
use server::commands::now;
use server::store::{departure, doctor, feed, serving, visit};
use uuid::Uuid;

/// Is old and lives alone.
const ELDER: &str = "R0054";
/// Is old and lives with her family.
const GRANDMOTHER: &str = "R0001";
/// The grid worker where the elder lives.
const GRID_WORKER: &str = "R0026";
/// The leader of the residents' group there.
const GROUP_LEADER: &str = "R0098";
/// Works in another grid.
const ELSEWHERE: &str = "R0032";
const COOK: &str = "R0006";
const STAFF: &str = "R0007";

/// The day of the meal.
fn meal() -> Day {
    now().day().plus(2)
}

/// So many minutes after lunch on that day.
fn after(minutes: i64) -> Moment {
    Moment::at(meal(), Clock(12 * 60 + 30)).plus_ms(minutes * 60_000)
}

async fn act(stage: &Stage, code: &str, command: Command, at: Moment) -> Answer {
    let who = stage.resident(code);
    let phone = stage.phone(who).await;
    if code == STAFF {
        stage.open_desk(phone, who, at).await;
    }
    stage.decide(&envelope(who, phone, command), phone, at).await
}

/// Somebody orders a meal for themself, in time.
async fn orders(stage: &Stage, code: &str) -> VisitId {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    let dish = serving::of_day(&mut tx, meal()).await.unwrap().remove(0);
    drop(tx);
    let order = OrderId(Uuid::now_v7());
    let portions = vec![Portions { serving: dish.id, count: 1 }];
    let (day, eater, delivered, from_balance) = (meal(), stage.resident(code), false, false);
    let command = Command::PlaceOrder { order, day, eater, portions, delivered, from_balance, note: String::new() };
    let at = Moment::at(meal().plus(-1), Clock(9 * 60));
    assert!(applied(&act(stage, code, command, at).await));
    VisitId(order.0)
}

async fn look(stage: &Stage, at: Moment) -> Option<i64> {
    visit::look(&stage.db, stage.community, at).await.unwrap()
}

fn record(visit: VisitId, found: Found) -> Command {
    Command::RecordVisit { visit, found, words: "在午睡".into() }
}

/// The rows of one kind that a scope holds.
async fn told<T: Stored + Clone>(stage: &Stage, scope: Scope) -> Vec<T> {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    let lines = feed::since(&mut tx, scope, 0).await.unwrap();
    let rows: Vec<Row> =
        lines.iter().map(|line| serde_json::from_str(line.body.as_deref().unwrap()).unwrap()).collect();
    rows.iter().filter_map(T::of).cloned().collect()
}

async fn told_to(stage: &Stage, code: &str) -> Vec<Visit> {
    told(stage, Scope::Person(stage.resident(code))).await
}

async fn unsound(stage: &Stage) -> Vec<&'static str> {
    let findings = doctor::ask(&stage.db, now()).await.unwrap();
    let about = |what: &str| what != "everyone is told the phones they are signed in on";
    let unsound = findings.into_iter().filter(|finding| !finding.sound() && about(finding.what));
    unsound.map(|finding| finding.what).collect()
}

both_databases! {
    async fn the_neighbourhood_is_asked_and_nobody_else_is_told(stage: &Stage) {
        let id = orders(stage, ELDER).await;
        orders(stage, GRANDMOTHER).await;
        assert_eq!(look(stage, after(-1)).await, None, "lunch is not over");
        // Two servers at once.
        let (one, other) = tokio::join!(look(stage, after(0)), look(stage, after(0)));
        assert!(one.is_some() || other.is_some());
        assert_eq!(look(stage, after(1)).await, None);
        for code in [GRID_WORKER, GROUP_LEADER] {
            let rows = told_to(stage, code).await;
            let [row] = rows.as_slice() else { panic!("{code}: {rows:?}") };
            assert_eq!((row.id, row.person.id, row.desk), (id, stage.resident(ELDER), false));
            assert!(!row.address.is_empty() && row.asked.len() == 2, "{row:?}");
        }
        for code in [ELDER, GRANDMOTHER, ELSEWHERE, COOK, STAFF] {
            assert!(told_to(stage, code).await.is_empty(), "{code}");
            if code != ELDER {
                assert_eq!(refused(act(stage, code, record(id, Found::Well), after(2)).await), Refusal::NotFound);
            }
        }
        for scope in [Scope::Public, Scope::Kitchen, Scope::Desk, Scope::Organizers] {
            assert!(told::<Visit>(stage, scope).await.is_empty(), "{scope}");
        }
        assert!(applied(&act(stage, GRID_WORKER, record(id, Found::Well), after(5)).await));
        for code in [GRID_WORKER, GROUP_LEADER] {
            let row = told_to(stage, code).await.remove(0);
            assert_eq!((row.found, row.settled), (Some(Found::Well), true));
            assert_eq!((row.address.as_str(), row.phone.as_str()), ("", ""), "{code}");
        }
        assert_eq!(refused(act(stage, GROUP_LEADER, record(id, Found::Out), after(6)).await), Refusal::AlreadySaid);
        assert_eq!(look(stage, after(60)).await, None, "it is settled");
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn after_half_an_hour_the_committee_is_asked_too(stage: &Stage) {
        let id = orders(stage, ELDER).await;
        assert!(look(stage, after(0)).await.is_some());
        assert_eq!(look(stage, after(0).plus_ms(PATIENCE_MS - 1)).await, None);
        assert!(look(stage, after(0).plus_ms(PATIENCE_MS)).await.is_some());
        let rows: Vec<Visit> = told(stage, Scope::Desk).await;
        assert_eq!(rows.iter().map(|row| (row.id, row.desk)).collect::<Vec<_>>(), [(id, true)]);
        assert_eq!(told_to(stage, GRID_WORKER).await, rows, "the neighbourhood still sees it");
        assert_eq!(look(stage, after(40)).await, None);
        assert!(applied(&act(stage, STAFF, record(id, Found::NeedsHelp), after(41)).await));
        assert!(told::<Visit>(stage, Scope::Desk).await[0].settled, "the desk has the last word");
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn a_meal_that_is_fetched_late_settles_it(stage: &Stage) {
        let id = orders(stage, ELDER).await;
        assert!(look(stage, after(0)).await.is_some());
        let fetched = Command::HandOut { order: OrderId(id.0) };
        assert!(applied(&act(stage, COOK, fetched, after(3)).await));
        assert!(look(stage, after(4)).await.is_some());
        let row = told_to(stage, GRID_WORKER).await.remove(0);
        assert_eq!((row.found, row.settled, row.address.as_str()), (Some(Found::Fetched), true, ""));
        assert_eq!(look(stage, after(60)).await, None);
    }

    async fn nobody_looks_after_whoever_has_died(stage: &Stage) {
        orders(stage, ELDER).await;
        let mut tx = stage.db.write(stage.community).await.unwrap();
        departure::note(&mut tx, stage.resident(ELDER), How::Died, stage.resident(STAFF), after(-60)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(look(stage, after(0)).await, None);
        let mut tx = stage.db.write(stage.community).await.unwrap();
        assert!(departure::take_back(&mut tx, stage.resident(ELDER), after(1)).await.unwrap());
        tx.commit().await.unwrap();
        assert!(look(stage, after(2)).await.is_some(), "it was a mistake");
    }

    async fn whoever_was_not_asked_and_a_visit_without_an_order_are_found(stage: &Stage) {
        let id = orders(stage, ELDER).await.0;
        assert!(look(stage, after(0)).await.is_some());
        assert_eq!(unsound(stage).await, [""; 0]);
        let told = "that somebody did not come is told to those who were asked to look, and to nobody else";
        let more = "insert into feed (community, scope, noun, id, revision, body)
            select community, 'kitchen', noun, id, revision, body from feed
            where community = $1 and id = $2 and noun = 'visit' limit 1";
        assert_eq!(stage.change(more, id).await.unwrap(), 1);
        assert!(unsound(stage).await.contains(&told));
        let gone = "delete from visit_asked where community = $1 and visit = $2";
        assert_eq!(stage.change(gone, id).await.unwrap(), 2);
        assert!(unsound(stage).await.contains(&"somebody is asked about everyone who did not come"));
        let without = "update meal_order set state = 'cancelled' where community = $1 and meal_order = $2";
        assert_eq!(stage.change(without, id).await.unwrap(), 1);
        assert!(unsound(stage).await.contains(&"nobody looks after somebody who has not ordered a meal"));
    }
}
