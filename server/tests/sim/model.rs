//! What should be, in plain maps, written from the rules in the README and not from their code: who has a place, who waits in which
//! order, how many portions are left, and one effect per command. The server's own clock, never a phone's.

use super::leases::{Lent, about_places};
use super::roster::Roster;
use super::server::Server;
use super::world::{COOK, LEADER, SUBSTITUTE, resident};
use domain::command::{Command, Envelope};
use domain::id::{CommandId, DeviceId, LeaseId, OccurrenceId, OrderId, ResidentId, ServingId, SignupId};
use domain::signup::SignupState;
use domain::when::{Day, Moment};
use domain::wire::{Answer, Outcome};
use server::import::census::Census;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

#[derive(Clone)]
pub struct Date {
    pub starts: i64,
    pub ends: i64,
    pub places: usize,
    pub off: bool,
    pub seated: BTreeSet<SignupId>,
    pub line: VecDeque<SignupId>,
}

#[derive(Clone)]
pub struct Party {
    pub date: OccurrenceId,
    pub booker: ResidentId,
    pub people: Vec<ResidentId>,
}

#[derive(Clone)]
struct Meal {
    booker: ResidentId,
    eater: ResidentId,
    day: Day,
    portions: Vec<(ServingId, u32)>,
    /// Reserved, until it was handed out or given up.
    open: bool,
    cancelled: bool,
}

#[derive(Clone, Copy, Default)]
struct Pot {
    cooked: u32,
    reserved: u32,
    served: u32,
}

/// What should be.
#[derive(Clone)]
pub struct Model {
    pub census: Arc<Census>,
    pub dates: BTreeMap<OccurrenceId, Date>,
    pub parties: BTreeMap<SignupId, Party>,
    pub leases: BTreeMap<LeaseId, Lent>,
    meals: BTreeMap<OrderId, Meal>,
    pots: BTreeMap<ServingId, (Day, Pot)>,
    pub roster: Roster,
    pub signed_in: BTreeSet<(DeviceId, ResidentId)>,
    ever: BTreeSet<(DeviceId, ResidentId)>,
    /// What was answered to each command.
    pub answered: BTreeMap<CommandId, Outcome>,
}

impl Model {
    pub fn new(census: &Census) -> Model {
        let date = |row: &domain::occurrence::Occurrence| Date {
            starts: row.starts.0,
            ends: row.ends.0,
            places: row.capacity as usize,
            off: false,
            seated: BTreeSet::new(),
            line: VecDeque::new(),
        };
        let pot = |cooked| Pot { cooked, ..Pot::default() };
        Model {
            dates: census.occurrences.iter().map(|row| (row.id, date(row))).collect(),
            pots: census.servings.iter().map(|row| (row.id, (row.day, pot(row.portions)))).collect(),
            census: Arc::new(census.clone()),
            roster: Roster::new(&census.shifts),
            parties: BTreeMap::new(),
            leases: BTreeMap::new(),
            meals: BTreeMap::new(),
            signed_in: BTreeSet::new(),
            ever: BTreeSet::new(),
            answered: BTreeMap::new(),
        }
    }

    pub fn signs_in(&mut self, device: DeviceId, resident: ResidentId) {
        self.signed_in.insert((device, resident));
        self.ever.insert((device, resident));
    }

    pub fn signed_out(&mut self, device: DeviceId, resident: ResidentId) {
        self.signed_in.remove(&(device, resident));
    }

