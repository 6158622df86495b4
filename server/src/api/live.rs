//! `GET /api/live`: a line whenever the community has a new revision. It says that there is something new, never what.

use crate::address::Address;
use crate::api::principal::{Phone, session};
use crate::error::Error;
use crate::limits::Seat;
use crate::serve::Closing;
use crate::state::App;
use axum::Extension;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::stream::{self, Stream};
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, Interval, interval_at};

/// How often a stream checks that the phone is still signed in.
const CHECK: Duration = Duration::from_secs(5);

struct Following {
    app: App,
    headers: HeaderMap,
    revision: watch::Receiver<i64>,
    signed_in: bool,
    check: Interval,
    closing: Closing,
    _seat: Seat,
}

/// Follows the revision.
///
/// # Errors
/// 429 when the phone, or where it is, holds too many lines open.
pub async fn live(
    State(app): State<App>,
    phone: Option<Phone>,
    closing: Option<Extension<Closing>>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Error> {
    let seat = app.limits.seat(phone.map(|phone| phone.device), Address::of(&app, &headers))?;
    // Without a server around it, a line ends with its request.
    let closing = closing.map_or_else(Closing::never, |Extension(closing)| closing);
    let (revision, check) = (app.live.subscribe(), interval_at(Instant::now() + CHECK, CHECK));
    let following = Following { app, headers, revision, signed_in: phone.is_some(), check, closing, _seat: seat };
    let stream =
        stream::unfold(
            following,
            |mut following| async move { following.next().await.map(|line| (Ok(line), following)) },
        );
    Ok(Sse::new(stream).keep_alive(KeepAlive::new().interval(Duration::from_secs(20))))
}

impl Following {
    /// The next line, or the end.
    async fn next(&mut self) -> Option<Event> {
        loop {
            tokio::select! {
                () = self.closing.closed() => return None,
                changed = self.revision.changed() => {
                    changed.ok()?;
                    let revision = *self.revision.borrow_and_update();
                    return Some(Event::default().data(revision.to_string()));
                }
                // A phone that was signed out elsewhere is let go; one that never signed in has nothing to lose.
                _ = self.check.tick(), if self.signed_in => {
                    session(&self.app, &self.headers).await.ok()??;
                }
            }
        }
    }
}
