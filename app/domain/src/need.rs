//! A kind of need (需求): one of the 112 items that visits and stairwell councils brought together.

use crate::id::NeedId;
use crate::read::Read;
use serde::Serialize;

/// The five classes of needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum NeedClass {
    /// 爱心民生.
    #[default]
    Livelihood,
    /// 综合服务.
    Services,
    /// 公益慈善.
    Charity,
    /// 支持保障.
    Support,
    /// 特殊群体关爱.
    Care,
}

impl NeedClass {
    /// All five, in the committee's order.
    pub const ALL: [NeedClass; 5] =
        [NeedClass::Livelihood, NeedClass::Services, NeedClass::Charity, NeedClass::Support, NeedClass::Care];
}

/// One kind of need.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Need {
    /// Its identity.
    pub id: NeedId,
    /// 1 to 112: its place in the committee's list.
    pub number: u32,
    /// Its class.
    pub class: NeedClass,
    /// 修家电.
    pub title: String,
    /// One sentence that says what is meant.
    pub about: String,
    /// Shown as 示例.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub synthetic: bool,
}
