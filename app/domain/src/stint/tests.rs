//! Tests of [`super`]: see the names.

use super::*;
use crate::facts::Subject;
use crate::hours::Hours;
use crate::project::project;
use crate::row::Row;
use crate::sample::{facts, id, jianguo, meihua, now, opera, person, staff, subject, teacher_he};
use crate::scope::Scope;
use crate::when::HOUR_MS;

/// 沈建国, who belongs to the opera team.
fn singer() -> Me {
    Me { roles: vec![Role::Member(opera())], ..jianguo() }
}

/// From so many hours ago, for an hour.
fn hour(ago: i64) -> (Moment, Moment) {
    let from = now().plus_ms(-ago * HOUR_MS);
    (from, from.plus_ms(HOUR_MS))
}

fn says(facts: &Facts, (from, until): (Moment, Moment), content: &str) -> Result<Vec<Change>, Refusal> {
    let content = content.into();
    take(facts, StintId(id(2)), &Step::Say { organization: opera(), from, until, content })
}

fn saying(actor: Me) -> Facts {
    Facts { organization_exists: true, ..facts(actor) }
}

/// What he has written down: an hour, three hours ago.
fn said() -> Stint {
    match says(&saying(singer()), hour(3), " 修戏服 ").as_deref() {
        Ok([Change::Stint(stint)]) => stint.clone(),
        other => panic!("{other:?}"),
    }
}

fn answering(actor: Me, stint: Stint) -> Facts {
    let subject: Option<Subject> = Some(subject(person(4, "沈建国"), ""));
    Facts { stint: Some(stint), subject, ..saying(actor) }
}

fn sign(facts: &Facts) -> Result<Vec<Change>, Refusal> {
    take(facts, StintId(id(2)), &Step::Sign { hours: HoursId(id(7)) })
}

fn no(facts: &Facts, words: &str) -> Result<Vec<Change>, Refusal> {
    take(facts, StintId(id(2)), &Step::Refuse { words: words.into() })
}

fn after(changes: Result<Vec<Change>, Refusal>) -> Stint {
    match changes.as_deref() {
        Ok([.., Change::Stint(stint)]) => stint.clone(),
        other => panic!("{other:?}"),
    }
}

/// An entry of his that holds.
fn entry((from, until): (Moment, Moment)) -> Hours {
    Hours { id: HoursId(id(9)), resident: person(4, "沈建国"), from, until, ..Hours::default() }
}

#[test]
fn whoever_belongs_to_the_team_writes_down_what_they_did() {
    let stint = said();
    assert_eq!((stint.content.as_str(), stint.state, stint.signed), ("修戏服", StintState::Said, None));
    assert_eq!((stint.resident.id, stint.organization), (jianguo().id, opera()));
    let scopes: Vec<Scope> =
        project(&Change::Stint(stint), &saying(singer())).into_iter().map(|(scope, _)| scope).collect();
    assert_eq!(scopes, [Scope::Person(jianguo().id), Scope::Organization(opera()), Scope::Desk]);
    assert!(says(&saying(teacher_he()), hour(3), "修戏服").is_ok(), "a leader too; another one signs");
    for other in [meihua(), staff()] {
        assert_eq!(says(&saying(other), hour(3), "修戏服"), Err(Refusal::NotAllowed));
    }
}

#[test]
fn it_is_over_and_has_words_and_is_written_once() {
    let facts = saying(singer());
    assert_eq!(says(&facts, hour(3), "  "), Err(Refusal::WordsMissing));
    assert_eq!(says(&facts, hour(-1), "修戏服"), Err(Refusal::NotOverYet));
    let (from, until) = hour(3);
    assert_eq!(says(&facts, (until, from), "修戏服"), Err(Refusal::EndsBeforeStarts));
    let again = Facts { stint: Some(said()), ..saying(singer()) };
    assert_eq!(says(&again, hour(5), "修戏服"), Err(Refusal::NotFound));
    let nowhere = Facts { organization_exists: false, ..saying(singer()) };
    assert_eq!(says(&nowhere, hour(3), "修戏服"), Err(Refusal::NotFound));
}

