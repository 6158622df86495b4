//! What a person can do, as data, and the envelope it travels in.
//!
//! A command is made on the phone, stored there before the page reacts, and sent until it is answered. Variants and fields
//! are only ever added: a phone that was in a drawer for a year still has old ones waiting.

mod envelope;

pub use envelope::Envelope;

use crate::activity;
use crate::call::CallPlan;
use crate::collector::Trusted;
use crate::favour::Step;
use crate::hours::Served;
use crate::id::{
    ActivityId, CallId, CertificateId, CollectorId, DeviceId, DutyId, FavourId, HoursId, JoiningId, OccurrenceId,
    OfferingId, OrderId, OrganizationId, PresenceId, QualificationId, ReportId, ResidentId, ShiftId, SignupId, SwapId,
    UnitId,
};
use crate::occurrence::Plan;
use crate::offering::Craft;
use crate::order::Portions;
use crate::presence::Seen;
use crate::qualification::Skill;
use crate::read::Read;
use crate::report::{Draft, ReportState};
use crate::resident::Registered;
use crate::series::Series;
use crate::shift::ShiftPlan;
use crate::when::Day;
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
    /// Take a shift.
    TakeShift {
        /// The duty's identity.
        duty: DutyId,
        /// Which shift.
        shift: ShiftId,
        /// The actor, or somebody in their care.
        resident: ResidentId,
    },
    /// Give a shift back.
    LeaveShift {
        /// Which duty.
        duty: DutyId,
    },
    /// Look for somebody to take over, or come after all.
    SeekReplacement {
        /// Which duty.
        duty: DutyId,
        /// Looking, or no longer.
        seeking: bool,
    },
    /// An organizer adds a shift.
    AddShift {
        /// The shift's identity.
        shift: ShiftId,
        /// Whose.
        organization: OrganizationId,
        /// The date of an activity that it belongs to.
        occurrence: Option<OccurrenceId>,
        /// What, when, where, how many.
        plan: ShiftPlan,
    },
    /// An organizer changes a shift.
    EditShift {
        /// Which.
        shift: ShiftId,
        /// What, when, where, how many.
        plan: ShiftPlan,
    },
    /// An organizer calls a shift off.
    CancelShift {
        /// Which.
        shift: ShiftId,
        /// Why: everyone on it reads it.
        reason: String,
    },
    /// A leader notes that somebody came or went, or somebody says that they are there.
    NotePresence {
        /// The fact's identity.
        presence: PresenceId,
        /// What was seen.
        seen: Seen,
    },
    /// A leader signs hours.
    SignHours {
        /// The entry's identity.
        hours: HoursId,
        /// Who served, when and how.
        served: Served,
    },
    /// A leader takes an entry of hours back.
    ReverseHours {
        /// The identity of the entry that takes it back.
        hours: HoursId,
        /// Which.
        entry: HoursId,
        /// Why.
        reason: String,
    },
    /// The desk records a qualification.
    RecordQualification {
        /// Its identity.
        qualification: QualificationId,
        /// Whose.
        resident: ResidentId,
        /// What.
        skill: Skill,
        /// The last day on which it is good.
        until: Day,
    },
    /// A guardian names somebody who may collect their child.
    AuthoriseCollector {
        /// The identity of what is said.
        collector: CollectorId,
        /// Who, whom, where and until when.
        trusted: Trusted,
    },
    /// A guardian takes that back.
    WithdrawCollector {
        /// Which.
        collector: CollectorId,
    },
    /// Take the places that are offered.
    AcceptOffer {
        /// Which sign-up.
        signup: SignupId,
    },
    /// An organizer offers free places to a party that is not at the head of the list.
    OfferTo {
        /// Which sign-up.
        signup: SignupId,
    },
    /// A volunteer proposes to swap their duty with somebody's on another shift.
    ProposeSwap {
        /// The proposal's identity.
        swap: SwapId,
        /// The duty that they give.
        duty: DutyId,
        /// The shift that they would take instead.
        shift: ShiftId,
        /// The code of the other's duty there, as its owner has told them.
        code: String,
    },
    /// Who was asked agrees or declines, or the proposal is taken back.
    AnswerSwap {
        /// Which proposal.
        swap: SwapId,
        /// Yes.
        agreed: bool,
    },
    /// Ask to join a team.
    AskToJoin {
        /// The identity of the request.
        joining: JoiningId,
        /// Which team.
        organization: OrganizationId,
        /// What its leaders read, or empty.
        words: String,
    },
    /// A leader invites a resident into their team.
    InviteToJoin {
        /// The identity of the invitation.
        joining: JoiningId,
        /// Which team.
        organization: OrganizationId,
        /// Who.
        resident: ResidentId,
        /// What they read, or empty.
        words: String,
    },
    /// A leader answers a request or a resident an invitation, or it is taken back.
    AnswerJoining {
        /// Which.
        joining: JoiningId,
        /// Yes.
        agreed: bool,
        /// What the other side reads, or empty.
        words: String,
    },
    /// A member leaves a team.
    LeaveTeam {
        /// Which.
        organization: OrganizationId,
    },
    /// An organizer signs people up who called or came.
    SignUpFor {
        /// The sign-up's identity.
        signup: SignupId,
        /// Which date.
        occurrence: OccurrenceId,
        /// Who comes: people whom the organizer may know of.
        party: Vec<ResidentId>,
    },
    /// A leader certifies a volunteer's hours.
    IssueCertificate {
        /// The certificate's identity.
        certificate: CertificateId,
        /// Which team issues it.
        organization: OrganizationId,
        /// For whom.
        person: ResidentId,
        /// The first day that it covers.
        from: Day,
        /// The last.
        until: Day,
    },
    /// An alliance calls its units.
    PostCall {
        /// The call's identity.
        call: CallId,
        /// Which alliance.
        organization: OrganizationId,
        /// What is asked.
        plan: CallPlan,
    },
    /// An alliance ends a call before its time.
    CloseCall {
        /// Which.
        call: CallId,
    },
    /// Somebody answers a call for their unit.
    Pledge {
        /// Which call.
        call: CallId,
        /// Which unit.
        unit: UnitId,
        /// How many people it sends; none for "cannot this time".
        count: u32,
        /// What it adds, or empty.
        words: String,
    },
    /// A resident offers what they can do.
    OfferSkill {
        /// The offering's identity.
        offering: OfferingId,
        /// What, when, for whom to see.
        craft: Craft,
    },
    /// They take it back, or the desk takes it down.
    WithdrawOffering {
        /// Which.
        offering: OfferingId,
    },
    /// Somebody asks for what is offered, or a step on the way that it takes.
    Favour {
        /// Which.
        favour: FavourId,
        /// What happens.
        step: Step,
    },
}
