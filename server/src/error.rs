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
    /// The machine's clock cannot be believed, and time has a say in it: come again, nothing was decided.
    #[error("the clock has stepped")]
    Clock,
    /// A list does not fit into a workbook.
    #[error("workbook: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// A file that is made for an answer cannot be written or read.
    #[error("file: {0}")]
    File(#[from] std::io::Error),
    /// The database's fault.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
}

/// How many seconds a phone waits before it asks a database again that is away.
const AWAY_SECONDS: &str = "3";
/// And before it asks a server again that does not believe its clock.
const CLOCK_SECONDS: &str = "60";

/// Whether the database, and not what was asked of it, is at fault: it cannot be reached, is stopping, is locked by somebody else or
/// has no room. Nothing was decided, and the same will work later.
pub fn away(error: &sqlx::Error) -> bool {
    use sqlx::Error::{Database, Io, PoolClosed, PoolTimedOut, Tls, WorkerCrashed};
    match error {
        PoolTimedOut | PoolClosed | WorkerCrashed | Io(_) | Tls(_) => true,
        Database(error) => error.code().is_some_and(|code| match code.parse::<u32>() {
            // PostgreSQL's codes have five characters, SQLite's are numbers below ten thousand.
            Ok(number) if code.len() < 5 => away_sqlite(number),
            _ => away_postgres(&code),
        }),
        _ => false,
    }
}

/// SQLite's codes: no memory, another process at it, read-only, the disk, no room, no file. What is behind the last byte is detail.
fn away_sqlite(code: u32) -> bool {
    matches!(code & 0xff, 5..=8 | 10 | 13 | 14)
}

/// PostgreSQL's: the connection, resources, the operator, the machine; a standby; and whoever lost against another transaction.
fn away_postgres(code: &str) -> bool {
    let class = ["08", "53", "57P", "58"].iter().any(|class| code.starts_with(class));
    class || matches!(code, "25006" | "40001" | "40P01" | "55P03")
}

fn come_again(seconds: &'static str, why: &'static str) -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, seconds)], Json(why)).into_response()
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
            Error::Busy => return come_again("1", "busy"),
            Error::Clock => return come_again(CLOCK_SECONDS, "clock"),
            Error::Workbook(error) => {
                tracing::error!(%error, "a list was not written");
                StatusCode::INTERNAL_SERVER_ERROR
            }
            Error::File(error) => {
                tracing::error!(%error, "a file was not written");
                StatusCode::INTERNAL_SERVER_ERROR
            }
            Error::Database(error) if away(error) => {
                tracing::warn!(%error, "the database is away");
                return come_again(AWAY_SECONDS, "busy");
            }
            Error::Database(error) => {
                tracing::error!(%error, "a request failed in the database");
                StatusCode::INTERNAL_SERVER_ERROR
            }
        };
        (status, Json(status.canonical_reason().unwrap_or_default())).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlx::error::{DatabaseError, ErrorKind};
    use std::borrow::Cow;

    /// What a database says, by its code.
    #[derive(Debug, thiserror::Error)]
    #[error("said {0}")]
    struct Said(&'static str);

    impl DatabaseError for Said {
        fn message(&self) -> &str {
            self.0
        }

        fn code(&self) -> Option<Cow<'_, str>> {
            Some(self.0.into())
        }

        fn as_error(&self) -> &(dyn std::error::Error + Send + Sync + 'static) {
            self
        }

        fn as_error_mut(&mut self) -> &mut (dyn std::error::Error + Send + Sync + 'static) {
            self
        }

        fn into_error(self: Box<Self>) -> Box<dyn std::error::Error + Send + Sync + 'static> {
            self
        }

        fn kind(&self) -> ErrorKind {
            ErrorKind::Other
        }
    }

    fn answer(error: sqlx::Error) -> (StatusCode, bool) {
        let response = Error::Database(error).into_response();
        (response.status(), response.headers().contains_key(header::RETRY_AFTER))
    }

    #[test]
    fn a_database_that_is_away_is_asked_again_later() {
        let refused = std::io::Error::from(std::io::ErrorKind::ConnectionRefused);
        for error in [sqlx::Error::PoolTimedOut, sqlx::Error::PoolClosed, sqlx::Error::Io(refused)] {
            assert_eq!(answer(error), (StatusCode::SERVICE_UNAVAILABLE, true));
        }
        // Busy, busy snapshot, locked, read-only, out of room while syncing, full, cannot open; then admin shutdown, starting,
        // disk full, too many connections, deadlock, a standby.
        for code in ["5", "517", "6", "8", "1034", "13", "14", "57P01", "57P03", "53100", "53300", "40P01", "25006"] {
            assert_eq!(answer(Said(code).into()), (StatusCode::SERVICE_UNAVAILABLE, true), "{code}");
        }
    }

    #[test]
    fn what_is_wrong_with_the_question_stays_wrong() {
        assert_eq!(answer(sqlx::Error::RowNotFound), (StatusCode::INTERNAL_SERVER_ERROR, false));
        // A statement, a constraint, a unique key; then the same, a check, a cancelled query of our own.
        for code in ["1", "19", "2067", "42601", "23505", "23514", "57014"] {
            assert_eq!(answer(Said(code).into()), (StatusCode::INTERNAL_SERVER_ERROR, false), "{code}");
        }
    }
}
