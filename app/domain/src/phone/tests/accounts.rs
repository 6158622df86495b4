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

#[test]
fn what_somebody_leaves_is_told_by_number_and_by_little_of_the_name() {
    let mut phone = phone();
    assert_eq!(phone.leaves("周桂珍", 0), None, "nothing is nobody's");
    submit(&mut phone, 1, sign_up(1));
    submit(&mut phone, 2, sign_up(2));
    phone.settle(vec![applied(1, 9)], now());
    let left = phone.leaves("周桂珍", 1).unwrap();
    assert_eq!(
        left,
        Left { resident: guizhen().id, name: "周**".into(), things: 2 },
        "one waits, one is being written"
    );
    phone.close();
    assert_eq!(phone.leaves("", 3), None, "nobody leaves nothing");
}
