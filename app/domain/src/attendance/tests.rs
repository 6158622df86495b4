//! Tests of [`super`]: see the names.

use super::*;
use crate::resident::Me;
use crate::sample::{facts, guizhen, lesson, staff, teacher_he};

fn after(actor: Me, date: Occurrence, hours: i64) -> Facts {
    let now = date.ends.plus_ms(hours * HOUR_MS);
    Facts { now, occurrence: Some(date), ..facts(actor) }
}

fn closed_at(facts: &Facts) -> Option<Moment> {
    match close(facts).unwrap().as_slice() {
        [Change::Occurrence(date)] => date.closed,
        other => panic!("{other:?}"),
    }
}

#[test]
fn it_closes_itself_a_day_after_the_end_and_at_once_when_a_leader_says_so() {
    let date = lesson(9);
    assert_eq!(closes(&date), date.ends.plus_ms(WAITS_MS));
    assert!(!closed(&date, closes(&date)) && closed(&date, closes(&date).plus_ms(1)));
    let early = Occurrence { closed: Some(date.ends), ..date };
    assert_eq!(closes(&early), early.ends);
    assert!(closed(&early, early.ends.plus_ms(-1)), "a phone's clock may be behind");
}

#[test]
fn a_leader_closes_what_is_over_once_and_nobody_else_does() {
    let after = |actor: Me, hours| after(actor, lesson(9), hours);
    for actor in [teacher_he(), staff()] {
        let facts = after(actor, 1);
        assert_eq!(closed_at(&facts), Some(facts.now));
    }
    assert!(close(&after(teacher_he(), 0)).is_ok());
    assert_eq!(close(&after(teacher_he(), -1)), Err(Refusal::NotOverYet));
    assert_eq!(close(&after(guizhen(), 1)), Err(Refusal::NotAllowed));
    assert_eq!(close(&Facts { occurrence: None, ..after(teacher_he(), 1) }), Err(Refusal::NotFound));
    let since = closes(&lesson(9));
    assert_eq!(close(&after(teacher_he(), 25)), Err(Refusal::AttendanceClosed { since }));
}

#[test]
fn what_is_closed_or_called_off_is_not_closed_again() {
    let since = lesson(9).ends.plus_ms(1);
    let early = Occurrence { closed: Some(since), ..lesson(9) };
    assert_eq!(close(&after(teacher_he(), early, 1)), Err(Refusal::AttendanceClosed { since }));
    let off = Occurrence { cancelled: Some("下雨".into()), ..lesson(9) };
    assert_eq!(close(&after(teacher_he(), off, 1)), Err(Refusal::AlreadyCancelled));
}

#[test]
fn what_happened_before_the_closing_counts_whenever_it_is_heard_of() {
    let date = lesson(9);
    let (since, weeks) = (closes(&date), closes(&date).plus_ms(500 * HOUR_MS));
    let no = Err(Refusal::AttendanceClosed { since });
    assert_eq!(require_open(&date, since, weeks), Ok(()));
    assert_eq!(require_open(&date, since.plus_ms(1), weeks), no);
    assert_eq!(require_open(&date, since.plus_ms(1), since), Ok(()), "a clock that is wrong before the closing");
    let early = Occurrence { closed: Some(date.ends), ..date.clone() };
    assert_eq!(require_open(&early, date.ends, weeks), Ok(()));
    let no = Err(Refusal::AttendanceClosed { since: date.ends });
    assert_eq!(require_open(&early, date.ends.plus_ms(1), date.ends), no);
}
