//! Everything public at one revision, compressed and in memory: what a new phone begins with.
//!
//! A new revision is compressed quickly, because phones may be waiting for it. When nothing has changed for a while there is time
//! to do it well: an eighth less to download on a first visit.

use super::{digest, news};
use crate::error::Error;
use crate::state::App;
use crate::store::community;
use axum::body::Bytes;
use domain::scope::Scope;
use domain::wire::{Part, PullRequest};
use std::time::Duration;

/// While people wait.
const QUICK: u32 = 5;
/// When there is time: some two seconds for a quarter of a megabyte.
const BEST: u32 = 11;
/// So long nothing must have changed before it is worth it.
const QUIET: Duration = Duration::from_secs(20);

/// The whole public part at one revision, compressed.
#[derive(Default)]
pub struct Snapshot {
    revision: i64,
    brotli: Bytes,
}

/// The snapshot of the newest revision.
pub async fn current(app: &App) -> Result<Bytes, Error> {
    let mut kept = app.snapshot.lock().await;
    let revision = *app.live.borrow();
    if kept.brotli.is_empty() || kept.revision < revision {
        let (revision, body) = read(app).await?;
        *kept = Snapshot { revision, brotli: squeeze::brotli(body.as_bytes(), QUICK).into() };
    }
    Ok(kept.brotli.clone())
}

async fn read(app: &App) -> Result<(i64, String), Error> {
    let everything = PullRequest { part: Part::Public, epoch: String::new(), since: 0, scopes: Vec::new() };
    let mut tx = app.db.read(app.community).await?;
    let (revision, _) = community::revision(&mut tx).await?;
    let digest = digest(app, &mut tx, &[Scope::Public]).await?;
    Ok((revision, news(&mut tx, &everything, &[Scope::Public], None, digest).await?))
}

/// Compresses well whenever there is time, for ever; the first time at once.
pub async fn improve(app: App) {
    let mut news = app.live.subscribe();
    loop {
        news.mark_unchanged();
        if let Err(error) = compress(&app).await {
            tracing::warn!(?error, "the public rows could not be compressed");
        }
        if news.changed().await.is_err() {
            return;
        }
        while let Ok(Ok(())) = tokio::time::timeout(QUIET, news.changed()).await {}
    }
}

async fn compress(app: &App) -> Result<(), Error> {
    let (revision, body) = read(app).await?;
    let work = tokio::task::spawn_blocking(move || squeeze::brotli(body.as_bytes(), BEST));
    let Ok(brotli) = work.await else { return Ok(()) };
    let mut kept = app.snapshot.lock().await;
    if kept.revision <= revision {
        *kept = Snapshot { revision, brotli: brotli.into() };
    }
    Ok(())
}
