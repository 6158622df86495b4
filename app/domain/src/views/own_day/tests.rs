//! Tests of [`super`]: see the names.

use super::*;
use crate::id::{OccurrenceId, OrganizationId, PresenceId, ShiftId};
use crate::row::Row;
use crate::sample::{id, lesson, meihua, now, opera, shift, staff, teacher_he};
use crate::scope::Scope;
use crate::when::HOUR_MS;

/// It is nine in the morning. A date of the opera team so many hours from now, of two hours.
fn date(n: u128, hours: i64) -> Occurrence {
    let starts = now().plus_ms(hours * HOUR_MS);
    let ends = starts.plus_ms(2 * HOUR_MS);
    Occurrence { id: OccurrenceId(id(n)), starts, ends, ..lesson(30) }
}

fn shift_in(n: u128, hours: i64) -> Shift {
    let Occurrence { starts, ends, .. } = date(n, hours);
    Shift { id: ShiftId(id(n)), starts, ends, ..shift(1, 2) }
}

fn phone(rows: Vec<Row>) -> Replica {
    let mut replica = Replica::default();
    let activity = Activity { organization: opera(), title: "戏曲队排练".into(), ..Activity::default() };
    replica.put(Scope::Public, Row::Activity(activity));
    rows.into_iter().for_each(|row| replica.put(Scope::Public, row));
    replica
}

fn shown(day: &OwnDay) -> Vec<Venture> {
    day.events.iter().map(|led| led.event.venture()).collect()
}

fn on_date(n: u128) -> Venture {
    Venture::Occurrence(OccurrenceId(id(n)))
}

fn on_shift(n: u128) -> Venture {
    Venture::Shift(ShiftId(id(n)))
}

#[test]
fn a_leader_sees_all_of_today_by_the_clock_and_nothing_of_other_teams() {
    let elsewhere = OrganizationId(id(901));
    let off = Occurrence { cancelled: Some("下雨".into()), ..date(5, 12) };
    let rows = vec![
        Row::Occurrence(date(1, 5)),
        Row::Occurrence(date(2, -4)),
        Row::Occurrence(date(3, 15)),
        Row::Occurrence(Occurrence { organization: elsewhere, ..date(4, 5) }),
        Row::Occurrence(off),
        Row::Shift(shift_in(6, 3)),
        Row::Shift(Shift { organization: elsewhere, ..shift_in(7, 3) }),
        Row::Occurrence(date(8, -10)),
    ];
    let replica = phone(rows);
    let day = own_day(&replica, &teacher_he(), now());
    // Fifteen hours from nine is midnight, ten hours before it was yesterday.
    assert_eq!(shown(&day), [on_date(2), on_shift(6), on_date(1), on_date(5)]);
    assert_eq!(day.events.iter().map(|led| led.begun).collect::<Vec<_>>(), [true, false, false, false]);
    assert_eq!(day.events.iter().map(|led| led.event.is_off()).collect::<Vec<_>>(), [false, false, false, true]);
    let titles: Vec<&str> = day.events.iter().map(|led| led.title.as_str()).collect();
    assert_eq!(titles, ["戏曲队排练", "搬凳子", "戏曲队排练", "戏曲队排练"]);
    assert_eq!(day.next, None);
    // Whoever leads no team has no such day, whatever else they may do.
    for me in [staff(), meihua()] {
        let day = own_day(&replica, &me, now());
        assert_eq!((shown(&day), day.next), (Vec::new(), None), "{}", me.name);
    }
}

#[test]
fn what_goes_on_since_yesterday_is_there_until_it_ends() {
    let night = Shift { starts: now().plus_ms(-12 * HOUR_MS), ends: now().plus_ms(1), ..shift_in(1, 0) };
    let replica = phone(vec![Row::Shift(night)]);
    assert_eq!(shown(&own_day(&replica, &teacher_he(), now())), [on_shift(1)]);
    assert!(shown(&own_day(&replica, &teacher_he(), now().plus_ms(1))).is_empty());
}

#[test]
fn where_nothing_is_today_the_next_one_is_named_that_takes_place() {
    let off = Occurrence { cancelled: Some("下雨".into()), ..date(1, 20) };
    let rows = vec![Row::Occurrence(off), Row::Occurrence(date(2, 72)), Row::Shift(shift_in(3, 48))];
    let day = own_day(&phone(rows), &teacher_he(), now());
    assert!(shown(&day).is_empty());
    assert_eq!(day.next.map(|led| led.event.venture()), Some(on_shift(3)));
    assert_eq!(own_day(&phone(Vec::new()), &teacher_he(), now()).next, None);
}

#[test]
fn each_person_who_came_is_counted_once() {
    let fact = |n: u128, of: Venture, resident: Option<u128>, name: &str, mark: Mark| {
        let resident = resident.map(|n| ResidentId(id(n)));
        Row::Presence(Presence { id: PresenceId(id(n)), of, resident, name: name.into(), mark, ..Presence::default() })
    };
    let rows = vec![
        Row::Occurrence(date(1, 0)),
        Row::Shift(shift_in(2, 0)),
        fact(40, on_date(1), Some(4), "沈建国", Mark::In),
        fact(41, on_date(1), Some(4), "沈建国", Mark::Out),
        fact(42, on_date(1), Some(5), "钱美华", Mark::Excused),
        fact(43, on_date(1), None, "路人", Mark::In),
        fact(44, on_date(1), None, "路人", Mark::In),
        fact(45, on_shift(2), Some(5), "钱美华", Mark::In),
    ];
    let day = own_day(&phone(rows), &teacher_he(), now());
    let came: Vec<(Venture, usize)> = day.events.iter().map(|led| (led.event.venture(), led.came)).collect();
    assert_eq!(came, [(on_date(1), 2), (on_shift(2), 1)]);
}

#[test]
fn a_month_has_the_dates_and_shifts_of_the_teams_that_somebody_runs() {
    let elsewhere = OrganizationId(id(901));
    let replica = phone(vec![
        Row::Occurrence(date(1, 5)),
        Row::Shift(shift_in(2, 3)),
        Row::Occurrence(date(3, 24)),
        Row::Occurrence(date(4, 48)),
        Row::Occurrence(Occurrence { organization: elsewhere, ..date(5, 6) }),
    ]);
    let today = now().day();
    let had = |me: &Me, team| {
        let events = run_between(&replica, me, team, (today, today.plus(2)), now());
        events.iter().map(|led| led.event.venture()).collect::<Vec<_>>()
    };
    assert_eq!(had(&teacher_he(), None), [on_shift(2), on_date(1), on_date(3)]);
    // Staff run all teams; and one of them can be looked at alone.
    assert_eq!(had(&staff(), None), [on_shift(2), on_date(1), on_date(5), on_date(3)]);
    assert_eq!(had(&staff(), Some(elsewhere)), [on_date(5)]);
    assert!(had(&meihua(), None).is_empty());
}
