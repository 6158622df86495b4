//! How pictures are written: only where there are some, so that whatever has none stays as it was.

use super::*;
use crate::dish::Dish;
use crate::id::DishId;

#[test]
fn the_pictures_of_a_date_are_written_below_its_thanks() {
    let (occurrence, words) = (OccurrenceId(id(2)), String::from("谢谢大家"));
    let text = |pictures: &str| format!(r#"{{"say_thanks":{{"occurrence":"~02","words":"谢谢大家"{pictures}}}}}"#);
    for (pictures, written) in [
        (None, ""),
        (Some(Vec::new()), r#","pictures":[]"#),
        (Some(vec![PhotoId(id(4)), PhotoId(id(3))]), r#","pictures":["~04","~03"]"#),
    ] {
        stands(&Command::SayThanks { occurrence, words: words.clone(), pictures, seen: None }, &text(written));
    }
    let plain = serde_json::to_string(&Occurrence::default()).unwrap();
    assert!(!plain.contains("pictures"), "{plain}");
    let date = Occurrence { pictures: vec![PhotoId(id(4))], ..Occurrence::default() };
    let text = serde_json::to_string(&date).unwrap();
    assert!(text.contains(r#""pictures":[""#), "{text}");
    assert_eq!(serde_json::from_str::<Occurrence>(&text).unwrap(), date);
}

#[test]
fn the_picture_of_a_dish_is_written_behind_all_that_older_phones_know() {
    let (dish, picture) = (DishId(id(3)), Some(PhotoId(id(4))));
    stands(&Command::ShowDish { dish, picture }, r#"{"show_dish":{"dish":"~03","picture":"~04"}}"#);
    stands(&Command::ShowDish { dish, picture: None }, r#"{"show_dish":{"dish":"~03","picture":null}}"#);
    assert!(!serde_json::to_string(&Dish::default()).unwrap().contains("picture"));
    let text = serde_json::to_string(&Dish { soft: true, picture, ..Dish::default() }).unwrap();
    assert!(text.contains(r#""soft":true,"picture":""#), "{text}");
}

#[test]
fn the_picture_of_an_activity_is_written_with_its_words() {
    let draft = activity::Draft { picture: Some(PhotoId(id(4))), ..activity::Draft::default() };
    let words = concat!(
        r#"{"title":"","kind":"school","about":"","audience_rule":"everyone","audience":"","bring":"","price_fen":0,"#,
        r#""contact":"","picture":"~04"}"#
    );
    stands(&draft, words);
    let taken = activity::Draft { bare: true, given: true, ..activity::Draft::default() };
    assert!(serde_json::to_string(&taken).unwrap().ends_with(r#""contact":"","bare":true,"given":true}"#));
    assert!(!serde_json::to_string(&activity::Activity::default()).unwrap().contains("picture"));
    let row = activity::Activity { picture: Some(PhotoId(id(4))), ..activity::Activity::default() };
    let text = serde_json::to_string(&row).unwrap();
    assert!(text.contains(r#""picture":""#), "{text}");
    assert_eq!(serde_json::from_str::<activity::Activity>(&text).unwrap(), row);
    stands(&Refusal::NoPicture, r#""no_picture""#);
}
