//! A JSON body, read strictly: of the right type, not too large, not nested like a trap. Whatever is wrong with it, the answer
//! is JSON too, because a phone takes any other answer for a station's log-in page.

use crate::error::Error;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use serde::de::DeserializeOwned;

/// How deep a body may be nested. The deepest command needs seven.
pub const DEPTH_MAX: usize = 16;

/// A body that was understood.
pub struct Sent<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Sent<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let kind =
            request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json") {
            return Err(Error::Bad("not JSON"));
        }
        let body = whole(Bytes::from_request(request, state).await)?;
        if depth(&body) > DEPTH_MAX {
            return Err(Error::Bad("nested too deep"));
        }
        serde_json::from_slice(&body).map(Sent).map_err(|_| Error::Bad("not understood"))
    }
}

/// A body that came in whole.
///
/// # Errors
/// 413 when it is too large, 400 when it broke off or took too long.
pub fn whole(body: Result<Bytes, BytesRejection>) -> Result<Bytes, Error> {
    body.map_err(|rejection| match rejection.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
        _ => Error::Bad("the body broke off"),
    })
}

/// How deep a JSON text is nested, without reading it.
fn depth(body: &[u8]) -> usize {
    let (mut depth, mut deepest, mut text, mut escaped) = (0_usize, 0, false, false);
    for byte in body {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if text => escaped = true,
            b'"' => text = !text,
            b'{' | b'[' if !text => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' if !text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_counts_brackets_and_not_what_stands_in_words() {
        assert_eq!(depth(b""), 0);
        assert_eq!(depth(br#"{"a":[{"b":1},{"c":[]}]}"#), 4);
        assert_eq!(depth(br#"{"a":"[[[{{{\"[[["}"#), 1);
        assert_eq!(depth(br#"["\\",[1]]"#), 2);
        assert_eq!(depth("[".repeat(500_000).as_bytes()), 500_000);
        assert_eq!(depth(b"]]]]["), 1);
    }
}
