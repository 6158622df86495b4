//! Tests of [`super`]: see the names.

use super::*;
use crate::command::Command;
use crate::device::Device;
use crate::id::{CommandId, DeviceId, OccurrenceId, SignupId};
use crate::occurrence::Occurrence;
use crate::row::Row;
use crate::sample::{guizhen, id, lesson, now, opera};
use crate::when::HOUR_MS;
use crate::wire::{Answer, Outcome, PUSH_MAX, Part, Pull};
use proptest::prelude::*;

mod accounts;
mod disk;
mod doors;
mod lost;
mod newer;
mod turns;

fn date(n: u128) -> Occurrence {
    let starts = now().plus_ms(24 * HOUR_MS * n as i64);
    Occurrence { id: OccurrenceId(id(800 + n)), starts, ends: starts.plus_ms(HOUR_MS), ..lesson(10) }
}

fn feed(scope: Scope, row: Row) -> Feed {
    Feed { scope, row: Some(row), revision: None, gone: None }
}

/// 周桂珍's phone, with a hundred dates to sign up for.
fn phone() -> Phone {
    let mut phone = Phone::default();
    let dates = (1..=100).map(|n| feed(Scope::Public, Row::Occurrence(date(n)))).collect();
    phone.open_public(dates, Cursor { epoch: "e".into(), revision: 1, scopes: vec![Scope::Public], at: now() });
    let me = Scope::Person(guizhen().id);
    let rows = vec![feed(me, Row::Me(guizhen()))];
    let cursor = Cursor { epoch: "e".into(), revision: 1, scopes: vec![me], at: now() };
    phone.open(guizhen().id, Kept { rows, cursor, ..Kept::default() });
    phone
}

fn sign_up(n: u128) -> Command {
    Command::SignUp { signup: SignupId(id(500 + n)), occurrence: date(n).id, party: vec![guizhen().id], split: None }
}

fn cancel(n: u128) -> Command {
    Command::CancelSignup { signup: SignupId(id(500 + n)) }
}

fn submit(phone: &mut Phone, n: u128, command: Command) -> Waiting {
    let view = phone.view(now());
    let taken = phone.submit(&view, command, CommandId(id(n)), Some(DeviceId(id(1))), now()).unwrap();
    phone.stored(taken.clone());
    taken
}

fn spot(seq: u64, n: u128) -> Spot {
    Spot { seq, id: CommandId(id(n)) }
}

fn answer(n: u128, outcome: Outcome) -> Answer {
    Answer { id: CommandId(id(n)), outcome, already: false }
}

fn applied(n: u128, revision: i64) -> Answer {
    answer(n, Outcome::Applied { revision })
}

fn refused(n: u128) -> Answer {
    answer(n, Outcome::Refused { refusal: Refusal::NotFound })
}

fn sends(phone: &mut Phone) -> Vec<u128> {
    phone.next_push().into_iter().map(|envelope| envelope.id.0.as_u128()).collect()
}

fn pull(part: Part, epoch: &str, revision: i64, snapshot: bool) -> Pull {
    let scopes = vec![if part == Part::Public { Scope::Public } else { Scope::Person(guizhen().id) }];
    Pull { epoch: epoch.into(), revision, snapshot, digest: None, scopes, rows: Vec::new() }
}

#[test]
fn a_command_goes_out_only_when_the_disk_has_it() {
    let mut phone = phone();
    let view = phone.view(now());
    let taken = phone.submit(&view, sign_up(1), CommandId(id(1)), Some(DeviceId(id(1))), now()).unwrap();
    assert_eq!(sends(&mut phone), []);
    phone.stored(taken.clone());
    phone.stored(taken);
    assert_eq!(sends(&mut phone), [1], "once, even when the disk was read again in between");
    assert!(phone.view(now()).is_pending::<crate::signup::Signup>(id(501)));
}

#[test]
fn what_a_rule_refuses_or_nobody_does_is_not_taken() {
    let mut phone = phone();
    let view = phone.view(now());
    let stranger = Command::CancelSignup { signup: SignupId(id(77)) };
    let no = phone.submit(&view, stranger, CommandId(id(1)), Some(DeviceId(id(1))), now());
    assert_eq!(no, Err(NotTaken::Refused(Refusal::NotFound)));
    assert_eq!(phone.submit(&view, sign_up(1), CommandId(id(1)), None, now()), Err(NotTaken::SignInFirst));
    phone.close();
    let no = phone.submit(&view, sign_up(1), CommandId(id(1)), Some(DeviceId(id(1))), now());
    assert_eq!(no, Err(NotTaken::SignInFirst));
}

