//! A server without a database, for the bulk of the runs: the domain's own `decide` and `project` over plain maps, in the order of
//! `server::commands::apply`. That the real one answers the same to the same commands is tried in runs of their own.
//!
//! Here the rules can be broken on purpose, to see that the checks notice.

use super::broken::Broken;
use super::leases::about_places;
use super::world;
use domain::change::Change;
use domain::command::{Command, Envelope};
use domain::decide::decide;
use domain::device::Device;
use domain::digest::Digest;
use domain::duty::Duty;
use domain::facts::Facts;
use domain::id::{
    CommandId, DeviceId, DutyId, LeaseId, OccurrenceId, ResidentId, ServingId, ShiftId, SignupId, SwapId,
};
use domain::lease::Lease;
use domain::occurrence::Occurrence;
use domain::order::{Order, OrderState, code_from};
use domain::project::project;
use domain::refusal::Refusal;
use domain::resident::{Me, Person};
use domain::row::{Noun, Row, RowKey};
use domain::scope::Scope;
use domain::serving::Serving;
use domain::shift::Shift;
use domain::signup::{Signup, SignupState};
use domain::swap::Swap;
use domain::when::{Day, Moment};
use domain::wire::{Answer, Feed, Outcome};
use server::import::census::Census;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// The tables.
#[derive(Clone)]
pub struct Memory {
    census: Arc<Census>,
    people: Arc<BTreeMap<ResidentId, Me>>,
    pub revision: i64,
    receipts: BTreeMap<CommandId, (ResidentId, Command, Outcome)>,
    devices: BTreeMap<(DeviceId, ResidentId), Device>,
    pub dates: BTreeMap<OccurrenceId, Occurrence>,
    pub signups: BTreeMap<SignupId, Signup>,
    pub leases: BTreeMap<LeaseId, Lease>,
    servings: BTreeMap<ServingId, Serving>,
    orders: BTreeMap<domain::id::OrderId, Order>,
    shifts: BTreeMap<ShiftId, Shift>,
    pub duties: BTreeMap<DutyId, Duty>,
    pub swaps: BTreeMap<SwapId, Swap>,
    feed: BTreeMap<(Scope, RowKey), (i64, Row)>,
    /// Of the scopes that somebody has asked for: kept up, because every pull carries one.
    digests: BTreeMap<Vec<Scope>, Digest>,
}

impl Memory {
    pub fn new(census: &Census) -> Memory {
        let public = world::public_rows(census).into_iter().map(|row| ((Scope::Public, row.key()), (1, row)));
        Memory {
            people: Arc::new(census.residents.iter().map(|line| (line.id, world::me(census, line.id))).collect()),
            revision: 1,
            receipts: BTreeMap::new(),
            devices: BTreeMap::new(),
            dates: census.occurrences.iter().map(|row| (row.id, row.clone())).collect(),
            signups: BTreeMap::new(),
            leases: BTreeMap::new(),
            servings: census.servings.iter().map(|row| (row.id, row.clone())).collect(),
            orders: BTreeMap::new(),
            shifts: census.shifts.iter().map(|row| (row.id, row.clone())).collect(),
            duties: BTreeMap::new(),
            swaps: BTreeMap::new(),
            feed: public.collect(),
            digests: BTreeMap::new(),
            census: Arc::new(census.clone()),
        }
    }

    pub fn enter(&mut self, device: Device) {
        self.revision += 1;
        self.save(&Change::Device(device), &Facts::default());
    }

    pub fn account(&self, device: DeviceId, resident: ResidentId) -> Option<Device> {
        self.devices.get(&(device, resident)).cloned()
    }

    pub fn residents(&self, device: DeviceId) -> Vec<ResidentId> {
        let living = self.devices.values().filter(|row| row.id == device && row.revoked.is_none());
        living.map(|row| row.resident).collect()
    }

