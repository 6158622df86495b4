//! Taking the whole register along, or everything of the community: one member of staff wants to, another one agrees.

use crate::id::TakeoutId;
use crate::read::Read;
use crate::when::Moment;
use serde::Serialize;

/// The longest reason, in characters.
pub const WHY_MAX: usize = 80;

/// Somebody wants to take the register along, or everything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
pub struct Takeout {
    /// Which.
    pub id: TakeoutId,
    /// Who wants to.
    pub by: String,
    /// Whether that is whoever asks.
    pub mine: bool,
    /// What for.
    pub why: String,
    /// When they said so.
    pub asked: Moment,
    /// Who has agreed, if somebody has.
    pub agreed: Option<String>,
    /// It is everything of the community that they want to take along, and not the register alone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub everything: bool,
}

/// Somebody agrees that another one takes everything along. To the register alone one agrees with its identity and no more, as pages
/// of older releases do: they show every wish as one for the register, and nobody agrees to more than they have read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read)]
pub struct Everything {
    /// To which wish.
    pub everything: TakeoutId,
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_wish_is_written_as_ever() {
        let (id, by, why) = (TakeoutId(Uuid::nil()), "张敏".to_owned(), "人口普查".to_owned());
        let row = Takeout { id, by, mine: true, why, asked: Moment(1), agreed: None, everything: false };
        let text = concat!(
            r#"{"id":"00000000-0000-0000-0000-000000000000","by":"张敏","mine":true,"#,
            r#""why":"人口普查","asked":1,"agreed":null}"#
        );
        assert_eq!(serde_json::to_string(&row).unwrap(), text);
        assert_eq!(serde_json::from_str::<Takeout>(text).unwrap(), row);
        let row = Takeout { everything: true, ..row };
        let text = text.replace(r#""agreed":null"#, r#""agreed":null,"everything":true"#);
        assert_eq!(serde_json::to_string(&row).unwrap(), text);
        assert_eq!(serde_json::from_str::<Takeout>(&text).unwrap(), row);
        let text = serde_json::to_string(&Everything { everything: id }).unwrap();
        assert_eq!(text, r#"{"everything":"00000000-0000-0000-0000-000000000000"}"#);
    }
}
