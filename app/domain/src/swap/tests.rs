//! Tests of [`super`]: see the names.

use super::*;
use crate::id::{QualificationId, ResidentId};
use crate::qualification::{Qualification, Skill};
use crate::sample::{facts, guizhen, id, jianguo, lesson, meihua, now, opera, person, shift, subject};
use crate::when::HOUR_MS;

const ADULTS: &str = "1960-01";

/// A shift so many hours after the opera's lesson begins.
fn later(n: u128, hours: i64) -> Shift {
    let first = shift(1, 2);
    let (starts, ends) = (first.starts.plus_ms(hours * HOUR_MS), first.ends.plus_ms(hours * HOUR_MS));
    Shift { id: ShiftId(id(n)), role: format!("班次{n}"), starts, ends, taken: 1, ..first }
}

fn side(who: Person, n: u128, shift: Shift) -> Side {
    let (resident, organization) = (who.clone(), opera());
    let duty = Duty { id: DutyId(id(n)), shift: shift.id, organization, resident, ..Duty::default() };
    let (on_shift, duties) = (vec![duty.clone()], vec![(duty.clone(), shift.clone())]);
    Side { duty, shift, on_shift, subject: Some(subject(who, ADULTS)), duties, ..Side::default() }
}

fn jianguos() -> Side {
    side(person(4, "沈建国"), 0x41, later(861, 0))
}

fn meihuas() -> Side {
    side(person(5, "钱美华"), 0x52, later(862, 1))
}

/// 沈建国 proposes.
fn proposing() -> Facts {
    let (proposer, asked) = (Some(jianguos()), Some(meihuas()));
    Facts { shift: Some(meihuas().shift), proposer, asked, ..facts(jianguo()) }
}

fn proposed() -> Swap {
    let changes = propose(&proposing(), SwapId(id(1)), "000000000052").unwrap();
    let [Change::Swap(swap)] = changes.as_slice() else { panic!("{changes:?}") };
    swap.clone()
}

/// 钱美华 answers.
fn answering() -> Facts {
    Facts { swap: Some(proposed()), ..Facts { actor: meihua(), ..proposing() } }
}

fn duties(changes: &[Change]) -> Vec<(ResidentId, ShiftId, DutyState)> {
    let duty = |change: &Change| match change {
        Change::Duty(duty) => Some((duty.resident.id, duty.shift, duty.state)),
        _ => None,
    };
    changes.iter().filter_map(duty).collect()
}

#[test]
fn two_duties_change_hands_in_one_step() {
    let swap = proposed();
    assert_eq!((swap.proposer.id, swap.asked.id, swap.state), (jianguo().id, meihua().id, SwapState::Proposed));
    let changes = answer(&answering(), true).unwrap();
    let (jianguo, meihua) = (jianguo().id, meihua().id);
    let (first, second) = (ShiftId(id(861)), ShiftId(id(862)));
    assert_eq!(
        duties(&changes),
        [
            (jianguo, first, DutyState::Replaced),
            (meihua, first, DutyState::Taken),
            (meihua, second, DutyState::Replaced),
            (jianguo, second, DutyState::Taken),
        ]
    );
    assert!(matches!(changes.last(), Some(Change::Swap(swap)) if swap.state == SwapState::Agreed));
    assert_eq!(answer(&answering(), true), Ok(changes), "phone and server draw the same identities");
}

#[test]
fn whoever_looked_for_a_stand_in_has_found_one() {
    let mut asking = answering();
    if let Some(side) = &mut asking.proposer {
        side.duty.state = DutyState::Seeking;
        side.shift.seeking = 1;
    }
    let changes = answer(&asking, true).unwrap();
    let seeking = |change: &Change| matches!(change, Change::Shift(shift) if shift.seeking == 0 && shift.taken == 1);
    assert!(changes.iter().any(seeking), "{changes:?}");
}

#[test]
fn only_the_one_who_is_asked_agrees_and_others_hear_of_nothing() {
    let by = |actor, agreed| answer(&Facts { actor, ..answering() }, agreed);
    assert_eq!(by(guizhen(), true), Err(Refusal::NotFound));
    assert_eq!(by(guizhen(), false), Err(Refusal::NotFound));
    assert_eq!(by(jianguo(), true), Err(Refusal::NotAllowed));
    let state = |changes: Result<Vec<Change>, Refusal>| match changes.as_deref() {
        Ok([Change::Swap(swap)]) => swap.state,
        other => panic!("{other:?}"),
    };
    assert_eq!(state(by(jianguo(), false)), SwapState::Withdrawn);
    assert_eq!(state(by(meihua(), false)), SwapState::Declined);
    let declined = Swap { state: SwapState::Declined, ..proposed() };
    assert_eq!(answer(&Facts { swap: Some(declined), ..answering() }, true), Err(Refusal::AlreadySaid));
}

