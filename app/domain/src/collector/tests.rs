//! Tests of [`super`]: see the names.

use super::*;
use crate::resident::Me;
use crate::sample::{facts, guizhen, id, jianguo, now, opera, staff};

/// 周桂珍 as the guardian of her grandson, the second of her two wards.
fn guardian() -> Me {
    let mut me = guizhen();
    me.wards[1].bond = Bond::Guardian;
    me
}

fn trusted() -> Trusted {
    let (child, name) = (ResidentId(id(3)), " 沈阿婆 ".into());
    let phone = "0571-86000000".into();
    Trusted { child, organization: opera(), name, phone, until: now().day().plus(30), witness: String::new() }
}

fn known(actor: Me) -> Facts {
    Facts { organization_exists: true, ..facts(actor) }
}

fn named(facts: &Facts) -> Collector {
    match authorise(facts, CollectorId(id(1)), &trusted()).unwrap().as_slice() {
        [Change::Collector(row)] => row.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_guardian_names_who_may_collect_the_child_and_a_carer_or_a_neighbour_does_not() {
    let row = named(&known(guardian()));
    assert_eq!((row.name.as_str(), row.child.name.as_str(), row.by.name.as_str()), ("沈阿婆", "陆小满", "周桂珍"));
    assert!(row.good(now().day()) && row.good(row.until) && !row.good(row.until.plus(1)));
    for other in [guizhen(), jianguo()] {
        assert_eq!(authorise(&known(other), CollectorId(id(1)), &trusted()), Err(Refusal::NotYourFamily));
    }
}

#[test]
fn what_is_missing_or_wrong_is_said() {
    let facts = known(guardian());
    let refused = |trusted: &Trusted| authorise(&facts, CollectorId(id(1)), trusted).unwrap_err();
    assert_eq!(refused(&Trusted { name: " ".into(), ..trusted() }), Refusal::BadName);
    assert_eq!(refused(&Trusted { phone: "打我".into(), ..trusted() }), Refusal::BadPhone);
    assert_eq!(refused(&Trusted { until: now().day().plus(-1), ..trusted() }), Refusal::InThePast);
    let nowhere = Facts { organization_exists: false, ..facts.clone() };
    assert_eq!(authorise(&nowhere, CollectorId(id(1)), &trusted()), Err(Refusal::NotFound));
    let again = Facts { collector: Some(named(&facts)), ..facts.clone() };
    assert_eq!(authorise(&again, CollectorId(id(1)), &trusted()), Err(Refusal::NotFound));
}

#[test]
fn it_is_taken_back_once_and_by_a_guardian_alone() {
    let row = named(&known(guardian()));
    let held = |actor, row: &Collector| Facts { collector: Some(row.clone()), ..known(actor) };
    let changes = withdraw(&held(guardian(), &row)).unwrap();
    let [Change::Collector(gone)] = changes.as_slice() else { panic!("{changes:?}") };
    assert!(gone.withdrawn && !gone.good(now().day()));
    assert_eq!(withdraw(&held(guardian(), gone)), Err(Refusal::AlreadyCancelled));
    assert_eq!(withdraw(&held(jianguo(), &row)), Err(Refusal::NotFound));
    assert_eq!(withdraw(&known(guardian())), Err(Refusal::NotFound));
}

/// The guardian of a grandson who was born then. It is November 2026.
fn guardian_of(born: &str) -> Me {
    let mut me = guardian();
    me.wards[1].born = born.into();
    me
}

fn grandson() -> Me {
    Me { id: ResidentId(id(3)), name: "陆小满".into(), ..Me::default() }
}

#[test]
fn from_fourteen_on_the_child_agrees_as_well_and_what_was_said_before_lasts() {
    let today = now().day();
    // The month of the birthday begins it.
    let (small, grown) = (named(&known(guardian_of("2012-12"))), named(&known(guardian_of("2012-11"))));
    assert!(small.good(today) && small.good(small.until), "it lasts beyond the birthday");
    assert!(!grown.good(today) && grown.open(today) && grown.waits());
    let held = |actor, row: &Collector| Facts { collector: Some(row.clone()), ..known(actor) };
    let says = |actor, row: &Collector, witness: &str| authorise(&held(actor, row), row.id, &row.said(witness.into()));
    let one = |changes: Result<Vec<Change>, Refusal>| match changes.unwrap().as_slice() {
        [Change::Collector(row)] => row.clone(),
        other => panic!("{other:?}"),
    };
    let agreed = one(says(grandson(), &grown, ""));
    assert_eq!((agreed.agreed, agreed.good(today)), (Some(Consent::Phone), true));
    assert_eq!(says(grandson(), &agreed, ""), Err(Refusal::AlreadySaid));
    let seen = one(says(staff(), &grown, " 何秀英 "));
    assert_eq!((seen.agreed, seen.witness.as_str(), seen.good(today)), (Some(Consent::Witness), "何秀英", true));
    // Nobody else says it for them, staff not without a witness, and nothing else is agreed to.
    assert_eq!(says(guardian_of("2012-11"), &grown, ""), Err(Refusal::NotFound));
    assert_eq!(says(staff(), &grown, " "), Err(Refusal::NotYourFamily));
    assert_eq!(says(jianguo(), &grown, "何秀英"), Err(Refusal::NotYourFamily));
    let other = Trusted { name: "别人".into(), ..grown.said(String::new()) };
    assert_eq!(authorise(&held(grandson(), &grown), grown.id, &other), Err(Refusal::NotFound));
    assert_eq!(says(grandson(), &small, ""), Err(Refusal::NotYourFamily), "a smaller child is not asked");
    // They take it back, too, and the desk where it wrote it down.
    assert!(one(withdraw(&held(grandson(), &agreed))).withdrawn);
    assert!(one(withdraw(&held(staff(), &seen))).withdrawn);
    assert_eq!(withdraw(&held(staff(), &agreed)), Err(Refusal::NotFound));
    assert_eq!(withdraw(&held(grandson(), &small)), Err(Refusal::NotFound));
}
