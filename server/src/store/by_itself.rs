//! What happens by itself when its time has come, in one transaction that holds the community's lock. It is looked for without the lock
//! first, because mostly there is nothing; and then with it, because another server may have done it in the meantime. Several servers
//! may look at the same time: whoever comes second finds nothing left to do.

use crate::db::{Db, Tx};
use crate::store::{change, community};
use domain::change::Change;
use domain::facts::Facts;
use domain::id::CommunityId;
use domain::when::Moment;
use futures::future::BoxFuture;

/// What is to be done now, each part with the facts that it follows from.
pub(super) type Due = Vec<(Facts, Vec<Change>)>;

/// How that is found.
pub(super) type Find = for<'a> fn(&'a mut Tx, Moment) -> BoxFuture<'a, sqlx::Result<Due>>;

/// Changes that follow from the same facts.
pub(super) fn from(facts: Facts, changes: Vec<Change>) -> Due {
    if changes.is_empty() { Vec::new() } else { vec![(facts, changes)] }
}

/// Does what is to be done now; answers the revision with that, if there was anything.
///
/// # Errors
/// When the database refuses: then nothing was done.
pub(super) async fn settle(db: &Db, id: CommunityId, now: Moment, find: Find) -> sqlx::Result<Option<i64>> {
    let mut tx = db.read(id).await?;
    let some = !find(&mut tx, now).await?.is_empty();
    drop(tx);
    if !some {
        return Ok(None);
    }
    let mut tx = db.write(id).await?;
    // The lock. What another server has done in the meantime is seen from here on.
    let revision = community::next_revision(&mut tx).await?;
    for (facts, changes) in find(&mut tx, now).await? {
        for change in changes {
            change::save(&mut tx, &change, &facts, revision).await?;
        }
    }
    if db.shared() {
        community::announce(&mut tx).await?;
    }
    tx.commit().await?;
    Ok(Some(revision))
}
