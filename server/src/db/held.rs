//! What a transaction holds in memory until its commit, so that many commands in one do together what each would do alone: the
//! revision is counted here and written once, a row of the feed is written in its last state only and together with others, and
//! what several commands look at is read once.
//!
//! It is right because nobody else writes in the community meanwhile: rows are remembered only by a transaction that reads one
//! state of the database, or that has the community's lock. It lives no longer than the transaction.

use crate::store::behind::Behind;
use crate::store::{receipt, resident, signup};
use domain::activity::Activity;
use domain::community::Community;
use domain::duty::Duty;
use domain::id::{ActivityId, CommandId, OccurrenceId, ResidentId, SignupId};
use domain::notice::Notice;
use domain::occurrence::Occurrence;
use domain::shift::Shift;
use domain::signup::Signup;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Where a row of the feed stands: scope, noun, identity.
pub(crate) type Place = (String, &'static str, Uuid);

/// What a transaction holds.
#[derive(Clone, Debug, Default)]
pub struct Held {
    /// The community's revision, once the lock is held, and whether it is still to be written.
    pub(crate) revision: Option<(i64, bool)>,
    /// Rows of the feed that are still to be written: each with its revision, and none for one that is gone.
    pub(crate) news: BTreeMap<Place, (i64, Option<String>)>,
    /// Who is signed in where is another than before.
    pub(crate) signed: bool,
    /// No offer is over any more.
    pub(crate) lapsed: bool,
    /// Whether there is a date with free places for which people wait all the same.
    pub(crate) passed_over: Option<bool>,
    /// Receipts that are still to be written.
    pub(crate) receipts: BTreeMap<CommandId, receipt::Line>,
    /// What was asked ahead: accounts with receipts, people, sign-ups. None for one that is not there.
    pub(crate) asked: BTreeMap<receipt::Question, Option<receipt::Asked>>,
    pub(crate) people: BTreeMap<ResidentId, Vec<resident::Trait>>,
    pub(crate) signups: BTreeMap<SignupId, Option<Signup>>,
    /// The same: what people and their wards are signed up for, and the duties that people have.
    pub(crate) engaged: BTreeMap<ResidentId, signup::Engaged>,
    pub(crate) duties: BTreeMap<ResidentId, Vec<(Duty, Shift)>>,
    /// Former records, each with who that is now.
    pub(crate) merged: Option<BTreeMap<ResidentId, ResidentId>>,
    /// How many parties wait for a date.
    pub(crate) waiting: BTreeMap<OccurrenceId, u32>,
    /// Notices that are to be written by the commit, each with its revision.
    pub(crate) notices: Vec<(Notice, i64)>,
    /// Dates and sign-ups that are to be written before anything else is asked.
    pub(crate) behind: Behind,
    community: Option<Community>,
    activities: BTreeMap<ActivityId, Activity>,
    occurrences: BTreeMap<OccurrenceId, Occurrence>,
}

impl Held {
    /// Whether there is anything to write before the commit.
    pub(crate) fn waits(&self) -> bool {
        let counted = self.revision.is_some_and(|(_, waits)| waits);
        counted
            || !self.behind.is_empty()
            || !self.notices.is_empty()
            || !self.news.is_empty()
            || !self.receipts.is_empty()
    }
}

/// A noun whose rows are remembered.
pub(crate) trait Kept: Clone {
    /// What tells its rows apart.
    type Key;
    /// The row, if it was read or written in this transaction.
    fn known(held: &Held, key: &Self::Key) -> Option<Self>;
    /// Remembers a row.
    fn keep(&self, held: &mut Held);
    /// Forgets a row.
    fn forget(held: &mut Held, key: &Self::Key);
}

impl Kept for Community {
    type Key = ();

    fn known(held: &Held, (): &()) -> Option<Self> {
        held.community.clone()
    }

    fn keep(&self, held: &mut Held) {
        held.community = Some(self.clone());
    }

    fn forget(held: &mut Held, (): &()) {
        held.community = None;
    }
}

impl Kept for Activity {
    type Key = ActivityId;

    fn known(held: &Held, key: &ActivityId) -> Option<Self> {
        held.activities.get(key).cloned()
    }

    fn keep(&self, held: &mut Held) {
        held.activities.insert(self.id, self.clone());
    }

    fn forget(held: &mut Held, key: &ActivityId) {
        held.activities.remove(key);
    }
}

impl Kept for Occurrence {
    type Key = OccurrenceId;

    fn known(held: &Held, key: &OccurrenceId) -> Option<Self> {
        held.occurrences.get(key).cloned()
    }

    fn keep(&self, held: &mut Held) {
        held.occurrences.insert(self.id, self.clone());
    }

    fn forget(held: &mut Held, key: &OccurrenceId) {
        held.occurrences.remove(key);
    }
}
