//! How regular orders are written.

use super::*;
use crate::dish::DishKind;
use crate::id::RegularId;
use crate::meal::Meal;
use crate::missed::Missed;
use crate::regular::{Habit, Pause, Plate, Regular, Stopped};
use crate::resident::Person;
use crate::row::Row;

fn day(number: u8) -> Day {
    Day::of(2026, 11, number).unwrap()
}

fn person(n: u128, name: &str) -> Person {
    Person { id: ResidentId(id(n)), name: name.into() }
}

#[test]
fn a_habit_says_what_is_not_usual_only_where_it_is_so() {
    let plate = Plate { meat: 1, vegetable: 1, soup: 0, staple: 2 };
    let usual = Habit { days: 31, plate, from: day(23), ..Habit::default() };
    let pause = Some(Pause { from: day(24), until: day(25) });
    let whole = Habit { until: Some(day(30)), pause, holidays: true, ..usual };
    let start = r#""days":31,"plate":{"meat":1,"vegetable":1,"soup":0,"staple":2},"from":"2026-11-23""#;
    let rest = r#","until":"2026-11-30","pause":{"from":"2026-11-24","until":"2026-11-25"},"holidays":true"#;
    let (regular, eater) = (RegularId(id(1)), ResidentId(id(2)));
    for (habit, rest) in [(usual, ""), (whole, rest)] {
        stands(
            &Command::SetRegular { regular, eater, habit, meal: Meal::Lunch },
            &format!(r#"{{"set_regular":{{"regular":"~01","eater":"~02","habit":{{{start}{rest}}}}}}}"#),
        );
    }
    stands(&Command::EndRegular { regular }, r#"{"end_regular":{"regular":"~01"}}"#);
    let (by, eater, made) = (person(3, "周"), person(2, "陆"), Moment(5));
    let row = Regular { id: regular, by, eater, habit: usual, made, changed: Moment(6), ..Regular::default() };
    let people = r#""by":{"id":"~03","name":"周"},"eater":{"id":"~02","name":"陆"}"#;
    let over = Regular { ended: Some(Moment(7)), stopped: Some(Stopped::SetterLeft), ..row.clone() };
    let tail = r#""made":5,"changed":6,"ended":7,"stopped":"setter_left""#;
    stands(&Row::Regular(over), &format!(r#"{{"regular":{{"id":"~01",{people},"habit":{{{start}}},{tail}}}}}"#));
    stands(
        &Row::Regular(row),
        &format!(r#"{{"regular":{{"id":"~01",{people},"habit":{{{start}}},"made":5,"changed":6}}}}"#),
    );
}

#[test]
fn why_nothing_was_ordered_is_written_as_ever() {
    let why = Refusal::NotOnMenu { kind: DishKind::Soup };
    let (eater, booker) = (person(2, "陆"), person(3, "周"));
    let row = Missed { id: OrderId(id(1)), day: day(23), meal: Meal::Lunch, eater, booker, why, at: Moment(5) };
    let people = r#""eater":{"id":"~02","name":"陆"},"booker":{"id":"~03","name":"周"}"#;
    stands(
        &Row::Missed(row),
        &format!(
            r#"{{"missed":{{"id":"~01","day":"2026-11-23",{people},"why":{{"not_on_menu":{{"kind":"soup"}}}},"at":5}}}}"#
        ),
    );
    stands(&Refusal::RegularDays, r#""regular_days""#);
    stands(&Refusal::RegularStopped, r#""regular_stopped""#);
    stands(&Refusal::RegularOpen { name: "陆".into() }, r#"{"regular_open":{"name":"陆"}}"#);
}

#[test]
fn what_is_ordered_again_and_again_has_another_name_where_it_is_not_lunch() {
    let plate = Plate { soup: 1, ..Plate::default() };
    let habit = Habit { days: 31, plate, from: day(23), ..Habit::default() };
    let (regular, eater, meal) = (RegularId(id(1)), person(2, "陆"), Meal::Supper);
    let what = r#""habit":{"days":31,"plate":{"meat":0,"vegetable":0,"soup":1,"staple":0},"from":"2026-11-23"}"#;
    stands(
        &Command::SetRegular { regular, eater: eater.id, habit, meal },
        &format!(r#"{{"set_regular":{{"regular":"~01","eater":"~02",{what},"meal":"supper"}}}}"#),
    );
    let row = Regular { id: regular, by: person(3, "周"), eater: eater.clone(), habit, meal, ..Regular::default() };
    let missed = Missed {
        id: OrderId(id(1)),
        day: day(23),
        meal,
        eater,
        booker: person(3, "周"),
        why: Refusal::RegularStopped,
        at: Moment(5),
    };
    for (row, name) in [(Row::Regular(row), "meal_regular"), (Row::Missed(missed), "meal_missed")] {
        let text = serde_json::to_string(&row).unwrap();
        assert!(text.starts_with(&format!(r#"{{"{name}":{{"#)) && text.contains(r#""meal":"supper""#), "{text}");
        assert_eq!(serde_json::from_str::<Row>(&text).unwrap(), row);
    }
}
