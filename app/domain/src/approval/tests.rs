//! Tests of [`super`]: see the names.

use super::*;
use crate::id::{OccurrenceId, OrganizationId, ResidentId, SignupId};
use crate::lottery::Lottery;
use crate::occurrence::{self, NOTE_MAX, Occurrence};
use crate::offer::offer_to;
use crate::resident::{Me, Person};
use crate::sample::{facts, guizhen, id, jianguo, lesson, now, opera, person, staff, teacher_he};
use crate::signup::{cancel, sign_up};
use crate::venue::Venue;
use crate::when::HOUR_MS;
use crate::windows::Windows;

/// The opera's date, which wants approval.
fn date(capacity: u32) -> Occurrence {
    Occurrence { approval: true, ..lesson(capacity) }
}

fn on(actor: Me, date: &Occurrence) -> Facts {
    Facts { occurrence: Some(date.clone()), ..facts(actor) }
}

fn two() -> Vec<Person> {
    vec![person(1, "周桂珍"), person(3, "陆小满")]
}

/// 周桂珍 signs herself and her grandson up.
fn asked(date: &Occurrence) -> Signup {
    let party: Vec<ResidentId> = two().iter().map(|person| person.id).collect();
    match sign_up(&on(guizhen(), date), SignupId(id(1)), &party).unwrap().as_slice() {
        [Change::Signup(row)] => row.clone(),
        other => panic!("nothing is counted for who asks: {other:?}"),
    }
}

fn seen(actor: Me, date: &Occurrence) -> Facts {
    Facts { signup: Some(asked(date)), ..on(actor, date) }
}

/// What became of the sign-up, and of its date.
fn after(changes: &[Change]) -> (SignupState, Option<&Occurrence>) {
    let state = changes.iter().find_map(|change| if let Change::Signup(row) = change { Some(row.state) } else { None });
    let date = changes.iter().find_map(|change| if let Change::Occurrence(row) = change { Some(row) } else { None });
    (state.unwrap(), date)
}

#[test]
fn who_signs_up_asks_and_holds_nothing() {
    let row = asked(&date(9));
    assert_eq!((row.state, row.party.clone(), row.reason.as_str()), (SignupState::Asked, two(), ""));
    assert!(row.live() && !row.holds());
    let mut again = on(guizhen(), &date(9));
    again.engagements = vec![(row, date(9), "越剧".into())];
    let twice = sign_up(&again, SignupId(id(2)), &[guizhen().id]);
    assert_eq!(twice, Err(Refusal::AlreadySignedUp { name: "周桂珍".into() }));
}

#[test]
fn a_yes_gives_places_or_a_place_in_the_line() {
    for actor in [teacher_he(), staff()] {
        let changes = answer(&seen(actor, &date(2)), true, "").unwrap();
        let (state, date) = after(&changes);
        assert_eq!((state, date.unwrap().confirmed, date.unwrap().waiting), (SignupState::Confirmed, 2, 0));
    }
    let changes = answer(&seen(teacher_he(), &date(1)), true, "").unwrap();
    let (state, date) = after(&changes);
    assert_eq!(state, SignupState::Waiting { ticket: 1, position: 1 });
    assert_eq!((date.unwrap().confirmed, date.unwrap().waiting), (0, 2));
}

#[test]
fn a_yes_before_a_draw_is_one_to_be_drawn() {
    let lottery = Some(Lottery { closes: now().plus_ms(HOUR_MS), ..Lottery::default() });
    let drawn = Occurrence { lottery, ..date(1) };
    let changes = answer(&seen(teacher_he(), &drawn), true, "").unwrap();
    let (state, date) = after(&changes);
    assert_eq!((state, date.unwrap().undrawn().unwrap().entered), (SignupState::Entered, 2));
}

#[test]
fn a_yes_after_a_draw_is_a_place_behind_it() {
    let closes = now().plus_ms(-HOUR_MS);
    let lottery = Some(Lottery { closes, seed: Some("cd".into()), drawn: Some(closes), ..Lottery::default() });
    let drawn = Occurrence { lottery, confirmed: 1, last_ticket: 4, ..date(1) };
    let changes = answer(&Facts { occurrence: Some(drawn), ..seen(teacher_he(), &date(1)) }, true, "").unwrap();
    let (state, date) = after(&changes);
    assert_eq!((state, date.unwrap().waiting), (SignupState::Waiting { ticket: 5, position: 1 }, 2));
}

#[test]
fn a_no_says_why() {
    let facts = seen(teacher_he(), &date(9));
    assert_eq!(answer(&facts, false, " "), Err(Refusal::WordsMissing));
    assert_eq!(answer(&facts, false, &"长".repeat(NOTE_MAX + 1)), Err(Refusal::WordsTooLong { max: NOTE_MAX }));
    let changes = answer(&facts, false, " 这次只教初学的 ").unwrap();
    let [Change::Signup(row)] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!((row.state, row.reason.as_str(), row.live()), (SignupState::Declined, "这次只教初学的", false));
}

