//! Tests of [`super`] and of quotas: see the names.

use super::*;
use crate::dish::Dish;
use crate::id::{OrderId, ResidentId};
use crate::meal::MealHours;
use crate::order::{Order, OrderState, Portions, cancel, place};
use crate::place::Doorstep;
use crate::project::project;
use crate::row::Row;
use crate::sample::{cook, facts, guizhen, id, lunch_day, serving};
use crate::scope::Scope;

const RIBS: u128 = 1;
const RICE: u128 = 2;

fn dish(n: u128, name: &str) -> Dish {
    Dish { id: DishId(id(n + 50)), name: name.into(), price_fen: 500, ..Dish::default() }
}

/// The cook, with two dishes that can be cooked and one that is on the menu of the day after tomorrow.
fn kitchen() -> Facts {
    let dishes = vec![dish(RIBS, "红烧排骨"), dish(RICE, "白米饭")];
    Facts { dishes, servings: vec![serving(RIBS, "红烧排骨", 1200, 3)], ..facts(cook()) }
}

fn cooked(n: u128, portions: u32) -> Cooked {
    Cooked { dish: DishId(id(n + 50)), portions }
}

fn servings(changes: &[Change]) -> Vec<(String, u32, i64)> {
    let rows = changes.iter().filter_map(|change| if let Change::Serving(row) = change { Some(row) } else { None });
    rows.map(|row| (row.name.clone(), row.portions, row.price_fen)).collect()
}

fn quotas(changes: &[Change]) -> Vec<Quota> {
    changes
        .iter()
        .flat_map(|change| if let Change::Quotas(rows) = change { rows.clone() } else { Vec::new() })
        .collect()
}

#[test]
fn a_cook_sets_a_menu_and_says_it_again_to_no_effect() {
    let mut facts = kitchen();
    let menu = [cooked(RIBS, 5), cooked(RICE, 40)];
    let changes = set(&facts, (lunch_day(), Meal::Lunch), &menu, Limits::default()).unwrap();
    let expected = [(String::from("红烧排骨"), 5, 1200), (String::from("白米饭"), 40, 500)];
    assert_eq!(servings(&changes), expected, "a price that was on the menu stays");
    facts.servings =
        changes.into_iter().filter_map(|c| if let Change::Serving(row) = c { Some(row) } else { None }).collect();
    assert_eq!(set(&facts, (lunch_day(), Meal::Lunch), &menu, Limits::default()), Ok(Vec::new()));
}

#[test]
fn what_is_ordered_stays_whatever_the_menu_says() {
    let mut facts = kitchen();
    facts.servings[0].ordered = 2;
    let changes = set(&facts, (lunch_day(), Meal::Lunch), &[], Limits::default()).unwrap();
    assert_eq!(servings(&changes), [(String::from("红烧排骨"), 2, 1200)]);
    let few = set(&facts, (lunch_day(), Meal::Lunch), &[cooked(RIBS, 1)], Limits::default());
    assert_eq!(few, Err(Refusal::PortionsOutOfRange { dish: "红烧排骨".into(), least: 2, most: CAPACITY_MAX }));
}

#[test]
fn menus_are_the_cooks_and_of_days_to_come() {
    let mut facts = kitchen();
    let today = facts.now.day();
    assert_eq!(set(&facts, (today.plus(-1), Meal::Lunch), &[], Limits::default()), Err(Refusal::InThePast));
    assert_eq!(set(&facts, (today, Meal::Lunch), &[cooked(9, 1)], Limits::default()), Err(Refusal::NotFound));
    let twice = [cooked(RICE, 1), cooked(RICE, 2)];
    assert_eq!(set(&facts, (today, Meal::Lunch), &twice, Limits::default()), Err(Refusal::NotFound));
    assert_eq!(copy(&facts, today), Err(Refusal::InThePast));
    facts.actor = guizhen();
    assert_eq!(set(&facts, (today, Meal::Lunch), &[], Limits::default()), Err(Refusal::NotAllowed));
    assert_eq!(copy(&facts, today.plus(1)), Err(Refusal::NotAllowed));
}

#[test]
fn a_week_is_copied_once_and_never_over_a_menu() {
    let mut facts = kitchen();
    let first = facts.now.day().plus(1);
    let (source, other) = (first.plus(-7), lunch_day().plus(-7));
    let limits = Limits { eat_in: None, deliver: Some(8) };
    facts
        .servings
        .push(Serving { id: ServingId(id(8)), day: source, ordered: 4, ..serving(RICE, "白米饭", 100, 60) });
    facts.servings.push(Serving { id: ServingId(id(9)), day: other, ..serving(RICE, "白米饭", 100, 60) });
    facts.quotas = vec![Quota { day: source, limits, delivering: 3, ..Quota::default() }];
    let changes = copy(&facts, first).unwrap();
    assert_eq!(
        servings(&changes),
        [(String::from("白米饭"), 60, 500)],
        "the day that has a menu keeps it; prices are today's"
    );
    assert_eq!(quotas(&changes), [Quota { day: first, limits, ..Quota::default() }]);
    let copied = changes.iter().filter_map(|c| if let Change::Serving(row) = c { Some(row.clone()) } else { None });
    let copied: Vec<Serving> = copied.collect();
    assert!(copied.iter().all(|row| row.day == first && row.ordered == 0));
    facts.servings.extend(copied);
    assert_eq!(copy(&facts, first), Ok(Vec::new()));
}

