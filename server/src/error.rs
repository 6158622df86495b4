//! The server's own "no": what a request gets that cannot be answered. Logged once, here; details never leave.

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::wire::{SignInRefusal, UpdateRequired};

/// Why a request has no answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Not signed in on this phone, or no longer.
    #[error("sign in first")]
    SignIn,
    /// Signing in did not work: the phone has a sentence for it.
    #[error("sign-in refused")]
    Refused(SignInRefusal),
    /// Not there, or not for this person: the same answer for both.
    #[error("not found")]
    NotFound,
    /// Not understood.
    #[error("bad request: {0}")]
    Bad(&'static str),
    /// The phone knows another life of the database: it pulls first.
    #[error("another life of the database")]
    OtherLife,
    /// Too large.
    #[error("too large")]
    TooLarge,
    /// The phone's release is no longer understood. It keeps everything that waits, and comes again when it is newer.
    #[error("update required")]
    UpdateRequired {
        /// The oldest way of speaking that is.
        oldest: u32,
    },
    /// Come again: nothing was decided.
    #[error("busy")]
    Busy,
    /// The database's fault.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let status = match &self {
            Error::SignIn => StatusCode::UNAUTHORIZED,
            Error::Refused(SignInRefusal::Wait { seconds }) => {
                let wait = [(header::RETRY_AFTER, seconds.to_string())];
                return (StatusCode::TOO_MANY_REQUESTS, wait, Json(SignInRefusal::Wait { seconds: *seconds }))
                    .into_response();
            }
            Error::Refused(refusal) => return (StatusCode::FORBIDDEN, Json(refusal.clone())).into_response(),
            Error::NotFound => StatusCode::NOT_FOUND,
            Error::Bad(_) => StatusCode::BAD_REQUEST,
            Error::OtherLife => StatusCode::CONFLICT,
            Error::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Error::UpdateRequired { oldest } => {
                return (StatusCode::UPGRADE_REQUIRED, Json(UpdateRequired { update_required: *oldest }))
                    .into_response();
            }
            Error::Busy => {
                let wait = [(header::RETRY_AFTER, "1")];
                return (StatusCode::SERVICE_UNAVAILABLE, wait, Json("busy")).into_response();
            }
            Error::Database(error) => {
                tracing::error!(%error, "a request failed in the database");
                StatusCode::INTERNAL_SERVER_ERROR
            }
        };
        (status, Json(status.canonical_reason().unwrap_or_default())).into_response()
    }
}
