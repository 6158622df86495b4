//! Opening the desk with a passkey, in place of password and code. What is wrong is counted with the wrong passwords.

use super::lock::{open_desk, refuse_waiting, tries};
use crate::api::principal::{Principal, principal};
use crate::api::sent::Sent;
use crate::commands::now;
use crate::db::Tx;
use crate::error::Error;
use crate::passkeys::Shown;
use crate::state::App;
use crate::store::ceremony::{self, Purpose};
use crate::store::{passkey, sign_in_try};
use axum::Json;
use axum::extract::State;
use domain::when::Moment;
use domain::wire::{DeskState, SignInRefusal};

const WRONG: Error = Error::Refused(SignInRefusal::WrongFactor);

/// Asks for one of the person's passkeys.
///
/// # Errors
/// 403 unless they are staff and have one, 429 after too many tries.
pub async fn ask(State(app): State<App>, who: Principal) -> Result<Json<String>, Error> {
    let now = now();
    let mut tx = app.db.write(app.community).await?;
    refuse_waiting(&mut tx, &tries(&who), now).await?;
    let known = passkey::of(&mut tx, who.resident).await?;
    let question = app.passkeys.begin_unlocking(known.iter().map(|kept| kept.record.as_str())).ok_or(WRONG)?;
    ceremony::begin(&mut tx, who.device, who.resident, Purpose::Unlock, &question.state, now).await?;
    tx.commit().await?;
    Ok(Json(question.options))
}

/// Opens the desk for a passkey that was shown.
///
/// # Errors
/// 403 unless the answer is one to the last question, 429 after too many tries.
pub async fn open(
    State(app): State<App>,
    who: Principal,
    Sent(answer): Sent<String>,
) -> Result<Json<DeskState>, Error> {
    let now = now();
    let mut tx = app.db.write(app.community).await?;
    // The body may have taken minutes.
    principal(&mut tx, who.device, who.resident).await?;
    refuse_waiting(&mut tx, &tries(&who), now).await?;
    let state = ceremony::take(&mut tx, who.device, who.resident, Purpose::Unlock, now).await?;
    let shown = state.and_then(|state| app.passkeys.finish_unlocking(&state, &answer));
    let opened = match shown {
        Some(shown) => note(&mut tx, &who, &shown, now).await?,
        None => false,
    };
    if !opened {
        sign_in_try::failed(&mut tx, &tries(&who), now).await?;
        tx.commit().await?;
        return Err(WRONG);
    }
    open_desk(tx, &who, now).await
}

/// Notes the use of a passkey. Answers false when it was removed since it was asked for.
async fn note(tx: &mut Tx, who: &Principal, shown: &Shown, now: Moment) -> sqlx::Result<bool> {
    let Some(kept) = passkey::load(tx, who.resident, shown.credential()).await? else { return Ok(false) };
    let Some(record) = shown.renew(&kept.record) else { return Ok(false) };
    passkey::used(tx, kept.row.id, &record, now).await
}
