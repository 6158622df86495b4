//! A phone in somebody's hand: the real `domain::phone::Phone` with a disk, a clock that may be wrong, and a network that may
//! be gone. It does with them what the app's engine and courier do with IndexedDB, timers and fetch.

use super::dice::Dice;
use super::disk::Disk;
use domain::id::{DeviceId, ResidentId};
use domain::phone::{Phone, Writes};
use domain::wire::{Part, Pull, PullRequest};
use std::collections::BTreeMap;

/// Where a round stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Step {
    #[default]
    Idle,
    Push,
    /// The server lives another life: its rows first, then the commands again.
    Mine {
        then_push: bool,
    },
    Public,
}

/// One phone.
pub struct Handset {
    pub device: DeviceId,
    /// Who uses it.
    pub owners: Vec<ResidentId>,
    /// Who is signed in on it, as far as it knows.
    pub known: Vec<ResidentId>,
    pub phone: Phone,
    pub disks: BTreeMap<ResidentId, Disk>,
    pub public: Disk,
    /// The account at the front, as the disk knows it.
    pub front: Option<ResidentId>,
    /// How wrong its clock is.
    pub skew: i64,
    pub offline_until: i64,
    /// The request whose answer it waits for.
    pub asked: Option<u64>,
    pub step: Step,
    pub again: bool,
    /// The server said once in this round that it lives another life.
    pub retried: bool,
    /// Rounds that failed since somebody last looked at it.
    pub misses: u32,
    /// How often it was started: what an earlier start had begun is lost.
    pub boot: u32,
}

impl Handset {
    pub fn new(device: DeviceId, owners: Vec<ResidentId>) -> Handset {
        Handset {
            device,
            owners,
            known: Vec::new(),
            phone: Phone::default(),
            disks: BTreeMap::new(),
            public: Disk::default(),
            front: None,
            skew: 0,
            offline_until: 0,
            asked: None,
            step: Step::Idle,
            again: false,
            retried: false,
            misses: 0,
            boot: 0,
        }
    }

    /// Brings an account to the front, from the disk.
    pub fn open(&mut self, resident: ResidentId) {
        let kept = self.disks.entry(resident).or_default().read();
        self.phone.open(resident, kept);
        self.front = Some(resident);
        if !self.known.contains(&resident) {
            self.known.push(resident);
        }
    }

    /// The app is killed and started again.
    pub fn crash(&mut self, now: i64) {
        self.public.crash(now);
        self.disks.values_mut().for_each(|disk| disk.crash(now));
        self.start();
    }

    fn start(&mut self) {
        self.boot += 1;
        (self.asked, self.step, self.again) = (None, Step::Idle, false);
        self.phone = Phone::default();
        let kept = self.public.read();
        self.phone.open_public(kept.rows, kept.cursor);
        if let Some(front) = self.front {
            self.open(front);
        }
    }

    /// The browser deletes everything.
    pub fn evict(&mut self) {
        self.public = Disk::default();
        self.disks.clear();
        self.front = None;
        self.known.clear();
        self.start();
    }

    /// The account at the front is not signed in here any more: its rows go. What waits stays for when it comes back, or is shown
    /// to it then if it was `revoked`. Answers whether anything was left.
    pub fn signed_out(&mut self, revoked: bool, now: i64) -> bool {
        let Some(actor) = self.phone.actor else { return false };
        let local = domain::when::Moment(now + self.skew);
        let writes = if revoked { self.phone.signed_out_elsewhere(local) } else { Writes::new() };
        let left = self.phone.unanswered().next().is_some() || !self.phone.parked.is_empty();
        match self.disks.get_mut(&actor) {
            Some(disk) if left => disk.wipe(writes, now),
            _ => drop(self.disks.remove(&actor)),
        }
        self.phone.close();
        self.front = None;
        self.known.retain(|person| *person != actor);
        left
    }

    /// Has the account's disk do what was decided.
    pub fn keep(&mut self, writes: Writes, now: i64, dice: &mut Dice) -> i64 {
        let taking = dice.between(1, 40);
        match self.phone.actor.and_then(|actor| self.disks.get_mut(&actor)) {
            Some(disk) => disk.write(writes, now, taking),
            None => now,
        }
    }

    pub fn ask(&self, part: Part) -> PullRequest {
        self.phone.ask(part)
    }

    /// Takes rows in, and has the disk hold first what must wait again, then the rows.
    pub fn take(&mut self, part: Part, pull: Pull, now: i64, dice: &mut Dice) {
        let local = domain::when::Moment(now + self.skew);
        let (snapshot, rows) = (pull.snapshot, pull.rows.clone());
        let Some(writes) = self.phone.take_pull(part, pull, local) else { return };
        self.keep(writes, now, dice);
        let taking = dice.between(0, 5_000);
        match part {
            Part::Public => self.public.rows(snapshot, rows, self.phone.public.clone(), now, taking),
            Part::Mine => {
                let cursor = self.phone.mine.clone();
                if let Some(disk) = self.phone.actor.and_then(|actor| self.disks.get_mut(&actor)) {
                    disk.rows(snapshot, rows, cursor, now, taking);
                }
            }
        }
    }
}
