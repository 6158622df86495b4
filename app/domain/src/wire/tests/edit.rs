//! How it is written what a form began with, and the rule that an activity had before.

use super::*;
use crate::activity::Activity;
use crate::duty::{Duty, Promise};
use crate::series::Former;
use crate::shift::ShiftPlan;

#[test]
fn what_a_form_began_with_is_written_only_where_it_is_said() {
    let (occurrence, shift) = (OccurrenceId(id(2)), ShiftId(id(2)));
    let text = r#"{"starts":1000,"ends":2000,"venue":"~04","capacity":30,"note":"带剪刀"}"#;
    stands(
        &Command::EditOccurrence { occurrence, plan: plan(), before: Some(plan()) },
        &format!(r#"{{"edit_occurrence":{{"occurrence":"~02","plan":{text},"before":{text}}}}}"#),
    );
    let plan = ShiftPlan { role: "送餐".into(), starts: Moment(1000), ends: Moment(2000), ..ShiftPlan::default() };
    let text = concat!(
        r#"{"role":"送餐","about":"","starts":1000,"ends":2000,"venue":"~00","least":0,"most":0,"#,
        r#""skills":[],"children":false}"#
    );
    for (before, said) in [(None, String::new()), (Some(plan.clone()), format!(r#","before":{text}"#))] {
        stands(
            &Command::EditShift { shift, plan: plan.clone(), before },
            &format!(r#"{{"edit_shift":{{"shift":"~02","plan":{text}{said}}}}}"#),
        );
    }
    let amendment = crate::series::Amendment { capacity: Some(30), ..Default::default() };
    let text = r#"{"starts":1000,"ends":2000,"venue":"~04","capacity":30,"note":"带剪刀"}"#;
    stands(
        &Command::AmendFrom { occurrence, amendment, before: Some(super::plan()) },
        &format!(r#"{{"amend_from":{{"occurrence":"~02","amendment":{{"capacity":30}},"before":{text}}}}}"#),
    );
    let part = crate::edit::Part::When;
    stands(&Refusal::ChangedMeanwhile { part }, r#"{"changed_meanwhile":{"part":"when"}}"#);
}

#[test]
fn a_rule_of_before_is_written_only_where_there_was_one() {
    let series = Series { rule: "FREQ=WEEKLY".into(), skip: Skip::Nothing };
    let former = Former { series, since: Moment(0), until: Moment(5) };
    stands(&former, r#"{"series":{"rule":"FREQ=WEEKLY","skip":"nothing"},"since":0,"until":5}"#);
    let row = Activity { former: Some(former), ..Activity::default() };
    let text = serde_json::to_string(&row).unwrap();
    assert_eq!(serde_json::from_str::<Activity>(&text).unwrap(), row);
    assert!(!serde_json::to_string(&Activity::default()).unwrap().contains("former"));
}

#[test]
fn what_somebody_was_promised_is_written_only_where_their_shift_was_moved() {
    let bare = Duty { id: DutyId(id(1)), shift: ShiftId(id(2)), ..Duty::default() };
    let text = serde_json::to_string(&bare).unwrap();
    assert!(!text.contains("promised") && !text.contains("clash"));
    assert_eq!(serde_json::from_str::<Duty>(&text).unwrap(), bare);
    let was = Promise { starts: Moment(1000), ends: Moment(2000), venue: VenueId(id(4)) };
    stands(&was, r#"{"starts":1000,"ends":2000,"venue":"~04"}"#);
    let moved = Duty { promised: Some(was), clash: true, ..bare };
    let text = serde_json::to_string(&moved).unwrap();
    assert!(text.contains(r#""promised":{"starts":1000"#) && text.contains(r#""clash":true"#), "{text}");
    assert_eq!(serde_json::from_str::<Duty>(&text).unwrap(), moved);
    let stays = Refusal::ShiftStays { role: "送餐".into(), delivers: true };
    stands(&stays, r#"{"shift_stays":{"role":"送餐","delivers":true}}"#);
}
