//! Tests of [`super`]: see the names.

use super::*;
use crate::activity::Activity;
use crate::duty::{Duty, DutyState};
use crate::id::{DutyId, ResidentId, ShiftId, SignupId};
use crate::resident::{Me, Person};
use crate::sample::{facts, guizhen, id, lesson, now, opera, shift, staff, teacher_he};
use crate::shift::Shift;
use crate::venue::Venue;
use crate::when::HOUR_MS;

fn with_date(actor: Me, capacity: u32, confirmed: u32) -> Facts {
    let occurrence = Some(Occurrence { confirmed, ..lesson(capacity) });
    Facts { occurrence, venue: Some(Venue::default()), ..facts(actor) }
}

fn plan(capacity: u32) -> Plan {
    let Occurrence { starts, ends, venue, .. } = lesson(capacity);
    Plan { starts, ends, venue, capacity, note: " 带剪刀 ".into(), ..Plan::default() }
}

fn signup(n: u128, people: usize, state: SignupState) -> Signup {
    let who = |m: usize| Person { id: ResidentId(id(n * 100 + m as u128)), name: format!("邻居{n}-{m}") };
    Signup {
        id: SignupId(id(n)),
        occurrence: lesson(1).id,
        organization: opera(),
        booker: who(0),
        party: (0..people).map(who).collect(),
        state,
        made: now(),
        changed: now(),
        clash: false,
        out_of_order: false,
        late: false,
        reason: String::new(),
        handed: None,
        unleased: false,
        entrusted: false,
    }
}

fn date_of(changes: &[Change]) -> &Occurrence {
    let Some(Change::Occurrence(date)) = changes.last() else { panic!("the date is the last change: {changes:?}") };
    date
}

#[test]
fn a_leader_adds_a_date_to_their_own_activity_only() {
    let add_as = |actor: Me, organization| {
        let activity = Some(Activity { organization, ..Activity::default() });
        let facts = Facts { activity, venue: Some(Venue::default()), ..facts(actor) };
        add(&facts, OccurrenceId(id(801)), &plan(20))
    };
    let changes = add_as(teacher_he(), opera()).unwrap();
    let date = date_of(&changes);
    assert_eq!((date.capacity, date.confirmed, date.note.as_str()), (20, 0, "带剪刀"));
    assert_eq!(add_as(teacher_he(), OrganizationId(id(901))), Err(Refusal::NotAllowed));
    assert_eq!(add_as(guizhen(), opera()), Err(Refusal::NotAllowed));
    assert!(add_as(staff(), opera()).is_ok());
}

#[test]
fn a_plan_that_no_calendar_or_hall_can_hold_is_refused() {
    let facts = with_date(teacher_he(), 10, 0);
    let good = plan(10);
    let refused = |plan: Plan| edit(&facts, &plan).unwrap_err();
    assert_eq!(refused(Plan { ends: good.starts, ..good.clone() }), Refusal::EndsBeforeStarts);
    assert_eq!(refused(Plan { ends: good.starts.plus_ms(25 * HOUR_MS), ..good.clone() }), Refusal::EndsBeforeStarts);
    let yesterday = Plan { starts: now().plus_ms(-2 * HOUR_MS), ends: now().plus_ms(-HOUR_MS), ..good.clone() };
    assert_eq!(refused(yesterday), Refusal::InThePast);
    assert_eq!(refused(plan(0)), Refusal::CapacityOutOfRange { max: CAPACITY_MAX });
    assert_eq!(refused(plan(CAPACITY_MAX + 1)), Refusal::CapacityOutOfRange { max: CAPACITY_MAX });
    let long = Plan { note: "长".repeat(NOTE_MAX + 1), ..good };
    assert_eq!(refused(long), Refusal::WordsTooLong { max: NOTE_MAX });
}

#[test]
fn nobody_who_was_told_that_they_have_a_place_is_put_out() {
    let facts = with_date(teacher_he(), 10, 7);
    assert_eq!(edit(&facts, &plan(6)), Err(Refusal::CapacityBelowConfirmed { confirmed: 7 }));
    assert_eq!(date_of(&edit(&facts, &plan(7)).unwrap()).capacity, 7);
}

#[test]
fn more_places_move_the_waiting_list_up_in_its_order() {
    let mut facts = with_date(teacher_he(), 1, 1);
    let waits = |ticket: i64| SignupState::Waiting { ticket, position: ticket as u32 };
    facts.waiting = vec![signup(1, 2, waits(1)), signup(2, 3, waits(2)), signup(3, 1, waits(3))];
    facts.occurrence.as_mut().unwrap().waiting = 6;
    let changes = edit(&facts, &plan(4)).unwrap();
    let states: Vec<SignupState> = changes
        .iter()
        .filter_map(|change| if let Change::Signup(row) = change { Some(row.state) } else { None })
        .collect();
    let waiting = |ticket, position| SignupState::Waiting { ticket, position };
    assert_eq!(states, [SignupState::Confirmed, waiting(2, 1), waiting(3, 2)]);
    assert_eq!((date_of(&changes).confirmed, date_of(&changes).waiting), (3, 4));
}