    pub fn apply(&mut self, envelope: &Envelope, device: DeviceId, now: Moment, broken: Broken) -> Answer {
        let answer = |outcome, already| Answer { id: envelope.id, outcome, already };
        if !self.residents(device).contains(&envelope.actor) {
            return answer(Outcome::SignInNeeded, false);
        }
        if let Some((actor, command, outcome)) = self.receipts.get(&envelope.id)
            && broken != Broken::NoReceipts
        {
            let same = *actor == envelope.actor && *command == envelope.command;
            return if same { answer(outcome.clone(), true) } else { answer(Outcome::IdReused, false) };
        }
        let now = if broken == Broken::ClientClock { envelope.made_at } else { now };
        let outcome = self.execute(envelope, device, now, broken);
        self.receipts.insert(envelope.id, (envelope.actor, envelope.command.clone(), outcome.clone()));
        answer(outcome, false)
    }

    fn execute(&mut self, envelope: &Envelope, phone: DeviceId, now: Moment, broken: Broken) -> Outcome {
        let Some(actor) = self.people.get(&envelope.actor).cloned() else {
            return Outcome::Refused { refusal: Refusal::NotFound };
        };
        if about_places(&envelope.command) {
            self.lapse(now);
        }
        let mut facts = self.facts(actor, &envelope.command, now);
        facts.phone = phone;
        let places = facts.occurrence.as_ref().map(|date| date.capacity);
        if broken == Broken::NoCapacity
            && let Some(date) = &mut facts.occurrence
        {
            date.capacity = 1_000;
        }
        let most = facts.shift.as_ref().map(|shift| shift.most);
        if broken == Broken::NoMost
            && let Some(shift) = &mut facts.shift
        {
            shift.most = 1_000;
        }
        if broken == Broken::ClientClock {
            facts.waiting.sort_by_key(|signup| signup.made);
        }
        match decide(&facts, &envelope.command) {
            Err(refusal) => Outcome::Refused { refusal },
            Ok(changes) => {
                self.revision += 1;
                for mut change in changes {
                    if let (Broken::NoCapacity, Change::Occurrence(date), Some(places)) = (broken, &mut change, places)
                    {
                        date.capacity = places;
                    }
                    if let (Broken::NoMost, Change::Shift(shift), Some(most)) = (broken, &mut change, most) {
                        shift.most = most;
                    }
                    self.save(&change, &facts);
                }
                let revision = self.revision;
                if matches!(envelope.command, Command::RevokeDevice { .. }) {
                    self.end_leases(Moment(i64::MIN), now);
                }
                Outcome::Applied { revision }
            }
        }
    }

    fn facts(&self, actor: Me, command: &Command, now: Moment) -> Facts {
        let household: Vec<ResidentId> = actor.household().into_iter().map(|person| person.id).collect();
        let me = actor.id;
        let mut facts = Facts { now, actor, community: self.census.community.clone(), ..Facts::default() };
        match command {
            Command::SignUp { signup, occurrence, .. } => {
                facts.signup = self.signups.get(signup).cloned();
                self.add_date(&mut facts, *occurrence);
                facts.waiting_parties = facts.waiting.len() as u32;
                let busy =
                    self.signups.values().filter(|row| row.live() && household.iter().any(|id| row.includes(*id)));
                facts.engagements = busy
                    .map(|row| (row.clone(), self.dates[&row.occurrence].clone(), String::new()))
                    .filter(|(_, date, _)| date.ends > now)
                    .collect();
            }
            Command::CancelSignup { signup } => {
                facts.signup = self.signups.get(signup).cloned();
                if let Some(date) = facts.signup.as_ref().map(|row| row.occurrence) {
                    self.add_date(&mut facts, date);
                }
            }
            Command::EditOccurrence { occurrence, plan, .. } => {
                self.add_date(&mut facts, *occurrence);
                facts.venue = self.census.venues.iter().find(|row| row.id == plan.venue).cloned();
            }
            Command::CancelOccurrence { occurrence, .. } => {
                self.add_date(&mut facts, *occurrence);
                facts.leases = self.leases_of(*occurrence);
            }
            Command::LeasePlaces { .. } | Command::ReturnPlaces { .. } | Command::GivePlaces { .. } => {
                self.add_leased(&mut facts, command);
            }
            Command::PlaceOrder { order, day, .. } => self.add_order(&mut facts, *order, Some(*day)),
            Command::CancelOrder { order } | Command::ChangeOrder { order, .. } | Command::HandOut { order } => {
                self.add_order(&mut facts, *order, None);
            }
            Command::TakeShift { duty, shift, resident, .. } => {
                facts.duty = self.duties.get(duty).cloned();
                self.add_shift(&mut facts, *shift);
                let of = |row: &&Duty| row.state.live() && row.resident.id == *resident;
                let own = self.duties.values().filter(of);
                facts.duties = own.map(|row| (row.clone(), self.shifts[&row.shift].clone())).collect();
            }
            Command::LeaveShift { duty } | Command::SeekReplacement { duty, .. } => {
                facts.duty = self.duties.get(duty).cloned();
                if let Some(shift) = facts.duty.as_ref().map(|row| row.shift) {
                    self.add_shift(&mut facts, shift);
                }
            }
            Command::ProposeSwap { .. } | Command::AnswerSwap { .. } => self.add_swap(&mut facts, command),
            Command::RevokeDevice { device } => facts.device = self.account(*device, me),
            _ => {}
        }
        facts
    }

