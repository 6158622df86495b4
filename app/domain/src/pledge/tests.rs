//! Tests of [`super`]: see the names.

use super::*;
use crate::call::CallPlan;
use crate::resident::Me;
use crate::sample::{facts, guizhen, id as number, jianguo, now, opera, teacher_he};
use crate::when::HOUR_MS;

fn school() -> Represented {
    Represented { id: UnitId(number(71)), organization: opera(), name: "石桥小学".into() }
}

/// 沈建国 answers for the school.
fn contact() -> Me {
    Me { units: vec![school()], ..jianguo() }
}

fn call() -> Call {
    let answer_by = now().plus_ms(HOUR_MS);
    let plan = CallPlan { people: 12, answer_by, ..CallPlan::default() };
    Call { id: CallId(number(70)), organization: opera(), plan, ..Call::default() }
}

fn said(actor: Me, call: Call, count: u32, words: &str) -> Result<Pledge, Refusal> {
    let facts = Facts { call: Some(call), ..facts(actor) };
    match pledge(&facts, school().id, count, words)?.as_slice() {
        [Change::Pledge(pledge)] => Ok(pledge.clone()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_contact_says_a_number_and_another_one_after_it() {
    let first = said(contact(), call(), 5, " 三位老师 ").unwrap();
    assert_eq!((first.count, first.words.as_str(), first.name.as_str()), (5, "三位老师", "石桥小学"));
    let none = said(contact(), call(), 0, "").unwrap();
    assert_eq!((none.id, none.count), (first.id, 0), "the same answer, changed");
    assert_ne!(id(CallId(number(69)), school().id), first.id);
}

#[test]
fn for_others_there_is_no_call() {
    for actor in [guizhen(), jianguo(), teacher_he()] {
        assert_eq!(said(actor, call(), 1, ""), Err(Refusal::NotFound));
    }
    let elsewhere = Represented { organization: OrganizationId(number(901)), ..school() };
    assert_eq!(said(Me { units: vec![elsewhere], ..jianguo() }, call(), 1, ""), Err(Refusal::NotFound));
    assert_eq!(pledge(&facts(contact()), school().id, 1, ""), Err(Refusal::NotFound));
}

#[test]
fn an_answer_that_comes_late_or_is_out_of_range_is_refused() {
    let closed = Call { closed: Some(now()), ..call() };
    assert_eq!(said(contact(), closed, 1, ""), Err(Refusal::CallClosed { since: now() }));
    let mut late = call();
    late.plan.answer_by = now();
    assert_eq!(said(contact(), late, 1, ""), Err(Refusal::CallClosed { since: now() }));
    assert_eq!(said(contact(), call(), 13, ""), Err(Refusal::CountOutOfRange { least: 0, most: 12 }));
    assert_eq!(said(contact(), call(), 12, "").unwrap().count, 12);
    let long = "字".repeat(NOTE_MAX + 1);
    assert_eq!(said(contact(), call(), 1, &long), Err(Refusal::WordsTooLong { max: NOTE_MAX }));
}

#[test]
fn an_answer_stands_when_the_call_changes_and_is_known_to_be_older() {
    let first = said(contact(), call(), 5, "").unwrap();
    assert!(!first.precedes(&call()));
    let later = Some(now().plus_ms(1));
    assert!(first.precedes(&Call { changed: later, ..call() }));
    assert!(!first.precedes(&Call { changed: Some(now()), ..call() }), "said to what is asked now");
    let mut fewer = Call { changed: later, ..call() };
    fewer.plan.people = 3;
    let many = Refusal::CountOutOfRange { least: 0, most: 3 };
    assert_eq!(said(contact(), fewer, 5, ""), Err(many), "who says it anew says it to what is asked now");
}
