//! A phone hears a no that only newer releases know.

use super::*;
use crate::read::Json;

#[test]
fn what_the_phone_does_not_understand_is_put_aside_with_its_reason_and_the_rest_goes_on() {
    let mut phone = phone();
    submit(&mut phone, 1, sign_up(1));
    submit(&mut phone, 2, sign_up(2));
    assert_eq!(sends(&mut phone), [1, 2]);
    let newer = Refusal::Newer(Json::Text("too_cold".into()));
    let settled = phone.settle(vec![answer(1, Outcome::Refused { refusal: newer.clone() }), applied(2, 5)], now());
    assert!(settled.outdated, "the person is told to update");
    assert_eq!(phone.parked.iter().map(|parked| &parked.refusal).collect::<Vec<_>>(), [&newer]);
    assert_eq!(phone.outbox.iter().map(|waiting| waiting.applied).collect::<Vec<_>>(), [Some(5)]);
    // The next release reads the reason from the disk.
    let kept = serde_json::to_string(&phone.parked[0]).unwrap();
    assert!(kept.contains(r#""refusal":"too_cold""#), "{kept}");
    assert_eq!(serde_json::from_str::<Parked>(&kept).unwrap(), phone.parked[0]);

    submit(&mut phone, 3, sign_up(3));
    assert!(!phone.settle(vec![refused(3)], now()).outdated);
}
