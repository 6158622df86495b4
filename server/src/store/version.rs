//! Which version the tables have: what was applied to a database, beside what this program knows.

use crate::db::{POSTGRES, RawTx, SQLITE, Tx};
use crate::{fetch_all, fetch_optional};

/// How the tables of a database stand to this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// There are no tables of ours.
    None,
    /// They are those of an older program: this is their version.
    Older(i64),
    /// They are those of this program.
    Current,
    /// They are those of a newer program, or of another one.
    Foreign(i64),
}

/// The version of the database.
///
/// # Errors
/// When it cannot be read.
pub async fn of(tx: &mut Tx) -> sqlx::Result<Version> {
    let (known, list) = match &tx.raw {
        RawTx::Sqlite(_) => (&SQLITE, "select count(*) from sqlite_master where name = '_sqlx_migrations'"),
        RawTx::Postgres(_) => (&POSTGRES, "select count(*) from pg_class where oid = to_regclass('_sqlx_migrations')"),
    };
    if fetch_optional!(tx, (i64,), list)?.is_none_or(|(n,)| n == 0) {
        return Ok(Version::None);
    }
    let applied = fetch_all!(
        tx,
        (i64, Vec<u8>),
        "select version, checksum from _sqlx_migrations where success order by version"
    )?;
    let Some((last, _)) = applied.last() else { return Ok(Version::None) };
    let mut ours = known.iter().map(|migration| (migration.version, migration.checksum.to_vec()));
    if !applied.iter().all(|line| ours.next().as_ref() == Some(line)) {
        return Ok(Version::Foreign(*last));
    }
    Ok(if ours.next().is_some() { Version::Older(*last) } else { Version::Current })
}
