//! How a sign-up that asks is written.

use super::*;

#[test]
fn an_answer_to_a_sign_up_is_written_as_ever() {
    let signup = SignupId(id(1));
    stands(
        &Command::AnswerSignup { signup, agreed: false, words: "只教初学的".into() },
        r#"{"answer_signup":{"signup":"~01","agreed":false,"words":"只教初学的"}}"#,
    );
    stands(&SignupState::Asked, r#""asked""#);
    stands(&SignupState::Declined, r#""declined""#);
    stands(&Refusal::Answered { agreed: true }, r#"{"answered":{"agreed":true}}"#);
    stands(&Refusal::Unanswered { count: 2 }, r#"{"unanswered":{"count":2}}"#);
}

#[test]
fn approval_is_written_only_where_it_is_wanted() {
    let text = r#"{"starts":1000,"ends":2000,"venue":"~04","capacity":30,"note":"带剪刀","approval":true}"#;
    stands(&Plan { approval: true, ..plan() }, text);
    let date = Occurrence { approval: true, ..Occurrence::default() };
    assert!(serde_json::to_string(&date).unwrap().ends_with(r#","approval":true}"#));
    assert!(!serde_json::to_string(&Occurrence::default()).unwrap().contains("approval"));
}
