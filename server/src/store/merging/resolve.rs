//! Who a former record is now. A phone without a network may still name it, and so may a file of the committee's.

use crate::db::Tx;
use crate::fetch_all;
use crate::store::receipt::{self, Asked};
use domain::command::{Command, Envelope};
use domain::id::{DeviceId, ResidentId};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Every former record, with who that is now. It is asked once in a transaction: there are few of them, and mostly none.
pub(super) async fn all(tx: &mut Tx) -> sqlx::Result<BTreeMap<ResidentId, ResidentId>> {
    if let Some(known) = &tx.held.merged {
        return Ok(known.clone());
    }
    let lines = fetch_all!(
        tx,
        (Uuid, Uuid),
        "select resident, merged_into from departure where community = $1 and merged_into is not null",
        tx.community.0
    )?;
    let all: BTreeMap<_, _> = lines.into_iter().map(|(who, now)| (ResidentId(who), ResidentId(now))).collect();
    if !tx.writes || tx.held.revision.is_some() {
        tx.held.merged = Some(all.clone());
    }
    Ok(all)
}

/// Who somebody is now, if they are not who they were.
pub async fn now_of(tx: &mut Tx, who: ResidentId) -> sqlx::Result<Option<ResidentId>> {
    Ok(all(tx).await?.get(&who).copied())
}

/// A command as it is meant, if it names a former record: with who that is now in its place.
pub async fn resolve(tx: &mut Tx, command: &Command) -> sqlx::Result<Option<Command>> {
    let all = all(tx).await?;
    if all.is_empty() {
        return Ok(None);
    }
    let said = serde_json::to_string(command).map_err(|error| sqlx::Error::Encode(error.into()))?;
    // An identity is like nothing that somebody types.
    let mut meant = said.clone();
    for (who, now) in &all {
        meant = meant.replace(&who.to_string(), &now.to_string());
    }
    if meant == said {
        return Ok(None);
    }
    serde_json::from_str(&meant).map(Some).map_err(|error| sqlx::Error::Decode(error.into()))
}

/// The living account behind a command, and its receipt: the actor's own, or, where that is a former record, the one that they have
/// by now, if it is signed in on the same phone.
pub async fn asked(tx: &mut Tx, envelope: &Envelope, phone: DeviceId) -> sqlx::Result<Option<Asked>> {
    let found = receipt::with_account(tx, (envelope.id, phone, envelope.actor)).await?;
    if found.is_some() {
        return Ok(found);
    }
    match now_of(tx, envelope.actor).await? {
        Some(now) => receipt::with_account(tx, (envelope.id, phone, now)).await,
        None => Ok(None),
    }
}
