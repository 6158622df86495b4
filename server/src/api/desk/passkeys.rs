//! A staff member's own passkeys. Adding or removing one changes how the desk opens, so it ends what is open elsewhere, and only
//! whoever has opened the desk a moment ago may do it (the table says so: `FreshDesk`).

use crate::api::principal::{Principal, still_open};
use crate::api::sent::Sent;
use crate::commands::now;
use crate::db::Tx;
use crate::error::Error;
use crate::state::App;
use crate::store::ceremony::{self, Purpose};
use crate::store::passkey::{self, Kept};
use crate::store::{device, resident};
use axum::Json;
use axum::extract::State;
use domain::id::PasskeyId;
use domain::resident::Person;
use domain::wire::SignInRefusal;
use domain::wire::desk::{LABEL_MAX, NewPasskey, Passkey, Passkeys};
use uuid::Uuid;

/// The most passkeys of one person.
const PASSKEYS_MAX: usize = 10;

/// What does not fit, does not fit: whether the question was too old, or the answer another's, is not told.
const WRONG: Error = Error::Refused(SignInRefusal::WrongFactor);

/// The person's passkeys.
///
/// # Errors
/// 403 unless the desk is open.
pub async fn passkeys(State(app): State<App>, who: Principal) -> Result<Json<Passkeys>, Error> {
    let mut tx = app.db.read(app.community).await?;
    list(&app, &mut tx, &who).await
}

async fn list(app: &App, tx: &mut Tx, who: &Principal) -> Result<Json<Passkeys>, Error> {
    let passkeys = passkey::of(tx, who.resident).await?.into_iter().map(|kept| kept.row).collect();
    Ok(Json(Passkeys { possible: app.passkeys.possible(), passkeys }))
}

/// Asks the person's authenticator for a new passkey.
///
/// # Errors
/// 403 unless the desk was opened a moment ago, 404 where there can be no passkeys, 413 when they have enough.
pub async fn begin(State(app): State<App>, who: Principal) -> Result<Json<String>, Error> {
    let mut tx = app.db.write(app.community).await?;
    let me = resident::me(&mut tx, who.resident, false).await?.ok_or(Error::SignIn)?;
    let known = passkey::of(&mut tx, who.resident).await?;
    if known.len() >= PASSKEYS_MAX {
        return Err(Error::TooLarge);
    }
    let person = Person { id: me.id, name: me.name };
    let question = app.passkeys.begin_adding(&person, known.iter().map(|kept| kept.record.as_str()));
    let question = question.ok_or(Error::NotFound)?;
    ceremony::begin(&mut tx, who.device, who.resident, Purpose::Add, &question.state, now()).await?;
    tx.commit().await?;
    Ok(Json(question.options))
}

/// Keeps the new passkey.
///
/// # Errors
/// 403 unless the desk was opened a moment ago and the answer is one to the question.
pub async fn add(State(app): State<App>, who: Principal, Sent(new): Sent<NewPasskey>) -> Result<Json<Passkeys>, Error> {
    let label: String = new.label.trim().chars().filter(|c| !c.is_control()).take(LABEL_MAX).collect();
    if label.is_empty() {
        return Err(Error::Bad("no name"));
    }
    let now = now();
    let mut tx = app.db.write(app.community).await?;
    still_open(&mut tx, &who).await?;
    let state = ceremony::take(&mut tx, who.device, who.resident, Purpose::Add, now).await?;
    let made = state.and_then(|state| app.passkeys.finish_adding(&state, &new.answer));
    let kept = match made {
        None => false,
        Some(made) => {
            let row = Passkey { id: PasskeyId(Uuid::now_v7()), label, made: now, used: None };
            passkey::save(&mut tx, who.resident, &made.credential, &Kept { row, record: made.record }).await?
        }
    };
    if !kept {
        // The question is spent all the same.
        tx.commit().await?;
        return Err(WRONG);
    }
    end_elsewhere(&mut tx, &who).await?;
    let all = list(&app, &mut tx, &who).await?;
    tx.commit().await?;
    tracing::info!(by = %who.resident, "passkey added");
    Ok(all)
}

/// Removes one of the person's passkeys.
///
/// # Errors
/// 403 unless the desk was opened a moment ago, 404 when they have none like that.
pub async fn remove(
    State(app): State<App>,
    who: Principal,
    Sent(id): Sent<PasskeyId>,
) -> Result<Json<Passkeys>, Error> {
    let mut tx = app.db.write(app.community).await?;
    still_open(&mut tx, &who).await?;
    if !passkey::remove(&mut tx, who.resident, id).await? {
        return Err(Error::NotFound);
    }
    // After the removal: a desk that it opened in the last moment is seen here and ended, and later ones find it gone.
    end_elsewhere(&mut tx, &who).await?;
    let all = list(&app, &mut tx, &who).await?;
    tx.commit().await?;
    tracing::info!(by = %who.resident, passkey = %id, "passkey removed");
    Ok(all)
}

/// Ends what the person has open on other phones.
pub(super) async fn end_elsewhere(tx: &mut Tx, who: &Principal) -> sqlx::Result<()> {
    let ended = device::lock_others(tx, who.device, who.resident).await?;
    if ended > 0 {
        tracing::info!(by = %who.resident, ended, "desk locked elsewhere");
    }
    Ok(())
}
