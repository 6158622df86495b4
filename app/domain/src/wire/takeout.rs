//! Taking the whole register along: one member of staff wants to, another one agrees.

use crate::id::TakeoutId;
use crate::read::Read;
use crate::when::Moment;
use serde::Serialize;

/// The longest reason, in characters.
pub const WHY_MAX: usize = 80;

/// Somebody wants to take the register along.
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_wish_is_written_as_ever() {
        let (id, by, why) = (TakeoutId(Uuid::nil()), "张敏".to_owned(), "人口普查".to_owned());
        let row = Takeout { id, by, mine: true, why, asked: Moment(1), agreed: None };
        let text = concat!(
            r#"{"id":"00000000-0000-0000-0000-000000000000","by":"张敏","mine":true,"#,
            r#""why":"人口普查","asked":1,"agreed":null}"#
        );
        assert_eq!(serde_json::to_string(&row).unwrap(), text);
        assert_eq!(serde_json::from_str::<Takeout>(text).unwrap(), row);
    }
}
