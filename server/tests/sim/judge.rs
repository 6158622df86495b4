//! The end of a run: the faults stop, every phone gets its turn, and then everything must have come out even.

use super::run::{Event, Run};
use super::weather::Weather;
use domain::id::ResidentId;
use domain::row::{Row, RowKey};
use domain::scope::Scope;
use domain::wire::{Feed, Outcome, Part, PullRequest};
use std::collections::{BTreeMap, BTreeSet};

/// Within so many rounds a healed phone has sent everything and holds what the server holds.
const ROUNDS: usize = 50;
/// One phone's last command may sign another one out again; but not for ever.
const TURNS: usize = 8;

impl Run {
    /// The faults stop. What is on its way still arrives; whoever has something that the server may lack signs in again. A phone that
    /// only now hears of another life sends again what it had done, and that may concern others: so until a turn of everybody
    /// changes nothing.
    pub fn heal(&mut self) {
        self.weather = Weather::default();
        self.poisoned.clear();
        self.healed = true;
        self.nobody_acts();
        self.phones.iter_mut().for_each(|phone| phone.offline_until = 0);
        self.go(|_, _| true);
        for _ in 0..TURNS {
            let before = self.server.revision();
            for n in 0..self.phones.len() {
                let people: Vec<ResidentId> = self.phones[n].disks.keys().copied().collect();
                people.into_iter().for_each(|person| self.turn(n, person));
            }
            if self.fault.is_some() || self.server.revision() == before {
                break;
            }
        }
    }

    fn turn(&mut self, n: usize, person: ResidentId) {
        let kept = self.phones[n].disks.entry(person).or_default().read();
        if self.server.residents(self.phones[n].device).contains(&person) {
            self.phones[n].open(person);
        } else if !kept.outbox.is_empty() || !kept.sent.is_empty() {
            self.come_in(n, person);
        } else {
            return;
        }
        self.rounds(n);
    }

    fn with_something_to_send(&mut self) -> Vec<(usize, ResidentId)> {
        let mut found = Vec::new();
        for (n, phone) in self.phones.iter_mut().enumerate() {
            let waiting = |(person, disk): (&ResidentId, &mut super::disk::Disk)| {
                (!disk.read().outbox.is_empty()).then_some((n, *person))
            };
            found.extend(phone.disks.iter_mut().filter_map(waiting));
        }
        found
    }

    /// Rounds until the phone is level with the server. Answers whether it came to be.
    fn rounds(&mut self, n: usize) -> bool {
        for _ in 0..ROUNDS {
            let boot = self.phones[n].boot;
            self.after(1, Event::Round(n, boot));
            self.go(|_, _| true);
            let revision = self.server.revision();
            let phone = &self.phones[n].phone;
            if phone.outbox.is_empty() && phone.public.revision == revision && phone.mine.revision == revision {
                return true;
            }
        }
        false
    }

    /// Nothing is lost, nothing is done twice, and every phone shows what is so.
    pub fn judge(&mut self) {
        if let Err(what) = self.model.compare_all(&mut self.server) {
            self.wrong(what);
        }
        let left = self.with_something_to_send();
        if !left.is_empty() {
            self.wrong(format!("E1: {} outboxes are not empty", left.len()));
        }
        for n in 0..self.phones.len() {
            let people: Vec<ResidentId> = self.phones[n].disks.keys().copied().collect();
            for person in people {
                if self.server.residents(self.phones[n].device).contains(&person) {
                    self.phones[n].open(person);
                    if !self.rounds(n) {
                        self.wrong("E1: a phone is not level with the server after fifty rounds");
                    }
                    self.same_rows(n, person);
                }
            }
        }
        self.nothing_vanished();
    }

    fn same_rows(&mut self, n: usize, person: ResidentId) {
        let everything = |part| PullRequest { part, epoch: String::new(), since: 0, scopes: Vec::new() };
        let device = self.phones[n].device;
        let mut there: BTreeMap<(Scope, RowKey), Row> = BTreeMap::new();
        for part in [Part::Public, Part::Mine] {
            let pull = self.server.pull(&everything(part), device, Some(person));
            let rows = pull.into_iter().flat_map(|pull| pull.rows);
            there.extend(rows.filter_map(|Feed { scope, row, .. }| row.map(|row| ((scope, row.key()), row))));
        }
        let here: BTreeMap<(Scope, RowKey), Row> = self.phones[n]
            .phone
            .confirmed
            .feed()
            .filter_map(|Feed { scope, row, .. }| row.map(|row| ((scope, row.key()), row)))
            .collect();
        if here != there {
            let keys: BTreeSet<_> = here.keys().chain(there.keys()).collect();
            let differs: Vec<_> = keys.into_iter().filter(|key| here.get(key) != there.get(key)).take(3).collect();
            self.wrong(format!("E1: a phone shows other rows than the server: {differs:?}"));
        }
    }

    /// Every command was done, or its refusal was shown, or it is known why it went.
    fn nothing_vanished(&mut self) {
        let accounted = |id| matches!(self.model.answered.get(id), Some(Outcome::Applied { .. }));
        let lost = self.ledger.made.iter().find(|(id, made)| !made.told && made.excused.is_none() && !accounted(id));
        if let Some((id, made)) = lost {
            let what = format!("M4: a command vanished: {made:?}, the server says {:?}", self.model.answered.get(id));
            self.wrong(what);
        }
    }
}
