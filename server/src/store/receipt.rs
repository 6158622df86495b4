//! Receipts: what was decided for each command, written with its effect. They make "at least once" into "once".

use crate::db::Tx;
use crate::store::device::Account;
use crate::{execute, fetch_optional};
use domain::command::Envelope;
use domain::id::{CommandId, DeviceId, ResidentId};
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

type Joined = (i64, i64, Option<Uuid>, Option<Vec<u8>>, Option<String>);

/// The living account of a resident on a phone, and the receipt of a command: what every command is asked first, in one statement.
pub async fn with_account(
    tx: &mut Tx,
    id: CommandId,
    device: DeviceId,
    resident: ResidentId,
) -> sqlx::Result<Option<(Account, Option<Receipt>)>> {
    let line = fetch_optional!(
        tx,
        Joined,
        "select d.desk_until, d.desk_seen, r.actor, r.payload_hash, r.outcome
         from device_resident d left join receipt r on r.community = d.community and r.command = $4
         where d.community = $1 and d.device = $2 and d.resident = $3 and d.revoked is null",
        tx.community.0,
        device.0,
        resident.0,
        id.0
    )?;
    let Some((until, seen, actor, payload_hash, outcome)) = line else { return Ok(None) };
    let account = Account { resident, desk_until: Moment(until), desk_seen: Moment(seen) };
    let receipt = match (actor, payload_hash, outcome) {
        (Some(actor), Some(payload_hash), Some(outcome)) => Some(read(actor, payload_hash, &outcome)?),
        _ => None,
    };
    Ok(Some((account, receipt)))
}

fn read(actor: Uuid, payload_hash: Vec<u8>, outcome: &str) -> sqlx::Result<Receipt> {
    let outcome = serde_json::from_str(outcome).map_err(|error| sqlx::Error::Decode(error.into()))?;
    Ok(Receipt { actor, payload_hash, outcome })
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
    line.map(|(actor, payload_hash, outcome)| read(actor, payload_hash, &outcome)).transpose()
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
