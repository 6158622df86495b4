//! A mandate (委托): a person lets somebody outside their family do certain things for them, until a day.
//!
//! The helper asks, naming the person as on their door: name and room. Whether there is such a person is told by nobody but
//! themself: until they agree, the asker's phone has no more than what was typed. They agree on their own phone; or at the desk,
//! in person before a witness or by their card, and then staff write it down. Either side ends it at once. Who is under fourteen
//! is spoken for by a guardian, and that ends with the fourteenth birthday (个人信息保护法 §31); from then on nobody
//! agrees for them. At most a year, so that what was forgotten ends.

use crate::change::Change;
use crate::facts::{Facts, Subject};
use crate::id::MandateId;
use crate::kin::{Bond, Power, own_say_to_come};
use crate::permission::{Act, Actor, may, require};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::{NAME_MAX, Person};
use crate::when::{Day, Moment};
use serde::Serialize;

/// The longest mandate, in days.
pub const DAYS_MAX: i32 = 366;
/// So many questions of one helper may wait for an answer: nobody asks from door to door.
pub const ASKS_MAX: u32 = 3;

/// Where it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum MandateState {
    /// The person has not answered.
    #[default]
    Asked,
    /// It holds until its last day.
    Agreed,
    /// The person does not want it.
    Declined,
    /// One of the two ended it, or took the question back.
    Ended,
}

/// How the person agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Consent {
    /// On their own phone.
    Phone,
    /// A guardian, for a child under fourteen.
    Guardian,
    /// In person before a witness, written down by staff.
    Witness,
    /// By their card, at the desk.
    Card,
}

/// Somebody as on their door.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// 陆永年.
    pub name: String,
    /// 301.
    pub room: String,
}

/// What is agreed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// What the helper may do.
    pub powers: Vec<Power>,
    /// The last day.
    pub until: Day,
}

/// One mandate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
pub struct Mandate {
    /// Drawn by the phone.
    pub id: MandateId,
    /// For whom. No identity where there is nobody of that name, and for the helper until it is agreed to.
    pub principal: Person,
    /// Who helps.
    pub helper: Person,
    /// With what, until when.
    pub terms: Terms,
    /// Where it stands.
    pub state: MandateState,
    /// How it was agreed to, once it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<Consent>,
    /// Who agreed for them, or wrote it down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Person>,
    /// Before whom, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub witness: String,
    /// Who ended or declined it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_by: Option<Person>,
    /// The day on which the person turns fourteen, where that was to come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fourteen: Option<Day>,
    /// When the server took it.
    pub made: Moment,
    /// When it last changed.
    pub changed: Moment,
}

impl Mandate {
    /// Whether it holds on a day.
    pub fn lives(&self, day: Day) -> bool {
        self.state == MandateState::Agreed && day <= self.terms.until
    }

    /// Whether it waits for an answer or holds.
    pub fn open(&self, day: Day) -> bool {
        self.state == MandateState::Asked || self.lives(day)
    }

    /// As the helper sees it: nothing tells them whether they named somebody, until that person agrees.
    pub fn for_helper(&self) -> Mandate {
        if self.consent.is_some() {
            return self.clone();
        }
        let principal = Person { name: self.principal.name.clone(), ..Person::default() };
        // A person who is not there does not decline, so that is not told either.
        let declined = self.state == MandateState::Declined;
        let (state, changed) = if declined { (MandateState::Asked, self.made) } else { (self.state, self.changed) };
        let ended_by = self.ended_by.clone().filter(|_| !declined);
        Mandate { principal, state, ended_by, fourteen: None, changed, ..self.clone() }
    }

    /// Whether staff wrote it down.
    pub fn at_desk(&self) -> bool {
        matches!(self.consent, Some(Consent::Witness | Consent::Card))
    }

    /// Whether a guardian speaks for the person on a day.
    fn guarded(&self, day: Day) -> bool {
        self.fourteen.is_some_and(|fourteen| day < fourteen)
    }

