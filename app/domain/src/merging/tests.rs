//! Tests of merging.

use super::*;
use crate::id::HoursId;
use crate::resident::Person;
use uuid::Uuid;

const STAFF: ResidentId = ResidentId(Uuid::from_u128(9));

fn record(id: u128) -> Record {
    let person = Person { id: ResidentId(Uuid::from_u128(id)), name: "周桂珍".into() };
    Record { person, ..Record::default() }
}

#[test]
fn two_spellings_of_one_person_become_one() {
    assert_eq!(doubts(STAFF, &record(1), &record(2), false), []);
    let born = |id, born: &str| Record { born: born.into(), ..record(id) };
    assert_eq!(doubts(STAFF, &born(1, "1952-03"), &born(2, "1952-08"), false), [], "a date is soon mistyped");
}

#[test]
fn whoever_obviously_is_not_one_person_stays_two() {
    let used = |id, born: &str| Record { born: born.into(), phones: 1, ..record(id) };
    assert_eq!(doubts(STAFF, &used(1, "1952-03"), &used(2, "1952-08"), false), [Doubt::Apart]);
    assert_eq!(doubts(STAFF, &used(1, "1952-03"), &used(2, "1952-03"), false), []);
    assert_eq!(doubts(STAFF, &used(1, "1952-03"), &used(2, ""), false), [], "nobody knows when");
    assert_eq!(doubts(STAFF, &record(1), &record(2), true), [Doubt::Tied]);
    assert_eq!(doubts(STAFF, &record(1), &record(1), true), [Doubt::Same]);
}

#[test]
fn nobody_merges_themself_and_the_living_record_stays() {
    assert_eq!(doubts(STAFF, &record(9), &record(2), false), [Doubt::Oneself]);
    assert_eq!(doubts(STAFF, &record(1), &record(9), false), [Doubt::Oneself]);
    let gone = |id| Record { gone: true, ..record(id) };
    assert_eq!(doubts(STAFF, &gone(1), &record(2), false), [Doubt::Gone]);
    assert_eq!(doubts(STAFF, &gone(1), &gone(2), false), [Doubt::Gone]);
    assert_eq!(doubts(STAFF, &record(1), &gone(2), false), []);
    let works = |id| Record { staff: true, ..record(id) };
    assert_eq!(doubts(STAFF, &record(1), &works(2), false), [Doubt::Staff], "its keys go to nobody");
    assert_eq!(doubts(STAFF, &works(1), &record(2), false), []);
}

#[test]
fn of_two_sign_ups_the_better_one_is_kept() {
    let waiting = |ticket| SignupState::Waiting { ticket, position: 1 };
    let offered = SignupState::Offered { ticket: 9, until: Moment(1) };
    assert!(keeps_own(SignupState::Confirmed, SignupState::Confirmed));
    assert!(!keeps_own(waiting(1), SignupState::Confirmed));
    assert!(!keeps_own(waiting(1), offered));
    assert!(keeps_own(waiting(1), waiting(2)) && !keeps_own(waiting(2), waiting(1)));
    assert!(keeps_own(SignupState::Entered, SignupState::Asked) && keeps_own(SignupState::Asked, SignupState::Lapsed));
}

#[test]
fn whoever_leads_a_team_goes_on_leading_it() {
    assert_eq!(stronger(Standing::Volunteer, Standing::Leader), Standing::Leader);
    assert_eq!(stronger(Standing::Member, Standing::Substitute), Standing::Member);
}

#[test]
fn nobody_has_served_twice_at_one_time() {
    let entry = |id: u128, from: i64, until: i64| Hours {
        id: HoursId(Uuid::from_u128(id)),
        from: Moment(from),
        until: Moment(until),
        ..Hours::default()
    };
    let own = [entry(1, 0, 10)];
    assert_eq!(at_one_time(&own, &[entry(2, 10, 20)]), []);
    assert_eq!(at_one_time(&own, &[entry(2, 5, 20)]), [Moment(5)]);
    let back = Hours { reverses: Some(HoursId(Uuid::from_u128(2))), ..entry(3, 5, 20) };
    assert_eq!(at_one_time(&own, &[entry(2, 5, 20), back]), [], "it was taken back");
}
