//! What is everybody's and what is an account's stay apart on the phone.

use super::*;

fn dates_of(phone: &Phone) -> Vec<OccurrenceId> {
    let mut dates: Vec<OccurrenceId> = phone.view(now()).all::<Occurrence>().map(|date| date.id).collect();
    dates.sort();
    dates
}

#[test]
fn public_rows_that_are_taken_anew_replace_public_ones_alone() {
    let mut phone = phone();
    phone.open_public(vec![feed(Scope::Public, Row::Occurrence(date(7)))], Cursor::default());
    assert_eq!(dates_of(&phone), [date(7).id]);
    assert_eq!(phone.view(now()).me().map(|me| me.id), Some(guizhen().id), "the account is still there");
}

#[test]
fn an_account_that_is_left_takes_its_rows_along_and_leaves_what_is_everybodys() {
    let mut phone = phone();
    phone.close();
    assert_eq!(dates_of(&phone).len(), 100);
    assert!(phone.view(now()).me().is_none());
}

#[test]
fn an_account_knows_the_server_once_it_has_heard_from_it() {
    let mut phone = phone();
    assert!(phone.knows_the_server());
    phone.open(guizhen().id, Kept::default());
    assert!(!phone.knows_the_server());
}
