//! A favour (帮忙): somebody asks for what a neighbour offers, the neighbour agrees or declines, and when it is done the asker
//! says so, with the hours that it took.
//!
//! It is between the two, and whoever asked for somebody in their care. The desk asks for people without a phone, and sees
//! what it asked for and nothing else. Who helps is named to the asker once they have agreed. Either side can step back
//! until it is done.
//!
//! Hours for it stand in the ledger like any work outside shifts: the asker's word is not enough, or two friends could give
//! each other hours. When the asker has confirmed it, what was done and for how long goes to the leaders of the helper's
//! team and to the desk, without who asked and why, and one of them signs ([`crate::deed`]).

use crate::certificate::masked;
use crate::change::Change;
use crate::deed;
use crate::facts::Facts;
use crate::hours::over;
use crate::id::{FavourId, HoursId, OfferingId, OrganizationId, ResidentId};
use crate::occurrence::NOTE_MAX;
use crate::offering::{Offering, under_age};
use crate::permission::{Act, Actor, acting_for, may};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::Person;
use crate::when::{Day, Moment};
use serde::Serialize;

/// Where it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum FavourState {
    /// The helper has not answered.
    #[default]
    Asked,
    /// They will help.
    Agreed,
    /// The helper says that it is done; the asker has not.
    Claimed,
    /// The asker says that it is done.
    Done,
    /// The helper will not.
    Declined,
    /// One of the two stepped back.
    Withdrawn,
}

impl FavourState {
    /// Whether something is still to come.
    pub fn open(self) -> bool {
        matches!(self, FavourState::Asked | FavourState::Agreed | FavourState::Claimed)
    }
}

/// The time that was given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Spent {
    /// From.
    pub from: Moment,
    /// Until.
    pub until: Moment,
}

/// One favour.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Favour {
    /// Drawn by the phone.
    pub id: FavourId,
    /// What is asked for.
    pub offering: OfferingId,
    /// Its words: 刷墙.
    pub what: String,
    /// The team with which the hours count, if the helper named one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<OrganizationId>,
    /// Who helps.
    pub helper: Person,
    /// Who is helped.
    pub asker: Person,
    /// Who asked: the same, somebody who cares for them, or staff.
    pub by: Person,
    /// The desk asked, for somebody without a phone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub desk: bool,
    /// What the helper reads.
    pub words: String,
    /// The day that is wanted; none where any is right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Day>,
    /// Where it stands.
    pub state: FavourState,
    /// What was said last to the other side, or empty.
    pub answer: String,
    /// The helper has agreed once: the two know each other's names.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub met: bool,
    /// The time that was given, as it was said last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spent: Option<Spent>,
    /// The entry of hours that was signed for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<HoursId>,
    /// When the server took it.
    pub made: Moment,
    /// When it last changed.
    pub changed: Moment,
}

impl Favour {
    /// As the asker sees it.
    pub fn for_asker(&self) -> Favour {
        if self.met {
            return self.clone();
        }
        let helper = Person { id: ResidentId::default(), name: masked(&self.helper.name) };
        Favour { helper, ..self.clone() }
    }

    /// Whether somebody speaks for the side that is helped. Nobody speaks for both.
    pub fn is_asked_by(&self, actor: &Actor) -> bool {
        let cares = acting_for(actor, self.asker.id).is_ok() || self.desk && may(actor, Act::WorkAtDesk);
        cares && self.helper.id != actor.id
    }
}

/// What happens with a favour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Step {
    /// Somebody asks.
    Ask {
        /// For what.
        offering: OfferingId,
        /// Who needs it: the actor, somebody in their care, or for the desk anybody.
        asker: ResidentId,
        /// What the helper reads.
        words: String,
        /// The day that is wanted, if it is to be a certain one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        day: Option<Day>,
    },
    /// The helper agrees or declines, or either of the two steps back.
    Answer {
        /// Yes.
        agreed: bool,
        /// What the other side reads, or empty.
        words: String,
    },
    /// It is done.
    Finish {
        /// The time that it took.
        spent: Spent,
    },
    /// A leader of the helper's team, or the desk, signs the hours.
    Sign {
        /// The identity of the entry.
        hours: HoursId,
        /// With which organization it counts.
        organization: OrganizationId,
    },
}

