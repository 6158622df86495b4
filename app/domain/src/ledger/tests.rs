//! Tests of [`super`]: see the names.

use super::*;
use crate::closing::{Closed, Till};
use crate::facts::Subject;
use crate::sample::{cook, facts, guizhen, id, now, person, staff};
use proptest::prelude::*;

fn at_desk(held: Option<i64>) -> Facts {
    let who = person(1, "周桂珍");
    let wallet = held.map(|fen| Wallet { id: who.id, name: who.name.clone(), fen, changed: now() });
    Facts { subject: Some(Subject { person: who, ..Subject::default() }), wallet, ..facts(staff()) }
}

fn entry_id() -> EntryId {
    EntryId(id(0x1a2b_3c4d))
}

#[test]
fn what_is_paid_ahead_is_in_the_till_and_on_the_balance() {
    let changes = top_up(&at_desk(Some(500)), entry_id(), 10_000, Tender::Cash).unwrap();
    let [Change::Till(till), Change::Wallet(wallet), Change::Entry(entry)] = changes.as_slice() else {
        panic!("{changes:?}")
    };
    assert_eq!((till.cash_fen, till.code_fen, till.day), (10_000, 0, now().day()));
    assert_eq!((wallet.fen, wallet.name.as_str()), (10_500, "周桂珍"));
    assert_eq!((entry.postings.sum(), entry.postings.balance, entry.day), (Some(0), 10_000, now().day()));
    assert_eq!(entry.receipt(), "1A2B3C4D");
    let code = top_up(&at_desk(None), entry_id(), 100, Tender::Code).unwrap();
    assert!(matches!(code.first(), Some(Change::Till(till)) if (till.cash_fen, till.code_fen) == (0, 100)));
}

/// Figures that cannot be taken for one another, added by hand.
const LOPSIDED: Postings =
    Postings { till: 1, code: 20, subsidy: 300, difference: 4_000, balance: 50_000, meals: 600_000 };

#[test]
fn what_is_held_and_spent_less_what_is_owed_and_earned_is_what_an_entry_comes_to() {
    assert_eq!(LOPSIDED.sum(), Some(4_321 - 650_000));
    assert_eq!(Postings { till: i64::MAX, code: 1, ..Postings::default() }.sum(), None);
    assert_eq!(Postings { balance: i64::MIN, ..Postings::default() }.sum(), None);
    let opposite = LOPSIDED.opposite();
    assert_eq!((opposite.till, opposite.code, opposite.subsidy), (-1, -20, -300));
    assert_eq!((opposite.difference, opposite.balance, opposite.meals), (-4_000, -50_000, -600_000));
}

#[test]
fn what_is_given_or_taken_by_hand_or_by_code_goes_through_the_till_and_a_count_does_not() {
    let of =
        |kind, till, code| Entry { kind, postings: Postings { till, code, ..Postings::default() }, ..Entry::default() };
    assert!(of(EntryKind::Meal, 800, 0).through_till() && of(EntryKind::PayBack, -500, 0).through_till());
    assert!(of(EntryKind::TopUp, 0, 500).through_till());
    let from_balance = Postings { balance: -800, meals: 800, ..Postings::default() };
    assert!(!Entry { kind: EntryKind::Meal, postings: from_balance, ..Entry::default() }.through_till());
    assert!(!of(EntryKind::Closing, -20, 0).through_till());
}

#[test]
fn an_entry_says_who_made_it_and_when_and_counts_on_that_day() {
    let entry = entry(&at_desk(None), entry_id(), EntryKind::Meal);
    assert_eq!((entry.at, entry.day, entry.by.id), (now(), now().day(), staff().id));
}

#[test]
fn what_does_not_come_to_nothing_is_no_entry() {
    let entry = Entry { id: entry_id(), postings: LOPSIDED, ..Entry::default() };
    assert_eq!(book(&at_desk(None), entry), Err(Refusal::AmountOutOfRange { max_fen: AMOUNT_MAX }));
}

