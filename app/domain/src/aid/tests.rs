//! Who may write what those at the door should know, what of it is refused, and who is told.

use super::*;
use crate::id::OrganizationId;
use crate::project::{gone, project};
use crate::row::{Noun, Row, RowKey};
use crate::sample::{guizhen, id, jianguo, now, opera};
use crate::scope::Scope;

const CHILD: u128 = 3;

fn peanuts() -> Noted {
    Noted { allergies: " 花生 ".into(), contact: "陆永年".into(), phone: "199-0000-1234".into() }
}

/// 周桂珍 is the guardian of her grandson, and cares for her husband.
fn known() -> Facts {
    let mut actor = guizhen();
    actor.wards[1].bond = Bond::Guardian;
    Facts { now: now(), actor, ..Facts::default() }
}

fn child() -> ResidentId {
    ResidentId(id(CHILD))
}

fn written(facts: &Facts, who: ResidentId, noted: &Noted) -> (Aid, Vec<OrganizationId>) {
    match note(facts, who, noted, None).unwrap().as_slice() {
        [Change::Aid(row, teams)] => (row.clone(), teams.clone()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn everybody_writes_their_own_and_a_guardian_the_childs() {
    let facts = known();
    for who in [facts.actor.id, child()] {
        let (row, _) = written(&facts, who, &peanuts());
        assert_eq!((row.id, row.by.id, row.made), (who, facts.actor.id, now()));
        assert_eq!(row.noted.allergies, "花生");
    }
    let stranger = Facts { actor: jianguo(), ..known() };
    for (facts, who) in [(&facts, ResidentId(id(2))), (&stranger, child()), (&facts, ResidentId(id(99)))] {
        assert_eq!(note(facts, who, &peanuts(), None), Err(Refusal::NotYourFamily), "a carer, a neighbour, nobody");
    }
}

#[test]
fn each_part_is_as_it_should_be() {
    let (facts, me) = (known(), known().actor.id);
    let refused = |noted: Noted| note(&facts, me, &noted, None).unwrap_err();
    let long = Noted { allergies: "虾".repeat(ALLERGIES_MAX + 1), ..Noted::default() };
    assert_eq!(refused(long), Refusal::WordsTooLong { max: ALLERGIES_MAX });
    assert_eq!(refused(Noted { contact: "陆".repeat(NAME_MAX + 1), ..peanuts() }), Refusal::BadName);
    assert_eq!(refused(Noted { contact: " ".into(), ..peanuts() }), Refusal::BadName);
    assert_eq!(refused(Noted { phone: "问门卫".into(), ..peanuts() }), Refusal::BadPhone);
    assert_eq!(refused(Noted { phone: String::new(), ..peanuts() }), Refusal::BadPhone);
    let alone = Noted { allergies: "虾".repeat(ALLERGIES_MAX), ..Noted::default() };
    assert_eq!(written(&facts, me, &alone).0.noted, alone, "either half alone is enough");
}

#[test]
fn it_is_told_to_the_person_the_guardians_and_the_teams_and_emptied_everywhere() {
    let facts = Facts { aid_teams: vec![opera()], ..known() };
    let (row, teams) = written(&facts, child(), &peanuts());
    let scopes = [Scope::Person(child()), Scope::Ward(child()), Scope::Organization(opera())];
    let change = Change::Aid(row.clone(), teams);
    let told: Vec<_> = project(&change, &facts).into_iter().map(|(scope, _)| scope).collect();
    assert_eq!(told, scopes);
    assert_eq!(project(&change, &facts)[0].1, Row::Aid(row.clone()));
    assert!(gone(&change).is_empty());

    let facts = Facts { aid: Some(row), ..facts };
    assert_eq!(note(&facts, child(), &peanuts(), None), Ok(Vec::new()), "that is written already");
    let (row, teams) = written(&facts, child(), &Noted { allergies: "  ".into(), ..Noted::default() });
    let change = Change::Aid(row, teams);
    assert!(project(&change, &facts).is_empty());
    let key = RowKey { noun: Noun::Aid, id: child().0 };
    assert_eq!(gone(&change), scopes.map(|scope| (scope, key)));
    let nothing = Facts { aid: None, ..facts };
    assert_eq!(note(&nothing, child(), &Noted::default(), None), Ok(Vec::new()));
}

#[test]
fn a_team_loses_it_and_nobody_else_does() {
    let change = Change::NoAid(child(), opera());
    let key = RowKey { noun: Noun::Aid, id: child().0 };
    assert_eq!(gone(&change), [(Scope::Organization(opera()), key)]);
    assert!(project(&change, &known()).is_empty());
}

#[test]
fn what_a_form_left_as_it_was_stays_as_another_has_written_it_meanwhile() {
    let old = peanuts().trimmed();
    // Her mother has added the shrimps; her father's phone still shows the row before.
    let stands = Noted { allergies: "花生、虾".into(), ..old.clone() };
    let row = Aid { id: child(), noted: stands.clone(), ..Aid::default() };
    let facts = Facts { aid: Some(row), ..known() };
    let after = |noted: &Noted, before: &Noted| match note(&facts, child(), noted, Some(before)).unwrap().as_slice() {
        [] => stands.clone(),
        [Change::Aid(row, _)] => row.noted.clone(),
        other => panic!("{other:?}"),
    };
    let number = Noted { phone: "19900005678".into(), ..peanuts() };
    assert_eq!(after(&number, &old), Noted { phone: number.phone.clone(), ..stands.clone() });
    assert_eq!(after(&old, &old), stands, "nothing was changed");
    let word = Noted { allergies: "芒果".into(), ..peanuts() };
    assert_eq!(
        after(&word, &old),
        Noted { allergies: "芒果".into(), ..stands.clone() },
        "who writes last has the word"
    );
    // Whom to call and the number are one: a number never stands beside somebody else's name.
    let other = Noted { contact: "沈阿婆".into(), ..old.clone() };
    assert_eq!(after(&other, &old).contact, "沈阿婆");
    assert!(after(&Noted::default(), &stands).is_empty(), "what stands is emptied");
    assert_eq!(
        note(&facts, child(), &Noted { phone: String::new(), ..old.clone() }, Some(&old)),
        Err(Refusal::BadPhone)
    );
}
