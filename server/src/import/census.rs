//! What the committee's files say, read and checked: the one thing that `store::census` writes.
//!
//! Public nouns are the domain's own types; what never travels in public (who lives where, who looks after whom,
//! who belongs to which team) has a line type of its own here. Every identity is made from a code, so the same
//! files give the same rows each time. Counts that live (places taken, portions ordered) are 0 here: a row that
//! already exists keeps its own.

use super::codes::Codes;
use domain::activity::Activity;
use domain::community::Community;
use domain::dish::Dish;
use domain::id::{ActivityId, BuildingId, HouseholdId, OccurrenceId, OrganizationId, ResidentId, StairwellId};
use domain::kin::Bond;
use domain::member::Standing;
use domain::need::Need;
use domain::occurrence::Occurrence;
use domain::organization::Organization;
use domain::place::Compound;
use domain::qualification::Qualification;
use domain::role::Role;
use domain::series::Pattern;
use domain::serving::Serving;
use domain::shift::Shift;
use domain::undertaking::Project;
use domain::unit::Unit;
use domain::venue::Venue;
use domain::when::Day;
use std::collections::BTreeMap;

/// Everything that the files say, each list in the order of its file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Census {
    /// What the files call their rows.
    pub codes: Codes,
    /// The community itself.
    pub community: Community,
    /// Compounds with their buildings.
    pub compounds: Vec<Compound>,
    /// Stairwells of those buildings.
    pub stairwells: Vec<Stairwell>,
    /// Households in which somebody is registered, in the order of their first resident.
    pub households: Vec<Household>,
    /// Residents.
    pub residents: Vec<ResidentLine>,
    /// What residents are besides; the roles in organizations are in [`Census::members`].
    pub roles: Vec<RoleLine>,
    /// Who may act for whom.
    pub kin: Vec<KinLine>,
    /// Venues.
    pub venues: Vec<Venue>,
    /// Kinds of needs.
    pub needs: Vec<Need>,
    /// Organizations, with their leaders' public names and the count of their members.
    pub organizations: Vec<Organization>,
    /// Who belongs to which organization: one line for each pair.
    pub members: Vec<MemberLine>,
    /// Projects.
    pub projects: Vec<Project>,
    /// School holidays and public holidays.
    pub holidays: Vec<Holiday>,
    /// Activities.
    pub activities: Vec<Activity>,
    /// The dates of the activities in the weeks ahead.
    pub occurrences: Vec<Occurrence>,
    /// What makes them and those after them. An activity without any is one whose dates are only those above.
    pub patterns: BTreeMap<ActivityId, Pattern>,
    /// By what identity a database may know a date that was imported before identities had the day in them.
    pub former: BTreeMap<OccurrenceId, OccurrenceId>,
    /// The shifts of the weeks ahead.
    pub shifts: Vec<Shift>,
    /// What people hold.
    pub qualifications: Vec<Qualification>,
    /// Member units of alliances, with who answers for them.
    pub units: Vec<Unit>,
    /// Dishes.
    pub dishes: Vec<Dish>,
    /// What is cooked on which day.
    pub servings: Vec<Serving>,
}

/// One stairwell of a building.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stairwell {
    /// Its identity.
    pub id: StairwellId,
    /// Its building.
    pub building: BuildingId,
    /// 一单元.
    pub name: String,
    /// Its residents' group (居民小组), or empty.
    pub group: String,
    /// Its grid (网格), or empty.
    pub grid: String,
}

/// One household: a door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Household {
    /// Its identity.
    pub id: HouseholdId,
    /// The stairwell that leads to it.
    pub stairwell: StairwellId,
    /// 301.
    pub room: String,
}

/// A resident's gender, as registered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gender {
    /// 女.
    Female,
    /// 男.
    Male,
    /// The file does not say.
    #[default]
    Unknown,
}

/// One registered resident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResidentLine {
    /// Its identity.
    pub id: ResidentId,
    /// The household.
    pub household: HouseholdId,
    /// The committee's own code for the person: R0001.
    pub code: String,
    /// 周桂珍.
    pub name: String,
    /// 周阿姨. May be empty.
    pub called: String,
    /// Gender.
    pub gender: Gender,
    /// `YYYY-MM`, or empty when it is not known.
    pub born: String,
    /// A telephone number in digits, or empty.
    pub phone: String,
    /// Shown as 示例.
    pub synthetic: bool,
    /// 隆兴嘉苑 3幢 一单元 301.
    pub address: String,
    /// The building.
    pub building: BuildingId,
}

/// One role of one resident. Never [`Role::Leader`] or [`Role::Member`]: those are [`MemberLine`]s.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleLine {
    /// Who.
    pub resident: ResidentId,
    /// What they are.
    pub role: Role,
}

/// One resident may act for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KinLine {
    /// Who acts.
    pub resident: ResidentId,
    /// For whom.
    pub ward: ResidentId,
    /// By which right.
    pub bond: Bond,
}

/// One resident belongs to one organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MemberLine {
    /// Which organization.
    pub organization: OrganizationId,
    /// Who.
    pub resident: ResidentId,
    /// As what.
    pub standing: Standing,
}

/// A range of days off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// 2027 年寒假.
    pub name: String,
    /// First day.
    pub from: Day,
    /// Last day, included.
    pub until: Day,
    /// A school holiday; otherwise a public holiday.
    pub school: bool,
}

impl Holiday {
    /// Whether `day` is in it.
    pub fn holds(&self, day: Day) -> bool {
        self.from <= day && day <= self.until
    }
}

impl Census {
    /// How much there is, in one sentence for the committee.
    pub fn summary(&self) -> String {
        format!(
            "{}：{} 个小区，{} 户，{} 位居民，{} 个社会组织，{} 个项目，{} 类需求，{} 个场地，{} 项活动 ({} 场)，{} 道菜 ({} 份菜单)",
            self.community.name,
            self.compounds.len(),
            self.households.len(),
            self.residents.len(),
            self.organizations.len(),
            self.projects.len(),
            self.needs.len(),
            self.venues.len(),
            self.activities.len(),
            self.occurrences.len(),
            self.dishes.len(),
            self.servings.len(),
        )
    }
}
