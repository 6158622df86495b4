//! Tests of [`super`]: see the names.

use super::*;
use crate::order::Order;
use crate::project::project;
use crate::resident::Me;
use crate::row::Row;
use crate::sample::{cook, facts, guizhen, id, jianguo, lunch_day, person};
use crate::scope::Scope;

/// 陆永年's lunch, which his wife ordered and fetched.
fn fetched(actor: Me) -> Facts {
    let order = Order {
        id: OrderId(id(77)),
        day: lunch_day(),
        eater: person(2, "陆永年"),
        booker: person(1, "周桂珍"),
        lines: Vec::new(),
        total_fen: 0,
        subsidy_fen: 0,
        code: 1017,
        state: OrderState::HandedOut,
        changed: crate::sample::now(),
        delivered: false,
        to: None,
        via: Via::Own,
        meal: crate::meal::Meal::Lunch,
        entrusted: false,
    };
    Facts { order: Some(order), ..facts(actor) }
}

fn salty(words: &str) -> Rated {
    Rated { score: Score::SoSo, reasons: vec![Reason::Cold, Reason::Salty, Reason::Cold], words: words.into() }
}

fn said(facts: &Facts, n: u128, rated: &Rated) -> Result<Rating, Refusal> {
    match rate(facts, RatingId(id(n)), rated)?.as_slice() {
        [Change::Rating(row)] => Ok(row.clone()),
        other => panic!("a rating changes nothing else: {other:?}"),
    }
}

#[test]
fn the_family_says_once_how_a_meal_was_and_may_say_it_anew() {
    let facts = fetched(guizhen());
    let first = said(&facts, 5, &salty(" 汤很好 ")).unwrap();
    assert_eq!(
        (first.rated.words.as_str(), first.rated.reasons.as_slice()),
        ("汤很好", &[Reason::Salty, Reason::Cold][..])
    );
    let facts = Facts { rating: Some(first.clone()), ..facts };
    let second = said(&facts, 6, &Rated::default()).unwrap();
    assert_eq!((second.id, second.rated.score), (first.id, Score::Good), "one of each order");
}

#[test]
fn strangers_the_cook_and_who_has_not_eaten_say_nothing() {
    assert_eq!(said(&fetched(jianguo()), 5, &salty("")), Err(Refusal::NotFound));
    let mut facts = fetched(cook());
    assert_eq!(said(&facts, 5, &salty("")), Err(Refusal::NotFound));
    if let Some(order) = &mut facts.order {
        (order.via, order.booker) = (Via::Counter, person(7, "朱师傅"));
    }
    assert_eq!(said(&facts, 5, &salty("")), Err(Refusal::NotFound), "who took the order has not eaten it");
    let mut facts = fetched(guizhen());
    if let Some(order) = &mut facts.order {
        order.state = OrderState::Booked;
    }
    assert_eq!(said(&facts, 5, &salty("")), Err(Refusal::NotFound));
    let elsewhere = Facts { rating_elsewhere: true, ..fetched(guizhen()) };
    assert_eq!(said(&elsewhere, 5, &salty("")), Err(Refusal::NotFound));
}

#[test]
fn words_are_short() {
    let facts = fetched(guizhen());
    assert!(said(&facts, 5, &salty(&"好".repeat(WORDS_MAX))).is_ok());
    let long = salty(&"好".repeat(WORDS_MAX + 1));
    assert_eq!(said(&facts, 5, &long), Err(Refusal::WordsTooLong { max: WORDS_MAX }));
}

#[test]
fn the_canteen_reads_what_was_said_and_not_who_said_it() {
    let facts = fetched(guizhen());
    let row = said(&facts, 5, &salty("汤很好")).unwrap();
    let rows = project(&Change::Rating(row.clone()), &facts);
    for (scope, row) in &rows {
        match scope {
            Scope::Person(who) => assert!([ResidentId(id(1)), ResidentId(id(2))].contains(who)),
            Scope::Kitchen => {
                assert!(matches!(row, Row::Taste(_)));
                let text = serde_json::to_string(row).unwrap();
                for private in [id(1), id(2), id(77)] {
                    assert!(!text.contains(&private.to_string()), "{text}");
                }
            }
            other => panic!("{other}"),
        }
    }
    assert_eq!(rows.len(), 3);
    let taken = Rating { booker: None, ..row };
    assert_eq!(project(&Change::Rating(taken), &facts).len(), 2);
}
