//! Places on the leader's phones: what the server of plain maps needs to know of them, and what should be, counted anew from what
//! the README says of a lease. Its phone may be in a tunnel for days, signed out, or speak to a server that was restored.

use super::memory::Memory;
use super::model::{Model, Party, refuse};
use super::world::{LEADER, SUBSTITUTE, resident};
use domain::command::Command;
use domain::facts::Facts;
use domain::id::{DeviceId, LeaseId, OccurrenceId, ResidentId, SignupId};
use domain::lease::{self, Lease};
use domain::resident::Person;
use domain::when::{HOUR_MS, Moment};
use std::collections::BTreeMap;

/// So long a lease's places wait for its phone after its end.
const GRACE_MS: i64 = 2 * HOUR_MS;
/// A date's attendance closes so long after its end.
const CLOSES_MS: i64 = 24 * HOUR_MS;
/// The most places of one lease.
const MOST: usize = 20;
/// The largest party.
const PARTY: usize = 8;

/// Whether leases that are over end before a command.
pub fn about_places(command: &Command) -> bool {
    matches!(
        command,
        Command::SignUp { .. }
            | Command::CancelSignup { .. }
            | Command::EditOccurrence { .. }
            | Command::CancelOccurrence { .. }
            | Command::LeasePlaces { .. }
            | Command::ReturnPlaces { .. }
            | Command::GivePlaces { .. }
    )
}

impl Memory {
    pub fn add_leased(&self, facts: &mut Facts, command: &Command) {
        match command {
            Command::LeasePlaces { lease, occurrence, .. } => {
                facts.lease = self.leases.get(lease).cloned();
                self.add_date(facts, *occurrence);
            }
            Command::ReturnPlaces { lease } => {
                facts.lease = self.leases.get(lease).cloned();
                if let Some(date) = facts.lease.as_ref().map(|lease| lease.occurrence) {
                    self.add_date(facts, date);
                }
            }
            Command::GivePlaces { signup, occurrence, lease, party, .. } => {
                facts.signup = self.signups.get(signup).cloned();
                facts.lease = self.leases.get(lease).cloned();
                self.add_date(facts, *occurrence);
                let known = party.iter().copied().filter(|who| self.known(*who));
                facts.named = known.map(|who| self.person(who)).collect();
                let theirs = |who: &Person| party.contains(&who.id);
                let live = self.signups.values().filter(|row| row.live() && row.party.iter().any(theirs));
                facts.engagements =
                    live.map(|row| (row.clone(), self.dates[&row.occurrence].clone(), String::new())).collect();
            }
            _ => {}
        }
    }

    /// The living leases of a date.
    pub fn leases_of(&self, date: OccurrenceId) -> Vec<Lease> {
        self.leases.values().filter(|lease| lease.occurrence == date && lease.live()).cloned().collect()
    }

    /// Ends the leases whose time was over at a moment, and those of phones that are signed out.
    pub fn end_leases(&mut self, at: Moment, now: Moment) {
        let here = |lease: &Lease| self.residents(lease.device).contains(&lease.by.id);
        let over = self.leases.values().filter(|lease| lease.live() && (lease.until <= at || !here(lease)));
        let mut dates: BTreeMap<OccurrenceId, Vec<Lease>> = BTreeMap::new();
        for lease in over {
            dates.entry(lease.occurrence).or_default().push(lease.clone());
        }
        for (date, leases) in dates {
            let mut facts = Facts { now, leases, ..Facts::default() };
            self.add_date(&mut facts, date);
            self.revision += 1;
            for change in lease::lapse(&facts) {
                self.save(&change, &facts);
            }
        }
    }

    /// Ends those that are over before a command about places, as the server does.
    pub fn lapse(&mut self, now: Moment) {
        self.end_leases(now.plus_ms(-GRACE_MS), now);
    }
}

/// A lease, as it should be.
#[derive(Clone)]
pub struct Lent {
    pub date: OccurrenceId,
    device: DeviceId,
    left: usize,
    until: i64,
    live: bool,
}

impl Model {
    /// How many places of a date are on phones.
    pub fn lent(&self, date: OccurrenceId) -> usize {
        self.leases.values().filter(|lease| lease.live && lease.date == date).map(|lease| lease.left).sum()
    }

    /// How many people have a place.
    pub fn taken(&self, date: OccurrenceId) -> usize {
        let seated = self.dates.get(&date).into_iter().flat_map(|date| &date.seated);
        seated.map(|id| self.parties[id].people.len()).sum()
    }

    /// What leases do not have any more, those who wait get, unless it has begun.
    fn end(&mut self, now: i64, over: impl Fn(&Model, &Lent) -> bool) {
        let ended = self.leases.iter().filter(|(_, lease)| lease.live && over(self, lease));
        let ended: Vec<(LeaseId, OccurrenceId)> = ended.map(|(id, lease)| (*id, lease.date)).collect();
        for (id, _) in &ended {
            self.leases.entry(*id).and_modify(|lease| lease.live = false);
        }
        for (_, date) in ended {
            if self.dates.get(&date).is_some_and(|date| date.starts > now) {
                self.move_up(date);
            }
        }
    }

    fn signed_out_of(&self, lease: &Lent) -> bool {
        !self.signed_in.contains(&(lease.device, resident(&self.census, LEADER)))
    }

