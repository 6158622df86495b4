//! A phone's round, as the courier makes it: push until nothing is left, pull one's own rows, pull the public ones; and what happens when
//! an answer does not come.

use super::broken::Broken;
use super::handset::Step;
use super::run::{Event, Reply, Request, Run};
use super::weather::{DAY_MS, WAY_MS};
use domain::id::CommandId;
use domain::phone::{Next, Shelf, Spot, Trouble, Write, Writes};
use domain::when::Moment;
use domain::wire::{Answer, Part};

/// No request waits longer than this.
const PATIENCE_MS: i64 = 30_000;
/// After so many failed rounds in a row the phone is put away.
const MISSES: u32 = 6;

impl Run {
    /// Starts a round, or another one after the one that runs.
    pub fn kick(&mut self, n: usize) {
        if self.phones[n].step != Step::Idle {
            self.phones[n].again = true;
            return;
        }
        let boot = self.phones[n].boot;
        self.after(0, Event::Round(n, boot));
    }

    pub fn round(&mut self, n: usize) {
        let phone = &mut self.phones[n];
        if phone.step != Step::Idle {
            return;
        }
        phone.retried = false;
        phone.step = match phone.phone.actor {
            None => Step::Public,
            Some(_) if phone.phone.knows_the_server() => Step::Push,
            Some(_) => Step::Mine { then_push: true },
        };
        self.ask(n);
    }

    /// Sends what the step of the round asks for.
    fn ask(&mut self, n: usize) {
        let phone = &mut self.phones[n];
        let request = match phone.step {
            Step::Idle => return,
            Step::Push => {
                let (commands, epoch) = (phone.phone.next_push(), phone.phone.mine.epoch.clone());
                if commands.is_empty() {
                    phone.step = Step::Mine { then_push: false };
                    return self.ask(n);
                }
                Request::Push { epoch, commands }
            }
            Step::Mine { .. } => Request::Pull(phone.ask(Part::Mine), phone.phone.actor),
            Step::Public => Request::Pull(phone.ask(Part::Public), None),
        };
        self.requests += 1;
        let number = self.requests;
        if self.phones[n].offline_until > self.now {
            return self.trouble(n, Trouble::Offline);
        }
        self.phones[n].asked = Some(number);
        self.after(PATIENCE_MS, Event::Patience { of: n, number });
        let weather = self.weather.clone();
        if self.dice.chance(weather.twice) {
            let late = if weather.delay > 0.0 { 7 * DAY_MS } else { WAY_MS };
            let ms = self.dice.between(0, late);
            self.after(ms, Event::Hears { from: n, number, request: request.clone() });
        }
        if self.dice.chance(weather.loss) {
            return;
        }
        let late = self.dice.chance(weather.delay);
        let ms = self.dice.between(1, if late { 7 * DAY_MS } else { WAY_MS });
        self.after(ms, Event::Hears { from: n, number, request });
    }

    pub fn answered(&mut self, n: usize, number: u64, reply: Reply) {
        if self.phones[n].asked != Some(number) {
            return;
        }
        self.phones[n].asked = None;
        match (self.phones[n].step, reply) {
            (_, Reply::Status(401)) => self.trouble(n, Trouble::SignedOut),
            (Step::Push, Reply::Status(409)) if !self.phones[n].retried => {
                self.phones[n].retried = true;
                self.phones[n].step = Step::Mine { then_push: true };
                self.ask(n);
            }
            (_, Reply::Status(409)) => self.trouble(n, Trouble::OtherLife),
            (_, Reply::Status(_)) => self.trouble(n, Trouble::Busy(Some(1_000))),
            (Step::Push, Reply::Pushed(answers)) => self.settle(n, answers),
            (Step::Mine { then_push }, Reply::Pulled(pull)) => {
                let waited: Vec<CommandId> = self.phones[n].phone.unanswered().map(|one| one.id).collect();
                self.phones[n].take(Part::Mine, pull, self.now, &mut self.dice);
                if self.setup.broken == Broken::SentForgotten {
                    let phone = &mut self.phones[n].phone;
                    phone.outbox.retain(|one| one.applied.is_some() || waited.contains(&one.envelope.id));
                }
                self.phones[n].step = if then_push { Step::Push } else { Step::Public };
                self.ask(n);
            }
            (Step::Public, Reply::Pulled(pull)) => {
                self.phones[n].take(Part::Public, pull, self.now, &mut self.dice);
                self.done(n);
            }
            (Step::Idle, _) | (_, Reply::Pushed(_) | Reply::Pulled(_)) => self.trouble(n, Trouble::Offline),
        }
    }

