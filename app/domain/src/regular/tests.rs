//! Tests of [`super`]: see the names.

use super::*;
use crate::id::{ResidentId, ServingId};
use crate::meal::MealHours;
use crate::order::OrderState;
use crate::resident::Me;
use crate::sample::{facts, guizhen, id, jianguo, lunch_day, now, person, serving};
use crate::when::{Clock, HOUR_MS};

/// One meat, one vegetable, one staple, from Monday to Friday.
fn habit() -> Habit {
    let plate = Plate { meat: 1, vegetable: 1, soup: 0, staple: 1 };
    Habit { days: 0b1_1111, plate, from: now().day(), ..Habit::default() }
}

fn dish(n: u128, name: &str, kind: DishKind, price_fen: i64, portions: u32) -> Serving {
    Serving { kind, ..serving(n, name, price_fen, portions) }
}

fn kitchen(actor: Me) -> Facts {
    let servings = vec![
        dish(1, "红烧排骨", DishKind::Meat, 1200, 30),
        dish(2, "肉末茄子", DishKind::Meat, 600, 30),
        dish(3, "青菜", DishKind::Vegetable, 300, 30),
        dish(4, "白米饭", DishKind::Staple, 100, 100),
    ];
    Facts { servings, next_code: 5, ..facts(actor) }
}

/// For her husband, as of a day before.
fn row() -> Regular {
    let before = now().plus_ms(-24 * HOUR_MS);
    let by = Person { id: guizhen().id, name: guizhen().name };
    let eater = person(2, "陆永年");
    Regular {
        id: RegularId(id(70)),
        by,
        eater,
        habit: habit(),
        meal: Meal::Lunch,
        made: before,
        changed: before,
        ended: None,
        stopped: None,
    }
}

fn set_by(facts: &Facts, eater: u128, habit: &Habit) -> Result<Regular, Refusal> {
    set_meal(facts, eater, habit, Meal::Lunch)
}

fn set_meal(facts: &Facts, eater: u128, habit: &Habit, meal: Meal) -> Result<Regular, Refusal> {
    match set(facts, RegularId(id(70)), ResidentId(id(eater)), habit, meal)?.as_slice() {
        [Change::Regular(row)] => Ok(row.clone()),
        other => panic!("{other:?}"),
    }
}

fn why(changes: &[Change]) -> &Refusal {
    let [Change::Missed(missed)] = changes else { panic!("{changes:?}") };
    &missed.why
}

#[test]
fn one_sets_it_for_ones_family_and_once_for_each_eater() {
    let made = set_by(&facts(guizhen()), 2, &habit()).unwrap();
    assert_eq!((made.by.name.as_str(), made.eater.name.as_str()), ("周桂珍", "陆永年"));
    assert_eq!(set_by(&facts(jianguo()), 2, &habit()), Err(Refusal::NotYourFamily));
    let open = Facts { regular_open: true, ..facts(guizhen()) };
    assert_eq!(set_by(&open, 2, &habit()), Err(Refusal::RegularOpen { name: "陆永年".into() }));
    // It is the same one that is changed.
    let known = Facts { regular: Some(made.clone()), ..open };
    let later = Habit { until: Some(now().day().plus(30)), ..habit() };
    let changed = set_by(&known, 2, &later).unwrap();
    assert_eq!((changed.id, changed.habit, changed.made), (made.id, later, made.made));
    assert_eq!(set_by(&known, 3, &later), Err(Refusal::NotFound), "and not for somebody else");
}

/// The sample's kitchen, which cooks supper too.
fn with_supper(mut facts: Facts) -> Facts {
    let (cutoff, from, until) = (Clock(10 * 60), Clock(17 * 60), Clock(18 * 60 + 30));
    facts.community.meals = vec![MealHours { meal: Meal::Supper, cutoff_days: 0, cutoff, from, until }];
    facts
}

#[test]
fn it_is_for_one_meal_that_is_served_and_stays_with_it() {
    let open = with_supper(facts(guizhen()));
    assert_eq!(set_meal(&open, 2, &habit(), Meal::Breakfast), Err(Refusal::NotFound), "nobody cooks it");
    let made = set_meal(&open, 2, &habit(), Meal::Supper).unwrap();
    assert_eq!(made.meal, Meal::Supper);
    // An older release changes it, and names no meal.
    let known = Facts { regular: Some(made), ..open };
    let later = Habit { until: Some(now().day().plus(30)), ..habit() };
    assert_eq!(set_by(&known, 2, &later).map(|row| (row.meal, row.habit)), Ok((Meal::Supper, later)));
}

