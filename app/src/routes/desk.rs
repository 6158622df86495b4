//! The addresses of the desk: what stands behind `/desk`.

use domain::id::{ActivityId, OccurrenceId, ReportId, ShiftId};

/// An address of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeskRoute {
    /// What I can do here.
    Home,
    /// An organizer's dates.
    Dates,
    /// One date: who comes, change, call off.
    Date(OccurrenceId),
    /// Posting an activity, from nothing or like another one.
    Post(Option<ActivityId>),
    /// Changing an activity.
    Activity(ActivityId),
    /// The poster of a date.
    Poster(OccurrenceId),
    /// The cook's counter.
    Kitchen,
    /// The cook's menus.
    Menu,
    /// A day's orders on paper.
    Sheets,
    /// 关怀走访: elders who did not fetch their meal.
    Visits,
    /// The reports.
    Reports,
    /// One report.
    Report(ReportId),
    /// Register residents, print cards.
    Residents,
    /// A month of an organizer's dates and shifts.
    Month,
    /// An organizer's shifts.
    Shifts,
    /// One shift: who comes, who came, hours.
    Shift(ShiftId),
    /// Who belongs to an organizer's teams.
    Members,
    /// An alliance's calls to its units.
    Calls,
    /// Whoever has not been reached: the list of calls, and of doors.
    Reach,
}

impl DeskRoute {
    pub(super) fn parse(parts: &[&str]) -> Option<DeskRoute> {
        match parts {
            [] => Some(DeskRoute::Home),
            ["dates"] => Some(DeskRoute::Dates),
            ["dates", id] => id.parse().ok().map(DeskRoute::Date),
            ["post"] => Some(DeskRoute::Post(None)),
            ["post", id] => id.parse().ok().map(|id| DeskRoute::Post(Some(id))),
            ["activities", id] => id.parse().ok().map(DeskRoute::Activity),
            ["posters", id] => id.parse().ok().map(DeskRoute::Poster),
            ["kitchen"] => Some(DeskRoute::Kitchen),
            ["menu"] => Some(DeskRoute::Menu),
            ["sheets"] => Some(DeskRoute::Sheets),
            ["month"] => Some(DeskRoute::Month),
            ["visits"] => Some(DeskRoute::Visits),
            ["reports"] => Some(DeskRoute::Reports),
            ["reports", id] => id.parse().ok().map(DeskRoute::Report),
            ["residents"] => Some(DeskRoute::Residents),
            ["shifts"] => Some(DeskRoute::Shifts),
            ["shifts", id] => id.parse().ok().map(DeskRoute::Shift),
            ["members"] => Some(DeskRoute::Members),
            ["calls"] => Some(DeskRoute::Calls),
            ["reach"] => Some(DeskRoute::Reach),
            _ => None,
        }
    }
}
