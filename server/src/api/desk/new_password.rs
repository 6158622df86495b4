//! A staff member's other password, chosen at the open desk by whoever knows the one before. Nobody sets it for somebody else:
//! whoever has forgotten theirs chooses all factors anew (`xishan new-factors`).

use super::lock::{refuse_waiting, tries};
use super::passkeys::end_elsewhere;
use super::password::weak;
use crate::api::principal::{Principal, still_open};
use crate::api::sent::Sent;
use crate::commands::now;
use crate::error::Error;
use crate::secret;
use crate::state::App;
use crate::store::{credential, sign_in_try};
use axum::Json;
use axum::extract::State;
use domain::wire::desk::NewPassword;
use domain::wire::{DeskState, SignInRefusal};

const WRONG: Error = Error::Refused(SignInRefusal::WrongFactor);

/// Changes the acting person's password, and ends what they have open on other phones. A wrong one is counted with the wrong
/// factors.
///
/// # Errors
/// 403 unless the desk was opened a moment ago, the password before is right, and the new one is not weak; 429 after too many
/// tries.
pub async fn change_password(
    State(app): State<App>,
    who: Principal,
    Sent(wish): Sent<NewPassword>,
) -> Result<Json<DeskState>, Error> {
    if weak(&wish.password) {
        return Err(Error::Refused(SignInRefusal::WeakPassword));
    }
    let (origin, now) = (tries(&who), now());
    let mut tx = app.db.read(app.community).await?;
    refuse_waiting(&mut tx, &origin, now).await?;
    let known = credential::load(&mut tx, who.resident).await?.ok_or(WRONG)?;
    drop(tx);
    let made = hashed(&app, wish, known.password_hash.clone()).await?;
    let mut tx = app.db.write(app.community).await?;
    still_open(&mut tx, &who).await?;
    let Some(made) = made else {
        sign_in_try::failed(&mut tx, &origin, now).await?;
        tx.commit().await?;
        return Err(WRONG);
    };
    if !credential::rehash(&mut tx, who.resident, &known.password_hash, &made).await? {
        // Changed by somebody else in this moment: what was typed is not the one before any more.
        return Err(WRONG);
    }
    sign_in_try::succeeded(&mut tx, &origin).await?;
    end_elsewhere(&mut tx, &who).await?;
    tx.commit().await?;
    tracing::info!(by = %who.resident, "password changed");
    Ok(Json(DeskState::Open))
}

/// The hash of the new password; none when the one before is wrong.
async fn hashed(app: &App, wish: NewPassword, before: String) -> Result<Option<String>, Error> {
    // Hashing takes 19 MiB: only a few at once, however many ask.
    let _turn = app.hashing.acquire().await.map_err(|_| Error::Busy)?;
    let work = tokio::task::spawn_blocking(move || {
        secret::password_fits(&wish.current, &before).then(|| secret::password_hash(&wish.password))
    });
    match work.await {
        Ok(Some(None)) | Err(_) => Err(Error::Busy),
        Ok(made) => Ok(made.flatten()),
    }
}
