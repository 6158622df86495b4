//! Tests of [`super`]: see the names.

use super::*;
use crate::id::{OrderId, ResidentId, SignupId};
use crate::kin::{Helped, Ward};
use crate::permission::{acting_for, acting_in};
use crate::project::project;
use crate::resident::Me;
use crate::row::Row;
use crate::sample::{guizhen, id, jianguo, lesson, lunch_day, meihua, now, person, serving, staff};
use crate::scope::Scope;
use crate::{order, signup};

fn terms(powers: &[Power], days: i32) -> Terms {
    Terms { powers: powers.to_vec(), until: now().day().plus(days) }
}

fn door_of(name: &str) -> Named {
    Named { name: name.into(), room: "301".into() }
}

/// What 沈建国 asks of 钱美华, who was born in `born`.
fn asked(born: &str) -> Mandate {
    let subject = Subject { person: own(&meihua()), born: born.into(), ..Subject::default() };
    let facts = Facts { now: now(), actor: jianguo(), subject: Some(subject), ..Facts::default() };
    let step = Step::Ask { whom: door_of("钱美华"), terms: terms(&[Power::Meals], 30) };
    one(take(&facts, MandateId(id(1)), &step))
}

fn one(changes: Result<Vec<Change>, Refusal>) -> Mandate {
    match changes.as_deref() {
        Ok([Change::Mandate(row)]) => row.clone(),
        other => panic!("{other:?}"),
    }
}

fn says(row: &Mandate, actor: Me, agreed: bool) -> Result<Vec<Change>, Refusal> {
    let facts = Facts { now: now(), actor, mandate: Some(row.clone()), ..Facts::default() };
    take(&facts, row.id, &Step::Answer { agreed })
}

/// 沈建国 with what 钱美华 agreed to.
fn helper(powers: &[Power], days: i32) -> Me {
    let Terms { powers, until } = terms(powers, days);
    Me { helped: vec![Helped { person: own(&meihua()), powers, until }], ..jianguo() }
}

#[test]
fn whoever_is_asked_agrees_and_either_of_the_two_ends_it() {
    let row = asked("1950-03");
    assert_eq!(says(&row, jianguo(), true), Err(Refusal::NotAllowed), "nobody agrees for the other");
    assert_eq!(says(&row, guizhen(), true), Err(Refusal::NotFound), "a stranger");
    assert_eq!(says(&row, staff(), false), Err(Refusal::NotFound), "nothing of the desk's");
    let agreed = one(says(&row, meihua(), true));
    assert_eq!((agreed.state, agreed.consent), (MandateState::Agreed, Some(Consent::Phone)));
    assert!(agreed.lives(now().day().plus(30)) && !agreed.lives(now().day().plus(31)));
    for either in [meihua(), jianguo()] {
        let ended = one(says(&agreed, either.clone(), false));
        assert_eq!((ended.state, ended.ended_by.clone()), (MandateState::Ended, Some(own(&either))));
        assert!(!ended.lives(now().day()));
        assert_eq!(says(&ended, meihua(), true), Err(Refusal::AlreadyCancelled));
    }
}

#[test]
fn the_asker_does_not_learn_whether_somebody_lives_there() {
    let there = asked("1950-03");
    let facts = Facts { now: now(), actor: jianguo(), ..Facts::default() };
    let step = Step::Ask { whom: door_of("钱美华"), terms: terms(&[Power::Meals], 30) };
    let absent = one(take(&facts, MandateId(id(1)), &step));
    let told = |row: &Mandate| {
        let rows = project(&Change::Mandate(row.clone()), &facts);
        rows.into_iter().filter(|(scope, _)| *scope == Scope::Person(jianguo().id)).collect::<Vec<_>>()
    };
    assert_eq!(told(&there), told(&absent));
    let declined = one(says(&there, meihua(), false));
    assert_eq!(told(&declined), told(&absent), "a no is not told either");
    assert_eq!(project(&Change::Mandate(absent.clone()), &facts).len(), 1, "nobody else hears of it");
    let back = |row: &Mandate| one(says(row, jianguo(), false));
    assert_eq!(told(&back(&declined)), told(&back(&absent)));
    let many = Facts { asks: ASKS_MAX, ..facts.clone() };
    assert_eq!(take(&many, MandateId(id(2)), &step), Err(Refusal::NotAllowed));
}