#[test]
fn the_oldest_go_first_however_the_disk_finished() {
    let mut phone = phone();
    let view = phone.view(now());
    let mut taken: Vec<Waiting> = (1..=60)
        .map(|n| phone.submit(&view, sign_up(n), CommandId(id(n)), Some(DeviceId(id(1))), now()).unwrap())
        .collect();
    taken.reverse();
    taken.into_iter().for_each(|taken| phone.stored(taken));
    let first = sends(&mut phone);
    assert_eq!(first, (1..=PUSH_MAX as u128).collect::<Vec<_>>());
    phone.settle(first.into_iter().map(|n| applied(n, 5)).collect(), now());
    assert_eq!(sends(&mut phone), (PUSH_MAX as u128 + 1..=60).collect::<Vec<_>>());
}

#[test]
fn what_depends_on_a_command_goes_along_with_it_in_order() {
    let mut phone = phone();
    submit(&mut phone, 1, sign_up(1));
    submit(&mut phone, 2, cancel(1));
    let again =
        Command::SignUp { signup: SignupId(id(590)), occurrence: date(1).id, party: vec![guizhen().id], split: None };
    submit(&mut phone, 3, again);
    assert_eq!(
        sends(&mut phone),
        [1, 2, 3],
        "signed up, given back, signed up again: in any other order the place is lost"
    );
    phone.settle(vec![applied(1, 5)], now());
    assert_eq!(sends(&mut phone), [2, 3]);
}

#[test]
fn what_depends_on_a_command_that_is_set_aside_stays_behind_with_it() {
    let mut phone = phone();
    submit(&mut phone, 1, sign_up(1));
    submit(&mut phone, 2, cancel(1));
    submit(&mut phone, 3, sign_up(2));
    for _ in 0..3 {
        sends(&mut phone);
        phone.on_trouble(Trouble::Busy(None), 0.0);
    }
    assert_eq!(sends(&mut phone), [3]);
}

#[test]
fn a_refused_command_is_put_where_it_is_seen_and_what_takes_it_back_goes() {
    let mut phone = phone();
    submit(&mut phone, 1, sign_up(1));
    submit(&mut phone, 2, cancel(1));
    submit(&mut phone, 3, sign_up(2));
    let settled = phone.settle(vec![refused(1)], now());
    assert!(!settled.signed_out);
    assert_eq!(phone.parked.iter().map(|parked| parked.envelope.id.0).collect::<Vec<_>>(), [id(1)]);
    assert_eq!(phone.unanswered().map(|envelope| envelope.id.0).collect::<Vec<_>>(), [id(3)]);
    assert_eq!(phone.drop_parked(CommandId(id(1))), [Write::Drop(Shelf::Parked, spot(1, 1))]);
    assert!(phone.parked.is_empty());
}

#[test]
fn signed_out_means_that_everything_is_kept() {
    let mut phone = phone();
    (1..=3).for_each(|n| drop(submit(&mut phone, n, sign_up(n))));
    let before = phone.outbox.clone();
    let settled = phone.settle(vec![answer(1, Outcome::SignInNeeded), answer(2, Outcome::SignInNeeded)], now());
    assert_eq!(settled, Settled { signed_out: true, ..Settled::default() });
    assert_eq!(phone.on_trouble(Trouble::SignedOut, 0.5), Next::AskWho);
    assert_eq!(phone.outbox, before);
}

#[test]
fn signed_out_from_elsewhere_nothing_goes_out_by_itself_and_everything_is_shown() {
    let mut phone = phone();
    (1..=3).for_each(|n| drop(submit(&mut phone, n, sign_up(n))));
    phone.settle(vec![applied(2, 7)], now());
    let writes = phone.signed_out_elsewhere(now());
    assert_eq!(writes.len(), 4);
    assert_eq!(sends(&mut phone), Vec::<u128>::new());
    let parked: Vec<_> = phone.parked.iter().map(|parked| (parked.envelope.id.0, parked.refusal.clone())).collect();
    assert_eq!(parked, [(id(1), Refusal::SignedOut), (id(3), Refusal::SignedOut)]);
    assert_eq!(phone.outbox.len(), 1, "what the server has done is not to be done again");
}

#[test]
fn two_tabs_that_give_out_one_number_lose_nothing() {
    let (mut one, mut other) = (phone(), phone());
    let (first, second) = (submit(&mut one, 1, sign_up(1)), submit(&mut other, 2, sign_up(2)));
    assert_eq!(first.envelope.device_seq, second.envelope.device_seq);
    assert_ne!(Spot::of(&first.envelope), Spot::of(&second.envelope));
    one.stored(second);
    assert_eq!(sends(&mut one), [1, 2]);
}

