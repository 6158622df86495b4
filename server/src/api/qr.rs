//! The QR codes of a date's page, for posters, and of the page that checks a certificate. What is in them is an address.

use crate::error::Error;
use crate::qr;
use crate::state::App;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::id::{CertificateId, OccurrenceId};

/// The code as SVG. It is made from the address alone, whether there is such a date or not.
///
/// # Errors
/// 404 when the address names no identity.
pub async fn qr(State(app): State<App>, Path(id): Path<String>) -> Result<Response, Error> {
    let id: OccurrenceId = id.parse().map_err(|_| Error::NotFound)?;
    Ok(picture(&format!("{}/activities/{id}", app.origin)))
}

/// The code of the page that checks a certificate, in the same way.
///
/// # Errors
/// 404 when the address names no identity.
pub async fn certificate(State(app): State<App>, Path(id): Path<String>) -> Result<Response, Error> {
    let id: CertificateId = id.parse().map_err(|_| Error::NotFound)?;
    Ok(picture(&format!("{}/certificate/{id}", app.origin)))
}

fn picture(address: &str) -> Response {
    ([(header::CONTENT_TYPE, "image/svg+xml")], qr::svg(address)).into_response()
}
