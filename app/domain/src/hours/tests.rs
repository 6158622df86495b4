//! Tests of [`super`]: see the names.

use super::*;
use crate::duty::Duty;
use crate::id::ResidentId;
use crate::resident::Me;
use crate::sample::{facts, guizhen, id, now, opera, person, staff, subject, teacher_he};
use crate::shift::Shift;
use proptest::prelude::*;

fn signing(actor: Me) -> Facts {
    Facts { subject: Some(subject(person(4, "沈建国"), "")), organization_exists: true, ..facts(actor) }
}

fn served(from: i64, until: i64) -> Served {
    let at = |hours: i64| now().plus_ms(hours * HOUR_MS);
    Served {
        organization: opera(),
        resident: ResidentId(id(4)),
        from: at(from),
        until: at(until),
        content: " 搬凳子 ".into(),
        duty: None,
    }
}

fn entry(changes: Vec<Change>) -> Hours {
    match changes.into_iter().next() {
        Some(Change::Hours(entry)) => entry,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_leader_signs_and_nobody_signs_their_own() {
    let signed = entry(sign(&signing(teacher_he()), HoursId(id(1)), &served(-3, -1)).unwrap());
    assert_eq!((signed.minutes(), signed.content.as_str(), signed.signed_by.name.as_str()), (120, "搬凳子", "何秀英"));
    assert_eq!(sign(&signing(guizhen()), HoursId(id(1)), &served(-3, -1)), Err(Refusal::NotAllowed));
    let own = Facts { subject: Some(subject(person(6, "何秀英"), "")), ..signing(teacher_he()) };
    assert_eq!(sign(&own, HoursId(id(1)), &served(-3, -1)), Err(Refusal::OwnHours));
    let nowhere = Facts { organization_exists: false, ..signing(staff()) };
    assert_eq!(sign(&nowhere, HoursId(id(1)), &served(-3, -1)), Err(Refusal::NotFound));
}

#[test]
fn hours_are_signed_when_they_are_over_and_say_what_was_done() {
    let refused = |served: Served| sign(&signing(teacher_he()), HoursId(id(1)), &served).unwrap_err();
    assert_eq!(refused(served(-1, 1)), Refusal::NotOverYet);
    assert_eq!(refused(served(-1, -1)), Refusal::EndsBeforeStarts);
    assert_eq!(refused(served(-25, 0)), Refusal::EndsBeforeStarts);
    assert_eq!(refused(Served { from: Moment(i64::MIN), ..served(-2, -1) }), Refusal::EndsBeforeStarts);
    assert_eq!(refused(Served { content: " ".into(), ..served(-2, -1) }), Refusal::WordsMissing);
    assert_eq!(
        refused(Served { content: "长".repeat(201), ..served(-2, -1) }),
        Refusal::WordsTooLong { max: NOTE_MAX }
    );
}

#[test]
fn hours_of_a_duty_are_those_of_its_person() {
    let duty = Duty { id: DutyId(id(7)), organization: opera(), resident: person(4, "沈建国"), ..Duty::default() };
    let of_duty = Served { duty: Some(duty.id), ..served(-3, -1) };
    let with = |duty| sign(&Facts { duty, ..signing(teacher_he()) }, HoursId(id(1)), &of_duty);
    assert!(with(Some(duty.clone())).is_ok());
    assert_eq!(with(None), Err(Refusal::NotFound));
    let off = Duty { state: DutyState::CalledOff, ..duty.clone() };
    assert_eq!(with(Some(off)), Err(Refusal::AlreadyCancelled), "its shift was called off");
    let shift = Shift { id: duty.shift, cancelled: Some("下雨".into()), ..Shift::default() };
    let known = Facts { duty: Some(duty.clone()), shift: Some(shift), ..signing(teacher_he()) };
    assert_eq!(sign(&known, HoursId(id(1)), &of_duty), Err(Refusal::AlreadyCancelled));
    assert_eq!(with(Some(Duty { resident: person(5, "钱美华"), ..duty })), Err(Refusal::NotFound));
}

#[test]
fn a_mistake_is_taken_back_once_and_the_sum_is_right_again() {
    let first = entry(sign(&signing(teacher_he()), HoursId(id(1)), &served(-3, -1)).unwrap());
    let again = Facts { hours: vec![first.clone()], entry: Some(first.clone()), ..signing(teacher_he()) };
    assert_eq!(
        sign(&again, HoursId(id(2)), &served(-2, 0)),
        Err(Refusal::HoursOverlap { from: first.from, until: first.until })
    );
    let back = entry(reverse(&again, HoursId(id(2)), "写错了").unwrap());
    assert_eq!((back.minutes() + first.minutes(), back.reverses), (0, Some(first.id)));
    let after = Facts { hours: vec![first.clone(), back.clone()], ..again.clone() };
    assert!(sign(&after, HoursId(id(3)), &served(-2, 0)).is_ok(), "what was taken back is free");
    assert_eq!(reverse(&after, HoursId(id(4)), "写错了"), Err(Refusal::AlreadyCancelled));
    assert_eq!(reverse(&Facts { entry: Some(back), ..after }, HoursId(id(4)), "再"), Err(Refusal::AlreadyCancelled));
    assert_eq!(reverse(&again, HoursId(id(2)), " "), Err(Refusal::WordsMissing));
    assert_eq!(reverse(&Facts { actor: guizhen(), ..again }, HoursId(id(2)), "写错了"), Err(Refusal::NotFound));
}

proptest! {
    /// Whatever is signed and taken back: what holds never overlaps, and the sum is what holds.
    #[test]
    fn nobody_serves_twice_in_the_same_minute(steps in proptest::collection::vec((0..200_i64, 1..200_i64, any::<bool>()), 1..40)) {
        let mut ledger: Vec<Hours> = Vec::new();
        for (n, (from, length, back)) in (0_u128..).zip(steps) {
            let from = now().plus_ms(-24 * HOUR_MS + from * MINUTE_MS);
            let served = Served { from, until: from.plus_ms(length * MINUTE_MS), ..served(-1, 0) };
            let entry = ledger.get(n as usize / 2).cloned();
            let facts = Facts { hours: ledger.clone(), entry, ..signing(teacher_he()) };
            let id = HoursId(id(n));
            let done = if back { reverse(&facts, id, "错") } else { sign(&facts, id, &served) };
            for change in done.unwrap_or_default() {
                if let Change::Hours(entry) = change {
                    ledger.push(entry);
                }
            }
            let holds: Vec<&Hours> = ledger.iter().filter(|entry| entry.holds(ledger.iter())).collect();
            for (at, one) in holds.iter().enumerate() {
                for other in &holds[at + 1..] {
                    prop_assert!(one.until <= other.from || other.until <= one.from);
                }
            }
            let sum: i64 = ledger.iter().map(Hours::minutes).sum();
            prop_assert_eq!(sum, holds.iter().map(|entry| entry.minutes()).sum::<i64>());
        }
    }
}
