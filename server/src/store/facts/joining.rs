//! The facts for joining and leaving a team: the twin of the phone's `replica::joining`.

use super::service::subject;
use crate::db::Tx;
use crate::store::{joining, member, organization};
use domain::command::Command;
use domain::facts::Facts;
use domain::id::{OrganizationId, ResidentId};

/// Adds what a command about belonging to a team may look at.
pub(super) async fn add(tx: &mut Tx, facts: &mut Facts, command: &Command) -> sqlx::Result<()> {
    let me = facts.actor.id;
    match command {
        Command::AskToJoin { joining, organization, .. } => {
            facts.joining = joining::load(tx, *joining).await?;
            add_team(tx, facts, *organization, me).await?;
        }
        Command::InviteToJoin { joining, organization, resident, .. } => {
            facts.joining = joining::load(tx, *joining).await?;
            facts.subject = subject(tx, *resident).await?;
            add_team(tx, facts, *organization, *resident).await?;
        }
        Command::AnswerJoining { joining, .. } => {
            facts.joining = joining::load(tx, *joining).await?;
            let named = facts.joining.as_ref().map(|joining| (joining.organization, joining.resident.id));
            if let Some((organization, who)) = named {
                add_team(tx, facts, organization, who).await?;
            }
        }
        Command::LeaveTeam { organization } => add_team(tx, facts, *organization, me).await?,
        Command::TakeOffTeam { organization, resident } => {
            facts.membership = member::load(tx, *organization, *resident).await?;
            add_team(tx, facts, *organization, *resident).await?;
        }
        Command::SetStanding { organization, resident, .. } => {
            facts.membership = member::load(tx, *organization, *resident).await?;
        }
        _ => {}
    }
    Ok(())
}

async fn add_team(tx: &mut Tx, facts: &mut Facts, team: OrganizationId, who: ResidentId) -> sqlx::Result<()> {
    facts.team = organization::load(tx, team).await?;
    facts.joinings = joining::between(tx, team, who).await?;
    facts.member = member::load(tx, team, who).await?.is_some();
    Ok(())
}
