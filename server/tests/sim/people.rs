//! What people do with their phones, and what is done to the phones.

use super::run::{Event, Run};
use super::weather::{DAY_MS, Weather};
use super::world::{COOK, LEADER, resident};
use domain::command::Command;
use domain::device::Device;
use domain::duty::{Duty, DutyState};
use domain::id::{CommandId, DeviceId, DutyId, LeaseId, OrderId, ResidentId, SignupId, SwapId};
use domain::lease::Lease;
use domain::occurrence::{Occurrence, Plan};
use domain::order::{Order, OrderState, Portions};
use domain::phone::{Waiting, Write};
use domain::replica::Replica;
use domain::serving::Serving;
use domain::shift::Shift;
use domain::signup::Signup;
use domain::swap::{Swap, SwapState};
use domain::when::Moment;

impl Run {
    /// Somebody takes phone `n` into their hand.
    pub fn act(&mut self, n: usize) {
        let mean = 24 * DAY_MS * self.phones.len() as i64 / self.setup.acts.max(1);
        let next = self.dice.between(1, 2 * mean);
        self.after(next, Event::Act(n));
        self.phones[n].misses = 0;
        self.misfortune(n);
        if self.phones[n].phone.actor.is_none() {
            self.sign_in(n);
        }
        if self.dice.chance(0.05) {
            self.sign_in(n);
        }
        let view = self.phones[n].phone.view(self.local(n));
        for _ in 0..2 + self.dice.below(6) {
            self.something(n, &view);
        }
        self.kick(n);
    }

    fn local(&self, n: usize) -> Moment {
        Moment(self.now + self.phones[n].skew)
    }

    fn misfortune(&mut self, n: usize) {
        let weather = self.weather.clone();
        if self.dice.chance(weather.crash) {
            self.meets("crash");
            self.phones[n].crash(self.now);
        }
        if self.dice.chance(weather.eviction) {
            self.meets("eviction");
            self.ledger.evicted(n);
            self.phones[n].evict();
            self.ask_who(n);
        }
        if self.dice.chance(weather.partition) {
            self.phones[n].offline_until = self.now + self.dice.between(0, 4 * DAY_MS);
        }
        if self.dice.chance(weather.skew) {
            let wrong = Weather::clock(&mut self.dice);
            self.phones[n].skew = if self.dice.chance(0.5) { wrong } else { wrong / 1_000 };
        }
        if self.dice.chance(weather.revoke)
            && let Some(actor) = self.phones[n].phone.actor
        {
            self.meets("revoke");
            self.server.revoke(self.phones[n].device, actor, Moment(self.now));
            self.model.signed_out(self.phones[n].device, actor);
        }
        if self.dice.chance(weather.switch)
            && let Some(other) = self.dice.pick(&self.phones[n].known).copied()
        {
            self.phones[n].open(other);
        }
    }

    /// With a card, if there is a network.
    pub fn sign_in(&mut self, n: usize) {
        let owners = self.phones[n].owners.clone();
        let missing: Vec<ResidentId> =
            owners.into_iter().filter(|person| !self.phones[n].known.contains(person)).collect();
        if self.phones[n].offline_until > self.now {
            return;
        }
        let Some(person) = self.dice.pick(&missing).copied() else { return };
        self.come_in(n, person);
    }

    /// A card is shown: the person is signed in and comes to the front.
    pub fn come_in(&mut self, n: usize, person: ResidentId) {
        let device = self.phones[n].device;
        self.server.sign_in(device, person, Moment(self.now));
        self.model.signs_in(device, person);
        self.phones[n].open(person);
        self.note("sign in");
    }

    fn something(&mut self, n: usize, view: &Replica) {
        let Some(actor) = self.phones[n].phone.actor else { return };
        if self.dice.chance(0.05) {
            return self.change_of_mind(n);
        }
        let leads = actor == resident(&self.census, LEADER);
        let wish = if leads && self.dice.chance(0.4) { self.at_the_door(n, view) } else { self.wish(actor, view) };
        if let Some(command) = wish {
            self.submit(n, view, command);
        }
    }

