//! Tests of [`super`]: two or three dates at the same time, and people who want to go to all of them.

use super::*;
use crate::facts::Facts;
use crate::id::{OccurrenceId, SignupId};
use crate::occurrence::{self, Plan};
use crate::refusal::Refusal;
use crate::resident::Me;
use crate::sample::{guizhen, id, jianguo, lesson, meihua, teacher_he};
use crate::signup;
use crate::venue::Venue;
use crate::when::HOUR_MS;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// What the database is to the rules: the dates, one hour apart and two hours long, and everyone's sign-ups.
struct Street {
    dates: Vec<Occurrence>,
    signups: BTreeMap<SignupId, Signup>,
}

impl Street {
    fn of(capacities: &[u32]) -> Street {
        let date = |(n, places): (usize, &u32)| {
            let mut date = lesson(*places);
            date.id = OccurrenceId(id(800 + n as u128));
            date.starts = date.starts.plus_ms(n as i64 * HOUR_MS);
            date.ends = date.ends.plus_ms(n as i64 * HOUR_MS);
            date
        };
        Street { dates: capacities.iter().enumerate().map(date).collect(), signups: BTreeMap::new() }
    }

    fn waiting(&self, date: usize) -> Vec<&Signup> {
        let here = |s: &&Signup| s.occurrence == self.dates[date].id;
        let ticket = |s: &&Signup| if let SignupState::Waiting { ticket, .. } = s.state { Some(ticket) } else { None };
        let mut waiting: Vec<&Signup> = self.signups.values().filter(here).filter(|s| ticket(s).is_some()).collect();
        waiting.sort_by_key(ticket);
        waiting
    }

    fn list(&self, date: usize) -> WaitingList {
        let parties = self.waiting(date).into_iter().cloned().collect();
        WaitingList { occurrence: self.dates[date].clone(), parties, offers: false, newcomer: None }
    }

    fn facts(&self, actor: Me, date: usize) -> Facts {
        let mut facts = crate::sample::facts(actor);
        let WaitingList { occurrence, parties, .. } = self.list(date);
        facts.occurrence = Some(occurrence);
        facts.venue = Some(Venue::default());
        facts.waiting_parties = parties.len() as u32;
        facts.waiting = parties;
        facts.lists = (0..self.dates.len()).filter(|n| *n != date).map(|n| self.list(n)).collect();
        let of = |s: &Signup| self.dates.iter().find(|date| date.id == s.occurrence).unwrap().clone();
        facts.engagements =
            self.signups.values().filter(|s| s.live()).map(|s| (s.clone(), of(s), "越剧".into())).collect();
        let here = |s: &&Signup| s.occurrence == self.dates[date].id && s.state == SignupState::Confirmed;
        facts.seated = self.signups.values().filter(here).cloned().collect();
        facts
    }

    fn keep(&mut self, changes: Result<Vec<Change>, Refusal>) -> Result<(), Refusal> {
        for change in changes? {
            match change {
                Change::Signup(row) => drop(self.signups.insert(row.id, row)),
                Change::Occurrence(row) => {
                    let at = self.dates.iter().position(|date| date.id == row.id).unwrap();
                    self.dates[at] = row;
                }
                other => panic!("nothing else changes: {other:?}"),
            }
        }
        Ok(())
    }

    fn sign_up(&mut self, n: u128, actor: Me, people: usize, date: usize) -> Result<(), Refusal> {
        let party: Vec<_> = actor.household().into_iter().take(people).map(|person| person.id).collect();
        let facts = self.facts(actor, date);
        self.keep(signup::sign_up(&facts, SignupId(id(n)), &party))
    }

    fn cancel(&mut self, n: u128, actor: Me) -> Result<(), Refusal> {
        let signup = self.signups[&SignupId(id(n))].clone();
        let date = self.dates.iter().position(|date| date.id == signup.occurrence).unwrap();
        let mut facts = self.facts(actor, date);
        facts.signup = Some(signup);
        self.keep(signup::cancel(&facts))
    }

