//! A project (项目) that an organization carries for some years, after the assembly's vote.
//!
//! The file is not called `project` because [`crate::project`] is the verb: to project a row into its scopes.

use crate::id::{NeedId, OrganizationId, ProjectId};
use crate::read::Read;
use serde::Serialize;

/// One project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Project {
    /// Its identity.
    pub id: ProjectId,
    /// 爱心教室.
    pub title: String,
    /// One sentence about it.
    pub about: String,
    /// The need that it answers.
    pub need: NeedId,
    /// Who carries it.
    pub organization: OrganizationId,
    /// First year.
    pub from_year: i32,
    /// Last year, both included.
    pub until_year: i32,
    /// Shown as 示例.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub synthetic: bool,
}

impl Project {
    /// How many years it runs, the first and the last included.
    pub fn years(&self) -> i32 {
        self.until_year - self.from_year + 1
    }
}