    fn submit(&mut self, n: usize, view: &Replica, command: Command) {
        let (id, local) = (CommandId(self.dice.id()), self.local(n));
        let phone = &mut self.phones[n];
        let taken = phone.phone.submit(view, command, id, Some(phone.device), local);
        let Ok(waiting) = taken else { return };
        self.ledger.begin(id);
        let (boot, now) = (phone.boot, self.now);
        let done = phone.keep(vec![Write::Wait(waiting.clone())], now, &mut self.dice);
        self.after(done - now, Event::Stored(n, boot, Box::new(waiting)));
    }

    /// The disk has it: from now on the person may rely on it.
    pub fn stored(&mut self, n: usize, boot: u32, waiting: Waiting) {
        if self.phones[n].boot != boot {
            return;
        }
        let id = waiting.envelope.id;
        self.ledger.make(&waiting.envelope, n);
        if self.dice.chance(self.weather.poison) {
            self.poisoned.insert(id);
        }
        self.phones[n].phone.stored(waiting);
        self.note("stored");
        self.kick(n);
    }

    fn change_of_mind(&mut self, n: usize) {
        let waiting: Vec<CommandId> = self.phones[n].phone.unanswered().map(|envelope| envelope.id).collect();
        let parked = self.phones[n].phone.parked.first().cloned();
        if let Some(id) = self.dice.pick(&waiting).copied().filter(|_| parked.is_none()) {
            let writes = self.phones[n].phone.withdraw(id);
            self.phones[n].keep(writes, self.now, &mut self.dice);
            return self.ledger.excuse(id, "taken back");
        }
        let Some(parked) = parked else { return };
        let writes = self.phones[n].phone.drop_parked(parked.envelope.id);
        self.phones[n].keep(writes, self.now, &mut self.dice);
        let view = self.phones[n].phone.view(self.local(n));
        self.submit(n, &view, parked.envelope.command);
    }

    fn wish(&mut self, actor: ResidentId, view: &Replica) -> Option<Command> {
        let me = view.me()?.clone();
        if actor == resident(&self.census, LEADER) && self.dice.chance(self.weather.capacity.max(0.05)) {
            return self.organize(view);
        }
        if actor == resident(&self.census, COOK) && self.dice.chance(0.5) {
            let orders: Vec<&Order> = view.all::<Order>().filter(|row| row.state == OrderState::Booked).collect();
            return self.dice.pick(&orders).map(|row| Command::HandOut { order: row.id });
        }
        let people = me.household();
        let person = self.dice.pick(&people)?.id;
        if self.dice.chance(0.2) {
            return self.volunteer(person, view);
        }
        match self.dice.below(20) {
            0..8 => {
                let dates: Vec<&Occurrence> = view.all::<Occurrence>().collect();
                let occurrence = self.dice.pick(&dates)?.id;
                let mut party = vec![person];
                if self.dice.chance(0.3) {
                    party = people.iter().map(|person| person.id).collect();
                }
                Some(Command::SignUp { signup: SignupId(self.dice.id()), occurrence, party, split: None })
            }
            8..13 => {
                let live: Vec<&Signup> = view.all::<Signup>().filter(|row| row.live()).collect();
                self.dice.pick(&live).map(|row| Command::CancelSignup { signup: row.id })
            }
            13..17 => {
                let menu: Vec<&Serving> = view.all::<Serving>().collect();
                let dish = self.dice.pick(&menu)?;
                let portions = vec![Portions { serving: dish.id, count: 1 + self.dice.below(3) as u32 }];
                let (order, day) = (OrderId(self.dice.id()), dish.day);
                let (delivered, from_balance) = (false, false);
                Some(Command::PlaceOrder {
                    order,
                    day,
                    eater: person,
                    portions,
                    delivered,
                    from_balance,
                    note: String::new(),
                })
            }
            17..19 => {
                let orders: Vec<&Order> = view.all::<Order>().collect();
                self.dice.pick(&orders).map(|row| Command::CancelOrder { order: row.id })
            }
            _ => self.revoke_another(view),
        }
    }

