//! Tests of [`super`]: see the names.

use super::*;
use crate::resident::Me;
use crate::sample::{facts, guizhen, id, jianguo, now, opera};

/// 周桂珍 as the guardian of her grandson, the second of her two wards.
fn guardian() -> Me {
    let mut me = guizhen();
    me.wards[1].bond = Bond::Guardian;
    me
}

fn trusted() -> Trusted {
    let (child, name) = (ResidentId(id(3)), " 沈阿婆 ".into());
    Trusted { child, organization: opera(), name, phone: "0571-86000000".into(), until: now().day().plus(30) }
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