#[test]
fn a_command_that_was_taken_back_on_its_way_is_the_servers_to_tell() {
    let mut phone = phone();
    submit(&mut phone, 1, sign_up(1));
    assert_eq!(sends(&mut phone), [1]);
    assert_eq!(phone.withdraw(CommandId(id(1))), [Write::Drop(Shelf::Outbox, spot(1, 1))]);
    assert_eq!(phone.settle(vec![applied(1, 5)], now()), Settled::default());
    assert!(phone.outbox.is_empty() && phone.sent.is_empty());
}

#[test]
fn what_the_server_did_cannot_be_taken_back_as_if_it_had_not() {
    let mut phone = phone();
    submit(&mut phone, 1, sign_up(1));
    phone.settle(vec![applied(1, 5)], now());
    assert_eq!(phone.withdraw(CommandId(id(1))), []);
    assert_eq!(phone.outbox.len(), 1);
}

#[test]
fn a_poisoned_command_delays_only_what_depends_on_it() {
    let mut phone = phone();
    submit(&mut phone, 1, sign_up(1));
    submit(&mut phone, 2, cancel(1));
    (3..=6).for_each(|n| drop(submit(&mut phone, n, sign_up(n))));
    assert_eq!(sends(&mut phone), [1, 2, 3, 4, 5, 6]);
    let mut tries = 0;
    while sends(&mut phone).contains(&1) {
        phone.on_trouble(Trouble::Busy(None), 0.0);
        tries += 1;
        assert!(tries < 10);
    }
    assert_eq!(sends(&mut phone), [3], "one at a time, until something gets through");
    phone.settle(vec![applied(3, 5)], now());
    assert_eq!(sends(&mut phone), [4, 5, 6]);
    phone.settle((4..=6).map(|n| applied(n, 5)).collect(), now());
    assert_eq!(sends(&mut phone), [1], "and the poisoned one is tried again");
    phone.settle(vec![applied(1, 6)], now());
    assert_eq!(sends(&mut phone), [2]);
}

#[test]
fn two_poisoned_commands_in_a_row_do_not_hold_the_third_up() {
    let mut phone = phone();
    (1..=3).for_each(|n| drop(submit(&mut phone, n, sign_up(n))));
    for _ in 0..10 {
        match sends(&mut phone).as_slice() {
            [3] => return,
            _ => {
                phone.on_trouble(Trouble::Busy(None), 0.0);
            }
        }
    }
    panic!("the third command never left");
}

#[test]
fn a_server_that_fails_at_everything_changes_no_order() {
    let mut phone = phone();
    (1..=3).for_each(|n| drop(submit(&mut phone, n, sign_up(n))));
    let mut alone = Vec::new();
    for _ in 0..20 {
        alone.extend(sends(&mut phone).first().copied());
        phone.on_trouble(Trouble::Busy(None), 0.0);
    }
    assert!(alone.contains(&1) && alone.contains(&2) && alone.contains(&3), "each was tried: {alone:?}");
    for _ in 0..20 {
        if sends(&mut phone).first() == Some(&1) {
            break;
        }
        phone.on_trouble(Trouble::Busy(None), 0.0);
    }
    phone.settle(vec![applied(1, 5)], now());
    assert_eq!(sends(&mut phone), [2, 3]);
    for _ in 0..9 {
        phone.on_trouble(Trouble::Offline, 0.0);
    }
    assert_eq!(sends(&mut phone), [2, 3], "without a network nothing is suspected");
}

#[test]
fn a_done_command_stays_until_both_parts_of_the_rows_have_it() {
    let mut phone = phone();
    submit(&mut phone, 1, sign_up(1));
    phone.settle(vec![applied(1, 5)], now());
    phone.take_pull(Part::Mine, pull(Part::Mine, "e", 5, false), now()).unwrap();
    assert_eq!(phone.caught_up(now()), []);
    assert!(phone.view(now()).is_pending::<crate::signup::Signup>(id(501)));
    phone.take_pull(Part::Public, pull(Part::Public, "e", 6, false), now()).unwrap();
    assert_eq!(phone.caught_up(now()).len(), 2);
    assert!(phone.outbox.is_empty() && phone.sent.len() == 1);
}

#[test]
fn a_snapshot_replaces_and_a_lost_scope_goes() {
    let mut phone = phone();
    let mut mine = pull(Part::Mine, "e", 5, true);
    mine.scopes.push(Scope::Organization(opera()));
    let device = Device { id: DeviceId(id(1)), resident: guizhen().id, label: "x".into(), since: now(), revoked: None };
    mine.rows = vec![feed(Scope::Organization(opera()), Row::Device(device))];
    phone.take_pull(Part::Mine, mine, now()).unwrap();
    assert!(phone.confirmed.me().is_none(), "what the snapshot has not is gone");
    assert!(phone.confirmed.get::<Device>(id(1)).is_some());
    assert_eq!(phone.confirmed.all::<Occurrence>().count(), 100, "public rows are another part");
    assert_eq!(phone.ask(Part::Mine).scopes.len(), 2);
    phone.take_pull(Part::Mine, pull(Part::Mine, "e", 6, false), now()).unwrap();
    assert!(phone.confirmed.get::<Device>(id(1)).is_none());
}

