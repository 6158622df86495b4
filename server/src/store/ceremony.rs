//! What authenticators were asked and have not answered yet. In the database, because the answer may reach another server.

use crate::db::Tx;
use crate::{execute, fetch_optional};
use domain::id::{DeviceId, ResidentId};
use domain::when::{MINUTE_MS, Moment};

/// How long a question is good.
pub const CEREMONY_MS: i64 = 5 * MINUTE_MS;

/// What a question is for. An answer to one is none to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To make a new passkey.
    Add,
    /// To open the desk.
    Unlock,
}

impl Purpose {
    fn word(self) -> &'static str {
        match self {
            Purpose::Add => "add",
            Purpose::Unlock => "unlock",
        }
    }
}

/// Remembers a question to an account on a phone, in place of an earlier one, and forgets those that nobody answered in time.
pub async fn begin(
    tx: &mut Tx,
    device: DeviceId,
    resident: ResidentId,
    purpose: Purpose,
    state: &str,
    now: Moment,
) -> sqlx::Result<()> {
    execute!(tx, "delete from ceremony where community = $1 and until <= $2", tx.community.0, now.0)?;
    execute!(
        tx,
        "insert into ceremony (community, device, resident, purpose, state, until) values ($1, $2, $3, $4, $5, $6)
         on conflict (community, device, resident, purpose) do update set state = excluded.state, until = excluded.until",
        tx.community.0,
        device.0,
        resident.0,
        purpose.word(),
        state,
        now.plus_ms(CEREMONY_MS).0
    )?;
    Ok(())
}

/// Takes the question that an answer is for: there is one answer, right or wrong.
pub async fn take(
    tx: &mut Tx,
    device: DeviceId,
    resident: ResidentId,
    purpose: Purpose,
    now: Moment,
) -> sqlx::Result<Option<String>> {
    let line = fetch_optional!(
        tx,
        (String, i64),
        "delete from ceremony where community = $1 and device = $2 and resident = $3 and purpose = $4
         returning state, until",
        tx.community.0,
        device.0,
        resident.0,
        purpose.word()
    )?;
    Ok(line.filter(|(_, until)| now.0 < *until).map(|(state, _)| state))
}
