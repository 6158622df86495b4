//! The desk brings in a list of residents: it is read and kept for a day, looked at, applied in one piece, and can be taken back as
//! long as nothing depends on who came of it. Whoever applies it or takes it back has opened the desk a moment ago (the table says
//! so: `FreshDesk`).

use super::cards::keep_open;
use crate::api::principal::{Principal, still_open};
use crate::api::sent::{Sent, whole};
use crate::commands::now;
use crate::db::Tx;
use crate::error::Error;
use crate::import::intake::columns::{guess, key};
use crate::import::intake::people::{self, Outcome};
use crate::import::intake::table::{self, Table, Unread};
use crate::state::App;
use crate::store::audit::{self, About};
use crate::store::{community, intake};
use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use domain::id::IntakeId;
use domain::wire::audit::Deed;
use domain::wire::intake::{Brought, Checked, Heading, Intake, Mapped};

/// The longest name of a file that is kept, in characters.
const NAME_MAX: usize = 80;

/// Reads a list and keeps it until it is applied. Answers what its columns are taken for.
///
/// # Errors
/// 403 unless the desk is open, 400 for what is no table, 413 for one that is too large, 404 where there is another under this
/// identity, 503 where too much waits to be read.
pub async fn bring(
    State(app): State<App>,
    who: Principal,
    Path(id): Path<String>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Brought>, Error> {
    let id: IntakeId = id.parse().map_err(|_| Error::NotFound)?;
    let body = whole(body)?;
    keep_open(&app, &who).await?;
    let (table, sheet) = read(&app, body).await?;
    let mut tx = app.db.write(app.community).await?;
    still_open(&mut tx, &who).await?;
    let fields = guess(&table.heads, &intake::remembered(&mut tx).await?);
    if !intake::bring(&mut tx, id, who.resident, &sheet, now()).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    let example = |column: usize| {
        let mut said = table.rows.iter().filter_map(|(_, cells)| cells.get(column)).filter(|cell| !cell.is_empty());
        said.next().cloned().unwrap_or_default()
    };
    let heading = |(column, (head, field))| Heading { head, example: example(column), field };
    let columns = table.heads.iter().cloned().zip(fields).enumerate().map(heading).collect();
    Ok(Json(Brought { id, rows: u32::try_from(table.rows.len()).unwrap_or(u32::MAX), columns }))
}

/// The table and how it is kept. It is read in its turn, among the pictures.
async fn read(app: &App, body: Bytes) -> Result<(Table, String), Error> {
    let _turn = app.decoding.turn(body.len()).await?;
    let work = tokio::task::spawn_blocking(move || -> Result<(Table, String), Unread> {
        let table = table::read(&body)?;
        let sheet = serde_json::to_string(&table).map_err(|_| Unread::NoTable)?;
        Ok((table, sheet))
    });
    match work.await {
        Ok(Ok(read)) => Ok(read),
        Ok(Err(Unread::TooLarge)) => Err(Error::TooLarge),
        Ok(Err(Unread::NoTable)) | Err(_) => Err(Error::Bad("not a table")),
    }
}

/// What would come of a list with these columns.
///
/// # Errors
/// 403 unless the desk is open, 404 when the person has brought no such list.
pub async fn check(State(app): State<App>, who: Principal, Sent(mapped): Sent<Mapped>) -> Result<Json<Checked>, Error> {
    keep_open(&app, &who).await?;
    let mut tx = app.db.read(app.community).await?;
    let (outcome, _) = outcome(&mut tx, &who, &mapped).await?;
    Ok(Json(outcome.checked))
}

async fn outcome(tx: &mut Tx, who: &Principal, mapped: &Mapped) -> Result<(Outcome, Table), Error> {
    let sheet = intake::waiting(tx, mapped.id, who.resident).await?.ok_or(Error::NotFound)?;
    let table: Table = serde_json::from_str(&sheet).map_err(|_| Error::NotFound)?;
    let doors = intake::doors(tx).await?;
    Ok((people::people(tx.community, &table, &mapped.fields, doors, now().day()), table))
}

/// Writes everybody who is new into the register, and remembers what the columns are.
///
/// # Errors
/// 403 unless the desk was opened a moment ago, 404 when the person has brought no such list.
pub async fn apply(State(app): State<App>, who: Principal, Sent(mapped): Sent<Mapped>) -> Result<Json<Checked>, Error> {
    keep_open(&app, &who).await?;
    let mut tx = app.db.write(app.community).await?;
    // Two at once: the second finds that it is done.
    community::lock(&mut tx).await?;
    still_open(&mut tx, &who).await?;
    let (outcome, table) = outcome(&mut tx, &who, &mapped).await?;
    for (head, field) in table.heads.iter().map(|head| key(head)).zip(&mapped.fields) {
        if !head.is_empty() {
            intake::remember(&mut tx, &head, *field).await?;
        }
    }
    let name: String = mapped.name.chars().filter(|c| !c.is_control()).take(NAME_MAX).collect();
    intake::apply(&mut tx, mapped.id, &name, &outcome, now()).await?;
    let about = About { whom: None, count: outcome.people.len(), words: &name };
    audit::note(&mut tx, who.resident, Deed::BroughtIn, about, now()).await?;
    tx.commit().await?;
    tracing::info!(by = %who.resident, intake = %mapped.id, count = outcome.checked.new, "residents brought in");
    Ok(Json(outcome.checked))
}

/// The lists that were applied, the last one first.
///
/// # Errors
/// 403 unless the desk is open.
pub async fn intakes(State(app): State<App>, who: Principal) -> Result<Json<Vec<Intake>>, Error> {
    keep_open(&app, &who).await?;
    let mut tx = app.db.read(app.community).await?;
    Ok(Json(intake::all(&mut tx).await?))
}

/// Takes a whole list back. Answers whether it could be: not once anything depends on somebody who came of it.
///
/// # Errors
/// 403 unless the desk was opened a moment ago, 404 when no such list stands.
pub async fn undo(State(app): State<App>, who: Principal, Sent(id): Sent<IntakeId>) -> Result<Json<bool>, Error> {
    keep_open(&app, &who).await?;
    let mut tx = app.db.write(app.community).await?;
    community::lock(&mut tx).await?;
    still_open(&mut tx, &who).await?;
    if !intake::stands(&mut tx, id).await? {
        return Err(Error::NotFound);
    }
    if !intake::undo(&mut tx, id, now()).await? {
        return Ok(Json(false));
    }
    audit::note(&mut tx, who.resident, Deed::TookBack, About::default(), now()).await?;
    tx.commit().await?;
    tracing::info!(by = %who.resident, intake = %id, "residents taken back");
    Ok(Json(true))
}
