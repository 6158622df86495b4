//! The job that draws lotteries whose entries have closed, and the number that puts a party in order. The rule is the domain's
//! ([`domain::lottery`]).

use crate::clock;
use crate::secret::{sha256, unhex};
use crate::state::App;
use crate::store;
use domain::id::SignupId;
use std::time::Duration;

/// How often it is looked whether entries have closed.
const LOOK: Duration = Duration::from_secs(60);

/// SHA-256 of the seed's bytes followed by the sixteen bytes of the sign-up's identity.
pub fn value(seed: &str, signup: SignupId) -> Vec<u8> {
    let mut bytes = unhex(seed);
    bytes.extend_from_slice(signup.0.as_bytes());
    sha256(&bytes)
}

/// Draws what is to be drawn, for ever. It rests while the clock cannot be believed.
pub async fn keep(app: App) {
    loop {
        if let Some(now) = clock::sure() {
            match store::lottery::draw_due(&app.db, app.community, now).await {
                Ok(Some(revision)) => app.heard_of(revision),
                Ok(None) => {}
                Err(error) => tracing::warn!(%error, "a lottery could not be drawn"),
            }
        }
        tokio::time::sleep(LOOK).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::hex;

    /// With other tools: `printf '000102ff00000000000000000000000000000007' | xxd -r -p | sha256sum`.
    #[test]
    fn the_value_is_the_hash_of_seed_and_identity_as_bytes() {
        let value = value("000102ff", SignupId(uuid::Uuid::from_u128(7)));
        assert_eq!(hex(&value), "557cef06bb417e50bd15cff3b6906f2b96ba1129144c90a313118079d1bdf99c");
    }
}
