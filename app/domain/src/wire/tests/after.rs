//! How what comes after a date is written: excuses, the closing of its attendance, thanks.

use super::*;
use crate::presence::Presence;
use crate::signup::Signup;

#[test]
fn what_leaders_do_after_a_date_is_written_as_ever() {
    let occurrence = OccurrenceId(id(2));
    stands(&Command::CloseAttendance { occurrence }, r#"{"close_attendance":{"occurrence":"~02"}}"#);
    stands(
        &Command::SayThanks { occurrence, words: "谢谢大家".into(), pictures: None, seen: None },
        r#"{"say_thanks":{"occurrence":"~02","words":"谢谢大家"}}"#,
    );
    stands(
        &Command::SayThanks { occurrence, words: "谢谢大家".into(), pictures: None, seen: Some("谢谢".into()) },
        r#"{"say_thanks":{"occurrence":"~02","words":"谢谢大家","seen":"谢谢"}}"#,
    );
    stands(&Refusal::SaidMeanwhile { words: "谢谢".into() }, r#"{"said_meanwhile":{"words":"谢谢"}}"#);
    stands(&Refusal::AttendanceClosed { since: Moment(9) }, r#"{"attendance_closed":{"since":9}}"#);
}

#[test]
fn a_reason_is_written_only_where_somebody_is_excused_with_one() {
    let seen = Seen { mark: Mark::Excused, at: Moment(5), ..Seen::default() };
    let text = |reason: &str| {
        format!(r#"{{"of":{{"occurrence":"~00"}},"resident":null,"name":"","mark":"excused","at":5{reason}}}"#)
    };
    stands(&seen, &text(""));
    stands(&Seen { reason: "家里有事".into(), ..seen }, &text(r#","reason":"家里有事""#));
    let written = |reason: &str| serde_json::to_string(&Presence { reason: reason.into(), ..Presence::default() });
    assert!(!written("").unwrap().contains("reason"));
    assert!(written("家里有事").unwrap().ends_with(r#""reason":"家里有事"}"#));
}

#[test]
fn a_date_and_a_sign_up_of_an_older_release_are_read_as_ever() {
    let date = serde_json::to_string(&Occurrence::default()).unwrap();
    assert!(!date.contains("closed") && !date.contains("thanks"), "{date}");
    assert_eq!(serde_json::from_str::<Occurrence>(&date).unwrap(), Occurrence::default());
    let date = Occurrence { closed: Some(Moment(7)), thanks: "谢谢".into(), ..Occurrence::default() };
    let text = serde_json::to_string(&date).unwrap();
    assert!(text.ends_with(r#","closed":7,"thanks":"谢谢"}"#), "{text}");
    assert_eq!(serde_json::from_str::<Occurrence>(&text).unwrap(), date);
    let signup = |late| Signup {
        id: SignupId(id(1)),
        occurrence: OccurrenceId(id(2)),
        organization: OrganizationId(id(3)),
        booker: Person::default(),
        party: Vec::new(),
        state: SignupState::Cancelled,
        made: Moment(1),
        changed: Moment(2),
        clash: false,
        out_of_order: false,
        late,
        reason: String::new(),
        handed: None,
        unleased: false,
        entrusted: false,
    };
    let text = |late: &str| {
        let head = r#"{"id":"~01","occurrence":"~02","organization":"~03","booker":{"id":"~00","name":""},"party":[],"#;
        format!(r#"{head}"state":"cancelled","made":1,"changed":2{late}}}"#)
    };
    stands(&signup(false), &text(""));
    stands(&signup(true), &text(r#","late":true"#));
    let handed = Signup { handed: Some(Moment(3)), unleased: true, ..signup(false) };
    stands(&handed, &text(r#","handed":3,"unleased":true"#));
}
