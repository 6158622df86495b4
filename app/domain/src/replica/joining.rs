//! The facts for joining and leaving a team, from what the phone holds.

use super::Replica;
use crate::command::Command;
use crate::facts::{Facts, Subject};
use crate::id::{OrganizationId, ResidentId};
use crate::joining::Joining;
use crate::member::{self, Member};
use crate::organization::Organization;
use crate::resident::Person;
use crate::role::Role;

impl Replica {
    pub(super) fn add_joining(&self, facts: &mut Facts, command: &Command) {
        let me = facts.actor.id;
        match command {
            Command::AskToJoin { joining, organization, .. } => {
                facts.joining = self.get(joining.0).cloned();
                self.add_team(facts, *organization, me);
            }
            Command::InviteToJoin { joining, organization, resident, .. } => {
                facts.joining = self.get(joining.0).cloned();
                let stranger =
                    || Subject { person: Person { id: *resident, ..Person::default() }, ..Subject::default() };
                facts.subject = Some(self.subject(facts, *resident).unwrap_or_else(stranger));
                self.add_team(facts, *organization, *resident);
            }
            Command::AnswerJoining { joining, .. } => {
                facts.joining = self.get::<Joining>(joining.0).cloned();
                let named = facts.joining.as_ref().map(|joining| (joining.organization, joining.resident.id));
                if let Some((organization, who)) = named {
                    self.add_team(facts, organization, who);
                }
            }
            Command::LeaveTeam { organization } => self.add_team(facts, *organization, me),
            Command::TakeOffTeam { organization, resident } => {
                facts.membership = self.get(member::id(*organization, *resident).0).cloned();
                self.add_team(facts, *organization, *resident);
            }
            Command::SetStanding { organization, resident, .. } => {
                facts.membership = self.get(member::id(*organization, *resident).0).cloned();
            }
            _ => {}
        }
    }

    /// Whether others belong to the team a leader's phone knows.
    fn add_team(&self, facts: &mut Facts, organization: OrganizationId, who: ResidentId) {
        let of = |joining: &&Joining| joining.organization == organization && joining.resident.id == who;
        let belongs = |role: &Role| matches!(role, Role::Leader(own) | Role::Member(own) if *own == organization);
        facts.team = self.get::<Organization>(organization.0).cloned();
        facts.joinings = self.all().filter(of).cloned().collect();
        let known = self.get::<Member>(member::id(organization, who).0).is_some();
        facts.member = known || (facts.actor.id == who && facts.actor.roles.iter().any(belongs));
    }
}
