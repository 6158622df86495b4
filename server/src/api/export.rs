//! `POST /api/export`: everything that is held about the acting account.

use crate::api::principal::Principal;
use crate::error::Error;
use crate::state::App;
use crate::store::export;
use axum::Json;
use axum::extract::State;
use serde_json::Value;

/// The person's own data.
///
/// # Errors
/// 401 when not signed in.
pub async fn export(State(app): State<App>, who: Principal) -> Result<Json<Value>, Error> {
    let mut tx = app.db.read(app.community).await?;
    Ok(Json(export::of(&mut tx, who.resident).await?))
}
