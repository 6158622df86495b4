//! Identities. One newtype per noun, so that a dish can never be passed where a resident is meant.
//!
//! Rows that a phone makes (sign-ups, orders, reports, photos, commands) carry a UUIDv7 drawn there; rows
//! that come from the committee's files carry a UUIDv5 of their code, so importing a file twice names the same row; a code that is
//! an identity, written out, names that one. What comes again on many days (a date, a dish on the menu, a shift) has the identity
//! of what comes again with the day in its last two bytes: unlike identities cannot be compressed, and a phone's first download
//! has hundreds.

use crate::read::Read;
use crate::when::Day;
use serde::Serialize;
use uuid::Uuid;

/// The length of an identity that is written out.
const SPELLED: usize = 36;

/// An identity that is written out instead of a code: so does a file name rows that no file has ever named.
fn spelled(code: &str) -> Option<Uuid> {
    if code.len() == SPELLED { Uuid::parse_str(code).ok() } else { None }
}

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Read)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// The identity of the row that a committee's file calls `code`, in this community.
            pub fn of_code(community: CommunityId, code: &str) -> Self {
                let name = || format!(concat!(stringify!($name), ":{}"), code);
                Self(spelled(code).unwrap_or_else(|| Uuid::new_v5(&community.0, name().as_bytes())))
            }
        }

        impl $name {
            /// The identity of what comes again, as `source` says, on this day: once a day.
            pub fn of_day(source: Uuid, day: Day) -> Self {
                let mut bytes = source.into_bytes();
                let [.., high, low] = &mut bytes;
                [*high, *low] = day.stamp().to_be_bytes();
                Self(Uuid::from_bytes(bytes))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> { Uuid::parse_str(text).map(Self) }
        }
    )+};
}

id! {
    /// A community (社区): the tenant, and the unit of consistency.
    CommunityId,
    /// A compound (小区).
    CompoundId,
    /// A building (幢).
    BuildingId,
    /// A stairwell (楼道).
    StairwellId,
    /// A household (户).
    HouseholdId,
    /// A resident (居民).
    ResidentId,
    /// A community organization (社会组织).
    OrganizationId,
    /// A venue (场地).
    VenueId,
    /// A kind of need (需求).
    NeedId,
    /// A project (项目).
    ProjectId,
    /// An activity (活动): what is repeated.
    ActivityId,
    /// An occurrence (场次): one date of an activity.
    OccurrenceId,
    /// A sign-up (报名).
    SignupId,
    /// A dish (菜).
    DishId,
    /// A dish on one day's menu.
    ServingId,
    /// An order (订餐).
    OrderId,
    /// A regular order (长期订餐).
    RegularId,
    /// A visit to somebody who did not fetch their meal (关怀走访).
    VisitId,
    /// A resident's report (诉求).
    ReportId,
    /// A photo of a report, or a picture that everyone may see (照片).
    PhotoId,
    /// A phone that is signed in.
    DeviceId,
    /// A passkey of a staff member.
    PasskeyId,
    /// A list of residents that the desk brings in (导入).
    IntakeId,
    /// A wish to take the register along (导出名册).
    TakeoutId,
    /// A shift (班次).
    ShiftId,
    /// A duty (值班): one person on one shift.
    DutyId,
    /// A qualification (资质) of a person.
    QualificationId,
    /// A fact of somebody's coming or going (签到).
    PresenceId,
    /// An entry of service hours (服务时长).
    HoursId,
    /// Work outside shifts, as somebody writes it down (班外服务).
    StintId,
    /// Somebody who may collect a child (接送人).
    CollectorId,
    /// A proposal to swap two duties (换班).
    SwapId,
    /// Somebody on the way into a team (入队).
    JoiningId,
    /// Somebody in a team (成员).
    MemberId,
    /// A certificate of service hours (志愿服务记录证明).
    CertificateId,
    /// A member unit (成员单位) of an alliance.
    UnitId,
    /// A call (召集令) to units.
    CallId,
    /// A unit's answer to a call (认领).
    PledgeId,
    /// An activity that is published at a time (定时发布).
    ScheduledId,
    /// What a resident offers to do for neighbours (我会).
    OfferingId,
    /// A request for it, and what comes of it (帮忙).
    FavourId,
    /// What somebody may do for another (委托).
    MandateId,
    /// A lease of places (带走的名额).
    LeaseId,
    /// A count of what was made (清点).
    TallyId,
    /// That somebody must know of something (消息).
    NoticeId,
    /// What was said of a meal (评价).
    RatingId,
    /// An entry in the ledger (记账).
    EntryId,
    /// A day's till (钱箱).
    TillId,
    /// A command.
    CommandId,
}

impl CommunityId {
    /// The community that its files call `code` ("xishan").
    pub fn named(code: &str) -> Self {
        let name = || format!("{code}.community");
        Self(spelled(code).unwrap_or_else(|| Uuid::new_v5(&Uuid::NAMESPACE_DNS, name().as_bytes())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_names_the_same_row_every_time_and_another_noun_another_row() {
        let community = CommunityId::named("xishan");
        assert_eq!(DishId::of_code(community, "rice"), DishId::of_code(community, "rice"));
        assert_ne!(DishId::of_code(community, "rice").0, VenueId::of_code(community, "rice").0);
        assert_ne!(DishId::of_code(community, "rice"), DishId::of_code(CommunityId::named("other"), "rice"));
        let drawn = DishId::of_code(community, "rice");
        assert_eq!(DishId::of_code(CommunityId::named("other"), &drawn.to_string()), drawn);
        assert_eq!(CommunityId::named(&community.to_string()), community);
    }
}
