//! The hours that count, and those that do not; and who gets an offer, when.

use super::*;
use crate::activity::Activity;
use crate::id::SignupId;
use crate::occurrence::{self, Occurrence, Plan};
use crate::resident::Me;
use crate::sample::{guizhen, id, jianguo, lesson, meihua, now, teacher_he};
use crate::signup;
use crate::venue::Venue;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// An hour of a day of the community.
fn at(day: i64, hour: i64) -> Moment {
    Moment(day * DAY_MS + hour * HOUR_MS - OFFSET_MS)
}

#[test]
fn the_night_does_not_count() {
    let far = at(30, 0);
    assert_eq!(until(at(1, 9), 4, far), at(1, 13));
    assert_eq!(until(at(1, 16), 4, far), at(1, 20));
    assert_eq!(until(at(1, 18), 4, far), at(2, 10));
    assert_eq!(until(at(1, 23), 4, far), at(2, 12));
    assert_eq!(until(at(2, 3), 4, far), at(2, 12));
    assert_eq!(until(at(1, 9), 24, far), at(3, 9));
}

#[test]
fn it_never_goes_past_the_start() {
    assert_eq!(until(at(1, 18), 4, at(2, 9)), at(2, 9));
}

#[test]
fn exactly_the_hours_given_are_daytime() {
    let counts = |ms: i64| (OPEN_MS..OPEN_MS + DAYTIME_MS).contains(&(ms + OFFSET_MS).rem_euclid(DAY_MS));
    for start in 0..48 {
        for hours in 1..30 {
            let now = at(1, start);
            let end = until(now, hours, at(90, 0));
            let mut counted = 0_u32;
            let mut hour = now.0;
            while hour < end.0 {
                counted += u32::from(counts(hour));
                hour += HOUR_MS;
            }
            assert_eq!(counted, hours, "from hour {start}");
        }
    }
}

/// A date whose freed places are offered, and everyone who signed up for it.
struct Hall {
    now: Moment,
    date: Occurrence,
    signups: BTreeMap<SignupId, Signup>,
}

impl Hall {
    fn of(capacity: u32) -> Hall {
        Hall { now: now(), date: lesson(capacity), signups: BTreeMap::new() }
    }

    /// One place: 何秀英 has it, 周桂珍 and then 沈建国 wait.
    fn full() -> Hall {
        let mut hall = Hall::of(1);
        for (n, who) in (1..).zip([teacher_he(), guizhen(), jianguo()]) {
            hall.sign_up(n, who, 1).unwrap();
        }
        hall
    }

    fn facts(&self, actor: Me, about: u128) -> Facts {
        let mut facts = crate::sample::facts(actor);
        facts.now = self.now;
        facts.occurrence = Some(self.date.clone());
        facts.activity = Some(Activity { offers: true, ..Activity::default() });
        facts.venue = Some(Venue::default());
        facts.signup = self.signups.get(&SignupId(id(about))).cloned();
        let of = |test: fn(SignupState) -> bool| -> Vec<Signup> {
            self.signups.values().filter(|signup| test(signup.state)).cloned().collect()
        };
        facts.waiting = of(|state| matches!(state, SignupState::Waiting { .. }));
        facts.waiting.sort_by_key(ticket);
        facts.waiting_parties = facts.waiting.len() as u32;
        facts.seated = of(|state| state == SignupState::Confirmed);
        facts.offered = of(|state| matches!(state, SignupState::Offered { .. }));
        let live = self.signups.values().filter(|signup| signup.live());
        facts.engagements = live.map(|signup| (signup.clone(), self.date.clone(), "越剧".into())).collect();
        facts
    }

    fn keep(&mut self, changes: Result<Vec<Change>, Refusal>) -> Result<(), Refusal> {
        for change in changes? {
            match change {
                Change::Signup(row) => drop(self.signups.insert(row.id, row)),
                Change::Occurrence(row) => self.date = row,
                other => panic!("nothing else changes: {other:?}"),
            }
        }
        Ok(())
    }

    fn sign_up(&mut self, n: u128, actor: Me, people: usize) -> Result<(), Refusal> {
        let party: Vec<_> = actor.household().into_iter().take(people).map(|person| person.id).collect();
        let facts = self.facts(actor, n);
        self.keep(signup::sign_up(&facts, SignupId(id(n)), &party))
    }

    fn cancel(&mut self, n: u128, actor: Me) -> Result<(), Refusal> {
        let facts = self.facts(actor, n);
        self.keep(signup::cancel(&facts))
    }

    fn accept(&mut self, n: u128, actor: Me) -> Result<(), Refusal> {
        let facts = self.facts(actor, n);
        self.keep(accept(&facts))
    }

    fn offer_to(&mut self, n: u128, actor: Me) -> Result<(), Refusal> {
        let facts = self.facts(actor, n);
        self.keep(offer_to(&facts))
    }

