//! Tests of [`super`]: see the names.

use super::*;
use domain::id::{OrderId, ReportId, ResidentId, SignupId};
use domain::order::Portions;
use domain::report::Draft;
use domain::resident::Me;
use domain::row::Row;
use domain::scope::Scope;
use domain::when::Day;
use uuid::Uuid;

/// The words of all commands, and the list of them.
const SOURCE: &str = include_str!("../command.rs");
const LIST: &str = include_str!("../../../domain/src/command.rs");

/// The commands of the list, by name.
fn names() -> Vec<&'static str> {
    let list = LIST.split_once("\ncommands! {").unwrap().1;
    let named = |line: &'static str| line.strip_prefix("        ")?.split_once(" {").map(|(name, _)| name);
    let is_name = |name: &&str| name.starts_with(char::is_uppercase) && name.chars().all(char::is_alphanumeric);
    list.lines().filter_map(named).filter(is_name).collect()
}

/// Every arm of the words: which command it is of, and what stands in quotes there.
fn arms() -> Vec<(&'static str, Vec<&'static str>)> {
    let words = SOURCE.split_once("pub fn describe").unwrap().1.split_once("\n    };").unwrap().0;
    let arm =
        |arm: &'static str| (arm.split(' ').next().unwrap_or_default(), arm.split('"').skip(1).step_by(2).collect());
    words.split("\n        Command::").skip(1).map(arm).collect()
}

#[test]
fn every_command_has_words_in_both_languages() {
    let (names, arms) = (names(), arms());
    assert!(names.len() > 70 && arms.len() >= names.len(), "{} commands, {} arms", names.len(), arms.len());
    let chinese = |words: &str| words.contains(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let latin = |words: &str| words.contains(|c: char| c.is_ascii_alphabetic());
    for name in names {
        let own: Vec<_> = arms.iter().filter(|(of, _)| *of == name).collect();
        assert!(!own.is_empty(), "{name} has no words");
        for (_, quoted) in own {
            let both =
                |pair: &[&str]| matches!(pair, [zh, en] if chinese(zh) && !latin(zh) && latin(en) && !chinese(en));
            // Where nothing is in quotes, the words stand with their noun.
            assert!(quoted.is_empty() || quoted.windows(2).any(both), "{name}: {quoted:?}");
        }
    }
}

#[test]
fn an_order_says_day_person_and_dishes() {
    let me = ResidentId(Uuid::from_u128(7));
    let day = Day::parse("2026-11-23").unwrap();
    let fish = Serving { day, name: "红烧鱼块".into(), ..Serving::default() };
    let mut view = Replica::default();
    view.put(Scope::Person(me), Row::Me(Me { id: me, name: "周桂珍".into(), ..Me::default() }));
    view.put(Scope::Public, Row::Serving(fish.clone()));
    let portions = vec![Portions { serving: fish.id, count: 2 }];
    let (order, delivered, from_balance) = (OrderId::default(), false, false);
    let order = Command::PlaceOrder { order, day, eater: me, portions, delivered, from_balance, note: String::new() };
    assert_eq!(describe(Lang::Zh, &order, &view), "订餐：11月23日，周桂珍，红烧鱼块 2 份");
    assert_eq!(describe(Lang::En, &order, &view), "Order a meal: 23 Nov, 周桂珍, 2 × 红烧鱼块");
}

#[test]
fn what_the_phone_does_not_know_leaves_no_hole() {
    let gone = Command::CancelSignup { signup: SignupId::default() };
    assert_eq!(describe(Lang::Zh, &gone, &Replica::default()), "不去了");
    let draft = Draft { words: "灯坏了".into(), ..Draft::default() };
    let report = Command::FileReport { report: ReportId::default(), draft };
    assert_eq!(describe(Lang::Zh, &report, &Replica::default()), "提诉求：没有分类的事，“灯坏了”");
}
