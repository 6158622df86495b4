//! Tests of [`super`]: see the names.

use super::*;
use crate::id::{DutyId, OccurrenceId};
use crate::resident::Me;
use crate::sample::{facts, guizhen, id, lesson, opera, person, shift, staff, teacher_he};
use crate::venue::Venue;

fn plan() -> ShiftPlan {
    let Shift { starts, ends, venue, .. } = shift(1, 1);
    let skills = vec![Skill::FirstAid, Skill::Food, Skill::Food];
    ShiftPlan { role: " 送餐 ".into(), starts, ends, venue, least: 1, most: 3, skills, ..ShiftPlan::default() }
}

fn with_team(actor: Me) -> Facts {
    Facts { venue: Some(Venue::default()), organization_exists: true, ..facts(actor) }
}

fn taken(shift: Shift, states: &[DutyState]) -> Facts {
    let duty = |(n, state): (u128, &DutyState)| Duty {
        id: DutyId(id(n)),
        shift: shift.id,
        organization: shift.organization,
        resident: person(100 + n, "邻居"),
        state: *state,
        ..Duty::default()
    };
    let on_shift: Vec<Duty> = (1..).zip(states).map(duty).collect();
    let count = |wanted: fn(DutyState) -> bool| states.iter().filter(|state| wanted(**state)).count() as u32;
    let (live, seeking) = (count(DutyState::live), count(|state| state == DutyState::Seeking));
    Facts { shift: Some(Shift { taken: live, seeking, ..shift }), on_shift, ..with_team(teacher_he()) }
}

fn shift_of(changes: &[Change]) -> &Shift {
    let Some(Change::Shift(shift)) = changes.last() else { panic!("the shift is the last change: {changes:?}") };
    shift
}

#[test]
fn a_leader_adds_a_shift_to_their_own_organization_only() {
    let add_as = |actor: Me, organization| add(&with_team(actor), ShiftId(id(1)), organization, None, &plan());
    let changes = add_as(teacher_he(), opera()).unwrap();
    let made = shift_of(&changes);
    assert_eq!((made.role.as_str(), made.taken, made.open()), ("送餐", 0, 3));
    assert_eq!(made.skills, [Skill::Food, Skill::FirstAid], "each once, in one order");
    assert_eq!(add_as(teacher_he(), OrganizationId(id(901))), Err(Refusal::NotAllowed));
    assert_eq!(add_as(guizhen(), opera()), Err(Refusal::NotAllowed));
    assert!(add_as(staff(), opera()).is_ok());
}

#[test]
fn a_shift_belongs_to_a_date_of_the_same_organization_or_to_none() {
    let date = lesson(10);
    let add_to = |known: Option<crate::occurrence::Occurrence>, named| {
        let facts = Facts { occurrence: known, ..with_team(staff()) };
        add(&facts, ShiftId(id(1)), opera(), named, &plan())
    };
    assert!(add_to(Some(date.clone()), Some(date.id)).is_ok());
    assert_eq!(add_to(None, Some(OccurrenceId(id(5)))), Err(Refusal::NotFound));
    let off = crate::occurrence::Occurrence { cancelled: Some("下雨".into()), ..date.clone() };
    assert_eq!(add_to(Some(off), Some(date.id)), Err(Refusal::AlreadyCancelled));
    let others = crate::occurrence::Occurrence { organization: OrganizationId(id(901)), ..date.clone() };
    assert_eq!(add_to(Some(others), Some(date.id)), Err(Refusal::NotFound));
}

