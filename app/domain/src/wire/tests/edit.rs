//! How it is written what a form began with, and the rule that an activity had before.

use super::*;
use crate::activity::Activity;
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
