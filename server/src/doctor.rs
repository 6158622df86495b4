//! `xishan doctor`: looks at a database, also one that is being served, and says line by line whether all is as it must be.

use crate::commands::now;
use crate::db::Db;
use crate::store::doctor::{self, Finding, Weight};
use crate::store::version::{self, Version};
use domain::id::CommunityId;

/// Why the doctor cannot say anything.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// Tables of another version have other rules.
    #[error("the tables of the database are not those of this program ({0:?}): use the program that serves it")]
    Version(Version),
    /// The database's fault.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
}

/// Examines a database. It is read only.
///
/// # Errors
/// When it cannot be read, or belongs to another version of the program.
pub async fn examine(db: &Db) -> Result<Vec<Finding>, Fault> {
    let version = version::of(&mut db.read(CommunityId::default()).await?).await?;
    match version {
        Version::Current => Ok(doctor::ask(db, now()).await?),
        other => Err(Fault::Version(other)),
    }
}

/// How many of the findings are wrong.
pub fn wrong(findings: &[Finding]) -> usize {
    findings.iter().filter(|finding| !finding.sound() && finding.weight == Weight::Wrong).count()
}

/// A finding as a line for the terminal: keys, and nothing that people wrote.
pub fn line(finding: &Finding) -> String {
    if finding.sound() {
        return format!("ok       {}", finding.what);
    }
    let word = if finding.weight == Weight::Wrong { "problem" } else { "notice" };
    let more = if finding.count > i64::try_from(finding.first.len()).unwrap_or(0) { ", ..." } else { "" };
    format!("{word:<8} not so: {} ({}: {}{more})", finding.what, finding.count, finding.first.join(", "))
}
