//! A duty (值班): one person on one shift.
//!
//! A shift can be given back until a day before it begins. After that the person stays responsible until somebody takes over:
//! they look for a replacement (找人替), the place is offered again, and whoever takes it relieves the one who has looked
//! longest, in one step. Whoever has a shift that was moved with its date may give it back until it begins. Whoever stands in for
//! the team (替补) comes for such a person and relieves them also where there is a free place besides. Nobody is in two places at once.
//!
//! Who is under eighteen comes with the consent of a guardian, who takes the shift for them on a phone of their own (民法典 §17, §19,
//! §34: what is not plainly within a minor's years needs that consent). From fourteen on ([`OWN_SAY`]) nobody agrees for a person
//! alone (个人信息保护法 §31); the law says so of what is known about them, and here it holds of their help too: a guardian's word
//! holds the place and asks, and the child agrees as well, on their own phone or before a witness at the desk. A younger child
//! comes as their guardian says. A place to which the child has not agreed in time is free again
//! ([`agrees_until`]).
//!
//! [`OWN_SAY`]: crate::kin::OWN_SAY

mod lapse;

pub use lapse::{agrees_until, lapse};

use crate::change::Change;
use crate::facts::Facts;
use crate::id::{DutyId, OrganizationId, ResidentId, ShiftId, VenueId};
use crate::kin::{Bond, has_own_say};
use crate::mandate::Consent;
use crate::permission::{Act, acting_for, may};
use crate::qualification::Skill;
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::{NAME_MAX, Person};
use crate::role::Role;
use crate::shift::{Shift, open, refuse_left_over};
use crate::when::{Day, HOUR_MS, Moment};
use serde::Serialize;

/// Until so long before it begins a shift can be given back.
pub const LEAVE_MS: i64 = 24 * HOUR_MS;
/// Who is younger is under age (民法典, article 17).
pub const ADULT: i32 = 18;

/// Where a duty stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum DutyState {
    /// They come.
    #[default]
    Taken,
    /// They come unless somebody takes over.
    Seeking,
    /// They gave it back in time.
    Left,
    /// Somebody took over.
    Replaced,
    /// The shift was called off.
    CalledOff,
}

impl DutyState {
    /// Whether the person is responsible.
    pub fn live(self) -> bool {
        matches!(self, DutyState::Taken | DutyState::Seeking)
    }
}

/// When and where a shift was when somebody took it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Promise {
    /// Began.
    pub starts: Moment,
    /// Ended.
    pub ends: Moment,
    /// Where.
    pub venue: VenueId,
}

impl Promise {
    /// What a shift is now.
    pub fn of(shift: &Shift) -> Promise {
        Promise { starts: shift.starts, ends: shift.ends, venue: shift.venue }
    }
}

/// One person on one shift.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Duty {
    /// Drawn by the phone.
    pub id: DutyId,
    /// Which shift.
    pub shift: ShiftId,
    /// Whose leaders see it.
    pub organization: OrganizationId,
    /// Who comes.
    pub resident: Person,
    /// They are under age.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub minor: bool,
    /// They had a say of their own when their guardian said so, and agree as well.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub asks: bool,
    /// How they agreed, once they did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreed: Option<Consent>,
    /// Before whom, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub witness: String,
    /// Where it stands.
    pub state: DutyState,
    /// When the server took it.
    pub made: Moment,
    /// When it last changed.
    pub changed: Moment,
    /// The shift was moved with its date since they took it: what it was then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised: Option<Promise>,
    /// They had something else at the time to which it was moved.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub clash: bool,
}

impl Duty {
    /// The same duty in another state.
    pub fn with(&self, state: DutyState, now: Moment) -> Duty {
        Duty { state, changed: now, ..self.clone() }
    }

    /// Whether the child has not agreed yet, and is to.
    pub fn waits(&self) -> bool {
        self.asks && self.agreed.is_none()
    }

    /// Whether it was moved under them, so that they may give it back until it begins.
    pub fn moved(&self) -> bool {
        self.promised.is_some() || self.clash
    }
}

