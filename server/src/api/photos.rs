//! Photos of reports. What comes in is decoded within limits and encoded anew, turned the right way up, at most 1,600 pixels wide
//! (so that a notice can be read on it) and once more small, for a list: no location, no hidden content, no picture that is a bomb.

use crate::api::lighter;
use crate::api::principal::{Phone, Principal, principal};
use crate::api::sent::whole;
use crate::commands::now;
use crate::db::Tx;
use crate::error::Error;
use crate::fault;
use crate::state::App;
use crate::store::{device, photo};
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use domain::id::{PhotoId, ResidentId};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};
use std::io::Cursor;

/// The largest file that is taken, in bytes.
pub const MAX_BYTES: usize = 10 * 1024 * 1024;
const MAX_SIDE: u32 = 10_000;
const KEPT_SIDE: u32 = 1_600;
/// The longer side of a small one, in pixels: for a list on a phone with three points to a pixel.
pub(super) const SMALL_SIDE: u32 = 320;
const MAX_PHOTOS: i64 = 200;
const MAX_TOTAL: i64 = 200 * 1024 * 1024;

/// Keeps a photo.
///
/// # Errors
/// 400 for what is no picture, 413 over the person's quota, 401 when not signed in.
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
    if is_here(photo::owner(&mut tx, id).await?, who.resident)? {
        return Ok(StatusCode::NO_CONTENT);
    }
    let used = photo::used(&mut tx, who.resident).await?;
    drop(tx);
    let (large, small) = decoded(&app, used, body.len(), move || sizes(&body)).await?;
    fault::at("a picture is clean");
    let mut tx = app.db.write(app.community).await?;
    // So may the pictures before it. Whoever was signed out meanwhile keeps nothing here, nor more than there is room for.
    principal(&mut tx, who.device, who.resident).await?;
    room(photo::used(&mut tx, who.resident).await?)?;
    photo::save(&mut tx, id, who.resident, &large, now()).await?;
    photo::save_small(&mut tx, id, who.resident, &small).await?;
    tx.commit().await?;
    fault::at("a picture is kept and not answered");
    Ok(StatusCode::CREATED)
}

/// Whether its sender has sent it before.
///
/// # Errors
/// 404 where somebody else has sent one under that identity.
pub(super) fn is_here(owner: Option<ResidentId>, sender: ResidentId) -> Result<bool, Error> {
    match owner {
        Some(owner) if owner == sender => Ok(true),
        Some(_) => Err(Error::NotFound),
        None => Ok(false),
    }
}

/// What `decode` makes of a picture of so many bytes, whose sender keeps so many, and so many bytes, already.
///
/// # Errors
/// 413 over the person's quota, 400 for what is no picture, 503 where too many wait.
pub(super) async fn decoded<T: Send + 'static>(
    app: &App,
    used: (i64, i64),
    bytes: usize,
    decode: impl FnOnce() -> Option<T> + Send + 'static,
) -> Result<T, Error> {
    room(used)?;
    let _turn = app.decoding.turn(bytes).await?;
    let made = tokio::task::spawn_blocking(decode).await.map_err(|_| Error::Bad("not a picture"))?;
    made.ok_or(Error::Bad("not a picture"))
}

/// Whether there is room for another one beside so many with so many bytes.
///
/// # Errors
/// 413 where there is none.
pub(super) fn room((count, bytes): (i64, i64)) -> Result<(), Error> {
    if count >= MAX_PHOTOS || bytes >= MAX_TOTAL { Err(Error::TooLarge) } else { Ok(()) }
}

/// The photo encoded anew, to be looked at and for a list; or none.
fn sizes(body: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let picture = upright(body)?;
    Some((encoded(&picture, KEPT_SIDE)?, encoded(&picture, SMALL_SIDE)?))
}

/// The picture encoded anew, or none.
pub fn clean(body: &[u8]) -> Option<Vec<u8>> {
    encoded(&upright(body)?, KEPT_SIDE)
}

/// What the picture shows, the right way up, and nothing else of the file; or none.
pub(super) fn upright(body: &[u8]) -> Option<DynamicImage> {
    let mut reader = ImageReader::new(Cursor::new(body)).with_guessed_format().ok()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(192 * 1024 * 1024);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let orientation = decoder.orientation().ok()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > 40_000_000 {
        return None;
    }
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(orientation);
    Some(picture)
}

/// A JPEG of it, `longest` pixels on its longer side at most.
pub(super) fn encoded(picture: &DynamicImage, longest: u32) -> Option<Vec<u8>> {
    let large = picture.width() > longest || picture.height() > longest;
    let smaller = large.then(|| picture.resize(longest, longest, image::imageops::FilterType::Triangle));
    let mut jpeg = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut jpeg, 82);
    smaller.as_ref().unwrap_or(picture).to_rgb8().write_with_encoder(encoder).ok()?;
    Some(jpeg)
}

/// Shows a photo to its owner and to an open desk; `?small` a small one. The address comes from an `<img>`, which cannot name the acting account, so
/// any account on the phone counts.
///
/// # Errors
/// 404 for everyone else, and when there is none.
pub async fn get(
    State(app): State<App>,
    phone: Option<Phone>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let phone = phone.ok_or(Error::NotFound)?;
    let id: PhotoId = id.parse().map_err(|_| Error::NotFound)?;
    let mut tx = app.db.read(app.community).await?;
    let owner = photo::owner(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let own = device::account(&mut tx, phone.device, owner).await?.is_some();
    if !own && !open_desk(&mut tx, &phone, id).await? {
        return Err(Error::NotFound);
    }
    let small = query.as_deref() == Some("small");
    let body = if small { photo::small(&mut tx, id).await? } else { photo::body(&mut tx, id).await? };
    drop(tx);
    Ok(lighter::shown(&app, &headers, body.ok_or(Error::NotFound)?).await)
}

async fn open_desk(tx: &mut Tx, phone: &Phone, id: PhotoId) -> Result<bool, Error> {
    if !photo::filed(tx, id).await? {
        return Ok(false);
    }
    for person in device::residents(tx, phone.device).await? {
        let account = device::account(tx, phone.device, person.id).await?;
        if account.is_some_and(|account| crate::commands::desk_open(&account, now())) {
            return Ok(true);
        }
    }
    Ok(false)
}
