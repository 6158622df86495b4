//! Tests of [`super`]: see the names.

use super::*;
use crate::duty::{DutyState, leave};
use crate::id::{DutyId, OccurrenceId, ShiftId, SignupId, VenueId};
use crate::occurrence::{Plan, edit};
use crate::resident::{Me, Person};
use crate::sample::{facts, guizhen, id, lesson, meihua, now, opera, person, shift, staff, teacher_he};
use crate::signup::{Signup, SignupState};
use crate::venue::Venue;
use crate::when::HOUR_MS;
use proptest::prelude::*;

const HALL: VenueId = VenueId(uuid::Uuid::from_u128(701));

/// A shift for the lesson, so many milliseconds around its beginning.
fn around(n: u128, from: i64, until: i64) -> Shift {
    let date = lesson(20);
    let (starts, ends) = (date.starts.plus_ms(from), date.starts.plus_ms(until));
    Shift { id: ShiftId(id(n)), occurrence: Some(date.id), starts, ends, taken: 1, ..shift(1, 2) }
}

fn duty(n: u128, who: Person, on: &Shift) -> Duty {
    Duty { id: DutyId(id(n)), shift: on.id, organization: opera(), resident: who, ..Duty::default() }
}

/// The lesson with shifts, 钱美华 on each.
fn with_shifts(actor: Me, shifts: Vec<Shift>) -> Facts {
    let on = |shift: Shift| {
        let duty = duty(shift.id.0.as_u128() + 1_000, person(5, "钱美华"), &shift);
        (shift, vec![duty])
    };
    let shifts: Vec<(Shift, Vec<Duty>)> = shifts.into_iter().map(on).collect();
    let duties = shifts.iter().flat_map(|(shift, on)| on.iter().map(|duty| (duty.clone(), shift.clone()))).collect();
    Facts { occurrence: Some(lesson(20)), venue: Some(Venue::default()), shifts, duties, ..facts(actor) }
}

fn plan(starts_by: i64, ends_by: i64) -> Plan {
    let plan = Plan::of(&lesson(20));
    Plan { starts: plan.starts.plus_ms(starts_by), ends: plan.ends.plus_ms(ends_by), ..plan }
}

fn shifts(changes: &[Change]) -> Vec<Shift> {
    changes.iter().filter_map(|change| if let Change::Shift(row) = change { Some(row.clone()) } else { None }).collect()
}

fn duties(changes: &[Change]) -> Vec<Duty> {
    changes.iter().filter_map(|change| if let Change::Duty(row) = change { Some(row.clone()) } else { None }).collect()
}

/// From when until when a shift is, in hours after the lesson began.
fn hours(shift: &Shift) -> (i64, i64) {
    let since = |at: Moment| (at.0 - lesson(20).starts.0) / HOUR_MS;
    (since(shift.starts), since(shift.ends))
}

#[test]
fn a_shift_keeps_its_distance_and_ends_with_its_date() {
    let (before, all, after) =
        (around(1, -2 * HOUR_MS, 0), around(2, 0, 2 * HOUR_MS), around(3, 2 * HOUR_MS, 3 * HOUR_MS));
    let facts = with_shifts(teacher_he(), vec![before, all, after]);
    let moved = |starts: i64, ends: i64| -> Vec<(i64, i64)> {
        shifts(&edit(&facts, &plan(starts * HOUR_MS, ends * HOUR_MS)).unwrap()).iter().map(hours).collect()
    };
    assert_eq!(moved(5, 5), [(3, 5), (5, 7), (7, 8)], "all later");
    assert_eq!(moved(0, 1), [(0, 3), (3, 4)], "longer: what was done before it stays as it was");
    assert_eq!(moved(1, 0), [(-1, 1), (1, 2)], "it begins later");
    assert!(moved(0, 0).is_empty());
}

#[test]
fn the_last_part_of_a_date_that_becomes_shorter_stays_as_long_as_it_was() {
    let last = around(1, HOUR_MS, 2 * HOUR_MS);
    let changes = edit(&with_shifts(teacher_he(), vec![last]), &plan(0, -HOUR_MS)).unwrap();
    assert_eq!(shifts(&changes).iter().map(hours).collect::<Vec<_>>(), [(0, 1)]);
}

