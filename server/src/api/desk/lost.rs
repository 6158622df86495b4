//! A phone is lost: the desk signs its owner out everywhere, and prints a new card.

use super::cards::keep_open;
use crate::api::principal::{Principal, still_open};
use crate::api::sent::Sent;
use crate::commands::now;
use crate::error::Error;
use crate::state::App;
use crate::store::{change, community, device, lease};
use axum::Json;
use axum::extract::State;
use domain::change::Change;
use domain::device::Device;
use domain::facts::Facts;
use domain::id::ResidentId;

/// Signs a resident out of every phone. Answers how many there were: none for somebody without one, and for nobody.
///
/// # Errors
/// 403 unless the desk is open.
pub async fn sign_out(
    State(app): State<App>,
    who: Principal,
    Sent(resident): Sent<ResidentId>,
) -> Result<Json<u32>, Error> {
    keep_open(&app, &who).await?;
    let mut tx = app.db.write(app.community).await?;
    still_open(&mut tx, &who).await?;
    let (phones, now) = (device::of(&mut tx, resident).await?, now());
    if phones.is_empty() {
        return Ok(Json(0));
    }
    for row in &phones {
        let revision = community::next_revision(&mut tx).await?;
        let gone = Device { revoked: Some(now), ..row.clone() };
        change::save(&mut tx, &Change::Device(gone), &Facts::default(), revision).await?;
    }
    // What the phones had to give is everybody's again, and they hear of it.
    lease::fall_back(&mut tx, now).await?;
    let (revision, _) = community::revision(&mut tx).await?;
    if app.db.shared() {
        community::announce(&mut tx).await?;
    }
    tx.commit().await?;
    app.heard_of(revision);
    tracing::info!(by = %who.resident, %resident, count = phones.len(), "signed out of every phone");
    Ok(Json(u32::try_from(phones.len()).unwrap_or(u32::MAX)))
}
