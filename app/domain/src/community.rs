//! The community (社区): its name, its telephone and the canteen's hours.

use crate::id::CommunityId;
use crate::quota::Quota;
use crate::read::Read;
use crate::subsidy::Subsidy;
use crate::when::{Clock, Day, Moment};
use serde::Serialize;

/// What every phone knows of the community it is in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Community {
    /// Its identity.
    pub id: CommunityId,
    /// 西山社区.
    pub name: String,
    /// The office's telephone: the help line on every page.
    pub phone: String,
    /// Where the office is.
    pub address: String,
    /// Lunch is ordered until this many days before...
    pub cutoff_days: i32,
    /// ...at this time.
    pub cutoff: Clock,
    /// Lunch is handed out from...
    pub pickup_from: Clock,
    /// ...until.
    pub pickup_until: Clock,
    /// How many may eat in and how many get their meal brought, from today on, on the days for which the cook said so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotas: Vec<Quota>,
    /// What the committee adds to meals.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subsidies: Vec<Subsidy>,
}

impl Community {
    /// The last instant at which lunch for `day` can be ordered or given up.
    pub fn order_cutoff(&self, day: Day) -> Moment {
        Moment::at(day.plus(-self.cutoff_days), self.cutoff)
    }
}
