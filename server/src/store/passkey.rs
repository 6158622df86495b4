//! Passkeys of the staff: what is needed to know them again.

use crate::db::Tx;
use crate::{execute, fetch_all, fetch_optional};
use domain::id::{PasskeyId, ResidentId};
use domain::when::Moment;
use domain::wire::desk::Passkey;
use uuid::Uuid;

/// A passkey and its record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What its owner sees of it.
    pub row: Passkey,
    /// What a check needs of it, JSON.
    pub record: String,
}

type Line = (Uuid, String, String, i64, Option<i64>);

fn kept((id, record, label, made, used): Line) -> Kept {
    let row = Passkey { id: PasskeyId(id), label, made: Moment(made), used: used.map(Moment) };
    Kept { row, record }
}

/// All passkeys of a person, in the order in which they were made.
pub async fn of(tx: &mut Tx, resident: ResidentId) -> sqlx::Result<Vec<Kept>> {
    let lines = fetch_all!(
        tx,
        Line,
        "select passkey, record, label, made, used from passkey where community = $1 and resident = $2
         order by made, passkey",
        tx.community.0,
        resident.0
    )?;
    Ok(lines.into_iter().map(kept).collect())
}

/// The passkey of a person that an authenticator calls `credential`.
pub async fn load(tx: &mut Tx, resident: ResidentId, credential: &[u8]) -> sqlx::Result<Option<Kept>> {
    let line = fetch_optional!(
        tx,
        Line,
        "select passkey, record, label, made, used from passkey
         where community = $1 and resident = $2 and credential = $3",
        tx.community.0,
        resident.0,
        credential
    )?;
    Ok(line.map(kept))
}

/// Keeps a new passkey of a person. Answers false when it is somebody's already.
pub async fn save(tx: &mut Tx, resident: ResidentId, credential: &[u8], new: &Kept) -> sqlx::Result<bool> {
    let made = execute!(
        tx,
        "insert into passkey (community, passkey, resident, credential, record, label, made, used)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (community, credential) do nothing",
        tx.community.0,
        new.row.id.0,
        resident.0,
        credential,
        &new.record,
        &new.row.label,
        new.row.made.0,
        new.row.used.map(|at| at.0)
    )?;
    Ok(made == 1)
}

/// Notes that a passkey was used, and its record as it is now. Answers false when it has just been removed.
pub async fn used(tx: &mut Tx, id: PasskeyId, record: &str, now: Moment) -> sqlx::Result<bool> {
    let noted = execute!(
        tx,
        "update passkey set record = $3, used = $4 where community = $1 and passkey = $2",
        tx.community.0,
        id.0,
        record,
        now.0
    )?;
    Ok(noted == 1)
}

/// Removes a passkey of a person. Answers false when they have none like that.
pub async fn remove(tx: &mut Tx, resident: ResidentId, id: PasskeyId) -> sqlx::Result<bool> {
    let gone = execute!(
        tx,
        "delete from passkey where community = $1 and resident = $2 and passkey = $3",
        tx.community.0,
        resident.0,
        id.0
    )?;
    Ok(gone == 1)
}
