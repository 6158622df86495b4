//! How the characters of public titles are read: what a phone needs to find by pinyin without a network. It comes with the page on
//! which one looks for everything, and not with the rows, so that a first visit does not pay for it.

use crate::error::Error;
use crate::import::pinyin;
use crate::state::App;
use axum::Json;
use axum::extract::State;
use domain::activity::Activity;
use domain::need::Need;
use domain::undertaking::Project;
use domain::venue::Venue;

/// The readings, as lines for [`domain::views::find::sounds::Sounds`].
///
/// # Errors
/// When the database cannot be read.
pub async fn sounds(State(app): State<App>) -> Result<Json<Vec<String>>, Error> {
    let public = app.public_rows().await?;
    let rows = &public.rows;
    let activities = rows.all::<Activity>().map(|row| row.title.as_str());
    let venues = rows.all::<Venue>().map(|row| row.name.as_str());
    let needs = rows.all::<Need>().map(|row| row.title.as_str());
    let projects = rows.all::<Project>().map(|row| row.title.as_str());
    Ok(Json(pinyin::sounds(activities.chain(venues).chain(needs).chain(projects))))
}
