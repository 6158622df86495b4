//! Tests of [`super`]: see the names.

use super::*;
use crate::id::ServingId;
use crate::meal::MealHours;
use crate::order::{Line, Via, hand_out};
use crate::resident::Me;
use crate::sample::{cook, facts, guizhen, id, jianguo, lunch_day, meihua, now, person, serving, shift};
use crate::serving::Serving;
use crate::visit::Eater;
use crate::when::{Clock, HOUR_MS};

/// At the doors, at half past eleven.
fn noon() -> Moment {
    Moment::at(lunch_day(), Clock(11 * 60 + 30))
}

/// A meal of two portions for 周桂珍.
fn meal() -> Order {
    Order {
        id: OrderId(id(77)),
        day: lunch_day(),
        eater: person(1, "周桂珍"),
        booker: person(1, "周桂珍"),
        lines: vec![Line { serving: ServingId(id(1)), name: "红烧排骨".into(), price_fen: 1_200, count: 2 }],
        total_fen: 2_400,
        subsidy_fen: 0,
        code: 1_017,
        state: OrderState::Booked,
        changed: now(),
        delivered: true,
        to: None,
        via: Via::Own,
        entrusted: false,
        meal: Meal::Lunch,
    }
}

/// 沈建国 brings it.
fn at_the_door(actor: Me) -> Facts {
    let errand = Errand { id: meal().id, day: lunch_day(), shifts: vec![ShiftId(id(850))], ..Errand::default() };
    let dish = Serving { ordered: 2, ..serving(1, "红烧排骨", 1_200, 20) };
    let (order, servings, now) = (Some(meal()), vec![dish], noon());
    let carries = actor.id == jianguo().id;
    Facts { errand: Some(errand), order, servings, now, carries, ..facts(actor) }
}

/// What is there after the changes.
fn after(mut facts: Facts, changes: Vec<Change>) -> Facts {
    for change in changes {
        match change {
            Change::Errand(row) => facts.errand = Some(row),
            Change::Order(row) => facts.order = Some(row),
            Change::Serving(row) => facts.servings = vec![row],
            other => panic!("{other:?}"),
        }
    }
    facts
}

fn counted(facts: &Facts) -> (u32, u32) {
    (facts.servings[0].ordered, facts.servings[0].served)
}

#[test]
fn a_meal_is_brought_once_and_the_counter_knows() {
    let facts = at_the_door(jianguo());
    let changes = note(&facts, ErrandState::Brought, noon()).unwrap();
    let brought = after(facts, changes);
    assert_eq!((counted(&brought), brought.order.as_ref().unwrap().state), ((0, 2), OrderState::HandedOut));
    assert_eq!(note(&brought, ErrandState::Brought, noon()), Err(Refusal::AlreadySaid));
    let counter = Facts { actor: cook(), ..brought };
    assert_eq!(hand_out(&counter), Err(Refusal::AlreadyHandedOut));
    // The other way round: the eater came and fetched it.
    let counter = at_the_door(cook());
    let changes = hand_out(&counter).unwrap();
    let fetched = after(counter, changes);
    assert_eq!(fetched.errand.as_ref().unwrap().state, ErrandState::Brought);
    let late = Facts { actor: jianguo(), carries: true, errand: at_the_door(jianguo()).errand, ..fetched };
    assert_eq!(note(&late, ErrandState::Brought, noon()), Ok(Vec::new()), "it says the same");
    assert_eq!(note(&late, ErrandState::Nobody, noon()), Err(Refusal::AlreadyHandedOut));
}

