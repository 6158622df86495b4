//! Who needs what a report says, too.

use crate::db::Tx;
use crate::{execute, fetch_optional};
use domain::id::{ReportId, ResidentId};
use domain::report::Endorsement;

/// Whether a person has said so.
pub async fn exists(tx: &mut Tx, report: ReportId, resident: ResidentId) -> sqlx::Result<bool> {
    let line = fetch_optional!(
        tx,
        (i64,),
        "select count(*) from endorsement where community = $1 and report = $2 and resident = $3",
        tx.community.0,
        report.0,
        resident.0
    )?;
    Ok(line.is_some_and(|(n,)| n > 0))
}

/// Writes that a person says so.
pub async fn save(tx: &mut Tx, row: &Endorsement) -> sqlx::Result<()> {
    execute!(
        tx,
        "insert into endorsement (community, report, resident) values ($1, $2, $3)",
        tx.community.0,
        row.report.0,
        row.resident.0
    )?;
    Ok(())
}
