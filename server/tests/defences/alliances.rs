//! Alliances: units with somebody who answers for them, calls made fresh for each attempt, and the commands about them.

use crate::policy::Line;
use crate::world::World;
use domain::call::{Call, CallPlan};
use domain::change::Change;
use domain::command::Command;
use domain::id::{CallId, OrganizationId, ResidentId, UnitId};
use domain::pledge::{self, Pledge};
use domain::project;
use domain::resident::Person;
use domain::unit::Unit;
use domain::when::HOUR_MS;
use server::commands::now;
use server::store::{community, feed, unit};
use uuid::Uuid;

fn plan(words: &str) -> CallPlan {
    CallPlan {
        title: "送月饼".into(),
        words: words.into(),
        starts: now().plus_ms(48 * HOUR_MS),
        ends: now().plus_ms(50 * HOUR_MS),
        place: "综合体".into(),
        people: 12,
        skill: None,
        answer_by: now().plus_ms(24 * HOUR_MS),
    }
}

impl World {
    /// A unit of an organization, for which somebody answers.
    async fn unit(&self, organization: OrganizationId, contact: ResidentId) -> UnitId {
        let (id, contacts) = (UnitId(Uuid::now_v7()), vec![self.person(contact).await]);
        let row = Unit { id, organization, name: "石桥小学".into(), contacts, synthetic: true };
        let mut tx = self.app.db.write(self.community()).await.unwrap();
        let revision = community::next_revision(&mut tx).await.unwrap();
        unit::save(&mut tx, &row).await.unwrap();
        for (scope, row) in project::unit(&row) {
            feed::put(&mut tx, scope, &row, revision).await.unwrap();
        }
        tx.commit().await.unwrap();
        self.app.live.send_replace(revision);
        id
    }

    /// A call of an organization.
    async fn call(&self, organization: OrganizationId, words: &str) -> CallId {
        let (id, by) = (CallId(Uuid::now_v7()), Person { id: self.resident("R0005"), name: "负责人".into() });
        let row = Call { id, organization, by, plan: plan(words), closed: None, changed: None, made: now() };
        self.write(Change::Call(row)).await;
        id
    }

    /// A call of the opera team that somebody's unit has answered, with these words.
    pub async fn called(&self, contact: &str, [asked, said]: [String; 2]) {
        let organization = self.organization("opera");
        let unit = self.unit(organization, self.resident(contact)).await;
        let call = self.call(organization, &asked).await;
        let id = pledge::id(call, unit);
        let row = Pledge { id, call, organization, unit, count: 3, words: said, changed: now(), ..Pledge::default() };
        self.write(Change::Pledge(row)).await;
    }
}

/// The command of a line about calls.
pub async fn command(world: &World, line: &Line, who: ResidentId) -> Command {
    let (relation, absent) = (line.relation.as_str(), line.relation == "absent");
    let organization = world.organization(if relation == "dance" { "dance" } else { "opera" });
    match line.name.as_str() {
        "post_call" if absent => {
            Command::PostCall { call: CallId(Uuid::now_v7()), organization: OrganizationId(who.0), plan: plan("") }
        }
        "post_call" => {
            world.unit(organization, world.resident(crate::cast::STRANGER)).await;
            Command::PostCall { call: CallId(Uuid::now_v7()), organization, plan: plan("") }
        }
        "change_call" => {
            let call = if absent { CallId(Uuid::now_v7()) } else { world.call(organization, "").await };
            Command::ChangeCall { call, plan: plan("改了") }
        }
        "close_call" if absent => Command::CloseCall { call: CallId(Uuid::now_v7()) },
        "close_call" => Command::CloseCall { call: world.call(organization, "").await },
        "pledge" => {
            let unit = if absent { UnitId(who.0) } else { world.unit(organization, who).await };
            let call = if absent { CallId(Uuid::now_v7()) } else { world.call(organization, "").await };
            Command::Pledge { call, unit, count: 2, words: "好".into() }
        }
        other => panic!("no command {other}"),
    }
}
