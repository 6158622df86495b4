//! Frees the places on shifts to which a child has not agreed in time, in one transaction that holds the community's lock. Several
//! servers may do that at the same time: whoever comes second finds nothing left to do.

use crate::db::{Db, Tx};
use crate::fetch_all;
use crate::store::by_itself::{self, Due};
use crate::store::{duty, shift};
use domain::duty::lapse;
use domain::facts::Facts;
use domain::id::{CommunityId, ShiftId};
use domain::when::Moment;
use uuid::Uuid;

/// The shifts on which a place is to be freed now, each with what that follows from.
async fn due(tx: &mut Tx, now: Moment) -> sqlx::Result<Due> {
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
        let changes = lapse(&facts);
        due.extend(by_itself::from(facts, changes));
    }
    Ok(due)
}

/// Frees them; answers the revision with that, if there were any.
///
/// # Errors
/// When the database refuses.
pub async fn lapse_all(db: &Db, id: CommunityId, now: Moment) -> sqlx::Result<Option<i64>> {
    by_itself::settle(db, id, now, |tx, now| Box::pin(due(tx, now))).await
}
