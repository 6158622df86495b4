//! A phone's own part in the way of a command: what waits, what was refused, what was done, and what the rows say.
//!
//! Every decision is here and none of the work: no clock, no dice, no disk, no network. The app is the hands (IndexedDB, fetch,
//! timers), and a simulator can be them as well, with disks that forget and networks that lie. A command is made by
//! [`Phone::submit`], written to the disk, and only then [taken on](Phone::stored). [`Phone::next_push`] says what to send,
//! [`Phone::settle`] takes the answers in, [`Phone::take_pull`] the rows; [`Phone::caught_up`] lets a done command go once the
//! rows hold its effect. Each answers with the [`Write`]s that the disk must hold before anything else happens.
//!
//! A server that was restored from a backup has forgotten what it did since. It tells so by a new epoch, and the phone sends again
//! what it still knows to have been done: whatever the server remembers it answers as before, the rest it does now.

mod left;
mod pull;
mod push;
mod submit;
mod turn;

use crate::ACCOUNTS;
use crate::command::Envelope;
use crate::id::{CommandId, ResidentId};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::replica::Replica;
use crate::scope::Scope;
use crate::when::Moment;
use crate::wire::{Feed, Part};
use serde::Serialize;

pub use left::Left;
pub use push::{Next, Settled, Trouble, back_off};
pub use turn::{BEAT_MS, LISTEN_MS, Silence};

/// A command that waits; with a revision once the server has done it and a pull has not brought it yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
pub struct Waiting {
    /// The command.
    pub envelope: Envelope,
    /// The revision at which the server applied it.
    #[serde(default)]
    pub applied: Option<i64>,
}

/// A command that was refused, until the person has dealt with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
pub struct Parked {
    /// What was refused.
    pub envelope: Envelope,
    /// Why.
    pub refusal: Refusal,
    /// When the answer came.
    pub at: Moment,
}

/// A command that the server has done, kept for a while: to look back at, and to send again to a server that forgot it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
pub struct Sent {
    /// What was done.
    pub envelope: Envelope,
    /// When the answer came.
    pub at: Moment,
}

/// How far the rows of a store go.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Cursor {
    /// The life of the server's database.
    pub epoch: String,
    /// The revision.
    pub revision: i64,
    /// The scopes that are in it.
    pub scopes: Vec<Scope>,
    /// When it was last known to be up to date.
    pub at: Moment,
}

/// Why a command was not taken on by the phone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// A rule says no.
    Refused(Refusal),
    /// Nobody is signed in.
    SignInFirst,
    /// It could not be stored (the phone is full); nothing was sent.
    NotStored,
}

/// Where the disk keeps commands. Within one, a command is found by its [`Spot`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// Those that wait.
    Outbox,
    /// Those that were refused.
    Parked,
    /// Those that were done.
    Sent,
}

/// Where on a shelf a command lies: in the order of the phone's numbers. Two tabs that take commands on in one moment may
/// give out the same number, so the command's own id belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The number that the phone gave it.
    pub seq: u64,
    /// Which command.
    pub id: CommandId,
}

impl Spot {
    /// The place of this command.
    pub fn of(envelope: &Envelope) -> Spot {
        Spot { seq: envelope.device_seq, id: envelope.id }
    }
}

/// One thing that the disk must do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// Puts a command among those that wait, or in the place of what waited at its spot.
    Wait(Waiting),
    /// Puts a refused command away.
    Park(Parked),
    /// Puts a done command away.
    Done(Sent),
    /// Takes a command off a shelf.
    Drop(Shelf, Spot),
}

/// What the disk must do in one step, all or nothing, and durably.
pub type Writes = Vec<Write>;

/// What the disk holds of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Its rows.
    pub rows: Vec<Feed>,
    /// How far they go.
    pub cursor: Cursor,
    /// Its commands that wait.
    pub outbox: Vec<Waiting>,
    /// Its commands that were refused.
    pub parked: Vec<Parked>,
    /// Its commands that were done.
    pub sent: Vec<Sent>,
}

/// The phone's state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phone {
    /// What the server has confirmed, of all scopes.
    pub confirmed: Replica,
    /// How far the public rows go.
    pub public: Cursor,
    /// The account that acts.
    pub actor: Option<ResidentId>,
    /// How far its rows go.
    pub mine: Cursor,
    /// Its commands that wait, oldest first.
    pub outbox: Vec<Waiting>,
    /// Its commands that were refused.
    pub parked: Vec<Parked>,
    /// Its commands that were done, oldest first.
    pub sent: Vec<Sent>,
    last_seq: u64,
    failures: u32,
    /// The parts whose rows differ from the server's digest even when all of them have just come.
    deaf: Vec<Part>,
    aside: push::Aside,
}

impl Phone {
    /// Takes the public rows from the disk, in the place of those that were there.
    pub fn open_public(&mut self, rows: Vec<Feed>, cursor: Cursor) {
        self.confirmed.forget(|scope| scope == Scope::Public);
        rows.into_iter().for_each(|feed| self.confirmed.apply(feed));
        self.public = cursor;
    }

    /// Brings an account to the front, with what the disk holds of it.
    pub fn open(&mut self, resident: ResidentId, kept: Kept) {
        self.close();
        kept.rows.into_iter().for_each(|feed| self.confirmed.apply(feed));
        let numbers = kept.outbox.iter().map(|waiting| waiting.envelope.device_seq);
        let numbers = numbers.chain(kept.parked.iter().map(|parked| parked.envelope.device_seq));
        let numbers = numbers.chain(kept.sent.iter().map(|sent| sent.envelope.device_seq));
        self.last_seq = numbers.fold(0, u64::max);
        self.actor = Some(resident);
        self.mine = kept.cursor;
        self.outbox = kept.outbox;
        self.parked = kept.parked;
        self.sent = kept.sent;
    }

    /// Leaves the account at the front.
    pub fn close(&mut self) {
        self.confirmed.forget(|scope| scope != Scope::Public);
        self.actor = None;
        self.mine = Cursor::default();
        self.outbox.clear();
        self.parked.clear();
        self.sent.clear();
        self.aside = push::Aside::default();
    }

    /// Whether the account has heard from the server. Before that, rows come first: what waits may have to wait for what a
    /// restored server forgot.
    pub fn knows_the_server(&self) -> bool {
        !self.mine.epoch.is_empty()
    }

    /// What the person sees: the confirmed rows with the waiting commands on top.
    pub fn view(&self, now: Moment) -> Replica {
        if !ACCOUNTS {
            return self.confirmed.clone();
        }
        self.confirmed.with_pending(self.outbox.iter().map(|waiting| &waiting.envelope), now)
    }

    /// The commands that the server has not answered, oldest first.
    pub fn unanswered(&self) -> impl Iterator<Item = &Envelope> {
        self.outbox.iter().filter(|waiting| waiting.applied.is_none()).map(|waiting| &waiting.envelope)
    }
}

#[cfg(test)]
mod tests;
