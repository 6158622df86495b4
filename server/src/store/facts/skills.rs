//! The facts for what residents offer and ask of each other: the twin of the phone's `replica::skills`.

use super::service::{add_hours, subject};
use crate::db::Tx;
use crate::store::{favour, hours, offering};
use domain::command::Command;
use domain::facts::Facts;
use domain::favour::Step;
use domain::id::FavourId;

/// Adds what a command about an offering or a favour may look at.
pub(super) async fn add(tx: &mut Tx, facts: &mut Facts, command: &Command) -> sqlx::Result<()> {
    match command {
        Command::OfferSkill { offering, .. } | Command::WithdrawOffering { offering } => {
            facts.offering = offering::load(tx, *offering).await?;
        }
        Command::Favour { favour, step } => add_favour(tx, facts, *favour, step).await?,
        _ => {}
    }
    Ok(())
}

async fn add_favour(tx: &mut Tx, facts: &mut Facts, id: FavourId, step: &Step) -> sqlx::Result<()> {
    facts.favour = favour::load(tx, id).await?;
    match step {
        Step::Ask { offering, asker, .. } => {
            facts.offering = offering::load(tx, *offering).await?;
            facts.favour_open = favour::is_open(tx, *offering, *asker).await?;
            facts.subject = subject(tx, *asker).await?;
        }
        Step::Sign { hours, organization } => {
            facts.id_taken = hours::load(tx, *hours).await?.is_some();
            if let Some(helper) = facts.favour.as_ref().map(|favour| favour.helper.id) {
                add_hours(tx, facts, *organization, helper).await?;
            }
        }
        Step::Answer { .. } | Step::Finish { .. } => {}
    }
    Ok(())
}
