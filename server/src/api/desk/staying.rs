//! How long the desk stays open when nobody uses it, so that whoever sits there is told in time and can say that they are there.

use super::cards::keep_open;
use crate::api::principal::Principal;
use crate::api::sent::Sent;
use crate::commands::{DESK_IDLE_MS, now};
use crate::error::Error;
use crate::state::App;
use crate::store::device;
use axum::Json;
use axum::extract::State;

/// For how many seconds the acting account's desk stays open on this phone if nobody works there from now on. Whoever says that they
/// are `here` keeps it open, as work does.
///
/// # Errors
/// 403 unless the desk is open.
pub async fn stay(State(app): State<App>, who: Principal, Sent(here): Sent<bool>) -> Result<Json<u32>, Error> {
    if here {
        keep_open(&app, &who).await?;
    }
    let mut tx = app.db.read(app.community).await?;
    let account = device::account(&mut tx, who.device, who.resident).await?.ok_or(Error::SignIn)?;
    let closes = account.desk_until.min(account.desk_seen.plus_ms(DESK_IDLE_MS));
    Ok(Json(u32::try_from((closes.0 - now().0) / 1000).unwrap_or_default()))
}
