//! The job that ends offers of places which nobody answered in time, leases of places that are over, and places on shifts to which a
//! child has not agreed in time.

use crate::clock;
use crate::state::App;
use crate::store;
use std::time::Duration;

/// How often it is looked whether an offer or a lease is over. A command about places looks by itself.
const LOOK: Duration = Duration::from_secs(60);

/// Ends offers, leases and waiting for a child that are over, for ever. Every server does this; one of them finds what there is to do. It rests while
/// the clock cannot be believed.
pub async fn keep(app: App) {
    loop {
        if let Some(now) = clock::sure() {
            match store::waiting::lapse_all(&app.db, app.community, now).await {
                Ok(Some(revision)) => app.heard_of(revision),
                Ok(None) => {}
                Err(error) => tracing::warn!(%error, "offers and leases that are over could not be ended"),
            }
            match store::duty::lapsing::lapse_all(&app.db, app.community, now).await {
                Ok(Some(revision)) => app.heard_of(revision),
                Ok(None) => {}
                Err(error) => tracing::warn!(%error, "places that no child has agreed to could not be freed"),
            }
        }
        tokio::time::sleep(LOOK).await;
    }
}