    pub fn add_date(&self, facts: &mut Facts, id: OccurrenceId) {
        facts.occurrence = self.dates.get(&id).cloned();
        facts.activity = self.census.activities.first().cloned();
        let (seated, waiting) = self.list(id);
        (facts.seated, facts.waiting) = (seated, waiting);
    }

    pub fn add_shift(&self, facts: &mut Facts, id: ShiftId) {
        facts.shift = self.shift(id);
        facts.on_shift = self.duties(id);
    }

    pub fn shift(&self, id: ShiftId) -> Option<Shift> {
        self.shifts.get(&id).cloned()
    }

    /// Everybody who was ever on a shift.
    pub fn duties(&self, shift: ShiftId) -> Vec<Duty> {
        self.duties.values().filter(|row| row.shift == shift).cloned().collect()
    }

    fn add_order(&self, facts: &mut Facts, id: domain::id::OrderId, day: Option<Day>) {
        let order = self.orders.get(&id);
        facts.order = order.cloned();
        let Some(day) = day.or(order.map(|order| order.day)) else { return };
        facts.servings = self.servings.values().filter(|row| row.day == day).cloned().collect();
        let that_day = || self.orders.values().filter(|row| row.day == day);
        facts.orders_that_day = that_day().filter(|row| row.state != OrderState::Cancelled).cloned().collect();
        facts.next_code = (code_from(id)..).find(|code| that_day().all(|row| row.code != *code)).unwrap_or(0);
    }

    /// Who has a place on a date, and who waits in which order.
    pub fn list(&self, date: OccurrenceId) -> (Vec<Signup>, Vec<Signup>) {
        let of_date = || self.signups.values().filter(|row| row.occurrence == date);
        let mut waiting: Vec<(i64, Signup)> = of_date()
            .filter_map(|row| match row.state {
                SignupState::Waiting { ticket, .. } => Some((ticket, row.clone())),
                _ => None,
            })
            .collect();
        waiting.sort_by_key(|(ticket, _)| *ticket);
        let seated = of_date().filter(|row| row.state == SignupState::Confirmed).cloned().collect();
        (seated, waiting.into_iter().map(|(_, row)| row).collect())
    }

    pub fn date(&self, id: OccurrenceId) -> Option<Occurrence> {
        self.dates.get(&id).cloned()
    }

    pub fn menu(&self, day: Day) -> Vec<Serving> {
        self.servings.values().filter(|row| row.day == day).cloned().collect()
    }

