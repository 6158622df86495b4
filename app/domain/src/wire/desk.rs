//! What goes between the desk and the server about passkeys, one's own password, and residents' phones. What a browser and the
//! server say to each other in a ceremony is JSON of the WebAuthn standard, and travels as a text: nobody here looks into it.

use crate::id::{DeviceId, PasskeyId, ResidentId};
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

/// Another password, in place of the one that is good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    /// The one that is good until then.
    pub current: String,
    /// The new one.
    pub password: String,
}

/// A phone that a resident is signed in on, as the desk sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
pub struct DeskPhone {
    /// Which.
    pub id: DeviceId,
    /// What it is, in words: "Android 手机".
    pub label: String,
    /// Since when they are signed in.
    pub since: Moment,
    /// When it was last used, to about an hour.
    pub seen: Moment,
}

/// The one phone that a resident has lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct LostPhone {
    /// Whose.
    pub resident: ResidentId,
    /// Which.
    pub device: DeviceId,
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
    fn passwords_and_phones_are_written_as_ever() {
        let new = NewPassword { current: "一".into(), password: "二".into() };
        let text = r#"{"current":"一","password":"二"}"#;
        assert_eq!(serde_json::to_string(&new).unwrap(), text);
        assert_eq!(serde_json::from_str::<NewPassword>(text).unwrap(), new);
        let phone = DeskPhone { id: DeviceId(Uuid::nil()), label: "手机".into(), since: Moment(1), seen: Moment(2) };
        let text = r#"{"id":"00000000-0000-0000-0000-000000000000","label":"手机","since":1,"seen":2}"#;
        assert_eq!(serde_json::to_string(&phone).unwrap(), text);
        assert_eq!(serde_json::from_str::<DeskPhone>(text).unwrap(), phone);
        let lost = LostPhone { resident: ResidentId(Uuid::nil()), device: DeviceId(Uuid::nil()) };
        let nil = "00000000-0000-0000-0000-000000000000";
        let text = format!(r#"{{"resident":"{nil}","device":"{nil}"}}"#);
        assert_eq!(serde_json::to_string(&lost).unwrap(), text);
        assert_eq!(serde_json::from_str::<LostPhone>(&text).unwrap(), lost);
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
