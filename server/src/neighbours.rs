//! Who else writes to the same database. Other servers on PostgreSQL: a notification says that a community has a new revision, and
//! a look every few seconds catches what a lost notification did not say. On a file, an import beside the server: only the look.

use crate::db::Db;
use crate::state::App;
use crate::store::community;
use sqlx::postgres::PgListener;
use std::time::Duration;

/// The longest time without a look.
const LOOK: Duration = Duration::from_secs(5);

/// Follows the community's revision for ever.
pub async fn follow(app: App) {
    let mut listener = None;
    loop {
        if listener.is_none() {
            listener = listen(&app.db).await;
        }
        match &mut listener {
            Some(open) => {
                if let Ok(Err(error)) = tokio::time::timeout(LOOK, open.recv()).await {
                    tracing::warn!(%error, "notifications are lost; looking instead");
                    listener = None;
                }
            }
            None => tokio::time::sleep(LOOK).await,
        }
        if let Err(error) = look(&app).await {
            tracing::warn!(%error, "the revision could not be read");
        }
    }
}

async fn listen(db: &Db) -> Option<PgListener> {
    let Db::Postgres { read, .. } = db else { return None };
    let mut listener = PgListener::connect_with(read).await.ok()?;
    listener.listen("xishan").await.ok()?;
    Some(listener)
}

async fn look(app: &App) -> sqlx::Result<()> {
    let mut tx = app.db.read(app.community).await?;
    let (revision, _) = community::revision(&mut tx).await?;
    app.heard_of(revision);
    Ok(())
}
