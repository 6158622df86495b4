//! What a person can do, as data. The [`Envelope`] it travels in has a file of its own.
//!
//! A command is made on the phone, stored there before the page reacts, and sent until it is answered. Variants and fields
//! are only ever added: a phone that was in a drawer for a year still has old ones waiting.

#[macro_use]
mod list;
#[cfg(feature = "desk")]
mod nouns;

use crate::id::{OccurrenceId, OrderId, PresenceId, ReportId, ResidentId, SignupId};
use crate::order::Portions;
use crate::presence::Seen;
#[cfg(not(feature = "desk"))]
use crate::read::Json;
use crate::read::Read;
use crate::report::Draft;
use crate::when::Day;
#[cfg(feature = "desk")]
use nouns::*;
use serde::Serialize;

pub use crate::envelope::{Envelope, SCHEMA, SCHEMA_OLDEST};

// A field's words stand behind it, so that the list can be looked over.
commands! {
    // What residents do, and every phone decides.
    residents {
        /// Sign people up for a date.
        SignUp {
            signup: SignupId = "The sign-up's identity.",
            occurrence: OccurrenceId = "Which date.",
            party: Vec<ResidentId> = "The actor, people in their care, or both.",
            #[serde(default, skip_serializing_if = "Option::is_none")]
            split: Option<SignupId> = "They may be split: the identity of those who wait. None for all or none, as an older release says.",
        }
        /// Give a sign-up back.
        CancelSignup { signup: SignupId = "Which." }
        /// Order a meal for one person: the one that its dishes are of.
        PlaceOrder {
            order: OrderId = "The order's identity.",
            day: Day = "Which day.",
            eater: ResidentId = "Who eats.",
            portions: Vec<Portions> = "What.",
            #[serde(default, skip_serializing_if = "std::ops::Not::not")]
            delivered: bool = "It is brought to the eater's door.",
            #[serde(default, skip_serializing_if = "std::ops::Not::not")]
            from_balance: bool = "It is paid from the actor's balance at once; otherwise later, or at the counter.",
            #[serde(default, skip_serializing_if = "String::is_empty")]
            note: String = "What whoever brings it reads, or empty.",
        }
        /// Give an order up.
        CancelOrder { order: OrderId = "Which." }
        /// Change what is in an order.
        ChangeOrder { order: OrderId = "Which.", portions: Vec<Portions> = "All that is in it from now on." }
        /// Report a need.
        FileReport { report: ReportId = "The report's identity.", draft: Draft = "What was filled in." }
        /// Take a report back.
        WithdrawReport { report: ReportId = "Which." }
        /// "我也需要".
        Endorse { report: ReportId = "Which report." }
        /// A leader notes that somebody came or went, or somebody says that they are there.
        NotePresence { presence: PresenceId = "The fact's identity.", seen: Seen = "What was seen." }
        /// Take the places that are offered.
        AcceptOffer { signup: SignupId = "Which sign-up." }
    }
    // What volunteers, organizers, cooks and the desk do: the residents' program carries it as it is (see `crate::decide`).
    helpers {
        /// A person signs one of their phones out.
        RevokeDevice { device: DeviceId = "Which." }
        /// A guardian names somebody who may collect their child.
        AuthoriseCollector {
            collector: CollectorId = "The identity of what is said.",
            trusted: Trusted = "Who, whom, where and until when.",
        }
        /// A guardian takes that back.
        WithdrawCollector { collector: CollectorId = "Which." }
        /// Somebody writes what those at the door should know of them or of their child, or empties it.
        NoteAid {
            resident: ResidentId = "Of whom.",
            noted: Noted = "All that is known from now on.",
            #[serde(default, skip_serializing_if = "Option::is_none")]
            before: Option<Noted> = "What the form began with: what was left as it was stays as it stands.",
        }
        /// An organizer adds a date.
        AddOccurrence {
            occurrence: OccurrenceId = "The date's identity.",
            activity: ActivityId = "Of which activity.",
            plan: Plan = "When, where, how many.",
        }
        /// An organizer changes a date.
        EditOccurrence {
            occurrence: OccurrenceId = "Which.",
            plan: Plan = "When, where, how many.",
            #[serde(default, skip_serializing_if = "Option::is_none")]
            before: Option<Plan> = "What its form began with; none where an older release does not say.",
        }
        /// An organizer calls a date off.
        CancelOccurrence { occurrence: OccurrenceId = "Which.", reason: String = "Why: everyone who signed up reads it." }
        /// An organizer posts an activity with its first date.
        PostActivity {
            activity: ActivityId = "The activity's identity.",
            organization: OrganizationId = "Who runs it.",
            draft: activity::Draft = "Its words.",
            first: Plan = "When, where, how many: the first date.",
            occurrence: OccurrenceId = "The first date's identity. That of a series follows from its day instead.",
            series: Option<Series> = "What makes the dates after it.",
        }
        /// An organizer changes an activity's words, and its rule from now on.
        ChangeActivity {
            activity: ActivityId = "Which.",
            draft: activity::Draft = "Its words.",
            series: Option<Series> = "What makes its dates; none for an end to them.",
        }
        /// An organizer calls off a date and all later ones of its activity, and ends its series.
        CancelFrom {
            occurrence: OccurrenceId = "The first of them.",
            reason: String = "Why: everyone who signed up reads it.",
        }
        /// An organizer changes a date and all later ones of its series in one step.
        AmendFrom {
            occurrence: OccurrenceId = "The first of them.",
            amendment: Amendment = "What is otherwise from then on.",
            #[serde(default, skip_serializing_if = "Option::is_none")]
            before: Option<Plan> = "What its form began with; none where an older release does not say.",
        }
        /// The canteen or the desk orders a meal for somebody who stands there or has called.
        PlaceOrderFor {
            order: OrderId = "The order's identity.",
            day: Day = "Which day.",
            eater: ResidentId = "Who eats.",
            portions: Vec<Portions> = "What.",
            by_phone: bool = "They have called; else they stand at the counter.",
        }
        /// Set a regular order, or change one.
        SetRegular {
            regular: RegularId = "The regular order's identity.",
            eater: ResidentId = "Who eats.",
            habit: Habit = "What, and when.",
            #[serde(default, skip_serializing_if = "Meal::is_lunch")]
            meal: Meal = "Which meal, where it is a new one; lunch where nothing is said, as by an older release.",
        }
        /// End a regular order.
        EndRegular { regular: RegularId = "Which." }
        /// Somebody who was asked to look says what they found.
        RecordVisit {
            visit: VisitId = "Which visit.",
            found: Found = "What was found.",
            words: String = "What they add, or empty.",
        }
        /// The cook hands a meal out.
        HandOut { order: OrderId = "Which order." }
        /// Whoever brings meals says what came of one at its door.
        NoteErrand { errand: OrderId = "Of which order.", state: ErrandState = "What came of it.", at: Moment = "When." }
        /// The cook notes what became of a dish when the meal is over.
        CountServing {
            serving: ServingId = "Which dish of which day.",
            left: u32 = "Portions that are left.",
            wasted: u32 = "Portions that were thrown away.",
        }
        /// Somebody says how a meal was.
        RateOrder {
            rating: RatingId = "The rating's identity.",
            order: OrderId = "Of which order.",
            rated: Rated = "What they say.",
        }
        /// The desk answers a report.
        AnswerReport {
            report: ReportId = "Which.",
            state: ReportState = "Where it stands now.",
            words: String = "What the reporter reads.",
        }
        /// The desk merges a report into another.
        MergeReport { report: ReportId = "The one that ends.", into: ReportId = "The one that goes on." }
        /// The desk registers a resident.
        RegisterResident { resident: Registered = "What is known of them." }
        /// Take a shift; or, of a duty that a guardian has taken for a child of fourteen or older, agree to it.
        TakeShift {
            duty: DutyId = "The duty's identity.",
            shift: ShiftId = "Which shift.",
            resident: ResidentId = "The actor, or somebody in their care.",
            #[serde(default, skip_serializing_if = "String::is_empty")]
            witness: String = "At the desk: before whom a child has agreed whose guardian has taken this duty. Otherwise empty.",
        }
        /// Give a shift back.
        LeaveShift { duty: DutyId = "Which duty." }
        /// Look for somebody to take over, or come after all.
        SeekReplacement { duty: DutyId = "Which duty.", seeking: bool = "Looking, or no longer." }
        /// An organizer adds a shift.
        AddShift {
            shift: ShiftId = "The shift's identity.",
            organization: OrganizationId = "Whose.",
            occurrence: Option<OccurrenceId> = "The date of an activity that it belongs to.",
            plan: ShiftPlan = "What, when, where, how many.",
        }
        /// An organizer changes a shift.
        EditShift {
            shift: ShiftId = "Which.",
            plan: ShiftPlan = "What, when, where, how many.",
            #[serde(default, skip_serializing_if = "Option::is_none")]
            before: Option<ShiftPlan> = "What its form began with; none where an older release does not say.",
        }
        /// An organizer calls a shift off.
        CancelShift { shift: ShiftId = "Which.", reason: String = "Why: everyone on it reads it." }
        /// A leader signs hours.
        SignHours { hours: HoursId = "The entry's identity.", served: Served = "Who served, when and how." }
        /// A leader takes an entry of hours back.
        ReverseHours {
            hours: HoursId = "The identity of the entry that takes it back.",
            entry: HoursId = "Which.",
            reason: String = "Why.",
        }
        /// The desk records a qualification.
        RecordQualification {
            qualification: QualificationId = "Its identity.",
            resident: ResidentId = "Whose.",
            skill: Skill = "What.",
            until: Day = "The last day on which it is good.",
        }
        /// An organizer offers free places to a party that is not at the head of the list.
        OfferTo { signup: SignupId = "Which sign-up." }
        /// A volunteer proposes to swap their duty with somebody's on another shift.
        ProposeSwap {
            swap: SwapId = "The proposal's identity.",
            duty: DutyId = "The duty that they give.",
            shift: ShiftId = "The shift that they would take instead.",
            code: String = "The code of the other's duty there, as its owner has told them.",
        }
        /// Who was asked agrees or declines, or the proposal is taken back.
        AnswerSwap { swap: SwapId = "Which proposal.", agreed: bool = "Yes." }
        /// Ask to join a team.
        AskToJoin {
            joining: JoiningId = "The identity of the request.",
            organization: OrganizationId = "Which team.",
            words: String = "What its leaders read, or empty.",
        }
        /// A leader invites a resident into their team.
        InviteToJoin {
            joining: JoiningId = "The identity of the invitation.",
            organization: OrganizationId = "Which team.",
            resident: ResidentId = "Who.",
            words: String = "What they read, or empty.",
        }
        /// A leader answers a request or a resident an invitation, or it is taken back.
        AnswerJoining {
            joining: JoiningId = "Which.",
            agreed: bool = "Yes.",
            words: String = "What the other side reads, or empty.",
        }
        /// A member leaves a team.
        LeaveTeam { organization: OrganizationId = "Which." }
        /// An organizer signs people up who called or came.
        SignUpFor {
            signup: SignupId = "The sign-up's identity.",
            occurrence: OccurrenceId = "Which date.",
            party: Vec<ResidentId> = "Who comes: people whom the organizer may know of.",
        }
        /// A leader certifies a volunteer's hours.
        IssueCertificate {
            certificate: CertificateId = "The certificate's identity.",
            organization: OrganizationId = "Which team issues it.",
            person: ResidentId = "For whom.",
            from: Day = "The first day that it covers.",
            until: Day = "The last.",
            #[serde(default, skip_serializing_if = "String::is_empty")]
            volunteer: String = "The person's number as a registered volunteer, or empty.",
        }
        /// An alliance calls its units.
        PostCall {
            call: CallId = "The call's identity.",
            organization: OrganizationId = "Which alliance.",
            plan: CallPlan = "What is asked.",
        }
        /// An alliance ends a call before its time.
        CloseCall { call: CallId = "Which." }
        /// Somebody answers a call for their unit.
        Pledge {
            call: CallId = "Which call.",
            unit: UnitId = "Which unit.",
            count: u32 = "How many people it sends; none for cannot this time.",
            words: String = "What it adds, or empty.",
        }
        /// A leader closes a date's attendance before it closes by itself.
        CloseAttendance { occurrence: OccurrenceId = "Which date." }
        /// A leader thanks people for a date that is over, in a line that everyone reads.
        SayThanks {
            occurrence: OccurrenceId = "Which date.",
            words: String = "The line; empty to take it back.",
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pictures: Option<Vec<PhotoId>> = "The pictures below it; none to leave them, as an older release does.",
            #[serde(default, skip_serializing_if = "Option::is_none")]
            seen: Option<String> = "The line that the leader has seen there; none where an older release does not say.",
        }
        /// A person has seen their notices.
        SeeNotices { until: Moment = "All that were made until then: the last that they see." }
        /// A person wants notices of a kind, or none.
        ChooseNotices { kind: notice::Kind = "Of which kind.", wanted: bool = "Yes." }
        /// The desk has called somebody who was not reached, or was at their door.
        NoteCall {
            notice: NoticeId = "Of which message.",
            told: bool = "They were told; or nobody answered.",
            #[serde(default, skip_serializing_if = "std::ops::Not::not")]
            door: bool = "At their door; on the telephone where nothing is said, as by an older release.",
        }
        /// A leader notes what was made for a date or a shift, and what became of it.
        NoteTally { tally: TallyId = "The count's identity.", counted: Counted = "Of what, and how much." }
        /// The cook sets what there is at a meal of a day, and how many may eat it where.
        SetMenu {
            day: Day = "Which day.",
            dishes: Vec<Cooked> = "All that is cooked: what is not named is taken off.",
            limits: Limits = "How many may eat in, and how many get it brought.",
            #[serde(default, skip_serializing_if = "Meal::is_lunch")]
            meal: Meal = "Which meal; lunch where nothing is said, as by an older release.",
        }
        /// The cook has on seven days what there was a week before.
        CopyMenus { first: Day = "The first of the seven." }
        /// The cook shows what a dish looks like, or shows it no longer.
        ShowDish { dish: DishId = "Which.", picture: Option<PhotoId> = "What everyone sees, or nothing." }
        /// Somebody pays ahead at the desk.
        TopUp {
            entry: EntryId = "The identity of the entry: the receipt's number is its end.",
            resident: ResidentId = "Whose balance.",
            fen: i64 = "How much, in fen.",
            tender: Tender = "In cash or by code.",
        }
        /// The desk gives back in cash what somebody has paid ahead.
        PayBack { entry: EntryId = "Its identity.", resident: ResidentId = "Whose balance.", fen: i64 = "How much, in fen." }
        /// What was taken or given wrongly, over the counter or at the desk, is taken back.
        ReverseEntry { entry: EntryId = "Its identity.", of: EntryId = "Which entry.", reason: String = "Why, or empty." }
        /// Somebody pays an order from their balance.
        PayOrder { entry: EntryId = "The identity of the entry.", order: OrderId = "Which order." }
        /// The cook notes that an order was paid at the counter.
        TakePayment {
            entry: EntryId = "The identity of the entry.",
            order: OrderId = "Which order.",
            tender: Tender = "In cash or by code.",
        }
        /// The cashier closes a day's till.
        CloseTill {
            entry: EntryId = "The identity of the entry for a difference.",
            day: Day = "Which day.",
            counted_fen: i64 = "The cash that was counted, in fen.",
            words: String = "Why it is not what the ledger expects, or empty.",
        }
        /// An organizer agrees to a sign-up that asks, or does not.
        AnswerSignup {
            signup: SignupId = "Which.",
            agreed: bool = "Yes.",
            words: String = "Why not: those who asked read it. Not read with a yes.",
        }
        /// An organizer writes an activity that is published at a time.
        SchedulePost {
            scheduled: ScheduledId = "The identity of what is kept until then.",
            organization: OrganizationId = "Who runs it.",
            publish_at: Moment = "When it is published.",
            content: Box<Content> = "What is posted then.",
        }
        /// An organizer says anew when that is.
        ChangeScheduled { scheduled: ScheduledId = "Which.", timing: Timing = "At another time, now, or never." }
        /// A resident offers what they can do.
        OfferSkill { offering: OfferingId = "The offering's identity.", craft: Craft = "What, when, for whom to see." }
        /// They take it back, or the desk takes it down.
        WithdrawOffering { offering: OfferingId = "Which." }
        /// Somebody asks for what is offered, or a step on the way that it takes.
        Favour { favour: FavourId = "Which.", step: Step = "What happens." }
        /// Somebody writes down what they did for their team outside shifts, or a step on the way that it takes.
        Stint { stint: StintId = "Which.", step: stint::Step = "What happens." }
        /// Somebody asks to act for another, or a step on the way that it takes.
        Mandate { mandate: MandateId = "Which.", step: mandate::Step = "What happens." }
        /// A member says whether they stand in for others of their team, or a leader says it of them.
        SetStanding {
            organization: OrganizationId = "Which team.",
            resident: ResidentId = "Who.",
            substitute: bool = "They stand in.",
        }
        /// A leader takes a member off their team.
        TakeOffTeam { organization: OrganizationId = "Which.", resident: ResidentId = "Who." }
        /// An alliance changes a call before it closes.
        ChangeCall { call: CallId = "Which.", plan: CallPlan = "What is asked now." }
        /// A leader takes places of a date onto this phone, to hand out without a network.
        LeasePlaces {
            lease: LeaseId = "The lease's identity.",
            occurrence: OccurrenceId = "Of which date.",
            places: u32 = "How many.",
            until: Moment = "Until when: no longer than the date lasts.",
        }
        /// A leader gives back what is left of a lease.
        ReturnPlaces { lease: LeaseId = "Which." }
        /// A leader's phone has handed places of its lease out.
        GivePlaces {
            signup: SignupId = "The sign-up's identity.",
            occurrence: OccurrenceId = "For which date.",
            lease: LeaseId = "Out of which lease: a server that was restored may not know it.",
            party: Vec<ResidentId> = "Who comes: people whom the organizer may know of.",
            at: Moment = "When, by that phone's clock.",
        }
    }
}
