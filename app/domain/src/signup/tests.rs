//! Tests of [`super`]: see the names.

use super::*;
use crate::occurrence::{self, Plan};
use crate::resident::Me;
use crate::sample::{guizhen, id, jianguo, lesson, meihua, now, person, teacher_he};
use crate::venue::Venue;
use crate::when::HOUR_MS;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// One date and everyone who signed up for it, kept in a map: what the database is to the rules.
struct Hall {
    date: Occurrence,
    signups: BTreeMap<SignupId, Signup>,
}

impl Hall {
    fn of(capacity: u32) -> Hall {
        Hall { date: lesson(capacity), signups: BTreeMap::new() }
    }

    fn waiting(&self) -> Vec<&Signup> {
        let mut waiting: Vec<_> = self.signups.values().filter_map(|s| ticket(s).map(|(n, _)| (n, s))).collect();
        waiting.sort_by_key(|(n, _)| *n);
        waiting.into_iter().map(|(_, signup)| signup).collect()
    }

    fn facts(&self, actor: Me) -> Facts {
        let mut facts = crate::sample::facts(actor);
        facts.occurrence = Some(self.date.clone());
        facts.venue = Some(Venue::default());
        facts.waiting = self.waiting().into_iter().cloned().collect();
        facts.waiting_parties = facts.waiting.len() as u32;
        let family = facts.actor.household();
        let theirs = |signup: &&Signup| signup.live() && family.iter().any(|person| signup.includes(person.id));
        let engaged = self.signups.values().filter(theirs);
        facts.engagements = engaged.map(|s| (s.clone(), self.date.clone(), "越剧".into())).collect();
        facts
    }

    fn keep(&mut self, changes: Result<Vec<Change>, Refusal>) -> Result<(), Refusal> {
        for change in changes? {
            match change {
                Change::Signup(row) => drop(self.signups.insert(row.id, row)),
                Change::Occurrence(row) => self.date = row,
                other => panic!("a sign-up changes nothing else: {other:?}"),
            }
        }
        Ok(())
    }

    fn sign_up(&mut self, n: u128, actor: Me, party: &[Person]) -> Result<(), Refusal> {
        let party: Vec<ResidentId> = party.iter().map(|person| person.id).collect();
        let mut facts = self.facts(actor);
        facts.signup = self.signups.get(&SignupId(id(n))).cloned();
        self.keep(sign_up(&facts, SignupId(id(n)), &party))
    }

    /// The same for everybody of a household, split if that is so.
    fn all(&mut self, n: u128, actor: Me, split: bool) -> Result<(), Refusal> {
        let party: Vec<ResidentId> = actor.household().iter().map(|person| person.id).collect();
        let rest = split.then(|| SignupId(id(10_000 + n)));
        self.keep(sign_up_or_split(&self.facts(actor), SignupId(id(n)), &party, rest))
    }

    fn cancel(&mut self, n: u128, actor: Me) -> Result<(), Refusal> {
        let mut facts = self.facts(actor);
        facts.signup = self.signups.get(&SignupId(id(n))).cloned();
        self.keep(cancel(&facts))
    }

    fn capacity(&mut self, capacity: u32) -> Result<(), Refusal> {
        let Occurrence { starts, ends, venue, .. } = self.date;
        let plan = Plan { starts, ends, venue, capacity, ..Plan::default() };
        self.keep(occurrence::edit(&self.facts(teacher_he()), &plan))
    }

    fn state(&self, n: u128) -> SignupState {
        self.signups[&SignupId(id(n))].state
    }
}

fn ticket(signup: &Signup) -> Option<(i64, u32)> {
    if let SignupState::Waiting { ticket, position } = signup.state { Some((ticket, position)) } else { None }
}

/// Booker `n` with so many people in their care.
fn family(n: u128, wards: u128) -> Me {
    let mut me = Me { id: ResidentId(id(n * 100)), name: format!("户主{n}"), ..guizhen() };
    let ward = me.wards[0].clone();
    me.wards = (1..=wards)
        .map(|w| crate::kin::Ward { person: person(n * 100 + w, &format!("家人{n}-{w}")), ..ward.clone() })
        .collect();
    me
}

fn alone(hall: &mut Hall, n: u128, actor: Me) -> Result<(), Refusal> {
    let party = [actor.household()[0].clone()];
    hall.sign_up(n, actor, &party)
}

#[test]
fn guizhen_gets_a_place_while_there_is_one() {
    let mut hall = Hall::of(10);
    alone(&mut hall, 1, guizhen()).unwrap();
    assert_eq!((hall.state(1), hall.date.confirmed), (SignupState::Confirmed, 1));
    assert_eq!(hall.signups[&SignupId(id(1))].organization, hall.date.organization);
}

#[test]
fn without_a_place_jianguo_waits_and_takes_nothing() {
    let mut hall = Hall::of(1);
    alone(&mut hall, 1, guizhen()).unwrap();
    alone(&mut hall, 2, jianguo()).unwrap();
    assert_eq!(hall.state(2), SignupState::Waiting { ticket: 1, position: 1 });
    assert_eq!((hall.date.confirmed, hall.date.waiting), (1, 1));
}