    /// Before a command about places.
    pub fn lapse(&mut self, now: i64) {
        self.end(now, |model, lease| lease.until + GRACE_MS <= now || model.signed_out_of(lease));
    }

    /// When somebody has signed a phone out.
    pub fn fall_back(&mut self, now: i64) {
        self.end(now, Model::signed_out_of);
    }

    /// When a date is called off.
    pub fn take_along(&mut self, date: OccurrenceId) {
        self.leases.values_mut().filter(|lease| lease.date == date).for_each(|lease| lease.live = false);
    }

    /// The effect of a command about places on phones.
    pub fn lease(
        &mut self,
        actor: ResidentId,
        device: DeviceId,
        command: &Command,
        now: i64,
    ) -> Result<(), &'static str> {
        match command {
            Command::LeasePlaces { lease, occurrence, places, until } => {
                let date = self.led(actor, *occurrence, now)?;
                let until = until.0.min(date.ends);
                let waits = !date.line.is_empty();
                let free = if waits { 0 } else { date.places - self.taken(*occurrence) - self.lent(*occurrence) };
                refuse(self.leases.contains_key(lease) || until <= now, "there, or over")?;
                let left = *places as usize;
                refuse(left == 0 || left > free.min(MOST), "too many")?;
                self.leases.insert(*lease, Lent { date: *occurrence, device, left, until, live: true });
                Ok(())
            }
            Command::ReturnPlaces { lease } => {
                refuse(actor != resident(&self.census, LEADER), "not the leader")?;
                refuse(!self.leases.get(lease).is_some_and(|lease| lease.live), "no such lease, or over")?;
                let date = self.leases[lease].date;
                self.leases.entry(*lease).and_modify(|lease| lease.live = false);
                if self.dates.get(&date).is_some_and(|date| date.starts > now) {
                    self.move_up(date);
                }
                Ok(())
            }
            Command::GivePlaces { signup, occurrence, lease, party, at } => {
                refuse(actor != resident(&self.census, LEADER), "not the leader")?;
                refuse(self.parties.contains_key(signup), "the sign-up is there")?;
                let closes = self.dates.get(occurrence).ok_or("no date")?.ends + CLOSES_MS;
                refuse(now > closes && at.0 > closes, "settled")?;
                let people = self.let_in(*occurrence, party)?;
                let seats = people.len();
                self.parties.insert(*signup, Party { date: *occurrence, booker: actor, people });
                self.seat(*signup, *occurrence, seats, (*lease, device), now);
                Ok(())
            }
            _ => Err("not tried here"),
        }
    }

    /// Who of a party needs a place. Whoever waits by themself leaves the line.
    fn let_in(&mut self, date: OccurrenceId, party: &[ResidentId]) -> Result<Vec<ResidentId>, &'static str> {
        refuse(party.is_empty() || party.len() > PARTY, "nobody, or too many")?;
        let team = [LEADER, SUBSTITUTE].map(|n| resident(&self.census, n));
        let listed = |who: &ResidentId| self.parties.values().any(|party| party.people.contains(who));
        let known = |who: &ResidentId| team.contains(who) || listed(who) || self.roster.served(*who);
        refuse(!party.iter().all(known), "nobody whom the team knows")?;
        let there = self.dates.get(&date).ok_or("no date")?;
        let of = |id: &SignupId| &self.parties[id].people;
        let mut people: Vec<ResidentId> = Vec::new();
        for who in party {
            if !people.contains(who) && !there.seated.iter().any(|id| of(id).contains(who)) {
                people.push(*who);
            }
        }
        refuse(people.is_empty(), "all have places")?;
        let waits = |id: &&SignupId| of(id).iter().any(|who| people.contains(who));
        let waiting: Vec<SignupId> = there.line.iter().filter(waits).copied().collect();
        let alone = |id: &SignupId| of(id).iter().all(|who| people.contains(who));
        refuse(!waiting.iter().all(alone), "waits with others")?;
        if let Some(there) = self.dates.get_mut(&date) {
            there.line.retain(|id| !waiting.contains(id));
        }
        Ok(people)
    }

    /// Out of the lease if it holds, else what is free, else the end of the line.
    fn seat(&mut self, id: SignupId, at: OccurrenceId, seats: usize, (lease, device): (LeaseId, DeviceId), now: i64) {
        let room = self.taken(at) + self.lent(at) + seats;
        let holds = |lease: &&mut Lent| lease.live && lease.date == at && lease.device == device && lease.left >= seats;
        let promised = self.leases.get_mut(&lease).filter(holds).map(|lease| lease.left -= seats).is_some();
        let Some(date) = self.dates.get_mut(&at) else { return };
        if date.off {
            return;
        }
        if promised || room <= date.places {
            date.seated.insert(id);
        } else {
            date.line.push_back(id);
        }
        if date.starts > now {
            self.move_up(at);
        }
    }

    /// The date that a command about a lease is about.
    pub fn date_of(&self, command: &Command) -> Option<OccurrenceId> {
        match command {
            Command::LeasePlaces { occurrence, .. } | Command::GivePlaces { occurrence, .. } => Some(*occurrence),
            Command::ReturnPlaces { lease } => self.leases.get(lease).map(|lease| lease.date),
            _ => None,
        }
    }
}
