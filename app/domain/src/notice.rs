//! A notice (消息): that somebody must know of something. One place decides who must know what, and this is it.
//!
//! [`told`] looks at each change that is about to be written, beside what was there before, and says who hears of it. So the rules
//! themselves know nothing of notices, and none can forget somebody. A notice names its matter and carries as little as it can: what
//! the date or the report says now stands in their own rows, and a lock screen or a gateway learns nothing from a notice.
//!
//! Whoever did it is not told. Everybody says of which kinds they want no notices; of what somebody may come to harm by who does not
//! know it, a date that is called off or moved, everybody is told.

pub mod behalf;
pub mod reminder;

use crate::arrange::Arrange;
use crate::change::Change;
use crate::duty::{Duty, DutyState, Promise};
use crate::facts::Facts;
use crate::id::{NoticeId, OccurrenceId, OrganizationId, ReportId, ResidentId, ShiftId};
use crate::kin::Power;
use crate::occurrence::Occurrence;
use crate::read::Read;
use crate::refusal::Refusal;
use crate::report::Report;
use crate::shift::Shift;
use crate::signup::{Signup, SignupState};
use crate::when::Moment;
use serde::Serialize;
use uuid::Uuid;

/// What a notice says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A date or a shift is at another time or place.
    Moved,
    /// A date is called off.
    CalledOff,
    /// A shift is called off.
    ShiftOff,
    /// A place is offered, until a time.
    Offered,
    /// Who waited, asked or was in a draw has a place.
    Placed,
    /// An organizer did not agree to a sign-up.
    Declined,
    /// An organizer took somebody off a date or a shift.
    TakenOff,
    /// Somebody took a shift over.
    Replaced,
    /// A child has not agreed to a shift in time: the place is free again.
    Lapsed,
    /// The desk answered a report.
    Answered,
    /// The desk has corrected what the register says of somebody.
    Corrected,
    /// What is tomorrow.
    Tomorrow,
    /// What is in an hour.
    Soon,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 13] = [
        Kind::Moved,
        Kind::CalledOff,
        Kind::ShiftOff,
        Kind::Offered,
        Kind::Placed,
        Kind::Declined,
        Kind::TakenOff,
        Kind::Replaced,
        Kind::Lapsed,
        Kind::Answered,
        Kind::Corrected,
        Kind::Tomorrow,
        Kind::Soon,
    ];

    /// Whether nobody can do without it: who does not know it stands before a locked door.
    pub fn safety(self) -> bool {
        matches!(self, Kind::Moved | Kind::CalledOff | Kind::ShiftOff)
    }

    /// The word for it in the database.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Moved => "moved",
            Kind::CalledOff => "called_off",
            Kind::ShiftOff => "shift_off",
            Kind::Offered => "offered",
            Kind::Placed => "placed",
            Kind::Declined => "declined",
            Kind::TakenOff => "taken_off",
            Kind::Replaced => "replaced",
            Kind::Lapsed => "lapsed",
            Kind::Answered => "answered",
            Kind::Corrected => "corrected",
            Kind::Tomorrow => "tomorrow",
            Kind::Soon => "soon",
        }
    }

    /// The kind that a word names.
    pub fn named(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// A date.
    Occurrence(OccurrenceId),
    /// A shift.
    Shift(ShiftId),
    /// One's own report.
    Report(ReportId),
    /// What the register says of oneself, or of a child whose guardian one is.
    Resident(ResidentId),
}

impl About {
    /// The word for it in the database, and which.
    pub fn parts(self) -> (&'static str, Uuid) {
        match self {
            About::Occurrence(id) => ("occurrence", id.0),
            About::Shift(id) => ("shift", id.0),
            About::Report(id) => ("report", id.0),
            About::Resident(id) => ("resident", id.0),
        }
    }

    /// What a word and an identity name.
    pub fn of(word: &str, id: Uuid) -> Option<About> {
        match word {
            "occurrence" => Some(About::Occurrence(OccurrenceId(id))),
            "shift" => Some(About::Shift(ShiftId(id))),
            "report" => Some(About::Report(ReportId(id))),
            "resident" => Some(About::Resident(ResidentId(id))),
            _ => None,
        }
    }
}

/// One notice to one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
pub struct Notice {
    /// It follows from the rest: the same thing is told once.
    pub id: NoticeId,
    /// Who must know.
    pub person: ResidentId,
    /// What it says.
    pub kind: Kind,
    /// Of what.
    pub about: About,
    /// When it was made.
    pub made: Moment,
    /// When the person saw it in the app.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Moment>,
}

impl Notice {
    /// A notice of something that happens now. Of the same at the same moment there is one.
    pub fn new(person: ResidentId, kind: Kind, about: About, now: Moment) -> Notice {
        Notice { id: identity(person, kind, about, now), person, kind, about, made: now, seen: None }
    }

