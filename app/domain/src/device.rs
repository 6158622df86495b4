//! A device: a phone that is signed in, as its owner sees it in the list.

use crate::change::Change;
use crate::facts::Facts;
use crate::id::{DeviceId, ResidentId};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::when::Moment;
use serde::Serialize;

/// A phone that one resident is signed in on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
pub struct Device {
    /// Which phone.
    pub id: DeviceId,
    /// Who is signed in on it.
    pub resident: ResidentId,
    /// What it is, in words: "Android 手机".
    pub label: String,
    /// Since when.
    pub since: Moment,
    /// Signed out: by the owner on any phone, or by the desk.
    pub revoked: Option<Moment>,
}

/// A person signs one of their phones out.
pub fn revoke(facts: &Facts) -> Result<Vec<Change>, Refusal> {
    let device = facts.device.as_ref().ok_or(Refusal::NotFound)?;
    if device.resident != facts.actor.id {
        return Err(Refusal::NotFound);
    }
    if device.revoked.is_some() {
        return Err(Refusal::AlreadyCancelled);
    }
    Ok(vec![Change::Device(Device { revoked: Some(facts.now), ..device.clone() })])
}
