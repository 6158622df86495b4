//! Tests of [`super`]: see the names.

use super::*;
use crate::activity::Activity;
use crate::edit::Part;
use crate::id::{ActivityId, CommunityId, OrganizationId, ShiftId, SignupId};
use crate::lottery::Lottery;
use crate::occurrence::NOTE_MAX;
use crate::resident::Me;
use crate::sample::{facts, guizhen, id, lesson, now, opera, person, shift, teacher_he};
use crate::series::{Series, date_id};
use crate::shift::Shift;
use crate::venue::Venue;
use crate::when::HOUR_MS;

const ACTIVITY: ActivityId = ActivityId(uuid::Uuid::from_u128(500));
const LATER: Daytime = Daytime { from: Clock(15 * 60), until: Clock(17 * 60) };

/// The date so many weeks after tomorrow's, at nine for two hours.
fn date(weeks: i32) -> Occurrence {
    let (first, days) = (lesson(10), i64::from(weeks) * 7);
    let (starts, ends) = (first.starts.plus_ms(days * 24 * HOUR_MS), first.ends.plus_ms(days * 24 * HOUR_MS));
    let id = date_id(CommunityId::default(), ACTIVITY, starts.day());
    Occurrence { id, activity: ACTIVITY, starts, ends, ..first }
}

fn signup(n: u128, of: &Occurrence, state: SignupState) -> Signup {
    let who = person(n, "邻居");
    Signup {
        id: SignupId(id(n)),
        occurrence: of.id,
        organization: opera(),
        booker: who.clone(),
        party: vec![who],
        state,
        made: now(),
        changed: now(),
        clash: false,
        out_of_order: false,
        late: false,
        reason: String::new(),
        handed: None,
        unleased: false,
        entrusted: false,
    }
}

/// Three dates of a series: tomorrow's, and two with somebody on each.
fn running(actor: Me) -> Facts {
    let (first, second, third) = (date(0), date(1), date(2));
    let series = Series { rule: "FREQ=WEEKLY".into(), ..Series::default() };
    let on = |n: u128, date: &Occurrence| {
        (Occurrence { confirmed: 1, ..date.clone() }, vec![signup(n, date, SignupState::Confirmed)])
    };
    let long_ago = Plan::of(&date(-9));
    Facts {
        activity: Some(Activity {
            id: ACTIVITY,
            organization: opera(),
            series: Some(series.clone()),
            ..Activity::default()
        }),
        occurrence: Some(first),
        later: vec![on(2, &second), on(3, &third)],
        pattern: Some(Pattern { series, first: long_ago }),
        venue: Some(Venue::default()),
        ..facts(actor)
    }
}

fn dates(changes: &[Change]) -> Vec<&Occurrence> {
    let mut dates: Vec<&Occurrence> = changes
        .iter()
        .filter_map(|change| if let Change::Occurrence(date) = change { Some(date) } else { None })
        .collect();
    dates.sort_by_key(|date| date.starts);
    dates
}

fn signups(changes: &[Change]) -> Vec<&Signup> {
    changes.iter().filter_map(|change| if let Change::Signup(row) = change { Some(row) } else { None }).collect()
}

fn pattern(changes: &[Change]) -> &Pattern {
    let Some(Change::Series(_, Some(pattern))) = changes.last() else { panic!("the pattern is the last: {changes:?}") };
    pattern
}

#[test]
fn another_time_and_place_are_those_of_every_date_and_of_what_makes_them() {
    let venue = VenueId(id(701));
    let amendment = Amendment { hours: Some(LATER), venue: Some(venue), ..Amendment::default() };
    let changes = from_here(&running(teacher_he()), &amendment).unwrap();
    let changed = dates(&changes);
    assert_eq!(changed.len(), 3);
    for (date, before) in changed.iter().zip([date(0), date(1), date(2)]) {
        assert_eq!((date.id, date.venue, date.starts.day()), (before.id, venue, before.starts.day()));
        assert_eq!((date.starts.clock(), date.ends.clock()), (LATER.from, LATER.until));
    }
    assert_eq!(changed[1].confirmed, 1, "whoever has a place keeps it");
    assert!(signups(&changes).is_empty(), "and has nothing else then");
    let first = &pattern(&changes).first;
    assert_eq!((first.starts.clock(), first.ends.clock(), first.venue), (LATER.from, LATER.until, venue));
    assert_eq!(first.starts.day(), date(-9).starts.day());
    assert_eq!(pattern(&changes).series.rule, "FREQ=WEEKLY");
}

