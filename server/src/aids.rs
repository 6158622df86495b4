//! The job that gives what people have written for those at the door to the leaders of their dates, and takes it from them a day after.

use crate::clock;
use crate::state::App;
use crate::store;
use std::time::Duration;

/// How often it is looked who has a place somewhere soon, or has none any more.
const LOOK: Duration = Duration::from_secs(10);

/// Looks, for ever. Every server does this; one of them finds what there is to do. It rests while the clock cannot be believed.
pub async fn keep(app: App) {
    loop {
        if let Some(now) = clock::sure() {
            match store::aid::look(&app.db, app.community, now).await {
                Ok(Some(revision)) => app.heard_of(revision),
                Ok(None) => {}
                Err(error) => tracing::warn!(%error, "what those at the door should know could not be given to them"),
            }
        }
        tokio::time::sleep(LOOK).await;
    }
}