#[test]
fn only_those_who_run_it_answer_and_only_once() {
    for actor in [guizhen(), jianguo()] {
        assert_eq!(answer(&seen(actor, &date(9)), true, ""), Err(Refusal::NotFound));
    }
    assert_eq!(answer(&on(teacher_he(), &date(9)), true, ""), Err(Refusal::NotFound), "there is nothing");
    let waits = SignupState::Waiting { ticket: 1, position: 1 };
    for (state, agreed, no) in [
        (SignupState::Confirmed, true, Refusal::AlreadySaid),
        (SignupState::Confirmed, false, Refusal::Answered { agreed: true }),
        (waits, false, Refusal::Answered { agreed: true }),
        (SignupState::Declined, true, Refusal::Answered { agreed: false }),
        (SignupState::Declined, false, Refusal::AlreadySaid),
        (SignupState::Cancelled, true, Refusal::AlreadyCancelled),
        (SignupState::Cancelled, false, Refusal::AlreadyCancelled),
    ] {
        let mut facts = seen(teacher_he(), &date(9));
        facts.signup.as_mut().unwrap().state = state;
        assert_eq!(answer(&facts, agreed, "这次只教初学的"), Err(no), "{state:?}");
    }
    let late = Facts { now: date(9).starts, ..seen(teacher_he(), &date(9)) };
    assert_eq!(answer(&late, true, ""), Err(Refusal::OccurrenceStarted));
}

#[test]
fn a_yes_is_refused_when_somebody_has_gone_elsewhere_and_it_is_not_said_where() {
    let other = Occurrence { id: OccurrenceId(id(802)), organization: OrganizationId(id(901)), ..lesson(9) };
    let place = Signup::seated(&facts(guizhen()), SignupId(id(9)), &other, vec![person(1, "周桂珍")]);
    let told = |actor: Me| {
        let mut facts = seen(actor, &date(9));
        // A phone has the sign-up itself among them.
        facts.engagements =
            vec![(asked(&date(9)), date(9), "越剧".into()), (place.clone(), other.clone(), "书画课".into())];
        answer(&facts, true, "").unwrap_err()
    };
    let name = || "周桂珍".to_owned();
    assert_eq!(told(teacher_he()), Refusal::TimeClash { name: name(), title: String::new() });
    assert_eq!(told(staff()), Refusal::TimeClash { name: name(), title: "书画课".into() });
}

#[test]
fn who_asked_may_take_it_back_and_is_told_when_it_is_called_off() {
    let changes = cancel(&seen(guizhen(), &date(9))).unwrap();
    let (state, date_after) = after(&changes);
    assert_eq!((state, date_after), (SignupState::Cancelled, Some(&date(9))), "and nothing is counted");
    let facts = Facts { unanswered: vec![asked(&date(9))], ..on(teacher_he(), &date(9)) };
    assert_eq!(after(&occurrence::cancel(&facts, "下雨").unwrap()).0, SignupState::CalledOff);
}

#[test]
fn approval_is_taken_off_only_when_everybody_has_an_answer() {
    let open = Plan { approval: false, ..Plan::of(&date(9)) };
    let edits = |unanswered: Vec<Signup>, plan: &Plan| {
        let venue = Some(Venue::default());
        occurrence::edit(&Facts { unanswered, venue, ..on(teacher_he(), &date(9)) }, plan)
    };
    assert_eq!(edits(vec![asked(&date(9))], &open), Err(Refusal::Unanswered { count: 1 }));
    assert!(edits(vec![asked(&date(9))], &Plan { capacity: 10, ..Plan::of(&date(9)) }).is_ok(), "all else may change");
    assert!(edits(Vec::new(), &open).is_ok());
}

#[test]
fn asking_has_its_hours_and_taking_it_back_and_a_yes_have_none() {
    let with = |windows| Occurrence { windows, ..date(9) };
    let asks = |windows| sign_up(&on(guizhen(), &with(windows)), SignupId(id(1)), &[guizhen().id]).unwrap_err();
    let (opens, since) = (now().plus_ms(12 * HOUR_MS), now().plus_ms(-24 * HOUR_MS));
    assert_eq!(asks(Windows { opens: Some(12), ..Windows::default() }), Refusal::SignupNotOpen { opens });
    let (closed, late) = (Windows { closes: 48, ..Windows::default() }, Windows { cancel: 48, ..Windows::default() });
    assert_eq!(asks(closed), Refusal::SignupClosed { since });

    let then = |actor: Me, windows| Facts { occurrence: Some(with(windows)), ..seen(actor, &date(9)) };
    assert_eq!(after(&answer(&then(teacher_he(), closed), true, "").unwrap()).0, SignupState::Confirmed);
    assert_eq!(after(&cancel(&then(guizhen(), late)).unwrap()).0, SignupState::Cancelled);
    let mut seated = then(guizhen(), late);
    seated.signup.as_mut().unwrap().state = SignupState::Confirmed;
    assert_eq!(cancel(&seated), Err(Refusal::CancelClosed { since }));
}

#[test]
fn who_asked_is_offered_nothing() {
    assert_eq!(offer_to(&seen(teacher_he(), &date(9))), Err(Refusal::NotFound));
    assert_eq!(asked(&date(9)).organization, opera());
}