#[test]
fn one_proposes_with_ones_own_duty_once_and_before_it_begins() {
    let refused = |facts: Facts| propose(&facts, SwapId(id(2)), "52").unwrap_err();
    assert_eq!(refused(Facts { actor: guizhen(), ..proposing() }), Refusal::NotFound);
    assert_eq!(refused(Facts { asked: None, ..proposing() }), Refusal::NotFound);
    assert_eq!(refused(Facts { swap_open: true, ..proposing() }), Refusal::AlreadySaid);
    assert_eq!(refused(Facts { now: jianguos().shift.starts, ..proposing() }), Refusal::OccurrenceStarted);
    let same = Refusal::AlreadyOnShift { name: "沈建国".into() };
    assert_eq!(refused(Facts { shift: Some(jianguos().shift), ..proposing() }), same);
    assert_eq!(propose(&proposing(), SwapId(id(2)), " "), Err(Refusal::WordsMissing));
    let phone = Facts { asked: None, forecast: true, ..proposing() };
    assert!(propose(&phone, SwapId(id(2)), "52").is_ok(), "the server will say");
}

#[test]
fn a_rule_that_one_of_them_breaks_keeps_both_duties_where_they_are() {
    let mut asking = answering();
    if let Some(side) = &mut asking.proposer {
        side.shift.skills = vec![Skill::FirstAid];
    }
    let lacking = Refusal::QualificationMissing { name: "钱美华".into(), skill: Skill::FirstAid };
    assert_eq!(answer(&asking, true), Err(lacking));
    let held = Qualification {
        id: QualificationId(id(1)),
        resident: person(5, "钱美华"),
        skill: Skill::FirstAid,
        until: now().day().plus(30),
    };
    if let Some(subject) = asking.asked.as_mut().and_then(|side| side.subject.as_mut()) {
        subject.qualifications = Some(vec![held]);
    }
    assert!(answer(&asking, true).is_ok());
    let busy = later(863, 1);
    let mut own = answering();
    let duty = Duty { id: DutyId(id(0x77)), shift: busy.id, resident: person(4, "沈建国"), ..Duty::default() };
    if let Some(side) = &mut own.proposer {
        side.duties.push((duty, busy));
    }
    assert_eq!(answer(&own, true), Err(Refusal::OtherCannot { name: "沈建国".into() }), "and not what else they have");
}

#[test]
fn children_keep_an_adult_and_minors_their_guardian() {
    let mut asking = answering();
    for side in [&mut asking.proposer, &mut asking.asked].into_iter().flatten() {
        side.shift.children = true;
    }
    assert!(answer(&asking, true).is_ok());
    if let Some(side) = &mut asking.proposer {
        side.subject = Some(subject(person(4, "沈建国"), "2012-01"));
    }
    assert_eq!(answer(&asking, true), Err(Refusal::AdultNeeded));
    let proposing = Facts { proposer: asking.proposer.clone(), ..proposing() };
    let needed = Refusal::GuardianNeeded { name: "沈建国".into() };
    assert_eq!(propose(&proposing, SwapId(id(1)), "52"), Err(needed));
}

#[test]
fn a_code_names_a_live_duty_whatever_its_letters() {
    let duty = Duty { id: DutyId(id(0xabcd)), ..Duty::default() };
    let typed = format!(" {} ", code(duty.id.0).to_lowercase());
    assert_eq!(called(std::slice::from_ref(&duty), &typed), Some(&duty));
    assert_eq!(called(&[duty.with(DutyState::Left, now())], &typed), None);
    assert_eq!(called(&[duty], ""), None);
}

#[test]
fn a_shift_that_was_left_open_for_a_date_that_is_called_off_is_nobodys_to_swap() {
    let off = || Some(Occurrence { cancelled: Some("下雨".into()), ..lesson(10) });
    let left = |side: Side| {
        let shift = Shift { occurrence: Some(lesson(10).id), ..side.shift };
        Side { shift, date: off(), ..side }
    };
    let refused = |facts: Facts| propose(&facts, SwapId(id(1)), "000000000052").unwrap_err();
    let wanted = Facts { shift: Some(left(meihuas()).shift), occurrence: off(), ..proposing() };
    assert_eq!(refused(wanted), Refusal::OccurrenceCancelled);
    assert_eq!(refused(Facts { proposer: Some(left(jianguos())), ..proposing() }), Refusal::OccurrenceCancelled);
    // It may have been called off while the proposal waited.
    let asked = Facts { asked: Some(left(meihuas())), ..answering() };
    assert_eq!(answer(&asked, true), Err(Refusal::OccurrenceCancelled));
    assert_eq!(
        answer(&Facts { proposer: Some(left(jianguos())), ..answering() }, true),
        Err(Refusal::OccurrenceCancelled)
    );
    assert!(answer(&asked, false).is_ok(), "no can always be said");
}
