//! Tests of [`super`]: see the names.

use super::*;
use crate::change::Change;
use crate::command::Command;
use crate::decide::decide;
use crate::facts::Facts;
use crate::id::VenueId;
use crate::lottery::Lottery;
use crate::sample::{facts, id, lesson, now, shift, teacher_he};
use crate::venue::Venue;
use crate::when::HOUR_MS;
use crate::windows::Windows;

const HOURS: Windows = Windows { opens: Some(12), closes: 0, cancel: 2 };

/// A date with all that newer releases know of, in two days.
fn date() -> Occurrence {
    let starts = now().plus_ms(48 * HOUR_MS);
    let lottery = Some(Lottery { closes: starts.plus_ms(-3 * HOUR_MS), ..Lottery::default() });
    let bare = Occurrence { starts, ends: starts.plus_ms(HOUR_MS), note: "带茶杯".into(), ..lesson(20) };
    Occurrence { lottery, kept: 4, windows: HOURS, approval: true, ..bare }
}

/// How a release wrote a plan that knew nothing of lotteries, kept places, hours and approval.
fn older(date: &Occurrence, capacity: u32) -> Command {
    let Occurrence { id, starts, ends, venue, .. } = date;
    let (starts, ends) = (starts.0, ends.0);
    let plan =
        format!(r#"{{"starts":{starts},"ends":{ends},"venue":"{venue}","capacity":{capacity},"note":"带茶杯"}}"#);
    serde_json::from_str(&format!(r#"{{"edit_occurrence":{{"occurrence":"{id}","plan":{plan}}}}}"#)).unwrap()
}

fn after(date: &Occurrence, command: &Command) -> Result<Occurrence, Refusal> {
    let (occurrence, venue) = (Some(date.clone()), Some(Venue::default()));
    let changes = decide(&Facts { occurrence, venue, ..facts(teacher_he()) }, command)?;
    let Some(Change::Occurrence(row)) = changes.last() else { panic!("the date is the last change: {changes:?}") };
    Ok(row.clone())
}

fn edit(date: &Occurrence, before: &Plan, plan: Plan) -> Result<Occurrence, Refusal> {
    after(date, &Command::EditOccurrence { occurrence: date.id, plan, before: Some(before.clone()) })
}

fn meanwhile<T>(part: Part) -> Result<T, Refusal> {
    Err(Refusal::ChangedMeanwhile { part })
}

#[test]
fn what_an_older_phone_does_not_know_stays() {
    let before = date();
    let row = after(&before, &older(&before, 25)).unwrap();
    assert_eq!(row, Occurrence { capacity: 25, ..before });
}

#[test]
fn what_a_phone_names_that_says_nothing_of_before_holds() {
    let before = date();
    let plan = Plan { kept: 2, windows: Windows { opens: Some(6), closes: 0, cancel: 0 }, ..Plan::of(&before) };
    let row = after(&before, &Command::EditOccurrence { occurrence: before.id, plan, before: None }).unwrap();
    assert_eq!((row.kept, row.windows.opens, row.windows.cancel), (2, Some(6), 0));
}

#[test]
fn a_phone_that_says_what_its_form_began_with_takes_things_off() {
    let before = date();
    let began = Plan::of(&before);
    let bare = Plan { lottery_hours: None, kept: 0, windows: Windows::default(), approval: false, ..began.clone() };
    let row = edit(&before, &began, bare).unwrap();
    assert_eq!((row.lottery, row.kept, row.windows, row.approval), (None, 0, Windows::default(), false));
}

#[test]
fn two_leaders_who_change_different_parts_change_both() {
    let began = Plan::of(&date());
    let later = |by: i64| Plan {
        starts: began.starts.plus_ms(by * HOUR_MS),
        ends: began.ends.plus_ms(by * HOUR_MS),
        ..began.clone()
    };
    let moved = edit(&date(), &began, later(1)).unwrap();
    let noted = edit(&moved, &began, Plan { note: "带剪刀".into(), ..began.clone() }).unwrap();
    assert_eq!((noted.starts, noted.ends, noted.note.as_str()), (moved.starts, moved.ends, "带剪刀"));
    assert_eq!(edit(&noted, &began, later(1)).unwrap().note, "带剪刀", "both have moved it alike");
    assert_eq!(edit(&noted, &began, later(2)), meanwhile(Part::When));
    let longer = Plan { ends: began.ends.plus_ms(HOUR_MS), ..began.clone() };
    assert_eq!(edit(&noted, &began, longer), meanwhile(Part::When), "half of each is nobody's");
    assert_eq!(edit(&noted, &Plan::of(&noted), later(2)).unwrap().starts, later(2).starts, "who has seen it may");
}

#[test]
fn every_part_that_two_change_otherwise_is_named() {
    let (stands, began) = (date(), Plan { capacity: 10, kept: 1, ..Plan::of(&date()) });
    assert_eq!(edit(&stands, &began, Plan { capacity: 30, ..began.clone() }), meanwhile(Part::Places));
    assert_eq!(edit(&stands, &began, Plan { kept: 0, ..began.clone() }), meanwhile(Part::Kept));
    let began = Plan { venue: VenueId(id(1)), note: "讲隶书".into(), ..Plan::of(&date()) };
    assert_eq!(edit(&stands, &began, Plan { venue: VenueId(id(2)), ..began.clone() }), meanwhile(Part::Venue));
    assert_eq!(edit(&stands, &began, Plan { note: "讲楷书".into(), ..began.clone() }), meanwhile(Part::Note));
    let began = Plan { lottery_hours: None, windows: Windows::default(), ..Plan::of(&date()) };
    assert_eq!(edit(&stands, &began, Plan { lottery_hours: Some(5), ..began.clone() }), meanwhile(Part::Lottery));
    let windows = Windows { cancel: 1, ..Windows::default() };
    assert_eq!(edit(&stands, &began, Plan { windows, ..began.clone() }), meanwhile(Part::Windows));
}

#[test]
fn the_same_holds_of_a_shift() {
    let stands = Shift { about: "带保温箱".into(), skills: vec![Skill::Food], ..shift(1, 3) };
    let of = |plan: ShiftPlan, before: Option<ShiftPlan>| -> Result<Shift, Refusal> {
        let command = Command::EditShift { shift: stands.id, plan, before };
        let (shift, venue) = (Some(stands.clone()), Some(Venue::default()));
        let changes = decide(&Facts { shift, venue, ..facts(teacher_he()) }, &command)?;
        let Some(Change::Shift(row)) = changes.last() else { panic!("the shift is the last change: {changes:?}") };
        Ok(row.clone())
    };
    let began = ShiftPlan { about: String::new(), skills: Vec::new(), most: 2, ..ShiftPlan::of(&stands) };
    let role = ShiftPlan { role: "送餐".into(), ..began.clone() };
    let row = of(role.clone(), Some(began.clone())).unwrap();
    assert_eq!(row, Shift { role: "送餐".into(), ..stands.clone() }, "what another has said meanwhile stays");
    let row = of(role, None).unwrap();
    assert_eq!((row.about.as_str(), row.most), ("", 2), "an older release says all of it");
    let wrong = [
        (ShiftPlan { about: "带手套".into(), ..began.clone() }, Part::About),
        (ShiftPlan { skills: vec![Skill::FirstAid], ..began.clone() }, Part::Skills),
        (ShiftPlan { most: 5, ..began.clone() }, Part::People),
    ];
    for (plan, part) in wrong {
        assert_eq!(of(plan, Some(began.clone())), meanwhile(part));
    }
}
