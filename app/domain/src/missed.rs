//! A meal of a day that a regular order could not order (没订上), and why. The family reads it on the canteen's page, and orders by hand or
//! lets it be. Where an order comes about after all, it goes.

use crate::id::OrderId;
use crate::meal::Meal;
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::Person;
use crate::when::{Day, Moment};
use serde::Serialize;

/// So many days after its day it is taken away.
pub const KEPT_DAYS: i32 = 7;

/// A meal without an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
pub struct Missed {
    /// The identity that the order would have.
    pub id: OrderId,
    /// Which day.
    pub day: Day,
    /// Which meal of that day.
    #[serde(default, skip_serializing_if = "Meal::is_lunch")]
    pub meal: Meal,
    /// Who does not eat.
    pub eater: Person,
    /// Who set the regular order.
    pub booker: Person,
    /// Why.
    pub why: Refusal,
    /// When that was found.
    pub at: Moment,
}