#[test]
fn whoever_tapped_beside_it_takes_it_back_and_nobody_else() {
    let facts = at_the_door(jianguo());
    let changes = note(&facts, ErrandState::Brought, noon()).unwrap();
    let brought = after(facts, changes);
    let other = Facts { actor: meihua(), ..brought.clone() };
    assert_eq!(note(&other, ErrandState::Waiting, noon()), Err(Refusal::NotAllowed));
    let rated = Facts { rating: Some(crate::rating::Rating::default()), ..brought.clone() };
    assert_eq!(note(&rated, ErrandState::Waiting, noon()), Err(Refusal::AlreadyHandedOut));
    let changes = note(&brought, ErrandState::Waiting, noon()).unwrap();
    let waits = after(brought, changes);
    assert_eq!((counted(&waits), waits.order.as_ref().unwrap().state), ((2, 0), OrderState::Booked));
    assert_eq!(note(&waits, ErrandState::Waiting, noon()), Ok(Vec::new()), "it does not stand any more");
    let phone = Facts { forecast: true, ..waits.clone() };
    assert_eq!(note(&phone, ErrandState::Waiting, noon()), Err(Refusal::AlreadySaid), "nobody can tap that");
    assert!(note(&waits, ErrandState::Brought, noon()).is_ok());
}

#[test]
fn for_whoever_does_not_bring_it_it_is_not_there() {
    assert_eq!(note(&at_the_door(guizhen()), ErrandState::Brought, noon()), Err(Refusal::NotFound));
    let none = Facts { errand: None, ..at_the_door(jianguo()) };
    assert_eq!(note(&none, ErrandState::Brought, noon()), Err(Refusal::NotFound));
    assert!(note(&at_the_door(cook()), ErrandState::Brought, noon()).is_ok());
    let early = Facts { now: now(), ..at_the_door(jianguo()) };
    assert_eq!(note(&early, ErrandState::Brought, now()), Err(Refusal::NotYetTheDay));
}

#[test]
fn a_phone_in_a_cellar_says_what_it_knows_with_its_own_time() {
    let phone = Facts { order: None, forecast: true, ..at_the_door(jianguo()) };
    let changes = note(&phone, ErrandState::Nobody, noon().plus_ms(-60_000)).unwrap();
    let [Change::Errand(row)] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!((row.state, row.at), (ErrandState::Nobody, Some(noon().plus_ms(-60_000))));
    let fast = note(&phone, ErrandState::Nobody, noon().plus_ms(HOUR_MS)).unwrap();
    assert!(matches!(fast.as_slice(), [Change::Errand(row)] if row.at == Some(noon())), "never later than now");
}

#[test]
fn where_nobody_opens_to_an_elder_who_lives_alone_somebody_looks() {
    let elder = Eater { born: "1940-05".into(), alone: true, near: vec![person(9, "姚网格")], ..Eater::default() };
    let facts = Facts { elder: Some(elder.clone()), ..at_the_door(jianguo()) };
    let changes = note(&facts, ErrandState::Nobody, noon()).unwrap();
    let [Change::Visit(visit), Change::Errand(_)] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!((visit.id.0, visit.person.name.as_str(), visit.desk), (meal().id.0, "周桂珍", false));
    let known = Facts { visit: Some(visit.clone()), ..facts.clone() };
    assert!(matches!(note(&known, ErrandState::Nobody, noon()).unwrap().as_slice(), [Change::Errand(_)]), "once");
    for other in [Eater { alone: false, ..elder.clone() }, Eater { born: "1990-05".into(), ..elder }] {
        let facts = Facts { elder: Some(other), ..at_the_door(jianguo()) };
        assert_eq!(note(&facts, ErrandState::Nobody, noon()).unwrap().len(), 1);
    }
}

#[test]
fn two_who_brought_it_one_after_the_other_say_the_same() {
    let facts = at_the_door(jianguo());
    let changes = note(&facts, ErrandState::Brought, noon()).unwrap();
    let brought = after(facts, changes);
    let before = Facts { actor: meihua(), carries: true, ..brought };
    assert_eq!(note(&before, ErrandState::Brought, noon()), Ok(Vec::new()));
    assert_eq!(note(&before, ErrandState::Nobody, noon()), Err(Refusal::AlreadyHandedOut));
}

