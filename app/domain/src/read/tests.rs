//! Tests of [`super`]: see the names. That what is written is read back is in [`crate::wire`]'s tests, for every type.

use super::*;
use crate::kin::Bond;
use crate::order::Portions;
use proptest::prelude::*;

fn read<T: Read>(text: &str) -> Result<T, Unread> {
    T::read(&serde_json::from_str(text).map_err(|_| Unread("JSON"))?)
}

#[test]
fn a_text_without_escapes_is_not_copied() {
    let json: Json<'_> = serde_json::from_str(r#"{"called":"莲","spoken":"a\nb"}"#).unwrap();
    let Json::Object(fields) = json else { panic!("an object") };
    assert!(matches!(&fields[0], (Cow::Borrowed("called"), Json::Text(Cow::Borrowed("莲")))));
    assert!(matches!(&fields[1].1, Json::Text(Cow::Owned(text)) if text == "a\nb"));
}

#[test]
fn what_is_missing_strange_or_of_another_form_is_named() {
    let id = Uuid::nil();
    let portions = |fields: &str| read::<Portions>(&format!("{{{fields}}}"));
    assert!(portions(&format!(r#""serving":"{id}","count":2"#)).is_ok());
    assert_eq!(portions(r#""count":2"#), Err(Unread("serving")));
    assert_eq!(portions(&format!(r#""serving":"{id}","count":-1"#)), Err(Unread("count")));
    assert_eq!(portions(&format!(r#""serving":"{id}","count":2,"price":0"#)), Err(Unread("unknown field")));
    assert_eq!(portions(&format!(r#""serving":"{id}","count":2,"count":3"#)), Err(Unread("unknown field")));
    assert_eq!(read::<Portions>("[]").map(|_| ()), Err(Unread("object")));
    assert!(read::<Bond>(r#""neighbour_of_a_neighbour""#).is_err());
    assert!(read::<i64>("1.5").is_err());
    assert!(read::<i64>("18446744073709551615").is_err());
    assert!(serde_json::from_str::<Json<'_>>(&"[".repeat(10_000)).is_err());
}

#[test]
fn what_was_read_is_written_again() {
    let text = r#"{"a":[1,-2,true,null,"莲\n"],"b":{"c":{}}}"#;
    let json: Json<'_> = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&json).unwrap(), text);
    assert_eq!(json.items("a").len(), 5);
    assert!(json.items("b").is_empty());
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in r#"[\[\]{}":,a-z0-9\\ .-]{0,60}"#) {
        // serde's own tree says what is JSON; the numbers with fractions are the difference.
        let own = serde_json::from_str::<serde_json::Value>(&text).is_ok();
        let ours = serde_json::from_str::<Json<'_>>(&text).is_ok();
        prop_assert!(own || !ours);
        prop_assert!(ours || !own || text.contains(['.', 'e']) || text.len() > 15);
    }
}

/// As the residents' program has its list of commands: a part of it, and the rest as it comes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Partly {
    Known {
        count: u32,
    },
    #[serde(untagged)]
    Other(Json<'static>),
}

#[test]
fn what_a_program_does_not_understand_it_passes_on_as_it_came() {
    let other = r#"{"post_call":{"plan":{"title":"清雪","skills":[null,true,-3]},"words":""}}"#;
    for text in [r#"{"known":{"count":2}}"#, other, r#""a_word""#] {
        assert_eq!(serde_json::to_string(&read::<Partly>(text).unwrap()).unwrap(), text);
    }
    assert_eq!(read::<Partly>(r#"{"known":{"count":2}}"#), Ok(Partly::Known { count: 2 }));
    // What it does understand it reads as strictly as ever.
    assert!(read::<Partly>(r#"{"known":{"count":-2}}"#).is_err());
}
