//! Regular orders on both databases: each day is ordered once, whoever of several servers does it, by the rule of hand-placed orders;
//! what was given up stays given up; why a day has none is told to the family and to nobody else.

use crate::both_databases;
use crate::support::{Stage, applied, envelope, refused};
use domain::command::Command;
use domain::dish::DishKind;
use domain::id::{OrderId, RegularId, ResidentId};
use domain::meal::Meal;
use domain::missed::Missed;
use domain::order::{Order, OrderState};
use domain::refusal::Refusal;
use domain::regular::{Habit, Pause, Plate, Regular, Stopped};
use domain::row::{Row, Stored};
use domain::scope::Scope;
use domain::when::{Clock, Day, Moment};
use domain::wire::Answer;
use domain::wire::leaving::How;
use server::commands::now;
use server::store::{departure, doctor, feed, order, regular, serving};
use uuid::Uuid;

/// Sets it for somebody in her care.
const DAUGHTER: &str = "R0001";
const MOTHER: &str = "R0002";
/// Has nothing to do with them.
const NEIGHBOUR: &str = "R0158";
const STAFF: &str = "R0007";

/// Tomorrow at nine: before the cut-off of the days after it.
fn at() -> Moment {
    Moment::at(now().day().plus(1), Clock(9 * 60))
}

/// A meat and a staple, each day, whatever the calendar says.
fn habit() -> Habit {
    let plate = Plate { meat: 1, staple: 1, ..Plate::default() };
    Habit { days: 0b111_1111, plate, from: at().day(), holidays: true, ..Habit::default() }
}

async fn act(stage: &Stage, code: &str, command: Command) -> Answer {
    let who = stage.resident(code);
    let phone = stage.phone(who).await;
    stage.decide(&envelope(who, phone, command), phone, at()).await
}

async fn set(stage: &Stage, habit: Habit) -> RegularId {
    let (regular, eater) = (RegularId(Uuid::now_v7()), stage.resident(MOTHER));
    assert!(applied(&act(stage, DAUGHTER, lunch(regular, eater, habit)).await));
    regular
}

/// The command for lunch.
fn lunch(regular: RegularId, eater: ResidentId, habit: Habit) -> Command {
    Command::SetRegular { regular, eater, habit, meal: Meal::Lunch }
}

async fn order_due(stage: &Stage) -> Option<i64> {
    regular::order_due(&stage.db, stage.community, at()).await.unwrap()
}

/// The orders of somebody, by day.
async fn orders(stage: &Stage, who: ResidentId) -> Vec<Order> {
    let mut orders: Vec<Order> = told(stage, Scope::Person(who)).await;
    orders.retain(|order| order.eater.id == who);
    orders.sort_by_key(|order| order.day);
    orders
}

/// The days after tomorrow that have a menu for lunch.
async fn days(stage: &Stage) -> Vec<Day> {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    let cooked = serving::cooked(&mut tx, at().day().plus(1)).await.unwrap();
    cooked.into_iter().filter(|(_, meal)| meal.is_lunch()).map(|(day, _)| day).collect()
}

/// The rows of one kind that a scope holds.
async fn told<T: Stored + Clone>(stage: &Stage, scope: Scope) -> Vec<T> {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    let lines = feed::since(&mut tx, scope, 0).await.unwrap();
    let rows: Vec<Row> =
        lines.iter().map(|line| serde_json::from_str(line.body.as_deref().unwrap()).unwrap()).collect();
    rows.iter().filter_map(T::of).cloned().collect()
}

async fn unsound(stage: &Stage) -> Vec<&'static str> {
    let findings = doctor::ask(&stage.db, now()).await.unwrap();
    let about = |what: &str| what != "everyone is told the phones they are signed in on";
    let unsound = findings.into_iter().filter(|finding| !finding.sound() && about(finding.what));
    unsound.map(|finding| finding.what).collect()
}

