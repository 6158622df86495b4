//! Tests of [`super`]: see the names.

use super::*;
use crate::activity;
use crate::audience::Audience;
use crate::command::{Command, SCHEMA};
use crate::id::{
    ActivityId, BuildingId, CompoundId, DutyId, HoursId, NeedId, OccurrenceId, OrderId, OrganizationId, PhotoId,
    PresenceId, ReportId, ServingId, ShiftId, SignupId, SwapId, VenueId,
};
use crate::lottery::Lottery;
use crate::occurrence::{Occurrence, Plan};
use crate::order::Portions;
use crate::presence::{Mark, Seen, Venture};
use crate::report::{Draft, ReportState};
use crate::resident::Registered;
use crate::series::{Series, Skip};
use crate::signup::SignupState;
use crate::when::{Day, Moment};
use serde::de::DeserializeOwned;
use std::fmt::Debug;
use uuid::Uuid;

mod after;
mod approval;
mod calls;
mod canteen;
mod door;
mod edit;
mod errand;
mod leases;
mod mandate;
mod menu;
mod money;
mod newer;
mod notices;
mod pictures;
mod place;
mod regular;
mod running;
mod scheduled;
mod skills;
mod teams;
mod visits;
mod windows;

/// How long identities are written here: only their last two digits.
const ZEROS: &str = "00000000-0000-0000-0000-0000000000";

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

/// The value is written exactly so, and what is written so is read as the value.
fn stands<T: Serialize + DeserializeOwned + Debug + PartialEq>(value: &T, text: &str) {
    assert_eq!(serde_json::to_string(value).unwrap().replace(ZEROS, "~"), text);
    assert_eq!(&serde_json::from_str::<T>(&text.replace('~', ZEROS)).unwrap(), value);
}

fn plan() -> Plan {
    Plan {
        starts: Moment(1000),
        ends: Moment(2000),
        venue: VenueId(id(4)),
        capacity: 30,
        note: "带剪刀".into(),
        ..Plan::default()
    }
}