    fn later(&mut self, hours: i64) {
        self.now = self.now.plus_ms(hours * HOUR_MS);
        let facts = self.facts(teacher_he(), 0);
        self.keep(Ok(lapse(&facts))).unwrap();
    }

    fn edit(&mut self, capacity: u32) -> Result<(), Refusal> {
        let Occurrence { starts, ends, venue, .. } = self.date;
        let plan = Plan { starts, ends, venue, capacity, ..Plan::default() };
        let facts = self.facts(teacher_he(), 0);
        self.keep(occurrence::edit(&facts, &plan))
    }

    fn state(&self, n: u128) -> SignupState {
        self.signups[&SignupId(id(n))].state
    }

    fn counts(&self) -> (u32, u32, u32) {
        (self.date.confirmed, self.date.held, self.date.waiting)
    }

    fn people(&self, test: fn(SignupState) -> bool) -> u32 {
        self.signups.values().filter(|signup| test(signup.state)).map(Signup::seats).sum()
    }
}

fn ticket(signup: &Signup) -> i64 {
    if let SignupState::Waiting { ticket, .. } = signup.state { ticket } else { 0 }
}

/// An offer with a ticket that was made at nine, when the tests begin.
fn offered(ticket: i64) -> SignupState {
    SignupState::Offered { ticket, until: now().plus_ms(4 * HOUR_MS) }
}

#[test]
fn a_freed_place_is_held_for_the_head_who_takes_it() {
    let mut hall = Hall::full();
    hall.cancel(1, teacher_he()).unwrap();
    assert_eq!((hall.state(2), hall.counts()), (offered(1), (0, 1, 1)));
    assert_eq!(hall.state(3), SignupState::Waiting { ticket: 2, position: 1 });
    assert_eq!(hall.accept(3, jianguo()), Err(Refusal::OfferOver), "nothing is offered to the next");
    assert_eq!(hall.accept(2, jianguo()), Err(Refusal::NotFound), "nobody answers for a neighbour");
    hall.accept(2, guizhen()).unwrap();
    assert_eq!((hall.state(2), hall.counts()), (SignupState::Confirmed, (1, 0, 1)));
    assert_eq!(hall.accept(2, guizhen()), Err(Refusal::AlreadySaid));
}

#[test]
fn who_began_to_wait_in_the_moment_in_which_a_place_is_freed_is_asked_like_everyone() {
    let mut hall = Hall::full();
    hall.cancel(1, teacher_he()).unwrap();
    let head = &hall.signups[&SignupId(id(2))];
    assert_eq!((head.made, head.changed, head.state), (hall.now, hall.now, offered(1)));
}

#[test]
fn what_is_declined_or_not_answered_goes_to_the_next() {
    let mut declined = Hall::full();
    declined.cancel(1, teacher_he()).unwrap();
    declined.cancel(2, guizhen()).unwrap();
    assert_eq!((declined.state(2), declined.state(3)), (SignupState::Cancelled, offered(2)));
    assert_eq!(declined.counts(), (0, 1, 0));
    let mut lapsed = Hall::full();
    lapsed.cancel(1, teacher_he()).unwrap();
    lapsed.later(3);
    assert_eq!(lapsed.state(2), offered(1), "it stands for four hours");
    lapsed.later(1);
    assert_eq!(lapsed.state(2), SignupState::Lapsed);
    assert!(matches!(lapsed.state(3), SignupState::Offered { ticket: 2, .. }));
    assert_eq!(lapsed.accept(2, guizhen()), Err(Refusal::OfferOver));
    assert_eq!(lapsed.counts(), (0, 1, 0));
}

#[test]
fn a_leader_answers_for_somebody_who_phoned() {
    let mut hall = Hall::full();
    hall.cancel(1, teacher_he()).unwrap();
    hall.accept(2, teacher_he()).unwrap();
    assert_eq!(hall.state(2), SignupState::Confirmed);
}

#[test]
fn a_newcomer_who_passes_those_elsewhere_is_not_asked_back() {
    let mut hall = Hall::of(1);
    hall.sign_up(1, teacher_he(), 1).unwrap();
    hall.sign_up(2, guizhen(), 1).unwrap();
    let mut other = lesson(5);
    other.id = crate::id::OccurrenceId(id(801));
    let mut place = hall.signups[&SignupId(id(2))].clone();
    (place.id, place.occurrence, place.state) = (SignupId(id(9)), other.id, SignupState::Confirmed);
    let mut facts = hall.facts(teacher_he(), 1);
    facts.engagements.push((place.clone(), other.clone(), "书画".into()));
    hall.keep(signup::cancel(&facts)).unwrap();
    assert_eq!(hall.state(2), SignupState::Waiting { ticket: 1, position: 1 });
    let mut facts = hall.facts(jianguo(), 3);
    facts.engagements.push((place, other, "书画".into()));
    hall.keep(signup::sign_up(&facts, SignupId(id(3)), &[jianguo().id])).unwrap();
    assert_eq!((hall.state(3), hall.counts()), (SignupState::Confirmed, (1, 0, 1)));
}

