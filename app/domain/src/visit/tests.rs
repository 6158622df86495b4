//! Tests of [`super`]: see the names.

use super::*;
use crate::id::OrderId;
use crate::order::Via;
use crate::resident::Me;
use crate::sample::{cook, facts, guizhen, id, jianguo, now, person, staff};
use crate::when::{Clock, HOUR_MS};

/// 沈金妹's lunch of today.
fn order() -> Order {
    Order {
        id: OrderId(id(40)),
        day: now().day(),
        eater: person(9, "沈金妹"),
        booker: person(9, "沈金妹"),
        lines: Vec::new(),
        total_fen: 600,
        subsidy_fen: 0,
        code: 3,
        state: OrderState::Booked,
        changed: now().plus_ms(-24 * HOUR_MS),
        delivered: false,
        to: None,
        via: Via::Own,
        meal: crate::meal::Meal::Lunch,
        entrusted: false,
    }
}

fn eater() -> Eater {
    let near = vec![person(4, "沈建国")];
    Eater { born: "1931-05".into(), alone: true, address: "3幢 201".into(), phone: "199".into(), near }
}

/// Lunch is over.
fn after(actor: Me) -> Facts {
    let mut facts = facts(actor);
    facts.community.pickup_until = Clock(12 * 60 + 30);
    facts.now = Moment::at(now().day(), Clock(12 * 60 + 30));
    facts
}

fn begun(eater: &Eater) -> Option<Visit> {
    visit(begin(&after(Me::default()), &order(), eater))
}

fn visit(change: Option<Change>) -> Option<Visit> {
    match change {
        Some(Change::Visit(row)) => Some(row),
        None => None,
        other => panic!("{other:?}"),
    }
}

/// A neighbour was asked a minute ago.
fn asked(actor: Me) -> Facts {
    let mut facts = after(actor);
    facts.visit = begun(&eater());
    facts.order = Some(order());
    facts.now = facts.now.plus_ms(MINUTE_MS);
    facts
}

fn recorded(facts: &Facts, found: Found) -> Result<Visit, Refusal> {
    let mut changes = record(facts, found, " 在午睡 ")?;
    Ok(visit(changes.pop()).unwrap())
}

#[test]
fn a_meal_of_an_elder_who_lives_alone_is_missed_when_lunch_is_over() {
    let row = begun(&eater()).unwrap();
    assert_eq!((row.id.0, row.person.name.as_str(), row.desk), (order().id.0, "沈金妹", false));
    assert_eq!(row.asked, eater().near);
    let at = |minutes: u16| {
        let facts = Facts { now: Moment::at(now().day(), Clock(minutes)), ..after(Me::default()) };
        begin(&facts, &order(), &eater()).is_some()
    };
    assert_eq!([at(12 * 60 + 29), at(12 * 60 + 30), at(23 * 60)], [false, true, true]);
    assert!(begun(&Eater { alone: false, ..eater() }).is_none());
    assert!(begun(&Eater { born: "1966-12".into(), ..eater() }).is_none(), "not sixty yet");
    assert!(begun(&Eater { born: "1966-11".into(), ..eater() }).is_some());
    assert!(begun(&Eater { born: String::new(), ..eater() }).is_none(), "nobody knows how old");
    for state in [OrderState::HandedOut, OrderState::Cancelled] {
        assert!(begin(&after(Me::default()), &Order { state, ..order() }, &eater()).is_none());
    }
    let yesterday = Order { day: now().day().plus(-1), ..order() };
    assert!(begin(&after(Me::default()), &yesterday, &eater()).is_none(), "what is long past is not begun");
    let brought = Order { delivered: true, ..order() };
    assert!(begin(&after(Me::default()), &brought, &eater()).is_none(), "whoever brings it stands at the door");
    assert!(begun(&Eater { near: Vec::new(), ..eater() }).unwrap().desk, "nobody near: the committee");
}

#[test]
fn those_who_were_asked_say_what_they_found_and_for_others_it_is_not_there() {
    let row = recorded(&asked(jianguo()), Found::Well).unwrap();
    assert_eq!((row.found, row.words.as_str(), row.settled, row.desk), (Some(Found::Well), "在午睡", true, false));
    assert_eq!(row.by.as_ref().map(|person| person.id), Some(jianguo().id));
    let seen = row.seen();
    assert_eq!((seen.address.as_str(), seen.phone.as_str(), seen.person), ("", "", row.person.clone()));
    for stranger in [guizhen(), cook(), staff()] {
        assert_eq!(recorded(&asked(stranger), Found::Well), Err(Refusal::NotFound));
    }
    let over = Facts { visit: Some(row), ..asked(jianguo()) };
    assert_eq!(recorded(&over, Found::Out), Err(Refusal::AlreadySaid));
    assert_eq!(recorded(&asked(jianguo()), Found::Fetched), Err(Refusal::NotAllowed));
    let long = "字".repeat(WORDS_MAX + 1);
    assert_eq!(record(&asked(jianguo()), Found::Out, &long), Err(Refusal::WordsTooLong { max: WORDS_MAX }));
}

#[test]
fn who_needs_help_or_was_not_reached_goes_a_step_up_at_once() {
    for found in [Found::NeedsHelp, Found::NotReached] {
        let row = recorded(&asked(jianguo()), found).unwrap();
        assert!(row.desk && !row.settled, "{found:?}");
        assert_eq!(row.seen().address, "3幢 201", "they still go there");
        let at_desk = Facts { visit: Some(row.clone()), ..asked(staff()) };
        assert!(recorded(&at_desk, Found::NeedsHelp).unwrap().settled, "the desk has the last word");
        let again = Facts { visit: Some(row), ..asked(jianguo()) };
        assert!(recorded(&again, Found::Well).unwrap().settled);
    }
}

#[test]
fn after_half_an_hour_the_committee_is_asked_and_a_late_meal_settles_it() {
    let mut facts = asked(Me::default());
    let made = facts.visit.as_ref().unwrap().made;
    facts.now = made.plus_ms(PATIENCE_MS - 1);
    assert!(follow(&facts).is_none());
    facts.now = made.plus_ms(PATIENCE_MS);
    let up = visit(follow(&facts)).unwrap();
    assert!(up.desk && !up.settled);
    facts.visit = Some(up);
    assert!(follow(&facts).is_none(), "once");
    facts.order = Some(Order { state: OrderState::HandedOut, ..order() });
    let over = visit(follow(&facts)).unwrap();
    assert_eq!((over.found, over.settled), (Some(Found::Fetched), true));
    facts.visit = Some(over);
    assert!(follow(&facts).is_none());
}

#[test]
fn whoever_went_though_it_was_a_wrong_tap_says_what_they_found() {
    let mut facts = asked(jianguo());
    let Some(Change::Visit(closed)) = unasked(&facts) else { panic!("nobody has looked") };
    facts.visit = Some(closed);
    assert_eq!(unasked(&facts), None, "once");
    let help = recorded(&facts, Found::NeedsHelp).unwrap();
    assert!(!help.settled && help.desk);
}
