//! Writes a change: its table, and the rows it puts into scopes.

use crate::db::Tx;
use crate::store::{
    activity, call, certificate, collector, device, duty, endorsement, favour, feed, hours, joining, lease, lottery,
    mandate, member, occurrence, offering, order, picture, pledge, presence, qualification, report, resident,
    scheduled, serving, shift, signup, swap, tally,
};
use domain::change::Change;
use domain::facts::Facts;
use domain::project::{gone, project};

/// Writes one change at a revision.
pub async fn save(tx: &mut Tx, change: &Change, facts: &Facts, revision: i64) -> sqlx::Result<()> {
    let mut sealed = None;
    match change {
        Change::Activity(row) => activity::save(tx, row).await?,
        Change::Series(id, pattern) => activity::save_pattern(tx, *id, pattern.as_ref()).await?,
        Change::Occurrence(row) => {
            occurrence::save_later(tx, row);
            sealed = lottery::seal(tx, row).await?.map(Change::Occurrence);
        }
        Change::NoOccurrence(id) => occurrence::remove(tx, *id).await?,
        Change::Signup(row) => signup::save_later(tx, row),
        Change::Serving(row) => serving::save(tx, row).await?,
        Change::Order(row) => order::save(tx, row).await?,
        Change::Report(row) => report::save(tx, row).await?,
        Change::Endorsement(row) => endorsement::save(tx, row).await?,
        Change::Device(row) => device::save(tx, row).await?,
        Change::Resident(row) => resident::register(tx, row).await?,
        Change::Shift(row) => shift::save(tx, row).await?,
        Change::Duty(row) => duty::save(tx, row).await?,
        Change::Qualification(row) => qualification::save(tx, row).await?,
        Change::Presence(row) => presence::save(tx, row).await?,
        Change::Hours(row) => hours::save(tx, row).await?,
        Change::Collector(row) => collector::save(tx, row).await?,
        Change::Swap(row) => swap::save(tx, row).await?,
        Change::Joining(row) => joining::save(tx, row).await?,
        Change::Member(row) => member::save(tx, row).await?,
        Change::NoMember(row) => member::remove(tx, row).await?,
        Change::Certificate(row) => certificate::save(tx, row).await?,
        Change::Call(row) => call::save(tx, row).await?,
        Change::Pledge(row) => pledge::save(tx, row).await?,
        Change::Scheduled(row) => scheduled::save(tx, row).await?,
        Change::NoScheduled(_, id) => scheduled::remove(tx, *id).await?,
        Change::Pictures(date, pictures) => picture::save_of_date(tx, *date, pictures).await?,
        Change::NoPictures(pictures) => picture::remove(tx, pictures).await?,
        Change::Tally(row) => tally::save(tx, row).await?,
        Change::Offering(row) => offering::save(tx, row).await?,
        Change::Favour(row) => favour::save(tx, row).await?,
        Change::Lease(row) => lease::save(tx, row).await?,
        Change::Mandate(row) => mandate::save(tx, row).await?,
        // What changes in it is kept in its public row.
        Change::Organization(_) => {}
    }
    // What only the server can say of a date stands in the rows that go out.
    let change = sealed.as_ref().unwrap_or(change);
    for (scope, key) in gone(change) {
        feed::take_later(tx, scope, key, revision);
    }
    for (scope, row) in project(change, facts) {
        feed::put_later(tx, scope, &row, revision)?;
    }
    Ok(())
}