#[test]
fn supper_is_ordered_from_suppers_menu_until_suppers_hour() {
    let mut facts = with_supper(kitchen(guizhen()));
    let supper = Regular { meal: Meal::Supper, ..row() };
    // Lunch alone is cooked, and it is cheaper than what comes.
    assert_eq!(why(&make(&facts, &supper, lunch_day())), &Refusal::NotOnMenu { kind: DishKind::Meat });
    let cooked = [(11, "红烧肉", DishKind::Meat), (12, "菠菜", DishKind::Vegetable), (13, "小米粥", DishKind::Staple)];
    facts
        .servings
        .extend(cooked.map(|(n, name, kind)| Serving { meal: Meal::Supper, ..dish(n, name, kind, 5000, 30) }));
    // Her lunch of that day does not count.
    let lunch = make(&facts, &row(), lunch_day());
    facts.orders_that_day.extend(lunch.into_iter().filter_map(|change| match change {
        Change::Order(order) => Some(order),
        _ => None,
    }));
    assert_eq!(facts.orders_that_day.len(), 1);
    // Lunch closes the day before, supper in the morning.
    facts.now = Moment::at(lunch_day(), Clock(9 * 60));
    let changes = make(&facts, &supper, lunch_day());
    let Some(Change::Order(order)) = changes.last() else { panic!("{changes:?}") };
    let names: Vec<&str> = order.lines.iter().map(|line| line.name.as_str()).collect();
    assert_eq!((order.meal, names), (Meal::Supper, vec!["红烧肉", "菠菜", "小米粥"]));
    facts.now = Moment::at(lunch_day(), Clock(10 * 60));
    let changes = make(&facts, &supper, lunch_day());
    assert!(matches!(why(&changes), Refusal::CutoffPassed { .. }));
    assert!(matches!(changes.as_slice(), [Change::Missed(missed)] if missed.meal == Meal::Supper));
}

#[test]
fn what_cannot_be_a_habit_is_none() {
    let facts = facts(guizhen());
    let refused = |habit: Habit| set_by(&facts, 2, &habit).unwrap_err();
    let today = now().day();
    assert_eq!(refused(Habit { days: 0, ..habit() }), Refusal::RegularDays);
    assert_eq!(refused(Habit { days: 0b1000_0000, ..habit() }), Refusal::RegularDays, "there is no eighth day");
    assert_eq!(refused(Habit { days: 0b1000_0001, ..habit() }), Refusal::RegularDays, "nor beside others");
    assert_eq!(refused(Habit { until: Some(today.plus(-1)), ..habit() }), Refusal::RegularDays);
    let past = Habit { from: today.plus(-9), until: Some(today.plus(-1)), ..habit() };
    assert_eq!(refused(past), Refusal::InThePast);
    let pause = Some(Pause { from: today, until: today.plus(-1) });
    assert_eq!(refused(Habit { pause, ..habit() }), Refusal::RegularDays);
    assert_eq!(refused(Habit { plate: Plate::default(), ..habit() }), Refusal::OrderEmpty);
    let much = Plate { meat: u32::MAX, staple: u32::MAX, ..Plate::default() };
    assert_eq!(refused(Habit { plate: much, ..habit() }), Refusal::TooManyPortions { max: PORTIONS_MAX });
}

#[test]
fn it_wants_its_days_between_its_dates_and_not_in_its_pause() {
    // The 23rd is a Monday.
    let monday = now().day();
    let pause = Some(Pause { from: monday.plus(2), until: monday.plus(3) });
    let habit = Habit { from: monday.plus(1), until: Some(monday.plus(8)), pause, ..habit() };
    let wanted: Vec<i32> = (0..14).filter(|days| habit.wants(monday.plus(*days))).collect();
    assert_eq!(wanted, [1, 4, 7, 8]);
    assert!(habit.toggled(6).wants(monday.plus(5)), "with Saturdays");
    assert!(Habit { until: None, ..habit }.wants(monday.plus(700)));
}

#[test]
fn the_cheapest_of_each_kind_is_ordered_as_by_hand() {
    let changes = make(&kitchen(guizhen()), &row(), lunch_day());
    let Some(Change::Order(order)) = changes.last() else { panic!("{changes:?}") };
    let names: Vec<&str> = order.lines.iter().map(|line| line.name.as_str()).collect();
    assert_eq!((names, order.total_fen, order.state), (vec!["肉末茄子", "青菜", "白米饭"], 1000, OrderState::Booked));
    assert_eq!(order.id, row().order_of(lunch_day()), "the same order, whoever makes it");
    assert_eq!((order.booker.name.as_str(), order.eater.name.as_str()), ("周桂珍", "陆永年"));
    let made = Facts { order: Some(order.clone()), ..kitchen(guizhen()) };
    assert!(make(&made, &row(), lunch_day()).is_empty(), "never twice");
    let by_hand = Facts { orders_that_day: vec![order.clone()], ..kitchen(guizhen()) };
    assert!(make(&by_hand, &row(), lunch_day()).is_empty());
}

