//! What goes between a phone and the server about whether it rings when there is something new (手机弹出提醒).

use crate::read::Read;
use serde::Serialize;

/// How that stands for this account on this phone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Alerts {
    /// The key with which the browser learns who may ring: base64url. None where the server rings nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// It rings.
    #[serde(default)]
    pub on: bool,
}

/// What the browser says that rings it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
pub struct NewAlert {
    /// The address at its service.
    pub endpoint: String,
    /// Its public key: base64url.
    pub p256dh: String,
    /// The secret of the two: base64url.
    pub auth: String,
    /// The person reads English.
    #[serde(default)]
    pub english: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rings_a_phone_is_written_as_ever() {
        let (none, some) = (Alerts::default(), Alerts { key: Some("BA".into()), on: true });
        for (row, text) in [(none, r#"{"on":false}"#), (some, r#"{"key":"BA","on":true}"#)] {
            assert_eq!(serde_json::to_string(&row).unwrap(), text);
            assert_eq!(serde_json::from_str::<Alerts>(text).unwrap(), row);
        }
        let text = r#"{"endpoint":"https://x/y","p256dh":"BA","auth":"AA"}"#;
        let read: NewAlert = serde_json::from_str(text).unwrap();
        assert_eq!((read.endpoint.as_str(), read.english), ("https://x/y", false));
    }
}
