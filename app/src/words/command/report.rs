//! Needs and reports. For the list of what waits: what this phone knows of an identity.

use super::Known;
use crate::words::report;
use domain::id::{NeedId, ReportId};
use domain::need::Need;
use domain::report::{PublicReport, Report};

impl Known<'_> {
    pub(super) fn need(&self, need: Option<NeedId>) -> String {
        report::kind_of(self.lang, need.and_then(|need| self.view.get::<Need>(need.0)))
    }

    pub(super) fn report(&self, id: ReportId) -> String {
        let own = self.view.get::<Report>(id.0).map(|report| report.need);
        let public = || self.view.get::<PublicReport>(id.0).map(|report| report.need);
        own.or_else(public).map(|need| self.need(need)).unwrap_or_default()
    }
}