    fn edit(&mut self, date: usize, later_ms: i64, capacity: u32) -> Result<(), Refusal> {
        let Occurrence { starts, ends, venue, .. } = self.dates[date];
        let (starts, ends) = (starts.plus_ms(later_ms), ends.plus_ms(later_ms));
        let plan = Plan { starts, ends, venue, capacity, ..Plan::default() };
        self.keep(occurrence::edit(&self.facts(teacher_he(), date), &plan))
    }

    fn stands(&self, n: u128) -> (SignupState, bool) {
        let signup = &self.signups[&SignupId(id(n))];
        (signup.state, signup.clash)
    }
}

const SEATED: (SignupState, bool) = (SignupState::Confirmed, false);

fn waits(ticket: i64, position: u32, clash: bool) -> (SignupState, bool) {
    (SignupState::Waiting { ticket, position }, clash)
}

/// Date 0 has one place: 何秀英 has it, 周桂珍 and then 沈建国 wait, and 周桂珍 has got a place on date 1 meanwhile.
fn passed_over() -> Street {
    let mut street = Street::of(&[1, 5]);
    street.sign_up(1, teacher_he(), 1, 0).unwrap();
    street.sign_up(2, guizhen(), 1, 0).unwrap();
    street.sign_up(3, jianguo(), 1, 0).unwrap();
    street.sign_up(4, guizhen(), 1, 1).unwrap();
    street.cancel(1, teacher_he()).unwrap();
    street
}

#[test]
fn a_party_with_a_place_elsewhere_is_passed_over_and_keeps_its_ticket() {
    let street = passed_over();
    assert_eq!(street.stands(2), waits(1, 1, true));
    assert_eq!(street.stands(3), SEATED);
    assert_eq!((street.dates[0].confirmed, street.dates[0].waiting), (1, 1));
}

#[test]
fn when_the_other_place_is_given_back_the_party_moves_up_at_once() {
    let mut street = passed_over();
    street.edit(0, 0, 2).unwrap();
    assert_eq!(street.stands(2), waits(1, 1, true), "a free place is no use to somebody who is elsewhere");
    street.cancel(4, guizhen()).unwrap();
    assert_eq!(street.stands(2), SEATED);
    assert_eq!((street.dates[0].confirmed, street.dates[0].waiting), (2, 0));
}

#[test]
fn when_the_other_date_is_moved_or_called_off_the_party_moves_up_too() {
    let mut moved = passed_over();
    moved.edit(0, 0, 2).unwrap();
    moved.edit(1, 5 * HOUR_MS, 5).unwrap();
    assert_eq!(moved.stands(2), SEATED);
    let mut called_off = passed_over();
    called_off.edit(0, 0, 2).unwrap();
    let facts = called_off.facts(teacher_he(), 1);
    called_off.keep(occurrence::cancel(&facts, "下雨")).unwrap();
    assert_eq!(called_off.stands(2), SEATED);
    assert_eq!(called_off.stands(4).0, SignupState::CalledOff);
}

#[test]
fn a_newcomer_passes_only_those_who_are_elsewhere() {
    let mut street = passed_over();
    street.edit(0, 0, 2).unwrap();
    street.sign_up(5, meihua(), 1, 0).unwrap();
    assert_eq!(street.stands(5), SEATED);
    assert_eq!(street.stands(2), waits(1, 1, true));
}

#[test]
fn a_large_party_that_goes_elsewhere_no_longer_holds_up_those_behind_it() {
    let mut street = Street::of(&[2, 5]);
    street.sign_up(1, teacher_he(), 1, 0).unwrap();
    street.sign_up(2, guizhen(), 3, 0).unwrap();
    street.sign_up(3, jianguo(), 1, 0).unwrap();
    assert_eq!(street.stands(3), waits(2, 2, false));
    street.sign_up(4, guizhen(), 1, 1).unwrap();
    assert_eq!(street.stands(3), SEATED);
    assert_eq!(street.stands(2), waits(1, 1, true));
}

