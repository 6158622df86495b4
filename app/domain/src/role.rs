//! What a person is in the community, besides living there. One person often has several roles at once.

use crate::id::OrganizationId;
use crate::read::Read;
use serde::Serialize;

/// One role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 志愿者.
    Volunteer,
    /// 居民小组长.
    GroupLeader,
    /// 网格员.
    GridWorker,
    /// 食堂: sees orders and hands them out.
    Cook,
    /// 社工 / 居委会: works at the committee's desk. Counts only while the desk is unlocked by a second factor.
    Staff,
    /// 负责人 of one organization: runs its activities.
    Leader(OrganizationId),
    /// 成员 of one organization.
    Member(OrganizationId),
    /// 替补 of one organization, besides being a member.
    Substitute(OrganizationId),
}
