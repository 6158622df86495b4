//! Tests of [`super`]: see the names.

use super::*;
use crate::activity::Activity;
use crate::change::Change;
use crate::facts::Facts;
use crate::id::{OccurrenceId, ResidentId, SignupId};
use crate::kept::sign_up_for;
use crate::lottery::Lottery;
use crate::occurrence::{add, edit};
use crate::offer;
use crate::resident::Me;
use crate::sample::{guizhen, id, jianguo, lesson, now, opera, person, staff, teacher_he};
use crate::signup::{cancel, sign_up};
use crate::venue::Venue;
use crate::when::MINUTE_MS;

/// One can sign up from 48 hours before it begins until 12 hours before, and cancel until 6 hours before.
const SAID: Windows = Windows { opens: Some(48), closes: 12, cancel: 6 };

fn dated(windows: Windows) -> Occurrence {
    Occurrence { windows, ..lesson(3) }
}

/// What the rule sees so many minutes before it begins.
fn facts(actor: Me, date: &Occurrence, minutes: i64) -> Facts {
    let now = date.starts.plus_ms(-minutes * MINUTE_MS);
    let (occurrence, venue) = (Some(date.clone()), Some(Venue::default()));
    Facts { now, occurrence, venue, ..crate::sample::facts(actor) }
}

fn asks(date: &Occurrence, minutes: i64) -> Result<Vec<Change>, Refusal> {
    sign_up(&facts(guizhen(), date, minutes), SignupId(id(1)), &[guizhen().id])
}

/// Her sign-up in a state, for the date.
fn signup(date: &Occurrence, state: SignupState) -> Signup {
    let facts = facts(guizhen(), date, 24 * 60);
    Signup { state, ..Signup::seated(&facts, SignupId(id(1)), date, vec![person(1, "周桂珍")]) }
}

fn gives_back(actor: Me, date: &Occurrence, state: SignupState, minutes: i64) -> Result<(), Refusal> {
    let date = Occurrence { confirmed: 1, held: 1, waiting: 1, ..date.clone() };
    let signup = Some(signup(&date, state));
    cancel(&Facts { signup, ..facts(actor, &date, minutes) }).map(drop)
}

fn state_of(changes: &[Change]) -> SignupState {
    let state = |change: &Change| if let Change::Signup(row) = change { Some(row.state) } else { None };
    changes.iter().find_map(state).unwrap()
}

#[test]
fn one_signs_up_from_the_hour_that_is_said_until_the_other() {
    let date = dated(SAID);
    let opens = date.starts.plus_ms(-48 * HOUR_MS);
    assert_eq!(asks(&date, 48 * 60 + 1), Err(Refusal::SignupNotOpen { opens }));
    assert_eq!(state_of(&asks(&date, 48 * 60).unwrap()), SignupState::Confirmed);
    assert_eq!(state_of(&asks(&date, 12 * 60 + 1).unwrap()), SignupState::Confirmed);
    let since = date.starts.plus_ms(-12 * HOUR_MS);
    assert_eq!(asks(&date, 12 * 60), Err(Refusal::SignupClosed { since }));
    assert_eq!(asks(&date, 1), Err(Refusal::SignupClosed { since }));
    assert_eq!(asks(&date, 0), Err(Refusal::OccurrenceStarted));
}

#[test]
fn where_nothing_is_said_one_does_both_until_it_begins() {
    let date = dated(Windows::default());
    assert_eq!((date.opens(), date.closes(), date.cancel_until()), (None, None, None));
    assert!(asks(&date, 100 * 24 * 60).is_ok() && asks(&date, 1).is_ok());
    assert_eq!(gives_back(guizhen(), &date, SignupState::Confirmed, 1), Ok(()));
}

#[test]
fn the_waiting_list_is_shut_with_the_rest_and_still_moves_up() {
    let full = Occurrence { capacity: 1, confirmed: 1, ..dated(SAID) };
    let since = full.starts.plus_ms(-12 * HOUR_MS);
    assert_eq!(asks(&full, 60), Err(Refusal::SignupClosed { since }));
    // An organizer takes somebody off an hour before: the next in line has the place.
    let waits = SignupState::Waiting { ticket: 1, position: 1 };
    let next = Signup { id: SignupId(id(2)), party: vec![person(4, "沈建国")], ..signup(&full, waits) };
    let date = Occurrence { waiting: 1, last_ticket: 1, ..full };
    let mut facts = facts(teacher_he(), &date, 60);
    facts.signup = Some(signup(&date, SignupState::Confirmed));
    (facts.waiting, facts.waiting_parties) = (vec![next], 1);
    let moved = cancel(&facts).unwrap();
    let states =
        moved.iter().filter_map(|change| if let Change::Signup(row) = change { Some(row.state) } else { None });
    assert_eq!(states.collect::<Vec<_>>(), [SignupState::Cancelled, SignupState::Confirmed]);
}

#[test]
fn an_organizer_signs_whoever_calls_up_at_any_time() {
    let date = dated(SAID);
    for minutes in [60 * 24 * 20, 60] {
        for actor in [teacher_he(), staff()] {
            let mut facts = facts(actor, &date, minutes);
            facts.named = vec![person(4, "沈建国")];
            let changes = sign_up_for(&facts, SignupId(id(2)), &[ResidentId(id(4))]).unwrap();
            assert_eq!(state_of(&changes), SignupState::Confirmed);
        }
    }
}

