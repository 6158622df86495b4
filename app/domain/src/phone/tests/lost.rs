//! A phone that lost a row finds out, and asks for all of them once.

use super::*;
use crate::digest::Digest;

fn line(n: u128) -> Feed {
    Feed { revision: Some(1), ..feed(Scope::Public, Row::Occurrence(date(n))) }
}

/// What the server says the first `n` dates come to.
fn digest(n: u128) -> Option<Digest> {
    let mut digest = Digest::default();
    (1..=n).for_each(|n| digest.add(Scope::Public, Row::Occurrence(date(n)).key(), 1));
    Some(digest)
}

fn holds(rows: Vec<Feed>) -> Phone {
    let mut phone = Phone::default();
    phone.open_public(rows, Cursor { epoch: "e".into(), revision: 1, scopes: vec![Scope::Public], at: now() });
    phone
}

fn news(revision: i64, snapshot: bool, rows: Vec<Feed>, digest: Option<Digest>) -> Pull {
    Pull { rows, digest, ..pull(Part::Public, "e", revision, snapshot) }
}

#[test]
fn what_is_whole_asks_for_what_is_new() {
    let mut phone = holds(vec![line(1), line(2)]);
    phone.take_pull(Part::Public, news(7, false, vec![line(3)], digest(3)), now());
    assert_eq!(phone.ask(Part::Public).since, 7);
}

#[test]
fn a_lost_row_comes_again() {
    let mut phone = holds(vec![line(1)]);
    phone.take_pull(Part::Public, news(7, false, vec![line(3)], digest(3)), now());
    assert_eq!(phone.ask(Part::Public).since, 0, "date 2 is missing");
    phone.take_pull(Part::Public, news(7, true, (1..=3).map(line).collect(), digest(3)), now());
    assert_eq!(phone.ask(Part::Public).since, 7);
    assert!(phone.confirmed.get::<Occurrence>(date(2).id.0).is_some());
}

#[test]
fn rows_that_this_release_cannot_read_cause_no_storm() {
    let mut phone = holds(vec![line(1)]);
    phone.take_pull(Part::Public, news(7, false, Vec::new(), digest(3)), now());
    assert_eq!(phone.ask(Part::Public).since, 0);
    phone.take_pull(Part::Public, news(7, true, vec![line(1)], digest(3)), now());
    assert_eq!(phone.ask(Part::Public).since, 7, "all have come, and still differ");
    phone.take_pull(Part::Public, news(8, false, Vec::new(), digest(3)), now());
    assert_eq!(phone.ask(Part::Public).since, 8);
}

#[test]
fn what_is_tried_again_and_refused_stays_with_the_new_reason() {
    let mut phone = phone();
    submit(&mut phone, 1, sign_up(1));
    phone.settle(vec![refused(1)], now());
    let later = now().plus_ms(HOUR_MS);
    let writes = phone.refused_again(CommandId(id(1)), Refusal::OccurrenceStarted, later);
    let [parked] = phone.parked.as_slice() else { panic!("it stays: {:?}", phone.parked) };
    assert_eq!((&parked.refusal, parked.at), (&Refusal::OccurrenceStarted, later));
    assert_eq!(writes, [Write::Park(parked.clone())]);
    assert!(phone.refused_again(CommandId(id(2)), Refusal::NotFound, later).is_empty());
}
