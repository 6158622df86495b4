//! The facts for what leaders do with the places on their phones.

use crate::db::Tx;
use crate::store::{duty, lease, signup};
use domain::command::Command;
use domain::facts::Facts;

pub(super) async fn add(tx: &mut Tx, facts: &mut Facts, command: &Command) -> sqlx::Result<()> {
    match command {
        Command::LeasePlaces { lease, occurrence, .. } => {
            facts.lease = lease::load(tx, *lease).await?;
            super::add_occurrence(tx, facts, *occurrence).await
        }
        Command::ReturnPlaces { lease } => {
            facts.lease = lease::load(tx, *lease).await?;
            let Some(date) = facts.lease.as_ref().map(|lease| lease.occurrence) else { return Ok(()) };
            super::add_occurrence(tx, facts, date).await?;
            super::add_waiting(tx, facts, None).await
        }
        Command::GivePlaces { signup, occurrence, lease, party, .. } => {
            facts.signup = signup::load(tx, *signup).await?;
            facts.lease = lease::load(tx, *lease).await?;
            super::add_occurrence(tx, facts, *occurrence).await?;
            super::add_named(tx, facts, party).await?;
            let Some(starts) = facts.occurrence.as_ref().map(|date| date.starts) else { return Ok(()) };
            // It may be heard of when the date is long over.
            let since = starts.min(facts.now);
            for person in facts.named.clone() {
                facts.engagements.extend(signup::engagements(tx, person.id, since).await?);
                facts.duties.extend(duty::of_resident(tx, person.id, since).await?);
            }
            super::add_waiting(tx, facts, None).await
        }
        _ => Ok(()),
    }
}
