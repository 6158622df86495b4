//! Sending: what goes next, what an answer does, and how long to wait after a failure.
//!
//! First in, first out. A command goes along with the one that it depends on, or stays behind with it; everything else passes.
//! A command at which the server fails again and again (it answers, but not to this one) is set aside as soon as another command gets
//! through, and is tried after the others from then on: one poisoned command delays only what depends on it. When no other one
//! gets through either, the server is in trouble and not the command, and the order stays as it was.

use super::{Parked, Phone, Shelf, Spot, Waiting, Write, Writes};
use crate::command::Envelope;
use crate::id::CommandId;
use crate::refusal::Refusal;
use crate::when::Moment;
use crate::wire::{Answer, Outcome, PUSH_MAX};

const FIRST_WAIT_MS: u32 = 2_000;
const SHORTEST_WAIT_MS: u32 = 500;
const LONGEST_WAIT_MS: u32 = 300_000;
/// A browser's timer runs out at once when it is asked for more than 24 days.
const LONGEST_ASKED_MS: u32 = 24 * 3_600_000;
/// So often the server may fail at one command before others are tried.
const STRIKES: u32 = 3;

/// Why a round ended early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No network, or an answer that is not the server's.
    Offline,
    /// The server answers that it cannot, and may ask to wait so many milliseconds.
    Busy(Option<u32>),
    /// The server is not the one that the phone knew: first its rows, then the commands.
    OtherLife,
    /// The account is not signed in here any more.
    SignedOut,
}

/// What to do after a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Try again in so many milliseconds.
    Wait(u32),
    /// Ask the server who is signed in here. What waits is kept.
    AskWho,
}

/// What became of a push.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// For the disk.
    pub writes: Writes,
    /// The server has decided nothing from some command on: the person must sign in again.
    pub signed_out: bool,
    /// The server has said something that only its own release understands.
    pub outdated: bool,
}

/// Commands that are tried after the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Aside {
    /// The head of the push that is on its way.
    trying: Option<CommandId>,
    strikes: u32,
    /// Others got through while these failed.
    proven: Vec<CommandId>,
    /// No other has got through yet.
    suspected: Vec<CommandId>,
}

impl Aside {
    fn holds(&self, id: CommandId) -> bool {
        self.proven.contains(&id) || self.suspected.contains(&id)
    }

    fn failed(&mut self) {
        let Some(id) = self.trying.take() else { return };
        if self.holds(id) {
            return;
        }
        self.strikes += 1;
        if self.strikes >= STRIKES || !self.suspected.is_empty() {
            self.suspected.push(id);
            self.strikes = 0;
        }
    }

    fn answered(&mut self, answers: &[Answer]) {
        self.trying = None;
        self.strikes = 0;
        if answers.iter().any(|answer| !self.holds(answer.id)) {
            self.proven.append(&mut self.suspected);
        }
        self.proven.retain(|id| answers.iter().all(|answer| answer.id != *id));
    }
}

/// How long to wait after so many failures in a row: twice as long each time, five minutes at most, with full jitter (`random` is
/// at least 0 and less than 1), or as long as the server asks.
pub fn back_off(failures: u32, random: f64, asked_ms: Option<u32>) -> u32 {
    let most = (FIRST_WAIT_MS << failures.min(8)).min(LONGEST_WAIT_MS);
    let jittered = ((f64::from(most) * random) as u32).max(SHORTEST_WAIT_MS);
    asked_ms.unwrap_or(0).min(LONGEST_ASKED_MS).max(jittered)
}

impl Phone {
    /// The commands to send next, oldest first; none when nothing can be sent.
    pub fn next_push(&mut self) -> Vec<Envelope> {
        let mut batch = self.ready(false);
        if batch.is_empty() {
            // Everything else is through, or nothing is: then the suspicion was wrong.
            self.aside.suspected.clear();
            batch = self.ready(false);
        }
        if batch.is_empty() {
            batch = self.ready(true);
        }
        self.aside.trying = batch.first().map(|envelope| envelope.id);
        batch
    }

