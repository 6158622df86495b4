//! Phones that are signed in, and whose accounts are on them.

use crate::db::Tx;
use crate::store::alert;
use crate::store::rows::{filled, places};
use crate::{execute, fetch_all, fetch_optional, statement};
use domain::device::Device;
use domain::id::{DeviceId, ResidentId};
use domain::resident::Person;
use domain::when::{HOUR_MS, Moment};
use domain::wire::desk::DeskPhone;
use sqlx::AssertSqlSafe;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A phone that was not used for so long is signed out.
pub const IDLE_MS: i64 = 30 * 24 * HOUR_MS;

/// A phone that showed a valid token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    /// Which phone.
    pub device: DeviceId,
    /// Since when.
    pub made: Moment,
    /// When it was last used, to about an hour.
    pub seen: Moment,
}

/// One account on a phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Account {
    /// Whose.
    pub resident: ResidentId,
    /// The desk stays open until then at most.
    pub desk_until: Moment,
    /// The desk was last used then.
    pub desk_seen: Moment,
}

/// The phone that a token belongs to, while anybody is signed in on it.
pub async fn by_token(tx: &mut Tx, token_hash: &[u8]) -> sqlx::Result<Option<Session>> {
    let line = fetch_optional!(
        tx,
        (Uuid, i64, i64),
        "select v.device, v.made, v.seen from device v
         where v.community = $1 and v.token_hash = $2 and exists (
            select 1 from device_resident d
            where d.community = v.community and d.device = v.device and d.revoked is null)",
        tx.community.0,
        token_hash
    )?;
    Ok(line.map(|(device, made, seen)| Session { device: DeviceId(device), made: Moment(made), seen: Moment(seen) }))
}

/// The same for many tokens. (Looked up one by one: see `receipt`.)
pub async fn by_tokens(tx: &mut Tx, tokens: Vec<&[u8]>) -> sqlx::Result<BTreeMap<Vec<u8>, Session>> {
    if tokens.is_empty() {
        return Ok(BTreeMap::new());
    }
    let (community, asked) = (tx.community.0, filled(tokens));
    let rows: Vec<String> = (2..2 + asked.len()).map(|at| format!("(${at})")).collect();
    let sql = format!(
        "select asked.column1,
            (select v.device from device v where v.community = $1 and v.token_hash = asked.column1 and exists (
                select 1 from device_resident d
                where d.community = v.community and d.device = v.device and d.revoked is null)),
            (select v.made from device v where v.community = $1 and v.token_hash = asked.column1),
            (select v.seen from device v where v.community = $1 and v.token_hash = asked.column1)
         from (values {}) as asked",
        rows.join(", ")
    );
    let lines = statement!(tx, AssertSqlSafe(sql), |sql, connection| {
        let mut query = sqlx::query_as::<_, (Vec<u8>, Option<Uuid>, Option<i64>, Option<i64>)>(sql).bind(community);
        for token in &asked {
            query = query.bind(*token);
        }
        query.fetch_all(&mut **connection).await
    })?;
    let session = |(token, device, made, seen): (Vec<u8>, Option<Uuid>, Option<i64>, Option<i64>)| {
        Some((token, Session { device: DeviceId(device?), made: Moment(made?), seen: Moment(seen?) }))
    };
    Ok(lines.into_iter().filter_map(session).collect())
}

