//! Failed attempts to sign in, per origin. After five, each failure doubles the wait, to a quarter of an hour at most; never a
//! lock for good, so nobody can lock a neighbour out.

use crate::db::Tx;
use crate::{execute, fetch_optional};
use domain::when::{MINUTE_MS, Moment};

/// Free tries.
const FREE: i64 = 5;
/// The longest wait.
const LONGEST_MS: i64 = 15 * MINUTE_MS;

/// Milliseconds to wait before the next try from `origin`; 0 is now.
pub async fn wait(tx: &mut Tx, origin: &str, now: Moment) -> sqlx::Result<i64> {
    let line = fetch_optional!(
        tx,
        (i64,),
        "select blocked_until from sign_in_try where community = $1 and origin = $2",
        tx.community.0,
        origin
    )?;
    Ok(line.map_or(0, |(until,)| (until - now.0).max(0)))
}

/// Counts a failure.
pub async fn failed(tx: &mut Tx, origin: &str, now: Moment) -> sqlx::Result<()> {
    let line = fetch_optional!(
        tx,
        (i64,),
        "insert into sign_in_try (community, origin, failures, blocked_until) values ($1, $2, 1, 0)
         on conflict (community, origin) do update set failures = sign_in_try.failures + 1 returning failures",
        tx.community.0,
        origin
    )?;
    let failures = line.map_or(1, |(n,)| n);
    if failures >= FREE {
        let doublings = u32::try_from(failures - FREE).unwrap_or(0).min(10);
        let wait_ms = (30_000_i64 << doublings).min(LONGEST_MS);
        execute!(
            tx,
            "update sign_in_try set blocked_until = $3 where community = $1 and origin = $2",
            tx.community.0,
            origin,
            now.0 + wait_ms
        )?;
    }
    Ok(())
}

/// Forgets the failures of an origin.
pub async fn succeeded(tx: &mut Tx, origin: &str) -> sqlx::Result<()> {
    execute!(tx, "delete from sign_in_try where community = $1 and origin = $2", tx.community.0, origin)?;
    Ok(())
}
