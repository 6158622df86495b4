//! Tests of [`super`]: see the names.

use super::*;
use crate::hours::Hours;
use crate::id::OfferingId;
use crate::resident::Me;
use crate::role::Role;
use crate::sample::{facts, guizhen, id, jianguo, meihua, now, opera, person, staff, subject, teacher_he};
use crate::when::HOUR_MS;

/// 沈建国 has painted 钱美华's wall for two hours.
fn done(organization: Option<OrganizationId>) -> Favour {
    Favour {
        id: FavourId(id(2)),
        offering: OfferingId(id(1)),
        what: "刷墙".into(),
        organization,
        helper: person(4, "沈建国"),
        asker: person(5, "钱美华"),
        by: person(5, "钱美华"),
        state: FavourState::Done,
        met: true,
        spent: Some(Spent { from: now().plus_ms(-3 * HOUR_MS), until: now().plus_ms(-HOUR_MS) }),
        ..Favour::default()
    }
}

fn signing(actor: Me, favour: Favour) -> Facts {
    let subject = Some(subject(person(4, "沈建国"), ""));
    Facts { favour: Some(favour), subject, organization_exists: true, ..facts(actor) }
}

fn sign_with(facts: &Facts) -> Result<Vec<Change>, Refusal> {
    sign(facts, HoursId(id(7)), opera())
}

#[test]
fn a_leader_of_the_helpers_team_signs_what_the_asker_confirmed() {
    let changes = sign_with(&signing(teacher_he(), done(Some(opera())))).unwrap();
    let [Change::Hours(entry), Change::Favour(after)] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!((entry.minutes(), entry.content.as_str(), entry.resident.id), (120, "刷墙", jianguo().id));
    assert_eq!((entry.signed_by.id, entry.organization, entry.duty), (teacher_he().id, opera(), None));
    assert_eq!((after.signed, Deed::of(after).and_then(|deed| deed.signed)), (Some(entry.id), Some(entry.id)));
}

#[test]
fn a_phone_that_knows_the_deed_alone_signs_the_same_entry() {
    let whole = signing(teacher_he(), done(Some(opera())));
    let deed = Deed::of(&done(Some(opera()))).unwrap();
    let phone = Facts { favour: Some(deed.favour()), ..whole.clone() };
    let entry = |facts: &Facts| sign_with(facts).unwrap().into_iter().next();
    assert_eq!(entry(&phone), entry(&whole));
    assert_eq!(Deed::of(&deed.favour()), Some(deed));
}

#[test]
fn others_hear_of_nothing() {
    let elsewhere = Me { roles: vec![Role::Leader(OrganizationId(id(901)))], ..teacher_he() };
    for actor in [guizhen(), meihua(), elsewhere] {
        assert_eq!(sign_with(&signing(actor, done(Some(opera())))), Err(Refusal::NotFound));
    }
    let other = sign(&signing(staff(), done(Some(opera()))), HoursId(id(7)), OrganizationId(id(901)));
    assert_eq!(other, Err(Refusal::NotFound), "it counts with the team that was named");
    let open = Favour { state: FavourState::Claimed, ..done(Some(opera())) };
    assert_eq!(sign_with(&signing(teacher_he(), open)), Err(Refusal::NotFound));
    assert_eq!(sign_with(&facts(teacher_he())), Err(Refusal::NotFound));
}

#[test]
fn where_no_team_was_named_the_desk_says_which() {
    assert!(sign_with(&signing(staff(), done(None))).is_ok());
    assert_eq!(sign_with(&signing(teacher_he(), done(None))), Err(Refusal::NotFound));
}

#[test]
fn nobody_signs_what_they_did_or_had_done_for_themself() {
    let leader = |n: u128, name: &str| {
        let Person { id, name } = person(n, name);
        Me { id, name, roles: vec![Role::Leader(opera())], ..Me::default() }
    };
    assert_eq!(sign_with(&signing(leader(4, "沈建国"), done(Some(opera())))), Err(Refusal::OwnHours));
    assert_eq!(sign_with(&signing(leader(5, "钱美华"), done(Some(opera())))), Err(Refusal::OwnHours));
    let cared = Favour { by: person(6, "何秀英"), ..done(Some(opera())) };
    assert_eq!(sign_with(&signing(teacher_he(), cared)), Err(Refusal::OwnHours));
    let at_desk = Favour { by: person(8, "吴婷"), desk: true, ..done(Some(opera())) };
    assert!(sign_with(&signing(staff(), at_desk)).is_ok());
}

#[test]
fn it_is_signed_once_and_never_over_other_hours() {
    let facts = signing(teacher_he(), done(Some(opera())));
    let changes = sign_with(&facts).unwrap();
    let [Change::Hours(entry), Change::Favour(after)] = changes.as_slice() else { panic!("{changes:?}") };
    let again = Facts { favour: Some(after.clone()), hours: vec![entry.clone()], ..facts.clone() };
    assert_eq!(sign(&again, HoursId(id(8)), opera()), Err(Refusal::AlreadySaid));
    let back = Hours { id: HoursId(id(9)), reverses: Some(entry.id), ..entry.clone() };
    let taken_back = Facts { hours: vec![entry.clone(), back], ..again };
    assert!(sign(&taken_back, HoursId(id(8)), opera()).is_ok(), "a mistake can be signed anew");
    let busy = Hours { id: HoursId(id(10)), ..entry.clone() };
    let clash = Refusal::HoursOverlap { from: entry.from, until: entry.until };
    assert_eq!(sign_with(&Facts { hours: vec![busy], ..facts }), Err(clash));
}
