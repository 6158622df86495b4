//! How a meal that is brought is written.

use super::*;
use crate::errand::{Carried, Errand, ErrandState};
use crate::place::Doorstep;
use crate::resident::{Me, Person, Round};
use crate::row::Row;
use crate::scope::Scope;
use crate::shift::{Shift, ShiftPlan};

#[test]
fn what_came_of_a_meal_is_written_as_ever() {
    for (state, text) in
        [(ErrandState::Waiting, "waiting"), (ErrandState::Brought, "brought"), (ErrandState::Nobody, "nobody")]
    {
        stands(
            &Command::NoteErrand { errand: OrderId(id(1)), state, at: Moment(5) },
            &format!(r#"{{"note_errand":{{"errand":"~01","state":"{text}","at":5}}}}"#),
        );
    }
}

#[test]
fn a_meal_to_bring_is_written_as_ever() {
    let to =
        Doorstep { compound: "桃源".into(), room: "301".into(), note: "放门口".into(), ..Doorstep::default() };
    let row = Errand {
        id: OrderId(id(1)),
        day: Day::of(2026, 11, 25).unwrap(),
        shifts: vec![ShiftId(id(2))],
        code: 1_017,
        name: "周".into(),
        to,
        phone: "199".into(),
        what: vec![Carried { name: "粥".into(), count: 2, halal: true, soft: false }],
        ..Errand::default()
    };
    let start = concat!(
        r#"{"errand":{"id":"~01","day":"2026-11-25","shifts":["~02"],"code":1017,"name":"周","#,
        r#""to":{"compound":"桃源","building":"","stairwell":"","room":"301","note":"放门口"},"phone":"199","#,
        r#""what":[{"name":"粥","count":2,"halal":true}],"state":"#
    );
    stands(&Row::Errand(row.clone()), &format!(r#"{start}"waiting"}}}}"#));
    let by = Some(Person { id: ResidentId(id(3)), name: "沈".into() });
    let said = Errand { state: ErrandState::Brought, by, at: Some(Moment(5)), ..row };
    stands(&Row::Errand(said), &format!(r#"{start}"brought","by":{{"id":"~03","name":"沈"}},"at":5}}}}"#));
}

#[test]
fn who_brings_meals_follows_the_shift_and_older_rows_say_nothing_of_it() {
    let scope = Scope::Errands(ShiftId(id(2)));
    stands(&scope, r#""errands/~02""#);
    let rounds = vec![Round { shift: ShiftId(id(2)), until: Moment(9) }];
    let me = Me { rounds, ..Me::default() };
    assert!(Scope::followed_by(&me).contains(&scope));
    assert!(
        serde_json::to_string(&me).unwrap().replace(ZEROS, "~").ends_with(r#""rounds":[{"shift":"~02","until":9}]}"#)
    );
    assert!(!serde_json::to_string(&Shift::default()).unwrap().contains("delivers"));
    assert!(!serde_json::to_string(&ShiftPlan::default()).unwrap().contains("delivers"));
}
