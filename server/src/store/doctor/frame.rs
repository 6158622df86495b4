//! The database itself: its pages, its keys, its settings. Each of the two has its own way to be asked.

use super::{Finding, Weight};
use crate::db::{Db, RawTx, Tx};
use crate::fetch_all;
use crate::store::copy::file;
use sqlx::AssertSqlSafe;

/// What is set otherwise than it must be.
pub(super) async fn settings(db: &Db) -> sqlx::Result<Finding> {
    let found = finding("the database keeps what it says it keeps", db.settings().await?);
    // A SQLite file that no server has opened yet is in another mode; the server sets it when it starts.
    let weight = if db.shared() { Weight::Wrong } else { Weight::Notice };
    Ok(Finding { weight, ..found })
}

/// Answers about pages, indexes and keys.
pub(super) async fn ask(tx: &mut Tx) -> sqlx::Result<Vec<Finding>> {
    let (damage, dangling) = match &tx.raw {
        RawTx::Sqlite(_) => (file::damage(tx).await?, file::dangling(tx).await?),
        RawTx::Postgres(_) => (bad_indexes(tx).await?, dangling_keys(tx).await?),
    };
    Ok(vec![finding("the tables and indexes are sound", damage), finding("every key leads to its row", dangling)])
}

fn finding(what: &'static str, found: Vec<String>) -> Finding {
    let count = i64::try_from(found.len()).unwrap_or(i64::MAX);
    Finding { what, weight: Weight::Wrong, count, first: found.into_iter().take(5).collect() }
}

/// Indexes that PostgreSQL itself does not trust.
async fn bad_indexes(tx: &mut Tx) -> sqlx::Result<Vec<String>> {
    let lines = fetch_all!(
        tx,
        (String,),
        "select i.indexrelid::regclass::text from pg_index i join pg_class c on c.oid = i.indexrelid
         where c.relnamespace = current_schema()::regnamespace and not (i.indisvalid and i.indisready)"
    )?;
    Ok(lines.into_iter().map(|(name,)| name).collect())
}

/// The tables with rows whose foreign key points nowhere. PostgreSQL does not look by itself once rows are in: a
/// restore without triggers can leave such rows behind.
async fn dangling_keys(tx: &mut Tx) -> sqlx::Result<Vec<String>> {
    let questions = fetch_all!(
        tx,
        (String, String),
        "select format('%s to %s', k.conrelid::regclass, k.confrelid::regclass),
            format('select count(*) from %s c where %s and not exists (select 1 from %s p where %s)',
                k.conrelid::regclass, string_agg(format('c.%I is not null', a.attname), ' and '),
                k.confrelid::regclass, string_agg(format('p.%I = c.%I', b.attname, a.attname), ' and '))
         from pg_constraint k
         cross join lateral unnest(k.conkey, k.confkey) as columns (child, parent)
         join pg_attribute a on a.attrelid = k.conrelid and a.attnum = columns.child
         join pg_attribute b on b.attrelid = k.confrelid and b.attnum = columns.parent
         where k.contype = 'f' and k.connamespace = current_schema()::regnamespace
         group by k.oid, k.conrelid, k.confrelid"
    )?;
    let mut found = Vec::new();
    for (keys, question) in questions {
        let lines = fetch_all!(tx, (i64,), AssertSqlSafe(question))?;
        found.extend(lines.into_iter().filter(|(n,)| *n > 0).map(|(n,)| format!("{n} of {keys}")));
    }
    Ok(found)
}
