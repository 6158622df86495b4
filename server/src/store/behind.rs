//! Dates and sign-ups that a transaction has changed and not written yet. They are written before anything else is asked or
//! written ([`Tx::catch_up`]), so no statement ever sees the tables without them. But as long as commands of a batch ask nothing,
//! because it was asked ahead, what they change is written together, and once only a date that all of them change.

use crate::db::Tx;
use crate::store::{occurrence, signup};
use domain::id::{OccurrenceId, SignupId};
use domain::occurrence::Occurrence;
use domain::signup::Signup;
use std::collections::BTreeMap;

/// What is to be written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Behind {
    pub(super) dates: BTreeMap<OccurrenceId, Occurrence>,
    /// Each with whether it is new, and its people are to be written too.
    pub(super) signups: BTreeMap<SignupId, (Signup, bool)>,
}

impl Behind {
    /// Whether there is nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.dates.is_empty() && self.signups.is_empty()
    }
}

/// Writes it.
pub(crate) async fn write(tx: &mut Tx) -> sqlx::Result<()> {
    let Behind { dates, signups } = std::mem::take(&mut tx.held.behind);
    occurrence::write(tx, &dates.values().collect::<Vec<_>>()).await?;
    signup::write(tx, &signups.values().map(|(row, _)| row).collect::<Vec<_>>()).await?;
    signup::seat(tx, &signups.values().filter(|(_, new)| *new).map(|(row, _)| row).collect::<Vec<_>>()).await
}
