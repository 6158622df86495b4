//! The facts for an alliance's calls and its units' answers: the twin of the phone's `replica::alliance`. Which units somebody
//! answers for stands in their own row.

use crate::db::Tx;
use crate::store::{call, unit};
use domain::command::Command;
use domain::facts::Facts;

/// Adds what a command about a call may look at.
pub(super) async fn add(tx: &mut Tx, facts: &mut Facts, command: &Command) -> sqlx::Result<()> {
    match command {
        Command::PostCall { call, organization, .. } => {
            facts.call = call::load(tx, *call).await?;
            facts.has_units = unit::any(tx, *organization).await?;
        }
        Command::ChangeCall { call, .. } | Command::CloseCall { call } | Command::Pledge { call, .. } => {
            facts.call = call::load(tx, *call).await?;
        }
        _ => {}
    }
    Ok(())
}
