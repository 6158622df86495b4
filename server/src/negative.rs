//! Rules that can be broken on purpose, so that the tests prove that they would see it.
//!
//! Only a build with the feature `unsafe-negative-controls` can break one, and only the one that the environment names. In every
//! other build [`broken`] is constantly false, and the compiler takes the branches out. A test looks for the controls' mark in the
//! release.

use crate::commands::{now, payload_hash};
use crate::db::Db;
use crate::fault;
use crate::store::device::{self, Account};
use crate::store::receipt;
use domain::change::Change;
use domain::command::Envelope;
use domain::facts::Facts;
use domain::id::{CommunityId, DeviceId, ResidentId};
use domain::resident::Me;
use domain::role::Role;
use domain::wire::{Answer, Outcome};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// A rule, by the number of its negative control.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// NC1: never more people than places.
    Capacity,
    /// NC2: a write takes the lock before it reads.
    LockFirst,
    /// NC3: a command that was decided is not decided again.
    ReceiptCheck,
    /// NC4: the receipt is written with the effect.
    OneTransaction,
    /// NC5: nobody is answered before the commit.
    CommitFirst,
    /// NC6: a commit is on the disk.
    Durable,
    /// NC8: what somebody may do is asked when a command is decided.
    AllowedNow,
    /// NC9: who is signed in is asked within the transaction.
    SessionWithin,
    /// NC14: what an entry of money moves comes to nothing.
    Balanced,
    /// NC16: a step of the machine's clock is not followed.
    OwnTime,
}

#[cfg(feature = "unsafe-negative-controls")]
mod control {
    use super::Rule;
    use std::sync::OnceLock;

    /// Stands in every binary that can break a rule.
    pub const MARK: &str = "unsafe-negative-controls: a rule is broken on purpose";

    static CHOSEN: OnceLock<Option<Rule>> = OnceLock::new();

    /// Whether the environment says that this rule is to be broken: `XISHAN_NEGATIVE=NC1`.
    pub fn broken(rule: Rule) -> bool {
        *CHOSEN.get_or_init(|| {
            let chosen = match std::env::var("XISHAN_NEGATIVE").ok()?.as_str() {
                "NC1" => Rule::Capacity,
                "NC2" => Rule::LockFirst,
                "NC3" => Rule::ReceiptCheck,
                "NC4" => Rule::OneTransaction,
                "NC5" => Rule::CommitFirst,
                "NC6" => Rule::Durable,
                "NC8" => Rule::AllowedNow,
                "NC9" => Rule::SessionWithin,
                "NC14" => Rule::Balanced,
                "NC16" => Rule::OwnTime,
                _ => return None,
            };
            tracing::warn!(?chosen, "{MARK}");
            Some(chosen)
        }) == Some(rule)
    }
}

#[cfg(feature = "unsafe-negative-controls")]
pub use control::{MARK, broken};

/// Whether this rule is to be broken: never.
#[cfg(not(feature = "unsafe-negative-controls"))]
pub const fn broken(_: Rule) -> bool {
    false
}

/// NC1: the rule finds places without end.
pub fn forget_capacity(facts: &mut Facts) {
    const ENDLESS: u32 = 1_000_000;
    if let Some(date) = &mut facts.occurrence {
        date.capacity = ENDLESS;
    }
    facts.servings.iter_mut().for_each(|serving| serving.portions = ENDLESS);
}

/// NC14: one posting of each entry is turned round.
pub fn turn_posting(changes: &mut [Change]) {
    for change in changes {
        if let Change::Entry(entry) = change {
            entry.postings.balance = -entry.postings.balance;
        }
    }
}

/// NC4: receipts in a transaction of their own, when the effects are there already. Otherwise does nothing.
pub async fn receipts_after(
    db: &Db,
    community: CommunityId,
    decided: impl Iterator<Item = (&Envelope, &Answer)>,
) -> sqlx::Result<()> {
    if !broken(Rule::OneTransaction) {
        return Ok(());
    }
    fault::at("an effect is committed without its receipt");
    // As long as a busy disk takes: a death falls between the two often enough to be tried for.
    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    let mut tx = db.write(community).await?;
    for (envelope, answer) in decided.filter(|(_, answer)| !answer.already) {
        if matches!(answer.outcome, Outcome::Applied { .. } | Outcome::Refused { .. }) {
            receipt::save(&mut tx, envelope, payload_hash(envelope)?, &answer.outcome, now());
        }
    }
    tx.commit().await
}

/// NC8: the person with every role that they ever had here, as if they were asked for when the command was made. Otherwise as they
/// are.
pub fn as_before(actor: Option<Me>) -> Option<Me> {
    static ROLES: Mutex<BTreeMap<ResidentId, Vec<Role>>> = Mutex::new(BTreeMap::new());
    let mut actor = actor?;
    if broken(Rule::AllowedNow) {
        let mut known = ROLES.lock().unwrap_or_else(PoisonError::into_inner);
        let before = known.entry(actor.id).or_default();
        before.retain(|role| !actor.roles.contains(role));
        actor.roles.append(before);
        before.clone_from(&actor.roles);
    }
    Some(actor)
}

/// NC9: who was signed in before the transaction began, one for each command. Otherwise empty.
pub async fn accounts_before(
    db: &Db,
    community: CommunityId,
    who: impl Iterator<Item = (DeviceId, ResidentId)>,
) -> sqlx::Result<Vec<Option<Account>>> {
    let mut accounts = Vec::new();
    if broken(Rule::SessionWithin) {
        let mut tx = db.read(community).await?;
        for (device, resident) in who {
            accounts.push(device::account(&mut tx, device, resident).await?);
        }
    }
    Ok(accounts)
}
