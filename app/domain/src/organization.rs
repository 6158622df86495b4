//! A community organization (社会组织): a team of neighbours with a purpose.

use crate::id::{NeedId, OrganizationId, VenueId};
use crate::read::Read;
use crate::views::find::Wanted;
use serde::Serialize;

/// What kind of team it is. Its portrait's colour follows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum OrganizationClass {
    /// 文体活动.
    #[default]
    Culture,
    /// 邻里互助.
    Mutual,
    /// 为老服务.
    Elder,
    /// 儿童青少年.
    Child,
    /// 平安调解.
    Peace,
    /// 公益慈善.
    Charity,
}

impl OrganizationClass {
    /// All six, in the order of the directory.
    pub const ALL: [OrganizationClass; 6] = [
        OrganizationClass::Culture,
        OrganizationClass::Mutual,
        OrganizationClass::Elder,
        OrganizationClass::Child,
        OrganizationClass::Peace,
        OrganizationClass::Charity,
    ];
}

/// One organization, as everyone may see it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Organization {
    /// Its identity.
    pub id: OrganizationId,
    /// 西山社区戏曲队.
    pub name: String,
    /// Full pinyin, a space, initials: `xishanshequxiqudui xssqxqd`. Made by the importer.
    pub pinyin: String,
    /// Its class.
    pub class: OrganizationClass,
    /// What it is for.
    pub purpose: String,
    /// What its leaders are called in public: 何老师.
    pub leaders: Vec<String>,
    /// How many members this system knows.
    pub members: u32,
    /// Where it meets.
    pub venue: Option<VenueId>,
    /// When it meets, in words.
    pub meets: String,
    /// The needs that it answers.
    pub needs: Vec<NeedId>,
    /// Since which year.
    pub since: i32,
    /// A public fact about it, or empty.
    pub note: String,
    /// Shown as 示例.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub synthetic: bool,
}

impl Organization {
    /// Whether it answers to what is looked for: by its name, its pinyin, its initials, or what it is for.
    pub fn answers(&self, wanted: &Wanted) -> bool {
        wanted.rank(&self.name, &self.pinyin, &self.purpose).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_team_is_found_by_name_pinyin_and_initials() {
        let opera = Organization {
            name: "西山社区戏曲队".into(),
            pinyin: "xishanshequxiqudui xssqxqd".into(),
            purpose: "唱越剧".into(),
            ..Organization::default()
        };
        for query in ["", "戏曲", "xiqu", "Xi Qu", "xqd", "越剧"] {
            assert!(opera.answers(&Wanted::new(query)), "{query}");
        }
        assert!(!opera.answers(&Wanted::new("象棋")));
        assert!(!opera.answers(&Wanted::new("dx")), "a match never spans full pinyin and initials");
    }
}
