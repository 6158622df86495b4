//! Tests of [`super`]: see the names.

use super::*;
use crate::duty::{Duty, DutyState};
use crate::resident::Me;
use crate::sample::{facts, guizhen, id, lesson, now, opera, person, shift, staff, subject, teacher_he};

fn seen(resident: Option<ResidentId>, name: &str, at: Moment) -> Seen {
    Seen { of: Venture::Shift(shift(1, 1).id), resident, name: name.into(), mark: Mark::In, at }
}

fn on_shift(actor: Me) -> Facts {
    let who = person(4, "沈建国");
    let duty = Duty { resident: who.clone(), state: DutyState::Taken, organization: opera(), ..Duty::default() };
    let shift = Some(shift(1, 1));
    Facts { shift, on_shift: vec![duty], subject: Some(subject(who, "")), ..facts(actor) }
}

fn noted(facts: &Facts, seen: &Seen) -> Presence {
    match note(facts, PresenceId(id(1)), seen).unwrap().as_slice() {
        [Change::Presence(fact)] => fact.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_leader_notes_who_came_and_nobody_else_does() {
    let who = Some(ResidentId(id(4)));
    let starts = shift(1, 1).starts;
    let fact = noted(&on_shift(teacher_he()), &seen(who, "", starts));
    assert_eq!((fact.name.as_str(), fact.walk_in, fact.odd, fact.at), ("沈建国", false, true, starts));
    assert_eq!(fact.made, now(), "the server's clock stands beside the phone's");
    assert!(note(&on_shift(staff()), PresenceId(id(1)), &seen(who, "", starts)).is_ok());
    assert_eq!(note(&on_shift(guizhen()), PresenceId(id(1)), &seen(who, "", starts)), Err(Refusal::NotAllowed));
}

#[test]
fn a_time_is_never_refused_and_an_odd_one_is_marked() {
    let mut facts = on_shift(teacher_he());
    let (starts, ends) = (shift(1, 1).starts, shift(1, 1).ends);
    facts.now = ends.plus_ms(48 * HOUR_MS);
    let odd = |at| noted(&facts, &seen(Some(ResidentId(id(4))), "", at)).odd;
    assert!(!odd(starts) && !odd(ends) && !odd(starts.plus_ms(-EARLY_MS)) && !odd(ends.plus_ms(LATE_MS)));
    assert!(odd(starts.plus_ms(-EARLY_MS - 1)) && odd(ends.plus_ms(LATE_MS + 1)) && odd(Moment(0)));
    assert!(odd(Moment(i64::MAX)) && odd(Moment(i64::MIN)));
}

#[test]
fn who_is_not_on_the_list_walks_in_by_name() {
    let fact = noted(&on_shift(teacher_he()), &seen(None, " 过路的王师傅 ", now()));
    assert_eq!((fact.name.as_str(), fact.walk_in, fact.resident), ("过路的王师傅", true, None));
    for bad in ["", "  ", &"长".repeat(NAME_MAX + 1)] {
        assert_eq!(note(&on_shift(teacher_he()), PresenceId(id(1)), &seen(None, bad, now())), Err(Refusal::BadName));
    }
    let unknown = Facts { subject: None, ..on_shift(teacher_he()) };
    let who = seen(Some(ResidentId(id(99))), "", now());
    assert_eq!(note(&unknown, PresenceId(id(1)), &who), Err(Refusal::NotFound));
    let other = Facts { subject: Some(subject(person(9, "钱美华"), "")), ..on_shift(teacher_he()) };
    assert!(noted(&other, &seen(Some(ResidentId(id(9))), "", now())).walk_in);
}

#[test]
fn nothing_is_noted_of_what_is_not_there() {
    let facts = Facts { occurrence: None, shift: None, ..on_shift(teacher_he()) };
    assert_eq!(note(&facts, PresenceId(id(1)), &seen(None, "王", now())), Err(Refusal::NotFound));
    let date = Facts { occurrence: Some(lesson(1)), shift: None, ..facts };
    let at_date = Seen { of: Venture::Occurrence(lesson(1).id), ..seen(None, "王", now()) };
    assert!(noted(&date, &at_date).walk_in);
}

#[test]
fn several_doors_add_up_to_the_first_time_in_and_the_last_time_out() {
    let fact = |mark, at: i64| Presence { mark, at: Moment(at), ..Presence::default() };
    let facts = [fact(Mark::In, 30), fact(Mark::Out, 90), fact(Mark::In, 20), fact(Mark::Out, 80)];
    assert_eq!(stay(facts.iter()), (Some(Moment(20)), Some(Moment(90))));
    assert_eq!(stay(facts[..1].iter()), (Some(Moment(30)), None));
    assert_eq!(stay([fact(Mark::Out, 10), fact(Mark::In, 20)].iter()), (Some(Moment(20)), None), "out before in");
    assert_eq!(stay([fact(Mark::Out, 10)].iter()), (None, None));
}
