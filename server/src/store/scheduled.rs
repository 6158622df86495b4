//! What waits for the time at which it is published, and publishing it, in one transaction that holds the community's lock. Several
//! servers may want to at the same time: whoever comes second finds nothing left to do.

use crate::db::{Db, Tx};
use crate::error::away;
use crate::store::{change, community, resident, series};
use crate::{execute, fetch_all, fetch_optional};
use domain::facts::Facts;
use domain::id::{CommunityId, OrganizationId, ResidentId, ScheduledId};
use domain::permission::Actor;
use domain::resident::Person;
use domain::scheduled::{Scheduled, due};
use domain::when::Moment;
use uuid::Uuid;

/// What waits under an identity.
pub async fn load(tx: &mut Tx, id: ScheduledId) -> sqlx::Result<Option<Scheduled>> {
    let line = fetch_optional!(
        tx,
        (Uuid, Uuid, String, i64, String, Option<String>),
        "select s.organization, s.said_by, case when r.called = '' then r.name else r.called end, s.publish_at,
            s.content, s.refused
         from scheduled s
         join resident r on r.community = s.community and r.resident = s.said_by
         where s.community = $1 and s.scheduled = $2",
        tx.community.0,
        id.0
    )?;
    let Some((organization, by, name, publish_at, content, refused)) = line else { return Ok(None) };
    Ok(Some(Scheduled {
        id,
        organization: OrganizationId(organization),
        by: Person { id: ResidentId(by), name },
        publish_at: Moment(publish_at),
        content: read(&content)?,
        refused: refused.as_deref().map(read).transpose()?,
    }))
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> sqlx::Result<T> {
    serde_json::from_str(text).map_err(|error| sqlx::Error::Decode(error.into()))
}

fn written<T: serde::Serialize>(value: &T) -> sqlx::Result<String> {
    serde_json::to_string(value).map_err(|error| sqlx::Error::Encode(error.into()))
}

/// Writes what waits. What is posted stays as it was written.
pub async fn save(tx: &mut Tx, row: &Scheduled) -> sqlx::Result<()> {
    execute!(
        tx,
        "insert into scheduled (community, scheduled, organization, said_by, publish_at, activity, content, refused,
            picture)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (community, scheduled) do update set said_by = excluded.said_by,
            publish_at = excluded.publish_at, refused = excluded.refused",
        tx.community.0,
        row.id.0,
        row.organization.0,
        row.by.id.0,
        row.publish_at.0,
        row.content.activity.0,
        written(&row.content)?,
        row.refused.as_ref().map(written).transpose()?,
        row.content.draft.picture.map(|id| id.0)
    )?;
    Ok(())
}

/// Takes away what was published or thrown away.
pub async fn remove(tx: &mut Tx, id: ScheduledId) -> sqlx::Result<()> {
    execute!(tx, "delete from scheduled where community = $1 and scheduled = $2", tx.community.0, id.0)?;
    Ok(())
}

/// The facts for saying anew when something is published: what waits, and all that posting it may look at.
pub async fn add_facts(tx: &mut Tx, facts: &mut Facts, id: ScheduledId) -> sqlx::Result<()> {
    facts.scheduled = load(tx, id).await?;
    let post = facts.scheduled.as_ref().map(|row| row.content.command(row.organization));
    match post {
        Some(post) => series::add_facts(tx, facts, &post).await,
        None => Ok(()),
    }
}

/// What is to be published by now.
async fn wanted(tx: &mut Tx, now: Moment) -> sqlx::Result<Vec<(ScheduledId, ResidentId)>> {
    let lines = fetch_all!(
        tx,
        (Uuid, Uuid),
        "select scheduled, said_by from scheduled
         where community = $1 and publish_at <= $2 and refused is null order by publish_at, scheduled",
        tx.community.0,
        now.0
    )?;
    Ok(lines.into_iter().map(|(id, by)| (ScheduledId(id), ResidentId(by))).collect())
}

/// Publishes everything whose time has come; answers the revision with it, if there was any.
///
/// # Errors
/// When the database refuses: then nothing was published.
pub async fn publish_due(db: &Db, id: CommunityId, now: Moment) -> sqlx::Result<Option<i64>> {
    let mut tx = db.read(id).await?;
    let some = !wanted(&mut tx, now).await?.is_empty();
    drop(tx);
    if !some {
        return Ok(None);
    }
    let mut tx = db.write(id).await?;
    // The lock. What another server has published in the meantime is seen from here on.
    let revision = community::next_revision(&mut tx).await?;
    let wanted = wanted(&mut tx, now).await?;
    if wanted.is_empty() {
        return Ok(None);
    }
    for (id, by) in wanted {
        // One that cannot be written must not keep the others.
        execute!(tx, "savepoint post")?;
        let before = tx.held.clone();
        let mut published = publish(&mut tx, id, by, revision, now).await;
        if published.is_ok() {
            published = crate::store::settle(&mut tx).await;
        }
        match published {
            Ok(()) => {}
            Err(error) if away(&error) => return Err(error),
            Err(error) => {
                tracing::error!(%error, post = %id, "what was to be published now cannot be");
                // First, so that nothing of it is written any more.
                tx.held = before;
                execute!(tx, "rollback to savepoint post")?;
            }
        }
        execute!(tx, "release savepoint post")?;
    }
    if db.shared() {
        community::announce(&mut tx).await?;
    }
    tx.commit().await?;
    Ok(Some(revision))
}

/// On behalf of a person with the offices that they hold at this moment. That staff had the desk open was seen when they said so.
async fn publish(tx: &mut Tx, id: ScheduledId, by: ResidentId, revision: i64, now: Moment) -> sqlx::Result<()> {
    let actor = resident::me(tx, by, true).await?.unwrap_or_else(|| Actor { id: by, ..Actor::default() });
    let community = community::load(tx).await?.unwrap_or_default();
    let mut facts = Facts { now, actor, community, ..Facts::default() };
    add_facts(tx, &mut facts, id).await?;
    for change in due(&facts) {
        change::save(tx, &change, &facts, revision).await?;
    }
    Ok(())
}
