//! What a newer server says to a program that does not know it yet.

use super::*;
use crate::read::Json;

/// A no of a later release.
const NO: &str = r#"{"too_cold":{"degrees":-3,"of":"~01"}}"#;

#[test]
fn a_no_that_this_program_does_not_know_is_kept_as_it_came() {
    let json: Json<'static> = serde_json::from_str(NO).unwrap();
    let json = Refusal::Newer(json);
    assert_eq!(serde_json::to_string(&json).unwrap(), NO);
    assert_eq!(serde_json::from_str::<Refusal>(NO).unwrap(), json);
    // One whose name is known, about something that is not.
    for text in [r#""too_cold""#, r#"{"qualification_missing":{"name":"","skill":"flying"}}"#, r#"{"no_room":{}}"#] {
        let read: Refusal = serde_json::from_str(text).unwrap();
        assert!(matches!(read, Refusal::Newer(_)), "{read:?}");
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
    }
    assert_eq!(
        serde_json::from_str::<Refusal>(r#"{"no_room":{"free":1,"why":"x"}}"#).unwrap(),
        Refusal::NoRoom { free: 1 }
    );
}

#[test]
fn one_answer_that_is_not_known_does_not_hold_up_the_others() {
    let answer = |n: u32, outcome: &str| format!(r#"{{"id":"{ZEROS}0{n}","outcome":{outcome}}}"#);
    let (done, no, other) = (r#"{"applied":{"revision":9}}"#, r#"{"refused":{"refusal":"too_cold"}}"#, r#""later""#);
    let text = format!(r#"{{"answers":[{},{},{}]}}"#, answer(1, no), answer(2, done), answer(3, other));
    let outcomes: Vec<Outcome> =
        serde_json::from_str::<Pushed>(&text).unwrap().answers.into_iter().map(|answer| answer.outcome).collect();
    let [Outcome::Refused { refusal: Refusal::Newer(_) }, second, third] = outcomes.as_slice() else {
        panic!("{outcomes:?}")
    };
    assert_eq!(second, &Outcome::Applied { revision: 9 });
    assert!(matches!(third, Outcome::Refused { refusal: Refusal::Newer(_) }), "{third:?}");
    // An answer that says nothing is none.
    assert!(serde_json::from_str::<Pushed>(&format!(r#"{{"answers":[{}]}}"#, answer(1, "null"))).is_err());
}

#[test]
fn a_scope_that_is_not_known_does_not_hold_up_the_others() {
    let text = r#"{"epoch":"e","revision":9,"snapshot":true,"scopes":["kitchen","balcony/1","desk"],"rows":[]}"#;
    let json: Json<'_> = serde_json::from_str(text).unwrap();
    let pull = Pull::head(&json).unwrap();
    assert_eq!((pull.revision, pull.snapshot, pull.digest), (9, true, None));
    assert_eq!(pull.scopes, [Scope::Kitchen, Scope::Desk]);
    let nothing: Json<'_> = serde_json::from_str(r#"{"welcome":"WiFi"}"#).unwrap();
    assert_eq!(Pull::head(&nothing), None);
}
