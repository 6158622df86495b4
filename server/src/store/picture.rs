//! Pictures that everyone may see, re-encoded before they come here, and what names them: an activity, a dish, a date beside its
//! thanks, or an activity that waits for its time. One that nothing names any more is deleted.

use crate::db::{Db, RawTx, Tx};
use crate::store::community;
use crate::{execute, fetch_all, fetch_optional};
use domain::command::Command;
use domain::facts::Facts;
use domain::id::{CommunityId, OccurrenceId, OrganizationId, PhotoId, ResidentId};
use domain::occurrence::Occurrence;
use domain::thanks::PICTURES_MAX;
use domain::when::{HOUR_MS, Moment};
use uuid::Uuid;

/// What was sent and not named yet stays for a week: the phone with the command may be in a drawer, or on a journey.
pub const UNNAMED_MS: i64 = 7 * 24 * HOUR_MS;

/// A picture as a JPEG.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// For a page.
    pub body: Vec<u8>,
    /// For a list.
    pub small: Vec<u8>,
}

/// Whether a row that everyone may see names the picture.
macro_rules! shown {
    () => {
        "(exists (select 1 from activity n where n.community = picture.community and n.picture = picture.picture)
          or exists (select 1 from dish n where n.community = picture.community and n.picture = picture.picture)
          or exists (select 1 from occurrence_picture n
            where n.community = picture.community and n.picture = picture.picture))"
    };
}

/// Whether anything names it.
macro_rules! named {
    () => {
        concat!(
            "(exists (select 1 from scheduled n where n.community = picture.community and n.picture = picture.picture)
              or ",
            shown!(),
            ")"
        )
    };
}

/// Who has sent a picture, if it is there.
pub async fn owner(tx: &mut Tx, id: PhotoId) -> sqlx::Result<Option<ResidentId>> {
    let line = fetch_optional!(
        tx,
        (Uuid,),
        "select owner from picture where community = $1 and picture = $2",
        tx.community.0,
        id.0
    )?;
    Ok(line.map(|(owner,)| ResidentId(owner)))
}

/// How many pictures and bytes a person has stored.
pub async fn used(tx: &mut Tx, owner: ResidentId) -> sqlx::Result<(i64, i64)> {
    let line = fetch_optional!(
        tx,
        (i64, i64),
        "select count(*), cast(coalesce(sum(length(body) + length(small)), 0) as bigint) from picture
         where community = $1 and owner = $2",
        tx.community.0,
        owner.0
    )?;
    Ok(line.unwrap_or_default())
}

/// The JPEG of a picture that everyone may see, or the small one.
pub async fn shown(tx: &mut Tx, id: PhotoId, small: bool) -> sqlx::Result<Option<Vec<u8>>> {
    let line = fetch_optional!(
        tx,
        (Vec<u8>,),
        concat!(
            "select case when $3 then small else body end from picture where community = $1 and picture = $2 and ",
            shown!()
        ),
        tx.community.0,
        id.0,
        small
    )?;
    Ok(line.map(|(body,)| body))
}

/// Keeps a picture; a second time with the same identity changes nothing.
pub async fn save(tx: &mut Tx, id: PhotoId, owner: ResidentId, sizes: &Sizes, now: Moment) -> sqlx::Result<()> {
    execute!(
        tx,
        "insert into picture (community, picture, owner, made, body, small) values ($1, $2, $3, $4, $5, $6)
         on conflict (community, picture) do nothing",
        tx.community.0,
        id.0,
        owner.0,
        now.0,
        &sizes.body[..],
        &sizes.small[..]
    )?;
    Ok(())
}

/// The pictures of a date.
pub async fn of_date(tx: &mut Tx, id: OccurrenceId) -> sqlx::Result<Vec<PhotoId>> {
    let lines = fetch_all!(
        tx,
        (Uuid,),
        "select picture from occurrence_picture where community = $1 and occurrence = $2 order by place",
        tx.community.0,
        id.0
    )?;
    Ok(lines.into_iter().map(|(picture,)| PhotoId(picture)).collect())
}

/// Writes the pictures of a date: these and no others.
pub async fn save_of_date(tx: &mut Tx, id: OccurrenceId, pictures: &[PhotoId]) -> sqlx::Result<()> {
    tx.forget::<Occurrence>(&id);
    execute!(tx, "delete from occurrence_picture where community = $1 and occurrence = $2", tx.community.0, id.0)?;
    for (place, picture) in (0_i64..).zip(pictures) {
        execute!(
            tx,
            "insert into occurrence_picture (community, occurrence, place, picture) values ($1, $2, $3, $4)",
            tx.community.0,
            id.0,
            place,
            picture.0
        )?;
    }
    Ok(())
}

