//! Dates of activities, and who takes part. For the list of what waits: what this phone knows of an identity.

use super::{Known, join, moment};
use domain::activity::Activity;
use domain::id::{ActivityId, LeaseId, OccurrenceId, ScheduledId, SignupId};
use domain::lease::Lease;
use domain::occurrence::Occurrence;
use domain::presence::Venture;
use domain::scheduled::Scheduled;
use domain::signup::Signup;

impl Known<'_> {
    pub(super) fn title(&self, activity: ActivityId) -> String {
        self.view.get::<Activity>(activity.0).map(|activity| activity.title.clone()).unwrap_or_default()
    }

    pub(super) fn date(&self, occurrence: OccurrenceId) -> String {
        let Some(occurrence) = self.view.get::<Occurrence>(occurrence.0) else { return String::new() };
        join(self.lang, [self.title(occurrence.activity), moment(self.lang, occurrence.starts)])
    }

    pub(super) fn scheduled(&self, id: ScheduledId) -> String {
        self.view.get::<Scheduled>(id.0).map(|row| row.content.draft.title.trim().to_owned()).unwrap_or_default()
    }

    pub(super) fn lease(&self, lease: LeaseId) -> String {
        self.view.get::<Lease>(lease.0).map(|lease| self.date(lease.occurrence)).unwrap_or_default()
    }

    pub(super) fn of_signup(&self, signup: SignupId) -> String {
        self.view.get::<Signup>(signup.0).map(|signup| self.date(signup.occurrence)).unwrap_or_default()
    }

    pub(super) fn venture(&self, of: Venture) -> String {
        match of {
            Venture::Occurrence(date) => self.date(date),
            Venture::Shift(shift) => self.shift(shift),
        }
    }
}