#[test]
fn a_team_has_meals_brought_on_the_day_alone_of_which_that_was_said() {
    let before = Shift { delivers: true, ..shift(1, 3) };
    let as_of = |actor: Me| Facts { shift: Some(before.clone()), ..with_team(actor) };
    let later = |ms: i64, delivers| ShiftPlan {
        starts: before.starts.plus_ms(ms),
        ends: before.ends.plus_ms(ms),
        delivers,
        ..plan()
    };
    let day = 24 * HOUR_MS;
    for delivers in [None, Some(true)] {
        assert!(edit(&as_of(teacher_he()), &later(60_000, delivers)).is_ok(), "the same day");
        assert_eq!(edit(&as_of(teacher_he()), &later(day, delivers)), Err(Refusal::NotAllowed));
        assert!(edit(&as_of(staff()), &later(day, delivers)).is_ok());
    }
    let without = edit(&as_of(teacher_he()), &later(day, Some(false))).unwrap();
    assert!(!shift_of(&without).delivers, "without meals it may be on any day");
}

#[test]
fn a_plan_that_cannot_be_is_refused() {
    let refused = |change: fn(&mut ShiftPlan)| {
        let mut plan = plan();
        change(&mut plan);
        add(&with_team(teacher_he()), ShiftId(id(1)), opera(), None, &plan).unwrap_err()
    };
    assert_eq!(refused(|plan| plan.role = " ".into()), Refusal::WordsMissing);
    assert_eq!(refused(|plan| plan.role = "长".repeat(31)), Refusal::WordsTooLong { max: ROLE_MAX });
    assert_eq!(refused(|plan| plan.about = "长".repeat(201)), Refusal::WordsTooLong { max: NOTE_MAX });
    assert_eq!(refused(|plan| plan.ends = plan.starts), Refusal::EndsBeforeStarts);
    assert_eq!(refused(|plan| plan.ends = Moment(i64::MAX)), Refusal::EndsBeforeStarts);
    assert_eq!(refused(|plan| plan.starts = Moment(0)), Refusal::EndsBeforeStarts);
    assert_eq!(refused(|plan| (plan.starts, plan.ends) = (Moment(0), Moment(HOUR_MS))), Refusal::InThePast);
    let people = Refusal::PeopleOutOfRange { max: PEOPLE_MAX };
    assert_eq!(refused(|plan| plan.least = 0), people);
    assert_eq!(refused(|plan| plan.least = 4), people);
    assert_eq!(refused(|plan| plan.most = 201), people);
}

#[test]
fn a_shift_that_somebody_took_keeps_its_time_and_its_people() {
    let facts = taken(shift(1, 3), &[DutyState::Taken, DutyState::Seeking]);
    let now_two = ShiftPlan { role: "送餐".into(), skills: Vec::new(), most: 2, ..plan() };
    assert_eq!(shift_of(&edit(&facts, &now_two).unwrap()).most, 2);
    assert_eq!(
        edit(&facts, &ShiftPlan { most: 1, ..now_two.clone() }),
        Err(Refusal::CapacityBelowConfirmed { confirmed: 2 })
    );
    let later = ShiftPlan { ends: now_two.ends.plus_ms(1), ..now_two.clone() };
    assert_eq!(edit(&facts, &later), Err(Refusal::ShiftTaken));
    assert!(edit(&taken(shift(1, 3), &[]), &later).is_ok());
    assert_eq!(edit(&facts, &ShiftPlan { skills: vec![Skill::Food], ..now_two }), Err(Refusal::ShiftTaken));
}

#[test]
fn who_is_on_a_shift_that_is_called_off_keeps_a_row_that_says_so() {
    let facts = taken(shift(1, 3), &[DutyState::Taken, DutyState::Left, DutyState::Seeking]);
    let changes = cancel(&facts, " 下雨 ").unwrap();
    let told = |change: &&Change| matches!(change, Change::Duty(duty) if duty.state == DutyState::CalledOff);
    assert_eq!(changes.iter().filter(told).count(), 2);
    let shift = shift_of(&changes);
    assert_eq!((shift.cancelled.as_deref(), shift.taken, shift.seeking), (Some("下雨"), 0, 0));
    assert_eq!(cancel(&facts, " "), Err(Refusal::WordsMissing));
    let twice = Facts { shift: Some(shift.clone()), ..facts };
    assert_eq!(cancel(&twice, "下雨"), Err(Refusal::OccurrenceCancelled));
}
