//! The community's own row, its revision and its epoch.

use crate::db::{Db, Tx};
use crate::store::{meal, subsidy};
use crate::{execute, fetch_all, fetch_optional};
use domain::community::Community;
use domain::id::CommunityId;
use domain::when::Clock;
use uuid::Uuid;

type Line = (String, String, String, i64, i64, i64, i64);

fn clock(minutes: i64) -> Clock {
    Clock(u16::try_from(minutes).unwrap_or(0))
}

/// The community of this transaction.
pub async fn load(tx: &mut Tx) -> sqlx::Result<Option<Community>> {
    if let known @ Some(_) = tx.known::<Community>(&()) {
        return Ok(known);
    }
    let id = tx.community;
    let line = fetch_optional!(
        tx,
        Line,
        "select name, phone, address, cutoff_days, cutoff, pickup_from, pickup_until from community where community = $1",
        id.0
    )?;
    let mut row = line.map(|(name, phone, address, cutoff_days, cutoff, from, until)| Community {
        id,
        name,
        phone,
        address,
        cutoff_days: i32::try_from(cutoff_days).unwrap_or(1),
        cutoff: clock(cutoff),
        pickup_from: clock(from),
        pickup_until: clock(until),
        // They change all the time, and are read by those who need them.
        quotas: Vec::new(),
        subsidies: Vec::new(),
        meals: Vec::new(),
        meal_quotas: Vec::new(),
    });
    if let Some(row) = &mut row {
        row.subsidies = subsidy::all(tx).await?;
        row.meals = meal::all(tx).await?;
        tx.keep(&*row);
    }
    Ok(row)
}

/// The communities in this database. A file holds one; on PostgreSQL there may be many side by side.
pub async fn all(db: &Db) -> sqlx::Result<Vec<CommunityId>> {
    let mut tx = db.read(CommunityId::default()).await?;
    let lines = fetch_all!(tx, (Uuid,), "select community from community order by name, community")?;
    Ok(lines.into_iter().map(|(id,)| CommunityId(id)).collect())
}

/// Takes the community's lock: from here on nobody else writes in it, on either database, and this transaction counts the
/// revisions by itself until its commit.
pub async fn lock(tx: &mut Tx) -> sqlx::Result<()> {
    let line = fetch_optional!(
        tx,
        (i64,),
        "update community set revision = revision where community = $1 returning revision",
        tx.community.0
    )?;
    tx.held.revision = line.map(|(revision,)| (revision, false));
    Ok(())
}

/// Takes the next revision. Where the lock is not held yet, this takes it.
pub async fn next_revision(tx: &mut Tx) -> sqlx::Result<i64> {
    if let Some((revision, waits)) = &mut tx.held.revision {
        (*revision, *waits) = (*revision + 1, true);
        return Ok(*revision);
    }
    let line = fetch_optional!(
        tx,
        (i64,),
        "update community set revision = revision + 1 where community = $1 returning revision",
        tx.community.0
    )?;
    line.map(|(revision,)| revision).ok_or(sqlx::Error::RowNotFound)
}

/// Writes the revision that a transaction has counted to.
pub(super) async fn settle(tx: &mut Tx) -> sqlx::Result<()> {
    if let Some((revision, true)) = tx.held.revision {
        execute!(tx, "update community set revision = $2 where community = $1", tx.community.0, revision)?;
        tx.held.revision = Some((revision, false));
    }
    Ok(())
}

/// Tells the other servers on the same PostgreSQL that there will be a new revision.
pub async fn announce(tx: &mut Tx) -> sqlx::Result<()> {
    execute!(tx, "select pg_notify('xishan', $1)", tx.community.to_string()).map(drop)
}

/// The revision that a transaction which may write has come to.
pub async fn reached(tx: &mut Tx) -> sqlx::Result<i64> {
    settle(tx).await?;
    match tx.held.revision {
        Some((revision, _)) => Ok(revision),
        None => Ok(revision(tx).await?.0),
    }
}

/// The revision that this transaction sees, and the epoch of the database.
pub async fn revision(tx: &mut Tx) -> sqlx::Result<(i64, String)> {
    settle(tx).await?;
    let line = fetch_optional!(
        tx,
        (i64, String),
        "select revision, epoch from community where community = $1",
        tx.community.0
    )?;
    Ok(line.unwrap_or_default())
}

/// Writes the community's row; a new one gets a new epoch.
pub async fn save(tx: &mut Tx, row: &Community) -> sqlx::Result<()> {
    tx.forget::<Community>(&());
    execute!(
        tx,
        "insert into community (community, name, phone, address, cutoff_days, cutoff, pickup_from, pickup_until, epoch)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (community) do update set name = excluded.name, phone = excluded.phone,
            address = excluded.address, cutoff_days = excluded.cutoff_days, cutoff = excluded.cutoff,
            pickup_from = excluded.pickup_from, pickup_until = excluded.pickup_until",
        row.id.0,
        &row.name,
        &row.phone,
        &row.address,
        i64::from(row.cutoff_days),
        i64::from(row.cutoff.0),
        i64::from(row.pickup_from.0),
        i64::from(row.pickup_until.0),
        crate::secret::token()
    )?;
    subsidy::save_all(tx, &row.subsidies).await?;
    meal::save_all(tx, &row.meals).await
}

/// Whether the community is the demonstration, and no real one.
pub async fn is_demo(tx: &mut Tx) -> sqlx::Result<bool> {
    let line = fetch_optional!(tx, (bool,), "select demo from community where community = $1", tx.community.0)?;
    Ok(line.is_some_and(|(demo,)| demo))
}

/// Notes whether the community is the demonstration.
pub async fn mark_demo(tx: &mut Tx, demo: bool) -> sqlx::Result<()> {
    execute!(tx, "update community set demo = $2 where community = $1", tx.community.0, demo).map(drop)
}

/// Begins a new life: phones that know the old one take everything anew and send again what was not yet confirmed to them.
pub async fn renew_epoch(tx: &mut Tx) -> sqlx::Result<()> {
    execute!(tx, "update community set epoch = $1", crate::secret::token())?;
    Ok(())
}
