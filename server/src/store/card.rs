//! Residents' cards: single use, seven days, only the hash of the code kept.

use crate::db::Tx;
use crate::{execute, fetch_optional};
use domain::id::ResidentId;
use domain::when::Moment;
use uuid::Uuid;

/// Makes a card. Earlier unused cards of the same resident end.
pub async fn save(tx: &mut Tx, resident: ResidentId, code_hash: &[u8], now: Moment, until: Moment) -> sqlx::Result<()> {
    execute!(
        tx,
        "update card set until = $3 where community = $1 and resident = $2 and used is null and until > $3",
        tx.community.0,
        resident.0,
        now.0
    )?;
    execute!(
        tx,
        "insert into card (community, code_hash, resident, made, until) values ($1, $2, $3, $4, $5)",
        tx.community.0,
        code_hash,
        resident.0,
        now.0,
        until.0
    )?;
    Ok(())
}

/// Uses a card up and answers whose it is, if it is good: one statement, so that it is used once.
pub async fn redeem(tx: &mut Tx, code_hash: &[u8], now: Moment) -> sqlx::Result<Option<ResidentId>> {
    let line = fetch_optional!(
        tx,
        (Uuid,),
        "update card set used = $3 where community = $1 and code_hash = $2 and used is null and until > $3
         returning resident",
        tx.community.0,
        code_hash,
        now.0
    )?;
    Ok(line.map(|(resident,)| ResidentId(resident)))
}