#[test]
fn shortly_before_the_start_nobody_is_asked() {
    let mut hall = Hall::full();
    hall.later(21);
    hall.cancel(1, teacher_he()).unwrap();
    assert_eq!((hall.state(2), hall.counts()), (SignupState::Confirmed, (1, 0, 1)));
}

#[test]
fn a_small_party_may_be_asked_before_its_turn() {
    let mut hall = Hall::of(1);
    hall.sign_up(1, guizhen(), 2).unwrap();
    hall.sign_up(2, jianguo(), 1).unwrap();
    assert_eq!(hall.offer_to(2, jianguo()), Err(Refusal::NotFound));
    assert_eq!(hall.offer_to(1, teacher_he()), Err(Refusal::NoRoom { free: 1 }));
    hall.offer_to(2, teacher_he()).unwrap();
    assert_eq!((hall.state(2), hall.counts()), (offered(2), (0, 1, 2)));
    assert!(hall.signups[&SignupId(id(2))].out_of_order);
    assert_eq!(hall.state(1), SignupState::Waiting { ticket: 1, position: 1 });
    assert_eq!(hall.offer_to(2, teacher_he()), Err(Refusal::AlreadySaid));
    assert_eq!(hall.edit(0), Err(Refusal::CapacityOutOfRange { max: occurrence::CAPACITY_MAX }));
}

#[test]
fn a_place_that_is_held_is_not_taken_away() {
    let mut hall = Hall::of(2);
    for (n, who) in (1..).zip([teacher_he(), meihua(), jianguo()]) {
        hall.sign_up(n, who, 1).unwrap();
    }
    hall.cancel(1, teacher_he()).unwrap();
    assert_eq!(hall.edit(1), Err(Refusal::CapacityBelowConfirmed { confirmed: 2 }));
    let facts = hall.facts(teacher_he(), 0);
    hall.keep(occurrence::cancel(&facts, "下雨")).unwrap();
    assert_eq!((hall.state(3), hall.counts()), (SignupState::CalledOff, (0, 0, 0)));
}

#[test]
fn an_offer_ends_when_a_date_that_was_moved_begins() {
    let mut hall = Hall::full();
    hall.cancel(1, teacher_he()).unwrap();
    let moved = |hall: &mut Hall, hours: i64| {
        let starts = hall.now.plus_ms(hours * HOUR_MS);
        let Occurrence { venue, capacity, .. } = hall.date;
        let plan = Plan { starts, ends: starts.plus_ms(HOUR_MS), venue, capacity, ..Plan::default() };
        let facts = hall.facts(teacher_he(), 0);
        hall.keep(occurrence::edit(&facts, &plan)).unwrap();
    };
    moved(&mut hall, 48);
    assert_eq!(hall.state(2), offered(1), "there is as much time as there was");
    moved(&mut hall, 2);
    assert_eq!(hall.state(2), SignupState::Offered { ticket: 1, until: hall.date.starts });
    assert_eq!(hall.counts(), (0, 1, 1));
}

proptest! {
    #[test]
    fn nobody_waits_beside_a_free_place_and_none_is_given_twice(
        capacity in 1_u32..4,
        steps in prop::collection::vec((0_u8..6, 0_usize..4), 1..60),
    ) {
        let mut hall = Hall::of(capacity);
        let people = [guizhen(), jianguo(), meihua(), teacher_he()];
        for (n, (deed, who)) in (1_u128..).zip(steps) {
            let actor = people[who].clone();
            let own = |s: &&Signup| s.booker.id == actor.id && s.live();
            let own = hall.signups.values().find(own).map(|s| s.id.0.as_u128());
            // Refusals are answers too: what counts is what stands afterwards.
            let _ = match (deed, own) {
                (0 | 1, _) => hall.sign_up(n, actor, 1 + (n % 2) as usize),
                (2, Some(own)) => hall.cancel(own, actor),
                (3, Some(own)) => hall.accept(own, actor),
                (4, Some(own)) => hall.offer_to(own, teacher_he()),
                _ => {
                    hall.later(1);
                    Ok(())
                }
            };
            let date = &hall.date;
            prop_assert!(date.confirmed + date.held <= date.capacity);
            prop_assert_eq!(date.confirmed, hall.people(|state| state == SignupState::Confirmed));
            prop_assert_eq!(date.held, hall.people(|state| matches!(state, SignupState::Offered { .. })));
            prop_assert_eq!(date.waiting, hall.people(|state| matches!(state, SignupState::Waiting { .. })));
            let head = hall.signups.values().filter(|s| ticket(s) > 0).min_by_key(|s| ticket(s));
            let begun = date.starts <= hall.now;
            prop_assert!(begun || head.is_none_or(|head| head.seats() > date.free()));
        }
    }
}
