//! Writes what the committee's files say. Everything is an upsert by identity, so a second time changes nothing; what lives
//! (places taken, portions ordered, a date or a series that an organizer has changed, a team that somebody left, what the desk has
//! made of a resident) is never touched.

mod back;
mod homes;
mod menus;
mod people;
mod residents;
mod series;
mod things;

use crate::almanac::almanac;
use crate::commands::now;
use crate::db::{Db, Tx};
use crate::execute;
use crate::fault;
use crate::import::census::{Census, MemberLine};
use crate::import::kept::{Kept, KeptMenu, KeptResident};
use crate::store::{community, feed, file_code, member, merging, qualification, quota, unit};
use domain::change::Change;
use domain::facts::Facts;
use domain::id::OrganizationId;
use domain::member::Member;
use domain::project::{self, project};
use domain::qualification::Qualification;
use domain::row::Row;
use domain::scope::Scope;
use std::collections::HashMap;

pub use back::read;

/// What an import did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// How many rows of the feed changed.
    pub changed: usize,
    /// The lines of residents of which it left something as the desk has it.
    pub residents: Vec<KeptResident>,
    /// What it left as people have said it in the app.
    pub kept: Vec<Kept>,
    /// The days whose menu it left as the cook has set it.
    pub menus: Vec<KeptMenu>,
}

/// Writes a census in one transaction.
///
/// # Errors
/// When the database refuses: then nothing of it is kept.
pub async fn import(db: &Db, census: &Census) -> sqlx::Result<Imported> {
    let mut tx = db.write(census.community.id).await?;
    let imported = write(&mut tx, census).await?;
    // Whoever brings files of their own has made it theirs.
    community::mark_demo(&mut tx, false).await?;
    tx.commit().await?;
    Ok(imported)
}

/// What an import would leave as people have said it in the app.
///
/// # Errors
/// When the database cannot be read.
pub async fn kept(db: &Db, census: &Census) -> sqlx::Result<Vec<Kept>> {
    let mut tx = db.read(census.community.id).await?;
    let said = member::said(&mut tx).await?;
    let resolved = merging::resolved(&mut tx, census).await?;
    let census: &Census = &resolved;
    let of = |line: &MemberLine| Kept::of(line, *said.get(&(line.organization, line.resident))?, census);
    Ok(census.members.iter().filter_map(of).collect())
}

/// The lines of residents of which an import would leave something as the desk has it.
///
/// # Errors
/// When the database cannot be read.
pub async fn kept_residents(db: &Db, census: &Census) -> sqlx::Result<Vec<KeptResident>> {
    let mut tx = db.read(census.community.id).await?;
    let resolved = merging::resolved(&mut tx, census).await?;
    residents::kept(&mut tx, &resolved).await
}

/// The days whose menu an import would leave as the cook has set it.
///
/// # Errors
/// When the database cannot be read.
pub async fn kept_menus(db: &Db, census: &Census) -> sqlx::Result<Vec<KeptMenu>> {
    let mut tx = db.read(census.community.id).await?;
    menus::kept(&mut tx, census).await
}

/// Writes a census in the transaction of somebody else.
pub(super) async fn write(tx: &mut Tx, census: &Census) -> sqlx::Result<Imported> {
    // A code that names a former record names who that is now.
    let resolved = merging::resolved(tx, census).await?;
    let census: &Census = &resolved;
    community::save(tx, &census.community).await?;
    file_code::save(tx, &census.codes).await?;
    let (before, _) = community::revision(tx).await?;
    let almanac = almanac(census.community.id, now().day());
    // What the cook has set is no matter of the files.
    let quotas = quota::since(tx, now().day()).await?;
    let mut rows = vec![Row::Community(census.community.clone().with_quotas(quotas)), Row::Almanac(almanac)];
    rows.extend(things::places(tx, census).await?);
    fault::at("an import has its places");
    let residents = people::people(tx, census).await?;
    fault::at("an import has its people");
    rows.extend(things::needs_and_venues(tx, census).await?);
    rows.extend(things::organizations(tx, census).await?);
    let kept = people::members(tx, census).await?;
    let members = member::all(tx).await?;
    count(&mut rows, &members);
    rows.extend(things::activities(tx, census).await?);
    rows.extend(things::shifts(tx, census).await?);
    let menus = menus::kept(tx, census).await?;
    rows.extend(menus::canteen(tx, census).await?);
    fault::at("an import has all but its news");
    let mut changed = 0;
    for row in &rows {
        changed += usize::from(feed::put(tx, Scope::Public, row, before + 1).await?);
    }
    let mut told = Vec::with_capacity(3 * members.len());
    for member in members {
        told.extend(project(&Change::Member(member), &Facts::default()));
    }
    changed += feed::put_all(tx, &told, before + 1).await?;
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
    Ok(Imported { changed, residents, kept, menus })
}

/// Says of each team how many belong to it: besides those in the files there are some who joined, and others have left.
fn count(rows: &mut [Row], members: &[Member]) {
    let mut counts: HashMap<OrganizationId, u32> = HashMap::new();
    for member in members {
        *counts.entry(member.organization).or_default() += 1;
    }
    for row in rows {
        if let Row::Organization(team) = row {
            team.members = counts.get(&team.id).copied().unwrap_or_default();
        }
    }
}
