//! Taking rows in, letting done commands go, and sending again what a restored server forgot.

use super::{Cursor, Phone, Sent, Shelf, Spot, Waiting, Write, Writes};
use crate::ACCOUNTS;
use crate::scope::Scope;
use crate::when::{HOUR_MS, Moment};
use crate::wire::{Part, Pull, PullRequest};

/// So many done commands are kept in any case, to look back at.
const KEPT: usize = 100;
/// Younger ones are kept beyond that, because the server may forget them: a backup is not older than this.
const REMEMBERED_MS: i64 = 30 * 24 * HOUR_MS;
/// Never more than so many.
const KEPT_MOST: usize = 1_000;

impl Phone {
    /// What to ask the server for.
    pub fn ask(&self, part: Part) -> PullRequest {
        let cursor = match part {
            Part::Public => &self.public,
            Part::Mine => &self.mine,
        };
        PullRequest { part, epoch: cursor.epoch.clone(), since: cursor.revision, scopes: cursor.scopes.clone() }
    }

    /// Takes the rows of a pull in. None when they are not for this phone as it is now: another account has come to the front,
    /// or newer rows have come in between. The disk must have the writes before it has the rows and their cursor.
    pub fn take_pull(&mut self, part: Part, pull: Pull, now: Moment) -> Option<Writes> {
        let Pull { epoch, revision, snapshot, digest, scopes, rows } = pull;
        let known = match part {
            Part::Public => &self.public,
            Part::Mine => &self.mine,
        };
        let went_back = epoch != known.epoch || revision < known.revision;
        if went_back && !snapshot {
            return None;
        }
        if part == Part::Mine && !scopes.contains(&Scope::Person(self.actor?)) {
            return None;
        }
        match part {
            Part::Public => self.confirmed.forget(|scope| snapshot && scope == Scope::Public),
            // What is held of a scope that was lost must go, whether or not the rows come anew.
            Part::Mine => {
                self.confirmed.forget(|scope| scope != Scope::Public && (snapshot || !scopes.contains(&scope)));
            }
        }
        rows.into_iter().for_each(|feed| self.confirmed.apply(feed));
        let mut cursor = Cursor { epoch, revision, scopes, at: now };
        if let Some(digest) = digest
            && self.doubts(part, snapshot, digest == self.confirmed.digest(&cursor.scopes))
        {
            cursor.revision = 0;
        }
        match part {
            Part::Public => self.public = cursor,
            Part::Mine => self.mine = cursor,
        }
        Some(if ACCOUNTS && part == Part::Mine && went_back { self.send_again() } else { Writes::new() })
    }

    /// Whether to ask for all rows at the next pull, because they are not what the server says they should be. When all have just
    /// come and still differ, this release cannot read some of them: asking again would help nobody, and would be a storm.
    fn doubts(&mut self, part: Part, snapshot: bool, same: bool) -> bool {
        if snapshot {
            self.deaf.retain(|deaf| *deaf != part);
            if !same {
                self.deaf.push(part);
            }
        }
        !same && !self.deaf.contains(&part)
    }

    /// Everything that the server once did waits again, in its old order.
    fn send_again(&mut self) -> Writes {
        let mut writes = Writes::new();
        for waiting in self.outbox.iter_mut().filter(|waiting| waiting.applied.is_some()) {
            waiting.applied = None;
            writes.push(Write::Wait(waiting.clone()));
        }
        for Sent { envelope, .. } in std::mem::take(&mut self.sent) {
            let waiting = Waiting { envelope, applied: None };
            writes.push(Write::Drop(Shelf::Sent, Spot::of(&waiting.envelope)));
            writes.push(Write::Wait(waiting.clone()));
            self.wait(waiting);
        }
        writes
    }

    /// Lets go of the done commands whose effect is in the rows now.
    pub fn caught_up(&mut self, now: Moment) -> Writes {
        let mut writes = Writes::new();
        if self.public.epoch != self.mine.epoch {
            return writes;
        }
        let reached = self.public.revision.min(self.mine.revision);
        let caught_up = |waiting: &Waiting| waiting.applied.is_some_and(|revision| revision <= reached);
        for waiting in self.outbox.iter().filter(|waiting| caught_up(waiting)) {
            let sent = Sent { envelope: waiting.envelope.clone(), at: now };
            writes.push(Write::Drop(Shelf::Outbox, Spot::of(&sent.envelope)));
            writes.push(Write::Done(sent.clone()));
            self.sent.push(sent);
        }
        if writes.is_empty() {
            return writes;
        }
        self.outbox.retain(|waiting| !caught_up(waiting));
        let old = |sent: &Sent| now.0.saturating_sub(sent.at.0) > REMEMBERED_MS;
        let beyond = self.sent.len().saturating_sub(KEPT);
        let extra = self.sent.iter().take(beyond).take_while(|sent| old(sent)).count();
        let extra = extra.max(self.sent.len().saturating_sub(KEPT_MOST));
        writes.extend(self.sent.drain(..extra).map(|sent| Write::Drop(Shelf::Sent, Spot::of(&sent.envelope))));
        writes
    }
}
