//! Who asks. The cookie names the phone, the app's own header names the account on it that acts.
//!
//! The header is also what keeps other sites out: a page of theirs cannot set it without a permission that this server never gives.

use crate::commands::{DESK_MAX_MS, desk_open, now};
use crate::db::Tx;
use crate::error::Error;
use crate::gate::Admitted;
use crate::known::Era;
use crate::secret::sha256;
use crate::state::App;
use crate::store::device::{self, Account, IDLE_MS, Session};
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::header::{COOKIE, HeaderMap};
use axum::http::request::Parts;
use domain::id::{DeviceId, ResidentId};
use domain::when::{HOUR_MS, MINUTE_MS, Moment};
use domain::wire::SignInRefusal;

/// The name of the one cookie that matters.
pub const COOKIE_NAME: &str = "__Host-sid";
/// A phone signs in again after so long whatever happens.
pub const ABSOLUTE_MS: i64 = 180 * 24 * HOUR_MS;
/// For so long after opening the desk a person may change how it opens. Later they open it once more: somebody else may have
/// sat down meanwhile.
pub const FRESH_MS: i64 = 15 * MINUTE_MS;

/// A phone that is signed in.
#[derive(Clone, Copy, Debug)]
pub struct Phone {
    /// Which.
    pub device: DeviceId,
}

/// An account that acts on a phone.
#[derive(Clone, Copy, Debug)]
pub struct Principal {
    /// Which phone.
    pub device: DeviceId,
    /// Whose account.
    pub resident: ResidentId,
    /// The desk is open.
    pub desk: bool,
    /// It was opened a moment ago.
    pub fresh: bool,
}

/// The token that a request carries.
pub fn token(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies.flat_map(|line| line.split(';')).find_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        (name == COOKIE_NAME).then_some(value)
    })
}

/// The phone behind a request, if its token is good. Notes its use about once an hour.
pub async fn session(app: &App, headers: &HeaderMap) -> Result<Option<Session>, Error> {
    match token(headers) {
        Some(token) => session_of(app, &sha256(token.as_bytes())).await,
        None => Ok(None),
    }
}

/// The same, by the hash of the token.
pub async fn session_of(app: &App, token_hash: &[u8]) -> Result<Option<Session>, Error> {
    let found = match app.known.sessions.get(token_hash) {
        Some(session) => Some(session),
        None => Box::pin(read_session(app, token_hash)).await?,
    };
    let Some(session) = found.filter(|session| fresh(session, now())) else { return Ok(None) };
    if now().0 - session.seen.0 > HOUR_MS {
        Box::pin(touch(app, session.device, token_hash)).await?;
    }
    Ok(Some(session))
}

/// Notes that a phone is in use, and that this is known: its next requests need not say so again.
async fn touch(app: &App, phone: DeviceId, token_hash: &[u8]) -> Result<(), Error> {
    let era = Era::now();
    let mut tx = app.db.write(app.community).await?;
    device::touch(&mut tx, phone, now()).await?;
    let found = device::by_token(&mut tx, token_hash).await?;
    tx.commit().await?;
    if let Some(session) = found {
        app.known.sessions.keep(token_hash.to_vec(), era, session);
    }
    Ok(())
}

async fn read_session(app: &App, token_hash: &[u8]) -> Result<Option<Session>, Error> {
    if let Some(door) = &app.door {
        return door.phone(token_hash).await;
    }
    let era = Era::now();
    let mut tx = app.db.read(app.community).await?;
    let found = device::by_token(&mut tx, token_hash).await?;
    if let Some(session) = found {
        app.known.sessions.keep(token_hash.to_vec(), era, session);
    }
    Ok(found)
}

fn fresh(session: &Session, now: Moment) -> bool {
    now.0 - session.seen.0 < IDLE_MS && now.0 - session.made.0 < ABSOLUTE_MS
}

/// Whether the account may act on the phone right now, and whether its desk is open.
pub async fn principal(tx: &mut Tx, device: DeviceId, resident: ResidentId) -> Result<Principal, Error> {
    let account = device::account(tx, device, resident).await?.ok_or(Error::SignIn)?;
    Ok(acting(&account, device))
}

/// That the desk is open still, in the transaction that works there.
///
/// # Errors
/// When it has been locked, or the account signed out, since the gate let the request in.
pub async fn still_open(tx: &mut Tx, who: &Principal) -> Result<(), Error> {
    let now = principal(tx, who.device, who.resident).await?;
    if now.desk { Ok(()) } else { Err(Error::Refused(SignInRefusal::NotAllowed)) }
}

/// The same, as it was known a moment ago.
pub async fn principal_known(app: &App, device: DeviceId, resident: ResidentId) -> Result<Principal, Error> {
    match app.known.accounts.get(&(device, resident)) {
        Some(account) => Ok(acting(&account, device)),
        None => Box::pin(read_principal(app, device, resident)).await,
    }
}

async fn read_principal(app: &App, device: DeviceId, resident: ResidentId) -> Result<Principal, Error> {
    if let Some(door) = &app.door {
        let account = door.account(device, resident).await?.ok_or(Error::SignIn)?;
        return Ok(acting(&account, device));
    }
    let era = Era::now();
    let mut tx = app.db.read(app.community).await?;
    let account = device::account(&mut tx, device, resident).await?.ok_or(Error::SignIn)?;
    app.known.accounts.keep((device, resident), era, account);
    Ok(acting(&account, device))
}

fn acting(account: &Account, device: DeviceId) -> Principal {
    let now = now();
    let desk = desk_open(account, now);
    // The desk stays open until a fixed time after it was opened.
    let fresh = desk && account.desk_until.0 - now.0 > DESK_MAX_MS - FRESH_MS;
    Principal { device, resident: account.resident, desk, fresh }
}

/// Whom the gate let in. A request that did not pass it is a stranger's.
fn admitted(parts: &Parts) -> Admitted {
    parts.extensions.get::<Admitted>().copied().unwrap_or_default()
}

impl OptionalFromRequestParts<App> for Phone {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Option<Self>, Error> {
        Ok(admitted(parts).session.map(|session| Phone { device: session.device }))
    }
}

impl FromRequestParts<App> for Principal {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Error> {
        admitted(parts).principal.ok_or(Error::SignIn)
    }
}

impl OptionalFromRequestParts<App> for Principal {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Option<Self>, Error> {
        Ok(admitted(parts).principal)
    }
}
