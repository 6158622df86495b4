//! The job that reminds people of what they have signed up for: the evening before and an hour before.

use crate::clock;
use crate::state::App;
use crate::store;
use std::time::Duration;

/// How often it is looked whether somebody is to be reminded.
const LOOK: Duration = Duration::from_secs(60);

/// Reminds people, for ever. Every server does this; a reminder has one name, so of several one makes it. It rests while the clock
/// cannot be believed.
pub async fn keep(app: App) {
    loop {
        if let Some(now) = clock::sure() {
            match store::reminder::remind_due(&app.db, app.community, now).await {
                Ok(Some(revision)) => app.heard_of(revision),
                Ok(None) => {}
                Err(error) => tracing::warn!(%error, "people could not be reminded"),
            }
        }
        tokio::time::sleep(LOOK).await;
    }
}
