//! What the desk tells the server of residents who move house, move away or have died.

use crate::id::{BuildingId, ResidentId};
use crate::read::Read;
use serde::Serialize;

/// Why somebody does not live here any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// They live elsewhere.
    MovedAway,
    /// They are dead.
    Died,
}

/// Somebody does not live here any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Leaving {
    /// Who.
    pub resident: ResidentId,
    /// Why.
    pub how: How,
}

/// What became of what they had before them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Left {
    /// So many sign-ups, orders, shifts and offers of help were given up.
    pub given_up: u32,
    /// So many stand: others are in them too, or it is too late. Somebody has to look at those.
    pub standing: u32,
}

/// Somebody lives behind another door.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Moving {
    /// Who.
    pub resident: ResidentId,
    /// In which building.
    pub building: BuildingId,
    /// 一单元.
    pub stairwell: String,
    /// 301.
    pub room: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn leaving_and_moving_are_written_as_ever() {
        let nil = "00000000-0000-0000-0000-000000000000";
        let leaving = Leaving { resident: ResidentId(Uuid::nil()), how: How::MovedAway };
        let text = format!(r#"{{"resident":"{nil}","how":"moved_away"}}"#);
        assert_eq!(serde_json::to_string(&leaving).unwrap(), text);
        assert_eq!(serde_json::from_str::<Leaving>(&text).unwrap(), leaving);
        let (resident, building) = (ResidentId(Uuid::nil()), BuildingId(Uuid::nil()));
        let moving = Moving { resident, building, stairwell: "一单元".into(), room: "301".into() };
        let text = format!(r#"{{"resident":"{nil}","building":"{nil}","stairwell":"一单元","room":"301"}}"#);
        assert_eq!(serde_json::to_string(&moving).unwrap(), text);
        assert_eq!(serde_json::from_str::<Moving>(&text).unwrap(), moving);
    }
}
