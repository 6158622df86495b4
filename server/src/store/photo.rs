//! Photos. Re-encoded before they come here, so they hold a picture and nothing else.

use crate::db::Tx;
use crate::{execute, fetch_optional};
use domain::id::{PhotoId, ResidentId};
use domain::when::Moment;
use uuid::Uuid;

/// The owner of a photo, if it is there.
pub async fn owner(tx: &mut Tx, id: PhotoId) -> sqlx::Result<Option<ResidentId>> {
    let line = fetch_optional!(
        tx,
        (Uuid,),
        "select owner from photo where community = $1 and photo = $2",
        tx.community.0,
        id.0
    )?;
    Ok(line.map(|(owner,)| ResidentId(owner)))
}

/// Whether a photo belongs to a report of whoever has sent it. That somebody else names it shows it to nobody.
pub async fn filed(tx: &mut Tx, id: PhotoId) -> sqlx::Result<bool> {
    let line = fetch_optional!(
        tx,
        (i64,),
        "select count(*) from report_photo f
         join report r on r.community = f.community and r.report = f.report
         join photo p on p.community = f.community and p.photo = f.photo and p.owner = r.reporter
         where f.community = $1 and f.photo = $2",
        tx.community.0,
        id.0
    )?;
    Ok(line.is_some_and(|(n,)| n > 0))
}

/// How many photos and bytes a person has stored.
pub async fn used(tx: &mut Tx, owner: ResidentId) -> sqlx::Result<(i64, i64)> {
    let line = fetch_optional!(
        tx,
        (i64, i64),
        "select count(*), cast(coalesce(sum(length(body) + coalesce(length(small), 0)), 0) as bigint) from photo
         where community = $1 and owner = $2",
        tx.community.0,
        owner.0
    )?;
    Ok(line.unwrap_or_default())
}

/// The JPEG.
pub async fn body(tx: &mut Tx, id: PhotoId) -> sqlx::Result<Option<Vec<u8>>> {
    let line = fetch_optional!(
        tx,
        (Vec<u8>,),
        "select body from photo where community = $1 and photo = $2",
        tx.community.0,
        id.0
    )?;
    Ok(line.map(|(body,)| body))
}

/// The small JPEG, or the large one of a photo that has no other.
pub async fn small(tx: &mut Tx, id: PhotoId) -> sqlx::Result<Option<Vec<u8>>> {
    let line = fetch_optional!(
        tx,
        (Vec<u8>,),
        "select coalesce(small, body) from photo where community = $1 and photo = $2",
        tx.community.0,
        id.0
    )?;
    Ok(line.map(|(body,)| body))
}

/// Keeps the small one of a photo that was just kept. One that somebody else has sent under the same identity stays as it is.
pub async fn save_small(tx: &mut Tx, id: PhotoId, owner: ResidentId, small: &[u8]) -> sqlx::Result<()> {
    execute!(
        tx,
        "update photo set small = $4 where community = $1 and photo = $2 and owner = $3 and small is null",
        tx.community.0,
        id.0,
        owner.0,
        small
    )?;
    Ok(())
}

/// Keeps a photo; a second time with the same identity changes nothing.
pub async fn save(tx: &mut Tx, id: PhotoId, owner: ResidentId, body: &[u8], now: Moment) -> sqlx::Result<()> {
    execute!(
        tx,
        "insert into photo (community, photo, owner, made, body) values ($1, $2, $3, $4, $5)
         on conflict (community, photo) do nothing",
        tx.community.0,
        id.0,
        owner.0,
        now.0,
        body
    )?;
    Ok(())
}