#[test]
fn a_shift_is_where_its_date_is_unless_it_was_elsewhere() {
    let shop = Shift { venue: VenueId(id(702)), ..around(2, 0, HOUR_MS) };
    let facts = with_shifts(teacher_he(), vec![around(1, 0, HOUR_MS), shop]);
    let changes = edit(&facts, &Plan { venue: HALL, ..plan(0, 0) }).unwrap();
    let [only] = &shifts(&changes)[..] else { panic!("{changes:?}") };
    assert_eq!((only.id, only.venue), (ShiftId(id(1)), HALL));
    let [told] = &duties(&changes)[..] else { panic!("{changes:?}") };
    assert_eq!(told.promised.map(|was| was.venue), Some(lesson(1).venue));
}

#[test]
fn whoever_has_it_keeps_what_was_promised_until_it_is_so_again() {
    let shift = around(1, 0, HOUR_MS);
    let mut facts = with_shifts(teacher_he(), vec![shift.clone()]);
    let changes = edit(&facts, &plan(5 * HOUR_MS, 5 * HOUR_MS)).unwrap();
    let (moved, told) = (shifts(&changes)[0].clone(), duties(&changes)[0].clone());
    assert_eq!((told.state, told.promised, told.clash), (DutyState::Taken, Some(Promise::of(&shift)), false));
    // Moved once more they still know what they said yes to; and back again nothing was changed.
    facts.occurrence =
        Some(Occurrence { starts: plan(5 * HOUR_MS, 0).starts, ends: plan(0, 5 * HOUR_MS).ends, ..lesson(20) });
    facts.shifts = vec![(moved, vec![told])];
    let again = edit(&facts, &plan(6 * HOUR_MS, 6 * HOUR_MS)).unwrap();
    assert_eq!(duties(&again)[0].promised, Some(Promise::of(&shift)));
    assert_eq!(duties(&edit(&facts, &plan(0, 0)).unwrap())[0].promised, None);
}

#[test]
fn what_has_begun_or_is_called_off_or_of_another_date_stays() {
    let begun = around(1, -26 * HOUR_MS, -20 * HOUR_MS);
    let off = Shift { cancelled: Some("下雨".into()), ..around(2, 0, HOUR_MS) };
    let other = Shift { occurrence: None, ..around(3, 0, HOUR_MS) };
    let facts = with_shifts(teacher_he(), vec![begun, off, other]);
    let changes = edit(&facts, &plan(HOUR_MS, HOUR_MS)).unwrap();
    assert!(shifts(&changes).is_empty() && duties(&changes).is_empty());
}

#[test]
fn whoever_has_something_else_then_is_marked_and_the_date_is_moved_all_the_same() {
    let by = 5 * HOUR_MS;
    let mut facts = with_shifts(teacher_he(), vec![around(1, 0, HOUR_MS)]);
    let clash = |facts: &Facts| duties(&edit(facts, &plan(by, by)).unwrap())[0].clash;
    assert!(!clash(&facts));
    let other = Shift { occurrence: None, ..around(9, by, by + HOUR_MS) };
    let theirs = duty(9, person(5, "钱美华"), &other);
    facts.duties.push((Duty { resident: person(4, "沈建国"), ..theirs.clone() }, other.clone()));
    assert!(!clash(&facts), "that is somebody else's");
    facts.duties.push((Duty { state: DutyState::Left, ..theirs.clone() }, other.clone()));
    assert!(!clash(&facts), "they gave it back");
    facts.duties.push((theirs, other));
    assert!(clash(&facts));
    // So does what they are signed up for.
    let mut facts = with_shifts(teacher_he(), vec![around(1, 0, HOUR_MS)]);
    let date = Occurrence { id: OccurrenceId(id(810)), ..plan_date(by) };
    let seated = Signup::seated(&facts, SignupId(id(1)), &date, vec![person(5, "钱美华")]);
    facts.engagements = vec![(seated.with(SignupState::Cancelled, now()), date.clone(), "书画课".into())];
    assert!(!clash(&facts));
    facts.engagements = vec![(seated, date, "书画课".into())];
    assert!(clash(&facts));
}

/// The lesson so much later.
fn plan_date(by: i64) -> Occurrence {
    let Plan { starts, ends, .. } = plan(by, by);
    Occurrence { starts, ends, ..lesson(20) }
}

#[test]
fn two_shifts_that_go_together_are_not_in_each_others_way() {
    let by = 2 * HOUR_MS;
    // The first goes to where the second was.
    let facts = with_shifts(teacher_he(), vec![around(1, -2 * HOUR_MS, 0), around(2, 0, 2 * HOUR_MS)]);
    let told = duties(&edit(&facts, &plan(by, by)).unwrap());
    assert_eq!(told.iter().map(|duty| duty.clash).collect::<Vec<_>>(), [false, false]);
}

