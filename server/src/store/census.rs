//! Writes what the committee's files say. Everything is an upsert by identity, so a second time changes nothing; what lives
//! (places taken, portions ordered, a date or a series that an organizer has changed) is never touched.

mod people;
mod series;
mod things;

use crate::almanac::almanac;
use crate::commands::now;
use crate::db::{Db, Tx};
use crate::execute;
use crate::fault;
use crate::import::census::Census;
use crate::store::{community, feed, qualification, unit};
use domain::change::Change;
use domain::facts::Facts;
use domain::project::{self, project};
use domain::qualification::Qualification;
use domain::row::Row;
use domain::scope::Scope;

/// Writes a census in one transaction; answers how many public rows changed.
///
/// # Errors
/// When the database refuses: then nothing of it is kept.
pub async fn import(db: &Db, census: &Census) -> sqlx::Result<usize> {
    let mut tx = db.write(census.community.id).await?;
    let changed = write(&mut tx, census).await?;
    tx.commit().await?;
    Ok(changed)
}

async fn write(tx: &mut Tx, census: &Census) -> sqlx::Result<usize> {
    community::save(tx, &census.community).await?;
    let (before, _) = community::revision(tx).await?;
    let almanac = almanac(census.community.id, now().day());
    let mut rows = vec![Row::Community(census.community.clone()), Row::Almanac(almanac)];
    rows.extend(things::places(tx, census).await?);
    fault::at("an import has its places");
    people::residents(tx, census).await?;
    fault::at("an import has its people");
    rows.extend(things::needs_and_venues(tx, census).await?);
    rows.extend(things::organizations(tx, census).await?);
    people::members(tx, census).await?;
    rows.extend(things::activities(tx, census).await?);
    rows.extend(things::shifts(tx, census).await?);
    rows.extend(things::canteen(tx, census).await?);
    fault::at("an import has all but its news");
    let mut changed = 0;
    for row in &rows {
        changed += usize::from(feed::put(tx, Scope::Public, row, before + 1).await?);
    }
    for row in &census.qualifications {
        // The desk may have recorded it already: a person has one of each skill.
        let known = qualification::of_resident(tx, &row.resident).await?;
        let id = known.iter().find(|known| known.skill == row.skill).map_or(row.id, |known| known.id);
        let row = Qualification { id, ..row.clone() };
        qualification::save(tx, &row).await?;
        let change = Change::Qualification(row);
        for (scope, row) in project(&change, &Facts::default()) {
            changed += usize::from(feed::put(tx, scope, &row, before + 1).await?);
        }
    }
    for row in &census.units {
        unit::save(tx, row).await?;
        for (scope, row) in project::unit(row) {
            changed += usize::from(feed::put(tx, scope, &row, before + 1).await?);
        }
    }
    if changed > 0 {
        execute!(tx, "update community set revision = $2 where community = $1", tx.community.0, before + 1)?;
    }
    Ok(changed)
}
