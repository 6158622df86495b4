//! Tests of [`super`]: see the names.

use super::*;
use domain::row::Row;
use domain::scope::Scope;

fn fact(n: u128, who: Option<u128>, name: &str, mark: Mark, at: i64) -> Row {
    let resident = who.map(|n| ResidentId(Uuid::from_u128(n)));
    let id = domain::id::PresenceId(Uuid::from_u128(n));
    Row::Presence(Presence { id, resident, name: name.into(), mark, at: Moment(at), ..Presence::default() })
}

fn duty(n: u128, name: &str) -> Row {
    let resident = Person { id: ResidentId(Uuid::from_u128(n)), name: name.into() };
    Row::Duty(Duty { id: domain::id::DutyId(Uuid::from_u128(n)), resident, ..Duty::default() })
}

fn view(rows: Vec<Row>) -> Replica {
    let mut view = Replica::default();
    view.put(Scope::Public, Row::Shift(Shift { starts: Moment(0), ..Shift::default() }));
    rows.into_iter().for_each(|row| view.put(Scope::Desk, row));
    view
}

fn of_shift(mut rows: Vec<Row>, now: i64) -> List {
    let of = Venture::Shift(domain::id::ShiftId::default());
    for row in &mut rows {
        if let Row::Presence(fact) = row {
            fact.of = of;
        }
    }
    list(&view(rows), of, Moment(now))
}

#[test]
fn everybody_stands_once_whoever_noted_them() {
    let list = of_shift(
        vec![
            duty(1, "周桂珍"),
            duty(2, "沈建国"),
            duty(3, "钱美华"),
            fact(11, Some(1), "周桂珍", Mark::In, 10),
            fact(12, Some(1), "周桂珍", Mark::In, 5),
            fact(13, Some(2), "沈建国", Mark::In, 10),
            fact(14, Some(2), "沈建国", Mark::Out, 20),
            fact(15, None, "过路的", Mark::In, 30),
        ],
        40,
    );
    assert_eq!((list.counts(), list.here()), ([3, 3, 1, 1], 2));
    let of = |name: &str| list.guests.iter().find(|guest| guest.name == name).unwrap();
    assert_eq!((of("周桂珍").standing, of("周桂珍").came), (Standing::Here, Some(Moment(5))));
    assert_eq!((of("沈建国").standing, of("沈建国").went), (Standing::Gone, Some(Moment(20))));
    assert!(of("过路的").walk_in && !of("钱美华").late);
}

#[test]
fn who_is_late_is_said_of_those_who_came_and_of_those_who_did_not() {
    let late = LATE_MS + 1;
    let list = of_shift(vec![duty(1, "甲"), duty(2, "乙"), fact(11, Some(1), "甲", Mark::In, late)], late + 1);
    assert!(list.guests.iter().all(|guest| guest.late));
}

#[test]
fn a_guest_is_found_by_name_by_code_and_by_a_scan() {
    let list = of_shift(vec![duty(0xab_cdef, "周桂珍"), duty(2, "沈建国")], 0);
    let found = |wanted: &str| -> Vec<&str> {
        list.guests.iter().filter(|guest| guest.answers_to(wanted)).map(|guest| guest.name.as_str()).collect()
    };
    assert_eq!(found("桂"), ["周桂珍"]);
    assert_eq!(found("abcdef"), ["周桂珍"]);
    let address = format!("https://x.example/activities/{}", Uuid::from_u128(2));
    assert_eq!(found(&address), ["沈建国"]);
    assert_eq!(found("").len(), 2);
    assert_eq!(found("没有的人").len(), 0);
}

#[test]
fn who_is_excused_is_neither_expected_nor_missing() {
    let mut why = fact(11, Some(2), "沈建国", Mark::Excused, 10);
    if let Row::Presence(fact) = &mut why {
        fact.reason = "家里有事".into();
    }
    let list = of_shift(vec![duty(1, "周桂珍"), duty(2, "沈建国"), why], 20);
    let of = |name: &str| list.guests.iter().find(|guest| guest.name == name).unwrap();
    assert_eq!((of("沈建国").standing, of("沈建国").reason.as_str()), (Standing::Excused, "家里有事"));
    assert_eq!((list.counts(), list.settled), ([1, 0, 1, 0], false), "a shift is not settled");
}

#[test]
fn children_need_grown_people_beside_them() {
    let guests = (0..9).map(|n| Guest { standing: Standing::Here, ..guest(None, n.to_string(), true, None) });
    let mut list = List { guests: guests.collect(), children: true, adults: 1, ..List::default() };
    assert!(list.crowded());
    list.adults = 2;
    assert!(!list.crowded());
    assert!(!List { children: false, adults: 0, ..list }.crowded());
}