#[test]
fn rows_that_are_not_for_this_phone_as_it_is_now_are_left() {
    let mut phone = phone();
    let mut theirs = pull(Part::Mine, "e", 5, true);
    theirs.scopes = vec![Scope::Person(crate::sample::jianguo().id)];
    let before = phone.clone();
    assert_eq!(phone.take_pull(Part::Mine, theirs, now()), None);
    assert_eq!(
        phone.take_pull(Part::Public, pull(Part::Public, "e", 0, false), now()),
        None,
        "older than what is here"
    );
    assert_eq!(phone.take_pull(Part::Public, pull(Part::Public, "f", 9, false), now()), None, "news of unknown rows");
    assert!(phone == before);
    phone.close();
    assert_eq!(phone.take_pull(Part::Mine, pull(Part::Mine, "e", 5, true), now()), None);
}

#[test]
fn a_server_from_a_backup_gets_again_what_it_had_done() {
    let mut phone = phone();
    (1..=3).for_each(|n| drop(submit(&mut phone, n, sign_up(n))));
    phone.settle(vec![applied(1, 5), applied(2, 9)], now());
    phone.take_pull(Part::Mine, pull(Part::Mine, "e", 5, false), now()).unwrap();
    phone.take_pull(Part::Public, pull(Part::Public, "e", 5, false), now()).unwrap();
    phone.caught_up(now());
    assert_eq!((phone.sent.len(), phone.outbox.len()), (1, 2));

    phone.take_pull(Part::Public, pull(Part::Public, "f", 2, true), now()).unwrap();
    let writes = phone.take_pull(Part::Mine, pull(Part::Mine, "f", 2, true), now()).unwrap();
    assert_eq!(writes.len(), 3, "two that wait again, one of them off the other shelf: {writes:?}");
    assert_eq!(sends(&mut phone), [1, 2, 3]);
    phone.settle(vec![applied(1, 1), applied(2, 3), applied(3, 4)], now());
    phone.caught_up(now());
    assert_eq!((phone.sent.len(), phone.outbox.len()), (1, 2), "revisions of the new life count");
}

#[test]
fn a_server_that_went_back_without_a_word_is_noticed_too() {
    let mut phone = phone();
    phone.take_pull(Part::Mine, pull(Part::Mine, "e", 9, false), now()).unwrap();
    submit(&mut phone, 1, sign_up(1));
    phone.settle(vec![applied(1, 10)], now());
    phone.take_pull(Part::Mine, pull(Part::Mine, "e", 3, true), now()).unwrap();
    assert_eq!(sends(&mut phone), [1]);
}

#[test]
fn done_commands_are_kept_for_a_month_or_a_hundred_of_them() {
    let done = |n: u64, at: Moment| {
        let mut source = phone();
        let Waiting { mut envelope, .. } = submit(&mut source, u128::from(n), sign_up(1));
        envelope.device_seq = n;
        Sent { envelope, at }
    };
    let month_ago = now().plus_ms(-31 * 24 * HOUR_MS);
    let mut phone = phone();
    phone.sent = (1..=120).map(|n| done(n, if n <= 50 { month_ago } else { now() })).collect();
    phone.last_seq = 120;
    submit(&mut phone, 999, sign_up(1));
    phone.settle(vec![applied(999, 1)], now());
    let writes = phone.caught_up(now());
    assert_eq!(phone.sent.len(), 100);
    let gone =
        writes.iter().filter(|write| matches!(write, Write::Drop(Shelf::Sent, Spot { seq: 1..=21, .. }))).count();
    assert_eq!(gone, 21);

    phone.sent = (1..=1_100).map(|n| done(n, now())).collect();
    phone.last_seq = 2_000;
    submit(&mut phone, 998, sign_up(2));
    phone.settle(vec![applied(998, 1)], now());
    phone.caught_up(now());
    assert_eq!(phone.sent.len(), 1_000);
}

proptest! {
    #[test]
    fn a_wait_is_at_most_five_minutes_unless_the_server_asks(failures: u32, random in 0.0..1.0_f64, asked: Option<u32>) {
        let ms = back_off(failures, random, asked);
        let asked = asked.unwrap_or(0);
        prop_assert!(ms >= 500 && ms >= asked.min(86_400_000));
        prop_assert!(ms <= 300_000.max(asked) && ms <= 86_400_000);
        prop_assert!(failures > 3 || ms <= (2_000 << failures).max(asked));
    }
}
