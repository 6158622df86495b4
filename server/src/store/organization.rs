//! Organizations, as far as a rule or a list asks for them.

use crate::db::Tx;
use crate::fetch_optional;
use domain::id::OrganizationId;

/// Whether there is such an organization.
pub async fn exists(tx: &mut Tx, id: OrganizationId) -> sqlx::Result<bool> {
    let line = fetch_optional!(
        tx,
        (i64,),
        "select count(*) from organization where community = $1 and organization = $2",
        tx.community.0,
        id.0
    )?;
    Ok(line.is_some_and(|(n,)| n > 0))
}

/// What it is called.
pub async fn name(tx: &mut Tx, id: OrganizationId) -> sqlx::Result<Option<String>> {
    let line = fetch_optional!(
        tx,
        (String,),
        "select name from organization where community = $1 and organization = $2",
        tx.community.0,
        id.0
    )?;
    Ok(line.map(|(name,)| name))
}
