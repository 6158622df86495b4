//! Tests of [`super`]: see the names.

use super::*;
use crate::id::SignupId;
use crate::occurrence::{Plan, cancel, edit};
use crate::report::{Draft, ReportState, answer, file};
use crate::resident::Me;
use crate::sample::{facts, guizhen, id, jianguo, lesson, meihua, now, person, shift, staff, teacher_he};
use crate::venue::Venue;
use crate::when::HOUR_MS;

/// 周桂珍 and her grandson have places on the lesson.
fn signed_up(state: SignupState) -> Signup {
    let date = lesson(20);
    let seated =
        Signup::seated(&facts(guizhen()), SignupId(id(1)), &date, vec![person(1, "周桂珍"), person(3, "陆小满")]);
    Signup { state, made: now().plus_ms(-HOUR_MS), changed: now().plus_ms(-HOUR_MS), ..seated }
}

fn running(actor: Me) -> Facts {
    let date = Occurrence { confirmed: 2, ..lesson(20) };
    Facts { occurrence: Some(date), seated: vec![signed_up(SignupState::Confirmed)], ..facts(actor) }
}

/// Who hears what of these changes.
fn heard(changes: &[Change], facts: &Facts) -> Vec<(ResidentId, Kind)> {
    let mut heard: Vec<_> =
        changes.iter().flat_map(|change| told(change, facts)).map(|notice| (notice.person, notice.kind)).collect();
    heard.sort();
    heard
}

fn both(kind: Kind) -> Vec<(ResidentId, Kind)> {
    vec![(ResidentId(id(1)), kind), (ResidentId(id(3)), kind)]
}

#[test]
fn everybody_of_a_party_hears_that_a_date_is_called_off_or_moved() {
    let facts = running(teacher_he());
    assert_eq!(heard(&cancel(&facts, "下雨").unwrap(), &facts), both(Kind::CalledOff));
    let group = |changes: &[Change], facts: &Facts| -> Vec<Kind> {
        changes.iter().filter_map(|change| group_told(change, facts)).map(|(_, kind, _)| kind).collect()
    };
    assert_eq!(group(&cancel(&facts, "下雨").unwrap(), &facts), [Kind::CalledOff]);
    let date = lesson(20);
    let plan = Plan {
        starts: date.starts.plus_ms(HOUR_MS),
        ends: date.ends.plus_ms(HOUR_MS),
        venue: date.venue,
        capacity: date.capacity,
        ..Plan::default()
    };
    let facts = Facts { venue: Some(Venue::default()), ..facts };
    assert_eq!(heard(&edit(&facts, &plan).unwrap(), &facts), both(Kind::Moved));
    assert_eq!(group(&edit(&facts, &plan).unwrap(), &facts), [Kind::Moved]);
    let noted = Plan { starts: date.starts, ends: date.ends, note: "带剪刀".into(), ..plan };
    assert!(heard(&edit(&facts, &noted).unwrap(), &facts).is_empty(), "a note is no reason to ring");
    assert!(group(&edit(&facts, &noted).unwrap(), &facts).is_empty());
}

#[test]
fn a_place_is_told_to_those_who_waited_and_not_to_whoever_signs_up() {
    let waited = signed_up(SignupState::Waiting { ticket: 1, position: 1 });
    let facts = Facts { waiting: vec![waited.clone()], ..facts(jianguo()) };
    let seated = Change::Signup(waited.with(SignupState::Confirmed, now()));
    assert_eq!(heard(&[seated], &facts), both(Kind::Placed));
    let offered = SignupState::Offered { ticket: 1, until: now().plus_ms(HOUR_MS) };
    assert_eq!(heard(&[Change::Signup(waited.with(offered, now()))], &facts), both(Kind::Offered));
    let new = Signup { made: now(), changed: now(), ..signed_up(SignupState::Confirmed) };
    assert!(heard(&[Change::Signup(new)], &facts).is_empty());
}

#[test]
fn whoever_gives_a_place_back_is_not_told_and_whoever_is_taken_off_is() {
    let gone = [Change::Signup(signed_up(SignupState::Confirmed).with(SignupState::Cancelled, now()))];
    let named = |actor| Facts { signup: Some(signed_up(SignupState::Confirmed)), ..running(actor) };
    assert!(heard(&gone, &named(guizhen())).is_empty());
    assert_eq!(heard(&gone, &named(teacher_he())), both(Kind::TakenOff));
    assert!(heard(&gone, &running(teacher_he())).is_empty(), "they have got places out of the leader's hand instead");
}

