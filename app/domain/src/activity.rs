//! An activity (活动): what a team does again and again. Its dates are occurrences.

use crate::id::{ActivityId, OrganizationId};
use crate::read::Read;
use serde::Serialize;

/// What kind of activity it is: the filter of the activities page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum ActivityKind {
    /// 学堂.
    #[default]
    School,
    /// 文体.
    Culture,
    /// 服务.
    Service,
    /// 亲子.
    Family,
    /// 议事.
    Council,
}

impl ActivityKind {
    /// All five, in the order of the filter.
    pub const ALL: [ActivityKind; 5] = [
        ActivityKind::School,
        ActivityKind::Culture,
        ActivityKind::Service,
        ActivityKind::Family,
        ActivityKind::Council,
    ];
}

/// One activity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Activity {
    /// Its identity.
    pub id: ActivityId,
    /// Who runs it.
    pub organization: OrganizationId,
    /// 书画课.
    pub title: String,
    /// Its kind.
    pub kind: ActivityKind,
    /// What happens there.
    pub about: String,
    /// Who may come, in words.
    pub audience: String,
    /// What to bring, in words.
    pub bring: String,
    /// Price in fen; 0 is free.
    pub price_fen: i64,
    /// Whom to ask: a public calling name.
    pub contact: String,
    /// Shown as 示例.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub synthetic: bool,
}
