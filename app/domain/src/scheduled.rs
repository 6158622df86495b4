//! What is written today and published at a time (定时发布): on Friday evening an activity for Monday morning.
//!
//! Until then the leaders of its organization and the desk know of it, and nobody else: it is a row of its own and no activity.
//! When its time has come the server posts it on behalf of whoever said so last, by the rule that holds for everybody
//! ([`activity::post`]). Where that says no (they have given up the office, the hall is gone), it stays with the reason until
//! somebody says anew. What was published or thrown away leaves no row.

use crate::activity::{self, Draft, Posting};
use crate::change::Change;
#[cfg(feature = "desk")]
use crate::command::Command;
use crate::facts::Facts;
use crate::id::{ActivityId, OccurrenceId, OrganizationId, ScheduledId};
use crate::occurrence::Plan;
use crate::permission::{Act, may, require};
use crate::picture;
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::Person;
use crate::series::Series;
use crate::when::Moment;
use serde::Serialize;

/// An activity that waits for its time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Scheduled {
    /// Drawn by the phone.
    pub id: ScheduledId,
    /// Who runs it.
    pub organization: OrganizationId,
    /// Who said last when that is, by the name that neighbours call them: on their behalf it is published.
    pub by: Person,
    /// When, by the server's clock.
    pub publish_at: Moment,
    /// What is posted then. Boxed, because all rows take as much room as the largest.
    pub content: Box<Content>,
    /// Why it was not published then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<Refusal>,
}

/// What is posted: what [`Command::PostActivity`] says besides the organization.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// The activity's identity, drawn by the phone.
    pub activity: ActivityId,
    /// Its words.
    pub draft: Draft,
    /// When, where, how many: the first date.
    pub first: Plan,
    /// The first date's identity. That of a series follows from its day instead.
    pub occurrence: OccurrenceId,
    /// What makes the dates after it.
    pub series: Option<Series>,
}

/// When it is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Timing {
    /// At a moment.
    At(Moment),
    /// At once.
    Now,
    /// Not at all.
    Never,
}

impl Content {
    /// The command that posts it for an organization: it has the facts that it would have had then.
    #[cfg(feature = "desk")]
    pub fn command(&self, organization: OrganizationId) -> Command {
        let Content { activity, draft, first, occurrence, series } = self.clone();
        Command::PostActivity { activity, organization, draft, first, occurrence, series }
    }

    fn post(&self, facts: &Facts, organization: OrganizationId) -> Result<Vec<Change>, Refusal> {
        let posting = Posting {
            activity: self.activity,
            organization,
            occurrence: self.occurrence,
            first: &self.first,
            series: self.series.as_ref(),
        };
        activity::post(facts, &posting, &self.draft)
    }
}

impl Scheduled {
    /// The same at another moment. What would be refused then, as far as it is known now, is refused at once.
    fn at(self, facts: &Facts, publish_at: Moment) -> Result<Scheduled, Refusal> {
        let starts = self.content.first.starts;
        if starts < facts.now {
            return Err(Refusal::InThePast);
        }
        if publish_at <= facts.now || publish_at >= starts {
            return Err(Refusal::BadPublishTime);
        }
        self.content.post(&Facts { now: publish_at, ..facts.clone() }, self.organization)?;
        let by = Person { id: facts.actor.id, name: facts.actor.greeting_name().to_owned() };
        Ok(Scheduled { by, publish_at, refused: None, ..self })
    }

    fn published(&self, facts: &Facts) -> Result<Vec<Change>, Refusal> {
        let mut changes = self.content.post(facts, self.organization)?;
        changes.push(self.gone());
        Ok(changes)
    }

    fn gone(&self) -> Change {
        Change::NoScheduled(self.organization, self.id)
    }
}

/// An organizer writes an activity that is published at a time.
pub fn schedule(
    facts: &Facts,
    id: ScheduledId,
    organization: OrganizationId,
    publish_at: Moment,
    content: &Content,
) -> Result<Vec<Change>, Refusal> {
    require(&facts.actor, Act::RunActivities(organization))?;
    if facts.scheduled.is_some() {
        return Err(Refusal::NotFound);
    }
    let row = Scheduled { id, organization, content: Box::new(content.clone()), ..Scheduled::default() };
    Ok(vec![Change::Scheduled(row.at(facts, publish_at)?)])
}

/// Any of those who run the organization's activities publishes it at another time, at once or never. For everybody else it is
/// not there.
pub fn change(facts: &Facts, timing: Timing) -> Result<Vec<Change>, Refusal> {
    let allowed = |row: &&Scheduled| may(&facts.actor, Act::RunActivities(row.organization));
    let row = facts.scheduled.as_ref().filter(allowed).ok_or(Refusal::NotFound)?;
    match timing {
        Timing::At(moment) => Ok(vec![Change::Scheduled(row.clone().at(facts, moment)?)]),
        Timing::Now => row.published(facts),
        Timing::Never => {
            let gone = picture::gone(row.content.draft.picture.as_slice(), &[]);
            Ok(std::iter::once(row.gone()).chain(gone).collect())
        }
    }
}

/// Its time has come: it is published on behalf of the facts' actor, or stays with the reason why not.
pub fn due(facts: &Facts) -> Vec<Change> {
    let Some(row) = &facts.scheduled else { return Vec::new() };
    let kept = |refusal| vec![Change::Scheduled(Scheduled { refused: Some(refusal), ..row.clone() })];
    row.published(facts).unwrap_or_else(kept)
}

#[cfg(test)]
mod tests;