    fn settle(&mut self, n: usize, answers: Vec<Answer>) {
        if answers.is_empty() {
            return self.trouble(n, Trouble::Offline);
        }
        let local = Moment(self.now + self.phones[n].skew);
        let before: Vec<(CommandId, Vec<CommandId>)> =
            self.phones[n].phone.unanswered().map(|envelope| (envelope.id, envelope.depends_on.clone())).collect();
        let settled = self.phones[n].phone.settle(answers, local);
        self.account_for(&before, &settled.writes);
        self.phones[n].keep(settled.writes, self.now, &mut self.dice);
        if settled.signed_out {
            return self.trouble(n, Trouble::SignedOut);
        }
        self.ask(n);
    }

    /// What the phone lets go of was refused before the person's eyes, or took back what was never made.
    fn account_for(&mut self, before: &[(CommandId, Vec<CommandId>)], writes: &Writes) {
        let parked: Vec<CommandId> = writes
            .iter()
            .filter_map(|write| if let Write::Park(parked) = write { Some(parked.envelope.id) } else { None })
            .collect();
        for id in &parked {
            self.ledger.edit(*id, |made| made.told = true);
        }
        for write in writes {
            let Write::Drop(Shelf::Outbox, spot) = write else { continue };
            let Some((id, depends_on)) = before.iter().find(|(id, _)| *id == spot.id) else { continue };
            if !parked.contains(id) && depends_on.iter().any(|other| parked.contains(other)) {
                self.ledger.excuse(*id, "what it takes back was refused");
            }
        }
    }

    fn done(&mut self, n: usize) {
        let local = Moment(self.now + self.phones[n].skew);
        let writes = self.phones[n].phone.caught_up(local);
        self.phones[n].keep(writes, self.now, &mut self.dice);
        self.phones[n].phone.at_ease();
        self.phones[n].misses = 0;
        self.rest(n);
    }

    fn rest(&mut self, n: usize) {
        self.phones[n].step = Step::Idle;
        self.phones[n].asked = None;
        if std::mem::take(&mut self.phones[n].again) {
            self.kick(n);
        }
    }

    pub fn no_answer(&mut self, n: usize) {
        self.trouble(n, Trouble::Offline);
    }

    fn trouble(&mut self, n: usize, trouble: Trouble) {
        let random = self.dice.fraction();
        let next = self.phones[n].phone.on_trouble(trouble, random);
        self.phones[n].again = false;
        self.rest(n);
        match next {
            Next::Wait(ms) => {
                self.phones[n].misses += 1;
                if self.phones[n].misses < MISSES || self.healed {
                    let boot = self.phones[n].boot;
                    self.after(i64::from(ms), Event::Round(n, boot));
                }
            }
            Next::AskWho => {
                if self.setup.broken == Broken::OutboxCleared {
                    let waiting = self.phones[n].phone.unanswered();
                    let writes = waiting.map(|one| Write::Drop(Shelf::Outbox, Spot::of(one))).collect();
                    self.phones[n].keep(writes, self.now, &mut self.dice);
                    self.phones[n].phone.outbox.clear();
                }
                self.ask_who(n);
            }
        }
    }

    /// The phone asks who is signed in on it, and does what follows for the account at the front.
    pub fn ask_who(&mut self, n: usize) {
        if self.phones[n].offline_until > self.now {
            return;
        }
        let device = self.phones[n].device;
        let here = self.server.residents(device);
        let actor = self.phones[n].phone.actor;
        if actor.is_some_and(|actor| !here.contains(&actor)) {
            // What was done and is wiped here cannot be sent again to a server that forgets it.
            let phone = &self.phones[n].phone;
            let done = phone.outbox.iter().filter(|waiting| waiting.applied.is_some()).map(|waiting| &waiting.envelope);
            let done = done.chain(phone.sent.iter().map(|sent| &sent.envelope));
            let answered: Vec<CommandId> = done.map(|envelope| envelope.id).collect();
            // The server says so if it was revoked; a session that ran out looks the same but for that.
            let revoked = self.dice.chance(0.5);
            let shown: Vec<CommandId> = phone.unanswered().map(|envelope| envelope.id).collect();
            let left = self.phones[n].signed_out(revoked, self.now);
            answered.into_iter().for_each(|id| self.ledger.excuse(id, "signed out after it was done"));
            if revoked {
                // What was on its way just then may still arrive when the account is back on this phone, and out of turn: the
                // person was told that it was not sent, and decides anew.
                for id in shown {
                    self.ledger.edit(id, |made| made.told = true);
                    self.ledger.excuse(id, "shown after signing out elsewhere");
                }
            }
            self.meets(match (left, revoked) {
                (true, true) => "shown",
                (true, false) => "kept",
                (false, _) => "wiped",
            });
        } else if actor.is_some() {
            return;
        }
        self.phones[n].known = here.clone();
        if let Some(first) = here.first() {
            self.phones[n].open(*first);
            self.kick(n);
        }
    }
}
