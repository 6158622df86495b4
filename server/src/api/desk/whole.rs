//! Everything of the community to take along: see [`crate::whole`]. As with the register, two members of staff have said so, and it
//! is taken once.
//!
//! It is made before it is given out: what comes to nothing has used up nothing. And it is made beside the others' writes, once at a time
//! for one wish: it is much to read and to write, and a link is easily tapped twice.

use crate::api::lists::{acting, named};
use crate::api::principal::Phone;
use crate::commands::now;
use crate::error::Error;
use crate::pages;
use crate::state::App;
use crate::store::audit::{self, About};
use crate::store::takeout::{self, What};
use crate::whole::{self, Whole};
use crate::workbook::attachment;
use axum::body::{Body, Bytes};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri, header};
use axum::response::{IntoResponse, Response};
use domain::id::{ResidentId, TakeoutId};
use domain::permission::{Act, may};
use domain::when::Moment;
use domain::wire::audit::Deed;
use futures::stream;
use std::fs::File;
use std::io::{self, Read};

/// So many bytes are sent at once.
const PIECE: usize = 64 * 1024;

/// The archive, once.
///
/// # Errors
/// 404 unless the account's desk is open, and another member of staff has agreed within the day; 503 while it is being packed.
pub async fn community_file(
    State(app): State<App>,
    phone: Option<Phone>,
    id: Result<Path<String>, PathRejection>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let id: TakeoutId = named(id)?;
    let now = now();
    let mut tx = app.db.write(app.community).await?;
    let me = acting(&mut tx, phone, &uri, &headers).await?;
    let may = may(&me, Act::WorkAtDesk) && takeout::agreed(&mut tx, id, me.id, What::Everything, now).await?;
    if !may {
        return Err(Error::NotFound);
    }
    let until = takeout::begin(&mut tx, id, me.id, What::Everything, now).await?.ok_or(Error::Busy)?;
    tx.commit().await?;
    let file = match Box::pin(made(&app, id, me.id, pages::english(&headers), now)).await {
        Ok(file) => file,
        Err(error) => {
            stop(&app, id, until).await;
            return Err(error);
        }
    };
    let name = attachment("community.zip", &format!("社区全部数据 {}.zip", now.day()));
    let head = [(header::CONTENT_TYPE, "application/zip".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((head, Body::from_stream(stream::unfold(Some(file), piece))).into_response())
}

/// Packs it, and uses up what was agreed to.
async fn made(app: &App, id: TakeoutId, me: ResidentId, english: bool, now: Moment) -> Result<File, Error> {
    let Whole { file, people } = whole::pack(&app.db, app.community, english).await?;
    let mut tx = app.db.write(app.community).await?;
    let why = takeout::take(&mut tx, id, me, What::Everything, now).await?.ok_or(Error::NotFound)?;
    let about = About { whom: None, count: people, words: &why };
    audit::note(&mut tx, me, Deed::TookEverything, about, now).await?;
    tx.commit().await?;
    Ok(file)
}

/// It came to nothing: it may be asked for again at once. Where the database is away that is so after a while.
async fn stop(app: &App, id: TakeoutId, until: Moment) {
    let stopped = async {
        let mut tx = app.db.write(app.community).await?;
        takeout::stop(&mut tx, id, until).await?;
        tx.commit().await
    };
    if let Err(error) = stopped.await {
        tracing::warn!(%error, "what was not packed is kept for a while");
    }
}

/// The next piece of a file, and what is left of it.
async fn piece(file: Option<File>) -> Option<(io::Result<Bytes>, Option<File>)> {
    let mut file = file?;
    let work = tokio::task::spawn_blocking(move || {
        let mut bytes = Vec::with_capacity(PIECE);
        let read = file.by_ref().take(PIECE as u64).read_to_end(&mut bytes);
        (read.map(|_| bytes), file)
    });
    match work.await {
        Ok((Ok(bytes), _)) if bytes.is_empty() => None,
        Ok((Ok(bytes), file)) => Some((Ok(bytes.into()), Some(file))),
        Ok((Err(error), _)) => Some((Err(error), None)),
        Err(stopped) => Some((Err(io::Error::other(stopped)), None)),
    }
}