/// The living accounts of residents on phones, each looked up by itself.
pub async fn accounts(
    tx: &mut Tx,
    questions: Vec<(DeviceId, ResidentId)>,
) -> sqlx::Result<BTreeMap<(DeviceId, ResidentId), Account>> {
    if questions.is_empty() {
        return Ok(BTreeMap::new());
    }
    let (community, asked) = (tx.community.0, filled(questions));
    let rows: Vec<String> = (0..asked.len()).map(|at| format!("({})", places(2 + at * 2, 2))).collect();
    let sql = format!(
        "select asked.column1, asked.column2,
            (select d.desk_until from device_resident d where d.community = $1 and d.device = asked.column1
                and d.resident = asked.column2 and d.revoked is null),
            (select d.desk_seen from device_resident d where d.community = $1 and d.device = asked.column1
                and d.resident = asked.column2 and d.revoked is null)
         from (values {}) as asked",
        rows.join(", ")
    );
    let lines = statement!(tx, AssertSqlSafe(sql), |sql, connection| {
        let mut query = sqlx::query_as::<_, (Uuid, Uuid, Option<i64>, Option<i64>)>(sql).bind(community);
        for (device, resident) in &asked {
            query = query.bind(device.0).bind(resident.0);
        }
        query.fetch_all(&mut **connection).await
    })?;
    let account = |(device, resident, until, seen): (Uuid, Uuid, Option<i64>, Option<i64>)| {
        let resident = ResidentId(resident);
        let account = Account { resident, desk_until: Moment(until?), desk_seen: Moment(seen?) };
        Some(((DeviceId(device), resident), account))
    };
    Ok(lines.into_iter().filter_map(account).collect())
}

/// The living account of a resident on a phone.
pub async fn account(tx: &mut Tx, device: DeviceId, resident: ResidentId) -> sqlx::Result<Option<Account>> {
    let line = fetch_optional!(
        tx,
        (i64, i64),
        "select desk_until, desk_seen from device_resident
         where community = $1 and device = $2 and resident = $3 and revoked is null",
        tx.community.0,
        device.0,
        resident.0
    )?;
    Ok(line.map(|(until, seen)| Account { resident, desk_until: Moment(until), desk_seen: Moment(seen) }))
}

/// Everyone who is signed in on a phone, in the order of signing in.
pub async fn residents(tx: &mut Tx, device: DeviceId) -> sqlx::Result<Vec<Person>> {
    let lines = fetch_all!(
        tx,
        (Uuid, String),
        "select d.resident, r.name from device_resident d
         join resident r on r.community = d.community and r.resident = d.resident
         where d.community = $1 and d.device = $2 and d.revoked is null order by d.since, r.name",
        tx.community.0,
        device.0
    )?;
    Ok(lines.into_iter().map(|(id, name)| Person { id: ResidentId(id), name }).collect())
}

/// Everyone who was signed out of the phone that a token once belonged to, and has not signed in there again.
pub async fn revoked(tx: &mut Tx, token_hash: &[u8]) -> sqlx::Result<Vec<ResidentId>> {
    let lines = fetch_all!(
        tx,
        (Uuid,),
        "select d.resident from device_resident d
         join device v on v.community = d.community and v.device = d.device
         where v.community = $1 and v.token_hash = $2 and d.revoked is not null order by d.resident",
        tx.community.0,
        token_hash
    )?;
    Ok(lines.into_iter().map(|(id,)| ResidentId(id)).collect())
}

/// One account on a phone as its owner sees it: the device that is named and belongs to `resident`.
pub async fn load(tx: &mut Tx, device: DeviceId, resident: ResidentId) -> sqlx::Result<Option<Device>> {
    let line = fetch_optional!(
        tx,
        (String, i64, Option<i64>),
        "select v.label, d.since, d.revoked from device_resident d
         join device v on v.community = d.community and v.device = d.device
         where d.community = $1 and d.device = $2 and d.resident = $3",
        tx.community.0,
        device.0,
        resident.0
    )?;
    Ok(line.map(|(label, since, revoked)| Device {
        id: device,
        resident,
        label,
        since: Moment(since),
        revoked: revoked.map(Moment),
    }))
}

/// Every phone that a resident is signed in on.
pub async fn of(tx: &mut Tx, resident: ResidentId) -> sqlx::Result<Vec<Device>> {
    let lines = fetch_all!(
        tx,
        (Uuid, String, i64),
        "select d.device, v.label, d.since from device_resident d
         join device v on v.community = d.community and v.device = d.device
         where d.community = $1 and d.resident = $2 and d.revoked is null order by d.since, d.device",
        tx.community.0,
        resident.0
    )?;
    let phone = |(id, label, since)| Device { id: DeviceId(id), resident, label, since: Moment(since), revoked: None };
    Ok(lines.into_iter().map(phone).collect())
}

