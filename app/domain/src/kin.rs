//! Families: who may act for whom.
//!
//! A guardian (监护人) acts for a minor, a carer (照料人) for a grown person who agreed to it. Whoever acts, the
//! row says both: the person it is for and the person who did it.

use crate::read::Read;
use crate::resident::Person;
use serde::Serialize;

/// Why one person may act for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Bond {
    /// 监护人: of a minor.
    Guardian,
    /// 照料人: of a grown person.
    Carer,
}

/// Someone a person may act for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
pub struct Ward {
    /// Who.
    pub person: Person,
    /// What neighbours call them.
    pub called: String,
    /// By which right.
    pub bond: Bond,
}
