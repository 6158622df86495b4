//! Feeds for calendar programs, and the secret address of a person's own.
//!
//! A calendar program cannot sign in: whoever has a person's address reads what they are signed up for. So the address holds 256
//! random bits, only their hash is kept, and its owner can end it at any time, also while programs go on asking.

use crate::api::principal::{Principal, principal};
use crate::calendar::{self as ical, PAST_MS, Turn};
use crate::commands::now;
use crate::error::Error;
use crate::secret::{sha256, token};
use crate::state::App;
use crate::store::{calendar, duty, resident, signup};
use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::id::{OccurrenceId, OrganizationId};
use domain::organization::Organization;
use domain::signup::{Signup, SignupState};
use domain::venue::Venue;
use domain::wire::calendar::CalendarAddress;
use std::collections::BTreeMap;

/// What every calendar's address ends with.
const ENDING: &str = ".ics";
/// Feeds that are the same for everyone may be kept on their way for a quarter of an hour.
const PUBLIC: &str = "public, max-age=900";
/// A person's own feed is kept by nobody on its way.
const PRIVATE: &str = "private, no-store";

/// What an address names, without its ending. What cannot be read is not there.
fn named(file: Result<Path<String>, PathRejection>) -> Result<String, Error> {
    let Path(file) = file.map_err(|_| Error::NotFound)?;
    file.strip_suffix(ENDING).map(str::to_owned).ok_or(Error::NotFound)
}

fn answer(feed: String, keep: &'static str) -> Response {
    ([(header::CONTENT_TYPE, "text/calendar; charset=utf-8"), (header::CACHE_CONTROL, keep)], feed).into_response()
}

/// Every date from a month ago on.
///
/// # Errors
/// When the database cannot be read.
pub async fn public(State(app): State<App>) -> Result<Response, Error> {
    let (public, now) = (app.public_rows().await?, now());
    let after = now.plus_ms(-PAST_MS);
    let entries = ical::entries(&public.rows, |date| date.ends > after);
    let name = public.rows.community().map(|community| community.name.clone()).unwrap_or_default();
    Ok(answer(ical::feed(&format!("{name}活动"), &entries, &[], &app.origin, now), PUBLIC))
}

/// The dates of one organization from a month ago on.
///
/// # Errors
/// 404 when there is no such organization.
pub async fn organization(
    State(app): State<App>,
    file: Result<Path<String>, PathRejection>,
) -> Result<Response, Error> {
    let id: OrganizationId = named(file)?.parse().map_err(|_| Error::NotFound)?;
    let (public, now) = (app.public_rows().await?, now());
    let organization = public.rows.get::<Organization>(id.0).ok_or(Error::NotFound)?;
    let after = now.plus_ms(-PAST_MS);
    let entries = ical::entries(&public.rows, |date| date.organization == id && date.ends > after);
    Ok(answer(ical::feed(&organization.name, &entries, &[], &app.origin, now), PUBLIC))
}

/// What somebody and their wards are signed up for, and the shifts that they have taken, from a month ago on, for whoever has the
/// secret. The feed does not say whose it is beyond the names of those who go. Of a ward who has grown up, or has left, there is
/// nothing in it any more.
///
/// # Errors
/// 404 for a secret that is nobody's, or not any more.
pub async fn person(State(app): State<App>, file: Result<Path<String>, PathRejection>) -> Result<Response, Error> {
    let secret = named(file)?;
    let now = now();
    let after = now.plus_ms(-PAST_MS);
    let mut tx = app.db.read(app.community).await?;
    let owner = calendar::owner(&mut tx, &sha256(secret.as_bytes())).await?.ok_or(Error::NotFound)?;
    let mut own: BTreeMap<OccurrenceId, Vec<Signup>> = BTreeMap::new();
    let family = resident::me(&mut tx, owner, false).await?.ok_or(Error::NotFound)?.at(now.day()).household();
    let theirs = |signup: &Signup| signup.party.iter().any(|one| family.iter().any(|person| person.id == one.id));
    let all = signup::of_household(&mut tx, owner, after).await?;
    // What was not answered in time, or declined, takes nobody's time.
    let over = |signup: &Signup| matches!(signup.state, SignupState::Lapsed | SignupState::Declined);
    for signup in all.into_iter().filter(|signup| theirs(signup) && !over(signup)) {
        own.entry(signup.occurrence).or_default().push(signup);
    }
    let duties = duty::of_resident(&mut tx, owner, after).await?;
    drop(tx);
    let public = app.public_rows().await?;
    let mut entries = ical::entries(&public.rows, |date| own.contains_key(&date.id));
    for entry in &mut entries {
        entry.signups = own.get(&entry.date.id).map(Vec::as_slice).unwrap_or_default();
    }
    let turns = duties.iter().map(|(duty, shift)| Turn {
        shift,
        team: public.rows.get::<Organization>(shift.organization.0),
        venue: public.rows.get::<Venue>(shift.venue.0),
        changed: duty.changed,
    });
    let turns: Vec<Turn<'_>> = turns.collect();
    let name = public.rows.community().map(|community| community.name.clone()).unwrap_or_default();
    Ok(answer(ical::feed(&format!("{name}：我报名的活动"), &entries, &turns, &app.origin, now), PRIVATE))
}

/// Whether the person has an address, and since when.
///
/// # Errors
/// 401 when not signed in.
pub async fn look(State(app): State<App>, who: Principal) -> Result<Json<CalendarAddress>, Error> {
    let mut tx = app.db.read(app.community).await?;
    Ok(Json(CalendarAddress { since: calendar::since(&mut tx, who.resident).await?, address: None }))
}

/// A new address. It is in this answer and nowhere else; the one before ends at once.
///
/// # Errors
/// 401 when not signed in.
pub async fn make(State(app): State<App>, who: Principal) -> Result<Json<CalendarAddress>, Error> {
    let (secret, now) = (token(), now());
    let mut tx = app.db.write(app.community).await?;
    // Others may have written before it: whoever was signed out meanwhile gets none.
    principal(&mut tx, who.device, who.resident).await?;
    calendar::save(&mut tx, who.resident, &sha256(secret.as_bytes()), now).await?;
    tx.commit().await?;
    let address = format!("{}/calendar/person/{secret}{ENDING}", app.origin);
    Ok(Json(CalendarAddress { since: Some(now), address: Some(address) }))
}

/// Ends the person's address, if they have one.
///
/// # Errors
/// 401 when not signed in.
pub async fn end(State(app): State<App>, who: Principal) -> Result<Json<CalendarAddress>, Error> {
    let mut tx = app.db.write(app.community).await?;
    calendar::remove(&mut tx, who.resident).await?;
    tx.commit().await?;
    Ok(Json(CalendarAddress::default()))
}