/// What a step does.
///
/// # Errors
/// A favour that is none of the actor's business is not there.
pub fn take(facts: &Facts, id: FavourId, step: &Step) -> Result<Vec<Change>, Refusal> {
    match step {
        Step::Ask { asker, words, day, .. } => ask(facts, id, *asker, words, *day),
        Step::Answer { agreed, words } => answer(facts, *agreed, words),
        Step::Finish { spent } => finish(facts, *spent),
        Step::Sign { hours, organization } => deed::sign(facts, *hours, *organization),
    }
}

fn ask(facts: &Facts, id: FavourId, who: ResidentId, words: &str, day: Option<Day>) -> Result<Vec<Change>, Refusal> {
    let actor = &facts.actor;
    let known = |row: &&Offering| !row.withdrawn && row.is_for(actor);
    let offering = facts.offering.as_ref().filter(known).ok_or(Refusal::NotFound)?;
    if facts.favour.is_some() {
        return Err(Refusal::NotFound);
    }
    let (asker, desk) = match acting_for(actor, who) {
        Ok(person) => (person, false),
        Err(_) if may(actor, Act::WorkAtDesk) => {
            (facts.subject.as_ref().ok_or(Refusal::NotFound)?.person.clone(), true)
        }
        Err(refusal) => return Err(refusal),
    };
    let helper = &offering.resident;
    if helper.id == actor.id || helper.id == asker.id || under_age(actor, facts.now) {
        return Err(Refusal::NotAllowed);
    }
    let words = short(words)?;
    if words.is_empty() {
        return Err(Refusal::WordsMissing);
    }
    if day.is_some_and(|day| day < facts.now.day()) {
        return Err(Refusal::InThePast);
    }
    if facts.favour_open {
        return Err(Refusal::AlreadySaid);
    }
    Ok(vec![Change::Favour(Favour {
        id,
        offering: offering.id,
        what: offering.craft.words.clone(),
        organization: offering.craft.organization,
        helper: helper.clone(),
        asker,
        by: Person { id: actor.id, name: actor.name.clone() },
        desk,
        words,
        day,
        made: facts.now,
        changed: facts.now,
        ..Favour::default()
    })])
}

fn answer(facts: &Facts, agreed: bool, words: &str) -> Result<Vec<Change>, Refusal> {
    let (favour, helps) = own(facts)?;
    let state = match (agreed, favour.state) {
        (true, _) if !helps => return Err(Refusal::NotAllowed),
        (true, FavourState::Asked) => FavourState::Agreed,
        (true, _) => return Err(Refusal::AlreadySaid),
        (false, FavourState::Asked) if helps => FavourState::Declined,
        (false, _) => FavourState::Withdrawn,
    };
    let (answer, met) = (short(words)?, favour.met || state == FavourState::Agreed);
    Ok(vec![Change::Favour(Favour { state, answer, met, changed: facts.now, ..favour.clone() })])
}

/// The asker's word ends it; the helper's is an offer of it, which the asker confirms or corrects.
fn finish(facts: &Facts, spent: Spent) -> Result<Vec<Change>, Refusal> {
    let (favour, helps) = own(facts)?;
    if favour.state == FavourState::Asked {
        return Err(Refusal::NotAllowed);
    }
    over(spent.from, spent.until, facts.now)?;
    let state = if helps { FavourState::Claimed } else { FavourState::Done };
    Ok(vec![Change::Favour(Favour { state, spent: Some(spent), changed: facts.now, ..favour.clone() })])
}

/// The favour that is named, if it is the actor's business and not over, and whether the actor is the helper.
fn own(facts: &Facts) -> Result<(&Favour, bool), Refusal> {
    let favour = facts.favour.as_ref().ok_or(Refusal::NotFound)?;
    let helps = favour.helper.id == facts.actor.id;
    if !helps && !favour.is_asked_by(&facts.actor) {
        return Err(Refusal::NotFound);
    }
    match favour.state {
        FavourState::Declined | FavourState::Withdrawn => Err(Refusal::AlreadyCancelled),
        FavourState::Done => Err(Refusal::AlreadySaid),
        _ => Ok((favour, helps)),
    }
}

fn short(words: &str) -> Result<String, Refusal> {
    let words = words.trim();
    if words.chars().count() > NOTE_MAX { Err(Refusal::WordsTooLong { max: NOTE_MAX }) } else { Ok(words.into()) }
}

#[cfg(test)]
mod tests;
