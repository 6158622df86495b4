//! What one phone holds: the rows of the scopes it follows. The server's own pages are drawn from the same
//! type, holding the public scope alone.
//!
//! A row may be in several scopes; it leaves when the last of them loses it. Rows are shared (`Arc`), so a copy
//! with the pending commands on top costs pointers and not rows.

#[cfg(feature = "desk")]
mod alliance;
mod door;
#[cfg(feature = "desk")]
mod errand;
mod facts;
#[cfg(feature = "desk")]
mod helpers;
#[cfg(feature = "desk")]
mod joining;
#[cfg(feature = "desk")]
mod money;
mod pending;
#[cfg(feature = "desk")]
mod service;
#[cfg(feature = "desk")]
mod skills;
#[cfg(feature = "desk")]
mod stint;
#[cfg(feature = "desk")]
mod swap;

use crate::command::Envelope;
use crate::community::Community;
use crate::digest::Digest;
use crate::resident::Me;
use crate::row::{Row, RowKey, Stored};
use crate::scope::Scope;
use crate::wire::Feed;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

#[derive(Clone, Debug, PartialEq, Eq)]
struct Held {
    /// With the revision at which the scope's row last changed, where it is known.
    scopes: Vec<(Scope, Option<i64>)>,
    row: Arc<Row>,
}

/// The rows a phone holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replica {
    rows: BTreeMap<RowKey, Held>,
    /// In order.
    pending: Vec<RowKey>,
}

impl Replica {
    /// Puts a row into a scope, or replaces it there.
    pub fn put(&mut self, scope: Scope, row: Row) {
        self.put_at(scope, row, None);
    }

    fn put_at(&mut self, scope: Scope, row: Row, revision: Option<i64>) {
        let key = row.key();
        let row = Arc::new(row);
        let held = self.rows.entry(key).or_insert_with(|| Held { scopes: Vec::new(), row: row.clone() });
        held.row = row;
        held.scopes.retain(|(other, _)| *other != scope);
        held.scopes.push((scope, revision));
    }

    /// Takes a row over from another replica, with its scopes.
    pub fn adopt(&mut self, from: &Replica, key: RowKey) {
        if let Some(held) = from.rows.get(&key) {
            self.rows.insert(key, held.clone());
        }
    }

    /// Takes a row out of a scope.
    pub fn take(&mut self, scope: Scope, key: RowKey) {
        if let Some(held) = self.rows.get_mut(&key) {
            held.scopes.retain(|(other, _)| *other != scope);
            if held.scopes.is_empty() {
                self.rows.remove(&key);
            }
        }
    }

    /// Takes everything out of the scopes that `lost` names.
    pub fn forget(&mut self, lost: impl Fn(Scope) -> bool) {
        self.rows.retain(|_, held| {
            held.scopes.retain(|(scope, _)| !lost(*scope));
            !held.scopes.is_empty()
        });
    }

    /// Takes a line of the feed in.
    pub fn apply(&mut self, feed: Feed) {
        match (feed.row, feed.gone) {
            (Some(row), _) => self.put_at(feed.scope, row, feed.revision),
            (None, Some(key)) => self.take(feed.scope, key),
            (None, None) => {}
        }
    }

    /// Every row with its scopes, as the feed would carry them.
    pub fn feed(&self) -> impl Iterator<Item = Feed> + '_ {
        self.rows.values().flat_map(|held| {
            held.scopes.iter().map(|(scope, revision)| Feed {
                scope: *scope,
                row: Some((*held.row).clone()),
                revision: *revision,
                gone: None,
            })
        })
    }

    /// What the rows of some scopes come to.
    pub fn digest(&self, scopes: &[Scope]) -> Digest {
        let mut digest = Digest::default();
        for (key, held) in &self.rows {
            for (scope, revision) in held.scopes.iter().filter(|(scope, _)| scopes.contains(scope)) {
                if let Some(revision) = revision {
                    digest.add(*scope, *key, *revision);
                }
            }
        }
        digest
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is nothing yet.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// All rows of one type, in the order of their identities.
    pub fn all<T: Stored + 'static>(&self) -> impl Iterator<Item = &T> {
        let from = RowKey { noun: T::NOUN, id: Uuid::nil() };
        let until = RowKey { noun: T::NOUN, id: Uuid::max() };
        self.rows.range(from..=until).filter_map(|(_, held)| T::of(&held.row))
    }

    /// One row by its identity.
    pub fn get<T: Stored>(&self, id: Uuid) -> Option<&T> {
        self.rows.get(&RowKey { noun: T::NOUN, id }).and_then(|held| T::of(&held.row))
    }

    /// Whether there is such a row, also one that this program does not look into.
    pub fn has(&self, key: RowKey) -> bool {
        self.rows.contains_key(&key)
    }

    /// Whether the row is the work of a command that the server has not answered yet.
    pub fn is_pending<T: Stored>(&self, id: Uuid) -> bool {
        self.pending.binary_search(&RowKey { noun: T::NOUN, id }).is_ok()
    }

    /// The community, once it is known.
    pub fn community(&self) -> Option<&Community> {
        self.all::<Community>().next()
    }

    /// The person whose phone it is, if anyone is signed in.
    pub fn me(&self) -> Option<&Me> {
        if crate::ACCOUNTS { self.all::<Me>().next() } else { None }
    }

    /// The same rows with the waiting commands on top, in their order. What a rule refuses on the phone is
    /// left out; the server will say so.
    pub fn with_pending<'a>(
        &self,
        waiting: impl IntoIterator<Item = &'a Envelope>,
        now: crate::when::Moment,
    ) -> Replica {
        pending::with_pending(self, waiting, now)
    }
}