#[test]
fn calling_a_date_off_tells_everyone_who_is_on_it() {
    let mut facts = with_date(teacher_he(), 3, 2);
    facts.seated = vec![signup(1, 2, SignupState::Confirmed)];
    facts.waiting = vec![signup(2, 2, SignupState::Waiting { ticket: 1, position: 1 })];
    let changes = cancel(&facts, " 老师生病 ").unwrap();
    let called_off = |change: &Change| matches!(change, Change::Signup(row) if row.state == SignupState::CalledOff);
    assert_eq!(changes.iter().filter(|change| called_off(change)).count(), 2);
    let date = date_of(&changes);
    assert_eq!((date.cancelled.as_deref(), date.confirmed, date.waiting), (Some("老师生病"), 0, 0));
    assert_eq!(cancel(&facts, "  "), Err(Refusal::WordsMissing));
}

#[test]
fn a_date_is_closed_for_changes_once_it_began_or_was_called_off_or_to_others() {
    let mut facts = with_date(guizhen(), 3, 0);
    assert_eq!(cancel(&facts, "不想"), Err(Refusal::NotAllowed));
    facts.actor = teacher_he();
    facts.occurrence.as_mut().unwrap().cancelled = Some("下雨".into());
    assert_eq!(edit(&facts, &plan(5)), Err(Refusal::AlreadyCancelled));
    facts.occurrence = Some(Occurrence { starts: now(), ..lesson(3) });
    assert_eq!(edit(&facts, &plan(5)), Err(Refusal::OccurrenceStarted));
}

#[test]
fn calling_off_all_from_here_tells_everyone_and_ends_the_series() {
    let rule = crate::series::Series { rule: "FREQ=WEEKLY".into(), ..Default::default() };
    let mut facts = with_date(teacher_he(), 10, 2);
    facts.activity = Some(Activity { series: Some(rule), organization: opera(), ..Activity::default() });
    facts.seated = vec![signup(1, 2, SignupState::Confirmed)];
    let next = Occurrence { id: OccurrenceId(id(801)), confirmed: 3, ..lesson(10) };
    facts.later = vec![(next, vec![signup(2, 3, SignupState::Confirmed)])];
    let changes = cancel_from(&facts, " 老师搬家了 ").unwrap();
    let told = |change: &&Change| matches!(change, Change::Signup(row) if row.state == SignupState::CalledOff);
    assert_eq!(changes.iter().filter(told).count(), 2);
    let off = |change: &&Change| {
        matches!(change, Change::Occurrence(date)
            if date.cancelled.as_deref() == Some("老师搬家了") && date.confirmed == 0)
    };
    assert_eq!(changes.iter().filter(off).count(), 2);
    assert!(changes.iter().any(|change| matches!(change, Change::Series(_, None))));
    assert!(matches!(changes.last(), Some(Change::Activity(row)) if row.series.is_none()));
    assert_eq!(cancel_from(&facts, " "), Err(Refusal::WordsMissing));
    facts.actor = guizhen();
    assert_eq!(cancel_from(&facts, "不办了"), Err(Refusal::NotAllowed));
}

#[test]
fn the_shifts_of_a_date_are_called_off_with_it_and_no_others() {
    let mut facts = with_date(teacher_he(), 10, 0);
    let next = Occurrence { id: OccurrenceId(id(801)), ..lesson(10) };
    let of = |n: u128, date: OccurrenceId| {
        let shift = Shift { id: ShiftId(id(n)), occurrence: Some(date), taken: 1, ..shift(1, 2) };
        let duty = Duty { id: DutyId(id(n + 100)), shift: shift.id, organization: opera(), ..Duty::default() };
        (shift, vec![duty])
    };
    let (own, later, mut over) = (of(1, lesson(1).id), of(2, next.id), of(3, lesson(1).id));
    (over.0.starts, over.0.ends) = (now().plus_ms(-2 * HOUR_MS), now());
    facts.shifts = vec![own, later, over];
    facts.later = vec![(next, Vec::new())];
    let off = |changes: &[Change]| {
        let mut gone = Vec::new();
        for change in changes {
            match change {
                Change::Shift(row) => gone.push((row.id.0, row.cancelled.clone(), row.taken)),
                Change::Duty(row) => assert_eq!(row.state, DutyState::CalledOff),
                _ => {}
            }
        }
        gone
    };
    let why = || Some("下雨".to_owned());
    assert_eq!(off(&cancel(&facts, " 下雨 ").unwrap()), [(id(1), why(), 0)], "what is over was done");
    assert_eq!(off(&cancel_from(&facts, "下雨").unwrap()), [(id(2), why(), 0), (id(1), why(), 0)]);
}

#[test]
fn earlier_dates_of_a_series_that_ends_go_on_saying_how_often_they_came() {
    let rule = crate::series::Series { rule: "FREQ=WEEKLY".into(), ..Default::default() };
    let mut facts = with_date(teacher_he(), 10, 0);
    facts.activity = Some(Activity { series: Some(rule.clone()), organization: opera(), ..Activity::default() });
    let changes = cancel_from(&facts, "老师搬家了").unwrap();
    let Some(Change::Activity(row)) = changes.last() else { panic!("{changes:?}") };
    let starts = lesson(10).starts;
    assert_eq!((row.rule_at(starts.plus_ms(-1)), row.rule_at(starts)), (Some(&rule), None));
}
