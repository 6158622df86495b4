//! What units have said to calls.

use crate::db::Tx;
use crate::execute;
use domain::pledge::Pledge;

/// Writes a unit's answer to a call, in place of the one before.
pub async fn save(tx: &mut Tx, row: &Pledge) -> sqlx::Result<()> {
    execute!(
        tx,
        "insert into pledge (community, pledge, call, organization, unit, count, words, changed)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (community, pledge) do update set count = excluded.count, words = excluded.words,
            changed = excluded.changed",
        tx.community.0,
        row.id.0,
        row.call.0,
        row.organization.0,
        row.unit.0,
        i64::from(row.count),
        &row.words,
        row.changed.0
    )?;
    Ok(())
}
