//! A member unit (成员单位) of an alliance: a company, a school, a bank. Some of the community's residents answer for it.
//!
//! An alliance is an organization that has units. Who answers for which is known to its leaders, to the desk, and to each of
//! those people about themself.

use crate::id::{OrganizationId, UnitId};
use crate::read::Read;
use crate::resident::Person;
use serde::Serialize;

/// One unit, as the alliance's leaders and the desk see it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Unit {
    /// Its identity.
    pub id: UnitId,
    /// The alliance.
    pub organization: OrganizationId,
    /// 石桥小学.
    pub name: String,
    /// Who answers for it.
    pub contacts: Vec<Person>,
    /// Shown as 示例.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub synthetic: bool,
}

/// A unit, as somebody who answers for it has it in their own row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Represented {
    /// Which.
    pub id: UnitId,
    /// The alliance.
    pub organization: OrganizationId,
    /// 石桥小学.
    pub name: String,
}
