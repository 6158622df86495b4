//! What a command does: the new state of each row it touches.
//!
//! A change is the whole row after the command and not a past-tense event. That way the store has one
//! upsert per noun, [`crate::project::project`] is a function of the row alone, and the phone's pending view and the
//! server's feed are made by the same code. The story of events is kept in the receipts.

use crate::activity::Activity;
use crate::aid::Aid;
use crate::call::Call;
use crate::certificate::Certificate;
use crate::closing::Till;
use crate::collector::Collector;
use crate::device::Device;
use crate::dish::Dish;
use crate::duty::Duty;
use crate::errand::Errand;
use crate::favour::Favour;
use crate::hours::Hours;
use crate::id::{ActivityId, OccurrenceId, OrderId, OrganizationId, PhotoId, ResidentId, ScheduledId, ShiftId};
use crate::joining::Joining;
use crate::lease::Lease;
use crate::ledger::{Entry, Wallet};
use crate::mandate::Mandate;
use crate::member::Member;
use crate::missed::Missed;
use crate::notice::{Notice, NoticeChoice};
use crate::occurrence::Occurrence;
use crate::offering::Offering;
use crate::order::Order;
use crate::organization::Organization;
use crate::payment::Payment;
use crate::pledge::Pledge;
use crate::presence::Presence;
use crate::qualification::Qualification;
use crate::quota::Quota;
use crate::rating::Rating;
use crate::regular::Regular;
use crate::report::{Endorsement, Report};
use crate::resident::Registered;
use crate::scheduled::Scheduled;
use crate::series::Pattern;
use crate::serving::Serving;
use crate::shift::Shift;
use crate::signup::Signup;
use crate::stint::Stint;
use crate::swap::Swap;
use crate::tally::Tally;
use crate::unreached::Unreached;
use crate::venue::Venue;
use crate::visit::Visit;

/// The new state of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// An activity.
    Activity(Activity),
    /// The series of an activity, or that it has none any more.
    Series(ActivityId, Option<Pattern>),
    /// A place that an organizer has written.
    Venue(Venue),
    /// A date of an activity.
    Occurrence(Occurrence),
    /// A date for which nobody ever signed up is gone.
    NoOccurrence(OccurrenceId),
    /// A sign-up.
    Signup(Signup),
    /// A dish on a day.
    Serving(Serving),
    /// What a dish looks like; all else of it is as it was.
    Dish(Dish),
    /// An order.
    Order(Order),
    /// How many eat in and how many get their meal brought, on all the days on which that changes.
    Quotas(Vec<Quota>),
    /// A regular order.
    Regular(Regular),
    /// A day on which a regular order could not order.
    Missed(Missed),
    /// It could after all, or the day is long over.
    NoMissed(Missed),
    /// A visit to somebody who did not fetch their meal.
    Visit(Visit),
    /// A meal to bring.
    Errand(Errand),
    /// It is on the phones of those no longer who brought meals on this shift; or, where there is none, in the kitchen.
    NoErrand(OrderId, Option<ShiftId>),
    /// A report.
    Report(Report),
    /// Somebody needs what a report says too.
    Endorsement(Endorsement),
    /// A phone.
    Device(Device),
    /// A resident, new to the committee's list.
    Resident(Registered),
    /// A shift.
    Shift(Shift),
    /// Somebody on a shift.
    Duty(Duty),
    /// A qualification.
    Qualification(Qualification),
    /// Somebody came or went.
    Presence(Presence),
    /// An entry of service hours.
    Hours(Hours),
    /// Work outside shifts that somebody has written down.
    Stint(Stint),
    /// Somebody who may collect a child.
    Collector(Collector),
    /// What those at the door should know of somebody, and the teams whose leaders hold it; an empty one is gone.
    Aid(Aid, Vec<OrganizationId>),
    /// The leaders of a team hold what is known of somebody no longer.
    NoAid(ResidentId, OrganizationId),
    /// A proposal to swap duties.
    Swap(Swap),
    /// Somebody on the way into a team.
    Joining(Joining),
    /// Somebody belongs to a team.
    Member(Member),
    /// Somebody belongs to a team no longer.
    NoMember(Member),
    /// A certificate of service hours.
    Certificate(Certificate),
    /// A call of an alliance.
    Call(Call),
    /// A unit's answer to a call.
    Pledge(Pledge),
    /// Somebody has seen a notice.
    Notice(Notice),
    /// Of which kinds somebody wants no notices.
    NoticeChoice(NoticeChoice),
    /// The desk has called somebody.
    Unreached(Unreached),
    /// A count of what was made.
    Tally(Tally),
    /// What was said of a meal.
    Rating(Rating),
    /// An entry in the ledger.
    Entry(Entry),
    /// What somebody has paid ahead.
    Wallet(Wallet),
    /// How an order was paid.
    Payment(Payment),
    /// A day's till.
    Till(Till),
    /// What a resident offers to do.
    Offering(Offering),
    /// A request for it.
    Favour(Favour),
    /// What somebody may do for another.
    Mandate(Mandate),
    /// A team's public row: it has more members, or fewer.
    Organization(Organization),
    /// An activity that waits for its time.
    Scheduled(Scheduled),
    /// What waited for its time, for an organization, was published or thrown away.
    NoScheduled(OrganizationId, ScheduledId),
    /// The pictures of a date, all of them in their order: its row says so too.
    Pictures(OccurrenceId, Vec<PhotoId>),
    /// Something shows these pictures no longer: what nothing else shows is deleted, once all other changes are made.
    NoPictures(Vec<PhotoId>),
    /// Places that are one phone's to hand out.
    Lease(Lease),
}
