//! A phone is lost: the desk signs its owner out of it, or everywhere, and prints a new card.

use super::cards::keep_open;
use crate::api::principal::{Principal, still_open};
use crate::api::sent::Sent;
use crate::commands::now;
use crate::error::Error;
use crate::state::App;
use crate::store::audit::{self, About};
use crate::store::{change, community, device, lease};
use axum::Json;
use axum::extract::State;
use domain::change::Change;
use domain::device::Device;
use domain::facts::Facts;
use domain::id::{DeviceId, ResidentId};
use domain::wire::audit::Deed;
use domain::wire::desk::{DeskPhone, LostPhone};

/// Signs a resident out of every phone. Answers how many there were: none for somebody without one, and for nobody.
///
/// # Errors
/// 403 unless the desk is open.
pub async fn sign_out(
    State(app): State<App>,
    who: Principal,
    Sent(resident): Sent<ResidentId>,
) -> Result<Json<u32>, Error> {
    Ok(Json(end(&app, &who, resident, None).await?))
}

/// The phones that a resident is signed in on: none for nobody.
///
/// # Errors
/// 403 unless the desk is open.
pub async fn phones(
    State(app): State<App>,
    who: Principal,
    Sent(resident): Sent<ResidentId>,
) -> Result<Json<Vec<DeskPhone>>, Error> {
    keep_open(&app, &who).await?;
    let mut tx = app.db.write(app.community).await?;
    let seen = device::seen(&mut tx, resident).await?;
    let about = About { whom: Some(resident), count: seen.len(), words: "" };
    audit::note(&mut tx, who.resident, Deed::SawPhones, about, now()).await?;
    tx.commit().await?;
    Ok(Json(seen))
}

/// Signs a resident out of one phone, if they are signed in on it. Answers with those that are left.
///
/// # Errors
/// 403 unless the desk is open.
pub async fn sign_out_one(
    State(app): State<App>,
    who: Principal,
    Sent(lost): Sent<LostPhone>,
) -> Result<Json<Vec<DeskPhone>>, Error> {
    end(&app, &who, lost.resident, Some(lost.device)).await?;
    let mut tx = app.db.read(app.community).await?;
    Ok(Json(device::seen(&mut tx, lost.resident).await?))
}

/// Signs a resident out of one phone, or of every one. Answers of how many.
async fn end(app: &App, who: &Principal, resident: ResidentId, only: Option<DeviceId>) -> Result<u32, Error> {
    keep_open(app, who).await?;
    let mut tx = app.db.write(app.community).await?;
    still_open(&mut tx, who).await?;
    let (mut phones, now) = (device::of(&mut tx, resident).await?, now());
    phones.retain(|row| only.is_none_or(|only| row.id == only));
    if phones.is_empty() {
        return Ok(0);
    }
    for row in &phones {
        let revision = community::next_revision(&mut tx).await?;
        let gone = Device { revoked: Some(now), ..row.clone() };
        change::save(&mut tx, &Change::Device(gone), &Facts::default(), revision).await?;
    }
    let about = About { whom: Some(resident), count: phones.len(), words: "" };
    audit::note(&mut tx, who.resident, Deed::SignedOut, about, now).await?;
    // What the phones had to give is everybody's again, and they hear of it.
    lease::fall_back(&mut tx, now).await?;
    let (revision, _) = community::revision(&mut tx).await?;
    if app.db.shared() {
        community::announce(&mut tx).await?;
    }
    tx.commit().await?;
    app.heard_of(revision);
    tracing::info!(by = %who.resident, %resident, count = phones.len(), "signed out of phones");
    Ok(u32::try_from(phones.len()).unwrap_or(u32::MAX))
}