#[test]
fn a_visit_that_was_begun_by_mistake_is_closed_as_long_as_nobody_has_looked() {
    let elder = Eater { born: "1940-05".into(), alone: true, near: vec![person(9, "姚网格")], ..Eater::default() };
    let facts = Facts { elder: Some(elder), ..at_the_door(jianguo()) };
    let begun = note(&facts, ErrandState::Nobody, noon()).unwrap();
    let [Change::Visit(visit), Change::Errand(row)] = begun.as_slice() else { panic!("{begun:?}") };
    let asked = Facts { visit: Some(visit.clone()), errand: Some(row.clone()), elder: None, ..facts.clone() };
    let unsaid = note(&asked, ErrandState::Waiting, noon()).unwrap();
    let [Change::Visit(closed), Change::Errand(back)] = unsaid.as_slice() else { panic!("{unsaid:?}") };
    assert_eq!((closed.settled, closed.found, closed.answered), (true, None, None));
    // Nobody opens after all.
    let again = Facts { visit: Some(closed.clone()), errand: Some(back.clone()), ..asked.clone() };
    let changes = note(&again, ErrandState::Nobody, noon()).unwrap();
    assert_eq!(changes[0], Change::Visit(visit.clone()));
    // Somebody was there.
    let looked = visit::Visit { found: Some(visit::Found::NotReached), answered: Some(noon()), ..visit.clone() };
    let looked = Facts { visit: Some(looked), ..asked };
    assert!(matches!(note(&looked, ErrandState::Waiting, noon()).unwrap().as_slice(), [Change::Errand(_)]));
    // Told a day late.
    let late = Facts { now: noon().plus_ms(24 * HOUR_MS), ..facts };
    assert!(matches!(note(&late, ErrandState::Nobody, noon()).unwrap().as_slice(), [Change::Errand(_)]));
}

#[test]
fn the_list_is_out_from_the_end_of_ordering_to_the_end_of_the_shift() {
    let community = facts(jianguo()).community;
    let shift = Shift { delivers: true, starts: noon(), ends: noon().plus_ms(HOUR_MS), ..shift(1, 2) };
    let cutoff = community.order_cutoff(lunch_day());
    let now = |at: Moment| !out(&community, &shift, at).is_empty();
    assert!(!now(cutoff.plus_ms(-1)) && now(cutoff) && now(shift.ends.plus_ms(-1)) && !now(shift.ends));
    assert!(out(&community, &Shift { delivers: false, ..shift.clone() }, noon()).is_empty());
    assert!(out(&community, &Shift { cancelled: Some("下雪".into()), ..shift.clone() }, noon()).is_empty());
}

#[test]
fn a_shift_brings_the_meals_that_are_handed_out_while_it_lasts() {
    let mut community = facts(jianguo()).community;
    (community.pickup_from, community.pickup_until) = (Clock(11 * 60), Clock(12 * 60 + 30));
    let (from, until, cutoff) = (Clock(17 * 60), Clock(18 * 60), Clock(14 * 60));
    community.meals = vec![MealHours { meal: Meal::Supper, cutoff_days: 0, cutoff, from, until }];
    let at = |hour: u16| Moment::at(lunch_day(), Clock(hour * 60));
    let from_to = |from: u16, to: u16| Shift { delivers: true, starts: at(from), ends: at(to), ..shift(1, 2) };
    assert!(!brings(&community, &from_to(10, 12)).contains(&Meal::Supper));
    assert_eq!(brings(&community, &from_to(16, 19)), [Meal::Supper]);
    assert_eq!(brings(&community, &from_to(14, 16)), Meal::ALL, "nothing is handed out then");
    // Each is listed once nobody can order it any more.
    let long = from_to(10, 19);
    assert!(out(&community, &long, at(13)).contains(&Meal::Lunch));
    assert!(!out(&community, &long, at(13)).contains(&Meal::Supper));
    assert!(out(&community, &long, at(14)).contains(&Meal::Supper));
}
