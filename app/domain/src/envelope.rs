//! The envelope that a command travels in.

use crate::command::Command;
use crate::id::{CommandId, DeviceId, ResidentId};
use crate::read::Read;
use crate::when::Moment;
use serde::Serialize;

/// The version of the list of commands. A server that gets a newer one answers "update needed" and drops nothing.
pub const SCHEMA: u32 = 1;

/// The oldest version that is still decided. A phone with an older one is asked to update, and keeps it.
pub const SCHEMA_OLDEST: u32 = 1;

/// A command on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// UUIDv7, drawn on the phone: at most one effect per id, ever.
    pub id: CommandId,
    /// The phone.
    pub device: DeviceId,
    /// Counts the commands of this phone: they are decided in this order.
    pub device_seq: u64,
    /// Who does it.
    pub actor: ResidentId,
    /// Commands that must have been applied before this one makes sense.
    pub depends_on: Vec<CommandId>,
    /// The phone's clock: for people to read, never for a rule.
    pub made_at: Moment,
    /// The list's version ([`SCHEMA`]) that the phone knew.
    pub schema: u32,
    /// What is done.
    pub command: Command,
}
