//! Tests of [`super`]: see the names.

use super::*;
use crate::ledger::Wallet;
use crate::order;
use crate::sample::{cook, facts, guizhen, id, jianguo, lunch_day, now, person};
use crate::when::HOUR_MS;

/// An order of 12 yuan with a subsidy of 2, by 周桂珍 for her husband.
fn lunch() -> Order {
    Order {
        id: OrderId(id(77)),
        day: lunch_day(),
        eater: person(2, "陆永年"),
        booker: person(1, "周桂珍"),
        lines: Vec::new(),
        total_fen: 1_200,
        subsidy_fen: 200,
        code: 3,
        state: OrderState::Booked,
        changed: now(),
        delivered: false,
        to: None,
        via: Via::Own,
        meal: crate::meal::Meal::Lunch,
        entrusted: false,
    }
}

fn holding(fen: i64) -> Facts {
    let Person { id, name } = person(1, "周桂珍");
    Facts { order: Some(lunch()), wallet: Some(Wallet { id, name, fen, changed: now() }), ..facts(guizhen()) }
}

#[test]
fn what_was_paid_or_given_up_is_not_asked_for_again() {
    assert_eq!((lunch().due_fen(false), lunch().due_fen(true)), (1_000, 0));
    assert_eq!(Order { state: OrderState::Cancelled, ..lunch() }.due_fen(false), 0);
}

fn entry_id() -> EntryId {
    EntryId(id(5))
}

#[test]
fn an_order_is_paid_from_the_balance_of_whoever_may_give_it_up() {
    let changes = from_balance(&holding(1_000), entry_id()).unwrap();
    let [Change::Wallet(wallet), Change::Entry(entry), Change::Payment(payment)] = changes.as_slice() else {
        panic!("{changes:?}")
    };
    assert_eq!(wallet.fen, 0);
    assert_eq!((entry.postings.sum(), entry.postings.subsidy, entry.postings.meals), (Some(0), 200, 1_200));
    assert_eq!((payment.paid_fen, payment.subsidy_fen, payment.price_fen), (1_000, 200, 1_200));
    assert_eq!((payment.tender, payment.payer.id, payment.entry), (None, guizhen().id, entry_id()));
    assert_eq!(from_balance(&holding(999), entry_id()), Err(Refusal::BalanceShort));
    let stranger = Facts { actor: jianguo(), ..holding(1_000) };
    assert_eq!(from_balance(&stranger, entry_id()), Err(Refusal::NotFound));
    let paid = Facts { payment: Some(payment.clone()), ..holding(1_000) };
    assert_eq!(from_balance(&paid, entry_id()), Err(Refusal::AlreadyPaid));
    assert_eq!(from_balance(&Facts { order: None, ..holding(1_000) }, entry_id()), Err(Refusal::NotFound));
}

#[test]
fn an_order_is_paid_at_booking_where_the_balance_is_known() {
    let placed = || vec![Change::Order(lunch())];
    let changes = at_booking(&holding(1_000), placed()).unwrap();
    assert!(matches!(
        changes.as_slice(),
        [Change::Order(_), Change::Wallet(_), Change::Entry(_), Change::Payment(payment)] if payment.paid_fen == 1_000
    ));
    assert_eq!(at_booking(&holding(999), placed()), Err(Refusal::BalanceShort));
    let phone = Facts { forecast: true, wallet: None, ..holding(0) };
    assert_eq!(at_booking(&phone, placed()).map(|changes| changes.len()), Ok(1), "the server says");
}

#[test]
fn what_is_given_up_in_time_is_given_back() {
    let changes = from_balance(&holding(1_500), entry_id()).unwrap();
    let Some(Change::Payment(payment)) = changes.last() else { panic!("{changes:?}") };
    let paid = Facts { payment: Some(payment.clone()), ..holding(500) };
    let changes = order::cancel(&paid).unwrap();
    let wallet = changes.iter().find_map(|change| if let Change::Wallet(row) = change { Some(row.fen) } else { None });
    assert_eq!(wallet, Some(1_500));
    let back = changes.iter().find_map(|change| if let Change::Payment(row) = change { row.back } else { None });
    let entry = changes.iter().find_map(|change| if let Change::Entry(row) = change { Some(row) } else { None });
    assert_eq!(back, entry.map(|entry| entry.id));
    assert_eq!(entry.and_then(|entry| entry.postings.sum()), Some(0));
    assert!(back.is_some_and(|back| back != payment.entry));
    let at_counter = Payment { tender: Some(Tender::Cash), ..payment.clone() };
    let paid = Facts { payment: Some(at_counter), ..holding(500) };
    assert_eq!(order::cancel(&paid), Err(Refusal::AlreadyPaid));
}

#[test]
fn what_was_paid_is_not_changed() {
    let changes = from_balance(&holding(1_500), entry_id()).unwrap();
    let Some(Change::Payment(payment)) = changes.last() else { panic!("{changes:?}") };
    let paid = Facts { payment: Some(payment.clone()), ..holding(500) };
    assert_eq!(order::change(&paid, &[]), Err(Refusal::AlreadyPaid));
    assert_eq!(order::change(&holding(500), &[]), Err(Refusal::OrderEmpty), "what was not, is looked at");
}

#[test]
fn whoever_took_an_order_for_somebody_did_not_pay_for_it() {
    let (via, booker) = (Via::Counter, person(8, "朱师傅"));
    let order = Some(Order { via, booker, ..lunch() });
    let on_the_day = Facts { actor: cook(), now: now().plus_ms(7 * 24 * HOUR_MS), order, ..holding(0) };
    let changes = at_counter(&on_the_day, entry_id(), Tender::Cash).unwrap();
    let Some(Change::Payment(payment)) = changes.last() else { panic!("{changes:?}") };
    assert_eq!(payment.payer.name, "陆永年");
}

#[test]
fn the_cook_notes_what_was_paid_at_the_counter_on_the_day() {
    let on_the_day = Facts { actor: cook(), now: now().plus_ms(7 * 24 * HOUR_MS), ..holding(0) };
    let changes = at_counter(&on_the_day, entry_id(), Tender::Code).unwrap();
    let [Change::Till(till), Change::Entry(entry), Change::Payment(payment)] = changes.as_slice() else {
        panic!("{changes:?}")
    };
    assert_eq!((till.cash_fen, till.code_fen, entry.postings.sum()), (0, 1_000, Some(0)));
    assert_eq!((payment.tender, payment.payer.id, entry.resident.is_none()), (Some(Tender::Code), guizhen().id, true));
    let early = Facts { now: now().plus_ms(-24 * HOUR_MS), ..on_the_day.clone() };
    assert_eq!(at_counter(&early, entry_id(), Tender::Cash), Err(Refusal::NotYetTheDay));
    let off = Facts { order: Some(Order { state: OrderState::Cancelled, ..lunch() }), ..on_the_day.clone() };
    assert_eq!(at_counter(&off, entry_id(), Tender::Cash), Err(Refusal::AlreadyCancelled));
    let other = Facts { actor: guizhen(), ..on_the_day };
    assert_eq!(at_counter(&other, entry_id(), Tender::Cash), Err(Refusal::NotAllowed));
}
