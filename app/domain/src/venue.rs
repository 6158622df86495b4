//! A venue (场地): a function zone of the complex, or a place outdoors.

use crate::id::VenueId;
use crate::read::Read;
use serde::Serialize;

/// Where something takes place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Venue {
    /// Its identity.
    pub id: VenueId,
    /// 书画室.
    pub name: String,
    /// 综合体二楼东.
    pub place: String,
    /// How many people fit in.
    pub seats: u32,
    /// One of the 12 function zones of the complex.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub zone: bool,
    /// Shown as 示例.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub synthetic: bool,
}