#[test]
fn a_date_that_was_changed_by_hand_keeps_what_is_not_touched() {
    let mut facts = running(teacher_he());
    let hand = &mut facts.later[0].0;
    (hand.capacity, hand.note, hand.starts) = (25, "讲身段".into(), hand.starts.plus_ms(HOUR_MS / 2));
    let places = Amendment { capacity: Some(12), ..Amendment::default() };
    let changes = from_here(&facts, &places).unwrap();
    let hand = dates(&changes)[1];
    assert_eq!((hand.capacity, hand.note.as_str(), hand.starts.clock()), (12, "讲身段", Clock(9 * 60 + 30)));
    let windows = Windows { closes: 24, ..Windows::default() };
    let note = Amendment { note: Some(" 带水杯 ".into()), windows: Some(windows), ..Amendment::default() };
    let changes = from_here(&facts, &note).unwrap();
    let hand = dates(&changes)[1];
    assert_eq!((hand.capacity, hand.note.as_str(), hand.windows), (25, "带水杯", windows));
    assert!(dates(&changes).iter().all(|date| date.windows == windows));
    assert_eq!((pattern(&changes).first.note.as_str(), pattern(&changes).first.capacity), ("带水杯", 10));
}

#[test]
fn what_somebody_added_by_hand_is_none_of_the_series() {
    let mut facts = running(teacher_he());
    let evening = Occurrence { id: OccurrenceId(id(801)), ..date(3) };
    facts.later.push((evening.clone(), Vec::new()));
    let changes = from_here(&facts, &Amendment { hours: Some(LATER), ..Amendment::default() }).unwrap();
    assert!(dates(&changes).iter().all(|date| date.id != evening.id));
    // The one that the leader looks at is changed, whoever made it.
    facts.occurrence.as_mut().unwrap().id = OccurrenceId(id(802));
    let changes = from_here(&facts, &Amendment { hours: Some(LATER), ..Amendment::default() }).unwrap();
    assert_eq!(dates(&changes).len(), 3);
}

#[test]
fn whoever_has_something_else_then_keeps_the_place_and_is_told() {
    let mut facts = running(teacher_he());
    let third = date(2);
    let starts = Moment::at(third.starts.day(), Clock(16 * 60));
    let other = Occurrence { id: OccurrenceId(id(810)), starts, ends: starts.plus_ms(HOUR_MS), ..lesson(9) };
    let there = Signup { id: SignupId(id(33)), ..signup(3, &other, SignupState::Confirmed) };
    facts.engagements = vec![(there, other, "书画课".into())];
    let moved = Amendment { hours: Some(LATER), ..Amendment::default() };
    let changes = from_here(&facts, &moved).unwrap();
    let [told] = signups(&changes)[..] else { panic!("{changes:?}") };
    assert_eq!((told.id, told.state, told.clash), (SignupId(id(3)), SignupState::Confirmed, true));
    let back =
        Amendment { hours: Some(Daytime { from: Clock(9 * 60), until: Clock(10 * 60) }), ..Amendment::default() };
    facts.later[1].1[0].clash = true;
    let changes = from_here(&facts, &back).unwrap();
    assert!(matches!(signups(&changes)[..], [told] if !told.clash), "and is told when it fits again");
    let place = Amendment { venue: Some(VenueId(id(701))), ..Amendment::default() };
    assert!(signups(&from_here(&facts, &place).unwrap()).is_empty(), "another place moves nobody's time");
}

#[test]
fn more_places_move_every_list_up_in_the_order_of_its_tickets() {
    let mut facts = running(teacher_he());
    let waits = |ticket: i64| SignupState::Waiting { ticket, position: u32::try_from(ticket).unwrap() };
    let (full, people) = &mut facts.later[0];
    (full.confirmed, full.capacity, full.waiting) = (1, 1, 2);
    people.extend([signup(12, full, waits(2)), signup(11, full, waits(1))]);
    let changes = from_here(&facts, &Amendment { capacity: Some(2), ..Amendment::default() }).unwrap();
    let states: Vec<_> = signups(&changes).iter().map(|row| (row.id, row.state)).collect();
    let position = SignupState::Waiting { ticket: 2, position: 1 };
    assert_eq!(states, [(SignupId(id(11)), SignupState::Confirmed), (SignupId(id(12)), position)]);
    let full = dates(&changes)[1];
    assert_eq!((dates(&changes).len(), full.confirmed, full.waiting, full.capacity), (3, 2, 1, 2));
}