#[test]
fn those_on_a_shift_hear_that_it_is_called_off_or_taken_over() {
    let duty = Duty { shift: shift(1, 2).id, resident: person(5, "钱美华"), ..Duty::default() };
    let facts = facts(teacher_he());
    let off = Change::Duty(duty.with(DutyState::CalledOff, now()));
    assert_eq!(heard(&[off], &facts), [(meihua().id, Kind::ShiftOff)]);
    let replaced = Change::Duty(duty.with(DutyState::Replaced, now()));
    assert_eq!(heard(&[replaced], &facts), [(meihua().id, Kind::Replaced)]);
    let taken = Change::Duty(duty.with(DutyState::Taken, now()));
    assert!(heard(&[taken], &facts).is_empty());
}

#[test]
fn those_on_the_shifts_of_a_date_hear_that_it_was_moved() {
    let date = lesson(20);
    let row = Shift { occurrence: Some(date.id), taken: 1, ..shift(1, 2) };
    let duty = Duty { shift: row.id, resident: person(5, "钱美华"), ..Duty::default() };
    let shifts = vec![(row, vec![duty])];
    let facts = Facts { occurrence: Some(date.clone()), venue: Some(Venue::default()), shifts, ..facts(teacher_he()) };
    let later = Plan { ends: date.ends.plus_ms(HOUR_MS), ..Plan::of(&date) };
    assert_eq!(heard(&edit(&facts, &later).unwrap(), &facts), [(meihua().id, Kind::Moved)]);
    let noted = Plan { note: "带剪刀".into(), ..Plan::of(&date) };
    assert!(heard(&edit(&facts, &noted).unwrap(), &facts).is_empty());
}

#[test]
fn a_reporter_hears_of_an_answer_once() {
    let draft = Draft { words: "灯坏了".into(), ..Draft::default() };
    let filed = file(&facts(guizhen()), ReportId(id(9)), &draft).unwrap();
    assert!(heard(&filed, &facts(guizhen())).is_empty());
    let Some(Change::Report(report)) = filed.into_iter().next() else { panic!("no report") };
    let facts = Facts { report: Some(report), ..facts(staff()) };
    let changes = answer(&facts, ReportState::InProgress, "在办了").unwrap();
    assert_eq!(heard(&changes, &facts), [(guizhen().id, Kind::Answered)]);
    let (one, again) = (told(&changes[0], &facts), told(&changes[0], &facts));
    assert_eq!(one[0].id, again[0].id, "the same thing has the same name");
}

#[test]
fn a_reminder_has_one_name_however_often_it_is_made() {
    let (about, starts) = (About::Occurrence(lesson(1).id), lesson(1).starts);
    let made = |at: Moment, starts| Notice::reminder(guizhen().id, Kind::Tomorrow, about, starts, at).id;
    assert_eq!(made(now(), starts), made(now().plus_ms(5), starts));
    assert_ne!(made(now(), starts), made(now(), starts.plus_ms(HOUR_MS)), "moved");
}

#[test]
fn what_was_seen_is_seen_once_and_only_up_to_then() {
    let early = Notice::new(guizhen().id, Kind::Placed, About::Occurrence(lesson(1).id), now());
    let late = Notice { made: now().plus_ms(5), ..early.clone() };
    let facts = Facts { notices: vec![early.clone(), late], ..facts(guizhen()) };
    assert_eq!(see(&facts, now()).unwrap(), [Change::Notice(Notice { seen: Some(now()), ..early })]);
    assert!(see(&Facts { notices: Vec::new(), ..facts }, now()).unwrap().is_empty());
}

#[test]
fn nobody_can_do_without_what_is_called_off() {
    let mut facts = facts(guizhen());
    assert_eq!(choose(&facts, Kind::CalledOff, false), Err(Refusal::NotAllowed));
    let choice = NoticeChoice { id: guizhen().id, off: vec![Kind::Soon] };
    assert_eq!(choose(&facts, Kind::Soon, false).unwrap(), [Change::NoticeChoice(choice.clone())]);
    facts.notice_choice = Some(choice);
    let on = choose(&facts, Kind::Soon, true).unwrap();
    assert_eq!(on, [Change::NoticeChoice(NoticeChoice { id: guizhen().id, off: Vec::new() })]);
}

#[test]
fn every_kind_and_matter_has_a_word() {
    assert!(Kind::ALL.iter().all(|kind| Kind::named(kind.name()) == Some(*kind)));
    let (date, shift, report) = (lesson(1).id, shift(1, 2).id, ReportId(id(9)));
    for about in [About::Occurrence(date), About::Shift(shift), About::Report(report), About::Resident(guizhen().id)] {
        let (word, matter) = about.parts();
        assert_eq!(About::of(word, matter), Some(about));
    }
}
