//! Every address once: [`Route::href`] writes it, [`Route::parse`] reads it, the server answers 404 for the rest.
//!
//! Addresses name public things only. A person's own things are reached from the pages, never by a link.

mod desk;

pub use desk::DeskRoute;

use crate::cell::RwSignal;
use domain::id::{CertificateId, OccurrenceId, OrganizationId, ReportId, ShiftId};
use leptos::prelude::*;

/// An address of the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// 今天.
    Today,
    /// 组织: the directory.
    Organizations,
    /// One organization.
    Organization(OrganizationId),
    /// The projects.
    Projects,
    /// Looking for anything.
    Search,
    /// 活动, by day.
    Activities,
    /// One date of an activity.
    Occurrence(OccurrenceId),
    /// 谁来接: who may collect my children from a date.
    Collectors(OccurrenceId),
    /// 食堂.
    Canteen,
    /// 长期订餐: lunch that is ordered again and again.
    Regular,
    /// 诉求: what neighbours need, and my reports.
    Needs,
    /// The form for a report.
    NewReport,
    /// One report.
    Report(ReportId),
    /// 我的.
    Me,
    /// 我的手机: where I am signed in.
    Devices,
    /// 我的帮手: who may act for me, whom I help, and what others did for me.
    Helpers,
    /// 过敏和紧急联系人: what those at the door should know of me and my children.
    Aid,
    /// 日历订阅: the secret address of my own calendar.
    Calendar,
    /// 饭费: what I have paid ahead, and where it went.
    Money,
    /// 等待发送: what waits, what was refused.
    Outbox,
    /// 消息: what I am told.
    Notices,
    /// 哪里需要人: the shifts that people can take.
    Shifts,
    /// One shift.
    Shift(ShiftId),
    /// 我的服务: my shifts and hours.
    Service,
    /// A certificate of service hours, to be printed by whom it is for and by the team that issued it.
    Certificate(CertificateId),
    /// 召集令: what my units are asked for.
    Calls,
    /// 技能互助: what neighbours offer to do.
    Skills,
    /// 我会的: what I offer, what I am asked for and what I have asked for.
    OwnSkills,
    /// 吃过的饭: how the meals were that the family has fetched.
    Meals,
    /// Typing or opening a card's code.
    SignIn,
    /// 关于: privacy, help, versions.
    About,
    /// 工作台, in a wasm of its own.
    Desk(DeskRoute),
    /// No such address.
    NotFound,
}

impl Route {
    /// The address.
    pub fn href(self) -> String {
        match self {
            Route::Today => "/".into(),
            Route::Organizations => "/organizations".into(),
            Route::Organization(id) => format!("/organizations/{id}"),
            Route::Projects => "/projects".into(),
            Route::Search => "/search".into(),
            Route::Activities => "/activities".into(),
            Route::Occurrence(id) => format!("/activities/{id}"),
            Route::Collectors(id) => format!("/activities/{id}/collectors"),
            Route::Canteen => "/canteen".into(),
            Route::Regular => "/canteen/regular".into(),
            Route::Needs => "/needs".into(),
            Route::NewReport => "/needs/new".into(),
            Route::Report(id) => format!("/needs/{id}"),
            Route::Me => "/me".into(),
            Route::Devices => "/me/devices".into(),
            Route::Helpers => "/me/helpers".into(),
            Route::Aid => "/me/aid".into(),
            Route::Calendar => "/me/calendar".into(),
            Route::Money => "/me/money".into(),
            Route::Outbox => "/me/outbox".into(),
            Route::Notices => "/me/notices".into(),
            Route::Shifts => "/shifts".into(),
            Route::Shift(id) => format!("/shifts/{id}"),
            Route::Service => "/me/service".into(),
            Route::Certificate(id) => format!("/me/service/{id}"),
            Route::Calls => "/me/calls".into(),
            Route::Skills => "/skills".into(),
            Route::OwnSkills => "/me/skills".into(),
            Route::Meals => "/me/meals".into(),
            Route::SignIn => "/sign-in".into(),
            Route::About => "/about".into(),
            Route::Desk(DeskRoute::Home) => "/desk".into(),
            Route::Desk(DeskRoute::Dates) => "/desk/dates".into(),
            Route::Desk(DeskRoute::Date(id)) => format!("/desk/dates/{id}"),
            Route::Desk(DeskRoute::Post(None)) => "/desk/post".into(),
            Route::Desk(DeskRoute::Post(Some(id))) => format!("/desk/post/{id}"),
            Route::Desk(DeskRoute::Activity(id)) => format!("/desk/activities/{id}"),
            Route::Desk(DeskRoute::Poster(id)) => format!("/desk/posters/{id}"),
            Route::Desk(DeskRoute::Kitchen) => "/desk/kitchen".into(),
            Route::Desk(DeskRoute::Menu) => "/desk/menu".into(),
            Route::Desk(DeskRoute::Sheets) => "/desk/sheets".into(),
            Route::Desk(DeskRoute::Month) => "/desk/month".into(),
            Route::Desk(DeskRoute::Visits) => "/desk/visits".into(),
            Route::Desk(DeskRoute::Reports) => "/desk/reports".into(),
            Route::Desk(DeskRoute::Report(id)) => format!("/desk/reports/{id}"),
            Route::Desk(DeskRoute::Residents) => "/desk/residents".into(),
            Route::Desk(DeskRoute::Shifts) => "/desk/shifts".into(),
            Route::Desk(DeskRoute::Shift(id)) => format!("/desk/shifts/{id}"),
            Route::Desk(DeskRoute::Members) => "/desk/members".into(),
            Route::Desk(DeskRoute::Calls) => "/desk/calls".into(),
            Route::Desk(DeskRoute::Reach) => "/desk/reach".into(),
            Route::NotFound => "/404".into(),
        }
    }