#[test]
fn where_one_date_cannot_follow_none_is_changed() {
    let mut facts = running(teacher_he());
    (facts.later[1].0.confirmed, facts.later[1].0.held, facts.later[1].0.kept) = (3, 1, 2);
    let fewer = |capacity| from_here(&facts, &Amendment { capacity: Some(capacity), ..Amendment::default() });
    assert_eq!(fewer(5), Err(Refusal::PlacesGiven { starts: date(2).starts, least: 6 }));
    assert_eq!(fewer(6).map(|changes| dates(&changes).len()), Ok(3));
    let mut facts = running(teacher_he());
    let closes = facts.later[0].0.starts.plus_ms(-24 * HOUR_MS);
    facts.later[0].0.lottery = Some(Lottery { closes, ..Lottery::default() });
    let windows = Some(Windows { closes: 3, ..Windows::default() });
    let refused = from_here(&facts, &Amendment { windows, ..Amendment::default() });
    assert!(matches!(refused, Err(Refusal::WindowHours { .. })), "the draw says until when: {refused:?}");
}

#[test]
fn a_lottery_moves_with_its_date() {
    let mut facts = running(teacher_he());
    let closes = facts.later[0].0.starts.plus_ms(-24 * HOUR_MS);
    facts.later[0].0.lottery = Some(Lottery { closes, commitment: "ab".into(), ..Lottery::default() });
    let changes = from_here(&facts, &Amendment { hours: Some(LATER), ..Amendment::default() }).unwrap();
    let lottery = dates(&changes)[1].lottery.clone().unwrap();
    assert_eq!((lottery.closes, lottery.commitment.as_str()), (closes.plus_ms(6 * HOUR_MS), "ab"));
}

#[test]
fn what_no_calendar_or_hall_can_hold_is_refused() {
    let facts = running(teacher_he());
    let refused = |amendment: Amendment| from_here(&facts, &amendment).unwrap_err();
    for (from, until) in [(900, 900), (900, 800), (900, 24 * 60), (25 * 60, 26 * 60), (u16::MAX, u16::MAX)] {
        let hours = Some(Daytime { from: Clock(from), until: Clock(until) });
        assert_eq!(refused(Amendment { hours, ..Amendment::default() }), Refusal::EndsBeforeStarts, "{from}–{until}");
    }
    let none = Amendment { capacity: Some(0), ..Amendment::default() };
    assert!(matches!(refused(none), Refusal::CapacityOutOfRange { .. }));
    let long = Amendment { note: Some("长".repeat(NOTE_MAX + 1)), ..Amendment::default() };
    assert_eq!(refused(long), Refusal::WordsTooLong { max: NOTE_MAX });
    let nowhere = Amendment { venue: Some(VenueId(id(9))), ..Amendment::default() };
    assert_eq!(from_here(&Facts { venue: None, ..running(teacher_he()) }, &nowhere), Err(Refusal::NotFound));
    // Today's date cannot be moved to this morning.
    let mut today = running(teacher_he());
    let starts = now().plus_ms(HOUR_MS);
    today.occurrence = Some(Occurrence { starts, ends: starts.plus_ms(HOUR_MS), ..lesson(10) });
    let early = Daytime { from: Clock(7 * 60), until: Clock(8 * 60) };
    let refused = from_here(&today, &Amendment { hours: Some(early), ..Amendment::default() });
    assert_eq!(refused, Err(Refusal::InThePast));
}

#[test]
fn only_those_who_run_it_change_it_and_only_what_has_not_begun() {
    let amendment = Amendment { hours: Some(LATER), ..Amendment::default() };
    assert_eq!(from_here(&running(guizhen()), &amendment), Err(Refusal::NotAllowed));
    let mut foreign = running(teacher_he());
    foreign.occurrence.as_mut().unwrap().organization = OrganizationId(id(901));
    assert_eq!(from_here(&foreign, &amendment), Err(Refusal::NotAllowed));
    let mut begun = running(teacher_he());
    begun.occurrence.as_mut().unwrap().starts = now();
    assert_eq!(from_here(&begun, &amendment), Err(Refusal::OccurrenceStarted));
    begun.occurrence = None;
    assert_eq!(from_here(&begun, &amendment), Err(Refusal::NotFound));
}

