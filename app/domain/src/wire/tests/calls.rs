//! How calls and units' answers are written.

use super::*;
use crate::call::CallPlan;
use crate::id::{CallId, UnitId};
use crate::qualification::Skill;

#[test]
fn a_call_and_its_answers_are_written_as_ever() {
    let (call, organization) = (CallId(id(1)), OrganizationId(id(2)));
    let plan = CallPlan {
        title: "送月饼".into(),
        words: String::new(),
        starts: Moment(3),
        ends: Moment(4),
        place: "综合体".into(),
        people: 12,
        skill: Some(Skill::Food),
        answer_by: Moment(2),
    };
    stands(
        &Command::PostCall { call, organization, plan: plan.clone() },
        concat!(
            r#"{"post_call":{"call":"~01","organization":"~02","plan":{"title":"送月饼","words":"","starts":3,"ends":4,"#,
            r#""place":"综合体","people":12,"skill":"food","answer_by":2}}}"#
        ),
    );
    stands(
        &Command::ChangeCall { call, plan },
        concat!(
            r#"{"change_call":{"call":"~01","plan":{"title":"送月饼","words":"","starts":3,"ends":4,"#,
            r#""place":"综合体","people":12,"skill":"food","answer_by":2}}}"#
        ),
    );
    stands(&Command::CloseCall { call }, r#"{"close_call":{"call":"~01"}}"#);
    stands(
        &Command::Pledge { call, unit: UnitId(id(3)), count: 0, words: "放假".into() },
        r#"{"pledge":{"call":"~01","unit":"~03","count":0,"words":"放假"}}"#,
    );
}

#[test]
fn the_scope_of_an_alliance_is_written_as_ever() {
    let scope = Scope::Alliance(OrganizationId(id(2)));
    assert_eq!(scope.to_string(), format!("alliance/{}", id(2)));
    assert_eq!(scope.to_string().parse(), Ok(scope));
}