/// The same for the desk, with when each was last used; the latest first.
pub async fn seen(tx: &mut Tx, resident: ResidentId) -> sqlx::Result<Vec<DeskPhone>> {
    let lines = fetch_all!(
        tx,
        (Uuid, String, i64, i64),
        "select d.device, v.label, d.since, v.seen from device_resident d
         join device v on v.community = d.community and v.device = d.device
         where d.community = $1 and d.resident = $2 and d.revoked is null order by v.seen desc, d.device",
        tx.community.0,
        resident.0
    )?;
    let phone = |(id, label, since, seen): (_, _, i64, i64)| DeskPhone {
        id: DeviceId(id),
        label,
        since: Moment(since),
        // When a phone was used is noted once an hour: whoever signed in meanwhile used it then.
        seen: Moment(seen.max(since)),
    };
    Ok(lines.into_iter().map(phone).collect())
}

/// Who is signed in where changes: what is known of it is not so any more.
fn changed(tx: &mut Tx) {
    tx.held.signed = true;
    tx.held.asked.clear();
}

/// Makes a phone, or gives a known one a new token.
pub async fn save_token(
    tx: &mut Tx,
    device: DeviceId,
    token_hash: &[u8],
    label: &str,
    now: Moment,
) -> sqlx::Result<()> {
    changed(tx);
    execute!(
        tx,
        "insert into device (community, device, token_hash, label, made, seen) values ($1, $2, $3, $4, $5, $5)
         on conflict (community, device) do update set token_hash = excluded.token_hash, made = excluded.made,
            seen = excluded.seen",
        tx.community.0,
        device.0,
        token_hash,
        label,
        now.0
    )?;
    Ok(())
}

/// Notes that a phone is in use.
pub async fn touch(tx: &mut Tx, device: DeviceId, now: Moment) -> sqlx::Result<()> {
    execute!(tx, "update device set seen = $3 where community = $1 and device = $2", tx.community.0, device.0, now.0)?;
    Ok(())
}

/// Writes a resident's account on a phone.
pub async fn save(tx: &mut Tx, row: &Device) -> sqlx::Result<()> {
    changed(tx);
    execute!(
        tx,
        "insert into device_resident (community, device, resident, since, revoked) values ($1, $2, $3, $4, $5)
         on conflict (community, device, resident) do update set since = excluded.since, revoked = excluded.revoked,
            desk_until = 0, desk_seen = 0",
        tx.community.0,
        row.id.0,
        row.resident.0,
        row.since.0,
        row.revoked.map(|at| at.0)
    )?;
    alert::follow(tx, row).await
}

/// Locks the desk of a resident everywhere but on one phone. Answers on how many it was not locked.
pub async fn lock_others(tx: &mut Tx, device: DeviceId, resident: ResidentId) -> sqlx::Result<u64> {
    changed(tx);
    execute!(
        tx,
        "update device_resident set desk_until = 0, desk_seen = 0
         where community = $1 and resident = $2 and device <> $3 and desk_until > 0",
        tx.community.0,
        resident.0,
        device.0
    )
}

/// Notes the use of an open desk. One that was locked meanwhile stays locked.
pub async fn use_desk(tx: &mut Tx, device: DeviceId, resident: ResidentId, now: Moment) -> sqlx::Result<()> {
    changed(tx);
    execute!(
        tx,
        "update device_resident set desk_seen = $4
         where community = $1 and device = $2 and resident = $3 and desk_until > $5 and revoked is null",
        tx.community.0,
        device.0,
        resident.0,
        now.0,
        now.0
    )?;
    Ok(())
}

/// Opens the desk of a resident on a phone until `until`, or locks it.
pub async fn save_desk(
    tx: &mut Tx,
    device: DeviceId,
    resident: ResidentId,
    until: Moment,
    seen: Moment,
) -> sqlx::Result<()> {
    changed(tx);
    execute!(
        tx,
        "update device_resident set desk_until = $4, desk_seen = $5
         where community = $1 and device = $2 and resident = $3",
        tx.community.0,
        device.0,
        resident.0,
        until.0,
        seen.0
    )?;
    Ok(())
}