/// Takes a shift: a free place, or else the place of whoever has looked longest for somebody to take over.
pub fn take(facts: &Facts, id: DutyId, who: ResidentId) -> Result<Vec<Change>, Refusal> {
    let mut shift = facts.shift.clone().ok_or(Refusal::NotFound)?;
    if facts.duty.is_some() {
        return Err(Refusal::NotFound);
    }
    open(&shift, facts.now)?;
    refuse_left_over(&shift, facts.occurrence.as_ref())?;
    let person = acting_for(&facts.actor, who)?;
    let minor = under_age(facts, &shift);
    let ward = facts.actor.wards.iter().find(|ward| ward.person.id == who && ward.bond == Bond::Guardian);
    let guarded = ward.is_some();
    if minor && !guarded {
        return Err(Refusal::GuardianNeeded { name: person.name });
    }
    let room = shift.taken < shift.most && !(shift.seeking > 0 && stands_in(facts, &shift, who));
    // A phone knows that somebody looks and not who.
    let looking = facts.on_shift.iter().filter(|duty| duty.state == DutyState::Seeking && !room);
    let relieved = looking.min_by_key(|duty| (duty.changed, duty.id));
    // Whoever is relieved does not stay with the children.
    let stays = |duty: &&Duty| duty.state.live() && relieved.is_none_or(|gone| gone.id != duty.id);
    if minor && shift.children && facts.on_shift.iter().filter(stays).all(|duty| duty.minor) {
        return Err(Refusal::AdultNeeded);
    }
    refuse_unqualified(facts, &shift, &person)?;
    refuse_clash(facts, &shift, &person)?;
    if shift.open() == 0 {
        return Err(Refusal::ShiftFull);
    }
    // A phone does not know when others were born: it takes whom a guardian acts for to be under age.
    let minor = minor || (facts.forecast && guarded);
    let born = ward.map_or("", |ward| ward.born.as_str());
    let duty = Duty {
        id,
        shift: shift.id,
        organization: shift.organization,
        resident: person,
        minor,
        asks: minor && has_own_say(born, facts.now.day()),
        agreed: None,
        witness: String::new(),
        state: DutyState::Taken,
        made: facts.now,
        changed: facts.now,
        promised: None,
        clash: false,
    };
    let mut changes = vec![Change::Duty(duty)];
    if room {
        shift.taken += 1;
    } else {
        shift.seeking = shift.seeking.saturating_sub(1);
        changes.extend(relieved.map(|duty| Change::Duty(duty.with(DutyState::Replaced, facts.now))));
    }
    changes.push(Change::Shift(shift));
    Ok(changes)
}

/// A child for whom a guardian has taken a shift agrees: on their own phone, or at the desk before a witness.
pub fn agree(facts: &Facts, duty: &Duty, who: ResidentId, witness: &str) -> Result<Vec<Change>, Refusal> {
    let shift = facts.shift.as_ref().filter(|shift| shift.id == duty.shift).ok_or(Refusal::NotFound)?;
    let desk = may(&facts.actor, Act::WorkAtDesk) && !witness.trim().is_empty();
    let consent = if facts.actor.id == who { Some(Consent::Phone) } else { desk.then_some(Consent::Witness) };
    let consent = consent.filter(|_| duty.asks && duty.resident.id == who).ok_or(Refusal::NotFound)?;
    let witness = if consent == Consent::Witness { witness.trim() } else { "" };
    if witness.chars().count() > NAME_MAX {
        return Err(Refusal::WordsTooLong { max: NAME_MAX });
    }
    if !duty.state.live() {
        return Err(Refusal::AlreadyCancelled);
    }
    if !duty.waits() {
        return Err(Refusal::AlreadySaid);
    }
    open(shift, facts.now)?;
    Ok(vec![Change::Duty(Duty { agreed: Some(consent), witness: witness.into(), ..duty.clone() })])
}

/// Whether somebody takes a shift for themself who stands in for its team.
fn stands_in(facts: &Facts, shift: &Shift, who: ResidentId) -> bool {
    facts.actor.id == who && facts.actor.roles.contains(&Role::Substitute(shift.organization))
}

pub(crate) fn under_age(facts: &Facts, shift: &Shift) -> bool {
    let born = facts.subject.as_ref().and_then(|subject| Day::parse(&format!("{}-01", subject.born)));
    born.is_some_and(|born| born.years_until(shift.starts.day()) < ADULT)
}

