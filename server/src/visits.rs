//! The job that has somebody look after elders who live alone and have not fetched their meal.

use crate::clock;
use crate::state::App;
use crate::store;
use std::time::Duration;

/// How often it is looked whether lunch is over, or the neighbourhood has not answered in time.
const LOOK: Duration = Duration::from_secs(20);

/// Looks, for ever. Every server does this; one of them finds what there is to do. It rests while the clock cannot be believed.
pub async fn keep(app: App) {
    loop {
        if let Some(now) = clock::sure() {
            match store::visit::look(&app.db, app.community, now).await {
                Ok(Some(revision)) => app.heard_of(revision),
                Ok(None) => {}
                Err(error) => tracing::warn!(%error, "nobody could be asked to look after those who did not come"),
            }
        }
        tokio::time::sleep(LOOK).await;
    }
}
