//! The desk's lock.

use super::password::weak;
use crate::api::principal::{Principal, principal};
use crate::api::sent::Sent;
use crate::commands::{DESK_MAX_MS, now};
use crate::db::Tx;
use crate::error::Error;
use crate::secret;
use crate::state::App;
use crate::store::audit::{self, About};
use crate::store::credential::{self, Credential};
use crate::store::{device, passkey, resident, sign_in_try};
use axum::Json;
use axum::extract::State;
use domain::when::Moment;
use domain::wire::audit::Deed;
use domain::wire::{DeskState, Factors, SignInRefusal};
use totp_rs::{Builder, Secret, Totp};

fn authenticator(secret: &str, name: &str) -> Option<Totp> {
    let secret = Secret::try_from_base32(secret).ok()?;
    // A colon would end the account's name in the authenticator.
    let name = name.replace(':', " ");
    Builder::new().with_secret(secret).with_account_name(name).with_issuer(Some("Xishan")).build().ok()
}

/// How the desk stands for the acting account.
///
/// # Errors
/// 401 when not signed in.
pub async fn state(State(app): State<App>, who: Principal) -> Result<Json<DeskState>, Error> {
    let mut tx = app.db.read(app.community).await?;
    if !resident::is_staff(&mut tx, who.resident).await? {
        return Ok(Json(DeskState::NotStaff));
    }
    if credential::load(&mut tx, who.resident).await?.is_none() {
        let me = resident::me(&mut tx, who.resident, false).await?.ok_or(Error::SignIn)?;
        let secret = Secret::new(Box::new(secret::random::<20>())).to_base32();
        let url = authenticator(&secret, &me.name).and_then(|totp| totp.to_url().ok()).ok_or(Error::Bad("totp"))?;
        return Ok(Json(DeskState::Enrol { secret, qr: crate::qr::svg(&url) }));
    }
    if who.desk { Ok(Json(DeskState::Open)) } else { locked(&app, &mut tx, &who).await }
}

async fn locked(app: &App, tx: &mut Tx, who: &Principal) -> Result<Json<DeskState>, Error> {
    let passkey = app.passkeys.possible() && !passkey::of(tx, who.resident).await?.is_empty();
    Ok(Json(DeskState::Locked { passkey }))
}

/// Under what wrong factors of an account are counted, whichever they are.
pub(super) fn tries(who: &Principal) -> String {
    format!("desk {}", who.resident)
}

/// Nothing is looked at while the account has to wait.
pub(super) async fn refuse_waiting(tx: &mut Tx, origin: &str, now: Moment) -> Result<(), Error> {
    match sign_in_try::wait(tx, origin, now).await? {
        0 => Ok(()),
        wait => Err(Error::Refused(SignInRefusal::Wait { seconds: wait / 1000 + 1 })),
    }
}

/// Opens the desk of an account on its phone: its factors were right.
pub(super) async fn open_desk(mut tx: Tx, who: &Principal, now: Moment) -> Result<Json<DeskState>, Error> {
    sign_in_try::succeeded(&mut tx, &tries(who)).await?;
    device::save_desk(&mut tx, who.device, who.resident, now.plus_ms(DESK_MAX_MS), now).await?;
    audit::note(&mut tx, who.resident, Deed::Opened, About::default(), now).await?;
    tx.commit().await?;
    Ok(Json(DeskState::Open))
}

/// Enrols or unlocks.
///
/// # Errors
/// A [`SignInRefusal`] that the phone has a sentence for.
pub async fn unlock(
    State(app): State<App>,
    who: Principal,
    Sent(factors): Sent<Factors>,
) -> Result<Json<DeskState>, Error> {
    let (origin, now) = (tries(&who), now());
    let mut tx = app.db.read(app.community).await?;
    // The body may have taken minutes.
    principal(&mut tx, who.device, who.resident).await?;
    refuse_waiting(&mut tx, &origin, now).await?;
    let known = credential::load(&mut tx, who.resident).await?;
    drop(tx);
    let opened = match known {
        None => enrol(&app, &who, factors, now).await?,
        Some(known) => verify(&app, &who, factors, &known, now).await?,
    };
    let mut tx = app.db.write(app.community).await?;
    principal(&mut tx, who.device, who.resident).await?;
    if opened {
        return open_desk(tx, &who, now).await;
    }
    sign_in_try::failed(&mut tx, &origin, now).await?;
    tx.commit().await?;
    Err(Error::Refused(SignInRefusal::WrongFactor))
}

async fn enrol(app: &App, who: &Principal, factors: Factors, now: Moment) -> Result<bool, Error> {
    if weak(&factors.password) {
        return Err(Error::Refused(SignInRefusal::WeakPassword));
    }
    let secret = factors.secret.ok_or(Error::Bad("no secret"))?;
    let Some(step) = authenticator(&secret, "x").and_then(|totp| totp.check(&factors.totp, seconds(now))) else {
        return Ok(false);
    };
    let _turn = app.hashing.acquire().await.map_err(|_| Error::Busy)?;
    let hash = tokio::task::spawn_blocking(move || secret::password_hash(&factors.password)).await.ok().flatten();
    let row = Credential {
        password_hash: hash.ok_or(Error::Busy)?,
        totp_secret: secret,
        last_step: i64::try_from(step).unwrap_or(0),
    };
    let mut tx = app.db.write(app.community).await?;
    // Others may have been before it at the hashing: whoever was signed out meanwhile chooses no factors.
    principal(&mut tx, who.device, who.resident).await?;
    let made = credential::enrol(&mut tx, who.resident, &row, now).await?;
    tx.commit().await?;
    Ok(made)
}

async fn verify(app: &App, who: &Principal, factors: Factors, known: &Credential, now: Moment) -> Result<bool, Error> {
    // Hashing takes 19 MiB: only a few at once, however many ask.
    let _turn = app.hashing.acquire().await.map_err(|_| Error::Busy)?;
    let hash = known.password_hash.clone();
    let password = factors.password;
    let checked = tokio::task::spawn_blocking(move || {
        let fits = secret::password_fits(&password, &hash);
        (fits, (fits && secret::outdated(&hash)).then(|| secret::password_hash(&password)).flatten())
    });
    let (fits, renewed) = checked.await.unwrap_or_default();
    let totp = authenticator(&known.totp_secret, "x");
    let step = totp.and_then(|totp| totp.check(&factors.totp, seconds(now)));
    let (true, Some(step)) = (fits, step) else { return Ok(false) };
    let mut tx = app.db.write(app.community).await?;
    let fresh = credential::use_step(&mut tx, who.resident, i64::try_from(step).unwrap_or(0)).await?;
    if let (true, Some(hash)) = (fresh, renewed) {
        // Made with the parameters of an older release: the password is known just now.
        credential::rehash(&mut tx, who.resident, &known.password_hash, &hash).await?;
    }
    tx.commit().await?;
    Ok(fresh)
}

fn seconds(now: Moment) -> u64 {
    u64::try_from(now.0 / 1000).unwrap_or(0)
}

/// Locks the desk of the acting account on this phone.
///
/// # Errors
/// When the database cannot be written.
pub async fn lock(State(app): State<App>, who: Principal) -> Result<Json<DeskState>, Error> {
    let mut tx = app.db.write(app.community).await?;
    device::save_desk(&mut tx, who.device, who.resident, Moment(0), Moment(0)).await?;
    let answer = locked(&app, &mut tx, &who).await?;
    tx.commit().await?;
    Ok(answer)
}
