//! A party that may be split (分开参加): where there are places for some of it and not for all, the first of it get them, and the rest
//! wait, as a sign-up of their own.
//!
//! Nobody is passed by that: while others wait, no place is free for anybody. Where places are drawn, or an organizer agrees first, a
//! party stays whole.

use super::{Signup, place, place_beside};
use crate::change::Change;
use crate::facts::Facts;
use crate::id::SignupId;
use crate::occurrence::Occurrence;
use crate::permission::acting_for;
use crate::refusal::Refusal;
use crate::resident::Person;

/// Gives as many of a party as fit their places, in its order, and puts the others onto the waiting list under the identity `rest`; or
/// all of them in one, where that is the same.
pub(super) fn place_split(
    facts: &Facts,
    mut occurrence: Occurrence,
    mut signup: Signup,
    rest: SignupId,
) -> Result<Vec<Change>, Refusal> {
    let fit = occurrence.free();
    if occurrence.undrawn().is_some() || occurrence.waiting > 0 || fit == 0 || fit >= signup.seats() {
        return place(facts, occurrence, signup);
    }
    let party = signup.party.split_off(fit as usize);
    // Whoever is helped stands in one of the halves: the other is the family's own affair.
    let helped = |party: &[Person]| party.iter().any(|person| acting_for(&facts.actor, person.id).is_err());
    let others = Signup { id: rest, entrusted: helped(&party), party, ..signup.clone() };
    signup.entrusted = helped(&signup.party);
    occurrence.confirmed += signup.seats();
    let mut engagements = facts.engagements.clone();
    engagements.push((signup.clone(), occurrence.clone(), String::new()));
    let mut changes = vec![Change::Signup(signup)];
    changes.extend(place_beside(facts, occurrence, others, engagements)?);
    Ok(changes)
}

#[cfg(test)]
mod tests {
    use crate::change::Change;
    use crate::facts::Facts;
    use crate::id::{ResidentId, SignupId};
    use crate::kin::{Helped, Power};
    use crate::lottery::Lottery;
    use crate::occurrence::Occurrence;
    use crate::refusal::Refusal;
    use crate::sample::{facts, guizhen, id, lesson, person};
    use crate::signup::{Signup, SignupState, sign_up_or_split};
    use proptest::prelude::*;

    const REST: u128 = 2;

    fn on(date: Occurrence) -> Facts {
        Facts { occurrence: Some(date), ..facts(guizhen()) }
    }

    fn family() -> Vec<ResidentId> {
        guizhen().household().into_iter().map(|person| person.id).collect()
    }

    /// What the three of them get, and the date after it.
    fn split(facts: &Facts) -> (Vec<Signup>, Option<Occurrence>) {
        let changes = sign_up_or_split(facts, SignupId(id(1)), &family(), Some(SignupId(id(REST)))).unwrap();
        let (mut signups, mut date) = (Vec::new(), None);
        for change in changes {
            match change {
                Change::Signup(row) => signups.push(row),
                Change::Occurrence(row) => date = Some(row),
                other => panic!("a sign-up changes nothing else: {other:?}"),
            }
        }
        (signups, date)
    }

    fn people(signup: &Signup) -> Vec<ResidentId> {
        signup.party.iter().map(|person| person.id).collect()
    }

    #[test]
    fn the_first_of_a_family_come_and_the_last_waits() {
        let (signups, date) = split(&on(lesson(2)));
        let [seated, waiting] = signups.as_slice() else { panic!("{signups:?}") };
        assert_eq!((seated.id, seated.state), (SignupId(id(1)), SignupState::Confirmed));
        assert_eq!(waiting.id, SignupId(id(REST)));
        assert_eq!(waiting.state, SignupState::Waiting { ticket: 1, position: 1 });
        assert_eq!((people(seated), people(waiting)), (family()[..2].to_vec(), family()[2..].to_vec()));
        assert_eq!(date.map(|date| (date.confirmed, date.waiting)), Some((2, 1)));
    }

    #[test]
    fn a_family_for_whom_there_is_nothing_to_split_stays_whole() {
        let state = |date: Occurrence| {
            let (signups, _) = split(&on(date));
            let [one] = signups.as_slice() else { panic!("{signups:?}") };
            assert_eq!((one.id, people(one)), (SignupId(id(1)), family()));
            one.state
        };
        assert_eq!(state(lesson(3)), SignupState::Confirmed, "all of them fit");
        let full = Occurrence { confirmed: 2, ..lesson(2) };
        assert_eq!(state(full), SignupState::Waiting { ticket: 1, position: 1 });
        assert_eq!(state(Occurrence { approval: true, ..lesson(2) }), SignupState::Asked);
        let closes = lesson(2).starts.plus_ms(-1);
        let drawn = Occurrence { lottery: Some(Lottery { closes, ..Lottery::default() }), ..lesson(2) };
        assert_eq!(state(drawn), SignupState::Entered);
    }

    #[test]
    fn the_rest_has_an_identity_of_its_own() {
        let refused = |facts: &Facts, rest: u128| {
            sign_up_or_split(facts, SignupId(id(1)), &family(), Some(SignupId(id(rest)))).unwrap_err()
        };
        assert_eq!(refused(&on(lesson(2)), 1), Refusal::NotFound);
        assert_eq!(refused(&Facts { id_taken: true, ..on(lesson(2)) }, REST), Refusal::NotFound);
    }

    #[test]
    fn each_half_is_entrusted_where_somebody_in_it_is_helped() {
        let (child, neighbour) = (ResidentId(id(3)), ResidentId(id(4)));
        let mut facts = on(lesson(1));
        let until = facts.now.day().plus(30);
        facts.actor.helped = vec![Helped { person: person(4, "沈建国"), powers: vec![Power::SignUp], until }];
        for party in [[child, neighbour], [neighbour, child]] {
            let changes = sign_up_or_split(&facts, SignupId(id(1)), &party, Some(SignupId(id(REST)))).unwrap();
            let signups = changes.iter().filter_map(|change| match change {
                Change::Signup(row) => Some(row),
                _ => None,
            });
            let entrusted: Vec<(Vec<ResidentId>, bool)> = signups.map(|row| (people(row), row.entrusted)).collect();
            assert_eq!(entrusted, party.map(|who| (vec![who], who == neighbour)));
        }
    }

    proptest! {
        #[test]
        fn as_many_as_fit_come_in_their_order_and_nobody_is_lost_or_there_twice(
            capacity in 1_u32..8, taken in 0_u32..8, others in 0_u32..3,
        ) {
            let confirmed = taken.min(capacity);
            let before = Occurrence { confirmed, waiting: others, ..lesson(capacity) };
            // A phone knows that others wait, and not who.
            let facts = Facts { waiting_parties: others, ..on(before.clone()) };
            let (signups, date) = split(&facts);
            let date = date.unwrap();
            let come: Vec<&Signup> = signups.iter().filter(|row| row.state == SignupState::Confirmed).collect();
            let come: Vec<ResidentId> = come.into_iter().flat_map(people).collect();
            let wait = signups.iter().filter(|row| matches!(row.state, SignupState::Waiting { .. })).flat_map(people);
            let free = if others == 0 { (capacity - confirmed) as usize } else { 0 };
            prop_assert_eq!(&come, &family()[..free.min(3)].to_vec());
            prop_assert_eq!(come.iter().copied().chain(wait).collect::<Vec<_>>(), family());
            prop_assert!(date.confirmed <= date.capacity);
            prop_assert_eq!(date.confirmed, before.confirmed + come.len() as u32);
            prop_assert_eq!(date.waiting, before.waiting + 3 - come.len() as u32);
        }
    }
}
