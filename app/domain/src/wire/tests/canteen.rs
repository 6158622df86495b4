//! How what is new at the canteen is written, and that what is older reads as before.

use super::*;
use crate::id::RatingId;
use crate::order::{Order, Via};
use crate::rating::{Rated, Reason, Score, Taste};
use crate::row::Row;
use crate::serving::Serving;

#[test]
fn orders_that_are_changed_or_taken_for_others_are_written() {
    let (order, day) = (OrderId(id(1)), Day::of(2026, 11, 25).unwrap());
    stands(&Command::ChangeOrder { order, portions: Vec::new() }, r#"{"change_order":{"order":"~01","portions":[]}}"#);
    stands(
        &Command::PlaceOrderFor { order, day, eater: ResidentId(id(2)), portions: Vec::new(), by_phone: true },
        r#"{"place_order_for":{"order":"~01","day":"2026-11-25","eater":"~02","portions":[],"by_phone":true}}"#,
    );
}

#[test]
fn what_is_left_of_a_dish_is_written_once_it_was_counted() {
    stands(
        &Command::CountServing { serving: ServingId(id(1)), left: 2, wasted: 3 },
        r#"{"count_serving":{"serving":"~01","left":2,"wasted":3}}"#,
    );
    let text = |counted: &str| {
        let (one, dish) = (id(1), id(2));
        format!(
            r#"{{"id":"{one}","day":"2026-11-25","dish":"{dish}","name":"饭","kind":"meat","price_fen":100,"portions":9,"ordered":1,"served":2{counted}}}"#
        )
    };
    for text in [text(""), text(r#","wasted":3,"counted":true"#)] {
        assert_eq!(serde_json::to_string(&serde_json::from_str::<Serving>(&text).unwrap()).unwrap(), text);
    }
}

#[test]
fn what_is_said_of_a_meal_is_written() {
    let rated = Rated { score: Score::SoSo, reasons: vec![Reason::Salty], words: "汤好".into() };
    stands(
        &Command::RateOrder { rating: RatingId(id(1)), order: OrderId(id(2)), rated: rated.clone() },
        r#"{"rate_order":{"rating":"~01","order":"~02","rated":{"score":"so_so","reasons":["salty"],"words":"汤好"}}}"#,
    );
    stands(
        &Row::Taste(Taste { id: RatingId(id(1)), day: Day::of(2026, 11, 25).unwrap(), rated }),
        r#"{"taste":{"id":"~01","day":"2026-11-25","rated":{"score":"so_so","reasons":["salty"],"words":"汤好"}}}"#,
    );
}

#[test]
fn an_order_says_who_took_it_only_where_that_is_not_the_family() {
    let text = |via: &str| {
        let person = format!(r#"{{"id":"{}","name":"周桂珍"}}"#, id(1));
        format!(
            r#"{{"id":"{}","day":"2026-11-25","eater":{person},"booker":{person},"lines":[],"total_fen":0,"code":1017,"state":"booked","changed":5{via}}}"#,
            id(2)
        )
    };
    let read = |text: &str| -> Order { serde_json::from_str(text).unwrap() };
    assert_eq!(read(&text("")).via, Via::Own);
    let phoned = text(r#","via":"phone""#);
    assert_eq!(read(&phoned).via, Via::Phone);
    assert_eq!(serde_json::to_string(&read(&phoned)).unwrap(), phoned);
    assert_eq!(serde_json::to_string(&read(&text(""))).unwrap(), text(""));
}