    fn ready(&self, aside: bool) -> Vec<Envelope> {
        let careful = aside || self.aside.strikes > 0 || !self.aside.suspected.is_empty();
        let most = if careful { 1 } else { PUSH_MAX };
        let mut batch: Vec<Envelope> = Vec::new();
        for envelope in self.unanswered().filter(|envelope| self.aside.holds(envelope.id) == aside) {
            // The server decides a push in its order, so what stands before is settled by then. Were it left out, commands that
            // were made after it would be decided before it: signed up, given back, signed up again would end in no place.
            let open = |id: &CommandId| {
                self.unanswered().any(|other| other.id == *id) && batch.iter().all(|before| before.id != *id)
            };
            if batch.len() < most && !envelope.depends_on.iter().any(open) {
                batch.push(envelope.clone());
            }
        }
        batch
    }

    /// Takes the answers to a push in.
    pub fn settle(&mut self, answers: Vec<Answer>, now: Moment) -> Settled {
        let mut settled = Settled::default();
        self.aside.answered(&answers);
        for Answer { id, outcome, .. } in answers {
            // One that was taken back meanwhile, or that belongs to an account that is not at the front, is nobody's.
            let Some(at) = self.outbox.iter().position(|waiting| waiting.envelope.id == id) else { continue };
            match outcome {
                Outcome::SignInNeeded => {
                    settled.signed_out = true;
                    break;
                }
                Outcome::Applied { revision } => {
                    self.outbox[at].applied = Some(revision);
                    settled.writes.push(Write::Wait(self.outbox[at].clone()));
                }
                Outcome::Refused { refusal } => {
                    settled.outdated |= matches!(refusal, Refusal::Newer(_));
                    self.park(at, refusal, now, &mut settled.writes);
                }
                Outcome::IdReused => self.park(at, Refusal::NotFound, now, &mut settled.writes),
            }
        }
        settled
    }

    /// Puts a refused command where the person sees it. What depended on it takes back what was never made, and goes; but not where
    /// it is refused because it is so already.
    fn park(&mut self, at: usize, refusal: Refusal, now: Moment, writes: &mut Writes) {
        let envelope = self.outbox.remove(at).envelope;
        writes.push(Write::Drop(Shelf::Outbox, Spot::of(&envelope)));
        let made = refusal == Refusal::AlreadySaid;
        let orphan = |waiting: &Waiting| !made && waiting.envelope.depends_on.contains(&envelope.id);
        for waiting in self.outbox.iter().filter(|waiting| orphan(waiting)) {
            writes.push(Write::Drop(Shelf::Outbox, Spot::of(&waiting.envelope)));
        }
        self.outbox.retain(|waiting| !orphan(waiting));
        let parked = Parked { envelope, refusal, at: now };
        writes.push(Write::Park(parked.clone()));
        self.parked.push(parked);
    }

    /// Somebody signed the account out of this phone from elsewhere, perhaps because it was lost. What waits may be a finder's
    /// doing: nothing of it goes out by itself. It is put where the same person sees it after signing in again, to be sent
    /// again or dropped.
    pub fn signed_out_elsewhere(&mut self, now: Moment) -> Writes {
        let mut writes = Writes::new();
        while let Some(at) = self.outbox.iter().position(|waiting| waiting.applied.is_none()) {
            let envelope = self.outbox.remove(at).envelope;
            writes.push(Write::Drop(Shelf::Outbox, Spot::of(&envelope)));
            let parked = Parked { envelope, refusal: Refusal::SignedOut, at: now };
            writes.push(Write::Park(parked.clone()));
            self.parked.push(parked);
        }
        writes
    }

    /// A round has failed.
    pub fn on_trouble(&mut self, trouble: Trouble, random: f64) -> Next {
        let asked = match trouble {
            Trouble::SignedOut => return Next::AskWho,
            Trouble::Busy(asked) => {
                self.aside.failed();
                asked
            }
            Trouble::Offline | Trouble::OtherLife => None,
        };
        self.failures += 1;
        Next::Wait(back_off(self.failures - 1, random, asked))
    }

    /// A round went well.
    pub fn at_ease(&mut self) {
        self.failures = 0;
    }
}