    /// Whether somebody speaks for the person who is helped. Nobody speaks for both sides.
    pub fn is_given_by(&self, actor: &Actor, day: Day) -> bool {
        let guards = |id| actor.wards.iter().any(|ward| ward.person.id == id && ward.bond == Bond::Guardian);
        let speaks = actor.id == self.principal.id || self.guarded(day) && guards(self.principal.id);
        speaks && self.helper.id != actor.id
    }
}

/// What happens with a mandate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Step {
    /// A helper asks.
    Ask {
        /// Whom.
        whom: Named,
        /// What for.
        terms: Terms,
    },
    /// The desk writes down what was agreed in person.
    Record {
        /// Who agreed.
        whom: Named,
        /// Who helps.
        helper: Named,
        /// What to.
        terms: Terms,
        /// Before whom; may be empty where they showed their card.
        witness: String,
        /// They showed their card.
        card: bool,
    },
    /// The person agrees or declines, or either of the two ends it.
    Answer {
        /// Yes.
        agreed: bool,
    },
}

/// What a step does.
///
/// # Errors
/// A mandate that is none of the actor's business is not there.
pub fn take(facts: &Facts, id: MandateId, step: &Step) -> Result<Vec<Change>, Refusal> {
    match step {
        Step::Ask { whom, terms } => ask(facts, id, whom, terms),
        Step::Record { whom, helper, terms, witness, card } => {
            let consent = if *card { Consent::Card } else { Consent::Witness };
            record(facts, id, (whom, helper), terms, witness, consent)
        }
        Step::Answer { agreed } => answer(facts, *agreed),
    }
}

fn ask(facts: &Facts, id: MandateId, whom: &Named, terms: &Terms) -> Result<Vec<Change>, Refusal> {
    let (name, terms) = (door(whom)?, within_a_year(facts, terms)?);
    if facts.mandate.is_some() {
        return Err(Refusal::NotFound);
    }
    if facts.asks >= ASKS_MAX {
        return Err(Refusal::NotAllowed);
    }
    let found = facts.subject.as_ref().filter(|subject| subject.person.id != facts.actor.id);
    let principal = found.map_or_else(|| Person { name, ..Person::default() }, |subject| subject.person.clone());
    let row = Mandate {
        id,
        principal,
        helper: own(&facts.actor),
        terms,
        state: MandateState::Asked,
        consent: None,
        by: None,
        witness: String::new(),
        ended_by: None,
        fourteen: found.and_then(|subject| fourteen(subject, facts)),
        made: facts.now,
        changed: facts.now,
    };
    Ok(vec![Change::Mandate(row)])
}

fn record(
    facts: &Facts,
    id: MandateId,
    (whom, helper): (&Named, &Named),
    terms: &Terms,
    witness: &str,
    consent: Consent,
) -> Result<Vec<Change>, Refusal> {
    require(&facts.actor, Act::WorkAtDesk)?;
    let (name, helper_name, terms) = (door(whom)?, door(helper)?, within_a_year(facts, terms)?);
    let witness = short(witness)?;
    if witness.is_empty() && consent == Consent::Witness {
        return Err(Refusal::WordsMissing);
    }
    // Who lives here is on no phone: the server knows them, and says if nobody is there.
    let typed = |name| Some(Person { name, ..Person::default() }).filter(|_| facts.forecast);
    let principal = facts.subject.as_ref().map(|subject| subject.person.clone()).or_else(|| typed(name));
    let helper = facts.helper.clone().or_else(|| typed(helper_name));
    let (Some(principal), Some(helper)) = (principal, helper) else { return Err(Refusal::NotFound) };
    if facts.mandate.is_some() || principal.id == helper.id && !facts.forecast {
        return Err(Refusal::NotFound);
    }
    // A child under fourteen comes with a guardian, and the witness sees to that; it ends as any agreement for such a child.
    let child_until = facts.subject.as_ref().and_then(|subject| fourteen(subject, facts));
    let row = Mandate {
        id,
        principal,
        helper,
        terms: until_fourteen(terms, child_until),
        state: MandateState::Agreed,
        consent: Some(consent),
        by: Some(own(&facts.actor)),
        witness,
        ended_by: None,
        fourteen: child_until,
        made: facts.now,
        changed: facts.now,
    };
    Ok(vec![Change::Mandate(row)])
}

