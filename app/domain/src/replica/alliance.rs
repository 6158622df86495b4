//! The facts for an alliance's calls and its units' answers, from what the phone holds.

use super::Replica;
use crate::command::Command;
use crate::facts::Facts;
use crate::unit::Unit;

impl Replica {
    pub(super) fn add_alliance(&self, facts: &mut Facts, command: &Command) {
        match command {
            Command::PostCall { call, organization, .. } => {
                facts.call = self.get(call.0).cloned();
                facts.has_units = self.all::<Unit>().any(|unit| unit.organization == *organization);
            }
            Command::ChangeCall { call, .. } | Command::CloseCall { call } | Command::Pledge { call, .. } => {
                facts.call = self.get(call.0).cloned();
            }
            _ => {}
        }
    }
}