    pub fn save(&mut self, change: &Change, facts: &Facts) {
        match change {
            Change::Occurrence(row) => drop(self.dates.insert(row.id, row.clone())),
            Change::Signup(row) => drop(self.signups.insert(row.id, row.clone())),
            Change::Serving(row) => drop(self.servings.insert(row.id, row.clone())),
            Change::Order(row) => drop(self.orders.insert(row.id, row.clone())),
            Change::Device(row) => drop(self.devices.insert((row.id, row.resident), row.clone())),
            Change::Shift(row) => drop(self.shifts.insert(row.id, row.clone())),
            Change::Duty(row) => drop(self.duties.insert(row.id, row.clone())),
            Change::Lease(row) => drop(self.leases.insert(row.id, row.clone())),
            Change::Swap(row) => drop(self.swaps.insert(row.id, row.clone())),
            Change::NoOccurrence(id) => drop(self.dates.remove(id)),
            Change::Activity(_)
            | Change::Venue(_)
            | Change::Series(..)
            | Change::Regular(_)
            | Change::Missed(_)
            | Change::NoMissed(_)
            | Change::Visit(_)
            | Change::Errand(_)
            | Change::NoErrand(..)
            | Change::Report(_)
            | Change::Endorsement(_)
            | Change::Resident(_)
            | Change::Qualification(_)
            | Change::Presence(_)
            | Change::Hours(_)
            | Change::Collector(_)
            | Change::Aid(..)
            | Change::NoAid(..)
            | Change::Joining(_)
            | Change::Stint(_)
            | Change::Certificate(_)
            | Change::Call(_)
            | Change::Pledge(_)
            | Change::Scheduled(_)
            | Change::Tally(_)
            | Change::Notice(_)
            | Change::NoticeChoice(_)
            | Change::Unreached(_)
            | Change::Quotas(_)
            | Change::Dish(_)
            | Change::Rating(_)
            | Change::Entry(_)
            | Change::Wallet(_)
            | Change::Payment(_)
            | Change::Till(_)
            | Change::NoScheduled(..)
            | Change::Pictures(..)
            | Change::NoPictures(_)
            | Change::Offering(_)
            | Change::Favour(_)
            | Change::Mandate(_)
            | Change::Member(_)
            | Change::NoMember(_)
            | Change::Organization(_) => {}
        }
        for (scope, row) in project(change, facts) {
            let key = row.key();
            let before = self.feed.get(&(scope, key));
            if before.is_some_and(|(_, before)| *before == row) {
                continue;
            }
            for digest in
                self.digests.iter_mut().filter(|(scopes, _)| scopes.contains(&scope)).map(|(_, digest)| digest)
            {
                if let Some((at, _)) = before {
                    digest.take(scope, key, *at);
                }
                digest.add(scope, key, self.revision);
            }
            self.feed.insert((scope, key), (self.revision, row));
        }
    }

    /// The rows of these scopes that are newer than a revision.
    pub fn rows(&self, scopes: &[Scope], since: i64) -> Vec<Feed> {
        let first = RowKey { noun: Noun::Community, id: Uuid::nil() };
        let lines = scopes
            .iter()
            .flat_map(|scope| self.feed.range((*scope, first)..).take_while(move |((other, _), _)| other == scope));
        let newer = lines.filter(|(_, (revision, _))| *revision > since);
        let feed = |((scope, _), (at, row)): (&(Scope, RowKey), &(i64, Row))| Feed {
            scope: *scope,
            row: Some(row.clone()),
            revision: Some(*at),
            gone: None,
        };
        newer.map(feed).collect()
    }

    /// The digest of all rows of these scopes.
    pub fn digest(&mut self, scopes: &[Scope]) -> Digest {
        if let Some(known) = self.digests.get(scopes) {
            return *known;
        }
        let mut digest = Digest::default();
        for ((scope, key), (at, _)) in self.feed.iter().filter(|((scope, _), _)| scopes.contains(scope)) {
            digest.add(*scope, *key, *at);
        }
        self.digests.insert(scopes.to_vec(), digest);
        digest
    }

    /// The person as lists name them.
    pub fn person(&self, id: ResidentId) -> Person {
        Person { id, name: self.people.get(&id).map(|me| me.name.clone()).unwrap_or_default() }
    }

    /// Whether the team knows somebody: they are in it, or were on one of its lists.
    pub fn known(&self, id: ResidentId) -> bool {
        self.census.members.iter().any(|line| line.resident == id)
            || self.signups.values().any(|row| row.includes(id))
            || self.duties.values().any(|row| row.resident.id == id)
    }

    pub fn me(&self, resident: ResidentId) -> Option<Me> {
        self.people.get(&resident).cloned()
    }
}
