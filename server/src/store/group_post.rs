//! What teams' own groups are still to hear. A post is made in the transaction of what it is about, leased to whoever says it, and goes
//! once it was said or given up.

use crate::db::{Db, Tx};
use crate::store::{community, word};
use crate::{execute, fetch_optional};
use domain::id::{CommunityId, OccurrenceId, OrganizationId};
use domain::notice::Kind;
use domain::unreached::again;
use domain::when::{MINUTE_MS, Moment};
use uuid::Uuid;

/// So long a post is its sender's: longer than any robot may take.
const LEASE_MS: i64 = 2 * MINUTE_MS;

/// A post that is to be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// Which.
    pub id: Uuid,
    /// In which team's group.
    pub organization: OrganizationId,
    /// What it says.
    pub kind: Kind,
    /// Of which activity.
    pub title: String,
    /// When it begins.
    pub starts: Moment,
    /// Why it is called off, or empty.
    pub reason: String,
    /// How often it was tried, this time included.
    pub tries: u32,
}

/// Writes a post that is to be said from now on. Of a date that is called off nobody hears any more that it is moved.
pub async fn save(
    tx: &mut Tx,
    (organization, kind, date): (OrganizationId, Kind, OccurrenceId),
    now: Moment,
) -> sqlx::Result<()> {
    if kind == Kind::CalledOff {
        execute!(
            tx,
            "delete from group_post where community = $1 and occurrence = $2 and kind = $3",
            tx.community.0,
            date.0,
            Kind::Moved.name()
        )?;
    }
    execute!(
        tx,
        "insert into group_post (community, group_post, organization, kind, occurrence, due) values ($1, $2, $3, $4, $5, $6)
         on conflict (community, group_post) do nothing",
        tx.community.0,
        Uuid::new_v5(&date.0, format!("{}:{}", kind.name(), now.0).as_bytes()),
        organization.0,
        kind.name(),
        date.0,
        now.0
    )?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Line {
    group_post: Uuid,
    organization: Uuid,
    kind: String,
    title: String,
    starts: i64,
    reason: String,
    tries: i64,
}

async fn due(tx: &mut Tx, now: Moment) -> sqlx::Result<Option<Line>> {
    fetch_optional!(
        tx,
        Line,
        "select g.group_post, g.organization, g.kind, a.title, o.starts, coalesce(o.cancelled, '') as reason, g.tries
         from group_post g
         join occurrence o on o.community = g.community and o.occurrence = g.occurrence
         join activity a on a.community = o.community and a.activity = o.activity
         where g.community = $1 and g.due <= $2 order by g.due, g.group_post limit 1",
        tx.community.0,
        now.0
    )
}

/// Takes the next post that is to be said by now. Until the lease is over nobody else takes it.
///
/// # Errors
/// When the database refuses: then none is to be said.
pub async fn take(db: &Db, id: CommunityId, now: Moment) -> sqlx::Result<Option<Post>> {
    let mut tx = db.read(id).await?;
    let some = due(&mut tx, now).await?.is_some();
    drop(tx);
    if !some {
        return Ok(None);
    }
    let mut tx = db.write(id).await?;
    community::lock(&mut tx).await?;
    let Some(line) = due(&mut tx, now).await? else { return Ok(None) };
    execute!(
        tx,
        "update group_post set due = $3, tries = tries + 1 where community = $1 and group_post = $2",
        tx.community.0,
        line.group_post,
        now.plus_ms(LEASE_MS).0
    )?;
    tx.commit().await?;
    Ok(Kind::named(&line.kind).map(|kind| Post {
        id: line.group_post,
        organization: OrganizationId(line.organization),
        kind,
        title: line.title,
        starts: Moment(line.starts),
        reason: line.reason,
        tries: word::count(line.tries) + 1,
    }))
}

/// A post was said, or never will be (`over`), or is to be tried again. Answers whether it was given up for that.
///
/// # Errors
/// When the database refuses: then it is tried again after the lease.
pub async fn settle(db: &Db, id: CommunityId, post: &Post, over: bool, now: Moment) -> sqlx::Result<bool> {
    let mut tx = db.write(id).await?;
    community::lock(&mut tx).await?;
    let next = again(post.tries, now).filter(|_| !over);
    match next {
        Some(at) => execute!(
            tx,
            "update group_post set due = $3 where community = $1 and group_post = $2",
            tx.community.0,
            post.id,
            at.0
        )?,
        None => {
            execute!(tx, "delete from group_post where community = $1 and group_post = $2", tx.community.0, post.id)?
        }
    };
    tx.commit().await?;
    Ok(next.is_none() && !over)
}