#[test]
fn a_guardian_agrees_for_a_child_until_it_is_fourteen() {
    // Eleven months before the fourteenth birthday, and after it.
    let (child, grown) = (asked("2013-10"), asked("2012-10"));
    let bond = |bond| Ward { person: own(&meihua()), called: String::new(), bond, born: "2013-10".into() };
    let guardian = Me { wards: vec![bond(Bond::Guardian)], ..guizhen() };
    let carer = Me { wards: vec![bond(Bond::Carer)], ..guizhen() };
    assert_eq!(says(&child, meihua(), true), Err(Refusal::NotAllowed), "not alone");
    assert_eq!(says(&child, carer, true), Err(Refusal::NotFound));
    let agreed = one(says(&child, guardian.clone(), true));
    assert_eq!((agreed.consent, agreed.by.clone()), (Some(Consent::Guardian), Some(own(&guardian))));
    assert_eq!(says(&grown, guardian, true), Err(Refusal::NotFound), "from fourteen on they say it themselves");
    assert_eq!(one(says(&grown, meihua(), true)).consent, Some(Consent::Phone));
    let late = Mandate { terms: terms(&[Power::See], 366), fourteen: Some(now().day().plus(9)), ..child };
    let guardian = Me { wards: vec![bond(Bond::Guardian)], ..guizhen() };
    assert_eq!(one(says(&late, guardian, true)).terms.until, now().day().plus(8));
}

#[test]
fn the_desk_writes_down_what_was_agreed_before_a_witness() {
    let subject = Subject { person: own(&meihua()), ..Subject::default() };
    let facts =
        Facts { now: now(), actor: staff(), subject: Some(subject), helper: Some(own(&jianguo())), ..Facts::default() };
    let (whom, helper) = (door_of("钱美华"), door_of("沈建国"));
    let step = |witness: &str, card| Step::Record {
        whom: whom.clone(),
        helper: helper.clone(),
        terms: terms(&[Power::SignUp, Power::Meals], 9_999),
        witness: witness.into(),
        card,
    };
    let record = |facts: &Facts, step: &Step| take(facts, MandateId(id(1)), step);
    assert_eq!(record(&facts, &step(" ", false)), Err(Refusal::WordsMissing));
    let row = one(record(&facts, &step("何秀英", false)));
    assert_eq!((row.consent, row.witness.as_str()), (Some(Consent::Witness), "何秀英"));
    assert_eq!(row.terms.until, now().day().plus(DAYS_MAX), "a year at most");
    assert_eq!(one(record(&facts, &step("", true))).consent, Some(Consent::Card));
    assert_eq!(one(says(&row, staff(), false)).state, MandateState::Ended, "who has no phone calls the desk");
    let stranger = Facts { helper: None, ..facts.clone() };
    assert_eq!(record(&stranger, &step("何秀英", false)), Err(Refusal::NotFound));
    let neighbour = Facts { actor: jianguo(), ..facts };
    assert_eq!(record(&neighbour, &step("何秀英", false)), Err(Refusal::NotAllowed));
}

#[test]
fn a_helper_does_what_was_agreed_to_and_nothing_else() {
    let eats = |actor: Me| {
        let day = lunch_day();
        let facts = Facts { now: now(), actor, servings: vec![serving(1, "红烧肉", 1200, 9)], ..Facts::default() };
        let wanted = [order::Portions { serving: facts.servings[0].id, count: 1 }];
        order::place(&facts, OrderId(id(5)), day, meihua().id, &wanted, false).map(drop)
    };
    let goes = |actor: Me| {
        let occurrence = Some(lesson(9));
        let facts = Facts { now: now(), actor, occurrence, ..Facts::default() };
        signup::sign_up(&facts, SignupId(id(6)), &[meihua().id]).map(drop)
    };
    assert_eq!(eats(helper(&[Power::Meals], 30)), Ok(()));
    assert_eq!(goes(helper(&[Power::SignUp], 30)), Ok(()));
    for powers in [&[Power::SignUp][..], &[Power::See], &[Power::Reports], &[]] {
        assert_eq!(eats(helper(powers, 30)), Err(Refusal::NotYourFamily), "{powers:?}");
    }
    for powers in [&[Power::Meals][..], &[Power::See], &[Power::Reports], &[]] {
        assert_eq!(goes(helper(powers, 30)), Err(Refusal::NotYourFamily), "{powers:?}");
    }
    let after = helper(&[Power::SignUp, Power::Meals], 0).at(now().day().plus(1));
    assert_eq!(eats(after.clone()), Err(Refusal::NotYourFamily));
    assert_eq!(goes(after), Err(Refusal::NotYourFamily));
    // Shifts, favours and swaps are for the family.
    assert!(acting_for(&helper(&Power::ALL, 30), meihua().id).is_err());
}

