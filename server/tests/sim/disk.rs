//! A phone's disk: one database, written in order. What was written strictly is there after a crash as soon as it is done; the rows of a
//! pull are written in passing, and a crash may take the last of them away.

use domain::phone::{Cursor, Kept, Parked, Sent, Shelf, Spot, Waiting, Write, Writes};
use domain::row::{Row, RowKey};
use domain::scope::Scope;
use domain::wire::Feed;
use std::collections::BTreeMap;

/// How long a strict write takes at most.
const STRICT_MS: i64 = 40;
/// How long the system may keep other writes to itself.
const LAZY_MS: i64 = 5_000;

#[derive(Clone, Debug)]
enum Op {
    Commands(Writes),
    Rows {
        snapshot: bool,
        rows: Vec<Feed>,
        cursor: Cursor,
    },
    /// Rows, cursor and what was done go; what waits or was refused stays, as these writes leave it.
    Wipe(Writes),
}

/// One database of a phone.
#[derive(Clone, Debug, Default)]
pub struct Disk {
    rows: BTreeMap<(Scope, RowKey), Feed>,
    cursor: Cursor,
    outbox: BTreeMap<Spot, Waiting>,
    parked: BTreeMap<Spot, Parked>,
    sent: BTreeMap<Spot, Sent>,
    on_the_way: Vec<(i64, Op)>,
    /// Strict writes are done one after the other.
    busy_until: i64,
}

impl Disk {
    /// Writes what the phone decided; it is safe from the answered moment on.
    pub fn write(&mut self, writes: Writes, now: i64, taking: i64) -> i64 {
        let done = self.busy_until.max(now + taking.clamp(1, STRICT_MS));
        self.busy_until = done;
        if !writes.is_empty() {
            self.strictly(done, Op::Commands(writes));
        }
        done
    }

    /// Writes rows in passing.
    pub fn rows(&mut self, snapshot: bool, rows: Vec<Feed>, cursor: Cursor, now: i64, taking: i64) {
        let before = self.on_the_way.last().map_or(now, |(at, _)| *at);
        let done = before.max(now + taking.rem_euclid(LAZY_MS));
        self.on_the_way.push((done, Op::Rows { snapshot, rows, cursor }));
    }

    /// Deletes what a signed-out account may not leave behind.
    pub fn wipe(&mut self, writes: Writes, now: i64) {
        self.strictly(self.busy_until.max(now + 1), Op::Wipe(writes));
    }

    fn strictly(&mut self, done: i64, op: Op) {
        // One log: what is in front of a strict write is safe with it.
        self.on_the_way.iter_mut().for_each(|(at, _)| *at = (*at).min(done));
        self.on_the_way.push((done, op));
    }

    /// The app is killed.
    pub fn crash(&mut self, now: i64) {
        self.busy_until = 0;
        let on_the_way = std::mem::take(&mut self.on_the_way);
        for (_, op) in on_the_way.into_iter().take_while(|(at, _)| *at <= now) {
            self.run(op);
        }
    }

    /// What a reader sees: everything that was written, safe or not.
    pub fn read(&mut self) -> Kept {
        for (_, op) in std::mem::take(&mut self.on_the_way) {
            self.run(op);
        }
        Kept {
            rows: self.rows.values().cloned().collect(),
            cursor: self.cursor.clone(),
            outbox: self.outbox.values().cloned().collect(),
            parked: self.parked.values().cloned().collect(),
            sent: self.sent.values().cloned().collect(),
        }
    }

    fn run(&mut self, op: Op) {
        match op {
            Op::Commands(writes) => writes.into_iter().for_each(|write| self.shelve(write)),
            Op::Rows { snapshot, rows, cursor } => {
                if snapshot {
                    self.rows.clear();
                }
                for feed in rows {
                    match (feed.row.as_ref().map(Row::key), feed.gone) {
                        (Some(key), _) => drop(self.rows.insert((feed.scope, key), feed)),
                        (None, Some(key)) => drop(self.rows.remove(&(feed.scope, key))),
                        (None, None) => {}
                    }
                }
                self.cursor = cursor;
            }
            Op::Wipe(writes) => {
                let (outbox, parked) = (std::mem::take(&mut self.outbox), std::mem::take(&mut self.parked));
                *self = Disk { outbox, parked, ..Disk::default() };
                writes.into_iter().for_each(|write| self.shelve(write));
            }
        }
    }

    fn shelve(&mut self, write: Write) {
        match write {
            Write::Wait(row) => drop(self.outbox.insert(Spot::of(&row.envelope), row)),
            Write::Park(row) => drop(self.parked.insert(Spot::of(&row.envelope), row)),
            Write::Done(row) => drop(self.sent.insert(Spot::of(&row.envelope), row)),
            Write::Drop(Shelf::Outbox, spot) => drop(self.outbox.remove(&spot)),
            Write::Drop(Shelf::Parked, spot) => drop(self.parked.remove(&spot)),
            Write::Drop(Shelf::Sent, spot) => drop(self.sent.remove(&spot)),
        }
    }
}
