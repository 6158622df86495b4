//! The job that ends offers of places which nobody answered in time, and leases of places that are over.

use crate::clock;
use crate::state::App;
use crate::store;
use std::time::Duration;

/// How often it is looked whether an offer or a lease is over. A command about places looks by itself.
const LOOK: Duration = Duration::from_secs(60);

/// Ends offers and leases that are over, for ever. Every server does this; one of them finds what there is to do. It rests while
/// the clock cannot be believed.
pub async fn keep(app: App) {
    loop {
        if let Some(now) = clock::sure() {
            match store::waiting::lapse_all(&app.db, app.community, now).await {
                Ok(Some(revision)) => app.heard_of(revision),
                Ok(None) => {}
                Err(error) => tracing::warn!(%error, "offers and leases that are over could not be ended"),
            }
        }
        tokio::time::sleep(LOOK).await;
    }
}
