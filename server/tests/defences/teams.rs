//! Joining and leaving teams: requests and invitations made fresh for each attempt, and the commands about them.

use crate::cast::STRANGER;
use crate::policy::Line;
use crate::world::World;
use domain::change::Change;
use domain::command::Command;
use domain::id::{JoiningId, OrganizationId, ResidentId};
use domain::joining::{JoinState, Joining};
use domain::member::{Member, Standing};
use server::commands::now;
use uuid::Uuid;

impl World {
    /// A request to a team, or an invitation into it.
    pub async fn joining(&self, who: ResidentId, organization: OrganizationId, state: JoinState) -> JoiningId {
        let (id, resident) = (JoiningId(Uuid::now_v7()), self.person(who).await);
        let row = Joining { id, organization, resident, state, made: now(), changed: now(), ..Joining::default() };
        self.write(Change::Joining(row)).await;
        id
    }

    /// Somebody belongs to a team, and does not stand in for others.
    pub async fn member(&self, organization: OrganizationId, who: ResidentId) {
        self.write(Change::Member(Member::new(organization, self.person(who).await, Standing::Member))).await;
    }

    /// A team that the committee's file does not put somebody into.
    pub fn foreign_team(&self, who: ResidentId) -> OrganizationId {
        let members = &self.census.members;
        let foreign =
            |id: OrganizationId| !members.iter().any(|member| member.organization == id && member.resident == who);
        self.census.organizations.iter().map(|team| team.id).find(|id| foreign(*id)).unwrap()
    }
}

/// The command of a line about teams. No request of an earlier attempt is left open.
pub async fn command(world: &World, line: &Line, who: ResidentId) -> Command {
    let (relation, absent) = (line.relation.as_str(), line.relation == "absent");
    world.sql("delete from joining".into()).await;
    let (joining, stranger) = (JoiningId(Uuid::now_v7()), world.resident(STRANGER));
    let words = String::from("你好");
    let organization = match relation {
        "opera" | "dance" => world.organization(relation),
        "own" => world.foreign_team(who),
        _ => OrganizationId(Uuid::now_v7()),
    };
    match line.name.as_str() {
        "ask_to_join" => Command::AskToJoin { joining, organization, words },
        "invite_to_join" => Command::InviteToJoin { joining, organization, resident: stranger, words },
        "answer_joining" => {
            let joining = match relation {
                "own" => world.joining(who, organization, JoinState::Invited).await,
                _ if absent => joining,
                _ => world.joining(stranger, organization, JoinState::Asked).await,
            };
            Command::AnswerJoining { joining, agreed: true, words }
        }
        "leave_team" => {
            if relation == "own" {
                world.member(organization, who).await;
            }
            Command::LeaveTeam { organization }
        }
        "take_off_team" => {
            if !absent {
                world.member(organization, stranger).await;
            }
            Command::TakeOffTeam { organization, resident: stranger }
        }
        "set_standing" => {
            let resident = if relation == "own" { who } else { stranger };
            if !absent {
                world.member(organization, resident).await;
            }
            Command::SetStanding { organization, resident, substitute: true }
        }
        other => panic!("no command {other}"),
    }
}
