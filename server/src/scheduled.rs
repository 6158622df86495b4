//! The job that publishes what organizers have written for a time.

use crate::clock;
use crate::state::App;
use crate::store;
use std::time::Duration;

/// How often it is looked whether a time has come: nobody waits longer for what was to be there at eight.
const LOOK: Duration = Duration::from_secs(10);

/// Publishes what is to be published, for ever. Every server does this; one of them finds what there is to do. It rests while
/// the clock cannot be believed.
pub async fn keep(app: App) {
    loop {
        if let Some(now) = clock::sure() {
            match store::scheduled::publish_due(&app.db, app.community, now).await {
                Ok(Some(revision)) => app.heard_of(revision),
                Ok(None) => {}
                Err(error) => tracing::warn!(%error, "what was to be published could not be"),
            }
        }
        tokio::time::sleep(LOOK).await;
    }
}
