//! A qualification (资质): what a person must hold for some shifts, and until when it is good.
//!
//! The desk has seen the paper and records it; the paper itself is not kept. Who handles food needs a health certificate
//! (食品安全法, article 45), who works with children must have been cleared (未成年人保护法, article 62).

use crate::change::Change;
use crate::facts::Facts;
use crate::id::QualificationId;
use crate::permission::{Act, require};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::Person;
use crate::when::Day;
use serde::Serialize;

/// What can be held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Skill {
    /// 健康证: may handle food.
    #[default]
    Food,
    /// 从业查询: may work with children.
    Children,
    /// 急救证: knows first aid.
    FirstAid,
}

impl Skill {
    /// All of them, in the order of the forms.
    pub const ALL: [Skill; 3] = [Skill::Food, Skill::Children, Skill::FirstAid];
}

/// One qualification of one person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Qualification {
    /// Its identity.
    pub id: QualificationId,
    /// Whose.
    pub resident: Person,
    /// What.
    pub skill: Skill,
    /// The last day on which it is good.
    pub until: Day,
}

/// The desk records a qualification. One that is recorded anew replaces what was known of the same person and skill.
pub fn record(facts: &Facts, id: QualificationId, skill: Skill, until: Day) -> Result<Vec<Change>, Refusal> {
    require(&facts.actor, Act::WorkAtDesk)?;
    let subject = facts.subject.as_ref().ok_or(Refusal::NotFound)?;
    if until < facts.now.day() {
        return Err(Refusal::InThePast);
    }
    let known = subject.qualifications.iter().flatten().find(|known| known.skill == skill);
    let id = known.map_or(id, |known| known.id);
    Ok(vec![Change::Qualification(Qualification { id, resident: subject.person.clone(), skill, until })])
}
