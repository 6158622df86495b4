//! Phones that ring (手机弹出提醒): which, for whom, until when they have been told, and the key that says who rings.
//!
//! Nothing is queued. A phone is due when its person has a message that is newer than what it rang for and was seen nowhere, so ten
//! messages are one ring, and whoever has looked is left in peace. As with text messages every step is a transaction under the
//! community's lock, and what is being rung is leased to whoever rings it: several servers ring each phone once. A ring at night is for
//! what cannot wait, and for nothing else: what can is rung for in the morning, though it was made before.

use crate::db::{Db, Tx};
use crate::store::{community, word};
use crate::{execute, fetch_optional};
use domain::device::Device;
use domain::id::{CommunityId, DeviceId, ResidentId};
use domain::notice::reminder::{awake, morning, quiet};
use domain::unreached::{MORNING_MS, again};
use domain::when::{HOUR_MS, MINUTE_MS, Moment};
use uuid::Uuid;

/// So long a phone is its ringer's: longer than any service may take.
const LEASE_MS: i64 = 2 * MINUTE_MS;
/// A phone that has just rung is quiet for so long.
const PAUSE_MS: i64 = MINUTE_MS;
/// For what is older no phone rings any more.
const FRESH_MS: i64 = 12 * HOUR_MS;

/// What rings a phone, as its browser says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receiver {
    /// The address at the browser's service.
    pub endpoint: String,
    /// The browser's public key, for this alone.
    pub p256dh: Vec<u8>,
    /// The secret of the browser and us.
    pub auth: Vec<u8>,
    /// Its person reads English.
    pub english: bool,
}

/// A phone that is to be rung.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ring {
    /// Which.
    pub device: DeviceId,
    /// Where, and how it is locked.
    pub receiver: Receiver,
    /// Its person stands before a locked door otherwise.
    pub urgent: bool,
    /// How often it has been tried, this time included.
    pub tries: u32,
    /// The newest message that it rings for.
    until: Moment,
    /// It rings for what cannot wait until morning alone.
    night: bool,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rung {
    /// The service has taken it on. Nobody knows whether anybody looks.
    Taken,
    /// There is no such phone any more.
    Gone,
    /// The service will not take this one.
    Refused,
    /// Nobody knows; it is tried again.
    Trouble,
}

/// The key with which this community rings, once it has one.
pub async fn secret(tx: &mut Tx) -> sqlx::Result<Option<Vec<u8>>> {
    let line = fetch_optional!(tx, (Vec<u8>,), "select secret from alert_key where community = $1", tx.community.0)?;
    Ok(line.map(|(secret,)| secret))
}

/// Gives it one. The first stays, whoever made it.
pub async fn save_secret(tx: &mut Tx, secret: &[u8]) -> sqlx::Result<()> {
    execute!(
        tx,
        "insert into alert_key (community, secret) values ($1, $2) on conflict (community) do nothing",
        tx.community.0,
        secret
    )?;
    Ok(())
}

/// Whether a phone rings for this account.
pub async fn rings(tx: &mut Tx, device: DeviceId, resident: ResidentId) -> sqlx::Result<bool> {
    let line = fetch_optional!(
        tx,
        (Uuid,),
        "select device from alert where community = $1 and device = $2 and resident = $3",
        tx.community.0,
        device.0,
        resident.0
    )?;
    Ok(line.is_some())
}

/// From now on a phone rings for this account, and for no other one. A browser has one address: whoever had it before has not.
pub async fn save(
    tx: &mut Tx,
    device: DeviceId,
    resident: ResidentId,
    row: &Receiver,
    now: Moment,
) -> sqlx::Result<()> {
    execute!(
        tx,
        "delete from alert where community = $1 and (device = $2 or endpoint = $3)",
        tx.community.0,
        device.0,
        row.endpoint.as_str()
    )?;
    execute!(
        tx,
        "insert into alert (community, device, resident, endpoint, p256dh, auth, lang, made, told, due)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $8)",
        tx.community.0,
        device.0,
        resident.0,
        row.endpoint.as_str(),
        row.p256dh.as_slice(),
        row.auth.as_slice(),
        if row.english { "en" } else { "zh" },
        now.0
    )?;
    Ok(())
}

/// A phone rings for this account no more.
pub async fn remove(tx: &mut Tx, device: DeviceId, resident: ResidentId) -> sqlx::Result<()> {
    execute!(
        tx,
        "delete from alert where community = $1 and device = $2 and resident = $3",
        tx.community.0,
        device.0,
        resident.0
    )?;
    Ok(())
}

