//! Signing a phone in with the code of a resident's card, and out again.
//!
//! The code is good once, for seven days. The phone gets a random token in a cookie that scripts cannot read; only its hash is
//! kept. Wrong codes are counted per address, and where somebody is signed in already for that phone too, wherever it is: after
//! five, the wait grows, up to a quarter of an hour, and never becomes a lock. (A code names no account, so none can be counted;
//! the desk's factors are counted by account.)

use crate::address::Address;
use crate::api::principal::{ABSOLUTE_MS, COOKIE_NAME, Phone, token};
use crate::api::sent::Sent;
use crate::commands::now;
use crate::db::Tx;
use crate::error::Error;
use crate::fault;
use crate::secret;
use crate::state::App;
use crate::store::{card, change, community, device, lease, sign_in_try};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::change::Change;
use domain::device::Device;
use domain::facts::Facts;
use domain::id::{DeviceId, ResidentId};
use domain::when::Moment;
use domain::wire::{Accounts, SignIn, SignInRefusal};
use serde::Deserialize;
use uuid::Uuid;

/// How long a card is good.
pub const CARD_MS: i64 = 7 * 24 * domain::when::HOUR_MS;
/// How long a card that was made at the server's terminal is good: its code stands on the screen, and it may be the first staff
/// member's (OWASP ASVS 6.3.2).
pub const TERMINAL_CARD_MS: i64 = 30 * domain::when::MINUTE_MS;
const LABEL_MAX: usize = 40;

/// Uses up the card with this code and answers whose it is: as it was typed; and where no card says that, with the digits that its
/// letters look like ([`secret::lookalikes`]). Both are one try: where a guess of either kind counts, it opens hardly more.
///
/// # Errors
/// When the database cannot be written.
pub async fn whose(tx: &mut Tx, code: &str, now: Moment) -> sqlx::Result<Option<ResidentId>> {
    let typed = card::redeem(tx, &secret::sha256(code.as_bytes()), now).await?;
    match secret::lookalikes(code) {
        Some(meant) if typed.is_none() => card::redeem(tx, &secret::sha256(meant.as_bytes()), now).await,
        _ => Ok(typed),
    }
}

/// Signs the phone in as the resident of the card.
///
/// # Errors
/// A [`SignInRefusal`] that the phone has a sentence for.
pub async fn sign_in(
    State(app): State<App>,
    phone: Option<Phone>,
    headers: HeaderMap,
    Sent(request): Sent<SignIn>,
) -> Result<Response, Error> {
    let known = phone.map(|phone| phone.device);
    let here = format!("card {}", Address::of(&app, &headers));
    let origins: Vec<String> = std::iter::once(here).chain(known.map(|phone| format!("card phone {phone}"))).collect();
    let code = secret::read_card_code(&request.code).ok_or(Error::Refused(SignInRefusal::Malformed))?;
    let mut tx = app.db.write(app.community).await?;
    let now = now();
    for origin in &origins {
        let wait = sign_in_try::wait(&mut tx, origin, now).await?;
        if wait > 0 {
            return Err(Error::Refused(SignInRefusal::Wait { seconds: wait / 1000 + 1 }));
        }
    }
    let Some(resident) = whose(&mut tx, &code, now).await? else {
        for origin in &origins {
            sign_in_try::failed(&mut tx, origin, now).await?;
        }
        tx.commit().await?;
        return Err(Error::Refused(SignInRefusal::Unknown));
    };
    for origin in &origins {
        sign_in_try::succeeded(&mut tx, origin).await?;
    }
    let label: String = request.label.chars().filter(|c| !c.is_control()).take(LABEL_MAX).collect();
    let (id, token, revision) = enter(&mut tx, known, resident, label, now).await?;
    let residents = device::residents(&mut tx, id).await?;
    if app.db.shared() {
        // The person's other phones may listen to other servers.
        community::announce(&mut tx).await?;
    }
    tx.commit().await?;
    fault::at("a phone is signed in and has no token");
    app.live.send_if_modified(|live| {
        *live = revision.max(*live);
        true
    });
    let accounts = Accounts { device: Some(id), residents, newest: Some(resident), revoked: Vec::new() };
    Ok(([(header::SET_COOKIE, cookie(&token, ABSOLUTE_MS / 1000))], Json(accounts)).into_response())
}

/// Puts a resident on a phone (a new one if `known` is none) and gives the phone a new token.
async fn enter(
    tx: &mut Tx,
    known: Option<DeviceId>,
    resident: ResidentId,
    label: String,
    now: Moment,
) -> sqlx::Result<(DeviceId, String, i64)> {
    let id = known.unwrap_or_else(|| DeviceId(Uuid::now_v7()));
    let token = secret::token();
    device::save_token(tx, id, &secret::sha256(token.as_bytes()), &label, now).await?;
    let row = Device { id, resident, label, since: now, revoked: None };
    let revision = community::next_revision(tx).await?;
    change::save(tx, &Change::Device(row), &Facts::default(), revision).await?;
    Ok((id, token, revision))
}

fn cookie(token: &str, seconds: i64) -> HeaderValue {
    let text = format!("{COOKIE_NAME}={token}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Lax");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}

/// Who is signed in on the phone.
///
/// # Errors
/// When the database cannot be read.
pub async fn accounts(
    State(app): State<App>,
    phone: Option<Phone>,
    headers: HeaderMap,
) -> Result<Json<Accounts>, Error> {
    let Some(token) = token(&headers) else { return Ok(Json(Accounts::default())) };
    let mut tx = app.db.read(app.community).await?;
    let revoked = device::revoked(&mut tx, &secret::sha256(token.as_bytes())).await?;
    let Some(phone) = phone else { return Ok(Json(Accounts { revoked, ..Accounts::default() })) };
    let residents = device::residents(&mut tx, phone.device).await?;
    Ok(Json(Accounts { device: Some(phone.device), residents, newest: None, revoked }))
}

/// Whom to sign out.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignOut {
    resident: ResidentId,
}

/// Takes one account off the phone. The last one takes the cookie and everything stored with it.
///
/// # Errors
/// When the database cannot be written.
pub async fn sign_out(
    State(app): State<App>,
    phone: Option<Phone>,
    Sent(request): Sent<SignOut>,
) -> Result<Response, Error> {
    let Some(phone) = phone else { return Ok(Json(Accounts::default()).into_response()) };
    let mut tx = app.db.write(app.community).await?;
    let mut news = None;
    if let Some(row) = device::load(&mut tx, phone.device, request.resident).await?
        && row.revoked.is_none()
    {
        let revision = community::next_revision(&mut tx).await?;
        let revoked = Device { revoked: Some(now()), ..row };
        change::save(&mut tx, &Change::Device(revoked), &Facts::default(), revision).await?;
        // What the phone had to give is everybody's again, and they hear of it.
        lease::fall_back(&mut tx, now()).await?;
        let (revision, _) = community::revision(&mut tx).await?;
        if app.db.shared() {
            community::announce(&mut tx).await?;
        }
        news = Some(revision);
    }
    let residents = device::residents(&mut tx, phone.device).await?;
    tx.commit().await?;
    if let Some(revision) = news {
        app.heard_of(revision);
    }
    fault::at("a phone is signed out and does not know");
    if residents.is_empty() {
        let gone = [
            (header::SET_COOKIE, cookie("", 0)),
            (header::HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\"")),
        ];
        return Ok((gone, Json(Accounts::default())).into_response());
    }
    Ok(Json(Accounts { device: Some(phone.device), residents, ..Accounts::default() }).into_response())
}
