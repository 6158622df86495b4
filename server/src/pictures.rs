//! The job that deletes pictures which were sent and which nothing came to name.

use crate::clock;
use crate::state::App;
use crate::store;
use std::time::Duration;

/// How often it is looked for them.
const LOOK: Duration = Duration::from_secs(3_600);

/// Deletes them, for ever. Every server does this; one of them finds what there is to do. It rests while the clock cannot be
/// believed.
pub async fn keep(app: App) {
    loop {
        if let Some(now) = clock::sure() {
            match store::picture::collect(&app.db, app.community, now).await {
                Ok(Some(revision)) => app.heard_of(revision),
                Ok(None) => {}
                Err(error) => tracing::warn!(%error, "pictures that nothing names could not be deleted"),
            }
        }
        tokio::time::sleep(LOOK).await;
    }
}
