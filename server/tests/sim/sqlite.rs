//! The real thing: the server's own `apply` and `news` on a database file, SQLite, or PostgreSQL where one is lent.

use crate::lent::Lent;
use domain::change::Change;
use domain::command::Envelope;
use domain::device::Device;
use domain::duty::Duty;
use domain::facts::Facts;
use domain::id::{DeviceId, OccurrenceId, ResidentId, ShiftId};
use domain::occurrence::Occurrence;
use domain::row::Row;
use domain::scope::Scope;
use domain::serving::Serving;
use domain::shift::Shift;
use domain::signup::Signup;
use domain::when::{Day, Moment};
use domain::wire::{Answer, Part, Pull, PullRequest};
use server::api::pull::news;
use server::commands::apply;
use server::db::Tx;
use server::store::{change, community, device, duty, feed, occurrence, resident, serving, shift, signup};
use tokio::runtime::Runtime;

/// A database and a thread to wait for it on.
pub struct Real {
    runtime: Runtime,
    stage: Lent,
}

impl Real {
    pub fn new(runtime: Runtime, stage: Lent) -> Real {
        Real { runtime, stage }
    }

    pub fn end(self) {
        self.runtime.block_on(self.stage.end());
    }

    pub fn enter(&mut self, row: Device) {
        let stage = &self.stage;
        self.runtime.block_on(async {
            let mut tx = stage.db.write(stage.community).await.unwrap();
            device::save_token(&mut tx, row.id, row.id.0.as_bytes(), &row.label, row.since).await.unwrap();
            let revision = community::next_revision(&mut tx).await.unwrap();
            change::save(&mut tx, &Change::Device(row), &Facts::default(), revision).await.unwrap();
            tx.commit().await.unwrap();
        });
    }

    fn read<T>(&self, then: impl AsyncFnOnce(&mut Tx) -> T) -> T {
        self.runtime.block_on(async {
            let mut tx = self.stage.db.read(self.stage.community).await.unwrap();
            then(&mut tx).await
        })
    }

    pub fn account(&self, device: DeviceId, resident: ResidentId) -> Option<Device> {
        self.read(async |tx| device::load(tx, device, resident).await.unwrap())
    }

    pub fn residents(&self, device: DeviceId) -> Vec<ResidentId> {
        let mut people = self.read(async |tx| device::residents(tx, device).await.unwrap());
        people.sort();
        people.into_iter().map(|person| person.id).collect()
    }

    pub fn apply(&mut self, envelope: &Envelope, device: DeviceId, now: Moment) -> Answer {
        let stage = &self.stage;
        self.runtime.block_on(async {
            let mut tx = stage.db.write(stage.community).await.unwrap();
            let answer = apply(&mut tx, envelope, device, now).await.unwrap();
            tx.commit().await.unwrap();
            answer
        })
    }

    pub fn revision(&self) -> (i64, String) {
        self.read(async |tx| community::revision(tx).await.unwrap())
    }

    pub fn date(&self, id: OccurrenceId) -> Option<Occurrence> {
        self.read(async |tx| occurrence::load(tx, id).await.unwrap())
    }

    pub fn list(&self, id: OccurrenceId) -> (Vec<Signup>, Vec<Signup>) {
        self.read(async |tx| (signup::seated(tx, id).await.unwrap(), signup::waiting(tx, id).await.unwrap()))
    }

    pub fn shift(&self, id: ShiftId) -> Option<Shift> {
        self.read(async |tx| shift::load(tx, id).await.unwrap())
    }

    pub fn duties(&self, id: ShiftId) -> Vec<Duty> {
        self.read(async |tx| duty::of_shift(tx, id).await.unwrap())
    }

    pub fn menu(&self, day: Day) -> Vec<Serving> {
        self.read(async |tx| serving::of_day(tx, day).await.unwrap())
    }

    pub fn pull(&self, request: &PullRequest, actor: Option<ResidentId>) -> Option<Pull> {
        let text = self.read(async |tx| match (request.part, actor) {
            (Part::Public, _) => {
                let digest = feed::digest(tx, &[Scope::Public]).await.ok()?;
                news(tx, request, &[Scope::Public], None, digest).await.ok()
            }
            (Part::Mine, Some(actor)) => {
                let me = resident::me(tx, actor, false).await.unwrap()?;
                let scopes = Scope::followed_by(&me);
                let digest = feed::digest(tx, &scopes).await.ok()?;
                let me = serde_json::to_string(&Row::Me(me)).ok()?;
                news(tx, request, &scopes, Some(&me), digest).await.ok()
            }
            (Part::Mine, None) => None,
        });
        text.and_then(|text| serde_json::from_str(&text).ok())
    }

    pub fn backup(&mut self) {
        self.runtime.block_on(self.stage.copy_aside());
    }

    pub fn restore(&mut self) {
        self.runtime.block_on(self.stage.bring_back());
    }
}
