//! A pledge (认领): how many people one unit sends to a call of its alliance. None means "this time we cannot".
//!
//! A unit has one answer to a call, and whoever answers for it can change it as long as answers are taken. Its identity follows
//! from the two, so that two contacts of one unit write the same row.

use crate::call::Call;
use crate::change::Change;
use crate::facts::Facts;
use crate::id::{CallId, OrganizationId, PledgeId, UnitId};
use crate::occurrence::NOTE_MAX;
use crate::read::Read;
use crate::refusal::Refusal;
use crate::unit::Represented;
use crate::when::Moment;
use serde::Serialize;
use uuid::Uuid;

/// What one unit has said to one call.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Pledge {
    /// See [`id`].
    pub id: PledgeId,
    /// To which call.
    pub call: CallId,
    /// The alliance.
    pub organization: OrganizationId,
    /// Which unit.
    pub unit: UnitId,
    /// 石桥小学.
    pub name: String,
    /// How many people it sends; none for "cannot this time".
    pub count: u32,
    /// What it adds, or empty.
    pub words: String,
    /// When it last changed.
    pub changed: Moment,
}

impl Pledge {
    /// Whether it was said before the call was last changed: it stands, and may not fit any more.
    pub fn precedes(&self, call: &Call) -> bool {
        call.changed.is_some_and(|changed| self.changed < changed)
    }
}

/// The identity of a unit's answer to a call.
pub fn id(call: CallId, unit: UnitId) -> PledgeId {
    PledgeId(Uuid::new_v5(&call.0, unit.0.as_bytes()))
}

/// Whoever answers for a unit says how many people it sends, or says it anew.
pub fn pledge(facts: &Facts, unit: UnitId, count: u32, words: &str) -> Result<Vec<Change>, Refusal> {
    let call = facts.call.as_ref().ok_or(Refusal::NotFound)?;
    let own = |known: &&Represented| known.id == unit && known.organization == call.organization;
    let unit = facts.actor.units.iter().find(own).ok_or(Refusal::NotFound)?;
    if let Some(since) = call.over(facts.now) {
        return Err(Refusal::CallClosed { since });
    }
    if count > call.plan.people {
        return Err(Refusal::CountOutOfRange { least: 0, most: call.plan.people });
    }
    let words = words.trim();
    if words.chars().count() > NOTE_MAX {
        return Err(Refusal::WordsTooLong { max: NOTE_MAX });
    }
    Ok(vec![Change::Pledge(Pledge {
        id: id(call.id, unit.id),
        call: call.id,
        organization: call.organization,
        unit: unit.id,
        name: unit.name.clone(),
        count,
        words: words.into(),
        changed: facts.now,
    })])
}

#[cfg(test)]
mod tests;
