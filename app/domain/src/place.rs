//! Where people live: compounds (小区), buildings (幢), stairwells (楼道).
//!
//! The tree is public because a report needs a pick-list of buildings; who lives where is not in it.

use crate::id::{BuildingId, CompoundId};
use crate::read::Read;
use serde::Serialize;

/// A compound with its buildings, in the order of the committee's file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Compound {
    /// Its identity.
    pub id: CompoundId,
    /// 隆兴嘉苑.
    pub name: String,
    /// One sentence about it.
    pub about: String,
    /// Its buildings.
    pub buildings: Vec<Building>,
    /// Not one of the places known by name: shown as 示例.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub synthetic: bool,
}

/// One building of a compound.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Building {
    /// Its identity.
    pub id: BuildingId,
    /// 3幢.
    pub name: String,
}