#[test]
fn a_party_gets_all_its_places_or_none() {
    let mut hall = Hall::of(2);
    hall.sign_up(1, guizhen(), &guizhen().household()).unwrap();
    assert_eq!(hall.state(1), SignupState::Waiting { ticket: 1, position: 1 });
    assert_eq!((hall.date.confirmed, hall.date.waiting), (0, 3));
}

#[test]
fn nobody_passes_the_party_at_the_head_even_if_they_would_fit() {
    let mut hall = Hall::of(2);
    hall.sign_up(1, guizhen(), &guizhen().household()).unwrap();
    alone(&mut hall, 2, jianguo()).unwrap();
    assert_eq!(hall.state(2), SignupState::Waiting { ticket: 2, position: 2 });
    assert_eq!(hall.date.free(), 2);
}

#[test]
fn a_freed_place_moves_the_head_up_and_renumbers_the_rest() {
    let mut hall = Hall::of(1);
    for (n, who) in (1..).zip([teacher_he(), guizhen(), jianguo(), meihua()]) {
        alone(&mut hall, n, who).unwrap();
    }
    hall.cancel(1, teacher_he()).unwrap();
    assert_eq!(hall.state(1), SignupState::Cancelled);
    assert_eq!(hall.state(2), SignupState::Confirmed);
    assert_eq!(hall.state(3), SignupState::Waiting { ticket: 2, position: 1 });
    assert_eq!(hall.state(4), SignupState::Waiting { ticket: 3, position: 2 });
    assert_eq!((hall.date.confirmed, hall.date.waiting), (1, 2));
}

#[test]
fn when_a_large_party_gives_up_waiting_the_small_one_behind_it_gets_its_place() {
    let mut hall = Hall::of(2);
    hall.sign_up(1, guizhen(), &guizhen().household()).unwrap();
    alone(&mut hall, 2, jianguo()).unwrap();
    hall.cancel(1, guizhen()).unwrap();
    assert_eq!((hall.state(2), hall.date.waiting), (SignupState::Confirmed, 0));
}

#[test]
fn a_ticket_is_drawn_once_even_after_the_one_before_gave_up() {
    let mut hall = Hall::of(1);
    alone(&mut hall, 1, teacher_he()).unwrap();
    alone(&mut hall, 2, guizhen()).unwrap();
    hall.cancel(2, guizhen()).unwrap();
    alone(&mut hall, 3, jianguo()).unwrap();
    assert_eq!(hall.state(3), SignupState::Waiting { ticket: 2, position: 1 });
}

#[test]
fn the_same_person_is_signed_up_once() {
    let mut hall = Hall::of(10);
    alone(&mut hall, 1, guizhen()).unwrap();
    let again = alone(&mut hall, 2, guizhen());
    assert_eq!(again, Err(Refusal::AlreadySignedUp { name: "周桂珍".into() }));
    let twice_named = [jianguo().household(), jianguo().household()].concat();
    hall.sign_up(3, jianguo(), &twice_named).unwrap();
    assert_eq!(hall.signups[&SignupId(id(3))].seats(), 1);
}

#[test]
fn nobody_signs_a_stranger_up_and_no_party_is_empty_or_a_crowd() {
    let mut hall = Hall::of(20);
    assert_eq!(hall.sign_up(1, jianguo(), &guizhen().household()), Err(Refusal::NotYourFamily));
    assert_eq!(hall.sign_up(1, jianguo(), &[]), Err(Refusal::PartyEmpty));
    let crowd = family(9, 8);
    assert_eq!(hall.sign_up(1, crowd.clone(), &crowd.household()), Err(Refusal::PartyTooLarge { max: PARTY_MAX }));
    assert!(hall.signups.is_empty());
}

#[test]
fn a_place_elsewhere_at_the_same_time_is_a_clash_and_waiting_elsewhere_is_none() {
    let hall = Hall::of(10);
    let mut other = Hall::of(1);
    other.date.id = OccurrenceId(id(801));
    other.date.starts = hall.date.starts.plus_ms(HOUR_MS);
    other.date.ends = hall.date.ends.plus_ms(HOUR_MS);
    alone(&mut other, 1, guizhen()).unwrap();
    alone(&mut other, 2, jianguo()).unwrap();
    let try_it = |who: Me, other: &Hall| {
        let mut facts = hall.facts(who.clone());
        facts.engagements = other.facts(who).engagements;
        sign_up(&facts, SignupId(id(3)), &[facts.actor.id]).map(drop)
    };
    let clash = Refusal::TimeClash { name: "周桂珍".into(), title: "越剧".into() };
    assert_eq!(try_it(guizhen(), &other), Err(clash));
    assert_eq!(try_it(jianguo(), &other), Ok(()));
    other.date.starts = hall.date.ends;
    assert_eq!(try_it(guizhen(), &other), Ok(()), "one after the other is no clash");
}

