//! How mandates are written.

use super::*;
use crate::id::MandateId;
use crate::kin::Power;
use crate::mandate::{Named, Step, Terms};

#[test]
fn the_steps_of_a_mandate_are_written_as_ever() {
    let terms = Terms { powers: vec![Power::SignUp, Power::See], until: Day::of(2026, 12, 31).unwrap() };
    let written = r#"{"powers":["sign_up","see"],"until":"2026-12-31"}"#;
    let door = |name: &str| Named { name: name.into(), room: "301".into() };
    let steps = [
        (
            Step::Ask { whom: door("钱美华"), terms: terms.clone() },
            format!(r#"{{"ask":{{"whom":{{"name":"钱美华","room":"301"}},"terms":{written}}}}}"#),
        ),
        (
            Step::Record {
                whom: door("钱美华"), helper: door("沈建国"), terms, witness: "何秀英".into(), card: false
            },
            format!(
                concat!(
                    r#"{{"record":{{"whom":{{"name":"钱美华","room":"301"}},"helper":{{"name":"沈建国","room":"301"}},"#,
                    r#""terms":{},"witness":"何秀英","card":false}}}}"#
                ),
                written
            ),
        ),
        (Step::Answer { agreed: true }, r#"{"answer":{"agreed":true}}"#.into()),
    ];
    for (step, text) in steps {
        let whole = format!(r#"{{"mandate":{{"mandate":"~09","step":{text}}}}}"#);
        stands(&Command::Mandate { mandate: MandateId(id(9)), step }, &whole);
    }
}

#[test]
fn the_scopes_of_helpers_are_written_as_ever() {
    let who = ResidentId(id(3));
    for (scope, word) in
        [(Scope::Signups(who), "signups"), (Scope::Orders(who), "orders"), (Scope::Reports(who), "reports")]
    {
        assert_eq!(scope.to_string(), format!("{word}/{who}"));
        assert_eq!(scope.to_string().parse(), Ok(scope));
    }
}
