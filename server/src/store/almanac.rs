//! The almanac's row in the public feed. It has no table: it is reckoned, not told by anyone.

use crate::almanac::almanac;
use crate::db::Db;
use crate::store::{community, feed};
use domain::id::CommunityId;
use domain::row::Row;
use domain::scope::Scope;
use domain::when::Day;

/// Writes the row if it is another one now; answers the revision with it.
///
/// # Errors
/// When the database refuses.
pub async fn renew(db: &Db, id: CommunityId, today: Day) -> sqlx::Result<Option<i64>> {
    let row = Row::Almanac(almanac(id, today));
    let mut tx = db.read(id).await?;
    let known = feed::get(&mut tx, Scope::Public, row.key()).await;
    drop(tx);
    // A row that an older release wrote and this one cannot read is replaced too.
    if matches!(known, Ok(Some(known)) if known == row) {
        return Ok(None);
    }
    let mut tx = db.write(id).await?;
    let revision = community::next_revision(&mut tx).await?;
    feed::put(&mut tx, Scope::Public, &row, revision).await?;
    if db.shared() {
        community::announce(&mut tx).await?;
    }
    tx.commit().await?;
    Ok(Some(revision))
}