#[test]
fn after_the_time_to_cancel_only_whoever_runs_it_gives_a_place_back() {
    let date = dated(SAID);
    let since = date.starts.plus_ms(-6 * HOUR_MS);
    assert_eq!(gives_back(guizhen(), &date, SignupState::Confirmed, 6 * 60 + 1), Ok(()));
    assert_eq!(gives_back(guizhen(), &date, SignupState::Confirmed, 6 * 60), Err(Refusal::CancelClosed { since }));
    assert_eq!(gives_back(teacher_he(), &date, SignupState::Confirmed, 1), Ok(()));
    assert_eq!(gives_back(staff(), &date, SignupState::Confirmed, 1), Ok(()));
    // A stranger learns nothing.
    assert_eq!(gives_back(jianguo(), &date, SignupState::Confirmed, 1), Err(Refusal::NotFound));
    assert_eq!(gives_back(guizhen(), &date, SignupState::Cancelled, 1), Err(Refusal::AlreadyCancelled));
}

#[test]
fn whoever_has_something_else_since_the_date_was_moved_may_leave_at_any_time() {
    let date = Occurrence { confirmed: 1, ..dated(SAID) };
    let moved = |clash| {
        let signup = Signup { clash, ..signup(&date, SignupState::Confirmed) };
        cancel(&Facts { signup: Some(signup), ..facts(guizhen(), &date, 1) }).map(drop)
    };
    assert_eq!(moved(true), Ok(()));
    let since = date.starts.plus_ms(-6 * HOUR_MS);
    assert_eq!(moved(false), Err(Refusal::CancelClosed { since }));
}

#[test]
fn whoever_has_no_place_yet_may_leave_at_any_time() {
    let date = dated(SAID);
    let offered = SignupState::Offered { ticket: 1, until: date.starts };
    for state in [SignupState::Waiting { ticket: 1, position: 1 }, offered, SignupState::Entered] {
        assert_eq!(gives_back(guizhen(), &date, state, 1), Ok(()), "{state:?}");
    }
}

#[test]
fn an_offer_is_taken_after_it_has_closed() {
    let date = Occurrence { held: 1, ..dated(SAID) };
    let offered = SignupState::Offered { ticket: 1, until: date.starts };
    let facts = Facts { signup: Some(signup(&date, offered)), ..facts(guizhen(), &date, 60) };
    assert_eq!(state_of(&offer::accept(&facts).unwrap()), SignupState::Confirmed);
}

#[test]
fn a_lottery_opens_when_it_is_said_and_closes_by_itself() {
    let closes = lesson(3).starts.plus_ms(-12 * HOUR_MS);
    let lottery = Some(Lottery { closes, ..Lottery::default() });
    let date = Occurrence { lottery, ..dated(Windows { closes: 0, ..SAID }) };
    let opens = date.starts.plus_ms(-48 * HOUR_MS);
    assert_eq!(asks(&date, 48 * 60 + 1), Err(Refusal::SignupNotOpen { opens }));
    assert_eq!(state_of(&asks(&date, 48 * 60).unwrap()), SignupState::Entered);
    assert_eq!(asks(&date, 12 * 60), Err(Refusal::EntriesClosed { since: closes }));
}

#[test]
fn hours_between_which_nobody_could_sign_up_are_refused() {
    let checked = |windows: Windows, lottery_hours: Option<u32>| {
        let Occurrence { starts, ends, venue, capacity, .. } = lesson(3);
        let plan = Plan { starts, ends, venue, capacity, lottery_hours, windows, ..Plan::default() };
        let activity = Some(Activity { organization: opera(), ..Activity::default() });
        let facts = Facts { activity, venue: Some(Venue::default()), ..crate::sample::facts(teacher_he()) };
        add(&facts, OccurrenceId(id(801)), &plan).map(drop)
    };
    let said = |opens, closes, cancel| Windows { opens, closes, cancel };
    let refused = Err(Refusal::WindowHours { max: HOURS_MAX });
    for good in [said(None, 0, 0), said(Some(1), 0, 0), said(Some(24), 23, 40), said(Some(HOURS_MAX), 0, HOURS_MAX)] {
        assert_eq!(checked(good, None), Ok(()), "{good:?}");
    }
    let over = HOURS_MAX + 1;
    for bad in [
        said(Some(0), 0, 0),
        said(Some(12), 12, 0),
        said(Some(12), 24, 0),
        said(Some(over), 0, 0),
        said(None, over, 0),
        said(None, 0, over),
        said(Some(u32::MAX), u32::MAX - 1, 0),
    ] {
        assert_eq!(checked(bad, None), refused, "{bad:?}");
    }
    // Where places are drawn, the lottery says until when; and it must have opened before.
    assert_eq!(checked(said(Some(13), 0, 6), Some(12)), Ok(()));
    assert_eq!(checked(said(Some(12), 0, 0), Some(12)), refused);
    assert_eq!(checked(said(None, 6, 0), Some(12)), refused);
}

#[test]
fn an_organizer_says_other_hours_and_they_hold_from_then_on() {
    let date = dated(Windows::default());
    let Occurrence { starts, ends, venue, capacity, .. } = date;
    let plan = Plan { starts, ends, venue, capacity, windows: SAID, ..Plan::default() };
    let changes = edit(&facts(teacher_he(), &date, 24 * 60), &plan).unwrap();
    let Some(Change::Occurrence(date)) = changes.last() else { panic!("the date is the last change: {changes:?}") };
    assert_eq!(date.windows, SAID);
    assert_eq!(date.closes(), Some(now().plus_ms(12 * HOUR_MS)));
    // The hours go with the date to another time.
    let later = Plan { starts: starts.plus_ms(HOUR_MS), ends: ends.plus_ms(HOUR_MS), ..plan };
    let changes = edit(&facts(teacher_he(), date, 24 * 60), &later).unwrap();
    let Some(Change::Occurrence(moved)) = changes.last() else { panic!("the date is the last change: {changes:?}") };
    assert_eq!(moved.closes(), Some(now().plus_ms(13 * HOUR_MS)));
}