#[test]
fn a_date_that_has_begun_or_was_called_off_takes_nobody_and_gives_nothing_back() {
    let mut hall = Hall::of(10);
    alone(&mut hall, 1, guizhen()).unwrap();
    let starts = hall.date.starts;
    hall.date.starts = now();
    assert_eq!(alone(&mut hall, 2, jianguo()), Err(Refusal::OccurrenceStarted));
    assert_eq!(hall.cancel(1, guizhen()), Err(Refusal::OccurrenceStarted));
    hall.date.starts = starts;
    hall.date.cancelled = Some("下雨".into());
    assert_eq!(alone(&mut hall, 2, jianguo()), Err(Refusal::OccurrenceCancelled));
}

#[test]
fn a_place_that_is_given_back_in_the_last_day_is_given_back_late() {
    let late = |before_ms, capacity| {
        let mut hall = Hall::of(capacity);
        hall.date.starts = now().plus_ms(before_ms);
        hall.sign_up(1, guizhen(), &[person(1, "周桂珍")]).unwrap();
        hall.cancel(1, guizhen()).unwrap();
        hall.signups[&SignupId(id(1))].late
    };
    assert!(!late(24 * HOUR_MS, 1) && late(24 * HOUR_MS - 1, 1));
    assert!(!late(HOUR_MS, 0), "whoever waits has no place to give back");
}

#[test]
fn a_stranger_cannot_cancel_but_the_family_and_the_leader_can() {
    let yongnian = Me { wards: Vec::new(), id: ResidentId(id(2)), name: "陆永年".into(), ..guizhen() };
    for (who, allowed) in [(jianguo(), false), (guizhen(), true), (yongnian, true), (teacher_he(), true)] {
        let mut hall = Hall::of(3);
        hall.sign_up(1, guizhen(), &guizhen().household()).unwrap();
        let name = who.name.clone();
        let expected = if allowed { Ok(()) } else { Err(Refusal::NotFound) };
        assert_eq!(hall.cancel(1, who), expected, "{name}");
        assert_eq!(hall.date.confirmed, if allowed { 0 } else { 3 });
    }
}

#[test]
fn a_place_is_given_back_once() {
    let mut hall = Hall::of(3);
    alone(&mut hall, 1, guizhen()).unwrap();
    hall.cancel(1, guizhen()).unwrap();
    assert_eq!(hall.cancel(1, guizhen()), Err(Refusal::AlreadyCancelled));
    assert_eq!(hall.date.confirmed, 0);
}

#[test]
fn an_identity_that_exists_is_not_taken_over() {
    let mut hall = Hall::of(3);
    alone(&mut hall, 1, guizhen()).unwrap();
    assert_eq!(alone(&mut hall, 1, jianguo()), Err(Refusal::NotFound));
}

#[derive(Clone, Debug)]
enum Step {
    SignUp { wards: u128, split: bool },
    Cancel { which: prop::sample::Index },
    Capacity { places: u32 },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        5 => (0_u128..4, any::<bool>()).prop_map(|(wards, split)| Step::SignUp { wards, split }),
        3 => any::<prop::sample::Index>().prop_map(|which| Step::Cancel { which }),
        1 => (1_u32..16).prop_map(|places| Step::Capacity { places }),
    ];
    prop::collection::vec(step, 1..60)
}

proptest! {
    #[test]
    fn whatever_happens_places_are_given_once_and_the_list_is_strict(capacity in 1_u32..12, steps in steps()) {
        let mut hall = Hall::of(capacity);
        let mut bookers: Vec<Me> = Vec::new();
        for step in steps {
            let before = hall.date.clone();
            match step {
                Step::SignUp { wards, split } => {
                    let n = bookers.len() as u128 + 1;
                    let me = family(n, wards);
                    prop_assert_eq!(hall.all(n, me.clone(), split), Ok(()));
                    bookers.push(me);
                }
                Step::Cancel { which } if !bookers.is_empty() => {
                    let at = which.index(bookers.len());
                    let lived = hall.state(at as u128 + 1) != SignupState::Cancelled;
                    prop_assert_eq!(hall.cancel(at as u128 + 1, bookers[at].clone()).is_ok(), lived);
                }
                Step::Cancel { .. } => {}
                Step::Capacity { places } => {
                    let refused = hall.capacity(places).is_err();
                    prop_assert_eq!(refused, places < before.confirmed);
                }
            }
            let people = |signups: &[&Signup]| signups.iter().map(|s| s.party.len() as u32).sum::<u32>();
            let seated: Vec<&Signup> = hall.signups.values().filter(|s| s.state == SignupState::Confirmed).collect();
            let waiting = hall.waiting();
            prop_assert_eq!(people(&seated), hall.date.confirmed);
            prop_assert!(hall.date.confirmed <= hall.date.capacity);
            prop_assert_eq!(people(&waiting), hall.date.waiting);
            let positions: Vec<u32> = waiting.iter().filter_map(|s| ticket(s)).map(|(_, position)| position).collect();
            prop_assert_eq!(positions, (1..=waiting.len() as u32).collect::<Vec<_>>());
            if let Some(head) = waiting.first() {
                prop_assert!(hall.date.confirmed + head.party.len() as u32 > hall.date.capacity, "the head would fit");
            }
            prop_assert!(hall.date.last_ticket >= before.last_ticket);
        }
    }
}
