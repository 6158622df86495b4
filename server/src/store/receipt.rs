//! Receipts: what was decided for each command, written with its effect. They make "at least once" into "once".

use crate::db::Tx;
use crate::{execute, fetch_optional};
use domain::command::Envelope;
use domain::id::CommandId;
use domain::when::Moment;
use domain::wire::Outcome;
use uuid::Uuid;

/// What is remembered of a command.
pub struct Receipt {
    /// Whose it was.
    pub actor: Uuid,
    /// The hash of what was asked.
    pub payload_hash: Vec<u8>,
    /// What became of it.
    pub outcome: Outcome,
}

/// The receipt of a command, if it was decided before.
pub async fn load(tx: &mut Tx, id: CommandId) -> sqlx::Result<Option<Receipt>> {
    let line = fetch_optional!(
        tx,
        (Uuid, Vec<u8>, String),
        "select actor, payload_hash, outcome from receipt where community = $1 and command = $2",
        tx.community.0,
        id.0
    )?;
    let Some((actor, payload_hash, outcome)) = line else { return Ok(None) };
    let outcome = serde_json::from_str(&outcome).map_err(|error| sqlx::Error::Decode(error.into()))?;
    Ok(Some(Receipt { actor, payload_hash, outcome }))
}

/// When the newest command was decided, if any was.
pub async fn newest(tx: &mut Tx) -> sqlx::Result<Option<Moment>> {
    let line = fetch_optional!(tx, (Option<i64>,), "select max(at) from receipt where community = $1", tx.community.0)?;
    Ok(line.and_then(|(at,)| at).map(Moment))
}

/// Remembers what became of a command.
pub async fn save(
    tx: &mut Tx,
    envelope: &Envelope,
    payload_hash: &[u8],
    outcome: &Outcome,
    now: Moment,
) -> sqlx::Result<()> {
    let text = serde_json::to_string(outcome).map_err(|error| sqlx::Error::Encode(error.into()))?;
    execute!(
        tx,
        "insert into receipt (community, command, actor, device, payload_hash, outcome, at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        tx.community.0,
        envelope.id.0,
        envelope.actor.0,
        envelope.device.0,
        payload_hash,
        text,
        now.0
    )?;
    Ok(())
}
