//! A report (诉求): a resident says what they need, the committee answers, everyone sees that it moves.
//!
//! The reporter and the desk see all of it. Neighbours see the kind of need, the compound, the state and how
//! many need it too; the words and the name only if the reporter chose to show them. Photos are never public.

use crate::change::Change;
use crate::facts::Facts;
use crate::id::{BuildingId, NeedId, PhotoId, ReportId, ResidentId};
use crate::kin::Power;
use crate::permission::{Act, require};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::Person;
use crate::when::Moment;
use serde::Serialize;

/// The longest report, in characters.
pub const WORDS_MAX: usize = 1_000;
/// The most photos of one report.
pub const PHOTOS_MAX: usize = 3;

/// Where a report stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum ReportState {
    /// 已收到.
    #[default]
    Received,
    /// 处理中.
    InProgress,
    /// 已办好.
    Done,
    /// 办不了, with the reason.
    Declined,
    /// 已合并 into another report.
    Merged,
    /// 已撤回 by the reporter.
    Withdrawn,
}

impl ReportState {
    /// Whether something is still to be done.
    pub fn open(self) -> bool {
        matches!(self, ReportState::Received | ReportState::InProgress)
    }
}

/// One step of a report's way, with what the committee said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
pub struct Step {
    /// The state it came to.
    pub state: ReportState,
    /// When.
    pub at: Moment,
    /// What was said, or empty.
    pub words: String,
}

/// One report, for the reporter and the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
pub struct Report {
    /// Drawn by the phone.
    pub id: ReportId,
    /// Who needs it.
    pub reporter: Person,
    /// Which of the 112 kinds, if any fits.
    pub need: Option<NeedId>,
    /// In their own words.
    pub words: String,
    /// Where.
    pub building: Option<BuildingId>,
    /// Up to three.
    pub photos: Vec<PhotoId>,
    /// Neighbours may see words and name.
    pub shown: bool,
    /// Where it stands.
    pub state: ReportState,
    /// How it came there.
    pub steps: Vec<Step>,
    /// How many others need it too.
    pub endorsed: u32,
    /// The report that goes on in its place.
    pub merged_into: Option<ReportId>,
    /// When the server took it.
    pub made: Moment,
    /// Who reported it for them; none where they did so themself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Person>,
}

impl Report {
    fn moved(&self, state: ReportState, words: &str, now: Moment) -> Report {
        let mut next = Report { state, ..self.clone() };
        next.steps.push(Step { state, at: now, words: words.trim().into() });
        next
    }
}

/// A neighbour's view of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
pub struct PublicReport {
    /// Its identity.
    pub id: ReportId,
    /// Which kind.
    pub need: Option<NeedId>,
    /// In which compound. Never the building.
    pub compound: String,
    /// Only if the reporter chose to show it.
    pub words: String,
    /// Only if the reporter chose to show it.
    pub name: String,
    /// Where it stands.
    pub state: ReportState,
    /// How many others need it too.
    pub endorsed: u32,
    /// When.
    pub made: Moment,
}

/// "我也需要": one person's word that a report is theirs too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read)]
pub struct Endorsement {
    /// Which report.
    pub report: ReportId,
    /// Who.
    pub resident: ResidentId,
}

/// What a resident fills in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// Which of the 112 kinds, if any fits.
    pub need: Option<NeedId>,
    /// In their own words.
    pub words: String,
    /// Where.
    pub building: Option<BuildingId>,
    /// Photos that were, or will be, sent beside it.
    pub photos: Vec<PhotoId>,
    /// Neighbours may see words and name.
    pub shown: bool,
    /// For whom, where it is somebody whom the actor helps with reports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whom: Option<ResidentId>,
}

impl Draft {
    /// Whether anything was filled in. The building does not count: it is there from the beginning.
    pub fn begun(&self) -> bool {
        self.need.is_some() || self.written()
    }

    /// More than its kind was chosen.
    pub fn written(&self) -> bool {
        !self.words.trim().is_empty() || !self.photos.is_empty() || self.shown
    }
}

/// A text that must be there and not be too long.
pub fn words(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Refusal::WordsMissing);
    }
    if text.chars().count() > WORDS_MAX {
        return Err(Refusal::WordsTooLong { max: WORDS_MAX });
    }
    Ok(text.into())
}