#[test]
fn what_is_sold_out_or_not_cooked_is_said_once() {
    let mut facts = kitchen(guizhen());
    facts.servings[1].ordered = 30;
    let changes = make(&facts, &row(), lunch_day());
    assert!(matches!(changes.last(), Some(Change::Order(order)) if order.lines[0].serving == ServingId(id(1))));
    facts.servings[0].ordered = 30;
    let changes = make(&facts, &row(), lunch_day());
    assert_eq!(why(&changes), &Refusal::SoldOut { dish: "肉末茄子".into(), left: 0 });
    let [Change::Missed(missed)] = changes.as_slice() else { panic!("{changes:?}") };
    facts.missed = Some(missed.clone());
    assert!(make(&facts, &row(), lunch_day()).is_empty(), "it has been said");
    // Somebody gives theirs up before the cut-off: then it is ordered after all.
    facts.servings[1].ordered = 29;
    let changes = make(&facts, &row(), lunch_day());
    assert!(matches!(changes.as_slice(), [.., Change::Order(_), Change::NoMissed(_)]), "{changes:?}");
    facts.servings.truncate(2);
    assert_eq!(why(&make(&facts, &row(), lunch_day())), &Refusal::NotOnMenu { kind: DishKind::Vegetable });
}

#[test]
fn after_the_cut_off_it_is_too_late_and_who_set_it_later_is_not_told_so() {
    let mut facts = kitchen(guizhen());
    let closed = Moment::at(lunch_day().plus(-1), Clock(16 * 60));
    facts.now = closed;
    assert_eq!(why(&make(&facts, &row(), lunch_day())), &Refusal::CutoffPassed { closed });
    assert!(make(&facts, &Regular { changed: closed, ..row() }, lunch_day()).is_empty());
    facts.now = closed.plus_ms(-1);
    assert!(matches!(make(&facts, &row(), lunch_day()).last(), Some(Change::Order(_))));
}

#[test]
fn who_no_longer_acts_for_the_eater_orders_nothing() {
    assert_eq!(why(&make(&kitchen(jianguo()), &row(), lunch_day())), &Refusal::NotYourFamily);
}

#[test]
fn the_family_ends_it_and_nobody_else() {
    let known = |actor| Facts { regular: Some(row()), ..facts(actor) };
    let changes = end(&known(guizhen())).unwrap();
    let [Change::Regular(ended)] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!(ended.ended, Some(now()));
    assert_eq!(end(&known(jianguo())), Err(Refusal::NotFound));
    assert_eq!(end(&facts(guizhen())), Err(Refusal::NotFound), "as if it were not there");
    let over = Facts { regular: Some(ended.clone()), ..facts(guizhen()) };
    assert_eq!(end(&over), Err(Refusal::AlreadyCancelled));
    assert_eq!(set_by(&over, 2, &habit()), Err(Refusal::AlreadyCancelled));
}

#[test]
fn it_stops_where_whoever_set_it_or_whoever_eats_has_left_or_acts_for_them_no_longer() {
    let facts = kitchen(guizhen());
    assert_eq!(stops(&facts, &row(), (false, false)), None);
    assert_eq!(stops(&facts, &row(), (true, false)), Some(Stopped::SetterLeft));
    assert_eq!(stops(&facts, &row(), (true, true)), Some(Stopped::EaterLeft));
    let alone = Facts { actor: Me { wards: Vec::new(), ..guizhen() }, ..facts.clone() };
    assert_eq!(stops(&alone, &row(), (false, false)), Some(Stopped::SetterMayNot));
    let changes = stop(&facts, &row(), Stopped::SetterLeft, &[lunch_day()]);
    let [Change::Regular(ended), Change::Missed(missed)] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!((ended.ended, ended.stopped), (Some(now()), Some(Stopped::SetterLeft)));
    assert_eq!((missed.day, &missed.why), (lunch_day(), &Refusal::RegularStopped));
    assert_eq!(stop(&facts, &row(), Stopped::EaterLeft, &[lunch_day()]).len(), 1, "nobody is there to read it");
}