    /// A reminder of what begins at `starts`: however often it is made, there is one; where that is moved, another.
    pub fn reminder(person: ResidentId, kind: Kind, about: About, starts: Moment, now: Moment) -> Notice {
        Notice { id: identity(person, kind, about, starts), person, kind, about, made: now, seen: None }
    }
}

fn identity(person: ResidentId, kind: Kind, about: About, at: Moment) -> NoticeId {
    let (_, matter) = about.parts();
    NoticeId(Uuid::new_v5(&person.0, format!("{}:{matter}:{}", kind.name(), at.0).as_bytes()))
}

/// Of which kinds somebody wants no notices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct NoticeChoice {
    /// Whose choice.
    pub id: ResidentId,
    /// Not these.
    pub off: Vec<Kind>,
}

/// Who hears of a change, beside what was there before.
pub fn told(change: &Change, facts: &Facts) -> Vec<Notice> {
    let now = facts.now;
    let others = concerned(change, facts).into_iter().filter(|(who, ..)| *who != facts.actor.id);
    let mut notices: Vec<Notice> = others.map(|(who, kind, about)| Notice::new(who, kind, about, now)).collect();
    notices.arrange_by_key(|notice| notice.id);
    notices.dedup_by_key(|notice| notice.id);
    notices
}

/// Whom a change concerns, whoever made it.
fn concerned(change: &Change, facts: &Facts) -> Vec<(ResidentId, Kind, About)> {
    match change {
        Change::Signup(row) => match of_signup(row, facts) {
            Some(kind) => whom(row).into_iter().map(|who| (who, kind, About::Occurrence(row.occurrence))).collect(),
            None => Vec::new(),
        },
        Change::Occurrence(row) => of_date(row, facts),
        Change::Duty(row) => match of_duty(row, facts) {
            Some(kind) => vec![(row.resident.id, kind, About::Shift(row.shift))],
            None => Vec::new(),
        },
        Change::Shift(row) => of_shift(row, facts),
        Change::Report(row) if answered(row, facts) => vec![(row.reporter.id, Kind::Answered, About::Report(row.id))],
        _ => Vec::new(),
    }
}

/// Everybody of a party, and who of the family signed it up. A helper is told as long as they may see it: [`behalf`].
fn whom(row: &Signup) -> Vec<ResidentId> {
    let booker = (!row.entrusted).then_some(row.booker.id);
    row.party.iter().map(|person| person.id).chain(booker).collect()
}

/// What the people of a sign-up have to hear of it.
fn of_signup(row: &Signup, facts: &Facts) -> Option<Kind> {
    let before = signup_before(row, facts).map(|signup| signup.state);
    match row.state {
        SignupState::CalledOff => Some(Kind::CalledOff),
        SignupState::Offered { .. } if !matches!(before, Some(SignupState::Offered { .. })) => Some(Kind::Offered),
        // Whoever has just signed up sees it there.
        SignupState::Confirmed if row.made != row.changed && before != Some(SignupState::Confirmed) => {
            Some(Kind::Placed)
        }
        SignupState::Declined => Some(Kind::Declined),
        SignupState::Cancelled if taken_off(row, facts) => Some(Kind::TakenOff),
        _ => None,
    }
}

/// Whether an organizer gave up a sign-up of others. One that gives way to the places which a leader has handed out to the same
/// people is none.
fn taken_off(row: &Signup, facts: &Facts) -> bool {
    let named = facts.signup.as_ref().is_some_and(|signup| signup.id == row.id);
    named && !whom(row).contains(&facts.actor.id) && !acts_for(row, facts)
}

/// Whether the actor is of the family of somebody in the party, or helps them with signing up.
fn acts_for(row: &Signup, facts: &Facts) -> bool {
    let people = facts.actor.people(Power::SignUp);
    row.party.iter().any(|person| people.iter().any(|one| one.id == person.id))
}

fn signup_before<'a>(row: &Signup, facts: &'a Facts) -> Option<&'a Signup> {
    let listed = facts.lists.iter().flat_map(|list| &list.parties);
    let later = facts.later.iter().flat_map(|(_, signups)| signups);
    let engaged = facts.engagements.iter().map(|(signup, ..)| signup);
    let own = facts.signup.iter().chain(&facts.seated).chain(&facts.offered).chain(&facts.waiting);
    let others = facts.entered.iter().chain(&facts.unanswered).chain(listed).chain(later).chain(engaged);
    own.chain(others).find(|signup| signup.id == row.id)
}

/// A date as it was.
fn date_before<'a>(row: &Occurrence, facts: &'a Facts) -> Option<&'a Occurrence> {
    let later = facts.later.iter().map(|(date, _)| date);
    facts.occurrence.iter().chain(later).find(|date| date.id == row.id)
}

/// Whether a date that takes place is at another time or place now.
fn moved(before: &Occurrence, row: &Occurrence) -> bool {
    let when_and_where = |date: &Occurrence| (date.starts, date.ends, date.venue);
    row.cancelled.is_none() && when_and_where(before) != when_and_where(row)
}