#[test]
fn a_helper_changes_and_gives_up_what_they_ordered_while_it_holds() {
    let with = |actor: Me, order: Option<order::Order>| Facts {
        now: now(),
        actor,
        order,
        servings: vec![serving(1, "红烧肉", 1200, 9)],
        ..Facts::default()
    };
    let wanted = [order::Portions { serving: serving(1, "红烧肉", 1200, 9).id, count: 1 }];
    let facts = with(helper(&[Power::Meals], 30), None);
    let placed = order::place(&facts, OrderId(id(5)), lunch_day(), meihua().id, &wanted, false).unwrap();
    let Some(Change::Order(row)) = placed.last() else { panic!("{placed:?}") };
    assert!(row.entrusted);
    let holds = with(helper(&[Power::Meals], 30), Some(row.clone()));
    assert!(order::change(&holds, &wanted).is_ok() && order::cancel(&holds).is_ok());
    let over = with(helper(&[Power::Meals], 0).at(now().day().plus(1)), Some(row.clone()));
    assert_eq!(order::change(&over, &wanted), Err(Refusal::NotFound));
    assert_eq!(order::cancel(&over), Err(Refusal::NotFound));
    let hers = with(meihua(), Some(row.clone()));
    assert!(order::change(&hers, &wanted).is_ok(), "whoever eats has a say in any case");
}

#[test]
fn guardianship_ends_when_the_child_is_eighteen() {
    let today = now().day();
    let ward =
        |bond, born: &str| Ward { person: person(3, "陆小满"), called: String::new(), bond, born: born.into() };
    let acts = |ward: Ward| {
        let me = Me { wards: vec![ward], ..meihua() }.at(today);
        acting_in(&me, ResidentId(id(3)), Power::Meals).is_ok()
    };
    assert!(acts(ward(Bond::Guardian, "2008-12")), "next month");
    assert!(!acts(ward(Bond::Guardian, "2008-11")), "this month");
    assert!(acts(ward(Bond::Guardian, "")), "where the birth is not known");
    assert!(acts(ward(Bond::Carer, "1948-01")), "who cares for a grown person");
}

#[test]
fn a_helper_sees_what_the_agreement_is_about() {
    let me = helper(&[Power::Meals], 30);
    let (who, own) = (meihua().id, Scope::Person(meihua().id));
    assert_eq!(Scope::followed_by(&me), [Scope::Person(me.id), Scope::Orders(who)]);
    let see = Scope::followed_by(&helper(&[Power::See], 30));
    assert_eq!(see, [Scope::Person(me.id), Scope::Signups(who), Scope::Orders(who)]);
    for scope in [Scope::Signups(who), Scope::Orders(who), Scope::Reports(who)] {
        assert_eq!(scope.to_string().parse(), Ok(scope));
    }
    let date = lesson(9);
    let party = |people| {
        let facts = Facts { actor: meihua(), now: now(), ..Facts::default() };
        Row::Signup(signup::Signup::seated(&facts, SignupId(id(6)), &date, people))
    };
    let (hers, others) = (party(vec![super::own(&meihua())]), party(vec![person(9, "别人")]));
    assert!(Scope::Signups(who).shares(own, &hers));
    assert!(!Scope::Signups(who).shares(own, &others), "whom she signed up is none of a helper's business");
    assert!(!Scope::Orders(who).shares(own, &hers));
    assert!(!Scope::Signups(who).shares(Scope::Person(me.id), &hers));
}
