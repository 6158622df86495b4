//! Writes a change: its table, and the rows it puts into scopes.

use crate::db::Tx;
use crate::store::{device, endorsement, feed, occurrence, order, report, resident, serving, signup};
use domain::change::Change;
use domain::facts::Facts;
use domain::project::project;

/// Writes one change at a revision.
pub async fn save(tx: &mut Tx, change: &Change, facts: &Facts, revision: i64) -> sqlx::Result<()> {
    match change {
        Change::Occurrence(row) => occurrence::save(tx, row).await?,
        Change::Signup(row) => signup::save(tx, row).await?,
        Change::Serving(row) => serving::save(tx, row).await?,
        Change::Order(row) => order::save(tx, row).await?,
        Change::Report(row) => report::save(tx, row).await?,
        Change::Endorsement(row) => endorsement::save(tx, row).await?,
        Change::Device(row) => device::save(tx, row).await?,
        Change::Resident(row) => resident::register(tx, row).await?,
    }
    for (scope, row) in project(change, facts) {
        feed::put(tx, scope, &row, revision).await?;
    }
    Ok(())
}
