//! Tests of [`super`]: see the names.

use super::*;
use crate::meal::MealHours;
use crate::resident::Me;
use crate::sample::{cook, facts, guizhen, id, jianguo, lunch_day, person, serving, staff, teacher_he};
use crate::when::Clock;

const RIBS: u128 = 1;
const RICE: u128 = 2;

fn kitchen(actor: Me) -> Facts {
    let servings = vec![serving(RIBS, "红烧排骨", 1200, 3), serving(RICE, "白米饭", 100, 100)];
    Facts { servings, next_code: 17, ..facts(actor) }
}

fn wants(serving: u128, count: u32) -> Portions {
    Portions { serving: ServingId(id(serving)), count }
}

fn order_in(changes: &[Change]) -> &Order {
    let Some(Change::Order(order)) = changes.last() else { panic!("the order is the last change: {changes:?}") };
    order
}

fn ordered(facts: &Facts, eater: u128, wanted: &[Portions]) -> Result<Vec<Change>, Refusal> {
    place(facts, OrderId(id(77)), lunch_day(), ResidentId(id(eater)), wanted, false)
}

/// The facts after changes.
fn after(mut facts: Facts, changes: &[Change]) -> Facts {
    for change in changes {
        match change {
            Change::Serving(row) => {
                facts.servings.iter_mut().filter(|serving| serving.id == row.id).for_each(|s| *s = row.clone());
            }
            Change::Order(row) => facts.order = Some(row.clone()),
            other => panic!("lunch changes nothing else: {other:?}"),
        }
    }
    facts
}

#[test]
fn guizhen_orders_for_her_husband_and_the_row_names_both() {
    let changes = ordered(&kitchen(guizhen()), 2, &[wants(RIBS, 1), wants(RICE, 2)]).unwrap();
    let order = order_in(&changes);
    assert_eq!((order.eater.name.as_str(), order.booker.name.as_str()), ("陆永年", "周桂珍"));
    assert_eq!((order.total_fen, order.code, order.state), (1400, 17, OrderState::Booked));
    let facts = after(kitchen(guizhen()), &changes);
    assert_eq!((facts.servings[0].left(), facts.servings[1].left()), (2, 98));
}

#[test]
fn nobody_orders_for_a_stranger() {
    assert_eq!(ordered(&kitchen(jianguo()), 1, &[wants(RICE, 1)]), Err(Refusal::NotYourFamily));
}

#[test]
fn at_the_cut_off_orders_are_closed_both_ways() {
    let mut facts = kitchen(guizhen());
    let closed = Moment::at(lunch_day().plus(-1), Clock(16 * 60));
    facts.now = closed.plus_ms(-1);
    let changes = ordered(&facts, 1, &[wants(RICE, 1)]).unwrap();
    facts.now = closed;
    assert_eq!(ordered(&facts, 1, &[wants(RICE, 1)]), Err(Refusal::CutoffPassed { closed }));
    assert_eq!(cancel(&after(facts, &changes)), Err(Refusal::CutoffPassed { closed }));
}

#[test]
fn what_is_sold_out_is_named_and_nothing_of_the_order_is_taken() {
    let sold_out = Refusal::SoldOut { dish: "红烧排骨".into(), left: 3 };
    assert_eq!(ordered(&kitchen(guizhen()), 1, &[wants(RICE, 1), wants(RIBS, 4)]), Err(sold_out));
    let in_two_lines = ordered(&kitchen(guizhen()), 1, &[wants(RIBS, 2), wants(RIBS, 2)]);
    assert_eq!(in_two_lines, Err(Refusal::SoldOut { dish: "红烧排骨".into(), left: 1 }));
}

#[test]
fn there_is_one_order_for_an_eater_and_a_day_until_it_is_given_up() {
    let mut facts = kitchen(guizhen());
    let changes = ordered(&facts, 1, &[wants(RICE, 1)]).unwrap();
    facts.orders_that_day = vec![order_in(&changes).clone()];
    assert_eq!(ordered(&facts, 1, &[wants(RICE, 1)]), Err(Refusal::AlreadyOrdered { name: "周桂珍".into() }));
    assert!(ordered(&facts, 3, &[wants(RICE, 1)]).is_ok(), "her grandson may still eat");
    facts.orders_that_day[0].state = OrderState::Cancelled;
    assert!(ordered(&facts, 1, &[wants(RICE, 1)]).is_ok());
}