#[test]
fn what_a_resident_does_is_written_as_ever() {
    let (signup, occurrence) = (SignupId(id(1)), OccurrenceId(id(2)));
    stands(
        &Command::SignUp { signup, occurrence, party: vec![ResidentId(id(3))], split: None },
        r#"{"sign_up":{"signup":"~01","occurrence":"~02","party":["~03"]}}"#,
    );
    stands(
        &Command::SignUp { signup, occurrence, party: vec![ResidentId(id(3))], split: Some(SignupId(id(4))) },
        r#"{"sign_up":{"signup":"~01","occurrence":"~02","party":["~03"],"split":"~04"}}"#,
    );
    stands(&Command::CancelSignup { signup }, r#"{"cancel_signup":{"signup":"~01"}}"#);
    stands(&Command::AcceptOffer { signup }, r#"{"accept_offer":{"signup":"~01"}}"#);
    stands(&Command::OfferTo { signup }, r#"{"offer_to":{"signup":"~01"}}"#);
    stands(
        &Command::SignUpFor { signup, occurrence, party: vec![ResidentId(id(3))] },
        r#"{"sign_up_for":{"signup":"~01","occurrence":"~02","party":["~03"]}}"#,
    );
    let portions = vec![Portions { serving: ServingId(id(3)), count: 2 }];
    let (order, eater) = (OrderId(id(1)), ResidentId(id(2)));
    stands(
        &Command::PlaceOrder {
            order,
            day: Day::of(2026, 11, 25).unwrap(),
            eater,
            portions,
            delivered: false,
            from_balance: false,
            note: String::new(),
        },
        r#"{"place_order":{"order":"~01","day":"2026-11-25","eater":"~02","portions":[{"serving":"~03","count":2}]}}"#,
    );
    stands(&Command::CancelOrder { order }, r#"{"cancel_order":{"order":"~01"}}"#);
    stands(&Command::RevokeDevice { device: DeviceId(id(1)) }, r#"{"revoke_device":{"device":"~01"}}"#);
}

#[test]
fn what_volunteers_and_their_leaders_do_is_written_as_ever() {
    let (duty, shift) = (DutyId(id(1)), ShiftId(id(2)));
    stands(
        &Command::TakeShift { duty, shift, resident: ResidentId(id(3)), witness: String::new() },
        r#"{"take_shift":{"duty":"~01","shift":"~02","resident":"~03"}}"#,
    );
    stands(
        &Command::TakeShift { duty, shift, resident: ResidentId(id(3)), witness: "何秀英".into() },
        r#"{"take_shift":{"duty":"~01","shift":"~02","resident":"~03","witness":"何秀英"}}"#,
    );
    stands(&Command::LeaveShift { duty }, r#"{"leave_shift":{"duty":"~01"}}"#);
    stands(&Command::SeekReplacement { duty, seeking: true }, r#"{"seek_replacement":{"duty":"~01","seeking":true}}"#);
    stands(
        &Command::CancelShift { shift, reason: "下雨".into() },
        r#"{"cancel_shift":{"shift":"~02","reason":"下雨"}}"#,
    );
    let seen = Seen {
        of: Venture::Shift(shift),
        resident: None,
        name: "王".into(),
        mark: Mark::Out,
        at: Moment(5),
        ..Seen::default()
    };
    stands(
        &Command::NotePresence { presence: PresenceId(id(1)), seen },
        r#"{"note_presence":{"presence":"~01","seen":{"of":{"shift":"~02"},"resident":null,"name":"王","mark":"out","at":5}}}"#,
    );
    stands(
        &Command::ReverseHours { hours: HoursId(id(1)), entry: HoursId(id(2)), reason: "错".into() },
        r#"{"reverse_hours":{"hours":"~01","entry":"~02","reason":"错"}}"#,
    );
}

#[test]
fn a_swap_is_written_as_ever() {
    let (swap, duty, shift) = (SwapId(id(1)), DutyId(id(2)), ShiftId(id(3)));
    stands(
        &Command::ProposeSwap { swap, duty, shift, code: "A1".into() },
        r#"{"propose_swap":{"swap":"~01","duty":"~02","shift":"~03","code":"A1"}}"#,
    );
    stands(&Command::AnswerSwap { swap, agreed: true }, r#"{"answer_swap":{"swap":"~01","agreed":true}}"#);
}

#[test]
fn what_a_reporter_does_is_written_as_ever() {
    let report = ReportId(id(1));
    let draft = Draft {
        need: Some(NeedId(id(2))),
        words: "路灯".into(),
        building: Some(BuildingId(id(3))),
        photos: vec![PhotoId(id(4))],
        shown: true,
        whom: None,
    };
    stands(
        &Command::FileReport { report, draft },
        concat!(
            r#"{"file_report":{"report":"~01","draft":{"need":"~02","words":"路灯","building":"~03","#,
            r#""photos":["~04"],"shown":true}}}"#
        ),
    );
    stands(
        &Command::FileReport { report, draft: Draft::default() },
        r#"{"file_report":{"report":"~01","draft":{"need":null,"words":"","building":null,"photos":[],"shown":false}}}"#,
    );
    stands(&Command::WithdrawReport { report }, r#"{"withdraw_report":{"report":"~01"}}"#);
    stands(&Command::Endorse { report }, r#"{"endorse":{"report":"~01"}}"#);
}

#[test]
fn what_an_organizer_and_the_cook_do_is_written_as_ever() {
    let occurrence = OccurrenceId(id(2));
    stands(
        &Command::AddOccurrence { occurrence, activity: ActivityId(id(3)), plan: plan() },
        concat!(
            r#"{"add_occurrence":{"occurrence":"~02","activity":"~03","#,
            r#""plan":{"starts":1000,"ends":2000,"venue":"~04","capacity":30,"note":"带剪刀"}}}"#
        ),
    );
    stands(
        &Command::EditOccurrence { occurrence, plan: plan(), before: None },
        concat!(
            r#"{"edit_occurrence":{"occurrence":"~02","#,
            r#""plan":{"starts":1000,"ends":2000,"venue":"~04","capacity":30,"note":"带剪刀"}}}"#
        ),
    );
    stands(
        &Command::CancelOccurrence { occurrence, reason: "下雨".into() },
        r#"{"cancel_occurrence":{"occurrence":"~02","reason":"下雨"}}"#,
    );
    stands(&Command::HandOut { order: OrderId(id(1)) }, r#"{"hand_out":{"order":"~01"}}"#);
}

#[test]
fn a_lottery_is_written_so_that_dates_without_one_stay_as_they_were() {
    let plan = Plan { lottery_hours: Some(24), ..plan() };
    stands(&plan, r#"{"starts":1000,"ends":2000,"venue":"~04","capacity":30,"note":"带剪刀","lottery_hours":24}"#);
    let open = Lottery { closes: Moment(900), commitment: "ab".into(), entered: 3, seed: None, drawn: None };
    stands(&open, r#"{"closes":900,"commitment":"ab","entered":3}"#);
    let drawn = Lottery { entered: 0, seed: Some("cd".into()), drawn: Some(Moment(950)), ..open };
    stands(&drawn, r#"{"closes":900,"commitment":"ab","entered":0,"seed":"cd","drawn":950}"#);
    stands(&SignupState::Entered, r#""entered""#);
    stands(&Refusal::EntriesClosed { since: Moment(900) }, r#"{"entries_closed":{"since":900}}"#);
    stands(&Refusal::LotteryFixed, r#""lottery_fixed""#);
    stands(&Refusal::LotteryHours { max: 336 }, r#"{"lottery_hours":{"max":336}}"#);
    let date = serde_json::to_string(&Occurrence::default()).unwrap();
    assert!(!date.contains("lottery"), "{date}");
}

#[test]
fn what_is_kept_is_written_only_where_something_is() {
    let text = r#"{"starts":1000,"ends":2000,"venue":"~04","capacity":30,"note":"带剪刀","kept":6}"#;
    stands(&Plan { kept: 6, ..plan() }, text);
    let date = Occurrence { kept: 6, ..Occurrence::default() };
    assert!(serde_json::to_string(&date).unwrap().contains(r#""kept":6"#));
    assert!(!serde_json::to_string(&Occurrence::default()).unwrap().contains("kept"));
    stands(&Refusal::KeptOutOfRange { max: 6 }, r#"{"kept_out_of_range":{"max":6}}"#);
}

#[test]
fn what_posts_an_activity_is_written_as_ever() {
    let (activity, occurrence) = (ActivityId(id(3)), OccurrenceId(id(2)));
    let draft = activity::Draft {
        title: "学越剧".into(),
        audience_rule: Audience::Ages { from: 60, until: 120 },
        price_fen: 250,
        ..activity::Draft::default()
    };
    let words = concat!(
        r#"{"title":"学越剧","kind":"school","about":"","audience_rule":{"ages":{"from":60,"until":120}},"#,
        r#""audience":"","bring":"","price_fen":250,"contact":""}"#
    );
    let series = Some(Series { rule: "FREQ=WEEKLY".into(), skip: Skip::PublicHolidays });
    let rule = r#"{"rule":"FREQ=WEEKLY","skip":"public_holidays"}"#;
    let plan_text = r#"{"starts":1000,"ends":2000,"venue":"~04","capacity":30,"note":"带剪刀"}"#;
    let organization = OrganizationId(id(5));
    stands(
        &Command::PostActivity {
            activity,
            organization,
            draft: draft.clone(),
            first: plan(),
            occurrence,
            series: series.clone(),
        },
        &format!(
            r#"{{"post_activity":{{"activity":"~03","organization":"~05","draft":{words},"first":{plan_text},"occurrence":"~02","series":{rule}}}}}"#
        ),
    );
    stands(
        &Command::ChangeActivity { activity, draft, series: None },
        &format!(r#"{{"change_activity":{{"activity":"~03","draft":{words},"series":null}}}}"#),
    );
    stands(
        &Command::CancelFrom { occurrence, reason: "下雨".into() },
        r#"{"cancel_from":{"occurrence":"~02","reason":"下雨"}}"#,
    );
    for (rule, text) in [
        (Audience::Everyone, r#""everyone""#.to_owned()),
        (Audience::Members, r#""members""#.to_owned()),
        (Audience::Compound(CompoundId(id(6))), r#"{"compound":"~06"}"#.to_owned()),
    ] {
        stands(&rule, &text);
    }
}

#[test]
fn an_activity_of_an_older_release_is_for_everyone_and_has_no_series() {
    let text = concat!(
        r#"{"id":"~01","organization":"~02","title":"下棋","kind":"culture","about":"","audience":"","bring":"","#,
        r#""price_fen":0,"contact":""}"#
    );
    let row = activity::Activity {
        id: ActivityId(id(1)),
        organization: OrganizationId(id(2)),
        title: "下棋".into(),
        kind: activity::ActivityKind::Culture,
        ..activity::Activity::default()
    };
    stands(&row, text);
}

#[test]
fn an_offer_is_written_as_ever_and_only_where_there_is_one() {
    stands(&SignupState::Offered { ticket: 3, until: Moment(5) }, r#"{"offered":{"ticket":3,"until":5}}"#);
    stands(&SignupState::Lapsed, r#""lapsed""#);
    let date = crate::occurrence::Occurrence { held: 2, ..Default::default() };
    assert!(serde_json::to_string(&date).unwrap().contains(r#""held":2"#));
    let date = crate::occurrence::Occurrence::default();
    assert!(!serde_json::to_string(&date).unwrap().contains("held"));
    let draft = activity::Draft { offers: true, ..activity::Draft::default() };
    assert!(serde_json::to_string(&draft).unwrap().contains(r#""offers":true"#));
}

#[test]
fn what_the_desk_does_is_written_as_ever() {
    let report = ReportId(id(1));
    for (state, word) in [
        (ReportState::Received, "received"),
        (ReportState::InProgress, "in_progress"),
        (ReportState::Done, "done"),
        (ReportState::Declined, "declined"),
        (ReportState::Merged, "merged"),
        (ReportState::Withdrawn, "withdrawn"),
    ] {
        stands(
            &Command::AnswerReport { report, state, words: "好".into() },
            &format!(r#"{{"answer_report":{{"report":"~01","state":"{word}","words":"好"}}}}"#),
        );
    }
    let into = ReportId(id(2));
    stands(&Command::MergeReport { report, into }, r#"{"merge_report":{"report":"~01","into":"~02"}}"#);
    let resident = Registered {
        id: ResidentId(id(1)),
        name: "周桂珍".into(),
        called: "周阿姨".into(),
        born: "1956-03".into(),
        phone: "0571".into(),
        building: BuildingId(id(2)),
        stairwell: "一单元".into(),
        room: "301".into(),
    };
    stands(
        &Command::RegisterResident { resident },
        concat!(
            r#"{"register_resident":{"resident":{"id":"~01","name":"周桂珍","called":"周阿姨","born":"1956-03","#,
            r#""phone":"0571","building":"~02","stairwell":"一单元","room":"301"}}}"#
        ),
    );
}

#[test]
fn an_envelope_is_written_as_ever() {
    let envelope = Envelope {
        id: CommandId(id(1)),
        device: DeviceId(id(2)),
        device_seq: 7,
        actor: ResidentId(id(3)),
        depends_on: vec![CommandId(id(4))],
        made_at: Moment(1000),
        schema: 1,
        command: Command::Endorse { report: ReportId(id(5)) },
    };
    stands(
        &envelope,
        concat!(
            r#"{"id":"~01","device":"~02","device_seq":7,"actor":"~03","depends_on":["~04"],"made_at":1000,"#,
            r#""schema":1,"command":{"endorse":{"report":"~05"}}}"#
        ),
    );
    assert_eq!(SCHEMA, 1, "a new version needs a snapshot of its own");
}

#[test]
fn a_push_is_written_as_ever() {
    stands(&Push { epoch: String::new(), commands: Vec::new() }, r#"{"commands":[]}"#);
    stands(&Push { epoch: "e".into(), commands: Vec::new() }, r#"{"epoch":"e","commands":[]}"#);
}

#[test]
fn an_answer_is_written_as_ever() {
    let answer = |outcome, already| Answer { id: CommandId(id(1)), outcome, already };
    let outcomes = [
        (Outcome::Applied { revision: 9 }, r#"{"applied":{"revision":9}}"#),
        (Outcome::Refused { refusal: Refusal::NotFound }, r#"{"refused":{"refusal":"not_found"}}"#),
        (Outcome::SignInNeeded, r#""sign_in_needed""#),
        (Outcome::IdReused, r#""id_reused""#),
    ];
    for (outcome, text) in outcomes {
        stands(&answer(outcome, true), &format!(r#"{{"id":"~01","outcome":{text},"already":true}}"#));
    }
    let pull =
        PullRequest { part: Part::Mine, epoch: "e".into(), since: 3, scopes: vec![Scope::Person(ResidentId(id(1)))] };
    stands(&pull, r#"{"part":"mine","epoch":"e","since":3,"scopes":["person/~01"]}"#);
}

#[test]
fn a_command_with_a_field_that_nobody_knows_is_not_guessed_at() {
    let text = format!(r#"{{"endorse":{{"report":"{ZEROS}01","loud":true}}}}"#);
    assert!(serde_json::from_str::<Command>(&text).is_err());
}