#[test]
fn it_overlaps_neither_what_is_signed_nor_what_is_written_down() {
    let (from, until) = hour(3);
    let clash = Err(Refusal::HoursOverlap { from, until });
    let (begins, ends) = (from.plus_ms(HOUR_MS / 2), until.plus_ms(HOUR_MS / 2));
    let signed = Facts { hours: vec![entry((from, until))], ..saying(singer()) };
    assert_eq!(says(&signed, (begins, ends), "修戏服"), clash);
    let back = Hours { id: HoursId(id(10)), reverses: Some(HoursId(id(9))), ..entry((from, until)) };
    let taken_back = Facts { hours: vec![entry((from, until)), back], ..saying(singer()) };
    assert!(says(&taken_back, (begins, ends), "修戏服").is_ok());
    let written = Facts { stints: vec![said()], ..saying(singer()) };
    assert_eq!(says(&written, (begins, ends), "修戏服"), clash);
    assert!(says(&written, hour(2), "修戏服").is_ok(), "one may begin as the other ends");
    let withdrawn = Stint { state: StintState::Withdrawn, ..said() };
    assert!(says(&Facts { stints: vec![withdrawn], ..saying(singer()) }, (begins, ends), "修戏服").is_ok());
}

#[test]
fn what_was_a_year_ago_and_what_nobody_could_read_through_is_not_taken() {
    assert_eq!(says(&saying(singer()), hour(367 * 24), "修戏服"), Err(Refusal::InThePast));
    assert!(says(&saying(singer()), hour(366 * 24), "修戏服").is_ok());
    let open = |count: usize| {
        let one = |n: usize| {
            let (from, until) = hour(10 + n as i64);
            Stint { from, until, ..said() }
        };
        Facts { stints: (0..count).map(one).collect(), ..saying(singer()) }
    };
    assert!(says(&open(OPEN_MAX - 1), hour(3), "修戏服").is_ok());
    assert_eq!(says(&open(OPEN_MAX), hour(3), "修戏服"), Err(Refusal::NotAllowed));
}

#[test]
fn whoever_is_under_age_writes_down_none() {
    let born = |born: &str| says(&saying(Me { born: born.into(), ..singer() }), hour(3), "修戏服");
    assert_eq!(born("2012-05"), Err(Refusal::NotAllowed));
    assert!(born("1990-05").is_ok());
}

#[test]
fn a_leader_or_the_desk_signs_and_the_entry_stands_in_the_ledger() {
    for signer in [teacher_he(), staff()] {
        let changes = sign(&answering(signer.clone(), said())).unwrap();
        let [Change::Hours(entry), Change::Stint(stint)] = changes.as_slice() else { panic!("{changes:?}") };
        assert_eq!((entry.minutes(), entry.content.as_str(), entry.duty), (60, "修戏服", None));
        assert_eq!((entry.resident.id, entry.signed_by.id), (jianguo().id, signer.id));
        assert_eq!((stint.state, stint.signed), (StintState::Signed, Some(entry.id)));
        assert_eq!(sign(&answering(signer.clone(), stint.clone())), Err(Refusal::AlreadySaid));
        assert_eq!(no(&answering(signer, stint.clone()), "不对"), Err(Refusal::AlreadySaid));
    }
}

#[test]
fn nobody_signs_their_own_or_what_overlaps_and_others_hear_of_nothing() {
    let own = Stint { resident: person(6, "何秀英"), ..said() };
    assert_eq!(sign(&answering(teacher_he(), own)), Err(Refusal::OwnHours));
    assert_eq!(sign(&answering(singer(), said())), Err(Refusal::OwnHours));
    let (from, until) = hour(3);
    let served = Facts { hours: vec![entry((from, until))], ..answering(teacher_he(), said()) };
    assert_eq!(sign(&served), Err(Refusal::HoursOverlap { from, until }), "a shift was signed meanwhile");
    let elsewhere = Me { roles: vec![Role::Leader(OrganizationId(id(901)))], ..teacher_he() };
    for actor in [meihua(), elsewhere] {
        assert_eq!(sign(&answering(actor.clone(), said())), Err(Refusal::NotFound));
        assert_eq!(no(&answering(actor, said()), "不对"), Err(Refusal::NotFound));
    }
    assert_eq!(sign(&saying(teacher_he())), Err(Refusal::NotFound));
}

#[test]
fn a_leader_says_no_with_a_word_and_whoever_wrote_it_takes_it_back_without_one() {
    assert_eq!(no(&answering(teacher_he(), said()), " "), Err(Refusal::WordsMissing));
    let refused = after(no(&answering(teacher_he(), said()), "那天是王老师修的"));
    assert_eq!((refused.state, refused.answer.as_str()), (StintState::Refused, "那天是王老师修的"));
    let withdrawn = after(no(&answering(singer(), said()), ""));
    assert_eq!(withdrawn.state, StintState::Withdrawn);
    for over in [refused, withdrawn] {
        assert_eq!(sign(&answering(teacher_he(), over.clone())), Err(Refusal::AlreadyCancelled));
        assert_eq!(no(&answering(singer(), over), ""), Err(Refusal::AlreadyCancelled));
    }
    let rows = project(&Change::Stint(said()), &saying(singer()));
    assert!(rows.iter().all(|(_, row)| matches!(row, Row::Stint(_))));
}
