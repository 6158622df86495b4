//! Tests of [`super`]: see the names.

use super::*;
use crate::sample::{cook, facts, guizhen, id, now, staff};

fn holding(cash_fen: i64) -> Facts {
    let till = Till { id: TillId(id(9)), day: now().day(), cash_fen, ..Till::default() };
    Facts { tills: vec![till], ..facts(cook()) }
}

fn closes(facts: &Facts, counted: i64, words: &str) -> Result<Vec<Change>, Refusal> {
    close(facts, EntryId(id(5)), now().day(), counted, words)
}

#[test]
fn what_is_there_is_what_the_ledger_expects_or_there_are_words() {
    let changes = closes(&holding(11_800), 11_800, "").unwrap();
    let [Change::Till(till)] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!(till.closed.as_ref().map(|closed| (closed.counted_fen, closed.at)), Some((11_800, now())));
    assert_eq!(closes(&holding(11_800), 12_000, " "), Err(Refusal::WordsMissing));
    let changes = closes(&holding(11_800), 12_000, " 多收了 ").unwrap();
    let [Change::Till(till), Change::Entry(entry)] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!(till.closed.as_ref().map(|closed| closed.words.as_str()), Some("多收了"));
    assert_eq!((entry.postings.till, entry.postings.difference, entry.postings.sum()), (200, -200, Some(0)));
    assert_eq!((entry.kind, entry.day), (EntryKind::Closing, now().day()));
}

#[test]
fn a_day_is_closed_once_by_the_counter_or_the_desk_when_it_has_come() {
    let closed = holding(0).tills.into_iter().map(|till| Till { closed: Some(Closed::default()), ..till });
    let closed = Facts { tills: closed.collect(), ..facts(cook()) };
    assert_eq!(closes(&closed, 0, ""), Err(Refusal::DayClosed));
    assert!(closes(&facts(staff()), 0, "").is_ok(), "a day without money is closed too");
    assert_eq!(closes(&facts(guizhen()), 0, ""), Err(Refusal::NotAllowed));
    let tomorrow = close(&facts(cook()), EntryId(id(5)), now().day().plus(1), 0, "");
    assert_eq!(tomorrow, Err(Refusal::NotYetTheDay));
    assert_eq!(closes(&holding(0), -1, "少了"), Err(Refusal::AmountOutOfRange { max_fen: TILL_MAX }));
    let long = "长".repeat(WORDS_MAX + 1);
    assert_eq!(closes(&holding(0), 1, &long), Err(Refusal::WordsTooLong { max: WORDS_MAX }));
}
