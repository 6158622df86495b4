//! Tests of [`super`]: see the names.

use super::*;
use crate::id::OccurrenceId;
use crate::lottery::Lottery;
use crate::occurrence::{self, Occurrence, Plan};
use crate::resident::Me;
use crate::resident::Person;
use crate::sample::{guizhen, id, jianguo, lesson, meihua, now, opera, person, staff, teacher_he};
use crate::signup;
use crate::signup::{PARTY_MAX, SignupState};
use crate::venue::Venue;
use crate::when::HOUR_MS;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// One date and everyone on it: what the database is to the rules.
struct Hall {
    date: Occurrence,
    signups: BTreeMap<SignupId, Signup>,
}

impl Hall {
    fn of(capacity: u32, kept: u32) -> Hall {
        Hall { date: Occurrence { kept, ..lesson(capacity) }, signups: BTreeMap::new() }
    }

    fn facts(&self, actor: Me, about: u128) -> Facts {
        let mut facts = crate::sample::facts(actor);
        facts.occurrence = Some(self.date.clone());
        facts.venue = Some(Venue::default());
        facts.signup = self.signups.get(&SignupId(id(about))).cloned();
        let of = |test: fn(SignupState) -> bool| -> Vec<Signup> {
            self.signups.values().filter(|signup| test(signup.state)).cloned().collect()
        };
        facts.waiting = of(|state| matches!(state, SignupState::Waiting { .. }));
        facts.waiting.sort_by_key(ticket);
        facts.waiting_parties = facts.waiting.len() as u32;
        facts.seated = of(|state| state == SignupState::Confirmed);
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

    /// Through the app.
    fn sign_up(&mut self, n: u128, actor: Me, people: usize) -> Result<(), Refusal> {
        let party: Vec<_> = actor.household().into_iter().take(people).map(|person| person.id).collect();
        let facts = self.facts(actor, n);
        self.keep(signup::sign_up(&facts, SignupId(id(n)), &party))
    }

    /// By telephone; whoever is named is known.
    fn call(&mut self, n: u128, actor: Me, party: &[Person]) -> Result<(), Refusal> {
        let mut facts = self.facts(actor, n);
        facts.named = party.to_vec();
        let party: Vec<_> = party.iter().map(|person| person.id).collect();
        self.keep(sign_up_for(&facts, SignupId(id(n)), &party))
    }

    fn cancel(&mut self, n: u128, actor: Me) -> Result<(), Refusal> {
        let facts = self.facts(actor, n);
        self.keep(signup::cancel(&facts))
    }

    fn edit(&mut self, capacity: u32, kept: u32) -> Result<(), Refusal> {
        let Occurrence { starts, ends, venue, .. } = self.date;
        let plan = Plan { starts, ends, venue, capacity, kept, ..Plan::default() };
        let facts = self.facts(teacher_he(), 0);
        self.keep(occurrence::edit(&facts, &plan))
    }

    fn row(&self, n: u128) -> &Signup {
        &self.signups[&SignupId(id(n))]
    }

    fn counts(&self) -> (u32, u32, u32) {
        (self.date.confirmed, self.date.kept, self.date.waiting)
    }
}

fn ticket(signup: &Signup) -> i64 {
    if let SignupState::Waiting { ticket, .. } = signup.state { ticket } else { 0 }
}

fn callers(from: u128, count: u128) -> Vec<Person> {
    (from..from + count).map(|n| person(n, &format!("来电的{n}"))).collect()
}

#[test]
fn what_is_kept_is_not_given_by_the_app() {
    let mut hall = Hall::of(2, 1);
    assert_eq!(hall.date.free(), 1);
    hall.sign_up(1, jianguo(), 1).unwrap();
    hall.sign_up(2, meihua(), 1).unwrap();
    assert_eq!(hall.row(2).state, SignupState::Waiting { ticket: 1, position: 1 });
    assert_eq!(hall.counts(), (1, 1, 1));
}

#[test]
fn whoever_calls_gets_what_is_kept_and_then_what_is_free() {
    let mut hall = Hall::of(4, 2);
    hall.call(1, teacher_he(), &callers(20, 1)).unwrap();
    assert_eq!((hall.counts(), hall.date.free()), ((1, 1, 0), 2));
    let row = hall.row(1);
    assert_eq!((row.state, row.booker.id, row.out_of_order), (SignupState::Confirmed, teacher_he().id, false));
    hall.call(2, staff(), &callers(30, 2)).unwrap();
    assert_eq!((hall.counts(), hall.date.free()), ((3, 0, 0), 1));
    assert_eq!(hall.call(3, teacher_he(), &callers(40, 2)), Err(Refusal::NoRoom { free: 1 }));
    assert_eq!(hall.counts(), (3, 0, 0));
}

#[test]
fn what_is_kept_passes_nobody_and_a_free_place_given_before_the_list_is_noted() {
    let mut hall = Hall::of(2, 1);
    // Two who wait for two places, of which one is free.
    hall.sign_up(1, guizhen(), 2).unwrap();
    hall.call(2, teacher_he(), &callers(20, 1)).unwrap();
    assert!(!hall.row(2).out_of_order);
    hall.call(3, teacher_he(), &callers(30, 1)).unwrap();
    assert!(hall.row(3).out_of_order);
    assert_eq!(hall.row(1).state, SignupState::Waiting { ticket: 1, position: 1 });
    assert_eq!(hall.counts(), (2, 0, 2));
}

#[test]
fn a_place_that_a_caller_gives_back_goes_to_the_list() {
    let mut hall = Hall::of(1, 1);
    hall.call(1, teacher_he(), &callers(20, 1)).unwrap();
    hall.sign_up(2, jianguo(), 1).unwrap();
    hall.cancel(1, teacher_he()).unwrap();
    assert_eq!((hall.row(2).state, hall.counts()), (SignupState::Confirmed, (1, 0, 0)));
}

#[test]
fn only_organizers_and_staff_sign_others_up_and_only_whom_they_may_know() {
    let mut hall = Hall::of(4, 2);
    assert_eq!(hall.call(1, jianguo(), &callers(20, 1)), Err(Refusal::NotFound));
    let stranger = hall.facts(teacher_he(), 1);
    assert_eq!(sign_up_for(&stranger, SignupId(id(1)), &[ResidentId(id(20))]), Err(Refusal::NotFound));
    assert_eq!(hall.call(1, teacher_he(), &[]), Err(Refusal::PartyEmpty));
    assert_eq!(hall.call(1, teacher_he(), &callers(20, 9)), Err(Refusal::PartyTooLarge { max: PARTY_MAX }));
    hall.call(1, teacher_he(), &callers(20, 1)).unwrap();
    assert_eq!(hall.call(1, teacher_he(), &callers(30, 1)), Err(Refusal::NotFound), "an identity is used once");
    let again = Refusal::AlreadySignedUp { name: "来电的20".into() };
    assert_eq!(hall.call(2, teacher_he(), &callers(20, 1)), Err(again));
    hall.date.starts = now();
    assert_eq!(hall.call(3, teacher_he(), &callers(40, 1)), Err(Refusal::OccurrenceStarted));
}

#[test]
fn an_organizer_does_not_read_what_somebody_does_elsewhere() {
    let hall = Hall::of(4, 2);
    let caller = callers(20, 1);
    let refused = |actor: Me, organization: OrganizationId| {
        let mut other = hall.date.clone();
        (other.id, other.organization) = (OccurrenceId(id(801)), organization);
        let mut facts = hall.facts(actor, 1);
        facts.named = caller.clone();
        let place = Signup {
            id: SignupId(id(9)),
            occurrence: other.id,
            organization,
            booker: caller[0].clone(),
            party: caller.clone(),
            state: SignupState::Confirmed,
            made: now(),
            changed: now(),
            clash: false,
            out_of_order: false,
            late: false,
            reason: String::new(),
            handed: None,
            unleased: false,
            entrusted: false,
        };
        facts.engagements = vec![(place, other, "书画".into())];
        sign_up_for(&facts, SignupId(id(1)), &[caller[0].id]).unwrap_err()
    };
    let clash = |title: &str| Refusal::TimeClash { name: "来电的20".into(), title: title.into() };
    let elsewhere = OrganizationId(id(901));
    assert_eq!(refused(teacher_he(), elsewhere), clash(""));
    assert_eq!(refused(teacher_he(), opera()), clash("书画"));
    assert_eq!(refused(staff(), elsewhere), clash("书画"));
}

#[test]
fn fewer_kept_give_their_places_to_the_list_and_more_than_nobody_has_are_refused() {
    let mut hall = Hall::of(3, 2);
    for (n, who) in (1..).zip([jianguo(), meihua()]) {
        hall.sign_up(n, who, 1).unwrap();
    }
    assert_eq!(hall.counts(), (1, 2, 1));
    assert_eq!(hall.edit(3, 3), Err(Refusal::KeptOutOfRange { max: 2 }));
    assert_eq!(hall.edit(2, 3), Err(Refusal::KeptOutOfRange { max: 2 }));
    assert_eq!(hall.edit(2, 2), Err(Refusal::KeptOutOfRange { max: 1 }));
    hall.edit(3, 1).unwrap();
    assert_eq!((hall.row(2).state, hall.counts()), (SignupState::Confirmed, (2, 1, 0)));
}

#[test]
fn before_a_draw_only_what_is_kept_can_be_given() {
    let mut hall = Hall::of(3, 1);
    let closes = hall.date.starts.plus_ms(-HOUR_MS);
    hall.date.lottery = Some(Lottery { closes, ..Lottery::default() });
    assert_eq!(hall.call(1, teacher_he(), &callers(20, 2)), Err(Refusal::NoRoom { free: 1 }));
    hall.call(1, teacher_he(), &callers(20, 1)).unwrap();
    assert!(hall.row(1).out_of_order);
    assert_eq!((hall.counts(), hall.date.free()), ((1, 0, 0), 2));
    assert_eq!(hall.call(2, teacher_he(), &callers(30, 1)), Err(Refusal::NoRoom { free: 0 }));
    let draw = crate::lottery::draw(&hall.facts(teacher_he(), 0), "5eed", Vec::new()).unwrap();
    assert_eq!(draw.places, 2, "a draw gives the app's places");
}

proptest! {
    #[test]
    fn places_are_given_once_and_what_is_kept_stays_kept(
        capacity in 1_u32..8,
        kept in 0_u32..8,
        steps in prop::collection::vec((0_u8..5, 0_u32..8, 0_u32..8), 1..60),
    ) {
        let mut hall = Hall::of(capacity, kept.min(capacity));
        for (n, (deed, a, b)) in (1_u128..).zip(steps) {
            let before = hall.date.clone();
            let party = callers(1_000 + n * 10, u128::from(1 + a % 3));
            let alone = Me { id: ResidentId(id(5_000 + n)), name: format!("邻居{n}"), ..Me::default() };
            let live = hall.signups.values().filter(|row| row.live()).map(|row| row.id.0.as_u128());
            let live: Vec<u128> = live.collect();
            let done = match deed {
                0 => hall.call(n, teacher_he(), &party),
                1 | 2 => hall.sign_up(n, alone, 1),
                3 if !live.is_empty() => hall.cancel(live[a as usize % live.len()], teacher_he()),
                3 => Ok(()),
                _ => hall.edit(a, b),
            };
            let date = &hall.date;
            prop_assert!(date.confirmed + date.held + date.kept <= date.capacity);
            let people = |test: fn(SignupState) -> bool| -> u32 {
                hall.signups.values().filter(|row| test(row.state)).map(Signup::seats).sum()
            };
            prop_assert_eq!(date.confirmed, people(|state| state == SignupState::Confirmed));
            prop_assert_eq!(date.waiting, people(|state| matches!(state, SignupState::Waiting { .. })));
            let head = hall.signups.values().filter(|row| ticket(row) > 0).min_by_key(|row| ticket(row));
            prop_assert!(head.is_none_or(|head| head.seats() > date.free()), "the head would fit");
            match deed {
                // What is kept is used up before anything else.
                0 if done.is_ok() => prop_assert_eq!(date.kept, before.kept.saturating_sub(party.len() as u32)),
                0 => prop_assert!(party.len() as u32 > before.kept + before.free()),
                1..=3 => prop_assert_eq!(date.kept, before.kept),
                _ => prop_assert_eq!(date.kept, if done.is_ok() { b } else { before.kept }),
            }
        }
    }
}
