//! A resident has moved house, lives here no more, or has died. Staff say so, and for the last two only whoever opened the desk a
//! moment ago (the table says so: `FreshDesk`). What was stays as it was; what lies ahead is given up, signing in ends, no card is
//! made, nobody signs them up, and whoever was in charge of them is not any more, until they are back.

use super::cards::keep_open;
use crate::api::principal::{Principal, still_open};
use crate::api::sent::Sent;
use crate::commands::now;
use crate::db::Tx;
use crate::error::Error;
use crate::state::App;
use crate::store::audit::{self, About};
use crate::store::{community, departure, place, resident};
use axum::Json;
use axum::extract::State;
use domain::id::ResidentId;
use domain::resident::NAME_MAX;
use domain::wire::audit::Deed;
use domain::wire::leaving::{How, Leaving, Left, Moving};

/// Notes that somebody does not live here any more.
///
/// # Errors
/// 403 unless the desk was opened a moment ago, 404 for nobody, for whoever is gone already, and for oneself.
pub async fn leave(State(app): State<App>, who: Principal, Sent(leaving): Sent<Leaving>) -> Result<Json<Left>, Error> {
    keep_open(&app, &who).await?;
    let now = now();
    let mut tx = app.db.write(app.community).await?;
    // The lock: whatever is decided about them meanwhile comes before this or finds them gone.
    community::next_revision(&mut tx).await?;
    still_open(&mut tx, &who).await?;
    let (gone, own) = (leaving.resident, leaving.resident == who.resident);
    if own || !resident::exists(&mut tx, gone).await? || departure::gone(&mut tx, gone).await? {
        return Err(Error::NotFound);
    }
    let staff = resident::me(&mut tx, who.resident, true).await?.ok_or(Error::SignIn)?;
    let left = departure::give_up(&mut tx, gone, &staff, now).await?;
    departure::sign_out(&mut tx, gone, now).await?;
    departure::note(&mut tx, gone, leaving.how, who.resident, now).await?;
    let deed = if leaving.how == How::Died { Deed::NotedDied } else { Deed::NotedMovedAway };
    audit::note(&mut tx, who.resident, deed, About { whom: Some(gone), ..About::default() }, now).await?;
    told(&app, tx).await?;
    tracing::info!(by = %who.resident, resident = %gone, how = ?leaving.how, "left");
    Ok(Json(left))
}

/// Commits, and lets phones know.
pub(super) async fn told(app: &App, mut tx: Tx) -> Result<(), Error> {
    let revision = community::reached(&mut tx).await?;
    if app.db.shared() {
        community::announce(&mut tx).await?;
    }
    tx.commit().await?;
    app.heard_of(revision);
    Ok(())
}

/// They are back, or it was a mistake. They sign in with a new card.
///
/// # Errors
/// 403 unless the desk was opened a moment ago, 404 for nobody and for whoever is not gone.
pub async fn come_back(
    State(app): State<App>,
    who: Principal,
    Sent(back): Sent<ResidentId>,
) -> Result<Json<bool>, Error> {
    keep_open(&app, &who).await?;
    let mut tx = app.db.write(app.community).await?;
    still_open(&mut tx, &who).await?;
    if !departure::take_back(&mut tx, back, now()).await? {
        return Err(Error::NotFound);
    }
    audit::note(&mut tx, who.resident, Deed::NotedBack, About { whom: Some(back), ..About::default() }, now()).await?;
    tx.commit().await?;
    tracing::info!(by = %who.resident, resident = %back, "back");
    Ok(Json(true))
}

/// Notes that somebody lives behind another door.
///
/// # Errors
/// 403 unless the desk is open, 400 for no door, 404 for nobody and for a building that is not there.
pub async fn rehouse(State(app): State<App>, who: Principal, Sent(moving): Sent<Moving>) -> Result<Json<bool>, Error> {
    keep_open(&app, &who).await?;
    let (stairwell, room) = (moving.stairwell.trim(), moving.room.trim());
    let fits = |text: &str| !text.is_empty() && text.chars().count() <= NAME_MAX && !text.contains(char::is_control);
    if !fits(stairwell) || !fits(room) {
        return Err(Error::Bad("no door"));
    }
    let mut tx = app.db.write(app.community).await?;
    // Somebody else may note the same door at the same time.
    community::lock(&mut tx).await?;
    still_open(&mut tx, &who).await?;
    let compounds = place::compounds(&mut tx).await?;
    let there = compounds.iter().flat_map(|row| &row.buildings).any(|building| building.id == moving.building);
    if !there || !resident::rehouse(&mut tx, moving.resident, (moving.building, stairwell, room)).await? {
        return Err(Error::NotFound);
    }
    let about = About { whom: Some(moving.resident), ..About::default() };
    audit::note(&mut tx, who.resident, Deed::NotedDoor, about, now()).await?;
    tx.commit().await?;
    tracing::info!(by = %who.resident, resident = %moving.resident, "moved house");
    Ok(Json(true))
}
