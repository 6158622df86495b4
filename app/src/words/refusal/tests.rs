//! Tests of [`super`]: see the names.

use super::*;
use domain::edit::Part;
use domain::qualification::Skill;
use domain::read::Json;
use domain::when::Day;

fn every() -> Vec<Refusal> {
    let name = || String::from("周桂珍");
    vec![
        Refusal::NotFound,
        Refusal::NotAllowed,
        Refusal::NotYourFamily,
        Refusal::PartyEmpty,
        Refusal::PartyTooLarge { max: 8 },
        Refusal::OccurrenceCancelled,
        Refusal::OccurrenceStarted,
        Refusal::AlreadySignedUp { name: name() },
        Refusal::TimeClash { name: name(), title: "理发".into() },
        Refusal::AlreadyCancelled,
        Refusal::CutoffPassed { closed: Moment(1_795_365_000_000) },
        Refusal::SoldOut { dish: "鱼".into(), left: 0 },
        Refusal::SoldOut { dish: "鱼".into(), left: 3 },
        Refusal::NoDelivery,
        Refusal::WayFull { delivered: true, other: true },
        Refusal::WayFull { delivered: true, other: false },
        Refusal::WayFull { delivered: false, other: true },
        Refusal::WayFull { delivered: false, other: false },
        Refusal::PortionsOutOfRange { dish: "鱼".into(), least: 3, most: 2000 },
        Refusal::OrderEmpty,
        Refusal::TooManyPortions { max: 12 },
        Refusal::AlreadyOrdered { name: name() },
        Refusal::NotOnMenu { kind: DishKind::Soup },
        Refusal::RegularDays,
        Refusal::RegularOpen { name: name() },
        Refusal::RegularStopped,
        Refusal::NotYetTheDay,
        Refusal::AlreadyHandedOut,
        Refusal::WordsMissing,
        Refusal::WordsTooLong { max: 1000 },
        Refusal::TooManyPhotos { max: 3 },
        Refusal::OwnReport,
        Refusal::AlreadyEndorsed,
        Refusal::ReportClosed,
        Refusal::CannotMerge,
        Refusal::CapacityBelowConfirmed { confirmed: 12 },
        Refusal::CapacityOutOfRange { max: 2000 },
        Refusal::EndsBeforeStarts,
        Refusal::InThePast,
        Refusal::BadTitle { max: 30 },
        Refusal::PriceOutOfRange { max_fen: 100_000 },
        Refusal::BadAges { max: 120 },
        Refusal::BadSeries,
        Refusal::NoDateToRepeat,
        Refusal::NotForYou { name: name(), rule: Audience::Members, place: String::new() },
        Refusal::NotForYou { name: name(), rule: Audience::Ages { from: 60, until: 120 }, place: String::new() },
        Refusal::NotForYou { name: name(), rule: Audience::Ages { from: 6, until: 12 }, place: String::new() },
        Refusal::NotForYou { name: name(), rule: Audience::Compound(Default::default()), place: "桃源".into() },
        Refusal::BadName,
        Refusal::BadPhone,
        Refusal::BadMonth,
        Refusal::UpdateNeeded,
        Refusal::Newer(Json::Null),
        Refusal::ShiftFull,
        Refusal::AlreadyOnShift { name: name() },
        Refusal::GuardianNeeded { name: name() },
        Refusal::AdultNeeded,
        Refusal::LastAdult,
        Refusal::QualificationMissing { name: name(), skill: Skill::Food },
        Refusal::QualificationEnds { name: name(), skill: Skill::Food, until: Day::default() },
        Refusal::TooLateToLeave { until: Moment(1_795_365_000_000) },
        Refusal::AlreadySaid,
        Refusal::PeopleOutOfRange { max: 200 },
        Refusal::ShiftTaken,
        Refusal::OwnHours,
        Refusal::NotOverYet,
        Refusal::NoHours,
        Refusal::HoursOverlap { from: Moment(0), until: Moment(1) },
        Refusal::NotNow { from: Moment(0), until: Moment(1) },
        Refusal::CollectorNeeded { name: name() },
        Refusal::NotACollector { name: name() },
        Refusal::WhoBrings { name: name() },
        Refusal::OfferOver,
        Refusal::NoRoom { free: 1 },
        Refusal::EntriesClosed { since: Moment(1_795_365_000_000) },
        Refusal::LotteryFixed,
        Refusal::LotteryHours { max: 336 },
        Refusal::OtherCannot { name: name() },
        Refusal::KeptOutOfRange { max: 6 },
        Refusal::LeaseOutOfRange { max: 6 },
        Refusal::LeaseOutOfRange { max: 0 },
        Refusal::SignupNotOpen { opens: Moment(1_795_365_000_000) },
        Refusal::SignupClosed { since: Moment(1_795_365_000_000) },
        Refusal::CancelClosed { since: Moment(1_795_365_000_000) },
        Refusal::WindowHours { max: 336 },
        Refusal::CallClosed { since: Moment(1_795_365_000_000) },
        Refusal::AttendanceClosed { since: Moment(1_795_365_000_000) },
        Refusal::AnswersTooLate,
        Refusal::BadPublishTime,
        Refusal::NoPicture,
        Refusal::PlacesGiven { starts: Moment(1_795_365_000_000), least: 12 },
        Refusal::CountsDiffer { made: 6000, sum: 5990 },
        Refusal::NotBegun { starts: Moment(1_795_365_000_000) },
        Refusal::Answered { agreed: true },
        Refusal::Answered { agreed: false },
        Refusal::Unanswered { count: 2 },
        Refusal::SaidMeanwhile { words: "谢谢大家".into() },
        Refusal::SaidMeanwhile { words: String::new() },
        Refusal::ChangedMeanwhile { part: Part::When },
        Refusal::ChangedMeanwhile { part: Part::People },
        Refusal::ShiftStays { role: "送餐".into(), delivers: true },
        Refusal::ShiftStays { role: "布置".into(), delivers: false },
        Refusal::AmountOutOfRange { max_fen: 500_000 },
        Refusal::BalanceShort,
        Refusal::AlreadyPaid,
        Refusal::DayClosed,
        Refusal::MovedByMerging,
        Refusal::CountOutOfRange { least: 0, most: 12 },
        Refusal::TimeClash { name: name(), title: String::new() },
    ]
}

#[test]
fn every_no_has_a_sentence_of_its_own_in_both_languages() {
    for lang in [Lang::Zh, Lang::En] {
        let mut sentences: Vec<String> = every().iter().map(|refusal| sentence(lang, refusal)).collect();
        let count = sentences.len();
        sentences.sort();
        sentences.dedup();
        assert_eq!(sentences.len(), count, "two refusals share a sentence");
    }
}

#[test]
fn a_no_names_what_it_is_about() {
    let clash = Refusal::TimeClash { name: "周桂珍".into(), title: "理发".into() };
    assert!(sentence(Lang::Zh, &clash).contains("周桂珍那个时间有“理发”"));
    let closed = Refusal::CutoffPassed { closed: Moment(1_795_365_000_000) };
    assert!(sentence(Lang::Zh, &closed).contains("11月23日凌晨零点半"));
}