    /// The page behind a path. A path that [`Route::href`] does not write is [`Route::NotFound`].
    pub fn parse(path: &str) -> Route {
        let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
        match parts.as_slice() {
            [""] => Route::Today,
            ["organizations"] => Route::Organizations,
            ["organizations", id] => id.parse().map_or(Route::NotFound, Route::Organization),
            ["projects"] => Route::Projects,
            ["search"] => Route::Search,
            ["activities"] => Route::Activities,
            ["activities", id] => id.parse().map_or(Route::NotFound, Route::Occurrence),
            ["activities", id, "collectors"] => id.parse().map_or(Route::NotFound, Route::Collectors),
            ["canteen"] => Route::Canteen,
            ["canteen", "regular"] => Route::Regular,
            ["needs"] => Route::Needs,
            ["needs", "new"] => Route::NewReport,
            ["needs", id] => id.parse().map_or(Route::NotFound, Route::Report),
            ["me"] => Route::Me,
            ["me", "devices"] => Route::Devices,
            ["me", "helpers"] => Route::Helpers,
            ["me", "aid"] => Route::Aid,
            ["me", "calendar"] => Route::Calendar,
            ["me", "money"] => Route::Money,
            ["me", "outbox"] => Route::Outbox,
            ["me", "notices"] => Route::Notices,
            ["me", "service"] => Route::Service,
            ["me", "service", id] => id.parse().map_or(Route::NotFound, Route::Certificate),
            ["me", "calls"] => Route::Calls,
            ["me", "skills"] => Route::OwnSkills,
            ["me", "meals"] => Route::Meals,
            ["skills"] => Route::Skills,
            ["shifts"] => Route::Shifts,
            ["shifts", id] => id.parse().map_or(Route::NotFound, Route::Shift),
            ["sign-in"] => Route::SignIn,
            ["about"] => Route::About,
            ["desk", rest @ ..] => DeskRoute::parse(rest).map_or(Route::NotFound, Route::Desk),
            _ => Route::NotFound,
        }
    }

