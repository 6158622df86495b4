//! Whose turn it is to send, and when another tab's turn is taken away.

use super::*;

#[test]
fn another_tab_that_is_heard_keeps_its_turn_for_as_long_as_it_likes() {
    let mut silence = Silence::default();
    for _ in 0..1_000 {
        assert!(!silence.is_long(false) && !silence.is_long(true), "every second, as it does");
    }
}

#[test]
fn another_tab_that_is_silent_for_three_seconds_has_had_its_turn() {
    let mut silence = Silence::default();
    silence.is_long(false);
    silence.is_long(true);
    let listened = (1..).find(|_| silence.is_long(false)).unwrap();
    assert_eq!(listened * LISTEN_MS, 3_000);
}

#[test]
fn what_has_no_answer_waits_for_a_turn_and_what_is_done_does_not() {
    let mut phone = phone();
    assert!(!phone.wants_a_turn(now()));
    submit(&mut phone, 1, sign_up(1));
    assert!(phone.wants_a_turn(now()));
    phone.settle(vec![applied(1, 9)], now());
    assert!(!phone.wants_a_turn(now()));
}

#[test]
fn rows_that_never_came_or_are_old_are_worth_a_turn() {
    let mut phone = phone();
    assert!(!phone.wants_a_turn(now().plus_ms(30_000)));
    assert!(phone.wants_a_turn(now().plus_ms(61_000)));
    assert!(!phone.wants_a_turn(now().plus_ms(-HOUR_MS)), "a clock that was put back makes nothing old");
    phone.open(guizhen().id, Kept::default());
    assert!(phone.wants_a_turn(now()), "an account that has only just been opened here");
    phone.close();
    assert!(!phone.wants_a_turn(now()), "what everyone may see is there");
}
