//! What a person can do, as data, and the envelope it travels in.
//!
//! A command is made on the phone, stored there before the page reacts, and sent until it is answered. Variants and fields
//! are only ever added: a phone that was in a drawer for a year still has old ones waiting.

use crate::activity;
use crate::id::{
    ActivityId, CommandId, DeviceId, OccurrenceId, OrderId, OrganizationId, ReportId, ResidentId, SignupId,
};
use crate::occurrence::Plan;
use crate::order::Portions;
use crate::read::Read;
use crate::report::{Draft, ReportState};
use crate::resident::Registered;
use crate::series::Series;
use crate::when::{Day, Moment};
use serde::Serialize;

/// The version of this list. A server that gets a newer one answers "update needed" and drops nothing.
pub const SCHEMA: u32 = 1;

/// The oldest version that is still decided. A phone with an older one is asked to update, and keeps it.
pub const SCHEMA_OLDEST: u32 = 1;

/// One thing that a person does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Sign people up for a date.
    SignUp {
        /// The sign-up's identity.
        signup: SignupId,
        /// Which date.
        occurrence: OccurrenceId,
        /// The actor, people in their care, or both.
        party: Vec<ResidentId>,
    },
    /// Give a sign-up back.
    CancelSignup {
        /// Which.
        signup: SignupId,
    },
    /// Order lunch for one person.
    PlaceOrder {
        /// The order's identity.
        order: OrderId,
        /// Which day.
        day: Day,
        /// Who eats.
        eater: ResidentId,
        /// What.
        portions: Vec<Portions>,
    },
    /// Give an order up.
    CancelOrder {
        /// Which.
        order: OrderId,
    },
    /// Report a need.
    FileReport {
        /// The report's identity.
        report: ReportId,
        /// What was filled in.
        draft: Draft,
    },
    /// Take a report back.
    WithdrawReport {
        /// Which.
        report: ReportId,
    },
    /// "我也需要".
    Endorse {
        /// Which report.
        report: ReportId,
    },
    /// An organizer adds a date.
    AddOccurrence {
        /// The date's identity.
        occurrence: OccurrenceId,
        /// Of which activity.
        activity: ActivityId,
        /// When, where, how many.
        plan: Plan,
    },
    /// An organizer changes a date.
    EditOccurrence {
        /// Which.
        occurrence: OccurrenceId,
        /// When, where, how many.
        plan: Plan,
    },
    /// An organizer calls a date off.
    CancelOccurrence {
        /// Which.
        occurrence: OccurrenceId,
        /// Why: everyone who signed up reads it.
        reason: String,
    },
    /// An organizer posts an activity with its first date.
    PostActivity {
        /// The activity's identity.
        activity: ActivityId,
        /// Who runs it.
        organization: OrganizationId,
        /// Its words.
        draft: activity::Draft,
        /// When, where, how many: the first date.
        first: Plan,
        /// The first date's identity. That of a series follows from its day instead.
        occurrence: OccurrenceId,
        /// What makes the dates after it.
        series: Option<Series>,
    },
    /// An organizer changes an activity's words, and its rule from now on.
    ChangeActivity {
        /// Which.
        activity: ActivityId,
        /// Its words.
        draft: activity::Draft,
        /// What makes its dates; none for an end to them.
        series: Option<Series>,
    },
    /// An organizer calls off a date and all later ones of its activity, and ends its series.
    CancelFrom {
        /// The first of them.
        occurrence: OccurrenceId,
        /// Why: everyone who signed up reads it.
        reason: String,
    },
    /// The cook hands a meal out.
    HandOut {
        /// Which order.
        order: OrderId,
    },
    /// The desk answers a report.
    AnswerReport {
        /// Which.
        report: ReportId,
        /// Where it stands now.
        state: ReportState,
        /// What the reporter reads.
        words: String,
    },
    /// The desk merges a report into another.
    MergeReport {
        /// The one that ends.
        report: ReportId,
        /// The one that goes on.
        into: ReportId,
    },
    /// The desk registers a resident.
    RegisterResident {
        /// What is known of them.
        resident: Registered,
    },
    /// A person signs one of their phones out.
    RevokeDevice {
        /// Which.
        device: DeviceId,
    },
}

/// A command on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// UUIDv7, drawn on the phone: at most one effect per id, ever.
    pub id: CommandId,
    /// The phone.
    pub device: DeviceId,
    /// Counts the commands of this phone: they are decided in this order.
    pub device_seq: u64,
    /// Who does it.
    pub actor: ResidentId,
    /// Commands that must have been applied before this one makes sense.
    pub depends_on: Vec<CommandId>,
    /// The phone's clock: for people to read, never for a rule.
    pub made_at: Moment,
    /// The list's version ([`SCHEMA`]) that the phone knew.
    pub schema: u32,
    /// What is done.
    pub command: Command,
}