/// A phone does not ring for whoever is signed out of it, nor for somebody else than who has just signed in there.
pub(super) async fn follow(tx: &mut Tx, row: &Device) -> sqlx::Result<()> {
    if row.revoked.is_some() {
        return remove(tx, row.id, row.resident).await;
    }
    execute!(
        tx,
        "delete from alert where community = $1 and device = $2 and resident <> $3",
        tx.community.0,
        row.id.0,
        row.resident.0
    )?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Line {
    device: Uuid,
    endpoint: String,
    p256dh: Vec<u8>,
    auth: Vec<u8>,
    lang: String,
    tries: i64,
    newest: i64,
    urgent: bool,
}

/// Phones with the messages that they have not rung for: those of `$rest` alone.
macro_rules! select_due {
    ($rest:expr) => {
        concat!(
            "select a.device, a.endpoint, a.p256dh, a.auth, a.lang, a.tries, max(n.made) as newest,
                max(case when n.kind in ('moved', 'called_off', 'shift_off') then 1 else 0 end) = 1 as urgent
             from alert a
             join notice n on n.community = a.community and n.resident = a.resident and n.seen is null and n.made > a.told
             where a.community = $1 and a.due <= $2 and n.made > $3 and ",
            $rest,
            " group by a.device, a.endpoint, a.p256dh, a.auth, a.lang, a.tries, a.due order by a.due, a.device limit 1"
        )
    };
}

/// A message that nobody can do without, of what begins before `$4`.
macro_rules! cannot_wait {
    () => {
        "(n.kind in ('moved', 'called_off', 'shift_off') and $4 > coalesce(
            (select o.starts from occurrence o
               where o.community = n.community and n.matter = 'occurrence' and o.occurrence = n.subject),
            (select f.starts from shift f
               where f.community = n.community and n.matter = 'shift' and f.shift = n.subject), $4))"
    };
}

/// At night a phone rings for what nobody can do without, and where there would be no time left in the morning. By day it rings for
/// everything else that was made meanwhile, too.
async fn to_ring(tx: &mut Tx, now: Moment) -> sqlx::Result<Option<Line>> {
    let (community, fresh) = (tx.community.0, now.plus_ms(-FRESH_MS).0);
    // By day that is what could not wait last night.
    let soon = if quiet(now) { awake(now) } else { morning(now) }.plus_ms(MORNING_MS).0;
    if quiet(now) {
        let sql = select_due!(concat!("n.made > a.night and ", cannot_wait!()));
        return fetch_optional!(tx, Line, sql, community, now.0, fresh, soon);
    }
    let sql = select_due!(concat!("not (n.made <= a.night and ", cannot_wait!(), ")"));
    fetch_optional!(tx, Line, sql, community, now.0, fresh, soon)
}

/// Takes the next phone that is to be rung by now. Until the lease is over nobody else takes it.
///
/// # Errors
/// When the database refuses: then none is to be rung.
pub async fn take(db: &Db, id: CommunityId, now: Moment) -> sqlx::Result<Option<Ring>> {
    let mut tx = db.read(id).await?;
    let some = to_ring(&mut tx, now).await?.is_some();
    drop(tx);
    if !some {
        return Ok(None);
    }
    let mut tx = db.write(id).await?;
    // The lock. What another server has done in the meantime is seen from here on.
    community::lock(&mut tx).await?;
    let Some(line) = to_ring(&mut tx, now).await? else { return Ok(None) };
    execute!(
        tx,
        "update alert set due = $3, tries = tries + 1 where community = $1 and device = $2",
        tx.community.0,
        line.device,
        now.plus_ms(LEASE_MS).0
    )?;
    tx.commit().await?;
    let Line { device, endpoint, p256dh, auth, lang, tries, newest, urgent } = line;
    let receiver = Receiver { endpoint, p256dh, auth, english: lang == "en" };
    let (device, tries, until) = (DeviceId(device), word::count(tries) + 1, Moment(newest));
    Ok(Some(Ring { device, receiver, urgent, tries, until, night: quiet(now) }))
}

/// Writes what became of it: true where it is given up. Somebody else may have the phone by now: theirs is let be.
///
/// # Errors
/// When the database refuses: then it is tried again after the lease.
pub async fn settle(db: &Db, id: CommunityId, ring: &Ring, rung: Rung, now: Moment) -> sqlx::Result<bool> {
    let mut tx = db.write(id).await?;
    community::lock(&mut tx).await?;
    let next = again(ring.tries, now).filter(|_| rung == Rung::Trouble);
    let endpoint = ring.receiver.endpoint.as_str();
    match (rung, next) {
        (Rung::Gone, _) => execute!(
            tx,
            "delete from alert where community = $1 and device = $2 and endpoint = $3",
            tx.community.0,
            ring.device.0,
            endpoint
        )?,
        (_, Some(at)) => execute!(
            tx,
            "update alert set due = $4 where community = $1 and device = $2 and endpoint = $3",
            tx.community.0,
            ring.device.0,
            endpoint,
            at.0
        )?,
        (_, None) if ring.night => execute!(
            tx,
            "update alert set night = $4, due = $5, tries = 0 where community = $1 and device = $2 and endpoint = $3",
            tx.community.0,
            ring.device.0,
            endpoint,
            ring.until.0,
            now.plus_ms(PAUSE_MS).0
        )?,
        (_, None) => execute!(
            tx,
            "update alert set told = $4, due = $5, tries = 0 where community = $1 and device = $2 and endpoint = $3",
            tx.community.0,
            ring.device.0,
            endpoint,
            ring.until.0,
            now.plus_ms(PAUSE_MS).0
        )?,
    };
    tx.commit().await?;
    Ok(next.is_none() && matches!(rung, Rung::Refused | Rung::Trouble))
}
