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
    /// The needs that it answers, the main one first.
    #[serde(default)]
    pub needs: Vec<NeedId>,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_from_the_days_of_one_need_still_reads() {
        let id = "00000000-0000-0000-0000-000000000000";
        let old = format!(
            r#"{{"id":"{id}","title":"棋角","about":"","need":"{id}","organization":"{id}","from_year":2020,"until_year":2023}}"#
        );
        let project: Project = serde_json::from_str(&old).unwrap();
        assert_eq!((project.years(), project.needs.len()), (4, 0));
    }
}
