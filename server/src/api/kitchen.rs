//! What the canteen asks besides its rows: who somebody is that stands at its counter and has no phone.

use crate::api::principal::Principal;
use crate::api::sent::Sent;
use crate::error::Error;
use crate::state::App;
use crate::store::{register, resident};
use axum::Json;
use axum::extract::State;
use domain::permission::{Act, may};
use domain::wire::{DeskResident, SignInRefusal};

/// So many people are answered: more are found by writing more of the name.
const FOUND_MAX: usize = 8;

/// Residents whose name contains the words, each with the building alone: enough to tell two of one name apart.
///
/// # Errors
/// 403 unless the account is the canteen's.
pub async fn residents(
    State(app): State<App>,
    who: Principal,
    Sent(query): Sent<String>,
) -> Result<Json<Vec<DeskResident>>, Error> {
    let mut tx = app.db.read(app.community).await?;
    let me = resident::me(&mut tx, who.resident, false).await?;
    if !me.is_some_and(|me| may(&me, Act::ServeLunch)) {
        return Err(Error::Refused(SignInRefusal::NotAllowed));
    }
    let wanted = query.trim();
    if wanted.is_empty() {
        return Ok(Json(Vec::new()));
    }
    let found = register::search(&mut tx, wanted).await?.into_iter();
    let named = found.filter(|one| one.person.name.contains(wanted) && !one.gone);
    let found = named.take(FOUND_MAX).map(|one| DeskResident {
        person: one.person,
        called: String::new(),
        address: one.address.split(' ').take(2).collect::<Vec<_>>().join(" "),
        devices: 0,
        gone: false,
        now: None,
    });
    Ok(Json(found.collect()))
}
