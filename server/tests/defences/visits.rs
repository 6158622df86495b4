//! Visits to elders who did not fetch their meal, made fresh for each attempt, and the command about them.

use crate::cast::STRANGER;
use crate::policy::Line;
use crate::world::World;
use domain::change::Change;
use domain::command::Command;
use domain::id::{ResidentId, VisitId};
use domain::visit::{Found, Visit};
use server::commands::now;
use uuid::Uuid;

impl World {
    /// A stranger's meal waits, and this person was asked to look; or the committee was.
    pub async fn visit(&self, asked: Option<ResidentId>) -> VisitId {
        let stranger = self.resident(STRANGER);
        let order = self.order(stranger, 1).await;
        let mut row = Visit {
            id: VisitId(order.0),
            person: self.person(stranger).await,
            desk: asked.is_none(),
            made: now(),
            ..Visit::default()
        };
        if let Some(who) = asked {
            row.asked.push(self.person(who).await);
        }
        let id = row.id;
        self.write(Change::Visit(row)).await;
        id
    }
}

/// The command of a line about that.
pub async fn command(world: &World, line: &Line, who: ResidentId) -> Command {
    let visit = match line.relation.as_str() {
        "absent" => VisitId(Uuid::now_v7()),
        "desk" => world.visit(None).await,
        "unrelated" => world.visit(Some(world.resident("R0100"))).await,
        _ => world.visit(Some(who)).await,
    };
    Command::RecordVisit { visit, found: Found::Well, words: "在午睡".into() }
}