#[test]
fn an_order_is_something_and_not_a_banquet_and_of_that_day() {
    let facts = kitchen(guizhen());
    assert_eq!(ordered(&facts, 1, &[]), Err(Refusal::OrderEmpty));
    assert_eq!(ordered(&facts, 1, &[wants(RICE, 0)]), Err(Refusal::OrderEmpty));
    assert_eq!(ordered(&facts, 1, &[wants(RICE, 13)]), Err(Refusal::TooManyPortions { max: PORTIONS_MAX }));
    let overflow = [wants(RICE, u32::MAX), wants(RICE, 2)];
    assert_eq!(ordered(&facts, 1, &overflow), Err(Refusal::TooManyPortions { max: PORTIONS_MAX }));
    assert_eq!(ordered(&facts, 1, &[wants(99, 1)]), Err(Refusal::NotFound));
    let other_day = place(&facts, OrderId(id(77)), lunch_day().plus(1), facts.actor.id, &[wants(RICE, 1)], false);
    assert_eq!(other_day, Err(Refusal::NotFound));
}

#[test]
fn giving_an_order_up_puts_the_portions_back_once_and_only_by_the_family() {
    let facts = kitchen(guizhen());
    let changes = ordered(&facts, 2, &[wants(RIBS, 2)]).unwrap();
    let mut facts = after(facts, &changes);
    facts.actor = jianguo();
    assert_eq!(cancel(&facts), Err(Refusal::NotFound));
    facts.actor = guizhen();
    let changes = cancel(&facts).unwrap();
    let facts = after(facts, &changes);
    assert_eq!((facts.servings[0].left(), facts.servings[0].ordered), (3, 0));
    assert_eq!(cancel(&facts), Err(Refusal::AlreadyCancelled));
}

#[test]
fn a_meal_is_handed_out_once_and_by_the_cook() {
    let facts = kitchen(guizhen());
    let changes = ordered(&facts, 1, &[wants(RIBS, 2)]).unwrap();
    let mut facts = after(facts, &changes);
    assert_eq!(hand_out(&facts), Err(Refusal::NotAllowed));
    facts.actor = cook();
    assert_eq!(hand_out(&facts), Err(Refusal::NotYetTheDay));
    // Long after the cut-off: it has happened at the counter.
    facts.now = Moment::at(lunch_day(), Clock(11 * 60));
    let changes = hand_out(&facts).unwrap();
    let mut facts = after(facts, &changes);
    let ribs = &facts.servings[0];
    assert_eq!((ribs.left(), ribs.ordered, ribs.served), (1, 0, 2));
    assert_eq!(hand_out(&facts), Err(Refusal::AlreadyHandedOut));
    facts.actor = guizhen();
    assert_eq!(cancel(&facts), Err(Refusal::AlreadyHandedOut));
}

#[test]
fn an_order_that_was_given_up_is_not_handed_out() {
    let facts = kitchen(guizhen());
    let changes = ordered(&facts, 1, &[wants(RICE, 1)]).unwrap();
    let facts = after(facts, &changes);
    let changes = cancel(&facts).unwrap();
    let facts = Facts { actor: cook(), ..after(facts, &changes) };
    assert_eq!(hand_out(&facts), Err(Refusal::AlreadyCancelled));
}

#[test]
fn a_number_has_four_digits_and_comes_from_the_identity() {
    let of = |n: u128| code_from(OrderId(id(n)));
    assert_eq!((of(0), of(17), of(8_799), of(8_800)), (1_000, 1_017, 9_799, 1_000));
    assert_eq!(of(u128::MAX), of(u128::from(u64::MAX)), "the half of it that is drawn by lot");
}

#[test]
fn an_order_is_changed_in_one_step_and_a_refused_change_leaves_it_as_it_was() {
    let facts = kitchen(guizhen());
    let changes = ordered(&facts, 1, &[wants(RIBS, 3)]).unwrap();
    let before = after(facts, &changes);
    // All the ribs are hers: what she gives back is hers to take again.
    let changes = change(&before, &[wants(RIBS, 2), wants(RICE, 1)]).unwrap();
    let order = order_in(&changes);
    assert_eq!((order.total_fen, order.code, order.lines.len()), (2500, 17, 2));
    let facts = after(before.clone(), &changes);
    assert_eq!((facts.servings[0].left(), facts.servings[1].left()), (1, 99));
    // What is in it no more is everybody's again.
    let facts = after(facts.clone(), &change(&facts, &[wants(RICE, 2)]).unwrap());
    assert_eq!((facts.servings[0].left(), facts.servings[1].left()), (3, 98));
    assert_eq!(change(&before, &[wants(RIBS, 4)]), Err(Refusal::SoldOut { dish: "红烧排骨".into(), left: 3 }));
    assert_eq!(change(&before, &[wants(RICE, 0)]), Err(Refusal::OrderEmpty));
    assert_eq!(change(&before, &[wants(RICE, 13)]), Err(Refusal::TooManyPortions { max: PORTIONS_MAX }));
}

#[test]
fn an_order_is_changed_by_the_family_and_until_the_cut_off() {
    let facts = kitchen(guizhen());
    let changes = ordered(&facts, 2, &[wants(RIBS, 1)]).unwrap();
    let mut facts = after(facts, &changes);
    assert_eq!(change(&Facts { actor: jianguo(), ..facts.clone() }, &[wants(RICE, 1)]), Err(Refusal::NotFound));
    let closed = Moment::at(lunch_day().plus(-1), Clock(16 * 60));
    facts.now = closed;
    assert_eq!(change(&facts, &[wants(RICE, 1)]), Err(Refusal::CutoffPassed { closed }));
}

