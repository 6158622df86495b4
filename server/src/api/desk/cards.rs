//! The desk's list of residents and their cards.

use crate::api::principal::{Principal, still_open};
use crate::api::sent::Sent;
use crate::api::sign_in::CARD_MS;
use crate::commands::now;
use crate::db::Tx;
use crate::error::Error;
use crate::secret;
use crate::state::App;
use crate::store::audit::{self, About};
use crate::store::{card, departure, device, register, resident};
use axum::Json;
use axum::extract::State;
use domain::id::ResidentId;
use domain::resident::Person;
use domain::when::Moment;
use domain::wire::audit::Deed;
use domain::wire::{Card, DeskResident};

/// The most cards of one request.
const CARDS_MAX: usize = 200;

/// Work at the desk keeps it open. The gate has seen that it was, when the head of the request came; its body may take minutes.
pub(super) async fn keep_open(app: &App, who: &Principal) -> Result<(), Error> {
    let mut tx = app.db.write(app.community).await?;
    still_open(&mut tx, who).await?;
    device::use_desk(&mut tx, who.device, who.resident, now()).await?;
    tx.commit().await?;
    Ok(())
}

/// Residents whose name, calling name or address contains the words.
///
/// # Errors
/// 403 unless the desk is open.
pub async fn residents(
    State(app): State<App>,
    who: Principal,
    Sent(query): Sent<String>,
) -> Result<Json<Vec<DeskResident>>, Error> {
    keep_open(&app, &who).await?;
    let mut tx = app.db.write(app.community).await?;
    let found = register::search(&mut tx, &query).await?;
    let about = About { whom: None, count: found.len(), words: &query };
    audit::note(&mut tx, who.resident, Deed::Searched, about, now()).await?;
    tx.commit().await?;
    Ok(Json(found))
}

/// New cards. The codes are in this answer and nowhere else.
///
/// # Errors
/// 403 unless the desk is open.
pub async fn cards(
    State(app): State<App>,
    who: Principal,
    Sent(residents): Sent<Vec<ResidentId>>,
) -> Result<Json<Vec<Card>>, Error> {
    keep_open(&app, &who).await?;
    if residents.len() > CARDS_MAX {
        return Err(Error::TooLarge);
    }
    let mut tx = app.db.write(app.community).await?;
    still_open(&mut tx, &who).await?;
    let mut cards = Vec::with_capacity(residents.len());
    for id in residents {
        if let Some(card) = issue(&mut tx, id, &app.origin, now()).await? {
            let about = About { whom: Some(id), count: 1, words: "" };
            audit::note(&mut tx, who.resident, Deed::PrintedCard, about, now()).await?;
            cards.push(card);
        }
    }
    tx.commit().await?;
    tracing::info!(by = %who.resident, count = cards.len(), "cards printed");
    Ok(Json(cards))
}

/// Makes a card for a resident, if there is one with this identity: good for seven days.
///
/// # Errors
/// When the database cannot be written.
pub async fn issue(tx: &mut Tx, id: ResidentId, origin: &str, now: Moment) -> sqlx::Result<Option<Card>> {
    issue_for(tx, id, origin, now, CARD_MS).await
}

/// The same, good for `life_ms` milliseconds.
///
/// # Errors
/// When the database cannot be written.
pub async fn issue_for(
    tx: &mut Tx,
    id: ResidentId,
    origin: &str,
    now: Moment,
    life_ms: i64,
) -> sqlx::Result<Option<Card>> {
    if departure::gone(tx, id).await? {
        return Ok(None);
    }
    let Some(me) = resident::me(tx, id, false).await? else { return Ok(None) };
    let code = secret::card_code();
    card::save(tx, id, &secret::sha256(code.as_bytes()), now, now.plus_ms(life_ms)).await?;
    // The code stands behind the `#`: browsers never send that part, so it is in no log.
    let link = format!("{origin}/sign-in#{code}");
    let (front, back) = code.split_at(4);
    Ok(Some(Card {
        person: Person { id, name: me.name },
        address: me.address,
        code: format!("{front}-{back}"),
        qr: crate::qr::svg(&link),
        link,
    }))
}
