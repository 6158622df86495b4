//! The gate before every handler: how often somebody asks, whether their release is still understood, who they are, and whether
//! the route's policy lets them in. Handlers read who was let in from the request; one that the gate has not seen knows nobody.

use crate::address::Address;
use crate::api::photos;
use crate::api::principal::{Principal, principal_known, session};
use crate::error::Error;
use crate::policy::{Class, Policy, Rule};
use crate::router::TABLE;
use crate::state::App;
use crate::store::device::Session;
use crate::store::resident;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::Response;
use domain::wire::{APP_HEADER, SignInRefusal, WIRE_HEADER};
use std::time::Duration;
use tower_http::timeout::{DeadlineBody, TimeoutBody};

/// The largest body of a request, photos apart.
pub const BODY_MAX: usize = 1024 * 1024;
/// A body that says nothing for so long is given up.
const BODY_SILENT: Duration = Duration::from_secs(20);
/// A body takes no longer than this. A megabyte at the speed of the slowest phone needs two minutes.
const BODY_WHOLE: Duration = Duration::from_secs(180);
/// A photo takes no longer than this.
const PHOTO_WHOLE: Duration = Duration::from_secs(600);

/// What holds for pages and files, for addresses that nobody knows, and for methods that a path does not have.
const ELSEWHERE: Rule =
    Rule { method: "GET", path: "", policy: Policy::Anyone, class: Class::Page, what: "public pages and files" };

/// Who was let in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Admitted {
    /// The phone, if somebody is signed in on it.
    pub session: Option<Session>,
    /// The account that acts, if it is signed in on the phone.
    pub principal: Option<Principal>,
}

/// Lets a request through to its handler, or not.
///
/// # Errors
/// 429 over a limit, 426 for a release that is too old, and what the route's policy says.
pub async fn gate(app: &App, mut request: Request, next: Next) -> Result<Response, Error> {
    let rule = rule(&request)?;
    let from = Address::of(app, request.headers());
    app.limits.address(rule.class, from)?;
    if rule.class != Class::Page {
        refuse_old(app, request.headers())?;
        let admitted = admit(app, rule.policy, request.headers()).await?;
        if let Some(session) = admitted.session {
            let resident = admitted.principal.map(|principal| principal.resident);
            app.limits.phone(rule.class, from, session.device, resident)?;
        }
        request.extensions_mut().insert(admitted);
    }
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        // Nobody reads a body there.
        return Ok(next.run(request).await);
    }
    let photo = rule.class == Class::Photo;
    let (most, whole) = if photo { (photos::MAX_BYTES, PHOTO_WHOLE) } else { (BODY_MAX, BODY_WHOLE) };
    DefaultBodyLimit::max(most).apply(&mut request);
    let request = request.map(|body| Body::new(DeadlineBody::new(whole, TimeoutBody::new(BODY_SILENT, body))));
    Ok(next.run(request).await)
}

/// The line of the table that a request falls under. A path without a line is closed.
fn rule(request: &Request) -> Result<Rule, Error> {
    let Some(path) = request.extensions().get::<MatchedPath>() else { return Ok(ELSEWHERE) };
    let method = if request.method() == Method::HEAD { "GET" } else { request.method().as_str() };
    let mut lines = TABLE.iter().filter(|rule| rule.path == path.as_str()).peekable();
    lines.peek().ok_or(Error::NotFound)?;
    // Another method: the router itself says that there is no such thing.
    Ok(lines.find(|rule| rule.method == method).copied().unwrap_or(ELSEWHERE))
}

/// A phone's release says how it speaks. One that says nothing is of the first. Pictures and the open line are asked for by the
/// browser itself, which cannot say it and need not.
fn refuse_old(app: &App, headers: &HeaderMap) -> Result<(), Error> {
    if !headers.contains_key(APP_HEADER) {
        return Ok(());
    }
    let spoken = headers.get(WIRE_HEADER).map_or(Some(1), |value| value.to_str().ok()?.parse::<u32>().ok());
    match spoken {
        Some(spoken) if spoken >= app.oldest_wire => Ok(()),
        _ => Err(Error::UpdateRequired { oldest: app.oldest_wire }),
    }
}

async fn admit(app: &App, policy: Policy, headers: &HeaderMap) -> Result<Admitted, Error> {
    let session = session(app, headers).await?;
    let principal = match session {
        Some(session) => acting(app, session, headers).await?,
        None => None,
    };
    let allowed = match policy {
        Policy::Anyone => Ok(()),
        Policy::Phone => session.map(|_| ()).ok_or(Error::SignIn),
        Policy::OwnThing => session.map(|_| ()).ok_or(Error::NotFound),
        Policy::Account => principal.map(|_| ()).ok_or(Error::SignIn),
        Policy::OpenDesk => principal.ok_or(Error::SignIn).and_then(|who| only(who.desk)),
        Policy::FreshDesk => principal.ok_or(Error::SignIn).and_then(|who| {
            only(who.desk)?;
            if who.fresh { Ok(()) } else { Err(Error::Refused(SignInRefusal::OpenAgain)) }
        }),
        Policy::Staff => {
            let who = principal.ok_or(Error::SignIn)?;
            // In a box of its own, as all that is seldom waited for: what waits inline makes every request's state larger.
            only(Box::pin(works_for_committee(app, who)).await?)
        }
    };
    allowed.map(|()| Admitted { session, principal })
}

async fn works_for_committee(app: &App, who: Principal) -> Result<bool, Error> {
    let mut tx = app.db.read(app.community).await?;
    Ok(resident::is_staff(&mut tx, who.resident).await?)
}

fn only(allowed: bool) -> Result<(), Error> {
    if allowed { Ok(()) } else { Err(Error::Refused(SignInRefusal::NotAllowed)) }
}

/// The account that the app's header names, if it is signed in on the phone.
async fn acting(app: &App, session: Session, headers: &HeaderMap) -> Result<Option<Principal>, Error> {
    let named = headers.get(APP_HEADER).and_then(|value| value.to_str().ok());
    let Some(resident) = named.and_then(|text| text.parse().ok()) else { return Ok(None) };
    match principal_known(app, session.device, resident).await {
        Ok(who) => Ok(Some(who)),
        Err(Error::SignIn) => Ok(None),
        Err(error) => Err(error),
    }
}
