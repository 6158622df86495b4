//! Organizations, as far as a rule or a list asks for them.

use crate::db::Tx;
use crate::fetch_optional;
use crate::store::feed;
use domain::id::OrganizationId;
use domain::organization::Organization;
use domain::row::{Noun, Row, RowKey};
use domain::scope::Scope;

/// One organization as everyone sees it: what its leaders are called and how many members it has stand in its public row alone.
pub async fn load(tx: &mut Tx, id: OrganizationId) -> sqlx::Result<Option<Organization>> {
    let row = feed::get(tx, Scope::Public, RowKey { noun: Noun::Organization, id: id.0 }).await?;
    Ok(row.and_then(|row| if let Row::Organization(team) = row { Some(team) } else { None }))
}

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
