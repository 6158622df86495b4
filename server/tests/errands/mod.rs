//! Meals that volunteers bring, on both databases: their phones hold the list from the close of ordering to the end of the shift, and
//! nobody else's do but the kitchen's; a meal is handed over once, and where nobody opens to an elder somebody looks.

use crate::both_databases;
use crate::support::{Stage, applied, envelope, refused};
use domain::command::Command;
use domain::errand::{Errand, ErrandState};
use domain::id::{DutyId, OrderId, OrganizationId, ShiftId};
use domain::meal::Meal;
use domain::menu::Cooked;
use domain::order::{OrderState, Portions};
use domain::quota::Limits;
use domain::refusal::Refusal;
use domain::resident::Me;
use domain::row::{Row, Stored};
use domain::scope::Scope;
use domain::shift::ShiftPlan;
use domain::visit::{Found, Visit};
use domain::when::{Clock, Day, HOUR_MS, Moment};
use domain::wire::Answer;
use server::commands::now;
use server::store::{doctor, errand, feed, order, resident, serving, visit};
use uuid::Uuid;

const COOK: &str = "R0006";
const STAFF: &str = "R0007";
const LEADER: &str = "R0005";
const VOLUNTEER: &str = "R0004";
const NEIGHBOUR: &str = "R0158";
/// Is old and lives alone; the other has a family.
const ELDER: &str = "R0054";
const GRANDMOTHER: &str = "R0001";
/// The grid worker where the elder lives.
const GRID_WORKER: &str = "R0026";

/// A day without a menu yet.
fn day() -> Day {
    now().day().plus(30)
}

fn at(hour: u16, minute: u16) -> Moment {
    Moment::at(day(), Clock(hour * 60 + minute))
}

async fn act(stage: &Stage, code: &str, command: Command, at: Moment) -> Answer {
    let who = stage.resident(code);
    let phone = stage.phone(who).await;
    if code == STAFF {
        stage.open_desk(phone, who, at).await;
    }
    stage.decide(&envelope(who, phone, command), phone, at).await
}

/// The cook brings meals on that day.
async fn menu(stage: &Stage) {
    let dishes = vec![Cooked { dish: stage.census.dishes[0].id, portions: 20 }];
    let limits = Limits { eat_in: None, deliver: Some(5) };
    assert!(applied(
        &act(stage, COOK, Command::SetMenu { day: day(), dishes, limits, meal: Meal::Lunch }, now()).await
    ));
}

async fn orders(stage: &Stage, code: &str) -> OrderId {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    let dish = serving::of_day(&mut tx, day()).await.unwrap().remove(0);
    drop(tx);
    let order = OrderId(Uuid::now_v7());
    let portions = vec![Portions { serving: dish.id, count: 1 }];
    let (delivered, from_balance, note) = (true, false, " 放门口 ".into());
    let eater = stage.resident(code);
    let command = Command::PlaceOrder { order, day: day(), eater, portions, delivered, from_balance, note };
    assert!(applied(&act(stage, code, command, now()).await));
    order
}

/// Somebody adds a shift of the opera team that brings the meals of the day.
async fn adds(stage: &Stage, code: &str) -> (ShiftId, Answer) {
    let shift = ShiftId(Uuid::now_v7());
    let plan = ShiftPlan {
        role: "送餐".into(),
        starts: at(10, 30),
        ends: at(12, 0),
        venue: stage.census.venues[0].id,
        least: 1,
        most: 3,
        delivers: Some(true),
        ..ShiftPlan::default()
    };
    let organization = OrganizationId::of_code(stage.community, "opera");
    let command = Command::AddShift { shift, organization, occurrence: None, plan };
    (shift, act(stage, code, command, now()).await)
}

/// A day on which the volunteer brings meals.
async fn prepared(stage: &Stage) -> ShiftId {
    menu(stage).await;
    let (shift, answer) = adds(stage, STAFF).await;
    assert!(applied(&answer), "{answer:?}");
    let (duty, resident) = (DutyId(Uuid::now_v7()), stage.resident(VOLUNTEER));
    let take = Command::TakeShift { duty, shift, resident, witness: String::new() };
    assert!(applied(&act(stage, VOLUNTEER, take, now()).await));
    shift
}

async fn look(stage: &Stage, at: Moment) -> Option<i64> {
    errand::look(&stage.db, stage.community, at).await.unwrap()
}

fn says(errand: OrderId, state: ErrandState, at: Moment) -> Command {
    Command::NoteErrand { errand, state, at }
}