/// What a team's own group hears of a change, besides those whom it concerns: that a date is called off or moved, and no names.
pub fn group_told(change: &Change, facts: &Facts) -> Option<(OrganizationId, Kind, OccurrenceId)> {
    let Change::Occurrence(row) = change else { return None };
    let before = date_before(row, facts)?;
    let off = before.cancelled.is_none() && row.cancelled.is_some();
    let kind = if off { Kind::CalledOff } else { Kind::Moved };
    (off || moved(before, row)).then_some((row.organization, kind, row.id))
}

/// Everyone on a date that is at another time or place now.
fn of_date(row: &Occurrence, facts: &Facts) -> Vec<(ResidentId, Kind, About)> {
    let people = moved_with(row, facts).into_iter().flat_map(whom);
    people.map(|who| (who, Kind::Moved, About::Occurrence(row.id))).collect()
}

/// The sign-ups for a date that is at another time or place now.
fn moved_with<'a>(row: &Occurrence, facts: &'a Facts) -> Vec<&'a Signup> {
    if date_before(row, facts).is_none_or(|before| !moved(before, row)) {
        return Vec::new();
    }
    let later = facts.later.iter().find(|(date, _)| date.id == row.id);
    let of_own = || {
        let holders = facts.seated.iter().chain(&facts.offered);
        holders.chain(&facts.waiting).chain(&facts.entered).chain(&facts.unanswered)
    };
    let signups: Vec<&Signup> = match later {
        Some((_, signups)) => signups.iter().collect(),
        None => of_own().collect(),
    };
    signups.into_iter().filter(|signup| signup.occurrence == row.id && signup.live()).collect()
}

/// What somebody has to hear of their duty.
fn of_duty(row: &Duty, facts: &Facts) -> Option<Kind> {
    let acts = facts.actor.wards.iter().any(|ward| ward.person.id == row.resident.id);
    match row.state {
        DutyState::CalledOff => Some(Kind::ShiftOff),
        DutyState::Replaced => Some(Kind::Replaced),
        // Nobody has done it: the time is over.
        DutyState::Left if row.waits() && facts.actor.id == ResidentId::default() => Some(Kind::Lapsed),
        DutyState::Left if !acts => Some(Kind::TakenOff),
        _ => None,
    }
}

/// Everyone on a shift that is at another time or place now.
fn of_shift(row: &Shift, facts: &Facts) -> Vec<(ResidentId, Kind, About)> {
    let on = moved_on(row, facts).into_iter();
    on.map(|duty| (duty.resident.id, Kind::Moved, About::Shift(row.id))).collect()
}

/// The duties on a shift that is at another time or place now: it was changed itself, or it goes with its date.
fn moved_on<'a>(row: &Shift, facts: &'a Facts) -> Vec<&'a Duty> {
    let along = facts.shifts.iter().map(|(shift, on)| (shift, on));
    let known =
        facts.shift.iter().map(|shift| (shift, &facts.on_shift)).chain(along).find(|(before, _)| before.id == row.id);
    let Some((_, on)) = known.filter(|(before, _)| Promise::of(before) != Promise::of(row)) else { return Vec::new() };
    if row.cancelled.is_some() {
        return Vec::new();
    }
    on.iter().filter(|duty| duty.shift == row.id && duty.state.live()).collect()
}

/// Whether a report has got another step. Its author's own are filtered with everything that the actor did.
fn answered(row: &Report, facts: &Facts) -> bool {
    facts.report.as_ref().is_some_and(|before| before.id == row.id && before.steps.len() < row.steps.len())
}

/// A person has seen everything that was made until a moment. There may be nothing: another phone of theirs may have said so.
pub fn see(facts: &Facts, until: Moment) -> Result<Vec<Change>, Refusal> {
    let fresh = facts
        .notices
        .iter()
        .filter(|notice| notice.person == facts.actor.id && notice.seen.is_none() && notice.made <= until);
    Ok(fresh.map(|notice| Change::Notice(Notice { seen: Some(facts.now), ..notice.clone() })).collect())
}

/// A person wants notices of a kind, or none.
pub fn choose(facts: &Facts, kind: Kind, wanted: bool) -> Result<Vec<Change>, Refusal> {
    if kind.safety() && !wanted {
        return Err(Refusal::NotAllowed);
    }
    let before = facts.notice_choice.as_ref().map(|choice| choice.off.clone()).unwrap_or_default();
    let mut off: Vec<Kind> = before.into_iter().filter(|other| *other != kind).collect();
    if !wanted {
        off.push(kind);
        off.arrange_by_key(|kind| *kind);
    }
    Ok(vec![Change::NoticeChoice(NoticeChoice { id: facts.actor.id, off })])
}

#[cfg(test)]
mod tests;
