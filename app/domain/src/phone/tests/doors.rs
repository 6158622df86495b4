//! What was said at a door and that it was a wrong tap, both in the outbox: the last word counts.

use super::*;
use crate::duty::Duty;
use crate::errand::{Errand, ErrandState};
use crate::id::OrderId;
use crate::resident::{Me, Round as ShiftRound};
use crate::sample::{person, shift};
use crate::shift::Shift;

/// 周桂珍's phone on a shift that brings one meal.
fn bringing() -> Phone {
    let mut phone = Phone::default();
    let shift = Shift { delivers: true, ..shift(1, 2) };
    let public = vec![feed(Scope::Public, Row::Shift(shift.clone()))];
    phone.open_public(public, Cursor { epoch: "e".into(), revision: 1, scopes: vec![Scope::Public], at: now() });
    let (me, doors) = (Scope::Person(guizhen().id), Scope::Errands(shift.id));
    let duty = Duty { shift: shift.id, resident: person(1, "周桂珍"), ..Duty::default() };
    let errand = Errand { id: OrderId(id(7)), day: shift.starts.day(), shifts: vec![shift.id], ..Errand::default() };
    let until = shift.ends.plus_ms(24 * HOUR_MS);
    let mine = Me { rounds: vec![ShiftRound { shift: shift.id, until }], ..guizhen() };
    let rows = vec![feed(me, Row::Me(mine)), feed(me, Row::Duty(duty)), feed(doors, Row::Errand(errand))];
    let cursor = Cursor { epoch: "e".into(), revision: 1, scopes: vec![me, doors], at: now() };
    phone.open(guizhen().id, Kept { rows, cursor, ..Kept::default() });
    phone
}

fn says(state: ErrandState) -> Command {
    Command::NoteErrand { errand: OrderId(id(7)), state, at: now() }
}

fn stands(phone: &Phone) -> ErrandState {
    phone.view(now()).get::<Errand>(id(7)).unwrap().state
}

#[test]
fn a_wrong_tap_is_taken_back_while_both_wait() {
    let mut phone = bringing();
    submit(&mut phone, 1, says(ErrandState::Brought));
    assert_eq!(stands(&phone), ErrandState::Brought);
    submit(&mut phone, 2, says(ErrandState::Waiting));
    assert_eq!((stands(&phone), sends(&mut phone)), (ErrandState::Waiting, vec![1, 2]));
    // The first is heard, the second not yet: what the person sees is their last word.
    phone.settle(vec![applied(1, 5)], now());
    assert_eq!((stands(&phone), sends(&mut phone)), (ErrandState::Waiting, vec![2]));
}

#[test]
fn a_wrong_tap_that_the_server_stumbles_over_is_not_overtaken_by_the_way_back() {
    let mut phone = bringing();
    submit(&mut phone, 1, says(ErrandState::Brought));
    submit(&mut phone, 2, says(ErrandState::Waiting));
    submit(&mut phone, 3, says(ErrandState::Brought));
    for _ in 0..10 {
        let next = sends(&mut phone);
        assert!(next.is_empty() || next[0] == 1, "{next:?}");
        phone.on_trouble(Trouble::Busy(None), 0.0);
    }
    phone.settle(vec![applied(1, 5)], now());
    assert_eq!(sends(&mut phone)[0], 2);
    phone.settle(vec![applied(2, 6)], now());
    assert_eq!(sends(&mut phone), [3]);
}

#[test]
fn what_is_so_already_is_taken_back_all_the_same() {
    let mut phone = bringing();
    submit(&mut phone, 1, says(ErrandState::Brought));
    submit(&mut phone, 2, says(ErrandState::Waiting));
    // It was said on another phone of theirs.
    phone.settle(vec![answer(1, Outcome::Refused { refusal: Refusal::AlreadySaid })], now());
    assert_eq!(sends(&mut phone), [2]);
    // What was never said need not be taken back.
    let mut phone = bringing();
    submit(&mut phone, 1, says(ErrandState::Nobody));
    submit(&mut phone, 2, says(ErrandState::Waiting));
    submit(&mut phone, 3, says(ErrandState::Brought));
    phone.settle(vec![refused(1)], now());
    assert_eq!(sends(&mut phone), [3], "and what was said after that is said");
}
