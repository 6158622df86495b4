//! The QR code of a date's page, for posters. What is in it is public: an address.

use crate::error::Error;
use crate::qr;
use crate::state::App;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::id::OccurrenceId;

/// The code as SVG. It is made from the address alone, whether there is such a date or not.
///
/// # Errors
/// 404 when the address names no identity.
pub async fn qr(State(app): State<App>, Path(id): Path<String>) -> Result<Response, Error> {
    let id: OccurrenceId = id.parse().map_err(|_| Error::NotFound)?;
    let picture = qr::svg(&format!("{}/activities/{id}", app.origin));
    Ok(([(header::CONTENT_TYPE, "image/svg+xml")], picture).into_response())
}
