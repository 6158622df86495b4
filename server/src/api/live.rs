//! `GET /api/live`: a line whenever the community has a new revision. It says that there is something new, never what.

use crate::api::principal::{Phone, session};
use crate::state::App;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::stream::{self, Stream};
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::watch;

/// How often a stream checks that the phone is still signed in.
const CHECK: Duration = Duration::from_secs(5);

struct Following {
    app: App,
    headers: HeaderMap,
    revision: watch::Receiver<i64>,
    signed_in: bool,
}

/// Follows the revision.
pub async fn live(
    State(app): State<App>,
    phone: Option<Phone>,
    headers: HeaderMap,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let revision = app.live.subscribe();
    let following = Following { app, headers, revision, signed_in: phone.is_some() };
    let stream = stream::unfold(following, |mut following| async move {
        loop {
            match tokio::time::timeout(CHECK, following.revision.changed()).await {
                Ok(Ok(())) => {
                    let revision = *following.revision.borrow_and_update();
                    return Some((Ok(Event::default().data(revision.to_string())), following));
                }
                Ok(Err(_)) => return None,
                // A phone that was signed out elsewhere is let go; one that never signed in has nothing to lose.
                Err(_) if following.signed_in => {
                    if !matches!(session(&following.app, &following.headers).await, Ok(Some(_))) {
                        return None;
                    }
                }
                Err(_) => {}
            }
        }
    });
    Sse::new(stream).keep_alive(KeepAlive::new().interval(Duration::from_secs(20)))
}