#[test]
fn whoever_has_a_place_keeps_it_when_the_date_is_moved_and_is_marked() {
    let mut street = Street::of(&[3, 3]);
    street.edit(1, 5 * HOUR_MS, 3).unwrap();
    street.sign_up(1, guizhen(), 1, 0).unwrap();
    street.sign_up(2, guizhen(), 1, 1).unwrap();
    street.sign_up(3, jianguo(), 1, 1).unwrap();
    street.edit(1, -5 * HOUR_MS, 3).unwrap();
    assert_eq!(street.stands(2), (SignupState::Confirmed, true));
    assert_eq!(street.stands(3), SEATED);
    assert_eq!(street.dates[1].confirmed, 2);
    street.edit(1, 5 * HOUR_MS, 3).unwrap();
    assert_eq!(street.stands(2), SEATED);
}

#[derive(Clone, Debug)]
enum Step {
    SignUp { who: u128, people: usize, date: usize },
    Cancel { which: prop::sample::Index },
    Capacity { date: usize, places: u32 },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => (0_u128..6, 1_usize..4, 0_usize..3).prop_map(|(who, people, date)| Step::SignUp { who, people, date }),
        3 => any::<prop::sample::Index>().prop_map(|which| Step::Cancel { which }),
        1 => (0_usize..3, 1_u32..6).prop_map(|(date, places)| Step::Capacity { date, places }),
    ];
    prop::collection::vec(step, 1..60)
}

/// Neighbour `n`, who acts for two people.
fn neighbour(n: u128) -> Me {
    let mut me = Me { id: ResidentId(id(n * 10 + 1_000)), name: format!("邻居{n}"), ..guizhen() };
    for (w, ward) in (1..).zip(&mut me.wards) {
        ward.person.id = ResidentId(id(n * 10 + 1_000 + w));
    }
    me
}

/// The dates that a person has a place on.
fn places_of(street: &Street, who: ResidentId) -> Vec<&Occurrence> {
    let seated = street.signups.values().filter(|s| s.state == SignupState::Confirmed && s.includes(who));
    seated.map(|s| street.dates.iter().find(|date| date.id == s.occurrence).unwrap()).collect()
}

fn busy(street: &Street, party: &Signup, date: &Occurrence) -> bool {
    let mut places = party.party.iter().flat_map(|person| places_of(street, person.id));
    places.any(|other| other.id != date.id && other.starts < date.ends && date.starts < other.ends)
}

proptest! {
    #[test]
    fn nobody_is_in_two_places_and_no_place_stays_free_that_somebody_next_in_line_could_take(steps in steps()) {
        let mut street = Street::of(&[2, 3, 1]);
        let mut bookers: Vec<Me> = Vec::new();
        for step in steps {
            match step {
                Step::SignUp { who, people, date } => {
                    let n = bookers.len() as u128 + 1;
                    if street.sign_up(n, neighbour(who), people, date).is_ok() {
                        bookers.push(neighbour(who));
                    }
                }
                Step::Cancel { which } if !bookers.is_empty() => {
                    let at = which.index(bookers.len());
                    street.cancel(at as u128 + 1, bookers[at].clone()).ok();
                }
                Step::Cancel { .. } => {}
                Step::Capacity { date, places } => drop(street.edit(date, 0, places)),
            }
            for (n, date) in street.dates.iter().enumerate() {
                let here = |state: SignupState| {
                    let here = street.signups.values().filter(|s| s.occurrence == date.id && s.state == state);
                    here.map(|s| s.party.len() as u32).sum::<u32>()
                };
                prop_assert_eq!(here(SignupState::Confirmed), date.confirmed);
                prop_assert!(date.confirmed <= date.capacity);
                for signup in street.signups.values().filter(|s| s.occurrence == date.id) {
                    prop_assert!(signup.state != SignupState::Confirmed || !busy(&street, signup, date));
                }
                let waiting = street.waiting(n);
                prop_assert_eq!(waiting.iter().map(|s| s.party.len() as u32).sum::<u32>(), date.waiting);
                if let Some(next) = waiting.iter().find(|party| !busy(&street, party, date)) {
                    prop_assert!(date.confirmed + next.party.len() as u32 > date.capacity, "the next would fit");
                }
                let positions = waiting.iter().map(|s| match s.state {
                    SignupState::Waiting { position, .. } => position,
                    _ => 0,
                });
                prop_assert!(positions.eq(1..=waiting.len() as u32));
            }
        }
    }
}
