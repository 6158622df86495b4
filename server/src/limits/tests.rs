//! Tests of [`super`]: see the names.

use super::*;
use std::net::Ipv4Addr;
use uuid::Uuid;

fn home(n: u32) -> Address {
    Address::V4(Ipv4Addr::from(0x0b00_0000 + n))
}

fn phone(n: u128) -> DeviceId {
    DeviceId(Uuid::from_u128(n))
}

fn seconds(answer: Result<(), Error>) -> i64 {
    match answer {
        Err(Error::Refused(SignInRefusal::Wait { seconds })) => seconds,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_classes_are_numbered_in_the_order_of_the_list() {
    for (at, class) in Class::ALL.into_iter().enumerate() {
        assert_eq!(class as usize, at);
    }
}

#[test]
fn after_the_burst_one_waits_and_nobody_else_does() {
    let limits = Limits::default();
    for _ in 0..of_address(Class::SignIn).burst {
        limits.address(Class::SignIn, home(1)).unwrap();
    }
    let wait = seconds(limits.address(Class::SignIn, home(1)));
    assert!((1..=2).contains(&wait), "one more each half second: {wait}");
    limits.address(Class::SignIn, home(2)).unwrap();
    limits.address(Class::Pull, home(1)).unwrap();
}

#[test]
fn waiting_helps() {
    let gauge: Gauge<u8> = Gauge::new(Rate { burst: 2, per_minute: 60_000 });
    let spent = (0..10_000).take_while(|_| gauge.ask(&1, 2).is_ok()).count();
    assert!(spent < 10_000, "the burst ends");
    std::thread::sleep(Duration::from_millis(20));
    gauge.ask(&1, 2).unwrap();
}

#[test]
fn a_phone_comes_home_with_hundreds_of_commands_and_a_script_does_not_come_far() {
    let limits = Limits::default();
    for _ in 0..25 {
        limits.phone(Class::Push, home(1), phone(1), None).unwrap();
        limits.commands(home(1), phone(1), 20).unwrap();
    }
    let taken = (0..100).take_while(|_| limits.commands(home(1), phone(2), 50).is_ok()).count();
    assert!((20..=21).contains(&taken), "{taken} batches of fifty");
    assert!(matches!(limits.commands(home(1), phone(3), 1_000_000), Err(Error::TooLarge)));
    limits.commands(home(1), phone(3), 0).unwrap();
}

#[test]
fn a_building_behind_one_address_pulls_at_once() {
    let limits = Limits::default();
    for _ in 0..2_000 {
        limits.address(Class::Pull, home(1)).unwrap();
        limits.address(Class::Pull, home(1)).unwrap();
        limits.address(Class::Live, home(1)).unwrap();
    }
}

#[test]
fn an_account_is_counted_over_all_its_phones() {
    let limits = Limits::default();
    let me = ResidentId(Uuid::from_u128(9));
    let asked =
        (0..1_000_u128).take_while(|n| limits.phone(Class::SignIn, home(1), phone(*n), Some(me)).is_ok()).count();
    assert!((119..=125).contains(&asked), "{asked}: twice what one phone may");
}

#[test]
fn the_servers_own_machine_is_not_counted_and_a_silent_proxy_is() {
    let limits = Limits::default();
    for _ in 0..of_address(Class::SignIn).burst * 3 {
        limits.address(Class::SignIn, Address::Local).unwrap();
        limits.phone(Class::SignIn, Address::Local, phone(1), None).unwrap();
        limits.commands(Address::Local, phone(1), 50).unwrap();
    }
    let asked = (0..1_000).take_while(|_| limits.address(Class::SignIn, Address::Unnamed).is_ok()).count();
    assert!(asked < 200, "{asked}");
}

#[test]
fn whoever_has_not_asked_for_a_while_is_forgotten() {
    let gauge: Gauge<u32> = Gauge::new(Rate { burst: 1, per_minute: 600_000 });
    for key in 0..SWEEP * 4 {
        gauge.ask(&key, 1).unwrap();
    }
    assert!(!gauge.limiter.is_empty());
    std::thread::sleep(Duration::from_millis(5));
    gauge.forget();
    assert!(gauge.limiter.is_empty());
}

#[test]
fn too_many_addresses_are_counted_by_neighbourhood_and_memory_stays_bounded() {
    let mut limits = Limits::default();
    // Nobody is forgotten while the test runs.
    limits.addresses[Class::SignIn as usize] = Gauge::new(Rate { burst: 100, per_minute: 1 });
    let gauge = &limits.addresses[Class::SignIn as usize];
    let mut refused = 0;
    // Each address asks once: alone none of them would ever be refused.
    for n in 0..REMEMBERED as u32 + 2_000 {
        refused += u32::from(limits.address(Class::SignIn, home(n)).is_err());
    }
    assert!(gauge.limiter.len() <= REMEMBERED + 256, "{}", gauge.limiter.len());
    assert!(refused > 0, "a crowd shares one limit");
}

#[test]
fn a_phone_holds_a_few_lines_open_and_gets_its_seats_back() {
    let limits = Arc::new(Limits::default());
    let seats: Vec<Seat> = (0..STREAMS_OF_DEVICE).map(|_| limits.seat(Some(phone(1)), home(1)).unwrap()).collect();
    assert!(limits.seat(Some(phone(1)), home(1)).is_err());
    let other = limits.seat(Some(phone(2)), home(1)).unwrap();
    drop(seats);
    drop(limits.seat(Some(phone(1)), home(1)).unwrap());
    drop(other);
    let streams = limits.streams.lock().unwrap();
    assert!(streams.of_device.is_empty() && streams.of_address.is_empty() && streams.all == 0);
}

#[test]
fn an_address_holds_as_many_lines_as_a_building_needs_and_no_more() {
    let limits = Arc::new(Limits::default());
    let seats: Vec<Seat> = (0..STREAMS_OF_ADDRESS).map(|_| limits.seat(None, home(1)).unwrap()).collect();
    assert!(limits.seat(None, home(1)).is_err());
    assert!(limits.seat(None, home(2)).is_ok());
    assert_eq!(seats.len(), STREAMS_OF_ADDRESS as usize);
}