#[test]
fn whoever_has_a_shift_that_was_moved_may_give_it_back_until_it_begins() {
    let shift = Shift { taken: 1, ..shift(1, 2) };
    let mine = duty(7, person(5, "钱美华"), &shift);
    let late = |duty: Duty, now: Moment| {
        let (on_shift, shift) = (vec![duty.clone()], Some(shift.clone()));
        leave(&Facts { now, duty: Some(duty), on_shift, shift, ..facts(meihua()) })
            .map(|changes| duties(&changes)[0].state)
    };
    let soon = shift.starts.plus_ms(-1);
    assert!(matches!(late(mine.clone(), soon), Err(Refusal::TooLateToLeave { .. })));
    let moved = Duty { promised: Some(Promise::default()), ..mine };
    assert_eq!(late(moved.clone(), soon), Ok(DutyState::Left));
    assert_eq!(late(moved, shift.starts), Err(Refusal::OccurrenceStarted));
}

#[test]
fn a_date_waits_for_a_shift_that_cannot_follow() {
    // The lesson is tomorrow; somebody fetches the chairs three hours before.
    let facts = with_shifts(teacher_he(), vec![Shift { role: "搬凳子".into(), ..around(1, -3 * HOUR_MS, 0) }]);
    let today = plan(-22 * HOUR_MS, -22 * HOUR_MS);
    let stays = |delivers| Refusal::ShiftStays { role: "搬凳子".into(), delivers };
    assert_eq!(edit(&facts, &today), Err(stays(false)));
    let meals = |actor: Me| with_shifts(actor, vec![Shift { delivers: true, ..around(1, 0, HOUR_MS) }]);
    let day = 24 * HOUR_MS;
    assert_eq!(edit(&meals(teacher_he()), &plan(day, day)), Err(stays(true)));
    assert!(edit(&meals(teacher_he()), &plan(HOUR_MS, HOUR_MS)).is_ok(), "the same day");
    assert!(edit(&meals(staff()), &plan(day, day)).is_ok());
    assert_eq!(
        edit(&meals(guizhen()), &plan(day, day)),
        Err(Refusal::NotAllowed),
        "who does not run it hears of no shift"
    );
}

proptest! {
    /// Whatever shifts there are and wherever the date goes: a shift has a length, begins in the future, keeps its people and its
    /// distance from the date's beginning, or from its end if it is after that; and whoever is on one is marked exactly when another
    /// of theirs meets it.
    #[test]
    fn a_date_is_moved_with_all_its_shifts(
        spans in proptest::collection::vec((-20..40_i64, 1..20_i64), 1..6),
        starts in 0..200_i64,
        length in 1..40_i64,
    ) {
        let quarter = HOUR_MS / 4;
        let all = (1..).zip(&spans).map(|(n, (from, long))| around(n, from * quarter, (from + long) * quarter)).collect();
        let facts = with_shifts(teacher_he(), all);
        let before = lesson(20);
        let begins = before.starts.plus_ms(starts * quarter);
        let wanted = Plan { starts: begins, ends: begins.plus_ms(length * quarter), ..plan(0, 0) };
        let changes = edit(&facts, &wanted).unwrap();
        let moved = shifts(&changes);
        let now_of = |shift: &Shift| moved.iter().find(|row| row.id == shift.id).unwrap_or(shift).clone();
        for (was, on) in &facts.shifts {
            let is = now_of(was);
            prop_assert!(is.starts < is.ends && is.starts > facts.now);
            prop_assert_eq!((is.taken, is.occurrence), (was.taken, was.occurrence));
            if was.starts < before.ends && was.ends != before.ends {
                prop_assert_eq!(is.starts.0 - wanted.starts.0, was.starts.0 - before.starts.0);
                prop_assert_eq!(is.ends.0 - is.starts.0, was.ends.0 - was.starts.0);
            }
            if was.ends == before.ends {
                prop_assert_eq!(is.ends, wanted.ends);
            }
            if was.starts >= before.ends {
                prop_assert_eq!(is.starts.0 - wanted.ends.0, was.starts.0 - before.ends.0);
            }
            let told = duties(&changes).into_iter().find(|duty| duty.id == on[0].id);
            prop_assert_eq!(told.is_some(), is != *was);
            let mut others = facts.shifts.iter().filter(|(other, _)| other.id != was.id).map(|(other, _)| now_of(other));
            let meets = others.any(|other| other.starts < is.ends && is.starts < other.ends);
            if let Some(told) = told {
                prop_assert_eq!(told.clash, meets);
                prop_assert_eq!(told.promised, Some(Promise::of(was)));
            }
        }
    }
}
