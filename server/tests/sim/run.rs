//! One run: phones, a server and a network, on one thread, with one clock that jumps from event to event.

use super::broken::Broken;
use super::dice::Dice;
use super::handset::Handset;
use super::ledger::Ledger;
use super::model::Model;
use super::server::{Server, Store};
use super::weather::{DAY_MS, Weather};
use super::world::{self, beginning, resident};
use domain::command::Envelope;
use domain::id::{CommandId, DeviceId, ResidentId};
use domain::phone::Waiting;
use domain::wire::{Answer, Pull, PullRequest};
use server::import::census::Census;
use std::collections::{BTreeMap, BTreeSet};

/// How long a run lasts, before everything heals.
const RUN_MS: i64 = 24 * DAY_MS;
/// How long nothing happens where years go by: no receipt may be forgotten meanwhile, and nothing that waits is.
const YEARS_MS: i64 = 3 * 365 * DAY_MS;

/// What a phone asks.
#[derive(Clone)]
pub enum Request {
    Push { epoch: String, commands: Vec<Envelope> },
    Pull(PullRequest, Option<ResidentId>),
}

/// What it hears.
#[derive(Clone)]
pub enum Reply {
    Pushed(Vec<Answer>),
    Pulled(Pull),
    Status(u16),
}

/// Something that is going to happen.
pub enum Event {
    /// Somebody takes a phone into their hand.
    Act(usize),
    /// A phone looks for news.
    Round(usize, u32),
    /// The disk has a command.
    Stored(usize, u32, Box<Waiting>),
    /// The server hears a request.
    Hears { from: usize, number: u64, request: Request },
    /// A phone hears an answer.
    Answered { to: usize, number: u64, reply: Reply },
    /// A phone waits no longer.
    Patience { of: usize, number: u64 },
    /// The server's tables are copied aside.
    Backup,
    /// They are lost, and the copy takes their place.
    Restore,
    /// For everybody, three years go by.
    Years,
}

/// How a run is set up.
#[derive(Clone, Copy)]
pub struct Setup {
    pub seed: u64,
    pub broken: Broken,
    /// How often somebody takes a phone into their hand, over all phones.
    pub acts: i64,
    /// The server can be restored from a backup here.
    pub restores: bool,
}

/// What a run came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Commands that were made.
    pub commands: usize,
    /// A number that two runs share only if everything in them went the same way.
    pub trace: u64,
    /// What did not hold.
    pub fault: Option<String>,
    /// What was met on the way, of [`MISHAPS`].
    pub met: BTreeSet<&'static str>,
}

/// What the runs together must have met: without it they would prove nothing about it.
pub const MISHAPS: [&str; 14] = [
    "crash",
    "eviction",
    "revoke",
    "kept",
    "shown",
    "wiped",
    "restore",
    "server crash",
    "other life",
    "poison",
    "repeated",
    "refused",
    "years",
    "swap",
];

/// A run.
pub struct Run {
    pub setup: Setup,
    pub dice: Dice,
    pub weather: Weather,
    pub census: Census,
    pub now: i64,
    pub server: Server,
    pub model: Model,
    pub aside: Option<Model>,
    pub phones: Vec<Handset>,
    pub ledger: Ledger,
    pub poisoned: BTreeSet<CommandId>,
    pub requests: u64,
    pub fault: Option<String>,
    pub healed: bool,
    /// How much later everything happens since years went by.
    later: i64,
    met: BTreeSet<&'static str>,
    trace: u64,
    queue: BTreeMap<(i64, u64), Event>,
    events: u64,
}

impl Run {
    /// A run on a store that holds the census of this seed ([`Run::census`]).
    pub fn new(setup: Setup, store: Store) -> Run {
        let mut dice = Dice::new(setup.seed);
        let weather = Weather::of(&mut dice);
        let census = Run::census(setup.seed);
        let phones = (0..2 + dice.below(19))
            .map(|n| {
                // Some people have two phones, and some phones two people.
                let mut owners = vec![resident(&census, n % (world::PEOPLE - 2))];
                if dice.chance(0.3) {
                    owners.push(resident(&census, dice.below(world::PEOPLE)));
                    owners.dedup();
                }
                Handset::new(DeviceId(dice.id()), owners)
            })
            .collect();
        Run {
            setup,
            dice,
            weather,
            now: beginning().0,
            server: Server::new(store, setup.broken),
            model: Model::new(&census),
            aside: None,
            census,
            phones,
            ledger: Ledger::default(),
            poisoned: BTreeSet::new(),
            requests: 0,
            fault: None,
            healed: false,
            later: 0,
            met: BTreeSet::new(),
            trace: 0xcbf2_9ce4_8422_2325,
            queue: BTreeMap::new(),
            events: 0,
        }
    }

