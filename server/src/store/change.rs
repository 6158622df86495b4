//! Writes a change: its table, and the rows it puts into scopes.

use crate::db::Tx;
use crate::store::{
    activity, aid, call, certificate, closing, collector, device, dish, duty, endorsement, errand, favour, feed,
    group_post, hours, joining, lease, ledger, lottery, mandate, member, missed, notice, occurrence, offering, order,
    payment, picture, pledge, presence, qualification, quota, rating, reach, regular, report, resident, scheduled,
    serving, shift, signup, stint, swap, tally, visit,
};
use domain::change::Change;
use domain::facts::Facts;
use domain::notice::{group_told, told};
use domain::project::{gone, project};

/// Writes one change at a revision.
pub async fn save(tx: &mut Tx, change: &Change, facts: &Facts, revision: i64) -> sqlx::Result<()> {
    let mut sealed = None;
    match change {
        Change::Activity(row) => activity::save(tx, row).await?,
        Change::Series(id, pattern) => activity::save_pattern(tx, *id, pattern.as_ref()).await?,
        Change::Venue(row) => occurrence::save_venue(tx, row).await?,
        Change::Occurrence(row) => {
            occurrence::save_later(tx, row);
            sealed = lottery::seal(tx, row).await?.map(Change::Occurrence);
        }
        Change::NoOccurrence(id) => occurrence::remove(tx, *id).await?,
        Change::Signup(row) => signup::save_later(tx, row),
        Change::Serving(row) => serving::save_said(tx, row).await?,
        Change::Dish(row) => dish::save(tx, row).await?,
        Change::Order(row) => order::save(tx, row).await?,
        Change::Quotas(rows) => {
            for row in rows {
                quota::save(tx, row).await?;
            }
        }
        Change::Regular(row) => regular::save(tx, row).await?,
        Change::Missed(row) => missed::save(tx, row).await?,
        Change::Visit(row) => visit::save(tx, row).await?,
        Change::Errand(row) => errand::save(tx, row).await?,
        // What was said of it stays.
        Change::NoErrand(..) => {}
        Change::NoMissed(row) => missed::remove(tx, row.id).await?,
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
        Change::Stint(row) => stint::save(tx, row).await?,
        Change::Aid(row, _) => aid::save(tx, row).await?,
        // What is written stays.
        Change::NoAid(..) => {}
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
        Change::Notice(row) => notice::save_seen(tx, row, revision).await?,
        Change::Unreached(row) => reach::save_call(tx, row).await?,
        Change::NoticeChoice(row) => notice::save_choice(tx, row).await?,
        Change::Tally(row) => tally::save(tx, row).await?,
        Change::Rating(row) => rating::save(tx, row).await?,
        Change::Entry(row) => ledger::save(tx, row).await?,
        Change::Wallet(row) => ledger::save_wallet(tx, row).await?,
        Change::Payment(row) => payment::save(tx, row).await?,
        Change::Till(row) => closing::save(tx, row).await?,
        Change::Offering(row) => offering::save(tx, row).await?,
        Change::Favour(row) => favour::save(tx, row).await?,
        Change::Lease(row) => lease::save(tx, row).await?,
        Change::Mandate(row) => mandate::save(tx, row).await?,
        // What changes in it is kept in its public row.
        Change::Organization(_) => {}
    }
    notice::tell_later(tx, told(change, facts), revision);
    notice::tell_behalf(tx, change, facts, revision).await?;
    if let Some(post) = group_told(change, facts) {
        group_post::save(tx, post, facts.now).await?;
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
