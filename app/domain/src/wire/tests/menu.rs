//! How menus, limits and meals that are brought are written.

use super::*;
use crate::community::Community;
use crate::dish::Dish;
use crate::id::DishId;
use crate::meal::{Meal, MealHours};
use crate::menu::Cooked;
use crate::order::Order;
use crate::place::Doorstep;
use crate::quota::{Limits, Quota};
use crate::row::Row;
use crate::serving::Serving;
use crate::when::Clock;

#[test]
fn a_menu_is_written_as_ever() {
    let day = Day::of(2026, 11, 25).unwrap();
    let dishes = vec![Cooked { dish: DishId(id(3)), portions: 40 }];
    let limits = Limits { eat_in: None, deliver: Some(20) };
    stands(
        &Command::SetMenu { day, dishes, limits, meal: Meal::Lunch },
        concat!(
            r#"{"set_menu":{"day":"2026-11-25","dishes":[{"dish":"~03","portions":40}],"#,
            r#""limits":{"deliver":20}}}"#
        ),
    );
    stands(&Command::CopyMenus { first: day }, r#"{"copy_menus":{"first":"2026-11-25"}}"#);
    stands(&Refusal::NoDelivery, r#""no_delivery""#);
    stands(&Refusal::WayFull { delivered: true, other: false }, r#"{"way_full":{"delivered":true,"other":false}}"#);
    stands(
        &Refusal::PortionsOutOfRange { dish: "鱼".into(), least: 3, most: 2000 },
        r#"{"portions_out_of_range":{"dish":"鱼","least":3,"most":2000}}"#,
    );
    stands(
        &Quota { day, limits, eating: 5, delivering: 6, meal: Meal::Lunch },
        r#"{"day":"2026-11-25","limits":{"deliver":20},"eating":5,"delivering":6}"#,
    );
}

#[test]
fn another_meal_than_lunch_has_names_of_its_own() {
    let day = Day::of(2026, 11, 25).unwrap();
    let (limits, meal) = (Limits::default(), Meal::Breakfast);
    stands(
        &Command::SetMenu { day, dishes: Vec::new(), limits, meal },
        r#"{"set_menu":{"day":"2026-11-25","dishes":[],"limits":{},"meal":"breakfast"}}"#,
    );
    let hours = MealHours { meal, cutoff_days: 1, cutoff: Clock(1080), from: Clock(390), until: Clock(480) };
    stands(&hours, r#"{"meal":"breakfast","cutoff_days":1,"cutoff":1080,"from":390,"until":480}"#);
    for (meal, name) in [(Meal::Breakfast, "meal_serving"), (Meal::Lunch, "serving"), (Meal::Supper, "meal_serving")] {
        let row = Row::Serving(Serving { meal, ..Serving::default() });
        let text = serde_json::to_string(&row).unwrap();
        assert!(text.starts_with(&format!(r#"{{"{name}":{{"#)), "{text}");
        assert_eq!(text.contains(r#""meal":"#), !meal.is_lunch());
        assert_eq!(serde_json::from_str::<Row>(&text).unwrap(), row);
    }
    assert!(serde_json::from_str::<Row>(r#"{"meal_dinner":{}}"#).is_err(), "as an older release reads a name it lacks");
}

#[test]
fn what_older_phones_do_not_know_is_written_only_where_there_is_any() {
    let plain = serde_json::to_string(&(Dish::default(), Community::default())).unwrap();
    assert!(["allergens", "halal", "soft", "quotas", "meal"].iter().all(|word| !plain.contains(word)), "{plain}");
    let marked = Dish { allergens: "虾".into(), halal: true, soft: true, ..Dish::default() };
    let text = serde_json::to_string(&marked).unwrap();
    assert!(text.ends_with(r#""allergens":"虾","halal":true,"soft":true}"#), "{text}");
    let portions = vec![Portions { serving: ServingId(id(3)), count: 2 }];
    let (order, day, eater) = (OrderId(id(1)), Day::of(2026, 11, 25).unwrap(), ResidentId(id(2)));
    stands(
        &Command::PlaceOrder { order, day, eater, portions, delivered: true, from_balance: false, note: String::new() },
        concat!(
            r#"{"place_order":{"order":"~01","day":"2026-11-25","eater":"~02","#,
            r#""portions":[{"serving":"~03","count":2}],"delivered":true}}"#
        ),
    );
}

#[test]
fn an_order_of_an_older_release_is_eaten_in() {
    let person = r#"{"id":"00000000-0000-0000-0000-000000000001","name":"周桂珍"}"#;
    let text = format!(
        r#"{{"id":"00000000-0000-0000-0000-000000000002","day":"2026-11-25","eater":{person},"booker":{person},"lines":[],"total_fen":0,"code":7,"state":"booked","changed":5}}"#
    );
    let order: Order = serde_json::from_str(&text).unwrap();
    assert!(!order.delivered && order.to.is_none());
    assert_eq!(serde_json::to_string(&order).unwrap(), text);
    let to = Doorstep {
        compound: "桃源".into(),
        building: "3幢".into(),
        stairwell: "一单元".into(),
        room: "301".into(),
        note: String::new(),
    };
    let brought = serde_json::to_string(&Order { delivered: true, to: Some(to), ..order }).unwrap();
    let door = r#""delivered":true,"to":{"compound":"桃源","building":"3幢","stairwell":"一单元","room":"301"}}"#;
    assert!(brought.ends_with(door), "{brought}");
}