    /// Which program draws it: `app` has the pages that everyone opens, and comes in two sizes, of which `boot.js` takes the smaller
    /// one for visitors; `desk` has every page, also those that only people who are signed in need, and is kept on their phones
    /// by the service worker. From `app` to one of its pages a link loads the page anew.
    pub fn part(self) -> &'static str {
        match self {
            Route::Desk(_) | Route::Shifts | Route::Shift(_) | Route::Service | Route::Calls => "desk",
            Route::SignIn
            | Route::Search
            | Route::Skills
            | Route::OwnSkills
            | Route::Meals
            | Route::NewReport
            | Route::Money
            | Route::Regular
            | Route::Outbox
            | Route::Notices
            | Route::Devices
            | Route::Helpers
            | Route::Aid
            | Route::Calendar
            | Route::Certificate(_)
            | Route::Collectors(_) => "desk",
            _ => "app",
        }
    }

    /// Whether the program that runs has the page.
    pub fn is_here(self) -> bool {
        cfg!(feature = "desk") || self.part() == "app"
    }

    /// Which of the five places of the bottom bar it belongs to.
    pub fn tab(self) -> Route {
        match self {
            Route::Activities | Route::Occurrence(_) | Route::Collectors(_) => Route::Activities,
            Route::Canteen | Route::Meals | Route::Regular => Route::Canteen,
            Route::Needs | Route::NewReport | Route::Report(_) => Route::Needs,
            Route::Me
            | Route::Devices
            | Route::Helpers
            | Route::Aid
            | Route::Calendar
            | Route::Money
            | Route::Outbox
            | Route::Notices
            | Route::Service
            | Route::Certificate(_)
            | Route::Calls
            | Route::OwnSkills
            | Route::SignIn
            | Route::About => Route::Me,
            _ => Route::Today,
        }
    }
}

/// The address that is shown, and the way to another one.
#[derive(Clone, Copy)]
pub struct Navigator {
    pub(crate) current: RwSignal<Route>,
}

impl Navigator {
    /// A navigator that starts at `route`.
    pub fn new(route: Route) -> Self {
        Self { current: RwSignal::new(route) }
    }

    /// The address that is shown. Tracked.
    pub fn current(&self) -> Route {
        self.current.get()
    }

    /// Goes to an address, with an entry in the browser's history.
    pub fn go(&self, route: Route) {
        #[cfg(feature = "hydrate")]
        if !crate::start::history::push(route) {
            return;
        }
        self.current.set(route);
    }
}

/// The navigator of this page.
pub fn navigator() -> Navigator {
    expect_context()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::ActivityId;
    use uuid::Uuid;

    #[test]
    fn what_is_written_is_read_again() {
        let id = Uuid::from_u128(9);
        let routes = [
            Route::Today,
            Route::Organizations,
            Route::Organization(OrganizationId(id)),
            Route::Projects,
            Route::Search,
            Route::Activities,
            Route::Occurrence(OccurrenceId(id)),
            Route::Collectors(OccurrenceId(id)),
            Route::Canteen,
            Route::Regular,
            Route::Needs,
            Route::NewReport,
            Route::Report(ReportId(id)),
            Route::Me,
            Route::Devices,
            Route::Helpers,
            Route::Aid,
            Route::Calendar,
            Route::Money,
            Route::Outbox,
            Route::Notices,
            Route::SignIn,
            Route::About,
            Route::Desk(DeskRoute::Home),
            Route::Desk(DeskRoute::Dates),
            Route::Desk(DeskRoute::Date(OccurrenceId(id))),
            Route::Desk(DeskRoute::Post(None)),
            Route::Desk(DeskRoute::Post(Some(ActivityId(id)))),
            Route::Desk(DeskRoute::Activity(ActivityId(id))),
            Route::Desk(DeskRoute::Poster(OccurrenceId(id))),
            Route::Desk(DeskRoute::Kitchen),
            Route::Desk(DeskRoute::Menu),
            Route::Desk(DeskRoute::Sheets),
            Route::Desk(DeskRoute::Month),
            Route::Desk(DeskRoute::Visits),
            Route::Desk(DeskRoute::Reports),
            Route::Desk(DeskRoute::Report(ReportId(id))),
            Route::Desk(DeskRoute::Residents),
            Route::Shifts,
            Route::Shift(ShiftId(id)),
            Route::Service,
            Route::Certificate(CertificateId(id)),
            Route::Desk(DeskRoute::Shifts),
            Route::Desk(DeskRoute::Shift(ShiftId(id))),
            Route::Calls,
            Route::Skills,
            Route::OwnSkills,
            Route::Meals,
            Route::Desk(DeskRoute::Members),
            Route::Desk(DeskRoute::Calls),
            Route::Desk(DeskRoute::Reach),
        ];
        for route in routes {
            assert_eq!(Route::parse(&route.href()), route);
        }
        for stranger in ["/404", "/organizations/x", "/me/x", "/desk/x", "/activities/1/2", "//"] {
            assert!(matches!(Route::parse(stranger), Route::NotFound | Route::Today), "{stranger}");
        }
    }
}
