//! What was read a moment ago and need not be read again: who is signed in on a phone, and what an account's own rows come to
//! while nothing is new. Most requests of most phones ask for just that.
//!
//! It is for SQLite alone, where this process is the only server. Whatever here changes who is signed in makes a new [`era`] with
//! its commit, before anybody is told; what was read in another era is not known. What another program does to the file (an
//! import beside the server) is seen after [`LASTING`] at the latest. On PostgreSQL other servers sign phones out too, and nothing is
//! known without asking.

use crate::db::{Db, era};
use domain::digest::Digest;
use domain::id::{DeviceId, ResidentId};
use domain::scope::Scope;
use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long something is known.
const LASTING: Duration = Duration::from_secs(2);
/// How many things of a kind are known at most. Then all are forgotten: that is simple, and no more work than to start.
const MOST: usize = 20_000;

/// Things of one kind.
pub struct Shelf<K, V> {
    /// Nobody else signs phones out.
    alone: bool,
    things: Mutex<HashMap<K, (Era, V)>>,
}

/// When something was asked for.
#[derive(Clone, Copy, Debug)]
pub struct Era {
    number: u64,
    at: Instant,
}

impl Era {
    /// Now. Whoever wants to keep what they read asks for this before they read.
    pub fn now() -> Era {
        Era { number: era(), at: Instant::now() }
    }

    fn lasts(self) -> bool {
        self.number == era() && self.at.elapsed() < LASTING
    }
}

impl<K: Hash + Eq, V: Clone> Shelf<K, V> {
    fn new(alone: bool) -> Self {
        Self { alone, things: Mutex::default() }
    }

    /// What is known.
    pub fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let things = self.things.lock().unwrap_or_else(PoisonError::into_inner);
        things.get(key).filter(|(since, _)| since.lasts()).map(|(_, thing)| thing.clone())
    }

    /// Keeps what was read since `era`.
    pub fn keep(&self, key: K, era: Era, thing: V) {
        if !self.alone {
            return;
        }
        let mut things = self.things.lock().unwrap_or_else(PoisonError::into_inner);
        if things.len() >= MOST {
            things.clear();
        }
        things.insert(key, (era, thing));
    }
}

/// What an account's own rows come to at a revision.
#[derive(Debug)]
pub struct Own {
    /// At which revision.
    pub revision: i64,
    /// What the account follows.
    pub scopes: Vec<Scope>,
    /// What its rows there come to.
    pub digest: Digest,
    /// One's own row, as JSON.
    pub me: String,
}

/// Everything that is known.
pub struct Known {
    /// Phones, by the hash of their token.
    pub sessions: Shelf<Vec<u8>, crate::store::device::Session>,
    /// Accounts on phones.
    pub accounts: Shelf<(DeviceId, ResidentId), crate::store::device::Account>,
    /// What accounts follow, with the desk open or not.
    pub own: Shelf<(ResidentId, bool), Arc<Own>>,
}

impl Known {
    /// Nothing yet.
    pub fn of(db: &Db) -> Known {
        let alone = !db.shared();
        Known { sessions: Shelf::new(alone), accounts: Shelf::new(alone), own: Shelf::new(alone) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::new_era;

    #[test]
    fn what_was_read_before_somebody_signed_in_or_out_is_not_known() {
        let shelf = Shelf::new(true);
        let before = Era::now();
        shelf.keep(1, before, "signed in");
        assert_eq!(shelf.get(&1), Some("signed in"));
        new_era();
        assert_eq!(shelf.get(&1), None);
        // Read before, kept after: too late.
        shelf.keep(1, before, "signed in");
        assert_eq!(shelf.get(&1), None);
        shelf.keep(1, Era::now(), "signed out");
        assert_eq!(shelf.get(&1), Some("signed out"));
    }

    #[test]
    fn nothing_is_known_for_long_nor_are_there_ever_more_than_so_many() {
        let shelf = Shelf::new(true);
        let long_ago = Era { at: Instant::now().checked_sub(LASTING).unwrap(), ..Era::now() };
        shelf.keep(0, long_ago, ());
        assert_eq!(shelf.get(&0), None);
        for key in 0..=MOST {
            shelf.keep(key, Era::now(), ());
        }
        assert!(shelf.things.lock().unwrap().len() <= MOST);
    }

    #[test]
    fn beside_other_servers_nothing_is_known() {
        let shelf = Shelf::new(false);
        shelf.keep(1, Era::now(), "signed in");
        assert_eq!(shelf.get(&1), None);
    }
}
