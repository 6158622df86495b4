//! Whether this phone rings when there is something new for the account (手机弹出提醒). The address that rings it comes in here and
//! never goes out again: whoever had it could ring too.

use crate::api::principal::{Principal, principal};
use crate::api::sent::Sent;
use crate::commands::now;
use crate::error::Error;
use crate::reach::alert::sealed::{new_secret, public_key, receiver};
use crate::state::App;
use crate::store::alert;
use axum::Json;
use axum::extract::State;
use domain::wire::alert::{Alerts, NewAlert};

/// How it stands, and with which key the browser is asked. The community's key is made at the first such question.
///
/// # Errors
/// 401 when not signed in.
pub async fn look(State(app): State<App>, who: Principal) -> Result<Json<Alerts>, Error> {
    if app.bell.is_none() {
        return Ok(Json(Alerts::default()));
    }
    let mut tx = app.db.read(app.community).await?;
    let on = alert::rings(&mut tx, who.device, who.resident).await?;
    let known = alert::secret(&mut tx).await?;
    drop(tx);
    let secret = match known {
        Some(secret) => Some(secret),
        None => {
            let mut tx = app.db.write(app.community).await?;
            alert::save_secret(&mut tx, &new_secret()).await?;
            // Another server may have been first.
            let secret = alert::secret(&mut tx).await?;
            tx.commit().await?;
            secret
        }
    };
    Ok(Json(Alerts { key: secret.as_deref().and_then(public_key), on }))
}

/// The phone rings for this account from now on, and for nobody else.
///
/// # Errors
/// 401 when not signed in, 404 where this server rings nobody, 400 when the browser's service is none of those that are asked.
pub async fn start(State(app): State<App>, who: Principal, Sent(new): Sent<NewAlert>) -> Result<Json<Alerts>, Error> {
    let bell = app.bell.as_ref().ok_or(Error::NotFound)?;
    let row = receiver(&new).filter(|row| bell.serves(&row.endpoint)).ok_or(Error::Bad("nothing that rings"))?;
    let mut tx = app.db.write(app.community).await?;
    // Others may have written before it: whoever was signed out meanwhile gets none.
    principal(&mut tx, who.device, who.resident).await?;
    alert::save(&mut tx, who.device, who.resident, &row, now()).await?;
    tx.commit().await?;
    look(State(app), who).await
}

/// It does not any more, if it did.
///
/// # Errors
/// 401 when not signed in.
pub async fn end(State(app): State<App>, who: Principal) -> Result<Json<Alerts>, Error> {
    let mut tx = app.db.read(app.community).await?;
    let on = alert::rings(&mut tx, who.device, who.resident).await?;
    drop(tx);
    // A phone on which accounts change says this each time.
    if on {
        let mut tx = app.db.write(app.community).await?;
        alert::remove(&mut tx, who.device, who.resident).await?;
        tx.commit().await?;
    }
    look(State(app), who).await
}
