//! The facts for work outside shifts: the twin of the phone's `replica::stint`.

use super::service::add_hours;
use crate::db::Tx;
use crate::store::{hours, stint};
use domain::facts::Facts;
use domain::id::StintId;
use domain::stint::Step;

/// Adds what a step may look at.
pub(super) async fn add(tx: &mut Tx, facts: &mut Facts, id: StintId, step: &Step) -> sqlx::Result<()> {
    facts.stint = stint::load(tx, id).await?;
    match step {
        Step::Say { organization, .. } => {
            let me = facts.actor.id;
            add_hours(tx, facts, *organization, me).await?;
            facts.stints = stint::open_of(tx, me).await?;
        }
        Step::Sign { hours } => {
            facts.id_taken = hours::load(tx, *hours).await?.is_some();
            if let Some((team, who)) = facts.stint.as_ref().map(|stint| (stint.organization, stint.resident.id)) {
                add_hours(tx, facts, team, who).await?;
            }
        }
        Step::Refuse { .. } => {}
    }
    Ok(())
}
