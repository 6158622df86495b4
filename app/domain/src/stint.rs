//! A stint (班外服务): work outside shifts, as whoever did it writes it down, until a leader of the team has signed it.
//!
//! Whoever belongs to the team says what they did and from when until when. A leader of the team, or the desk, signs, and the entry
//! is made by the ledger's own rule ([`crate::hours::sign`]): nobody signs their own, and nothing overlaps. Or they say no with a
//! word. Until then whoever wrote it can take it back. What was signed is over: a mistake in it is taken back in the ledger, and
//! written down once more.

use crate::change::Change;
use crate::facts::Facts;
use crate::hours::{self, Served, over};
use crate::id::{HoursId, OrganizationId, StintId};
use crate::occurrence::NOTE_MAX;
use crate::offering::under_age;
use crate::permission::{Act, may};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::{Me, Person};
use crate::role::Role;
use crate::when::{HOUR_MS, Moment};
use serde::Serialize;

/// What began longer ago than this is written down no more: nobody remembers it well enough to sign.
pub const LONGEST_AGO_MS: i64 = 366 * 24 * HOUR_MS;

/// At most so many of one person wait for an answer.
pub const OPEN_MAX: usize = 50;

/// Where it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum StintState {
    /// It is written down; nobody has answered.
    #[default]
    Said,
    /// It stands in the ledger.
    Signed,
    /// A leader has said no.
    Refused,
    /// Whoever wrote it has taken it back.
    Withdrawn,
}

/// One stint.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Stint {
    /// Drawn by the phone.
    pub id: StintId,
    /// For which team.
    pub organization: OrganizationId,
    /// Who served, and says so.
    pub resident: Person,
    /// From.
    pub from: Moment,
    /// Until.
    pub until: Moment,
    /// What was done.
    pub content: String,
    /// Where it stands.
    pub state: StintState,
    /// What was answered, or empty.
    pub answer: String,
    /// The entry of hours that was signed for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<HoursId>,
    /// When the server took it.
    pub made: Moment,
    /// When it last changed.
    pub changed: Moment,
}

/// What happens with a stint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Step {
    /// Somebody writes it down.
    Say {
        /// For which team.
        organization: OrganizationId,
        /// From.
        from: Moment,
        /// Until.
        until: Moment,
        /// What was done.
        content: String,
    },
    /// A leader of the team, or the desk, signs the hours.
    Sign {
        /// The identity of the entry.
        hours: HoursId,
    },
    /// They say no; or whoever wrote it takes it back.
    Refuse {
        /// Why not: whoever wrote it reads it. Not needed of themself.
        words: String,
    },
}

/// Whether somebody belongs to a team, and so can have worked for it.
pub fn belongs(me: &Me, team: OrganizationId) -> bool {
    me.roles.contains(&Role::Member(team)) || me.roles.contains(&Role::Leader(team))
}

/// What a step does.
///
/// # Errors
/// A stint that is none of the actor's business is not there.
pub fn take(facts: &Facts, id: StintId, step: &Step) -> Result<Vec<Change>, Refusal> {
    match step {
        Step::Say { organization, from, until, content } => say(facts, id, *organization, (*from, *until), content),
        Step::Sign { hours } => sign(facts, *hours),
        Step::Refuse { words } => refuse(facts, words),
    }
}

fn say(
    facts: &Facts,
    id: StintId,
    organization: OrganizationId,
    (from, until): (Moment, Moment),
    content: &str,
) -> Result<Vec<Change>, Refusal> {
    let actor = &facts.actor;
    if !belongs(actor, organization) || under_age(actor, facts.now) {
        return Err(Refusal::NotAllowed);
    }
    if !facts.organization_exists || facts.stint.is_some() {
        return Err(Refusal::NotFound);
    }
    let content = hours::words(content)?;
    over(from, until, facts.now)?;
    if from < facts.now.plus_ms(-LONGEST_AGO_MS) {
        return Err(Refusal::InThePast);
    }
    let signed = facts.hours.iter().filter(|known| known.holds(facts.hours.iter()));
    let signed = signed.map(|known| (known.from, known.until));
    let said = facts.stints.iter().filter(|known| known.state == StintState::Said && known.resident.id == actor.id);
    let said: Vec<(Moment, Moment)> = said.map(|known| (known.from, known.until)).collect();
    // So many wait for nobody by mistake: whoever has them talks to somebody first.
    if said.len() >= OPEN_MAX {
        return Err(Refusal::NotAllowed);
    }
    let mut known = signed.chain(said);
    if let Some((from, until)) = known.find(|(begins, ends)| *begins < until && from < *ends) {
        return Err(Refusal::HoursOverlap { from, until });
    }
    Ok(vec![Change::Stint(Stint {
        id,
        organization,
        resident: Person { id: actor.id, name: actor.name.clone() },
        from,
        until,
        content,
        made: facts.now,
        changed: facts.now,
        ..Stint::default()
    })])
}

fn sign(facts: &Facts, id: HoursId) -> Result<Vec<Change>, Refusal> {
    let (stint, answers) = known(facts)?;
    if !answers {
        return Err(Refusal::OwnHours);
    }
    open(stint)?;
    let served = Served {
        organization: stint.organization,
        resident: stint.resident.id,
        from: stint.from,
        until: stint.until,
        content: stint.content.clone(),
        duty: None,
    };
    let mut changes = hours::sign(facts, id, &served)?;
    let (state, signed) = (StintState::Signed, Some(id));
    changes.push(Change::Stint(Stint { state, signed, changed: facts.now, ..stint.clone() }));
    Ok(changes)
}

fn refuse(facts: &Facts, words: &str) -> Result<Vec<Change>, Refusal> {
    let (stint, answers) = known(facts)?;
    open(stint)?;
    let (state, answer) =
        if answers { (StintState::Refused, hours::words(words)?) } else { (StintState::Withdrawn, short(words)?) };
    Ok(vec![Change::Stint(Stint { state, answer, changed: facts.now, ..stint.clone() })])
}

/// The stint that is named, if it is the actor's business, and whether they answer for it: they run the team and are another.
fn known(facts: &Facts) -> Result<(&Stint, bool), Refusal> {
    let stint = facts.stint.as_ref().ok_or(Refusal::NotFound)?;
    let own = stint.resident.id == facts.actor.id;
    let leads = may(&facts.actor, Act::RunActivities(stint.organization));
    if own || leads { Ok((stint, leads && !own)) } else { Err(Refusal::NotFound) }
}

fn open(stint: &Stint) -> Result<(), Refusal> {
    match stint.state {
        StintState::Said => Ok(()),
        StintState::Signed => Err(Refusal::AlreadySaid),
        StintState::Refused | StintState::Withdrawn => Err(Refusal::AlreadyCancelled),
    }
}

fn short(words: &str) -> Result<String, Refusal> {
    let words = words.trim();
    if words.chars().count() > NOTE_MAX { Err(Refusal::WordsTooLong { max: NOTE_MAX }) } else { Ok(words.into()) }
}

#[cfg(test)]
mod tests;
