//! The feed: the last state of each row as a scope may see it. A pull is one range scan.

use crate::db::Tx;
use crate::{execute, fetch_all, fetch_optional};
use domain::digest::Digest;
use domain::row::{Noun, Row, RowKey};
use domain::scope::Scope;
use uuid::Uuid;

/// One line as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Line {
    /// The noun's name.
    pub noun: String,
    /// The row's identity.
    pub id: Uuid,
    /// When it last changed.
    pub revision: i64,
    /// The row as JSON; none when it is gone.
    pub body: Option<String>,
}

/// Puts a row into a scope at a revision. A row that is the same as before keeps its revision, so that
/// nothing travels twice. Answers whether it changed.
pub async fn put(tx: &mut Tx, scope: Scope, row: &Row, revision: i64) -> sqlx::Result<bool> {
    let key = row.key();
    let body = serde_json::to_string(row).map_err(|error| sqlx::Error::Encode(error.into()))?;
    write(tx, scope, key, revision, Some(body)).await
}

/// Takes a row out of a scope.
pub async fn take(tx: &mut Tx, scope: Scope, key: RowKey, revision: i64) -> sqlx::Result<bool> {
    write(tx, scope, key, revision, None).await
}

async fn write(tx: &mut Tx, scope: Scope, key: RowKey, revision: i64, body: Option<String>) -> sqlx::Result<bool> {
    let changed = execute!(
        tx,
        "insert into feed (community, scope, noun, id, revision, body) values ($1, $2, $3, $4, $5, $6)
         on conflict (community, scope, noun, id) do update set revision = excluded.revision, body = excluded.body
         where coalesce(feed.body, '') <> coalesce(excluded.body, '')",
        tx.community.0,
        scope.to_string(),
        key.noun.name(),
        key.id,
        revision,
        body
    )?;
    Ok(changed > 0)
}

/// The rows of a scope that changed after `since`, in the order of their revisions. From 0: all that are there.
pub async fn since(tx: &mut Tx, scope: Scope, since: i64) -> sqlx::Result<Vec<Line>> {
    fetch_all!(
        tx,
        Line,
        "select noun, id, revision, body from feed
         where community = $1 and scope = $2 and revision > $3 and (body is not null or $4 > 0)
         order by revision, noun, id",
        tx.community.0,
        scope.to_string(),
        since,
        since
    )
}

/// What the rows of some scopes come to.
pub async fn digest(tx: &mut Tx, scopes: &[Scope]) -> sqlx::Result<Digest> {
    let mut digest = Digest::default();
    for scope in scopes {
        let lines = fetch_all!(
            tx,
            (String, Uuid, i64),
            "select noun, id, revision from feed where community = $1 and scope = $2 and body is not null",
            tx.community.0,
            scope.to_string()
        )?;
        for (noun, id, revision) in lines {
            if let Some(noun) = Noun::named(&noun) {
                digest.add(*scope, RowKey { noun, id }, revision);
            }
        }
    }
    Ok(digest)
}

/// One row of a scope.
pub async fn get(tx: &mut Tx, scope: Scope, key: RowKey) -> sqlx::Result<Option<Row>> {
    let line = fetch_optional!(
        tx,
        (Option<String>,),
        "select body from feed where community = $1 and scope = $2 and noun = $3 and id = $4",
        tx.community.0,
        scope.to_string(),
        key.noun.name(),
        key.id
    )?;
    match line {
        Some((Some(body),)) => serde_json::from_str(&body).map(Some).map_err(|error| sqlx::Error::Decode(error.into())),
        _ => Ok(None),
    }
}
