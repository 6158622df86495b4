//! Tests of [`super`]: the rules, and what must hold for every draw, said without the code under test.

use super::*;
use crate::activity::Activity;
use crate::facts::Engagement;
use crate::id::{OccurrenceId, ResidentId};
use crate::occurrence;
use crate::offer;
use crate::resident::{Me, Person};
use crate::sample::{guizhen, id, jianguo, lesson, now, opera, teacher_he};
use crate::signup;
use crate::venue::Venue;
use proptest::prelude::*;

/// The calligraphy course tomorrow at nine; entries close twelve hours before.
fn course(capacity: u32) -> Occurrence {
    let date = lesson(capacity);
    let closes = date.starts.plus_ms(-12 * HOUR_MS);
    Occurrence { lottery: Some(Lottery { closes, commitment: "c0".into(), ..Lottery::default() }), ..date }
}

fn facts(actor: Me, date: Occurrence) -> Facts {
    Facts { occurrence: Some(date), venue: Some(Venue::default()), ..crate::sample::facts(actor) }
}

fn party(n: u128, people: usize) -> Signup {
    let who = |m: usize| Person { id: ResidentId(id(n * 100 + m as u128)), name: format!("邻居{n}-{m}") };
    Signup {
        id: SignupId(id(n)),
        occurrence: lesson(1).id,
        organization: opera(),
        booker: who(0),
        party: (0..people).map(who).collect(),
        state: SignupState::Entered,
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

fn entry(n: u128, people: usize, class: u32, value: u8) -> Entry {
    Entry { signup: party(n, people), class, value: vec![value; 32] }
}

fn date_of(changes: &[Change]) -> Occurrence {
    let Some(Change::Occurrence(date)) = changes.last() else { panic!("the date is the last change: {changes:?}") };
    date.clone()
}

fn row(changes: &[Change], n: u128) -> Signup {
    let of = |change: &Change| match change {
        Change::Signup(row) if row.id == SignupId(id(n)) => Some(row.clone()),
        _ => None,
    };
    changes.iter().rev().find_map(of).unwrap()
}

fn enter(actor: Me, date: Occurrence) -> Result<Vec<Change>, Refusal> {
    let me = actor.id;
    signup::sign_up(&facts(actor, date), SignupId(id(1)), &[me])
}

/// Who won, in the order of the draw.
fn winners(draw: &Draw) -> Vec<u128> {
    draw.drawn.iter().filter(|drawn| drawn.won).map(|drawn| drawn.signup.0.as_u128()).collect()
}

#[test]
fn entering_takes_no_place_and_draws_no_ticket() {
    let changes = enter(guizhen(), course(1)).unwrap();
    let date = date_of(&changes);
    assert_eq!(row(&changes, 1).state, SignupState::Entered);
    assert_eq!((date.confirmed, date.waiting, date.last_ticket), (0, 0, 0));
    assert_eq!(date.lottery.map(|lottery| lottery.entered), Some(1));
}

#[test]
fn entries_close_and_after_the_draw_it_is_first_come_first_served() {
    let since = now();
    let mut date = course(1);
    date.lottery.as_mut().unwrap().closes = since;
    assert_eq!(enter(guizhen(), date.clone()), Err(Refusal::EntriesClosed { since }));
    date.lottery.as_mut().unwrap().seed = Some("5eed".into());
    assert_eq!(row(&enter(guizhen(), date.clone()).unwrap(), 1).state, SignupState::Confirmed);
    date.confirmed = 1;
    assert!(matches!(row(&enter(guizhen(), date).unwrap(), 1).state, SignupState::Waiting { ticket: 1, .. }));
}

#[test]
fn whoever_has_entered_may_withdraw() {
    let changes = enter(guizhen(), course(1)).unwrap();
    let mut facts = facts(guizhen(), date_of(&changes));
    facts.signup = Some(row(&changes, 1));
    let changes = signup::cancel(&facts).unwrap();
    assert_eq!(row(&changes, 1).state, SignupState::Cancelled);
    let date = date_of(&changes);
    assert_eq!((date.lottery.map(|lottery| lottery.entered), date.waiting), (Some(0), 0));
}

#[test]
fn nobody_enters_twice_or_with_a_place_elsewhere_at_that_time() {
    let twice = enter(guizhen(), course(1)).unwrap();
    let mut again = facts(guizhen(), date_of(&twice));
    again.engagements = vec![(row(&twice, 1), date_of(&twice), "书法".into())];
    let refused = signup::sign_up(&again, SignupId(id(2)), &[guizhen().id]);
    assert_eq!(refused, Err(Refusal::AlreadySignedUp { name: "周桂珍".into() }));
    let other = Occurrence { id: OccurrenceId(id(801)), ..lesson(9) };
    let seated = Signup { occurrence: other.id, state: SignupState::Confirmed, ..row(&twice, 1) };
    again.engagements = vec![(seated, other, "越剧".into())];
    let refused = signup::sign_up(&again, SignupId(id(2)), &[guizhen().id]);
    assert_eq!(refused, Err(Refusal::TimeClash { name: "周桂珍".into(), title: "越剧".into() }));
}

#[test]
fn calling_it_off_tells_everyone_who_has_entered() {
    let mut facts = facts(teacher_he(), course(1));
    facts.entered = vec![party(1, 2), party(2, 1)];
    facts.occurrence.as_mut().unwrap().lottery.as_mut().unwrap().entered = 3;
    let changes = occurrence::cancel(&facts, "老师生病").unwrap();
    assert!([1, 2].iter().all(|n| row(&changes, *n).state == SignupState::CalledOff));
    assert_eq!(date_of(&changes).lottery.map(|lottery| lottery.entered), Some(0));
}

fn plan(date: &Occurrence, lottery_hours: Option<u32>) -> Plan {
    let Occurrence { starts, ends, venue, capacity, .. } = *date;
    Plan { starts, ends, venue, capacity, lottery_hours, ..Plan::default() }
}

#[test]
fn a_lottery_is_made_changed_and_ended_only_while_nobody_has_signed_up() {
    let edit = |date: &Occurrence, hours| occurrence::edit(&facts(teacher_he(), date.clone()), &plan(date, hours));
    let made = date_of(&edit(&lesson(5), Some(3)).unwrap());
    assert_eq!(made.lottery_hours(), Some(3));
    let kept = date_of(&edit(&course(5), Some(6)).unwrap());
    assert_eq!((kept.lottery_hours(), kept.lottery.unwrap().commitment.as_str()), (Some(6), "c0"));
    assert_eq!(date_of(&edit(&course(5), None).unwrap()).lottery, None);
    let mut entered = course(5);
    entered.lottery.as_mut().unwrap().entered = 1;
    assert_eq!(edit(&entered, None), Err(Refusal::LotteryFixed));
    assert_eq!(date_of(&edit(&entered, Some(6)).unwrap()).lottery.unwrap().entered, 1);
    assert_eq!(edit(&Occurrence { confirmed: 1, ..lesson(5) }, Some(3)), Err(Refusal::LotteryFixed));
}

#[test]
fn a_lottery_that_nobody_could_enter_is_refused() {
    for hours in [0, 24, 25, HOURS_MAX + 1, u32::MAX] {
        let refused = occurrence::edit(&facts(teacher_he(), lesson(5)), &plan(&lesson(5), Some(hours)));
        assert_eq!(refused, Err(Refusal::LotteryHours { max: HOURS_MAX }), "{hours}");
    }
}

#[test]
fn once_closed_it_stays_as_it_is_and_the_rest_of_the_date_may_change() {
    let mut closed = course(5);
    closed.lottery.as_mut().unwrap().closes = now();
    closed.lottery.as_mut().unwrap().entered = 2;
    let changes = occurrence::edit(&facts(teacher_he(), closed.clone()), &plan(&closed, Some(1))).unwrap();
    assert_eq!(date_of(&changes).lottery, closed.lottery);
}

#[test]
fn every_date_of_a_series_closes_its_entries_by_its_own_beginning() {
    let next = Plan { starts: lesson(5).starts.plus_ms(48 * HOUR_MS), ..plan(&lesson(5), Some(3)) };
    let made = crate::series::date(&crate::activity::Activity::default(), OccurrenceId(id(802)), &next);
    assert_eq!(made.lottery.map(|lottery| lottery.closes), Some(next.starts.plus_ms(-3 * HOUR_MS)));
}

#[test]
fn those_who_were_served_least_come_first_then_the_smaller_value() {
    let entries = vec![entry(1, 1, 2, 1), entry(2, 1, 0, 9), entry(3, 1, 0, 4), entry(4, 1, 1, 0)];
    let draw = draw(&facts(teacher_he(), course(3)), "5eed", entries).unwrap();
    assert_eq!(winners(&draw), [3, 2, 4]);
    let date = date_of(&draw.changes);
    assert_eq!((date.confirmed, date.waiting, date.last_ticket, draw.places), (3, 1, 4, 3));
    assert_eq!(row(&draw.changes, 1).state, SignupState::Waiting { ticket: 4, position: 1 });
    let lottery = date.lottery.unwrap();
    assert_eq!((lottery.seed.as_deref(), lottery.entered, lottery.drawn), (Some("5eed"), 0, Some(now())));
    assert!(date_of(&draw.changes).drew(&row(&draw.changes, 1)) && date_of(&draw.changes).drew(&row(&draw.changes, 3)));
}

#[test]
fn a_party_too_large_for_the_rest_is_not_overtaken() {
    let entries = vec![entry(1, 2, 0, 1), entry(2, 2, 0, 2), entry(3, 1, 0, 3)];
    let draw = draw(&facts(teacher_he(), course(3)), "5eed", entries).unwrap();
    assert_eq!(winners(&draw), [1]);
    assert_eq!(row(&draw.changes, 2).state, SignupState::Waiting { ticket: 2, position: 1 });
    assert_eq!(row(&draw.changes, 3).state, SignupState::Waiting { ticket: 3, position: 2 });
}

#[test]
fn a_party_with_a_place_elsewhere_is_passed_over_and_keeps_its_turn() {
    let mut facts = facts(teacher_he(), course(1));
    let other = Occurrence { id: OccurrenceId(id(801)), ..lesson(9) };
    let seated = Signup { id: SignupId(id(9)), occurrence: other.id, state: SignupState::Confirmed, ..party(1, 1) };
    let engagement: Engagement = (seated, other, "越剧".into());
    facts.engagements = vec![engagement];
    let draw = draw(&facts, "5eed", vec![entry(1, 1, 0, 1), entry(2, 1, 0, 2)]).unwrap();
    assert_eq!(winners(&draw), [2]);
    assert!(draw.drawn[0].clash && row(&draw.changes, 1).clash);
    assert_eq!(row(&draw.changes, 1).state, SignupState::Waiting { ticket: 1, position: 1 });
}

#[test]
fn what_was_drawn_is_not_drawn_again_and_no_entries_are_a_draw_too() {
    let mut facts = facts(jianguo(), course(3));
    let date = date_of(&draw(&facts, "5eed", Vec::new()).unwrap().changes);
    assert_eq!((date.confirmed, date.last_ticket), (0, 0));
    facts.occurrence = Some(date);
    assert_eq!(draw(&facts, "other", vec![entry(1, 1, 0, 1)]), Err(Refusal::NotFound));
    facts.occurrence = Some(lesson(3));
    assert_eq!(draw(&facts, "other", Vec::new()), Err(Refusal::NotFound));
}

#[test]
fn what_is_drawn_is_given_and_only_what_is_given_back_later_is_offered() {
    let mut facts = facts(teacher_he(), course(1));
    facts.activity = Some(Activity { offers: true, ..Activity::default() });
    facts.now = now().plus_ms(1);
    let drawn = draw(&facts, "5eed", vec![entry(1, 1, 0, 1), entry(2, 1, 0, 2)]).unwrap().changes;
    assert_eq!((row(&drawn, 1).state, date_of(&drawn).held), (SignupState::Confirmed, 0));
    facts.occurrence = Some(date_of(&drawn));
    facts.signup = Some(row(&drawn, 1));
    facts.waiting = vec![row(&drawn, 2)];
    let changes = signup::cancel(&facts).unwrap();
    assert!(matches!(row(&changes, 2).state, SignupState::Offered { ticket: 2, .. }));
    let date = date_of(&changes);
    assert_eq!((date.confirmed, date.held, date.waiting), (0, 1, 0));
}

#[test]
fn nobody_is_given_a_place_out_of_a_lottery_by_hand() {
    let mut facts = facts(teacher_he(), course(3));
    facts.signup = Some(party(1, 1));
    assert_eq!(offer::offer_to(&facts), Err(Refusal::NotFound));
    facts.signup = Some(party(1, 1).with(SignupState::Waiting { ticket: 1, position: 1 }, now()));
    assert!(offer::offer_to(&facts).is_ok());
}

/// Some parties: how many people, how often served, and their value.
fn parties() -> impl Strategy<Value = Vec<(usize, u32, u8)>> {
    prop::collection::vec((1..5usize, 0..4u32, any::<u8>()), 0..24)
}

fn entries(parties: &[(usize, u32, u8)]) -> Vec<Entry> {
    (1..).zip(parties).map(|(n, (people, class, value))| entry(n, *people, *class, *value)).collect()
}

proptest! {
    #[test]
    fn nobody_is_lost_and_no_place_is_given_twice(parties in parties(), capacity in 1..30u32) {
        let draw = draw(&facts(teacher_he(), course(capacity)), "5eed", entries(&parties)).unwrap();
        let (mut seated, mut waits, mut tickets) = (0, 0, Vec::new());
        for (n, (people, ..)) in (1..).zip(&parties) {
            match row(&draw.changes, n).state {
                SignupState::Confirmed => seated += *people as u32,
                SignupState::Waiting { ticket, position } => {
                    waits += *people as u32;
                    tickets.push((ticket, position));
                }
                other => panic!("drawn, and yet {other:?}"),
            }
        }
        let date = date_of(&draw.changes);
        prop_assert!(seated <= capacity);
        prop_assert_eq!((date.confirmed, date.waiting), (seated, waits));
        tickets.sort_unstable();
        prop_assert!(tickets.windows(2).all(|pair| pair[0].0 < pair[1].0));
        prop_assert!(tickets.iter().map(|(_, position)| *position).eq(1..=tickets.len() as u32));
    }

    #[test]
    fn nobody_is_served_again_before_somebody_who_was_served_less(parties in parties(), capacity in 1..30u32) {
        let draw = draw(&facts(teacher_he(), course(capacity)), "5eed", entries(&parties)).unwrap();
        let of = |won: bool| draw.drawn.iter().filter(move |drawn| drawn.won == won).map(|drawn| drawn.class);
        if let (Some(most), Some(least)) = (of(true).max(), of(false).min()) {
            prop_assert!(most <= least, "won with {}, waits with {}", most, least);
        }
        // Who waits first would not have fitted.
        let taken: u32 = draw.drawn.iter().filter(|drawn| drawn.won).map(|drawn| drawn.seats).sum();
        let next = draw.drawn.iter().find(|drawn| !drawn.won);
        prop_assert!(next.is_none_or(|next| taken + next.seats > capacity));
    }

    #[test]
    fn names_times_and_the_order_of_the_entries_make_no_difference(
        parties in parties(),
        capacity in 1..30u32,
        turn in 0..24usize,
    ) {
        let facts = facts(teacher_he(), course(capacity));
        let first = draw(&facts, "5eed", entries(&parties)).unwrap();
        let mut others = entries(&parties);
        for (n, entry) in (0_i64..).zip(&mut others) {
            entry.signup.made = now().plus_ms(-n * HOUR_MS);
            entry.signup.booker.name = format!("别人{n}");
            for person in &mut entry.signup.party {
                *person = Person { id: ResidentId(id(9_000_000 - person.id.0.as_u128())), name: "谁".into() };
            }
        }
        others.reverse();
        let at = turn.min(others.len());
        others.rotate_left(at);
        let second = draw(&facts, "5eed", others).unwrap();
        prop_assert_eq!(first.drawn, second.drawn);
    }
}
