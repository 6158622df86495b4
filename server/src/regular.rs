//! The job that orders what regular orders want, as soon as there is a menu.

use crate::clock;
use crate::state::App;
use crate::store;
use std::time::Duration;

/// How often it is looked whether there is a new menu, or something is left again of what was sold out. Where every day has its
/// order, that is a question or two.
const LOOK: Duration = Duration::from_secs(10);

/// Orders what is wanted, for ever. Every server does this; one of them finds what there is to do. It rests while the clock cannot
/// be believed.
pub async fn keep(app: App) {
    loop {
        if let Some(now) = clock::sure() {
            match store::regular::order_due(&app.db, app.community, now).await {
                Ok(Some(revision)) => app.heard_of(revision),
                Ok(None) => {}
                Err(error) => tracing::warn!(%error, "what is ordered regularly could not be"),
            }
        }
        tokio::time::sleep(LOOK).await;
    }
}
