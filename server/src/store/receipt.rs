//! Receipts: what was decided for each command, written with its effect. They make "at least once" into "once".

use crate::db::Tx;
use crate::store::device::Account;
use crate::store::rows::{filled, pieces, places, values};
use crate::{fetch_optional, statement};
use domain::command::Envelope;
use domain::id::{CommandId, DeviceId, ResidentId};
use domain::when::Moment;
use domain::wire::Outcome;
use sqlx::AssertSqlSafe;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What is remembered of a command.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// Whose it was.
    pub actor: Uuid,
    /// The hash of what was asked.
    pub payload_hash: Vec<u8>,
    /// What became of it.
    pub outcome: Outcome,
}

/// What every command is asked first: which, on which phone, whose.
pub type Question = (CommandId, DeviceId, ResidentId);
/// The living account on the phone, and the command's receipt, if it was decided before.
pub type Asked = (Account, Option<Receipt>);

/// A receipt that is to be written: whose, from which phone, what was asked, and when it was decided.
#[derive(Clone, Debug)]
pub struct Line {
    receipt: Receipt,
    device: DeviceId,
    at: Moment,
}

#[derive(sqlx::FromRow)]
struct Found {
    device: Uuid,
    resident: Uuid,
    desk_until: Option<i64>,
    desk_seen: Option<i64>,
    command: Uuid,
    actor: Option<Uuid>,
    payload_hash: Option<Vec<u8>>,
    outcome: Option<String>,
}

/// The living account of a resident on a phone, and the receipt of a command.
pub async fn with_account(tx: &mut Tx, question: Question) -> sqlx::Result<Option<Asked>> {
    let asked = match tx.held.asked.get(&question) {
        Some(known) => known.clone(),
        None => find(tx, &[question]).await?.remove(&question),
    };
    Ok(asked.map(|(account, receipt)| (account, pending(tx, question.0).or(receipt))))
}

/// Asks ahead.
pub(super) async fn ask(tx: &mut Tx, questions: Vec<Question>) -> sqlx::Result<()> {
    let found = find(tx, &filled(questions.clone())).await?;
    for question in questions {
        // The same may be asked twice: a phone that heard nothing sends again.
        let asked = found.get(&question).cloned();
        tx.held.asked.insert(question, asked);
    }
    Ok(())
}

async fn find(tx: &mut Tx, questions: &[Question]) -> sqlx::Result<BTreeMap<Question, Asked>> {
    let community = tx.community.0;
    let rows: Vec<String> = (0..questions.len()).map(|at| format!("({})", places(2 + at * 3, 3))).collect();
    // Both databases call the columns so. Each thing is looked up by its key, and there is no other way to do it: of a join,
    // PostgreSQL has made a walk through all receipts for each of the questions.
    let sql = format!(
        "select asked.column1 as command, asked.column2 as device, asked.column3 as resident,
            (select d.desk_until from device_resident d where d.community = $1 and d.device = asked.column2
                and d.resident = asked.column3 and d.revoked is null) as desk_until,
            (select d.desk_seen from device_resident d where d.community = $1 and d.device = asked.column2
                and d.resident = asked.column3 and d.revoked is null) as desk_seen,
            (select r.actor from receipt r where r.community = $1 and r.command = asked.column1) as actor,
            (select r.payload_hash from receipt r where r.community = $1 and r.command = asked.column1) as payload_hash,
            (select r.outcome from receipt r where r.community = $1 and r.command = asked.column1) as outcome
         from (values {}) as asked",
        rows.join(", ")
    );
    let lines = statement!(tx, AssertSqlSafe(sql), |sql, connection| {
        let mut query = sqlx::query_as::<_, Found>(sql).bind(community);
        for (command, device, resident) in questions {
            query = query.bind(command.0).bind(device.0).bind(resident.0);
        }
        query.fetch_all(&mut **connection).await
    })?;
    let mut found = BTreeMap::new();
    for line in lines {
        let (Some(until), Some(seen)) = (line.desk_until, line.desk_seen) else { continue };
        let resident = ResidentId(line.resident);
        let account = Account { resident, desk_until: Moment(until), desk_seen: Moment(seen) };
        let receipt = match (line.actor, line.payload_hash, line.outcome) {
            (Some(actor), Some(payload_hash), Some(outcome)) => Some(read(actor, payload_hash, &outcome)?),
            _ => None,
        };
        found.insert((CommandId(line.command), DeviceId(line.device), resident), (account, receipt));
    }
    Ok(found)
}

fn read(actor: Uuid, payload_hash: Vec<u8>, outcome: &str) -> sqlx::Result<Receipt> {
    let outcome = serde_json::from_str(outcome).map_err(|error| sqlx::Error::Decode(error.into()))?;
    Ok(Receipt { actor, payload_hash, outcome })
}

/// A receipt of this very transaction.
fn pending(tx: &Tx, id: CommandId) -> Option<Receipt> {
    tx.held.receipts.get(&id).map(|line| line.receipt.clone())
}

/// The receipt of a command, if it was decided before.
pub async fn load(tx: &mut Tx, id: CommandId) -> sqlx::Result<Option<Receipt>> {
    if let pending @ Some(_) = pending(tx, id) {
        return Ok(pending);
    }
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

/// Remembers what became of a command, by the commit.
pub fn save(tx: &mut Tx, envelope: &Envelope, payload_hash: Vec<u8>, outcome: &Outcome, now: Moment) {
    let receipt = Receipt { actor: envelope.actor.0, payload_hash, outcome: outcome.clone() };
    tx.held.receipts.insert(envelope.id, Line { receipt, device: envelope.device, at: now });
}

/// Writes the receipts that were to be there by the commit.
pub(super) async fn settle(tx: &mut Tx) -> sqlx::Result<()> {
    let lines = std::mem::take(&mut tx.held.receipts);
    for some in pieces(&lines.iter().collect::<Vec<_>>()) {
        write(tx, some).await?;
    }
    Ok(())
}

async fn write(tx: &mut Tx, lines: &[(&CommandId, &Line)]) -> sqlx::Result<()> {
    let community = tx.community.0;
    let sql = format!(
        "insert into receipt (community, command, actor, device, payload_hash, outcome, at) values {}",
        values(lines.len(), 6)
    );
    let texts = lines.iter().map(|(_, line)| serde_json::to_string(&line.receipt.outcome));
    let texts: Vec<String> = texts.collect::<Result<_, _>>().map_err(|error| sqlx::Error::Encode(error.into()))?;
    statement!(tx, AssertSqlSafe(sql), |sql, connection| {
        let mut query = sqlx::query(sql).bind(community);
        for ((id, line), outcome) in lines.iter().zip(&texts) {
            let Line { receipt, device, at } = line;
            query = query.bind(id.0).bind(receipt.actor).bind(device.0);
            query = query.bind(receipt.payload_hash.as_slice()).bind(outcome).bind(at.0);
        }
        query.execute(&mut **connection).await.map(drop)
    })
}