/// Whose need it is: the actor's own, or that of somebody who let them report. A family's guardians and carers report in their own name.
fn reporter(facts: &Facts, whom: Option<ResidentId>) -> Result<Person, Refusal> {
    let actor = &facts.actor;
    let Some(whom) = whom.filter(|whom| *whom != actor.id) else {
        return Ok(Person { id: actor.id, name: actor.name.clone() });
    };
    let agreed = actor.helped.iter().find(|one| one.person.id == whom && one.powers.contains(&Power::Reports));
    agreed.map(|one| one.person.clone()).ok_or(Refusal::NotYourFamily)
}

/// A resident reports a need. For somebody else it is without photos: those are whose phone took them.
pub fn file(facts: &Facts, id: ReportId, draft: &Draft) -> Result<Vec<Change>, Refusal> {
    let words = words(&draft.words)?;
    let reporter = reporter(facts, draft.whom)?;
    let by = (reporter.id != facts.actor.id).then(|| Person { id: facts.actor.id, name: facts.actor.name.clone() });
    let max = if by.is_some() { 0 } else { PHOTOS_MAX };
    if draft.photos.len() > max {
        return Err(Refusal::TooManyPhotos { max });
    }
    let unknown_need = draft.need.is_some() && facts.need.is_none();
    let unknown_building = draft.building.is_some_and(|b| facts.compound_of(b).is_none());
    if facts.report.is_some() || unknown_need || unknown_building {
        return Err(Refusal::NotFound);
    }
    Ok(vec![Change::Report(Report {
        id,
        reporter,
        need: draft.need,
        words,
        building: draft.building,
        photos: draft.photos.clone(),
        shown: draft.shown,
        state: ReportState::Received,
        steps: vec![Step { state: ReportState::Received, at: facts.now, words: String::new() }],
        endorsed: 0,
        merged_into: None,
        made: facts.now,
        by,
    })])
}

/// The reporter takes a report back.
pub fn withdraw(facts: &Facts) -> Result<Vec<Change>, Refusal> {
    let report = facts.report.as_ref().ok_or(Refusal::NotFound)?;
    if report.reporter.id != facts.actor.id {
        return Err(Refusal::NotFound);
    }
    if !report.state.open() {
        return Err(Refusal::ReportClosed);
    }
    Ok(vec![Change::Report(report.moved(ReportState::Withdrawn, "", facts.now))])
}

/// A neighbour says "我也需要".
pub fn endorse(facts: &Facts) -> Result<Vec<Change>, Refusal> {
    let report = facts.report.as_ref().ok_or(Refusal::NotFound)?;
    if report.reporter.id == facts.actor.id {
        return Err(Refusal::OwnReport);
    }
    if !report.state.open() {
        return Err(Refusal::ReportClosed);
    }
    if facts.endorsed {
        return Err(Refusal::AlreadyEndorsed);
    }
    Ok(vec![
        Change::Endorsement(Endorsement { report: report.id, resident: facts.actor.id }),
        Change::Report(Report { endorsed: report.endorsed + 1, ..report.clone() }),
    ])
}

/// The desk answers a report and says where it stands.
pub fn answer(facts: &Facts, state: ReportState, text: &str) -> Result<Vec<Change>, Refusal> {
    require(&facts.actor, Act::WorkAtDesk)?;
    let report = facts.report.as_ref().ok_or(Refusal::NotFound)?;
    let text = words(text)?;
    if matches!(report.state, ReportState::Merged | ReportState::Withdrawn) {
        return Err(Refusal::ReportClosed);
    }
    if matches!(state, ReportState::Merged | ReportState::Withdrawn) {
        return Err(Refusal::NotAllowed);
    }
    Ok(vec![Change::Report(report.moved(state, &text, facts.now))])
}

/// The desk merges a report into another one, which then speaks for its reporter too.
pub fn merge(facts: &Facts) -> Result<Vec<Change>, Refusal> {
    require(&facts.actor, Act::WorkAtDesk)?;
    let report = facts.report.as_ref().ok_or(Refusal::NotFound)?;
    let into = facts.into.as_ref().ok_or(Refusal::NotFound)?;
    if report.id == into.id || !into.state.open() || !report.state.open() {
        return Err(Refusal::CannotMerge);
    }
    let mut merged = report.moved(ReportState::Merged, "", facts.now);
    merged.merged_into = Some(into.id);
    let mut changes = vec![Change::Report(merged)];
    if report.reporter.id != into.reporter.id && !facts.endorsed {
        changes.push(Change::Endorsement(Endorsement { report: into.id, resident: report.reporter.id }));
        changes.push(Change::Report(Report { endorsed: into.endorsed + 1, ..into.clone() }));
    }
    Ok(changes)
}

#[cfg(test)]
mod tests;