#[test]
fn a_balance_is_never_below_zero() {
    let left = pay_back(&at_desk(Some(500)), entry_id(), 500).unwrap();
    assert!(left.iter().any(|change| matches!(change, Change::Wallet(wallet) if wallet.fen == 0)));
    for held in [None, Some(0), Some(499)] {
        assert_eq!(pay_back(&at_desk(held), entry_id(), 500), Err(Refusal::BalanceShort));
    }
}

#[test]
fn only_the_desk_takes_and_gives_and_only_what_can_be() {
    for actor in [guizhen(), cook()] {
        let facts = Facts { actor, ..at_desk(Some(500)) };
        assert_eq!(top_up(&facts, entry_id(), 100, Tender::Cash), Err(Refusal::NotAllowed));
        assert_eq!(pay_back(&facts, entry_id(), 100), Err(Refusal::NotAllowed));
    }
    for fen in [i64::MIN, -1, 0, AMOUNT_MAX + 1, i64::MAX] {
        let no = Err(Refusal::AmountOutOfRange { max_fen: AMOUNT_MAX });
        assert_eq!(top_up(&at_desk(None), entry_id(), fen, Tender::Cash), no);
        assert_eq!(pay_back(&at_desk(Some(500)), entry_id(), fen), no);
    }
    let nobody = Facts { subject: None, ..at_desk(None) };
    assert_eq!(top_up(&nobody, entry_id(), 100, Tender::Cash), Err(Refusal::NotFound));
    let again = Facts { entry_exists: true, ..at_desk(None) };
    assert_eq!(top_up(&again, entry_id(), 100, Tender::Cash), Err(Refusal::NotFound));
    let rich = at_desk(Some(i64::MAX));
    assert!(top_up(&rich, entry_id(), 100, Tender::Cash).is_err(), "nothing overflows");
}

#[test]
fn what_comes_after_the_closing_is_the_next_days() {
    let closed = Some(Closed { at: now(), ..Closed::default() });
    let till = Till { day: now().day(), cash_fen: 300, closed, ..Till::default() };
    let facts = Facts { tills: vec![till], ..at_desk(None) };
    let changes = top_up(&facts, entry_id(), 100, Tender::Cash).unwrap();
    let [Change::Till(till), _, Change::Entry(entry)] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!((till.day, till.cash_fen, entry.day), (now().day().plus(1), 100, now().day().plus(1)));
}

#[test]
fn yuan_are_read_as_they_are_typed() {
    let read = ["100", "12.5", "12.50", "0.05", "7."].map(yuan);
    assert_eq!(read, [Some(10_000), Some(1_250), Some(1_250), Some(5), Some(700)]);
    for text in ["", "-1", "1.234", "1,5", "十元", ".5", "9999999999", "1.+5", "+1"] {
        assert_eq!(yuan(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn whatever_is_asked_the_balance_is_the_statement_and_the_till_holds_it(
        asked in prop::collection::vec((any::<bool>(), -10_i64..1_000), 0..50)
    ) {
        let (mut facts, mut sum) = (at_desk(None), 0);
        for (pays, fen) in asked {
            let answer = if pays {
                top_up(&facts, entry_id(), fen, Tender::Code)
            } else {
                pay_back(&facts, entry_id(), fen)
            };
            for change in answer.unwrap_or_default() {
                match change {
                    Change::Wallet(row) => facts.wallet = Some(row),
                    Change::Till(row) => facts.tills = vec![row],
                    Change::Entry(row) => {
                        prop_assert_eq!(row.postings.sum(), Some(0));
                        sum += row.postings.balance;
                    }
                    other => prop_assert!(false, "money changes nothing else: {:?}", other),
                }
            }
            let held = facts.wallet.as_ref().map_or(0, |wallet| wallet.fen);
            let till = facts.tills.first().map_or(0, |till| till.cash_fen + till.code_fen);
            prop_assert!(held >= 0);
            prop_assert_eq!((held, till), (sum, sum));
        }
    }
}
