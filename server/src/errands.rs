//! The job that gives what volunteers bring to their phones when orders close, and takes it from them when their shift ends.

use crate::clock;
use crate::state::App;
use crate::store;
use std::time::Duration;

/// How often it is looked whether a day is closed for orders, or a shift has ended.
const LOOK: Duration = Duration::from_secs(10);

/// Looks, for ever. Every server does this; one of them finds what there is to do. It rests while the clock cannot be believed.
pub async fn keep(app: App) {
    loop {
        if let Some(now) = clock::sure() {
            match store::errand::look(&app.db, app.community, now).await {
                Ok(Some(revision)) => app.heard_of(revision),
                Ok(None) => {}
                Err(error) => tracing::warn!(%error, "what is brought could not be given to those who bring it"),
            }
        }
        tokio::time::sleep(LOOK).await;
    }
}