pub(crate) fn refuse_unqualified(facts: &Facts, shift: &Shift, person: &Person) -> Result<(), Refusal> {
    // A phone does not know what others in the family hold: the server will say.
    let Some(held) = facts.subject.as_ref().and_then(|subject| subject.qualifications.as_ref()) else { return Ok(()) };
    for skill in &shift.skills {
        let (name, skill): (String, Skill) = (person.name.clone(), *skill);
        match held.iter().filter(|held| held.skill == skill).map(|held| held.until).max() {
            None => return Err(Refusal::QualificationMissing { name, skill }),
            Some(until) if until < shift.ends.day() => return Err(Refusal::QualificationEnds { name, skill, until }),
            Some(_) => {}
        }
    }
    Ok(())
}

pub(crate) fn refuse_clash(facts: &Facts, shift: &Shift, person: &Person) -> Result<(), Refusal> {
    let name = || person.name.clone();
    for (duty, other) in facts.duties.iter().filter(|(duty, _)| duty.state.live() && duty.resident.id == person.id) {
        if duty.shift == shift.id {
            return Err(Refusal::AlreadyOnShift { name: name() });
        }
        if other.overlaps(shift.starts, shift.ends) {
            return Err(Refusal::TimeClash { name: name(), title: other.role.clone() });
        }
    }
    let busy = |(signup, date, _): &&crate::facts::Engagement| {
        signup.live() && signup.includes(person.id) && date.overlaps(shift.starts, shift.ends)
    };
    match facts.engagements.iter().find(busy) {
        Some((_, _, title)) => Err(Refusal::TimeClash { name: name(), title: title.clone() }),
        None => Ok(()),
    }
}

/// Gives a shift back: whoever has it (or their family) until a day before, and one that was moved until it begins; whoever runs
/// it until it begins.
pub fn leave(facts: &Facts) -> Result<Vec<Change>, Refusal> {
    let (duty, mut shift) = own(facts, true)?;
    let runs = may(&facts.actor, Act::RunActivities(shift.organization));
    let until = shift.starts.plus_ms(-LEAVE_MS);
    if !runs && !duty.moved() && facts.now > until {
        return Err(Refusal::TooLateToLeave { until });
    }
    let others = || facts.on_shift.iter().filter(|other| other.id != duty.id && other.state.live());
    if !runs && shift.children && others().next().is_some() && others().all(|other| other.minor) {
        return Err(Refusal::LastAdult);
    }
    shift.taken = shift.taken.saturating_sub(1);
    if duty.state == DutyState::Seeking {
        shift.seeking = shift.seeking.saturating_sub(1);
    }
    Ok(vec![Change::Duty(duty.with(DutyState::Left, facts.now)), Change::Shift(shift)])
}

/// Looks for somebody to take over (`seeking`), or comes after all.
pub fn seek(facts: &Facts, seeking: bool) -> Result<Vec<Change>, Refusal> {
    let (duty, mut shift) = own(facts, false)?;
    let (from, to) =
        if seeking { (DutyState::Taken, DutyState::Seeking) } else { (DutyState::Seeking, DutyState::Taken) };
    if duty.state != from {
        return Err(Refusal::AlreadySaid);
    }
    shift.seeking = if seeking { shift.seeking + 1 } else { shift.seeking.saturating_sub(1) };
    Ok(vec![Change::Duty(duty.with(to, facts.now)), Change::Shift(shift)])
}

/// The duty that is named, with its shift, if the actor may change it and it can be changed.
fn own(facts: &Facts, by_organizer: bool) -> Result<(Duty, Shift), Refusal> {
    let duty = facts.duty.clone().ok_or(Refusal::NotFound)?;
    let shift = facts.shift.clone().ok_or(Refusal::NotFound)?;
    let own = acting_for(&facts.actor, duty.resident.id).is_ok();
    let leads = by_organizer && may(&facts.actor, Act::RunActivities(duty.organization));
    if !own && !leads {
        return Err(Refusal::NotFound);
    }
    if !duty.state.live() {
        return Err(Refusal::AlreadyCancelled);
    }
    open(&shift, facts.now)?;
    Ok((duty, shift))
}

#[cfg(test)]
mod tests;