both_databases! {
    async fn each_day_is_ordered_once_and_what_was_given_up_stays_so(stage: &Stage) {
        let (mother, daughter) = (stage.resident(MOTHER), stage.resident(DAUGHTER));
        let foreign = lunch(RegularId(Uuid::now_v7()), mother, habit());
        assert_eq!(refused(act(stage, NEIGHBOUR, foreign).await), Refusal::NotYourFamily);
        let id = set(stage, habit()).await;
        let again = lunch(RegularId(Uuid::now_v7()), mother, habit());
        let open = refused(act(stage, DAUGHTER, again).await);
        assert!(matches!(open, Refusal::RegularOpen { .. }), "{open:?}");

        // Two servers at once.
        let (one, other) = tokio::join!(order_due(stage), order_due(stage));
        assert!(one.is_some() || other.is_some());
        let days = days(stage).await;
        let made = orders(stage, mother).await;
        assert!(!days.is_empty());
        assert_eq!(made.iter().map(|order| order.day).collect::<Vec<_>>(), days);
        assert!(made.iter().all(|order| order.booker.id == daughter && order.id == OrderId::of_day(id.0, order.day)));
        assert!(made.iter().all(|order| order.lines.len() == 2 && order.state == OrderState::Booked));
        assert_eq!(order_due(stage).await, None, "nothing is left to do");

        assert!(applied(&act(stage, DAUGHTER, Command::CancelOrder { order: made[0].id }).await));
        assert_eq!(order_due(stage).await, None);
        assert_eq!(orders(stage, mother).await[0].state, OrderState::Cancelled);

        for scope in [Scope::Person(mother), Scope::Person(daughter)] {
            assert_eq!(told::<Regular>(stage, scope).await.iter().map(|row| row.id).collect::<Vec<_>>(), [id]);
        }
        for scope in [Scope::Public, Scope::Kitchen, Scope::Desk, Scope::Person(stage.resident(NEIGHBOUR))] {
            assert!(told::<Regular>(stage, scope).await.is_empty(), "{scope}");
        }
        assert_eq!(told::<Order>(stage, Scope::Kitchen).await.len(), days.len(), "the canteen sees what is ordered");
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn pauses_holidays_and_the_end_are_kept(stage: &Stage) {
        let (mother, days) = (stage.resident(MOTHER), days(stage).await);
        let (first, last) = (days[0], days[days.len() - 1]);
        let pause = Some(Pause { from: first, until: last });
        let id = set(stage, Habit { pause, ..habit() }).await;
        assert_eq!(order_due(stage).await, None);
        // Every day but her first is a holiday.
        stage.run("delete from holiday").await.unwrap();
        let holiday = format!(
            "insert into holiday (community, name, first_day, last_day, school)
             select community, '假', '{}', '{last}', false from community",
            first.plus(1)
        );
        stage.run(&holiday).await.unwrap();
        let workdays = Habit { holidays: false, ..habit() };
        let open = lunch(id, mother, workdays);
        assert!(applied(&act(stage, MOTHER, open).await), "she changes it herself");
        assert!(order_due(stage).await.is_some());
        assert_eq!(orders(stage, mother).await.iter().map(|order| order.day).collect::<Vec<_>>(), [first]);

        let end = |code| act(stage, code, Command::EndRegular { regular: id });
        assert_eq!(refused(end(NEIGHBOUR).await), Refusal::NotFound);
        assert!(applied(&end(DAUGHTER).await));
        assert_eq!(refused(end(DAUGHTER).await), Refusal::AlreadyCancelled);
        stage.run("delete from holiday").await.unwrap();
        assert_eq!(order_due(stage).await, None);
        assert_eq!(orders(stage, mother).await.len(), 1, "what is ordered stays");
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn why_a_day_has_none_is_told_to_the_family_until_it_has_one(stage: &Stage) {
        let (mother, first) = (stage.resident(MOTHER), days(stage).await[0]);
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let staples: Vec<_> = serving::of_day(&mut tx, first).await.unwrap();
        let staples: Vec<_> = staples.into_iter().filter(|dish| dish.kind == DishKind::Staple).collect();
        drop(tx);
        for dish in &staples {
            let none = "update serving set portions = 0 where community = $1 and serving = $2";
            stage.change(none, dish.id.0).await.unwrap();
        }
        let id = set(stage, Habit { until: Some(first), ..habit() }).await;
        assert!(order_due(stage).await.is_some());
        let missed: Vec<Missed> = told(stage, Scope::Person(mother)).await;
        let [Missed { id: order, day, why: Refusal::NotOnMenu { kind: DishKind::Staple }, .. }] = missed.as_slice() else {
            panic!("{missed:?}")
        };
        assert_eq!((*order, *day), (OrderId::of_day(id.0, first), first));
        assert_eq!(told::<Missed>(stage, Scope::Person(stage.resident(DAUGHTER))).await, missed);
        for scope in [Scope::Public, Scope::Kitchen, Scope::Desk] {
            assert!(told::<Missed>(stage, scope).await.is_empty(), "{scope}");
        }
        assert_eq!(order_due(stage).await, None, "it is said once");
        for dish in &staples {
            let some = "update serving set portions = 50 where community = $1 and serving = $2";
            stage.change(some, dish.id.0).await.unwrap();
        }
        assert!(order_due(stage).await.is_some());
        assert_eq!(orders(stage, mother).await.len(), 1);
        assert!(told::<Missed>(stage, Scope::Person(mother)).await.is_empty());
        let mut tx = stage.db.read(stage.community).await.unwrap();
        assert_eq!(order::load(&mut tx, *order).await.unwrap().unwrap().state, OrderState::Booked);
    }

    async fn one_whose_setter_has_left_stops_and_can_be_set_anew(stage: &Stage) {
        let (mother, first) = (stage.resident(MOTHER), days(stage).await[0]);
        let id = set(stage, Habit { until: Some(first), ..habit() }).await;
        let mut tx = stage.db.write(stage.community).await.unwrap();
        departure::note(&mut tx, stage.resident(DAUGHTER), How::MovedAway, stage.resident(STAFF), at()).await.unwrap();
        tx.commit().await.unwrap();
        let (one, other) = tokio::join!(order_due(stage), order_due(stage));
        assert!(one.is_some() || other.is_some());
        assert_eq!(order_due(stage).await, None);
        assert!(orders(stage, mother).await.is_empty(), "nobody orders by it");
        for scope in [Scope::Person(mother), Scope::Kitchen] {
            let rows: Vec<Regular> = told(stage, scope).await;
            let stopped: Vec<_> = rows.iter().map(|row| (row.id, row.stopped, row.ended.is_some())).collect();
            assert_eq!(stopped, [(id, Some(Stopped::SetterLeft), true)], "{scope}");
        }
        let missed: Vec<Missed> = told(stage, Scope::Person(mother)).await;
        assert!(missed.iter().any(|row| row.day == first && row.why == Refusal::RegularStopped), "{missed:?}");
        assert_eq!(unsound(stage).await, [""; 0]);
        let anew = lunch(RegularId(Uuid::now_v7()), mother, habit());
        assert!(applied(&act(stage, MOTHER, anew).await));
        assert!(order_due(stage).await.is_some());
        assert_eq!(orders(stage, mother).await.len(), days(stage).await.len());
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn one_stops_where_whoever_set_it_cares_for_the_eater_no_longer_or_the_eater_has_left(stage: &Stage) {
        let (mother, daughter) = (stage.resident(MOTHER), stage.resident(DAUGHTER));
        set(stage, habit()).await;
        assert_eq!(stage.change("delete from kin where community = $1 and ward = $2", mother.0).await.unwrap(), 1);
        assert!(order_due(stage).await.is_some());
        let rows: Vec<Regular> = told(stage, Scope::Person(mother)).await;
        assert_eq!(rows[0].stopped, Some(Stopped::SetterMayNot));
        let own = lunch(RegularId(Uuid::now_v7()), daughter, habit());
        assert!(applied(&act(stage, DAUGHTER, own).await));
        let mut tx = stage.db.write(stage.community).await.unwrap();
        departure::note(&mut tx, daughter, How::Died, stage.resident(STAFF), at()).await.unwrap();
        tx.commit().await.unwrap();
        assert!(order_due(stage).await.is_some());
        assert!(orders(stage, daughter).await.is_empty());
        let rows: Vec<Regular> = told(stage, Scope::Person(daughter)).await;
        assert!(rows.iter().any(|row| row.stopped == Some(Stopped::EaterLeft)));
    }

    async fn breakfast_comes_again_beside_lunch_and_each_goes_by_its_own(stage: &Stage) {
        let mother = stage.resident(MOTHER);
        let lunches = set(stage, habit()).await;
        let (regular, eater, meal) = (RegularId(Uuid::now_v7()), mother, Meal::Breakfast);
        let plate = Plate { staple: 1, ..Plate::default() };
        let early = Habit { plate, ..habit() };
        let supper = Command::SetRegular { regular, eater, habit: early, meal: Meal::Supper };
        assert_eq!(refused(act(stage, DAUGHTER, supper).await), Refusal::NotFound, "nobody cooks it");
        assert!(applied(&act(stage, DAUGHTER, Command::SetRegular { regular, eater, habit: early, meal }).await));
        let again = Command::SetRegular { regular: RegularId(Uuid::now_v7()), eater, habit: early, meal };
        assert!(matches!(refused(act(stage, DAUGHTER, again).await), Refusal::RegularOpen { .. }));
        assert!(order_due(stage).await.is_some());
        assert_eq!(order_due(stage).await, None, "nothing is left to do");
        let (of_breakfast, of_lunch): (Vec<Order>, Vec<Order>) =
            orders(stage, mother).await.into_iter().partition(|order| order.meal == Meal::Breakfast);
        assert_eq!(of_lunch.iter().map(|order| order.day).collect::<Vec<_>>(), days(stage).await);
        assert!(!of_breakfast.is_empty());
        assert!(of_breakfast.iter().all(|order| order.id == OrderId::of_day(regular.0, order.day)));
        assert_eq!(unsound(stage).await, [""; 0]);

        // An older release changes it, and does not know of meals.
        assert!(applied(&act(stage, MOTHER, lunch(regular, eater, Habit { holidays: false, ..early })).await));
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let row = regular::load(&mut tx, regular).await.unwrap().unwrap();
        drop(tx);
        assert_eq!((row.meal, row.habit.holidays), (Meal::Breakfast, false));
        assert!(applied(&act(stage, DAUGHTER, Command::EndRegular { regular: lunches }).await));
        assert!(applied(&act(stage, DAUGHTER, Command::CancelOrder { order: of_breakfast[0].id }).await));
        assert_eq!(order_due(stage).await, None, "what was given up stays so");
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn why_there_is_no_breakfast_says_that_it_is_breakfast(stage: &Stage) {
        let (regular, eater, meal) = (RegularId(Uuid::now_v7()), stage.resident(MOTHER), Meal::Breakfast);
        let plate = Plate { vegetable: 1, ..Plate::default() };
        let early = Habit { plate, ..habit() };
        assert!(applied(&act(stage, DAUGHTER, Command::SetRegular { regular, eater, habit: early, meal }).await));
        assert!(order_due(stage).await.is_some());
        let missed: Vec<Missed> = told(stage, Scope::Person(eater)).await;
        assert!(!missed.is_empty() && orders(stage, eater).await.is_empty());
        let why = Refusal::NotOnMenu { kind: DishKind::Vegetable };
        assert!(missed.iter().all(|row| (row.meal, &row.why) == (meal, &why)), "{missed:?}");
        assert_eq!(order_due(stage).await, None, "it is said once");
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn what_is_told_to_others_is_found(stage: &Stage) {
        let id = set(stage, habit()).await.0;
        assert_eq!(unsound(stage).await, [""; 0]);
        let what = "a regular order is told to whoever set it and to whoever eats";
        let more = "insert into feed (community, scope, noun, id, revision, body)
            select community, 'kitchen', noun, id, revision, body from feed
            where community = $1 and id = $2 and noun = 'regular' limit 1";
        assert_eq!(stage.change(more, id).await.unwrap(), 1);
        assert!(unsound(stage).await.contains(&what));
    }
}
