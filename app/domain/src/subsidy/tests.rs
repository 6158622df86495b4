//! Tests of [`super`]: see the names.

use super::*;
use crate::sample::{facts, guizhen};

fn day() -> Day {
    Day::of(2026, 11, 25).unwrap()
}

fn rule(least_age: u8, off_fen: i64) -> Subsidy {
    let (from, until) = (Day::of(2026, 1, 1).unwrap(), Day::of(2026, 12, 31).unwrap());
    Subsidy { least_age, status: None, off_fen, from, until }
}

fn off(born: &str, roles: &[Role], total_fen: i64) -> i64 {
    let mut facts = facts(guizhen());
    let volunteers = Subsidy { status: Some(Status::Volunteer), ..rule(0, 100) };
    facts.community.subsidies = vec![rule(60, 200), rule(80, 400), volunteers];
    facts.eater = Some(Eater { born: born.into(), roles: roles.to_vec() });
    of_meal(&facts, day(), total_fen)
}

#[test]
fn the_best_of_all_that_fit_counts_and_never_more_than_the_meal_costs() {
    assert_eq!([off("1966-11", &[], 1_000), off("1966-12", &[], 1_000)], [200, 0]);
    assert_eq!([off("1946-11", &[], 1_000), off("1946-11", &[], 300), off("1946-11", &[], 0)], [400, 300, 0]);
    assert_eq!([off("", &[], 1_000), off("", &[Role::Volunteer], 1_000)], [0, 100], "nobody knows how old they are");
    assert_eq!(off("1946-11", &[Role::Volunteer], 1_000), 400);
}

#[test]
fn a_rule_holds_from_its_first_day_to_its_last() {
    let eater = Eater { born: "1940-01".into(), roles: Vec::new() };
    let rule = rule(60, 200);
    assert!(rule.fits(&eater, rule.from) && rule.fits(&eater, rule.until));
    assert!(!rule.fits(&eater, rule.from.plus(-1)) && !rule.fits(&eater, rule.until.plus(1)));
}

#[test]
fn nobody_known_is_given_nothing_yet() {
    let mut facts = facts(guizhen());
    facts.community.subsidies = vec![rule(0, 200)];
    assert_eq!(of_meal(&facts, day(), 1_000), 0);
}