/// The rows of one kind that a scope holds.
async fn told<T: Stored + Clone>(stage: &Stage, scope: Scope) -> Vec<T> {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    let lines = feed::since(&mut tx, scope, 0).await.unwrap();
    let rows: Vec<Row> =
        lines.iter().filter_map(|line| line.body.as_deref()).map(|body| serde_json::from_str(body).unwrap()).collect();
    rows.iter().filter_map(T::of).cloned().collect()
}

async fn me(stage: &Stage, code: &str) -> Me {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    resident::me(&mut tx, stage.resident(code), false).await.unwrap().unwrap()
}

async fn state(stage: &Stage, id: OrderId) -> OrderState {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    order::load(&mut tx, id).await.unwrap().unwrap().state
}

async fn unsound(stage: &Stage, at: Moment) -> Vec<&'static str> {
    let findings = doctor::ask(&stage.db, at).await.unwrap();
    let about = |what: &str| what != "everyone is told the phones they are signed in on";
    let unsound = findings.into_iter().filter(|finding| !finding.sound() && about(finding.what));
    unsound.map(|finding| finding.what).collect()
}

both_databases! {
    async fn the_list_is_on_the_phones_of_the_shift_alone_and_gone_when_it_ends(stage: &Stage) {
        let before = unsound(stage, at(13, 0)).await;
        let shift = prepared(stage).await;
        assert_eq!(refused(adds(stage, LEADER).await.1), Refusal::NotAllowed, "a team alone does not learn who lives where");
        let order = orders(stage, ELDER).await;
        let closed = Moment::at(day().plus(-1), Clock(20 * 60));
        assert_eq!(look(stage, closed.plus_ms(-1)).await, None, "one can still order");
        // Two servers at once.
        let (one, other) = tokio::join!(look(stage, closed), look(stage, closed));
        assert!(one.is_some() || other.is_some());
        assert_eq!(look(stage, closed).await, None);

        assert!(Scope::followed_by(&me(stage, VOLUNTEER).await).contains(&Scope::Errands(shift)));
        for code in [NEIGHBOUR, LEADER, ELDER] {
            assert!(me(stage, code).await.rounds.is_empty(), "{code}");
        }
        let rows: Vec<Errand> = told(stage, Scope::Errands(shift)).await;
        let [row] = rows.as_slice() else { panic!("{rows:?}") };
        assert_eq!((row.id, row.day, row.state), (order, day(), ErrandState::Waiting));
        assert!(!row.to.room.is_empty() && row.what.len() == 1, "{row:?}");
        assert_eq!(row.to.note, "放门口");
        assert_eq!(told::<Errand>(stage, Scope::Kitchen).await, rows);
        let people = [VOLUNTEER, NEIGHBOUR, ELDER, LEADER].map(|code| Scope::Person(stage.resident(code)));
        for scope in [Scope::Public, Scope::Desk, Scope::Organizers].into_iter().chain(people) {
            assert!(told::<Errand>(stage, scope).await.is_empty(), "{scope}");
        }
        assert_eq!(unsound(stage, at(13, 0)).await, before);

        assert_eq!(look(stage, at(12, 0).plus_ms(-1)).await, None);
        assert!(look(stage, at(12, 0)).await.is_some());
        assert!(told::<Errand>(stage, Scope::Errands(shift)).await.is_empty());
        assert_eq!(look(stage, at(12, 1)).await, None);
        // What was said in a cellar comes later, and has happened.
        assert!(applied(&act(stage, VOLUNTEER, says(order, ErrandState::Brought, at(11, 50)), at(12, 30)).await));
        assert_eq!(state(stage, order).await, OrderState::HandedOut);
        assert!(told::<Errand>(stage, Scope::Errands(shift)).await.is_empty());
        let kitchen: Vec<Errand> = told(stage, Scope::Kitchen).await;
        assert_eq!((kitchen[0].state, kitchen[0].at), (ErrandState::Brought, Some(at(11, 50))));
        assert_eq!(unsound(stage, at(13, 0)).await, before);
        assert!(look(stage, at(12, 0).plus_ms(24 * HOUR_MS)).await.is_some());
        assert!(told::<Errand>(stage, Scope::Kitchen).await.is_empty(), "numbers do not stay");
    }

    async fn a_shift_that_is_put_off_or_brings_none_any_more_holds_no_doors(stage: &Stage) {
        let shift = prepared(stage).await;
        orders(stage, ELDER).await;
        let closed = Moment::at(day().plus(-1), Clock(20 * 60));
        assert!(look(stage, closed).await.is_some());
        for (change, back) in [
            (
                "update shift set starts = starts + 864000000, ends = ends + 864000000 where community = $1 and shift = $2",
                "update shift set starts = starts - 864000000, ends = ends - 864000000 where community = $1 and shift = $2",
            ),
            (
                "update shift set delivers = false where community = $1 and shift = $2",
                "update shift set delivers = true where community = $1 and shift = $2",
            ),
        ] {
            assert_eq!(told::<Errand>(stage, Scope::Errands(shift)).await.len(), 1);
            stage.change(change, shift.0).await.unwrap();
            assert!(look(stage, closed).await.is_some(), "{change}");
            assert!(told::<Errand>(stage, Scope::Errands(shift)).await.is_empty(), "{change}");
            stage.change(back, shift.0).await.unwrap();
            assert!(look(stage, closed).await.is_some(), "{back}");
        }
    }

    async fn a_meal_is_handed_over_once_at_the_door_or_at_the_counter(stage: &Stage) {
        let before = unsound(stage, at(13, 0)).await;
        let shift = prepared(stage).await;
        let (one, other) = (orders(stage, GRANDMOTHER).await, orders(stage, NEIGHBOUR).await);
        look(stage, at(10, 0)).await;
        let brought = |id| says(id, ErrandState::Brought, at(11, 0));
        assert_eq!(refused(act(stage, NEIGHBOUR, brought(one), at(11, 0)).await), Refusal::NotFound);
        assert!(applied(&act(stage, VOLUNTEER, brought(one), at(11, 0)).await));
        assert_eq!(refused(act(stage, VOLUNTEER, brought(one), at(11, 0)).await), Refusal::AlreadySaid);
        let hand_out = |id| Command::HandOut { order: id };
        assert_eq!(refused(act(stage, COOK, hand_out(one), at(11, 1)).await), Refusal::AlreadyHandedOut);
        assert!(applied(&act(stage, COOK, hand_out(other), at(11, 1)).await), "the eater came after all");
        let rows: Vec<Errand> = told(stage, Scope::Errands(shift)).await;
        assert!(rows.iter().all(|row| row.state == ErrandState::Brought) && rows.len() == 2, "{rows:?}");
        let late = says(other, ErrandState::Nobody, at(11, 2));
        assert_eq!(refused(act(stage, VOLUNTEER, late, at(11, 2)).await), Refusal::AlreadyHandedOut);
        assert_eq!(unsound(stage, at(13, 0)).await, before);
        // Tapped beside it.
        let undo = says(one, ErrandState::Waiting, at(11, 3));
        assert!(applied(&act(stage, VOLUNTEER, undo, at(11, 3)).await));
        assert_eq!(state(stage, one).await, OrderState::Booked);
        assert_eq!(unsound(stage, at(13, 0)).await, before);
        assert!(applied(&act(stage, COOK, hand_out(one), at(11, 4)).await));
        assert_eq!(unsound(stage, at(13, 0)).await, before);
    }

    async fn whoever_fetches_it_after_the_shift_has_it(stage: &Stage) {
        let before = unsound(stage, at(13, 0)).await;
        prepared(stage).await;
        let order = orders(stage, GRANDMOTHER).await;
        look(stage, at(10, 0)).await;
        assert!(applied(&act(stage, VOLUNTEER, says(order, ErrandState::Nobody, at(11, 0)), at(11, 0)).await));
        assert!(look(stage, at(12, 0)).await.is_some());
        assert!(applied(&act(stage, COOK, Command::HandOut { order }, at(12, 30)).await));
        let kitchen: Vec<Errand> = told(stage, Scope::Kitchen).await;
        assert_eq!(kitchen.iter().map(|row| row.state).collect::<Vec<_>>(), [ErrandState::Brought]);
        assert_eq!(unsound(stage, at(13, 0)).await, before);
    }

    async fn where_nobody_opens_to_an_elder_somebody_looks(stage: &Stage) {
        prepared(stage).await;
        let (elder, grandmother) = (orders(stage, ELDER).await, orders(stage, GRANDMOTHER).await);
        look(stage, at(10, 0)).await;
        for id in [elder, grandmother] {
            assert!(applied(&act(stage, VOLUNTEER, says(id, ErrandState::Nobody, at(11, 0)), at(11, 0)).await));
            assert_eq!(state(stage, id).await, OrderState::Booked);
        }
        let visits: Vec<Visit> = told(stage, Scope::Person(stage.resident(GRID_WORKER))).await;
        assert_eq!(visits.iter().map(|row| row.id.0).collect::<Vec<_>>(), [elder.0], "she has a family");
        // They come to the door on the second try.
        assert!(applied(&act(stage, VOLUNTEER, says(elder, ErrandState::Brought, at(11, 20)), at(11, 20)).await));
        assert!(visit::look(&stage.db, stage.community, at(11, 21)).await.unwrap().is_some());
        let visits: Vec<Visit> = told(stage, Scope::Person(stage.resident(GRID_WORKER))).await;
        assert_eq!((visits[0].found, visits[0].settled), (Some(Found::Fetched), true));
    }

    async fn what_somebody_did_before_they_were_relieved_is_not_lost(stage: &Stage) {
        let before = unsound(stage, at(13, 0)).await;
        let shift = prepared(stage).await;
        let (one, other) = (orders(stage, ELDER).await, orders(stage, GRANDMOTHER).await);
        look(stage, at(10, 0)).await;
        // It is called off while the phone is in a cellar.
        let off = Command::CancelShift { shift, reason: "下雪".into() };
        assert!(applied(&act(stage, LEADER, off, at(10, 20)).await));
        assert!(look(stage, at(10, 21)).await.is_some());
        assert!(applied(&act(stage, VOLUNTEER, says(one, ErrandState::Brought, at(10, 10)), at(11, 30)).await));
        assert_eq!(state(stage, one).await, OrderState::HandedOut);
        // It brings none any more besides: the meal stood on its list.
        let none = "update shift set delivers = false where community = $1 and shift = $2";
        stage.change(none, shift.0).await.unwrap();
        assert!(applied(&act(stage, COOK, Command::HandOut { order: other }, at(11, 40)).await));
        let same = says(other, ErrandState::Brought, at(10, 15));
        assert!(applied(&act(stage, VOLUNTEER, same, at(11, 41)).await), "it says the same");
        let not_so = says(other, ErrandState::Nobody, at(10, 15));
        assert_eq!(refused(act(stage, VOLUNTEER, not_so, at(11, 42)).await), Refusal::AlreadyHandedOut);
        let back = "update shift set delivers = true where community = $1 and shift = $2";
        stage.change(back, shift.0).await.unwrap();
        assert_eq!(unsound(stage, at(13, 0)).await, before);
    }

    async fn whoever_gave_the_shift_back_in_time_has_never_held_it(stage: &Stage) {
        let shift = prepared(stage).await;
        let order = orders(stage, ELDER).await;
        let left = "update duty set state = 'left' where community = $1 and shift = $2";
        stage.change(left, shift.0).await.unwrap();
        look(stage, at(10, 0)).await;
        let brought = says(order, ErrandState::Brought, at(11, 0));
        assert_eq!(refused(act(stage, VOLUNTEER, brought, at(11, 0)).await), Refusal::NotFound);
    }

    async fn a_visit_begun_by_mistake_is_closed(stage: &Stage) {
        let before = unsound(stage, at(13, 0)).await;
        prepared(stage).await;
        let order = orders(stage, ELDER).await;
        look(stage, at(10, 0)).await;
        assert!(applied(&act(stage, VOLUNTEER, says(order, ErrandState::Nobody, at(11, 0)), at(11, 0)).await));
        assert!(applied(&act(stage, VOLUNTEER, says(order, ErrandState::Waiting, at(11, 1)), at(11, 1)).await));
        let visits: Vec<Visit> = told(stage, Scope::Person(stage.resident(GRID_WORKER))).await;
        assert_eq!((visits[0].found, visits[0].settled, visits[0].address.as_str()), (None, true, ""));
        assert_eq!(unsound(stage, at(13, 0)).await, before);
        assert!(applied(&act(stage, VOLUNTEER, says(order, ErrandState::Nobody, at(11, 5)), at(11, 5)).await));
        let visits: Vec<Visit> = told(stage, Scope::Person(stage.resident(GRID_WORKER))).await;
        assert!(!visits[0].settled && !visits[0].address.is_empty());
        assert_eq!(unsound(stage, at(13, 0)).await, before);
    }

    async fn whoever_is_told_of_it_besides_is_found(stage: &Stage) {
        prepared(stage).await;
        let order = orders(stage, ELDER).await;
        look(stage, at(10, 0)).await;
        let more = "insert into feed (community, scope, noun, id, revision, body)
            select community, 'desk', noun, id, revision, body from feed
            where community = $1 and id = $2 and noun = 'errand' and scope = 'kitchen'";
        assert_eq!(stage.change(more, order.0).await.unwrap(), 1);
        let what = "what is brought is told to the kitchen and to those whose shift brings it, and to nobody else";
        assert!(unsound(stage, at(13, 0)).await.contains(&what));
    }
}