fn answer(facts: &Facts, agreed: bool) -> Result<Vec<Change>, Refusal> {
    let (actor, today) = (&facts.actor, facts.now.day());
    let row = facts.mandate.as_ref().ok_or(Refusal::NotFound)?;
    let given = row.is_given_by(actor, today);
    let desk = row.at_desk() && may(actor, Act::WorkAtDesk);
    if !given && !desk && row.helper.id != actor.id {
        return Err(Refusal::NotFound);
    }
    if agreed && !given {
        return Err(Refusal::NotAllowed);
    }
    let me = own(actor);
    let next = Mandate { changed: facts.now, ..row.clone() };
    let next = match (row.state, agreed) {
        (MandateState::Asked, true) if row.terms.until < today => return Err(Refusal::InThePast),
        (MandateState::Asked, true) if row.guarded(today) => {
            if me.id == row.principal.id {
                return Err(Refusal::NotAllowed);
            }
            let terms = until_fourteen(row.terms.clone(), row.fourteen);
            Mandate { terms, state: MandateState::Agreed, consent: Some(Consent::Guardian), by: Some(me), ..next }
        }
        (MandateState::Asked, true) => Mandate { state: MandateState::Agreed, consent: Some(Consent::Phone), ..next },
        (MandateState::Asked, false) if given => Mandate { state: MandateState::Declined, ended_by: Some(me), ..next },
        (MandateState::Asked | MandateState::Agreed, false) => {
            Mandate { state: MandateState::Ended, ended_by: Some(me), ..next }
        }
        // They were not told, and take the question back.
        (MandateState::Declined, false) if !given => Mandate { state: MandateState::Ended, ended_by: Some(me), ..next },
        _ => return Err(Refusal::AlreadyCancelled),
    };
    Ok(vec![Change::Mandate(next)])
}

fn own(actor: &Actor) -> Person {
    Person { id: actor.id, name: actor.name.clone() }
}

/// The name on a door, if both were said.
fn door(named: &Named) -> Result<String, Refusal> {
    let (name, room) = (short(&named.name)?, short(&named.room)?);
    if name.is_empty() || room.is_empty() { Err(Refusal::WordsMissing) } else { Ok(name) }
}

fn short(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.chars().count() > NAME_MAX { Err(Refusal::WordsTooLong { max: NAME_MAX }) } else { Ok(text.into()) }
}

/// The terms with each power once and no longer than a year.
fn within_a_year(facts: &Facts, terms: &Terms) -> Result<Terms, Refusal> {
    let today = facts.now.day();
    let powers: Vec<Power> = Power::ALL.into_iter().filter(|power| terms.powers.contains(power)).collect();
    if powers.is_empty() {
        return Err(Refusal::WordsMissing);
    }
    if terms.until < today {
        return Err(Refusal::InThePast);
    }
    Ok(Terms { powers, until: terms.until.min(today.plus(DAYS_MAX)) })
}

/// When somebody turns fourteen, if that is to come.
fn fourteen(subject: &Subject, facts: &Facts) -> Option<Day> {
    own_say_to_come(&subject.born, facts.now.day())
}

/// What was agreed to for a child ends before they have a say of their own.
fn until_fourteen(terms: Terms, fourteen: Option<Day>) -> Terms {
    let until = fourteen.map_or(terms.until, |day| terms.until.min(day.plus(-1)));
    Terms { until, ..terms }
}

#[cfg(test)]
mod tests;
