//! Joining a team (入队): a resident asks and a leader answers, or a leader invites and the resident answers. Whoever belongs to
//! a team leaves it by themself, or its leader takes them off it; who leads it the committee decides.

use crate::change::Change;
use crate::facts::Facts;
use crate::id::{JoiningId, OrganizationId};
use crate::member::{Member, Standing};
use crate::occurrence::NOTE_MAX;
use crate::organization::Organization;
use crate::permission::{Act, Actor, may, require};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::Person;
use crate::role::Role;
use crate::when::Moment;
use serde::Serialize;

/// Where it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum JoinState {
    /// The resident asks; a leader has not answered.
    #[default]
    Asked,
    /// A leader invites; the resident has not answered.
    Invited,
    /// They belong to the team.
    Joined,
    /// The other side said no.
    Declined,
    /// Taken back by whoever began it.
    Withdrawn,
    /// They joined, and left again.
    Left,
}

impl JoinState {
    /// Whether somebody still has to answer.
    pub fn open(self) -> bool {
        matches!(self, JoinState::Asked | JoinState::Invited)
    }
}

/// One person on the way into one team.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Joining {
    /// Drawn by the phone.
    pub id: JoiningId,
    /// Which team.
    pub organization: OrganizationId,
    /// Who joins.
    pub resident: Person,
    /// Where it stands.
    pub state: JoinState,
    /// What whoever began it said, or empty.
    pub words: String,
    /// What was answered, or empty.
    pub answer: String,
    /// When the server took it.
    pub made: Moment,
    /// When it last changed.
    pub changed: Moment,
}

/// A resident asks to join a team.
pub fn ask(facts: &Facts, id: JoiningId, words: &str) -> Result<Vec<Change>, Refusal> {
    let person = Person { id: facts.actor.id, name: facts.actor.name.clone() };
    begin(facts, id, person, JoinState::Asked, words)
}

/// A leader invites a resident.
pub fn invite(facts: &Facts, id: JoiningId, organization: OrganizationId, words: &str) -> Result<Vec<Change>, Refusal> {
    require(&facts.actor, Act::RunActivities(organization))?;
    let subject = facts.subject.as_ref().ok_or(Refusal::NotFound)?;
    begin(facts, id, subject.person.clone(), JoinState::Invited, words)
}

fn begin(
    facts: &Facts,
    id: JoiningId,
    resident: Person,
    state: JoinState,
    words: &str,
) -> Result<Vec<Change>, Refusal> {
    let team = facts.team.as_ref().filter(|_| facts.joining.is_none()).ok_or(Refusal::NotFound)?;
    let words = short(words)?;
    if facts.member || facts.joinings.iter().any(|known| known.state.open()) {
        return Err(Refusal::AlreadySaid);
    }
    let (answer, made, changed) = (String::new(), facts.now, facts.now);
    let organization = team.id;
    Ok(vec![Change::Joining(Joining { id, organization, resident, state, words, answer, made, changed })])
}

/// The other side answers, or whoever began it takes it back.
pub fn answer(facts: &Facts, agreed: bool, words: &str) -> Result<Vec<Change>, Refusal> {
    let joining = facts.joining.as_ref().ok_or(Refusal::NotFound)?;
    let own = joining.resident.id == facts.actor.id;
    let leads = may(&facts.actor, Act::RunActivities(joining.organization));
    if !own && !leads {
        return Err(Refusal::NotFound);
    }
    if !joining.state.open() {
        return Err(Refusal::AlreadySaid);
    }
    let decides = if joining.state == JoinState::Asked { leads && !own } else { own };
    let state = match (agreed, decides) {
        (true, true) => JoinState::Joined,
        (true, false) => return Err(Refusal::NotAllowed),
        (false, true) => JoinState::Declined,
        (false, false) => JoinState::Withdrawn,
    };
    let answer = short(words)?;
    let mut changes = vec![Change::Joining(Joining { state, answer, changed: facts.now, ..joining.clone() })];
    if state == JoinState::Joined && !facts.member {
        changes.push(Change::Member(Member::new(joining.organization, joining.resident.clone(), Standing::Member)));
        changes.extend(counted(facts, 1));
    }
    Ok(changes)
}

/// A member leaves.
pub fn leave(facts: &Facts, organization: OrganizationId) -> Result<Vec<Change>, Refusal> {
    let roles = &facts.actor.roles;
    if roles.contains(&Role::Leader(organization)) {
        return Err(Refusal::NotAllowed);
    }
    if !roles.contains(&Role::Member(organization)) {
        return Err(Refusal::NotFound);
    }
    let person = Person { id: facts.actor.id, name: facts.actor.name.clone() };
    Ok(out(facts, Member::new(organization, person, Standing::Member)))
}

/// A leader takes somebody off the team. Who leads it the committee decides.
pub fn take_off(facts: &Facts) -> Result<Vec<Change>, Refusal> {
    let knows = |member: &&Member| may(&facts.actor, Act::RunActivities(member.organization));
    let member = facts.membership.as_ref().filter(knows).ok_or(Refusal::NotFound)?;
    if member.standing == Standing::Leader {
        return Err(Refusal::NotAllowed);
    }
    Ok(out(facts, member.clone()))
}

/// Somebody is out of a team that they do not lead.
fn out(facts: &Facts, row: Member) -> Vec<Change> {
    let mut changes = over(facts);
    changes.push(Change::NoMember(row));
    changes.extend(counted(facts, -1));
    changes
}

/// What led them into it is over.
fn over(facts: &Facts) -> Vec<Change> {
    let joined = facts.joinings.iter().filter(|joining| joining.state == JoinState::Joined);
    let left =
        |joining: &Joining| Change::Joining(Joining { state: JoinState::Left, changed: facts.now, ..joining.clone() });
    joined.map(left).collect()
}

/// Somebody who does not live here any more leaves a team, also one that they lead: its public row names them no longer.
pub fn departed(facts: &Facts, row: Member) -> Vec<Change> {
    let mut changes = over(facts);
    if let Some(team) = facts.team.clone() {
        let Actor { name, called, .. } = &facts.actor;
        let mut leaders = team.leaders.clone();
        leaders.retain(|leader| row.standing != Standing::Leader || (leader != name && leader != called));
        changes.push(Change::Organization(Organization { members: team.members.saturating_sub(1), leaders, ..team }));
    }
    changes.push(Change::NoMember(row));
    changes
}

/// The team with so many members more.
fn counted(facts: &Facts, more: i32) -> Option<Change> {
    let team = facts.team.as_ref()?;
    let members = team.members.saturating_add_signed(more);
    Some(Change::Organization(Organization { members, ..team.clone() }))
}

fn short(words: &str) -> Result<String, Refusal> {
    let words = words.trim();
    if words.chars().count() > NOTE_MAX { Err(Refusal::WordsTooLong { max: NOTE_MAX }) } else { Ok(words.into()) }
}

#[cfg(test)]
mod tests;