/// An order of 周桂珍 for rice on the day.
fn ordered(facts: &Facts, delivered: bool) -> Result<Vec<Change>, Refusal> {
    let wanted = [Portions { serving: ServingId(id(RIBS)), count: 1 }];
    place(facts, OrderId(id(77)), lunch_day(), ResidentId(id(1)), &wanted, delivered)
}

fn with_quota(eating: u32, delivering: u32) -> Facts {
    let limits = Limits { eat_in: Some(2), deliver: Some(1) };
    let quotas = vec![Quota { day: lunch_day(), limits, eating, delivering, meal: Meal::Lunch }];
    Facts { actor: guizhen(), quotas, ..kitchen() }
}

#[test]
fn each_way_has_its_limit_and_the_other_is_offered() {
    assert_eq!(ordered(&Facts { actor: guizhen(), ..kitchen() }, true), Err(Refusal::NoDelivery));
    let none = Limits { eat_in: Some(9), deliver: None };
    let quotas = vec![Quota { day: lunch_day(), limits: none, ..Quota::default() }];
    assert_eq!(ordered(&Facts { quotas, ..with_quota(0, 0) }, true), Err(Refusal::NoDelivery));
    assert_eq!(ordered(&with_quota(0, 1), true), Err(Refusal::WayFull { delivered: true, other: true }));
    assert_eq!(ordered(&with_quota(2, 0), false), Err(Refusal::WayFull { delivered: false, other: true }));
    assert_eq!(ordered(&with_quota(2, 1), false), Err(Refusal::WayFull { delivered: false, other: false }));
    let counted = quotas_of(ordered(&with_quota(1, 0), false));
    assert_eq!((counted.eating, counted.delivering), (2, 0));
    let counted = quotas_of(ordered(&with_quota(2, 0), true));
    assert_eq!((counted.eating, counted.delivering), (2, 1));
}

fn quotas_of(changes: Result<Vec<Change>, Refusal>) -> Quota {
    quotas(&changes.unwrap())[0]
}

#[test]
fn an_order_that_is_given_up_makes_room_its_own_way() {
    let mut facts = with_quota(1, 0);
    let Some(Change::Order(order)) = ordered(&facts, true).unwrap().pop() else { panic!("the order is last") };
    facts.quotas[0].delivering = 1;
    facts.order = Some(order);
    let counted = quotas_of(cancel(&facts));
    assert_eq!((counted.eating, counted.delivering), (1, 0));
}

#[test]
fn a_limit_that_is_set_later_counts_the_orders_that_are_there() {
    let mut facts = kitchen();
    let Some(Change::Order(order)) = ordered(&with_quota(0, 0), true).unwrap().pop() else { panic!("it is last") };
    let given_up = Order { state: OrderState::Cancelled, delivered: false, ..order.clone() };
    facts.orders_that_day = vec![order, given_up];
    let limits = Limits { eat_in: Some(5), deliver: Some(5) };
    let changes = set(&facts, (lunch_day(), Meal::Lunch), &[cooked(RIBS, 3)], limits).unwrap();
    assert_eq!(quotas(&changes), [Quota { day: lunch_day(), limits, eating: 0, delivering: 1, meal: Meal::Lunch }]);
}

#[test]
fn where_a_meal_is_brought_only_the_kitchen_reads_and_everyone_what_is_full() {
    let door = Doorstep { room: "301".into(), ..Doorstep::default() };
    let facts = Facts { doorstep: Some(door.clone()), ..with_quota(0, 0) };
    let changes = ordered(&facts, true).unwrap();
    let rows: Vec<(Scope, Row)> = changes.iter().flat_map(|change| project(change, &facts)).collect();
    for (scope, row) in &rows {
        match row {
            Row::Order(order) => assert_eq!(order.to.as_ref(), (*scope == Scope::Kitchen).then_some(&door)),
            Row::Community(community) => {
                assert_eq!((*scope, community.quotas[0].delivering), (Scope::Public, 1));
                assert_eq!(community.cutoff, facts.community.cutoff, "the rest of the row is as it was");
            }
            Row::Serving(_) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(rows.iter().filter(|(_, row)| matches!(row, Row::Order(_))).count(), 2);
}

#[test]
fn each_meal_has_its_own_menu_and_its_own_limits() {
    let mut facts = kitchen();
    let on = (lunch_day(), Meal::Breakfast);
    let limits = Limits { eat_in: Some(5), deliver: None };
    assert_eq!(set(&facts, on, &[cooked(RIBS, 4)], limits), Err(Refusal::NotFound), "nobody serves it");
    facts.community.meals = vec![MealHours { meal: Meal::Breakfast, ..MealHours::default() }];
    let changes = set(&facts, on, &[cooked(RIBS, 4)], limits).unwrap();
    let Some(Change::Serving(row)) = changes.first() else { panic!("{changes:?}") };
    assert_eq!((row.meal, row.portions), (Meal::Breakfast, 4));
    assert_ne!(row.id, facts.servings[0].id, "lunch stays as it is");
    let set_limits = Quota { day: on.0, meal: on.1, limits, ..Quota::default() };
    assert_eq!(quotas(&changes), [set_limits]);
    assert!(!cooking(&facts.servings, on) && cooking(&facts.servings, (lunch_day(), Meal::Lunch)));
    // Each is told where older releases look for it, or do not.
    let rows = project(&Change::Quotas(vec![set_limits]), &facts);
    let [(Scope::Public, Row::Community(community))] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!((community.quotas.len(), community.meal_quotas.as_slice()), (0, [set_limits].as_slice()));
}
