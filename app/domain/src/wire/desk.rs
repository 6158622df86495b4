//! What goes between the desk and the server about passkeys. What a browser and the server say to each other in a ceremony is JSON
//! of the WebAuthn standard, and travels as a text: nobody here looks into it.

use crate::id::PasskeyId;
use crate::read::Read;
use crate::when::Moment;
use serde::Serialize;

/// The longest name of a passkey, in characters.
pub const LABEL_MAX: usize = 40;

/// A passkey as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
pub struct Passkey {
    /// Its identity.
    pub id: PasskeyId,
    /// What its owner calls it.
    pub label: String,
    /// Since when it is good.
    pub made: Moment,
    /// When it last opened the desk.
    #[serde(default)]
    pub used: Option<Moment>,
}

/// A person's passkeys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Passkeys {
    /// Passkeys can be made at the server's address: it has a name, not only a number.
    pub possible: bool,
    /// In the order in which they were made.
    pub passkeys: Vec<Passkey>,
}

/// A new passkey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct NewPasskey {
    /// What its owner calls it.
    pub label: String,
    /// What the browser answered: JSON of the standard.
    pub answer: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::DeskState;
    use uuid::Uuid;

    #[test]
    fn passkeys_are_written_as_ever() {
        let row = Passkey { id: PasskeyId(Uuid::nil()), label: "电脑".into(), made: Moment(1), used: None };
        let all = Passkeys { possible: true, passkeys: vec![row] };
        let text = concat!(
            r#"{"possible":true,"passkeys":[{"id":"00000000-0000-0000-0000-000000000000","label":"电脑","#,
            r#""made":1,"used":null}]}"#
        );
        assert_eq!(serde_json::to_string(&all).unwrap(), text);
        assert_eq!(serde_json::from_str::<Passkeys>(text).unwrap(), all);
        let new = NewPasskey { label: "电脑".into(), answer: r#"{"id":"x"}"#.into() };
        let text = r#"{"label":"电脑","answer":"{\"id\":\"x\"}"}"#;
        assert_eq!(serde_json::to_string(&new).unwrap(), text);
        assert_eq!(serde_json::from_str::<NewPasskey>(text).unwrap(), new);
    }

    #[test]
    fn a_locked_desk_says_whether_there_is_a_passkey() {
        let locked = DeskState::Locked { passkey: true };
        assert_eq!(serde_json::to_string(&locked).unwrap(), r#"{"locked":{"passkey":true}}"#);
        for (text, passkey) in [(r#"{"locked":{"passkey":true}}"#, true), (r#"{"locked":{}}"#, false)] {
            assert_eq!(serde_json::from_str::<DeskState>(text).unwrap(), DeskState::Locked { passkey });
        }
    }
}
