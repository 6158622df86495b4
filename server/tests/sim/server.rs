//! The server as the phones meet it, on either store: sessions, pushes in order, pulls, crashes, and a restored backup.

use super::broken::Broken;
use super::memory::Memory;
use super::sqlite::Real;
use domain::command::Envelope;
use domain::device::Device;
use domain::duty::Duty;
use domain::id::{DeviceId, OccurrenceId, ResidentId, ShiftId};
use domain::occurrence::Occurrence;
use domain::row::Row;
use domain::scope::Scope;
use domain::serving::Serving;
use domain::shift::Shift;
use domain::signup::Signup;
use domain::when::{Day, Moment};
use domain::wire::{Answer, Feed, Part, Pull, PullRequest};

/// Where the tables are.
pub enum Store {
    Memory(Box<Memory>),
    Real(Box<Real>),
}

/// The server.
pub struct Server {
    pub store: Store,
    pub broken: Broken,
    life: u32,
    aside: Option<Box<Memory>>,
}

macro_rules! on_store {
    ($server:expr, $store:ident => $do:expr) => {
        match &mut $server.store {
            Store::Memory($store) => $do,
            Store::Real($store) => $do,
        }
    };
}

impl Server {
    pub fn new(store: Store, broken: Broken) -> Server {
        Server { store, broken, life: 0, aside: None }
    }

    pub fn sign_in(&mut self, device: DeviceId, resident: ResidentId, now: Moment) {
        let row = Device { id: device, resident, label: "手机".into(), since: now, revoked: None };
        on_store!(self, store => store.enter(row));
    }

    /// Signs an account out on a phone, as the desk does.
    pub fn revoke(&mut self, device: DeviceId, resident: ResidentId, now: Moment) {
        if let Some(row) = on_store!(self, store => store.account(device, resident)) {
            on_store!(self, store => store.enter(Device { revoked: Some(now), ..row }));
        }
    }

    pub fn residents(&mut self, device: DeviceId) -> Vec<ResidentId> {
        on_store!(self, store => store.residents(device))
    }

    pub fn apply(&mut self, envelope: &Envelope, device: DeviceId, now: Moment) -> Answer {
        match &mut self.store {
            Store::Memory(memory) => memory.apply(envelope, device, now, self.broken),
            Store::Real(real) => real.apply(envelope, device, now),
        }
    }

    pub fn date(&mut self, id: OccurrenceId) -> Option<Occurrence> {
        on_store!(self, store => store.date(id))
    }

    pub fn list(&mut self, id: OccurrenceId) -> (Vec<Signup>, Vec<Signup>) {
        on_store!(self, store => store.list(id))
    }

    pub fn shift(&mut self, id: ShiftId) -> Option<Shift> {
        on_store!(self, store => store.shift(id))
    }

    pub fn duties(&mut self, id: ShiftId) -> Vec<Duty> {
        on_store!(self, store => store.duties(id))
    }

    pub fn menu(&mut self, day: Day) -> Vec<Serving> {
        on_store!(self, store => store.menu(day))
    }

    pub fn revision(&mut self) -> i64 {
        match &mut self.store {
            Store::Memory(memory) => memory.revision,
            Store::Real(real) => real.revision().0,
        }
    }

    /// The life of the database.
    pub fn epoch(&mut self) -> String {
        match &mut self.store {
            Store::Memory(_) => format!("life {}", self.life),
            Store::Real(real) => real.revision().1,
        }
    }

    /// None when the account is not signed in on the phone.
    pub fn pull(&mut self, request: &PullRequest, device: DeviceId, actor: Option<ResidentId>) -> Option<Pull> {
        let here = self.residents(device);
        let actor = actor.filter(|actor| here.contains(actor));
        if request.part == Part::Mine && actor.is_none() {
            return None;
        }
        let epoch = self.epoch();
        let memory = match &mut self.store {
            Store::Real(real) => return real.pull(request, actor),
            Store::Memory(memory) => memory,
        };
        let me = actor.and_then(|actor| memory.me(actor)).filter(|_| request.part == Part::Mine);
        let scopes = me.as_ref().map_or(vec![Scope::Public], Scope::followed_by);
        let revision = memory.revision;
        let known = request.epoch == epoch && request.since > 0 && request.since <= revision;
        let snapshot = !known || request.part == Part::Mine && request.scopes != scopes;
        let mut rows = memory.rows(&scopes, if snapshot { 0 } else { request.since });
        rows.extend(me.map(|me| Feed { scope: scopes[0], row: Some(Row::Me(me)), revision: None, gone: None }));
        let digest = Some(memory.digest(&scopes));
        Some(Pull { epoch, revision, snapshot, digest, scopes, rows })
    }

    pub fn backup(&mut self) {
        match &mut self.store {
            Store::Memory(memory) => self.aside = Some(memory.clone()),
            Store::Real(real) => real.backup(),
        }
    }

    /// Goes back to the backup, in a new life.
    pub fn restore(&mut self) {
        self.life += 1;
        match &mut self.store {
            Store::Memory(memory) => {
                if let Some(before) = self.aside.clone() {
                    *memory = before;
                }
            }
            Store::Real(real) => real.restore(),
        }
    }
}
