//! Tests of [`super`]: see the names.

use super::*;
use crate::id::{PresenceId, SignupId};
use crate::row::Row;
use crate::sample::{id, now, opera};
use crate::scope::Scope;
use crate::when::HOUR_MS;
use proptest::prelude::*;

fn date(n: u128, days_ago: i64) -> Occurrence {
    let starts = now().plus_ms(-days_ago * 24 * HOUR_MS);
    let ends = starts.plus_ms(HOUR_MS);
    let activity = ActivityId(id(1));
    Occurrence { id: OccurrenceId(id(n)), activity, starts, ends, capacity: 9, ..Occurrence::default() }
}

fn seated(n: u128, date: u128, people: &[u128]) -> Row {
    let person = |n: &u128| Person { id: ResidentId(id(*n)), name: format!("人{n}") };
    let (occurrence, party) = (OccurrenceId(id(date)), people.iter().map(person).collect());
    Row::Signup(Signup {
        out_of_order: false,
        late: false,
        reason: String::new(),
        handed: None,
        unleased: false,
        entrusted: false,
        id: SignupId(id(n)),
        occurrence,
        organization: opera(),
        booker: Person::default(),
        party,
        state: SignupState::Confirmed,
        clash: false,
        made: now(),
        changed: now(),
    })
}

fn fact(n: u128, date: u128, resident: Option<u128>, name: &str, mark: Mark) -> Row {
    Row::Presence(Presence {
        id: PresenceId(id(n)),
        of: Venture::Occurrence(OccurrenceId(id(date))),
        resident: resident.map(|n| ResidentId(id(n))),
        name: name.into(),
        mark,
        ..Presence::default()
    })
}

fn series(dates: Vec<Occurrence>, rows: Vec<Row>) -> Series {
    let mut replica = Replica::default();
    for date in dates {
        replica.put(Scope::Public, Row::Occurrence(date));
    }
    for row in rows {
        replica.put(Scope::Organization(opera()), row);
    }
    turnout(&replica, ActivityId(id(1)), now())
}

#[test]
fn each_person_with_a_place_came_or_said_so_or_is_absent() {
    let rows = vec![
        seated(30, 20, &[1, 2, 3]),
        seated(31, 21, &[1]),
        fact(40, 20, Some(1), "人1", Mark::In),
        fact(41, 20, Some(1), "人1", Mark::Out),
        fact(42, 20, Some(2), "人2", Mark::Excused),
        fact(43, 20, None, "路人", Mark::In),
        fact(44, 21, Some(1), "人1", Mark::In),
    ];
    let found = series(vec![date(20, 5), date(21, 3)], rows);
    let counts = |at: usize| {
        let one = &found.dates[at];
        (one.signed, one.came, one.absent, one.excused, one.walk_ins)
    };
    assert_eq!((counts(0), counts(1)), ((1, 1, 0, 0, 0), (3, 1, 1, 1, 1)));
    assert_eq!((found.people, found.person_times), (2, 3));
}

#[test]
fn nobody_is_absent_before_a_day_has_passed_and_a_date_called_off_or_to_come_is_none() {
    let off = Occurrence { cancelled: Some("下雨".into()), ..date(21, 4) };
    let found = series(vec![date(20, 1), off, date(22, -2)], vec![seated(30, 20, &[1, 2])]);
    assert_eq!(found.dates.len(), 1);
    assert_eq!((found.dates[0].signed, found.dates[0].absent), (2, 0));
}

#[test]
fn who_gave_a_place_back_late_is_excused_unless_they_came_or_have_one_after_all() {
    let late = |n: u128, people: &[u128]| {
        let Row::Signup(signup) = seated(n, 20, people) else { unreachable!() };
        Row::Signup(Signup { state: SignupState::Cancelled, late: true, ..signup })
    };
    let gone = |n: u128, people: &[u128]| {
        let Row::Signup(signup) = seated(n, 20, people) else { unreachable!() };
        Row::Signup(Signup { state: SignupState::Cancelled, ..signup })
    };
    let rows = vec![
        seated(30, 20, &[1, 2]),
        late(31, &[3, 4]),
        late(32, &[2]),
        gone(33, &[5]),
        fact(40, 20, Some(1), "人1", Mark::In),
        fact(41, 20, Some(4), "人4", Mark::In),
    ];
    let found = series(vec![date(20, 5)], rows);
    let one = &found.dates[0];
    assert_eq!((one.signed, one.came, one.absent, one.excused, one.walk_ins), (3, 1, 1, 1, 1));
}

#[test]
fn what_a_leader_has_closed_is_settled_at_once() {
    let early = |closed| Occurrence { closed, ..date(20, 1) };
    let absent = |closed| series(vec![early(closed)], vec![seated(30, 20, &[1, 2])]).dates[0].absent;
    assert_eq!((absent(None), absent(Some(now()))), (0, 2));
    let mut replica = Replica::default();
    replica.put(Scope::Public, Row::Occurrence(early(None)));
    replica.put(Scope::Desk, seated(30, 20, &[1, 2]));
    let one = of_one(&replica, OccurrenceId(id(20)), now()).unwrap();
    assert_eq!((one.unknown(), one.absent), (2, 0));
    assert_eq!(of_one(&replica, OccurrenceId(id(21)), now()), None);
}

proptest! {
    #[test]
    fn people_are_never_more_than_person_times(
        places in proptest::collection::vec((0_u128..4, 0_u128..6), 0..12),
        marks in proptest::collection::vec((0_u128..4, 0_u128..8, 0_u8..3), 0..40),
    ) {
        let mut rows: Vec<Row> = (100..).zip(&places).map(|(n, (at, who))| seated(n, 20 + at, &[*who])).collect();
        rows.extend((200..).zip(&marks).map(|(n, (at, who, mark))| {
            let mark = [Mark::In, Mark::Out, Mark::Excused][usize::from(*mark)];
            // Two of them are known by their names alone.
            fact(n, 20 + at, (*who < 6).then_some(*who), &format!("人{who}"), mark)
        }));
        let found = series((0..4_u8).map(|n| date(20 + u128::from(n), 3 + i64::from(n))).collect(), rows);
        prop_assert!(found.people <= found.person_times);
        prop_assert_eq!(found.person_times, found.dates.iter().map(|one| one.came + one.walk_ins).sum::<usize>());
        for one in &found.dates {
            prop_assert_eq!(one.signed, one.came + one.absent + one.excused);
        }
    }
}
