//! A member (成员) of a team, and as what they belong to it.
//!
//! The committee's files bring members, and residents join and leave by themselves ([`crate::joining`]). A member may stand in
//! for others (替补): when somebody on a shift of the team looks for a replacement, they are asked first, and whoever of them comes
//! relieves that person. They say so themself, or a leader says it of them; who leads a team the committee decides.

use crate::change::Change;
use crate::facts::Facts;
use crate::id::{MemberId, OrganizationId, ResidentId};
use crate::permission::{Act, may};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::Person;
use serde::Serialize;
use uuid::Uuid;

/// As what somebody belongs to a team.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// 负责人.
    Leader,
    /// 成员.
    #[default]
    Member,
    /// 志愿者.
    Volunteer,
    /// 替补: a member who stands in for others.
    Substitute,
}

/// One person in one team, as its leaders, the desk and they themself see it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Member {
    /// See [`id`].
    pub id: MemberId,
    /// Which team.
    pub organization: OrganizationId,
    /// Who.
    pub resident: Person,
    /// As what.
    pub standing: Standing,
}

impl Member {
    /// A person in a team.
    pub fn new(organization: OrganizationId, resident: Person, standing: Standing) -> Self {
        Self { id: id(organization, resident.id), organization, resident, standing }
    }
}

/// The identity of a person in a team: the first half of the team's and the second half of theirs, which SQL can put together.
pub fn id(organization: OrganizationId, who: ResidentId) -> MemberId {
    let low = u128::from(u64::MAX);
    MemberId(Uuid::from_u128((organization.0.as_u128() & !low) | (who.0.as_u128() & low)))
}

/// A member says that they stand in for others, or no longer; or a leader says it of them.
pub fn set_standing(facts: &Facts, substitute: bool) -> Result<Vec<Change>, Refusal> {
    let knows = |member: &&Member| {
        member.resident.id == facts.actor.id || may(&facts.actor, Act::RunActivities(member.organization))
    };
    let member = facts.membership.as_ref().filter(knows).ok_or(Refusal::NotFound)?;
    if member.standing == Standing::Leader {
        return Err(Refusal::NotAllowed);
    }
    if (member.standing == Standing::Substitute) == substitute {
        return Err(Refusal::AlreadySaid);
    }
    let standing = if substitute { Standing::Substitute } else { Standing::Member };
    Ok(vec![Change::Member(Member { standing, ..member.clone() })])
}

#[cfg(test)]
mod tests;