#[test]
fn a_phone_shows_the_dates_and_knows_nothing_of_what_makes_them() {
    let phone = Facts { pattern: None, ..running(teacher_he()) };
    let changes = from_here(&phone, &Amendment { capacity: Some(12), ..Amendment::default() }).unwrap();
    assert_eq!(dates(&changes).len(), 3);
    assert!(!changes.iter().any(|change| matches!(change, Change::Series(..))));
}

#[test]
fn only_what_differs_is_said() {
    let before = Plan { note: "带水杯".into(), ..Plan::of(&date(0)) };
    assert_eq!(Amendment::between(&before, &before), Amendment::default());
    let spaces = Plan { note: " 带水杯 ".into(), ..before.clone() };
    assert_eq!(Amendment::between(&before, &spaces), Amendment::default());
    let after =
        Plan { starts: before.starts.plus_ms(6 * HOUR_MS), ends: before.ends.plus_ms(6 * HOUR_MS), ..before.clone() };
    let amendment = Amendment { hours: Some(LATER), ..Amendment::default() };
    assert_eq!(Amendment::between(&before, &after), amendment);
    assert_eq!(amendment.over(&before), after);
    let emptied = Plan { note: String::new(), capacity: 4, ..before.clone() };
    let amendment = Amendment::between(&before, &emptied);
    assert_eq!((amendment.note.as_deref(), amendment.capacity), (Some(""), Some(4)));
    assert_eq!(amendment.over(&before), emptied);
}

/// A leader whose form began with the first date as it was types something else while another has changed it to `now`.
fn over(now: Occurrence, typed: fn(&mut Plan)) -> Result<Vec<Change>, Refusal> {
    let before = Plan::of(&date(0));
    let mut plan = before.clone();
    typed(&mut plan);
    let facts = Facts { occurrence: Some(now), ..running(teacher_he()) };
    from_here_over(&facts, &Amendment::between(&before, &plan), Some(&before))
}

#[test]
fn what_another_has_changed_meanwhile_stays_or_is_in_the_way() {
    let places = |plan: &mut Plan| plan.capacity = 12;
    let noted = over(Occurrence { note: "带水杯".into(), ..date(0) }, places).unwrap();
    assert_eq!((dates(&noted)[0].note.as_str(), dates(&noted)[0].capacity), ("带水杯", 12), "another part");
    let same = over(Occurrence { capacity: 12, ..date(0) }, places);
    assert!(same.is_ok(), "both want the same");
    let otherwise = over(Occurrence { capacity: 15, ..date(0) }, places);
    assert_eq!(otherwise, Err(Refusal::ChangedMeanwhile { part: Part::Places }));
    let later = Occurrence { starts: date(0).starts.plus_ms(HOUR_MS), ends: date(0).ends.plus_ms(HOUR_MS), ..date(0) };
    assert_eq!(
        over(later, |plan| plan.ends = plan.ends.plus_ms(HOUR_MS)),
        Err(Refusal::ChangedMeanwhile { part: Part::When })
    );
}

#[test]
fn the_shifts_of_every_date_go_with_it() {
    let mut facts = running(teacher_he());
    let evening = Occurrence { id: OccurrenceId(id(801)), ..date(3) };
    let of = |n: u128, date: &Occurrence| {
        let Occurrence { id: of, starts, ends, .. } = *date;
        (Shift { id: ShiftId(id(n)), occurrence: Some(of), starts, ends, ..shift(1, 2) }, Vec::new())
    };
    facts.shifts = vec![of(1, &date(0)), of(2, &date(2)), of(3, &evening)];
    facts.later.push((evening, Vec::new()));
    let changes = from_here(&facts, &Amendment { hours: Some(LATER), ..Amendment::default() }).unwrap();
    let shifts = changes.iter().filter_map(|change| if let Change::Shift(row) = change { Some(row) } else { None });
    let moved: Vec<_> = shifts.map(|row| (row.id.0, row.starts.clock(), row.ends.clock())).collect();
    assert_eq!(moved, [(id(1), LATER.from, LATER.until), (id(2), LATER.from, LATER.until)], "not of one added by hand");
}
