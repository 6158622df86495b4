//! Tests of [`super`]: see the names.

use super::*;
use crate::project::project;
use crate::resident::Me;
use crate::sample::{facts, guizhen, id, now, opera, staff, teacher_he};
use crate::scope::Scope;
use crate::when::HOUR_MS;

fn plan() -> CallPlan {
    CallPlan {
        title: " 送月饼 ".into(),
        words: "两人一组".into(),
        starts: now().plus_ms(48 * HOUR_MS),
        ends: now().plus_ms(51 * HOUR_MS),
        place: "综合体一楼".into(),
        people: 12,
        skill: None,
        answer_by: now().plus_ms(24 * HOUR_MS),
    }
}

/// The organization of 何秀英 is an alliance here.
fn alliance(actor: Me) -> Facts {
    Facts { has_units: true, ..facts(actor) }
}

fn posted(actor: Me, plan: &CallPlan) -> Result<Call, Refusal> {
    match post(&alliance(actor), CallId(id(1)), opera(), plan)?.as_slice() {
        [Change::Call(call)] => Ok(call.clone()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn leaders_and_the_desk_call_and_nobody_else() {
    for (actor, name) in [(teacher_he(), "何秀英"), (staff(), "吴婷")] {
        let call = posted(actor, &plan()).unwrap();
        assert_eq!((call.plan.title.as_str(), call.by.name.as_str(), call.closed), ("送月饼", name, None));
    }
    assert_eq!(posted(guizhen(), &plan()), Err(Refusal::NotAllowed));
    assert_eq!(post(&facts(teacher_he()), CallId(id(1)), opera(), &plan()), Err(Refusal::NotFound), "no units");
    let known = Facts { call: Some(Call::default()), ..alliance(teacher_he()) };
    assert_eq!(post(&known, CallId(id(1)), opera(), &plan()), Err(Refusal::NotFound));
}

#[test]
fn what_cannot_be_answered_is_not_asked() {
    let wrong = |change: fn(&mut CallPlan), why: Refusal| {
        let mut plan = plan();
        change(&mut plan);
        assert_eq!(posted(teacher_he(), &plan), Err(why));
    };
    wrong(|plan| plan.title = " ".into(), Refusal::WordsMissing);
    wrong(|plan| plan.place = String::new(), Refusal::WordsMissing);
    wrong(|plan| plan.place = "路".repeat(TITLE_MAX + 1), Refusal::WordsTooLong { max: TITLE_MAX });
    wrong(|plan| plan.words = "字".repeat(NOTE_MAX + 1), Refusal::WordsTooLong { max: NOTE_MAX });
    wrong(|plan| plan.ends = plan.starts, Refusal::EndsBeforeStarts);
    wrong(|plan| plan.answer_by = now(), Refusal::InThePast);
    wrong(|plan| plan.answer_by = plan.ends, Refusal::AnswersTooLate);
    for people in [0, PEOPLE_MAX + 1] {
        let plan = CallPlan { people, ..plan() };
        assert_eq!(posted(teacher_he(), &plan), Err(Refusal::CountOutOfRange { least: 1, most: PEOPLE_MAX }));
    }
}

#[test]
fn a_call_is_closed_once_and_before_its_time() {
    let call = posted(teacher_he(), &plan()).unwrap();
    let closing = |actor, call: &Call| close(&Facts { call: Some(call.clone()), ..facts(actor) });
    assert_eq!(closing(guizhen(), &call), Err(Refusal::NotFound));
    assert_eq!(close(&facts(teacher_he())), Err(Refusal::NotFound));
    let closed = Call { closed: Some(now()), ..call.clone() };
    assert_eq!(closing(staff(), &call), Ok(vec![Change::Call(closed.clone())]));
    assert_eq!(closing(teacher_he(), &closed), Err(Refusal::CallClosed { since: now() }));
    let mut late = call;
    late.plan.answer_by = now();
    assert_eq!(closing(teacher_he(), &late), Err(Refusal::CallClosed { since: now() }));
}

#[test]
fn a_call_is_changed_until_it_closes_and_keeps_who_asked_and_when() {
    let call = posted(teacher_he(), &plan()).unwrap();
    let changing = |actor, call: &Call, plan: &CallPlan| {
        change(&Facts { call: Some(call.clone()), now: now().plus_ms(1), ..facts(actor) }, plan)
    };
    let (starts, ends) = (now().plus_ms(72 * HOUR_MS), now().plus_ms(74 * HOUR_MS));
    let fewer = CallPlan { title: " 送重阳糕 ".into(), people: 3, starts, ends, ..call.plan.clone() };
    let plan = CallPlan { title: "送重阳糕".into(), ..fewer.clone() };
    let changed = Call { plan, changed: Some(now().plus_ms(1)), ..call.clone() };
    for actor in [teacher_he(), staff()] {
        assert_eq!(changing(actor, &call, &fewer), Ok(vec![Change::Call(changed.clone())]));
    }
    assert_eq!(changing(guizhen(), &call, &fewer), Err(Refusal::NotFound));
    assert_eq!(change(&facts(teacher_he()), &fewer), Err(Refusal::NotFound));
    assert_eq!(changing(teacher_he(), &changed, &fewer), Err(Refusal::AlreadySaid), "the same again");
    let wrong = CallPlan { people: 0, ..fewer.clone() };
    let range = Refusal::CountOutOfRange { least: 1, most: PEOPLE_MAX };
    assert_eq!(changing(teacher_he(), &call, &wrong), Err(range));
    let closed = Call { closed: Some(now()), ..call.clone() };
    assert_eq!(changing(teacher_he(), &closed, &fewer), Err(Refusal::CallClosed { since: now() }));
    let mut late = call;
    late.plan.answer_by = now();
    assert_eq!(
        changing(teacher_he(), &late, &fewer),
        Err(Refusal::CallClosed { since: now() }),
        "it is not opened again"
    );
}

#[test]
fn a_call_is_told_to_the_alliance_and_to_no_person() {
    let call = posted(teacher_he(), &plan()).unwrap();
    let scopes: Vec<Scope> =
        project(&Change::Call(call), &Facts::default()).into_iter().map(|(scope, _)| scope).collect();
    assert_eq!(scopes, [Scope::Alliance(opera()), Scope::Organization(opera()), Scope::Desk]);
}
