//! A staff member's password and authenticator.

use crate::db::Tx;
use crate::store::device;
use crate::{execute, fetch_optional};
use domain::id::{DeviceId, ResidentId};
use domain::when::Moment;
use uuid::Uuid;

/// What is kept of a staff member's factors.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Credential {
    /// Argon2id, with parameters and salt.
    pub password_hash: String,
    /// The authenticator's secret, base32.
    pub totp_secret: String,
    /// The last 30-second step whose code was used: none is good twice.
    pub last_step: i64,
}

/// The factors of a staff member, if they have enrolled.
pub async fn load(tx: &mut Tx, resident: ResidentId) -> sqlx::Result<Option<Credential>> {
    fetch_optional!(
        tx,
        Credential,
        "select password_hash, totp_secret, last_step from credential where community = $1 and resident = $2",
        tx.community.0,
        resident.0
    )
}

/// Enrols a staff member who has no factors yet. Answers whether it did.
pub async fn enrol(tx: &mut Tx, resident: ResidentId, row: &Credential, now: Moment) -> sqlx::Result<bool> {
    let made = execute!(
        tx,
        "insert into credential (community, resident, password_hash, totp_secret, last_step, since)
         values ($1, $2, $3, $4, $5, $6) on conflict (community, resident) do nothing",
        tx.community.0,
        resident.0,
        &row.password_hash,
        &row.totp_secret,
        row.last_step,
        now.0
    )?;
    Ok(made == 1)
}

/// Puts another hash in the place of one: of the same password with other parameters, or of a new password. Answers false when
/// the one before is not there any more.
pub async fn rehash(tx: &mut Tx, resident: ResidentId, before: &str, hash: &str) -> sqlx::Result<bool> {
    let put = execute!(
        tx,
        "update credential set password_hash = $4 where community = $1 and resident = $2 and password_hash = $3",
        tx.community.0,
        resident.0,
        before,
        hash
    )?;
    Ok(put == 1)
}

/// Uses a code's step up. Answers false when it was used before.
pub async fn use_step(tx: &mut Tx, resident: ResidentId, step: i64) -> sqlx::Result<bool> {
    let used = execute!(
        tx,
        "update credential set last_step = $3 where community = $1 and resident = $2 and last_step < $3",
        tx.community.0,
        resident.0,
        step
    )?;
    Ok(used == 1)
}

/// Forgets how a staff member opens the desk: password, authenticator and passkeys, and locks it wherever it is open. Answers
/// whether there was anything to forget.
pub async fn forget(tx: &mut Tx, resident: ResidentId) -> sqlx::Result<bool> {
    let factors =
        execute!(tx, "delete from credential where community = $1 and resident = $2", tx.community.0, resident.0)?;
    let keys = execute!(tx, "delete from passkey where community = $1 and resident = $2", tx.community.0, resident.0)?;
    // No phone is called so: it is locked on every one.
    let open = device::lock_others(tx, DeviceId(Uuid::nil()), resident).await?;
    Ok(factors + keys + open > 0)
}
