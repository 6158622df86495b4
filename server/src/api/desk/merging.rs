//! One person who is in the register twice: both records beside each other, and making them one. For the second, only whoever opened
//! the desk a moment ago (the table says so: `FreshDesk`): there is no way back.

use super::cards::keep_open;
use super::leaving::told;
use crate::api::principal::{Principal, still_open};
use crate::api::sent::Sent;
use crate::commands::now;
use crate::error::Error;
use crate::state::App;
use crate::store::audit::{self, About};
use crate::store::{merging, resident};
use axum::Json;
use axum::extract::State;
use domain::wire::audit::Deed;
use domain::wire::merging::{Compared, Merged, Pair};

/// Both records beside each other, with what speaks against making them one.
///
/// # Errors
/// 403 unless the desk is open, 404 for nobody and for whoever is somebody else by now.
pub async fn compare(State(app): State<App>, who: Principal, Sent(pair): Sent<Pair>) -> Result<Json<Compared>, Error> {
    keep_open(&app, &who).await?;
    let now = now();
    let mut tx = app.db.write(app.community).await?;
    still_open(&mut tx, &who).await?;
    let staff = resident::me(&mut tx, who.resident, true).await?.ok_or(Error::SignIn)?;
    let found = Box::pin(merging::compare(&mut tx, pair, &staff, now)).await?;
    let compared = found.ok_or(Error::NotFound)?;
    let about = About { whom: Some(pair.stays), words: &compared.goes.person.name, ..About::default() };
    audit::note(&mut tx, who.resident, Deed::Compared, about, now).await?;
    tx.commit().await?;
    Ok(Json(compared))
}

/// Makes one person of two records.
///
/// # Errors
/// 403 unless the desk was opened a moment ago, 404 for nobody and for whoever is somebody else by now.
pub async fn merge(State(app): State<App>, who: Principal, Sent(pair): Sent<Pair>) -> Result<Json<Merged>, Error> {
    keep_open(&app, &who).await?;
    let now = now();
    let mut tx = app.db.write(app.community).await?;
    still_open(&mut tx, &who).await?;
    let staff = resident::me(&mut tx, who.resident, true).await?.ok_or(Error::SignIn)?;
    let name = resident::person(&mut tx, pair.goes).await?.map(|(person, _)| person.name).unwrap_or_default();
    let merged = Box::pin(merging::merge(&mut tx, pair, &staff, now)).await?.ok_or(Error::NotFound)?;
    if let Merged::Refused { .. } = merged {
        // Nothing of it is kept.
        return Ok(Json(merged));
    }
    let about = About { whom: Some(pair.stays), words: &name, ..About::default() };
    audit::note(&mut tx, who.resident, Deed::Merged, about, now).await?;
    told(&app, tx).await?;
    tracing::info!(by = %who.resident, stays = %pair.stays, goes = %pair.goes, "merged");
    Ok(Json(merged))
}
