//! The census while it is being read: what is known so far, by code, and what is wrong so far.

use super::census::Census;
use super::index::Index;
use super::problem::Problem;
use domain::dish::Dish;
use domain::id::{ActivityId, BuildingId, CompoundId, NeedId, OrganizationId, ResidentId, StairwellId, VenueId};
use domain::member::Standing;
use domain::when::Day;
use std::collections::HashMap;

/// What later files may refer to.
pub(super) struct Draft {
    pub today: Day,
    pub census: Census,
    pub problems: Vec<Problem>,
    pub compounds: Index<CompoundId>,
    pub stairwells: Index<Stairs>,
    pub residents: Index<Neighbour>,
    pub venues: Index<VenueId>,
    pub needs: Index<NeedId>,
    pub organizations: Index<OrganizationId>,
    pub activities: Index<ActivityId>,
    pub dishes: Index<Dish>,
}

/// A stairwell as a resident's line names it.
#[derive(Clone, Copy)]
pub(super) struct Stairs {
    pub id: StairwellId,
    pub building: BuildingId,
}

/// A resident as other files name them.
#[derive(Clone)]
pub(super) struct Neighbour {
    pub id: ResidentId,
    pub code: String,
    pub called: String,
}

impl Draft {
    pub fn new(today: Day) -> Self {
        Self {
            today,
            census: Census::default(),
            problems: Vec::new(),
            compounds: Index::absent("compounds.csv"),
            stairwells: Index::absent("stairwells.csv"),
            residents: Index::absent("residents.csv"),
            venues: Index::absent("venues.csv"),
            needs: Index::absent("needs.csv"),
            organizations: Index::absent("organizations.csv"),
            activities: Index::absent("activities.csv"),
            dishes: Index::absent("dishes.csv"),
        }
    }

    /// The census, if nothing is wrong.
    pub fn finish(mut self) -> Result<Census, Vec<Problem>> {
        if !self.problems.is_empty() {
            return Err(self.problems);
        }
        self.fill_in_teams();
        Ok(self.census)
    }

    /// An organization's public row says what its leaders are called and how many members it has; both
    /// are known only when the members have been read.
    fn fill_in_teams(&mut self) {
        let called: HashMap<ResidentId, &str> =
            self.census.residents.iter().map(|resident| (resident.id, resident.called.as_str())).collect();
        for organization in &mut self.census.organizations {
            for member in self.census.members.iter().filter(|member| member.organization == organization.id) {
                organization.members += 1;
                if member.standing == Standing::Leader {
                    let name = called.get(&member.resident).copied().unwrap_or_default();
                    organization.leaders.push(name.to_owned());
                }
            }
        }
    }
}
