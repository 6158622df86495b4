//! The feed: the last state of each row as a scope may see it. A pull is one range scan.

use crate::db::{Place, Tx};
use crate::store::rows::{pieces, values};
use crate::{fetch_all, fetch_optional, statement};
use domain::digest::Digest;
use domain::id::ResidentId;
use domain::row::{Noun, Row, RowKey};
use domain::scope::Scope;
use sqlx::AssertSqlSafe;
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

/// A row that is to be written: where, at which revision, and what; none where it is gone.
type News<'a> = (&'a Place, &'a (i64, Option<String>));

/// Puts a row into a scope at a revision, now. Answers whether it changed.
pub async fn put(tx: &mut Tx, scope: Scope, row: &Row, revision: i64) -> sqlx::Result<bool> {
    let (place, news) = (place(scope, row.key()), (revision, Some(body(row)?)));
    // Whatever was to be there by the commit: this is newer.
    tx.held.news.remove(&place);
    Ok(write(tx, &[(&place, &news)]).await? > 0)
}

/// Puts rows into scopes at a revision, now, each at another place. Answers how many changed.
pub(super) async fn put_all(tx: &mut Tx, rows: &[(Scope, Row)], revision: i64) -> sqlx::Result<usize> {
    let mut changed = 0;
    for some in pieces(rows) {
        let mut news = Vec::with_capacity(some.len());
        for (scope, row) in some {
            let place = place(*scope, row.key());
            tx.held.news.remove(&place);
            news.push((place, (revision, Some(body(row)?))));
        }
        let news: Vec<News<'_>> = news.iter().map(|(place, row)| (place, row)).collect();
        changed += write(tx, &news).await?;
    }
    Ok(usize::try_from(changed).unwrap_or(usize::MAX))
}

/// Puts a row into a scope at a revision, by the commit. What changes more than once in a transaction is written once.
pub(super) fn put_later(tx: &mut Tx, scope: Scope, row: &Row, revision: i64) -> sqlx::Result<()> {
    tx.held.news.insert(place(scope, row.key()), (revision, Some(body(row)?)));
    Ok(())
}

/// Takes a row out of a scope, by the commit.
pub(super) fn take_later(tx: &mut Tx, scope: Scope, key: RowKey, revision: i64) {
    tx.held.news.insert(place(scope, key), (revision, None));
}

/// Writes everything that is to be there by the commit.
pub(super) async fn settle(tx: &mut Tx) -> sqlx::Result<()> {
    let news = std::mem::take(&mut tx.held.news);
    for some in pieces(&news.iter().collect::<Vec<_>>()) {
        write(tx, some).await?;
    }
    Ok(())
}

fn place(scope: Scope, key: RowKey) -> Place {
    (scope.to_string(), key.noun.name(), key.id)
}

fn body(row: &Row) -> sqlx::Result<String> {
    serde_json::to_string(row).map_err(|error| sqlx::Error::Encode(error.into()))
}

/// Writes rows, each of another place; answers how many changed. A row that is the same as before keeps its revision, so that
/// nothing travels twice.
async fn write(tx: &mut Tx, rows: &[News<'_>]) -> sqlx::Result<u64> {
    let community = tx.community.0;
    let sql = format!(
        "insert into feed (community, scope, noun, id, revision, body) values {}
         on conflict (community, scope, noun, id) do update set revision = excluded.revision, body = excluded.body
         where coalesce(feed.body, '') <> coalesce(excluded.body, '')",
        values(rows.len(), 5)
    );
    statement!(tx, AssertSqlSafe(sql), |sql, connection| {
        let mut query = sqlx::query(sql).bind(community);
        for ((scope, noun, id), (revision, body)) in rows {
            query = query.bind(scope).bind(*noun).bind(*id).bind(*revision).bind(body.as_deref());
        }
        query.execute(&mut **connection).await.map(|done| done.rows_affected())
    })
}

/// The rows of a scope that changed after `since`, in the order of their revisions. From 0: all that are there.
pub async fn since(tx: &mut Tx, scope: Scope, since: i64) -> sqlx::Result<Vec<Line>> {
    settle(tx).await?;
    if let Some((who, noun)) = scope.kept_with() {
        return shared(tx, scope, (who, noun), since).await;
    }
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

/// What a helper sees of a person's own scope: the rows of one kind that are about that person.
async fn shared(tx: &mut Tx, scope: Scope, (who, noun): (ResidentId, Noun), since: i64) -> sqlx::Result<Vec<Line>> {
    let own = Scope::Person(who);
    let lines = fetch_all!(
        tx,
        Line,
        "select noun, id, revision, body from feed
         where community = $1 and scope = $2 and noun = $3 and revision > $4 and (body is not null or $5 > 0)
         order by revision, noun, id",
        tx.community.0,
        own.to_string(),
        noun.name(),
        since,
        since
    )?;
    let mut seen = Vec::with_capacity(lines.len());
    for line in lines {
        let row = line.body.as_deref().map(serde_json::from_str::<Row>).transpose();
        let row = row.map_err(|error| sqlx::Error::Decode(error.into()))?;
        if row.is_none_or(|row| scope.shares(own, &row)) {
            seen.push(line);
        }
    }
    Ok(seen)
}

/// What the rows of some scopes come to.
pub async fn digest(tx: &mut Tx, scopes: &[Scope]) -> sqlx::Result<Digest> {
    settle(tx).await?;
    let mut digest = Digest::default();
    for scope in scopes {
        if let Some(found) = scope.kept_with() {
            for line in shared(tx, *scope, found, 0).await? {
                digest.add(*scope, RowKey { noun: found.1, id: line.id }, line.revision);
            }
            continue;
        }
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
    settle(tx).await?;
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
