//! `GET /api/live`: a line whenever the community has a new revision. It says that there is something new, never what. It ends when
//! the server is told to stop, because a stream that stays open would keep the server from stopping.

use crate::address::Address;
use crate::api::principal::{Phone, session_of, token};
use crate::error::Error;
use crate::limits::Seat;
use crate::secret::sha256;
use crate::state::App;
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
    revision: watch::Receiver<i64>,
    /// The hash of the phone's token; none for one that is not signed in. Not the headers: they would keep the whole request in memory.
    token_hash: Option<Vec<u8>>,
    check: Interval,
    closing: watch::Receiver<bool>,
    _seat: Seat,
}

/// Follows the revision.
///
/// # Errors
/// 429 when the phone, or where it is, holds too many lines open.
pub async fn live(
    State(app): State<App>,
    phone: Option<Phone>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Error> {
    let seat = app.limits.seat(phone.map(|phone| phone.device), Address::of(&app, &headers))?;
    let closing = app.closing.subscribe();
    let (revision, check) = (app.live.subscribe(), interval_at(Instant::now() + CHECK, CHECK));
    let token_hash = phone.and_then(|_| token(&headers)).map(|token| sha256(token.as_bytes()));
    drop(headers);
    let following = Following { app, revision, token_hash, check, closing, _seat: seat };
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
            let closed = async { drop(self.closing.wait_for(|closing| *closing).await) };
            tokio::select! {
                () = closed => return None,
                changed = self.revision.changed() => {
                    changed.ok()?;
                    let revision = *self.revision.borrow_and_update();
                    return Some(Event::default().data(revision.to_string()));
                }
                // A phone that was signed out elsewhere is let go; one that never signed in has nothing to lose.
                _ = self.check.tick(), if self.token_hash.is_some() => {
                    session_of(&self.app, self.token_hash.as_deref()?).await.ok()??;
                }
            }
        }
    }
}