    /// The leader takes places along, lets people in with them, or gives them back.
    fn at_the_door(&mut self, n: usize, view: &Replica) -> Option<Command> {
        let (device, now) = (self.phones[n].device, self.local(n));
        let what = self.dice.below(8);
        if what < 2 {
            let dates: Vec<&Occurrence> = view.all::<Occurrence>().filter(|date| date.free() > 0).collect();
            let date = *self.dice.pick(&dates)?;
            let until = if self.dice.chance(0.5) { date.ends } else { now.plus_ms(self.dice.between(0, 2 * DAY_MS)) };
            let (lease, places) = (LeaseId(self.dice.id()), self.dice.between(1, 4) as u32);
            return Some(Command::LeasePlaces { lease, occurrence: date.id, places, until });
        }
        let live: Vec<&Lease> = view.all::<Lease>().filter(|lease| lease.live()).collect();
        if what == 2 {
            return self.dice.pick(&live).map(|lease| Command::ReturnPlaces { lease: lease.id });
        }
        let own: Vec<&Lease> = live.into_iter().filter(|lease| lease.promises(Some(device), now)).collect();
        let (lease, occurrence) = self.dice.pick(&own).map(|lease| (lease.id, lease.occurrence))?;
        let known: Vec<ResidentId> = view.all::<Signup>().flat_map(|row| &row.party).map(|person| person.id).collect();
        let mut party: Vec<ResidentId> = Vec::new();
        for _ in 0..1 + self.dice.below(2) {
            party.extend(self.dice.pick(&known));
        }
        Some(Command::GivePlaces { signup: SignupId(self.dice.id()), occurrence, lease, party, at: now })
    }

    /// Takes a shift, gives one back, looks for a stand-in, or swaps with somebody.
    fn volunteer(&mut self, person: ResidentId, view: &Replica) -> Option<Command> {
        let what = self.dice.below(7);
        if what > 4 {
            return self.trade(view);
        }
        if what < 3 {
            let shifts: Vec<&Shift> = view.all::<Shift>().collect();
            let shift = self.dice.pick(&shifts)?.id;
            let (duty, witness) = (DutyId(self.dice.id()), String::new());
            return Some(Command::TakeShift { duty, shift, resident: person, witness });
        }
        let live: Vec<&Duty> = view.all::<Duty>().filter(|row| row.state.live()).collect();
        let (duty, seeking) = self.dice.pick(&live).map(|row| (row.id, row.state == DutyState::Taken))?;
        Some(if what == 3 { Command::LeaveShift { duty } } else { Command::SeekReplacement { duty, seeking } })
    }

    /// Answers a proposal, or proposes to swap with somebody who has told them their code.
    fn trade(&mut self, view: &Replica) -> Option<Command> {
        let open: Vec<&Swap> = view.all::<Swap>().filter(|swap| swap.state == SwapState::Proposed).collect();
        if self.dice.chance(0.6)
            && let Some(swap) = self.dice.pick(&open)
        {
            return Some(Command::AnswerSwap { swap: swap.id, agreed: self.dice.chance(0.8) });
        }
        let own: Vec<DutyId> = view.all::<Duty>().filter(|row| row.state.live()).map(|row| row.id).collect();
        let duty = *self.dice.pick(&own)?;
        let told = self.model.roster.codes();
        let (shift, code) = self.dice.pick(&told)?.clone();
        Some(Command::ProposeSwap { swap: SwapId(self.dice.id()), duty, shift, code })
    }

    fn revoke_another(&mut self, view: &Replica) -> Option<Command> {
        let devices: Vec<DeviceId> =
            view.all::<Device>().filter(|row| row.revoked.is_none()).map(|row| row.id).collect();
        let device = self.dice.pick(&devices).copied()?;
        self.dice.chance(self.weather.revoke * 10.0).then_some(Command::RevokeDevice { device })
    }

    fn organize(&mut self, view: &Replica) -> Option<Command> {
        let dates: Vec<&Occurrence> = view.all::<Occurrence>().collect();
        let date = *self.dice.pick(&dates)?;
        if self.dice.chance(0.05) {
            return Some(Command::CancelOccurrence { occurrence: date.id, reason: "下雨".into() });
        }
        let capacity = self.dice.between(1, 8) as u32;
        let plan = Plan { starts: date.starts, ends: date.ends, venue: date.venue, capacity, ..Plan::default() };
        Some(Command::EditOccurrence { occurrence: date.id, plan, before: None })
    }
}
