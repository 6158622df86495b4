//! The demonstration community: made once, marked as what it is, and filled up with each new day. A community without the mark is
//! never touched here.

use crate::db::{Db, Tx};
use crate::demo::{Ahead, ahead};
use crate::fetch_optional;
use crate::import::census::Census;
use crate::store::{census, change, community, occurrence, organization, serving, shift};
use domain::change::Change;
use domain::facts::Facts;
use domain::id::{CommunityId, DishId};
use domain::serving::Serving;
use domain::when::{Day, Moment};
use std::collections::BTreeMap;

/// Fills an empty database with the demonstration, in one transaction.
///
/// # Errors
/// When the database refuses: then nothing of it is kept.
pub async fn fill(db: &Db, census: &Census) -> sqlx::Result<()> {
    let mut tx = db.write(census.community.id).await?;
    census::write(&mut tx, census).await?;
    community::mark_demo(&mut tx, true).await?;
    tx.commit().await
}

/// Adds the menus and shifts that the demonstration lacks in the weeks ahead. Answers the revision with them, if it is the
/// demonstration and lacked any.
///
/// # Errors
/// When the database refuses.
pub async fn renew(db: &Db, id: CommunityId, now: Moment) -> sqlx::Result<Option<i64>> {
    let mut tx = db.read(id).await?;
    if !community::is_demo(&mut tx).await? {
        return Ok(None);
    }
    let Ok(ahead) = ahead(now.day()) else { return Ok(None) };
    let wanted = lacking(&mut tx, &ahead, now).await?;
    drop(tx);
    if wanted.is_empty() {
        return Ok(None);
    }
    let mut tx = db.write(id).await?;
    // The lock. What another server has added in the meantime is seen from here on.
    let revision = community::next_revision(&mut tx).await?;
    for change in lacking(&mut tx, &ahead, now).await? {
        change::save(&mut tx, &change, &Facts::default(), revision).await?;
    }
    if db.shared() {
        community::announce(&mut tx).await?;
    }
    tx.commit().await?;
    Ok(Some(revision))
}

/// Menus of days that have none at all, and shifts that are not there. A shift that was called off is there. What a newer
/// release's files name and this database does not know is left out.
async fn lacking(tx: &mut Tx, ahead: &Ahead, now: Moment) -> sqlx::Result<Vec<Change>> {
    let mut days: BTreeMap<Day, Vec<&Serving>> = BTreeMap::new();
    for row in &ahead.servings {
        days.entry(row.day).or_default().push(row);
    }
    let mut wanted = Vec::new();
    for (day, menu) in days {
        if serving::of_day(tx, day).await?.is_empty() {
            for row in menu {
                if knows(tx, row.dish).await? {
                    wanted.push(Change::Serving(row.clone()));
                }
            }
        }
    }
    for row in ahead.shifts.iter().filter(|row| row.starts > now) {
        if shift::load(tx, row.id).await?.is_none()
            && organization::exists(tx, row.organization).await?
            && occurrence::load_venue(tx, row.venue).await?.is_some()
        {
            wanted.push(Change::Shift(row.clone()));
        }
    }
    Ok(wanted)
}

async fn knows(tx: &mut Tx, dish: DishId) -> sqlx::Result<bool> {
    let line = fetch_optional!(
        tx,
        (i64,),
        "select count(*) from dish where community = $1 and dish = $2",
        tx.community.0,
        dish.0
    )?;
    Ok(line.is_some_and(|(n,)| n > 0))
}
