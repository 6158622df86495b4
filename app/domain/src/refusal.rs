//! Why a rule says no. Plain data: the sentences for it, in every language, are in the app's `words`.

use crate::audience::Audience;
use crate::dish::DishKind;
use crate::edit::Part;
use crate::qualification::Skill;
use crate::read::{Json, Read};
use crate::when::{Day, Moment};
use serde::Serialize;

/// A rule's no, with what a person needs to know to do something about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The row is not there (or not for this person to know of).
    NotFound,
    /// This person may not do that.
    NotAllowed,
    /// One of the people named is neither the actor nor in their care.
    NotYourFamily,
    /// Nobody was named.
    PartyEmpty,
    /// More people in one sign-up than the rule allows.
    PartyTooLarge {
        /// At most so many.
        max: usize,
    },
    /// The date was called off.
    OccurrenceCancelled,
    /// It has begun or is over.
    OccurrenceStarted,
    /// Somebody is signed up for it already.
    AlreadySignedUp {
        /// Who.
        name: String,
    },
    /// Somebody has something else at that time.
    TimeClash {
        /// Who.
        name: String,
        /// What else.
        title: String,
    },
    /// It was cancelled before.
    AlreadyCancelled,
    /// Orders for that day are closed.
    CutoffPassed {
        /// Since when.
        closed: Moment,
    },
    /// Not enough of a dish is left.
    SoldOut {
        /// Which dish.
        dish: String,
        /// How many portions are left.
        left: u32,
    },
    /// No meals are brought on that day.
    NoDelivery,
    /// No more meals are brought on that day, or no more people can eat in.
    WayFull {
        /// Brought.
        delivered: bool,
        /// The other way is open.
        other: bool,
    },
    /// So many portions of a dish cannot be: people have ordered more, or it is more than any kitchen cooks.
    PortionsOutOfRange {
        /// Which dish.
        dish: String,
        /// At least so many.
        least: u32,
        /// At most so many.
        most: u32,
    },
    /// Nothing was chosen.
    OrderEmpty,
    /// Too many portions for one person.
    TooManyPortions {
        /// At most so many in one order.
        max: u32,
    },
    /// There is an order for that person and day.
    AlreadyOrdered {
        /// For whom.
        name: String,
    },
    /// None of that kind is cooked that day.
    NotOnMenu {
        /// Which kind.
        kind: DishKind,
    },
    /// A regular order has no day of the week, or would end before it begins.
    RegularDays,
    /// Somebody has a regular order already.
    RegularOpen {
        /// Who eats.
        name: String,
    },
    /// A regular order was stopped: nobody is there who orders by it.
    RegularStopped,
    /// The meal is for a later day.
    NotYetTheDay,
    /// The meal was handed out before.
    AlreadyHandedOut,
    /// A text is missing.
    WordsMissing,
    /// A text is too long.
    WordsTooLong {
        /// At most so many characters.
        max: usize,
    },
    /// Too many photos.
    TooManyPhotos {
        /// At most so many.
        max: usize,
    },
    /// One's own report counts already.
    OwnReport,
    /// Said so before.
    AlreadyEndorsed,
    /// The report is closed.
    ReportClosed,
    /// A report cannot be merged into that one.
    CannotMerge,
    /// Fewer places than people who were told that they have one.
    CapacityBelowConfirmed {
        /// So many have a place.
        confirmed: u32,
    },
    /// A number of places that no venue has.
    CapacityOutOfRange {
        /// At most so many.
        max: u32,
    },
    /// It would end before it begins, or last longer than a day.
    EndsBeforeStarts,
    /// That time has passed.
    InThePast,
    /// A title is missing or too long.
    BadTitle {
        /// At most so many characters.
        max: usize,
    },
    /// A price that nobody would pay.
    PriceOutOfRange {
        /// At most so many fen.
        max_fen: i64,
    },
    /// Ages that nobody has.
    BadAges {
        /// At most so many years.
        max: u8,
    },
    /// A rule for dates that is not understood.
    BadSeries,
    /// There is no date that a rule could repeat.
    NoDateToRepeat,
    /// The activity is not for one of the people.
    NotForYou {
        /// Who.
        name: String,
        /// For whom it is.
        rule: Audience,
        /// The name of the compound that it is for, if it is for one.
        place: String,
    },
    /// A name is missing or too long.
    BadName,
    /// Not a telephone number.
    BadPhone,
    /// Not a month of birth.
    BadMonth,
    /// The phone's app is older than what it sent, or the other way round.
    UpdateNeeded,
    /// Somebody signed this phone out from elsewhere before it was sent. Made by the phone itself.
    SignedOut,
    /// Enough people are on the shift.
    ShiftFull,
    /// Somebody is on that shift already.
    AlreadyOnShift {
        /// Who.
        name: String,
    },
    /// Somebody under age takes a shift only through their guardian.
    GuardianNeeded {
        /// Who.
        name: String,
    },
    /// Children are looked after there, and no adult has taken the shift yet.
    AdultNeeded,
    /// The last adult leaves a shift where children are looked after.
    LastAdult,
    /// The shift needs something that the person does not hold.
    QualificationMissing {
        /// Who.
        name: String,
        /// What.
        skill: Skill,
    },
    /// What the person holds ends before the shift.
    QualificationEnds {
        /// Who.
        name: String,
        /// What.
        skill: Skill,
        /// The last day on which it is good.
        until: Day,
    },
    /// A shift can be given back only until then; now somebody has to take over.
    TooLateToLeave {
        /// Until when.
        until: Moment,
    },
    /// It has been said already.
    AlreadySaid,
    /// A number of people that no shift has, or fewer at most than at least.
    PeopleOutOfRange {
        /// At most so many.
        max: u32,
    },
    /// Somebody has taken the shift: its time stays as it was promised.
    ShiftTaken,
    /// Nobody signs their own hours.
    OwnHours,
    /// Hours are signed, attendance is closed and thanks are said when something is over.
    NotOverYet,
    /// The person has hours in that time already.
    HoursOverlap {
        /// From.
        from: Moment,
        /// Until.
        until: Moment,
    },
    /// Nothing that counts was signed for the person by that team on those days.
    NoHours,
    /// People may say themselves that they are there from an hour before until the end.
    NotNow {
        /// From.
        from: Moment,
        /// Until.
        until: Moment,
    },
    /// A child goes with somebody, and nobody was named.
    CollectorNeeded {
        /// Which child.
        name: String,
    },
    /// That person may not collect the child.
    NotACollector {
        /// Which child.
        name: String,
    },
    /// A child that nobody signed up is brought by somebody, and nobody was named.
    WhoBrings {
        /// Which child.
        name: String,
    },
    /// No place is offered, or no longer.
    OfferOver,
    /// Not enough places are free.
    NoRoom {
        /// So many are.
        free: u32,
    },
    /// Places are drawn, and no entries are taken any more.
    EntriesClosed {
        /// Since when.
        since: Moment,
    },
    /// People have signed up under the rule that holds: places stay drawn, or stay first come, first served.
    LotteryFixed,
    /// Entries would close too soon, too late, or have closed already.
    LotteryHours {
        /// At most so many hours before the date.
        max: u32,
    },
    /// A swap does not suit the other of the two: why is their own affair.
    OtherCannot {
        /// Who.
        name: String,
    },
    /// A call is closed, or its time for answers is over.
    CallClosed {
        /// Since when.
        since: Moment,
    },
    /// Units would answer after it has begun.
    AnswersTooLate,
    /// A number of people that cannot be.
    CountOutOfRange {
        /// At least so many.
        least: u32,
        /// At most so many.
        most: u32,
    },
    /// More places would be kept for people who call or come than nobody has yet.
    KeptOutOfRange {
        /// At most so many.
        max: u32,
    },
    /// One cannot sign up yet.
    SignupNotOpen {
        /// From when on one can.
        opens: Moment,
    },
    /// One cannot sign up any more, though it has not begun.
    SignupClosed {
        /// Since when.
        since: Moment,
    },
    /// A place is given back by a call now.
    CancelClosed {
        /// Since when.
        since: Moment,
    },
    /// Signing up would open too soon, or close before it opens.
    WindowHours {
        /// At most so many hours before the date.
        max: u32,
    },
    /// It is settled who came to a date, and nothing that happened later is noted.
    AttendanceClosed {
        /// Since when.
        since: Moment,
    },
    /// It would be published in the past, or not before its first date begins.
    BadPublishTime,
    /// A picture did not arrive, or is somebody else's.
    NoPicture,
    /// So many places cannot be taken along on a phone.
    LeaseOutOfRange {
        /// At most so many.
        max: u32,
    },
    /// On one of the dates of a series more places are given or kept than there would be.
    PlacesGiven {
        /// When that date begins.
        starts: Moment,
        /// So many are.
        least: u32,
    },
    /// What was made is not what was given, left and thrown away together.
    CountsDiffer {
        /// So much was made.
        made: u32,
        /// So much is accounted for.
        sum: u32,
    },
    /// What was made is counted when it has begun.
    NotBegun {
        /// Then.
        starts: Moment,
    },
    /// Another organizer has answered a sign-up that asked, and not so.
    Answered {
        /// They agreed.
        agreed: bool,
    },
    /// A date would want approval no longer while people wait for an answer.
    Unanswered {
        /// So many sign-ups do.
        count: usize,
    },
    /// Another leader has written or taken back the line that would be changed.
    SaidMeanwhile {
        /// What stands now, or nothing.
        words: String,
    },
    /// Another has changed the same part of a date or a shift since the form was opened.
    ChangedMeanwhile {
        /// Which part.
        part: Part,
    },
    /// A shift cannot go with its date: it would begin in the past, or bring meals on another day than was said.
    ShiftStays {
        /// Its role.
        role: String,
        /// It brings meals.
        delivers: bool,
    },
    /// More money at once than the rule allows, or none.
    AmountOutOfRange {
        /// At most so many fen.
        max_fen: i64,
    },
    /// There is not so much on the balance.
    BalanceShort,
    /// The order was paid before.
    AlreadyPaid,
    /// The till of that day is closed.
    DayClosed,
    /// The entry moved a balance when two records of one person became one: it is no money that was taken.
    MovedByMerging,
    /// What a newer server says, as it came: this program does not know it, and the next one will. It must not be in the way of
    /// other answers.
    #[serde(untagged)]
    #[read(anything)]
    Newer(Json<'static>),
}
