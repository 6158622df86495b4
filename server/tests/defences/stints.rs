//! Work outside shifts, written down fresh for each attempt, and the commands about it.

use crate::cast::STRANGER;
use crate::policy::Line;
use crate::world::World;
use domain::change::Change;
use domain::command::Command;
use domain::id::{HoursId, OrganizationId, ResidentId, StintId};
use domain::stint::{Step, Stint};
use server::commands::now;
use uuid::Uuid;

impl World {
    /// What somebody has written down of a minute at which nobody else has served.
    async fn stint(&self, who: ResidentId, organization: OrganizationId) -> StintId {
        let (id, (from, until), resident) = (StintId(Uuid::now_v7()), self.minute(), self.person(who).await);
        let (content, made) = ("修戏服".into(), now());
        let row = Stint { id, organization, resident, from, until, content, made, changed: made, ..Stint::default() };
        self.write(Change::Stint(row)).await;
        id
    }
}

/// The words of the policy for a step.
pub fn kind(step: &Step) -> &'static str {
    match step {
        Step::Say { .. } => "say_stint",
        Step::Sign { .. } => "sign_stint",
        Step::Refuse { .. } => "refuse_stint",
    }
}

/// The command of a line about work outside shifts.
pub async fn command(world: &World, line: &Line, who: ResidentId) -> Command {
    let relation = line.relation.as_str();
    let stranger = world.resident(STRANGER);
    if line.name == "say_stint" {
        let (from, until) = world.minute();
        let organization = match relation {
            "own" => world.foreign_team(who),
            _ => OrganizationId(Uuid::now_v7()),
        };
        if relation == "own" {
            world.member(organization, who).await;
        }
        let step = Step::Say { organization, from, until, content: "修戏服".into() };
        return Command::Stint { stint: StintId(Uuid::now_v7()), step };
    }
    let stint = match relation {
        "absent" => StintId(Uuid::now_v7()),
        "own" => world.stint(who, world.foreign_team(who)).await,
        team => world.stint(stranger, world.organization(team)).await,
    };
    let step = match line.name.as_str() {
        "sign_stint" => Step::Sign { hours: HoursId(Uuid::now_v7()) },
        "refuse_stint" => Step::Refuse { words: "不是那天".into() },
        other => panic!("no command {other}"),
    };
    Command::Stint { stint, step }
}
