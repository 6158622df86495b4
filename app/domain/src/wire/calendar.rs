//! What goes between a phone and the server about a person's calendar address.

use crate::read::Read;
use crate::when::Moment;
use serde::Serialize;

/// How a person's calendar address stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct CalendarAddress {
    /// Since when it is good; none when there is none.
    #[serde(default)]
    pub since: Option<Moment>,
    /// The address, in the one answer that makes it: the server keeps only a hash of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_written_as_ever() {
        let made = CalendarAddress { since: Some(Moment(1)), address: Some("https://x/y.ics".into()) };
        let none = CalendarAddress::default();
        for (row, text) in [(made, r#"{"since":1,"address":"https://x/y.ics"}"#), (none, r#"{"since":null}"#)] {
            assert_eq!(serde_json::to_string(&row).unwrap(), text);
            assert_eq!(serde_json::from_str::<CalendarAddress>(text).unwrap(), row);
        }
    }
}
