//! How a visit is written.

use super::*;
use crate::id::VisitId;
use crate::meal::Meal;
use crate::resident::Person;
use crate::row::Row;
use crate::visit::{Found, Visit};

#[test]
fn a_visit_is_written_as_ever() {
    let visit = VisitId(id(1));
    for (found, text) in [
        (Found::Well, "well"),
        (Found::Out, "out"),
        (Found::NeedsHelp, "needs_help"),
        (Found::NotReached, "not_reached"),
        (Found::Fetched, "fetched"),
    ] {
        stands(
            &Command::RecordVisit { visit, found, words: "在午睡".into() },
            &format!(r#"{{"record_visit":{{"visit":"~01","found":"{text}","words":"在午睡"}}}}"#),
        );
    }
    let person = |n: u128, name: &str| Person { id: ResidentId(id(n)), name: name.into() };
    let row = Visit {
        id: visit,
        day: Day::of(2026, 11, 23).unwrap(),
        person: person(2, "沈"),
        address: "3幢".into(),
        phone: "199".into(),
        asked: vec![person(3, "姚")],
        desk: false,
        made: Moment(5),
        ..Visit::default()
    };
    let known = concat!(
        r#""id":"~01","day":"2026-11-23","person":{"id":"~02","name":"沈"},"address":"3幢","phone":"199","#,
        r#""asked":[{"id":"~03","name":"姚"}],"desk":false,"made":5"#
    );
    stands(&Row::Visit(row.clone()), &format!(r#"{{"visit":{{{known}}}}}"#));
    let (found, by, answered) = (Some(Found::Out), Some(person(3, "姚")), Some(Moment(6)));
    let over = Visit { found, words: "散步".into(), by, answered, settled: true, ..row.clone() };
    let rest = r#","found":"out","words":"散步","by":{"id":"~03","name":"姚"},"answered":6,"settled":true"#;
    stands(&Row::Visit(over), &format!(r#"{{"visit":{{{known}{rest}}}}}"#));
    let supper = Visit { meal: Some(Meal::Supper), ..row };
    stands(&Row::Visit(supper), &format!(r#"{{"visit":{{{known},"meal":"supper"}}}}"#));
}
