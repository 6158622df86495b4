//! Frees the places on shifts to which a child has not agreed in time, in one transaction that holds the community's lock. Several
//! servers may do that at the same time: whoever comes second finds nothing left to do.

use crate::db::{Db, Tx};
use crate::fetch_all;
use crate::store::{change, community, duty, shift};
use domain::duty::lapse;
use domain::facts::Facts;
use domain::id::{CommunityId, ShiftId};
use domain::when::Moment;
use uuid::Uuid;

/// The shifts on which a place is to be freed now, each with what that follows from.
async fn due(tx: &mut Tx, now: Moment) -> sqlx::Result<Vec<Facts>> {
    let lines = fetch_all!(
        tx,
        (Uuid,),
        "select distinct d.shift from duty d
         join shift s on s.community = d.community and s.shift = d.shift
         where d.community = $1 and d.asks = true and d.agreed is null and d.state in ('taken', 'seeking')
            and s.cancelled is null and s.starts > $2
         order by d.shift",
        tx.community.0,
        now.0
    )?;
    let mut due = Vec::new();
    for (id,) in lines {
        let id = ShiftId(id);
        let facts = Facts {
            now,
            shift: shift::load(tx, id).await?,
            on_shift: duty::of_shift(tx, id).await?,
            ..Facts::default()
        };
        due.extend((!lapse(&facts).is_empty()).then_some(facts));
    }
    Ok(due)
}

/// Frees them; answers the revision with that, if there were any.
///
/// # Errors
/// When the database refuses.
pub async fn lapse_all(db: &Db, id: CommunityId, now: Moment) -> sqlx::Result<Option<i64>> {
    let mut tx = db.read(id).await?;
    let some = !due(&mut tx, now).await?.is_empty();
    drop(tx);
    if !some {
        return Ok(None);
    }
    let mut tx = db.write(id).await?;
    // The lock. What another server has freed in the meantime is seen from here on.
    let revision = community::next_revision(&mut tx).await?;
    for facts in due(&mut tx, now).await? {
        for change in lapse(&facts) {
            change::save(&mut tx, &change, &facts, revision).await?;
        }
    }
    if db.shared() {
        community::announce(&mut tx).await?;
    }
    tx.commit().await?;
    Ok(Some(revision))
}
