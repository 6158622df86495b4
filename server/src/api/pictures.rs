//! Pictures that everyone may see: of an activity, of a dish, and of a date beside its thanks.
//!
//! They are encoded anew like the photos of reports and kept apart from them, so that no name in a public row can make a report's
//! photo public. One that no public row names is shown to nobody.

use crate::api::lighter;
use crate::api::photos::{SMALL_SIDE, decoded, encoded, is_here, room, upright};
use crate::api::principal::{Principal, principal};
use crate::api::sent::whole;
use crate::commands::now;
use crate::error::Error;
use crate::fault;
use crate::state::App;
use crate::store::picture::{self, Sizes};
use crate::store::resident;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::id::PhotoId;
use domain::role::Role;

/// The longer side, in pixels: the width of a page on a phone with three points to a pixel, and of the column on a wide screen. Unlike
/// on a report's photo there is no notice to be read on it.
const PAGE_SIDE: u32 = 1_200;
/// What is behind an identity never becomes another thing, but somebody in it may ask to take it away: so a phone keeps it for a day,
/// and nobody between the server and a phone keeps it.
pub const FOR_A_DAY: &str = "private, max-age=86400, immutable";

/// Keeps a picture of somebody who runs activities or cooks.
///
/// # Errors
/// 400 for what is no picture, 413 over the person's quota, 401 when not signed in; 404 for whoever does neither, and where
/// somebody else has sent one under that identity.
pub async fn put(
    State(app): State<App>,
    who: Principal,
    Path(id): Path<String>,
    body: Result<Bytes, BytesRejection>,
) -> Result<StatusCode, Error> {
    let id: PhotoId = id.parse().map_err(|_| Error::NotFound)?;
    let body = whole(body)?;
    let mut tx = app.db.read(app.community).await?;
    // The body may have taken minutes.
    let who = principal(&mut tx, who.device, who.resident).await?;
    // Staff with the desk locked may have chosen it before that: what names it is not decided until it is open again.
    let roles = resident::me(&mut tx, who.resident, true).await?.map(|me| me.roles).unwrap_or_default();
    if !roles.iter().any(|role| matches!(role, Role::Leader(_) | Role::Staff | Role::Cook)) {
        return Err(Error::NotFound);
    }
    if is_here(picture::owner(&mut tx, id).await?, who.resident)? {
        return Ok(StatusCode::NO_CONTENT);
    }
    let used = picture::used(&mut tx, who.resident).await?;
    drop(tx);
    let sizes = decoded(&app, used, body.len(), move || sizes(&body)).await?;
    fault::at("a picture for all is clean");
    let mut tx = app.db.write(app.community).await?;
    // So may the pictures before it.
    principal(&mut tx, who.device, who.resident).await?;
    room(picture::used(&mut tx, who.resident).await?)?;
    picture::save(&mut tx, id, who.resident, &sizes, now()).await?;
    tx.commit().await?;
    fault::at("a picture for all is kept and not answered");
    Ok(StatusCode::CREATED)
}

/// The picture encoded anew in its two sizes, or none.
fn sizes(body: &[u8]) -> Option<Sizes> {
    let picture = upright(body)?;
    Some(Sizes { body: encoded(&picture, PAGE_SIDE)?, small: encoded(&picture, SMALL_SIDE)? })
}

/// Shows a picture that a public row names; `?small` a small one.
///
/// # Errors
/// 404 when no public row names it, whether it is there or not.
pub async fn get(
    State(app): State<App>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let id: PhotoId = id.parse().map_err(|_| Error::NotFound)?;
    let mut tx = app.db.read(app.community).await?;
    let small = query.as_deref() == Some("small");
    let body = picture::shown(&mut tx, id, small).await?.ok_or(Error::NotFound)?;
    drop(tx);
    let shown = lighter::shown(&app, &headers, body).await;
    Ok(([(header::CACHE_CONTROL, FOR_A_DAY)], shown).into_response())
}
