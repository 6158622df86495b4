//! The secret addresses from which calendar programs fetch what somebody is signed up for.

use crate::db::Tx;
use crate::{execute, fetch_optional};
use domain::id::ResidentId;
use domain::when::Moment;
use uuid::Uuid;

/// Since when a person has an address, if they have one.
pub async fn since(tx: &mut Tx, resident: ResidentId) -> sqlx::Result<Option<Moment>> {
    let line = fetch_optional!(
        tx,
        (i64,),
        "select made from calendar_address where community = $1 and resident = $2",
        tx.community.0,
        resident.0
    )?;
    Ok(line.map(|(made,)| Moment(made)))
}

/// Gives a person an address. The one that they had before ends.
pub async fn save(tx: &mut Tx, resident: ResidentId, secret_hash: &[u8], now: Moment) -> sqlx::Result<()> {
    execute!(
        tx,
        "insert into calendar_address (community, resident, secret_hash, made) values ($1, $2, $3, $4)
         on conflict (community, resident) do update set secret_hash = excluded.secret_hash, made = excluded.made",
        tx.community.0,
        resident.0,
        secret_hash,
        now.0
    )?;
    Ok(())
}

/// Ends a person's address, if they have one.
pub async fn remove(tx: &mut Tx, resident: ResidentId) -> sqlx::Result<()> {
    execute!(tx, "delete from calendar_address where community = $1 and resident = $2", tx.community.0, resident.0)?;
    Ok(())
}

/// Whose address it is that holds the secret with this hash.
pub async fn owner(tx: &mut Tx, secret_hash: &[u8]) -> sqlx::Result<Option<ResidentId>> {
    let line = fetch_optional!(
        tx,
        (Uuid,),
        "select resident from calendar_address where community = $1 and secret_hash = $2",
        tx.community.0,
        secret_hash
    )?;
    Ok(line.map(|(resident,)| ResidentId(resident)))
}