fn taken_for(actor: Me, by_phone: bool) -> Result<Vec<Change>, Refusal> {
    let facts = Facts { named: vec![person(4, "沈建国")], ..kitchen(actor) };
    place_for(&facts, OrderId(id(77)), lunch_day(), ResidentId(id(4)), &[wants(RICE, 1)], by_phone)
}

#[test]
fn the_canteen_and_the_desk_order_for_whoever_comes_or_calls() {
    let changes = taken_for(cook(), false).unwrap();
    let order = order_in(&changes);
    assert_eq!((order.eater.name.as_str(), order.booker.name.as_str()), ("沈建国", "朱师傅"));
    assert_eq!((order.via, order_in(&taken_for(staff(), true).unwrap()).via), (Via::Counter, Via::Phone));
    assert!(order.of_family(&jianguo()) && !order.of_family(&cook()), "it is on his page and not on hers");
    assert_eq!(taken_for(teacher_he(), true), Err(Refusal::NotAllowed));
    let stranger = place_for(&kitchen(cook()), OrderId(id(77)), lunch_day(), ResidentId(id(4)), &[], false);
    assert_eq!(stranger, Err(Refusal::NotFound));
}

#[test]
fn an_order_that_was_taken_for_somebody_is_theirs_to_change_and_any_colleagues() {
    let taken = after(kitchen(cook()), &taken_for(cook(), false).unwrap());
    for actor in [jianguo(), cook(), staff()] {
        let facts = Facts { actor, ..taken.clone() };
        assert!(change(&facts, &[wants(RICE, 2)]).is_ok() && cancel(&facts).is_ok(), "{}", facts.actor.name);
    }
    assert_eq!(cancel(&Facts { actor: guizhen(), ..taken }), Err(Refusal::NotFound));
    // Nobody's colleague touches what a family ordered for itself.
    let own = after(kitchen(guizhen()), &ordered(&kitchen(guizhen()), 1, &[wants(RICE, 1)]).unwrap());
    assert_eq!(cancel(&Facts { actor: cook(), ..own }), Err(Refusal::NotFound));
}

#[test]
fn an_order_is_told_to_its_people_to_the_canteen_and_if_it_was_phoned_in_to_the_desk() {
    let told = |order: &Order| -> Vec<String> {
        let rows = crate::project::project(&Change::Order(order.clone()), &facts(cook()));
        rows.into_iter().map(|(scope, _)| scope.to_string()).collect()
    };
    let person = |n: u128| format!("person/{}", id(n));
    let own = ordered(&kitchen(guizhen()), 2, &[wants(RICE, 1)]).unwrap();
    assert_eq!(told(order_in(&own)), [person(2), person(1), "kitchen".into()]);
    let counter = taken_for(cook(), false).unwrap();
    assert_eq!(told(order_in(&counter)), [person(4), "kitchen".into()]);
    let phone = taken_for(staff(), true).unwrap();
    assert_eq!(told(order_in(&phone)), [person(4), "desk".into(), "kitchen".into()]);
}

#[test]
fn an_order_is_of_one_meal_and_a_person_has_one_of_each() {
    let breakfast = Serving { meal: Meal::Breakfast, ..serving(9, "白粥", 100, 5) };
    let mut facts = kitchen(guizhen());
    facts.servings.push(breakfast);
    let lunch = ordered(&facts, 1, &[wants(RICE, 1)]).unwrap();
    let early = ordered(&facts, 1, &[wants(9, 1)]).unwrap();
    assert_eq!((order_in(&lunch).meal, order_in(&early).meal), (Meal::Lunch, Meal::Breakfast));
    assert_eq!(ordered(&facts, 1, &[wants(RICE, 1), wants(9, 1)]), Err(Refusal::NotFound));
    facts.orders_that_day = vec![order_in(&lunch).clone()];
    assert!(ordered(&facts, 1, &[wants(9, 1)]).is_ok());
    assert_eq!(ordered(&facts, 1, &[wants(RICE, 1)]), Err(Refusal::AlreadyOrdered { name: "周桂珍".into() }));
    // It closes when its own meal closes, and cannot be changed into another one.
    let hours = MealHours { meal: Meal::Breakfast, cutoff_days: 2, cutoff: Clock(8 * 60), ..MealHours::default() };
    facts.community.meals = vec![hours];
    let closed = hours.closes(lunch_day());
    assert_eq!(ordered(&facts, 1, &[wants(9, 1)]), Err(Refusal::CutoffPassed { closed }));
    let taken = Facts { order: Some(order_in(&lunch).clone()), ..facts };
    assert_eq!(change(&taken, &[wants(9, 1)]), Err(Refusal::NotFound));
}
