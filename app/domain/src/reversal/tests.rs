//! Tests of [`super`]: see the names.

use super::*;
use crate::closing::{Closed, Till};
use crate::id::{OrderId, TillId};
use crate::ledger::{Postings, Wallet};
use crate::payment::Tender;
use crate::resident::Person;
use crate::sample::{cook, facts, guizhen, id, jianguo, now, person, staff};
use crate::when::HOUR_MS;

/// 8 yuan in cash for a meal, taken by the cook an hour ago.
fn meal() -> Entry {
    Entry {
        id: EntryId(id(5)),
        kind: EntryKind::Meal,
        day: now().day(),
        order: Some(OrderId(id(77))),
        postings: Postings { till: 800, subsidy: 200, meals: 1_000, ..Postings::default() },
        by: Person { id: cook().id, name: cook().name },
        at: now().plus_ms(-HOUR_MS),
        ..Entry::default()
    }
}

fn paid(actor: crate::resident::Me) -> Facts {
    let payment = Payment {
        id: OrderId(id(77)),
        price_fen: 1_000,
        subsidy_fen: 200,
        paid_fen: 800,
        tender: Some(Tender::Cash),
        payer: person(1, "周桂珍"),
        entry: meal().id,
        ..Payment::default()
    };
    let till = Till { id: TillId(id(4)), day: now().day(), cash_fen: 800, ..Till::default() };
    Facts { booked: Some(meal()), payment: Some(payment), tills: vec![till], ..facts(actor) }
}

fn closed(facts: Facts) -> Facts {
    let till = |till: Till| Till { closed: Some(Closed::default()), ..till };
    Facts { tills: facts.tills.into_iter().map(till).collect(), ..facts }
}

fn back(facts: &Facts, reason: &str) -> Result<Vec<Change>, Refusal> {
    reverse(facts, EntryId(id(6)), reason)
}

#[test]
fn whoever_took_it_takes_it_back_on_the_same_day_and_it_is_to_be_paid_again() {
    let changes = back(&paid(cook()), "").unwrap();
    let [Change::Till(till), Change::Entry(entry), Change::Payment(payment)] = changes.as_slice() else {
        panic!("{changes:?}")
    };
    assert_eq!((till.cash_fen, entry.postings.till, entry.postings.sum()), (0, -800, Some(0)));
    assert_eq!((entry.kind, entry.reverses, payment.back), (EntryKind::MealBack, Some(meal().id), Some(entry.id)));
    assert!(back(&paid(staff()), "").is_ok());
    let other = crate::resident::Me { id: jianguo().id, ..cook() };
    assert_eq!(back(&paid(other), ""), Err(Refusal::NotFound), "another cook did not take it");
    assert_eq!(back(&paid(guizhen()), ""), Err(Refusal::NotAllowed));
    let moved = Facts { moved: true, ..paid(staff()) };
    assert_eq!(back(&moved, "记错了"), Err(Refusal::MovedByMerging));
    let known = Facts { booked: Some(Entry { moved: true, ..meal() }), ..paid(staff()) };
    assert_eq!(back(&known, "记错了"), Err(Refusal::MovedByMerging), "as a phone at the desk knows it");
    let again = Facts { reversed: true, ..paid(cook()) };
    assert_eq!(back(&again, ""), Err(Refusal::AlreadyCancelled));
}

#[test]
fn afterwards_only_staff_take_it_back_and_say_why() {
    for later in [closed(paid(cook())), Facts { now: now().plus_ms(24 * HOUR_MS), ..paid(cook()) }] {
        assert_eq!(back(&later, "记错了"), Err(Refusal::DayClosed));
        let desk = Facts { actor: staff(), ..later };
        assert_eq!(back(&desk, " "), Err(Refusal::WordsMissing));
        let changes = back(&desk, "收了两次").unwrap();
        let Some(Change::Till(till)) = changes.first() else { panic!("{changes:?}") };
        assert_eq!((till.day, till.cash_fen), (now().day().plus(1), -800), "out of the till that is open");
    }
}

#[test]
fn what_was_spent_since_is_not_taken_back() {
    let Person { id: who, name } = person(1, "周桂珍");
    let ahead = Entry {
        kind: EntryKind::TopUp,
        order: None,
        resident: Some(person(1, "周桂珍")),
        postings: Postings { till: 800, balance: 800, ..Postings::default() },
        ..meal()
    };
    let holding = |fen| {
        let wallet = Wallet { id: who, name: name.clone(), fen, changed: now() };
        Facts { booked: Some(ahead.clone()), payment: None, wallet: Some(wallet), ..paid(staff()) }
    };
    assert_eq!(back(&holding(799), ""), Err(Refusal::BalanceShort));
    let changes = back(&holding(800), "").unwrap();
    assert!(changes.iter().any(|change| matches!(change, Change::Wallet(wallet) if wallet.fen == 0)));
}

#[test]
fn neither_what_takes_back_nor_a_count_of_the_till_is_taken_back() {
    let with = |entry: Entry| Facts { booked: Some(entry), ..paid(staff()) };
    let reversal = Entry { reverses: Some(EntryId(id(9))), ..meal() };
    assert_eq!(back(&with(reversal), "错"), Err(Refusal::NotAllowed));
    let count = Entry { kind: EntryKind::Closing, ..meal() };
    assert_eq!(back(&with(count), "错"), Err(Refusal::NotAllowed));
    let other = Entry { id: EntryId(id(10)), ..meal() };
    assert_eq!(back(&with(other), "错"), Err(Refusal::AlreadyCancelled), "it is not what pays the order");
}