    /// The neighbourhood of a seed.
    pub fn census(seed: u64) -> Census {
        world::census(&mut Dice::new(seed ^ 0xa11))
    }

    pub fn after(&mut self, ms: i64, event: Event) {
        self.events += 1;
        self.queue.insert((self.now + ms.max(0), self.events), event);
    }

    /// Notes that something did not hold; the first is told.
    pub fn wrong(&mut self, what: impl Into<String>) {
        if self.fault.is_none() {
            self.fault = Some(what.into());
        }
    }

    /// Notes a mishap.
    pub fn meets(&mut self, what: &'static str) {
        self.met.insert(what);
        self.note(what);
    }

    /// Everything that can tell two runs apart goes in here.
    pub fn note(&mut self, what: &str) {
        for byte in what.bytes().chain(self.now.to_le_bytes()) {
            self.trace = (self.trace ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// Runs it to its end.
    pub fn finish(mut self) -> (Report, Server) {
        let end = self.now + RUN_MS;
        for n in 0..self.phones.len() {
            let ms = self.dice.between(0, DAY_MS);
            self.after(ms, Event::Act(n));
        }
        self.draw_years();
        if self.setup.restores {
            for _ in 0..self.weather.restores {
                let at = self.dice.between(DAY_MS, RUN_MS - 4 * DAY_MS);
                let old = self.dice.between(DAY_MS / 24, 2 * DAY_MS);
                self.after(at, Event::Backup);
                self.after(at + old, Event::Restore);
            }
        }
        self.go(|now, run| now < end + run.later);
        self.heal();
        if self.fault.is_none() {
            self.judge();
        }
        let fault = self.fault.take();
        (Report { commands: self.ledger.made.len(), trace: self.trace, fault, met: self.met }, self.server)
    }

    /// In some runs years go by at some time. Not where a backup comes back: after so long a phone has forgotten what it had done.
    fn draw_years(&mut self) {
        // Dice of their own, so that the other runs stay what they are.
        let mut dice = Dice::new(self.setup.seed ^ 0x365);
        let restored = self.setup.restores && self.weather.restores > 0;
        if dice.chance(0.2) && !restored {
            let at = dice.between(DAY_MS, RUN_MS - DAY_MS);
            self.after(at, Event::Years);
        }
    }

    /// Lets things happen, as long as there is something, nothing is wrong and `on` says so.
    pub fn go(&mut self, on: impl Fn(i64, &Run) -> bool) {
        while self.fault.is_none()
            && let Some(((at, number), event)) = self.queue.pop_first()
        {
            if !on(at, self) {
                self.queue.insert((at, number), event);
                return;
            }
            self.now = self.now.max(at);
            self.happen(event);
        }
    }

    /// Forgets what people were going to do; what is on its way stays on its way.
    pub fn nobody_acts(&mut self) {
        self.queue.retain(|_, event| !matches!(event, Event::Act(_) | Event::Backup | Event::Restore | Event::Years));
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Act(n) => self.act(n),
            Event::Round(n, boot) => {
                if self.phones[n].boot == boot {
                    self.round(n);
                }
            }
            Event::Stored(n, boot, waiting) => self.stored(n, boot, *waiting),
            Event::Hears { from, number, request } => self.hears(from, number, request),
            Event::Answered { to, number, reply } => self.answered(to, number, reply),
            Event::Patience { of, number } => {
                if self.phones[of].asked == Some(number) {
                    self.no_answer(of);
                }
            }
            Event::Years => {
                self.meets("years");
                self.now += YEARS_MS;
                self.later += YEARS_MS;
            }
            Event::Backup => {
                self.note("backup");
                self.server.backup();
                self.aside = Some(self.model.clone());
            }
            Event::Restore => {
                if let Some(before) = self.aside.clone() {
                    self.meets("restore");
                    self.server.restore();
                    // Who is signed in is part of the tables too.
                    self.model = before;
                    self.ledger.new_life();
                }
            }
        }
    }
}