/// Adds whether the pictures that a command names can be shown. What waits for its time has been looked at when it was written,
/// and keeps its picture until then.
pub async fn add_facts(tx: &mut Tx, facts: &mut Facts, command: &Command) -> sqlx::Result<()> {
    if let Command::ShowDish { picture, .. } = command {
        if let Some(id) = picture {
            facts.no_picture = !cooked(tx, *id, facts.actor.id).await?;
        }
        return Ok(());
    }
    let (organization, pictures) = match command {
        Command::PostActivity { organization, draft, .. } => (Some(*organization), draft.picture.as_slice()),
        Command::SchedulePost { organization, content, .. } => (Some(*organization), content.draft.picture.as_slice()),
        Command::ChangeActivity { draft, .. } => {
            (facts.activity.as_ref().map(|activity| activity.organization), draft.picture.as_slice())
        }
        Command::SayThanks { pictures: Some(pictures), .. } => {
            (facts.occurrence.as_ref().map(|date| date.organization), pictures.as_slice())
        }
        _ => return Ok(()),
    };
    let Some(organization) = organization else { return Ok(()) };
    // More than these are refused without a look.
    for id in pictures.iter().take(PICTURES_MAX) {
        facts.no_picture |= !showable(tx, *id, facts.actor.id, organization).await?;
    }
    Ok(())
}

/// Whether a picture is there, and this person has sent it, or this team shows it already.
async fn showable(tx: &mut Tx, id: PhotoId, who: ResidentId, organization: OrganizationId) -> sqlx::Result<bool> {
    let line = fetch_optional!(
        tx,
        (Uuid,),
        "select picture from picture where community = $1 and picture = $2 and (owner = $3
            or exists (select 1 from activity n where n.community = picture.community
                and n.picture = picture.picture and n.organization = $4)
            or exists (select 1 from occurrence_picture n
                join occurrence o on o.community = n.community and o.occurrence = n.occurrence
                join activity a on a.community = o.community and a.activity = o.activity
                where n.community = picture.community and n.picture = picture.picture and a.organization = $4))",
        tx.community.0,
        id.0,
        who.0,
        organization.0
    )?;
    Ok(line.is_some())
}

/// Whether a picture is there, and this person has sent it, or the kitchen shows it already.
async fn cooked(tx: &mut Tx, id: PhotoId, who: ResidentId) -> sqlx::Result<bool> {
    let line = fetch_optional!(
        tx,
        (Uuid,),
        "select picture from picture where community = $1 and picture = $2 and (owner = $3
            or exists (select 1 from dish n where n.community = picture.community and n.picture = picture.picture))",
        tx.community.0,
        id.0,
        who.0
    )?;
    Ok(line.is_some())
}

/// Deletes those of the pictures that nothing names any more.
pub async fn remove(tx: &mut Tx, pictures: &[PhotoId]) -> sqlx::Result<()> {
    overwrite(tx, true).await?;
    for id in pictures {
        execute!(
            tx,
            concat!("delete from picture where community = $1 and picture = $2 and not ", named!()),
            tx.community.0,
            id.0
        )?;
    }
    overwrite(tx, false).await
}

/// SQLite leaves what was deleted in its file until it needs the room: the bytes of a picture are overwritten.
async fn overwrite(tx: &mut Tx, begins: bool) -> sqlx::Result<()> {
    if let RawTx::Sqlite(_) = &tx.raw {
        let how = if begins { "pragma secure_delete = on" } else { "pragma secure_delete = off" };
        execute!(tx, how)?;
    }
    Ok(())
}

/// The pictures that nothing has come to name.
async fn unnamed(tx: &mut Tx, now: Moment) -> sqlx::Result<Vec<PhotoId>> {
    let lines = fetch_all!(
        tx,
        (Uuid,),
        concat!(
            "select picture from picture where community = $1 and made < $2 and not ",
            named!(),
            " order by picture"
        ),
        tx.community.0,
        now.0 - UNNAMED_MS
    )?;
    Ok(lines.into_iter().map(|(id,)| PhotoId(id)).collect())
}

/// Deletes the pictures that were sent and that nothing has come to name; answers the revision then, if there were any.
///
/// # Errors
/// When the database refuses.
pub async fn collect(db: &Db, id: CommunityId, now: Moment) -> sqlx::Result<Option<i64>> {
    let mut tx = db.read(id).await?;
    let some = !unnamed(&mut tx, now).await?.is_empty();
    drop(tx);
    if !some {
        return Ok(None);
    }
    let mut tx = db.write(id).await?;
    // The lock: nothing comes to name one of them meanwhile.
    let revision = community::next_revision(&mut tx).await?;
    let unnamed = unnamed(&mut tx, now).await?;
    remove(&mut tx, &unnamed).await?;
    if db.shared() {
        community::announce(&mut tx).await?;
    }
    tx.commit().await?;
    Ok(Some(revision))
}