    /// Whether the answer is the right one; the effect of a command that was done happens here too. Then the server's tables must
    /// say the same.
    pub fn hears(
        &mut self,
        envelope: &Envelope,
        device: DeviceId,
        now: i64,
        answer: &Answer,
        server: &mut Server,
    ) -> Result<(), String> {
        if !self.signed_in.contains(&(device, envelope.actor)) {
            let right = answer.outcome == Outcome::SignInNeeded;
            return if right {
                Ok(())
            } else {
                Err(format!("S1: a signed-out phone was answered {:?}", answer.outcome))
            };
        }
        if let Some(before) = self.answered.get(&envelope.id) {
            if answer.outcome != *before || !answer.already {
                return Err(format!("M2: a repeated command was first answered {before:?}, then {answer:?}"));
            }
        } else {
            let right = self.act(envelope.actor, device, &envelope.command, now);
            let done = matches!(answer.outcome, Outcome::Applied { .. });
            if done != right.is_ok() || answer.already {
                return Err(format!("the rules say {right:?}, the server {answer:?} to {:?}", envelope.command));
            }
            self.answered.insert(envelope.id, answer.outcome.clone());
        }
        self.compare(&envelope.command, server)
    }

    fn act(&mut self, actor: ResidentId, device: DeviceId, command: &Command, now: i64) -> Result<(), &'static str> {
        if about_places(command) {
            self.lapse(now);
        }
        match command {
            Command::SignUp { signup, occurrence, party, .. } => self.sign_up(actor, *signup, *occurrence, party, now),
            Command::CancelSignup { signup } => self.cancel(actor, *signup, now),
            Command::EditOccurrence { occurrence, plan, .. } => {
                self.led(actor, *occurrence, now)?;
                let taken = self.taken(*occurrence) + self.lent(*occurrence);
                refuse(taken > plan.capacity as usize, "C4: people have these places")?;
                if let Some(date) = self.dates.get_mut(occurrence) {
                    date.places = plan.capacity as usize;
                }
                self.move_up(*occurrence);
                Ok(())
            }
            Command::CancelOccurrence { occurrence, .. } => {
                self.led(actor, *occurrence, now)?;
                if let Some(date) = self.dates.get_mut(occurrence) {
                    date.off = true;
                    date.seated.clear();
                    date.line.clear();
                }
                self.take_along(*occurrence);
                Ok(())
            }
            Command::PlaceOrder { order, day, eater, portions, .. } => {
                let wanted = portions.iter().map(|line| (line.serving, line.count)).collect();
                self.order(actor, *order, *day, *eater, wanted, now)
            }
            Command::CancelOrder { order } => {
                let meal = self.meals.get(order).cloned().ok_or("no order")?;
                let own = meal.booker == actor || self.household(actor).contains(&meal.eater);
                refuse(!own, "not theirs")?;
                refuse(!meal.open, "settled")?;
                refuse(now >= self.closing(meal.day), "closed")?;
                self.settle_meal(*order, |pot, n| pot.reserved -= n);
                self.meals.entry(*order).and_modify(|meal| meal.cancelled = true);
                Ok(())
            }
            Command::HandOut { order } => {
                refuse(actor != resident(&self.census, COOK), "not the cook")?;
                let meal = self.meals.get(order).ok_or("no order")?;
                refuse(!meal.open, "settled")?;
                refuse(meal.day > Moment(now).day(), "not yet")?;
                self.settle_meal(*order, |pot, n| {
                    pot.reserved -= n;
                    pot.served += n;
                });
                Ok(())
            }
            Command::RevokeDevice { device } => {
                refuse(!self.ever.contains(&(*device, actor)), "no such phone")?;
                refuse(!self.signed_in.remove(&(*device, actor)), "signed out before")?;
                self.fall_back(now);
                Ok(())
            }
            Command::LeasePlaces { .. } | Command::ReturnPlaces { .. } | Command::GivePlaces { .. } => {
                self.lease(actor, device, command, now)
            }
            Command::TakeShift { .. }
            | Command::LeaveShift { .. }
            | Command::SeekReplacement { .. }
            | Command::ProposeSwap { .. }
            | Command::AnswerSwap { .. } => {
                let is = |n| actor == resident(&self.census, n);
                let (family, standing) = (self.household(actor), (is(LEADER), is(SUBSTITUTE)));
                self.roster.act(&family, standing, command, now)
            }
            _ => Err("not tried here"),
        }
    }

    fn household(&self, actor: ResidentId) -> Vec<ResidentId> {
        let wards = self.census.kin.iter().filter(|kin| kin.resident == actor).map(|kin| kin.ward);
        std::iter::once(actor).chain(wards).collect()
    }

    pub fn led(&self, actor: ResidentId, date: OccurrenceId, now: i64) -> Result<&Date, &'static str> {
        refuse(actor != resident(&self.census, LEADER), "not the leader")?;
        let date = self.dates.get(&date).ok_or("no date")?;
        refuse(date.off || date.starts <= now, "off or begun")?;
        Ok(date)
    }

    fn sign_up(
        &mut self,
        actor: ResidentId,
        id: SignupId,
        date: OccurrenceId,
        party: &[ResidentId],
        now: i64,
    ) -> Result<(), &'static str> {
        refuse(self.parties.contains_key(&id), "the sign-up is there")?;
        let household = self.household(actor);
        refuse(party.is_empty() || party.iter().any(|person| !household.contains(person)), "not family")?;
        let there = self.dates.get(&date).ok_or("no date")?;
        refuse(there.off || there.starts <= now, "off or begun")?;
        let in_it = there.seated.iter().chain(&there.line);
        let again = in_it.flat_map(|id| &self.parties[id].people).any(|person| party.contains(person));
        refuse(again, "signed up already")?;
        self.parties.insert(id, Party { date, booker: actor, people: party.to_vec() });
        if let Some(there) = self.dates.get_mut(&date) {
            there.line.push_back(id);
        }
        self.move_up(date);
        Ok(())
    }

    fn cancel(&mut self, actor: ResidentId, id: SignupId, now: i64) -> Result<(), &'static str> {
        let party = self.parties.get(&id).ok_or("no sign-up")?;
        let household = self.household(actor);
        let own = party.booker == actor || party.people.iter().any(|person| household.contains(person));
        refuse(!own && actor != resident(&self.census, LEADER), "not theirs")?;
        let at = party.date;
        let date = self.dates.get_mut(&at).ok_or("no date")?;
        let was_in = date.seated.contains(&id) || date.line.contains(&id);
        refuse(!was_in || date.starts <= now, "not in it, or begun")?;
        date.seated.remove(&id);
        date.line.retain(|other| *other != id);
        self.move_up(at);
        Ok(())
    }

    /// The head of the line goes in while it fits. Nobody passes it.
    pub fn move_up(&mut self, at: OccurrenceId) {
        let lent = self.lent(at);
        let Some(date) = self.dates.get_mut(&at) else { return };
        let size = |id: &SignupId| self.parties[id].people.len();
        while let Some(head) = date.line.front().copied() {
            if date.seated.iter().map(size).sum::<usize>() + lent + size(&head) > date.places {
                return;
            }
            date.line.pop_front();
            date.seated.insert(head);
        }
    }

    fn closing(&self, day: Day) -> i64 {
        let rules = &self.census.community;
        Moment::at(day.plus(-rules.cutoff_days), rules.cutoff).0
    }

    fn order(
        &mut self,
        actor: ResidentId,
        id: OrderId,
        day: Day,
        eater: ResidentId,
        portions: Vec<(ServingId, u32)>,
        now: i64,
    ) -> Result<(), &'static str> {
        refuse(self.meals.contains_key(&id), "the order is there")?;
        refuse(!self.household(actor).contains(&eater), "not family")?;
        refuse(now >= self.closing(day), "closed")?;
        let twice = self.meals.values().any(|meal| meal.eater == eater && meal.day == day && !meal.cancelled);
        refuse(twice, "one meal a day")?;
        let total: u32 = portions.iter().map(|(_, n)| n).sum();
        refuse(total == 0 || total > 12, "none, or too many")?;
        for (serving, n) in &portions {
            let (on, pot) = self.pots.get(serving).ok_or("no such dish")?;
            refuse(*on != day || pot.cooked < pot.reserved + pot.served + n, "not enough")?;
        }
        for (serving, n) in &portions {
            self.pots.entry(*serving).and_modify(|(_, pot)| pot.reserved += n);
        }
        self.meals.insert(id, Meal { booker: actor, eater, day, portions, open: true, cancelled: false });
        Ok(())
    }

    fn settle_meal(&mut self, id: OrderId, step: impl Fn(&mut Pot, u32)) {
        let Some(meal) = self.meals.get_mut(&id) else { return };
        meal.open = false;
        for (serving, n) in &meal.portions {
            self.pots.entry(*serving).and_modify(|(_, pot)| step(pot, *n));
        }
    }

    /// What the command may have touched is the same in the server's tables.
    fn compare(&self, command: &Command, server: &mut Server) -> Result<(), String> {
        match command {
            Command::SignUp { occurrence, .. }
            | Command::EditOccurrence { occurrence, .. }
            | Command::CancelOccurrence { occurrence, .. } => self.compare_date(*occurrence, server),
            Command::CancelSignup { signup } => {
                self.parties.get(signup).map_or(Ok(()), |party| self.compare_date(party.date, server))
            }
            Command::PlaceOrder { day, .. } => self.compare_day(*day, server),
            Command::CancelOrder { order } | Command::HandOut { order } => {
                self.meals.get(order).map_or(Ok(()), |meal| self.compare_day(meal.day, server))
            }
            _ => match self.date_of(command) {
                Some(date) => self.compare_date(date, server),
                None => self.roster.compare(command, server),
            },
        }
    }

    /// Everything is the same in the server's tables.
    pub fn compare_all(&self, server: &mut Server) -> Result<(), String> {
        self.dates.keys().try_for_each(|date| self.compare_date(*date, server))?;
        self.pots.values().try_for_each(|(day, _)| self.compare_day(*day, server))?;
        self.roster.compare_all(server)
    }

    fn compare_date(&self, id: OccurrenceId, server: &mut Server) -> Result<(), String> {
        let (Some(date), Some(row)) = (self.dates.get(&id), server.date(id)) else { return Ok(()) };
        let (seated, line) = server.list(id);
        let people: usize = seated.iter().map(|row| row.party.len()).sum();
        if row.confirmed > row.capacity || row.confirmed as usize != people {
            return Err(format!("C1: {} confirmed, {people} people, {} places", row.confirmed, row.capacity));
        }
        if row.leased as usize != self.lent(id) || row.confirmed + row.leased > row.capacity {
            return Err(format!("C1: {} places on phones, should be {}", row.leased, self.lent(id)));
        }
        let waiting: usize = line.iter().map(|row| row.party.len()).sum();
        if !seated.iter().map(|row| row.id).collect::<BTreeSet<_>>().eq(&date.seated) || row.waiting as usize != waiting
        {
            return Err(format!("C3: who has a place: {:?}, should be {:?}", seated.len(), date.seated.len()));
        }
        let positions =
            line.iter().map(|row| if let SignupState::Waiting { position, .. } = row.state { position } else { 0 });
        if !line.iter().map(|row| row.id).eq(date.line.iter().copied()) || !positions.eq(1..=line.len() as u32) {
            return Err("C3: the order of the waiting list".into());
        }
        if row.capacity as usize != date.places || row.cancelled.is_some() != date.off {
            return Err(format!("C4: {} places, should be {}", row.capacity, date.places));
        }
        Ok(())
    }

    fn compare_day(&self, day: Day, server: &mut Server) -> Result<(), String> {
        for row in server.menu(day) {
            let Some((_, pot)) = self.pots.get(&row.id) else { continue };
            let sums = row.left() + row.ordered + row.served == row.portions;
            if !sums || (row.portions, row.ordered, row.served) != (pot.cooked, pot.reserved, pot.served) {
                return Err(format!("C6: {row:?}, should be {} reserved, {} served", pot.reserved, pot.served));
            }
        }
        Ok(())
    }
}

pub fn refuse(wrong: bool, why: &'static str) -> Result<(), &'static str> {
    if wrong { Err(why) } else { Ok(()) }
}
