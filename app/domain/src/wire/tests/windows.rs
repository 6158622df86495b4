//! How the hours between which one can sign up are written, and that a date without any stays as it was.

use super::*;
use crate::windows::Windows;

#[test]
fn the_times_to_sign_up_are_written_only_where_some_are_said() {
    for (windows, text) in [
        (Windows { opens: Some(48), closes: 12, cancel: 6 }, r#"{"opens":48,"closes":12,"cancel":6}"#),
        (Windows { opens: Some(48), ..Windows::default() }, r#"{"opens":48}"#),
        (Windows { closes: 12, ..Windows::default() }, r#"{"closes":12}"#),
        (Windows { cancel: 6, ..Windows::default() }, r#"{"cancel":6}"#),
    ] {
        stands(&windows, text);
        let plan = Plan { windows, ..plan() };
        let rest = r#"{"starts":1000,"ends":2000,"venue":"~04","capacity":30,"note":"带剪刀","windows":"#;
        stands(&plan, &format!("{rest}{text}}}"));
        let date = serde_json::to_string(&Occurrence { windows, ..Occurrence::default() }).unwrap();
        assert!(date.contains(&format!(r#""windows":{text}"#)), "{date}");
        assert_eq!(serde_json::from_str::<Occurrence>(&date).unwrap().windows, windows);
    }
    assert!(!serde_json::to_string(&plan()).unwrap().contains("windows"));
    assert!(!serde_json::to_string(&Occurrence::default()).unwrap().contains("windows"));
    let newer = r#"{"opens":48,"weather":1}"#;
    assert!(serde_json::from_str::<Windows>(newer).is_err(), "an order that is not understood is no order");
}

#[test]
fn a_no_for_the_time_is_written_as_ever() {
    let at = Moment(900);
    stands(&Refusal::SignupNotOpen { opens: at }, r#"{"signup_not_open":{"opens":900}}"#);
    stands(&Refusal::SignupClosed { since: at }, r#"{"signup_closed":{"since":900}}"#);
    stands(&Refusal::CancelClosed { since: at }, r#"{"cancel_closed":{"since":900}}"#);
    stands(&Refusal::WindowHours { max: 336 }, r#"{"window_hours":{"max":336}}"#);
}
