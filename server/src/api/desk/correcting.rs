//! The desk corrects what the register says of somebody: their name, telephone number, month of birth. What is there is shown first, and
//! both are noted in the log: that it was looked at, and which parts were corrected. The person is told,
//! and so are the guardians of a child.

use super::cards::keep_open;
use super::leaving::told;
use crate::api::principal::{Principal, still_open};
use crate::api::sent::Sent;
use crate::commands::now;
use crate::error::Error;
use crate::state::App;
use crate::store::audit::{self, About};
use crate::store::correcting;
use axum::Json;
use axum::extract::State;
use domain::id::ResidentId;
use domain::wire::audit::Deed;
use domain::wire::correcting::{Correction, Recorded};

/// What the register says of somebody.
///
/// # Errors
/// 403 unless the desk is open, 404 for nobody and for whoever is somebody else by now.
pub async fn record(
    State(app): State<App>,
    who: Principal,
    Sent(resident): Sent<ResidentId>,
) -> Result<Json<Recorded>, Error> {
    keep_open(&app, &who).await?;
    let mut tx = app.db.write(app.community).await?;
    still_open(&mut tx, &who).await?;
    let recorded = correcting::recorded(&mut tx, resident).await?.ok_or(Error::NotFound)?;
    let about = About { whom: Some(resident), ..About::default() };
    audit::note(&mut tx, who.resident, Deed::SawRecord, about, now()).await?;
    tx.commit().await?;
    Ok(Json(recorded))
}

/// Corrects it.
///
/// # Errors
/// 403 unless the desk is open, 400 for what nobody can be called or born, 404 for nobody and for whoever is somebody else by now.
pub async fn correct(
    State(app): State<App>,
    who: Principal,
    Sent(correction): Sent<Correction>,
) -> Result<Json<bool>, Error> {
    keep_open(&app, &who).await?;
    if correction.after.check().is_err() {
        return Err(Error::Bad("no such record"));
    }
    let mut tx = app.db.write(app.community).await?;
    still_open(&mut tx, &who).await?;
    if !correcting::correct(&mut tx, who.resident, &correction, now()).await? {
        return Err(Error::NotFound);
    }
    told(&app, tx).await?;
    tracing::info!(by = %who.resident, resident = %correction.resident, "corrected");
    Ok(Json(true))
}
