//! Tests of [`super`]: see the names.

use super::*;
use crate::resident::Me;
use crate::sample::{facts, guizhen, lesson, staff, teacher_he};

const LINE: &str = "谢谢三位帮忙搬桌子的邻居";

fn over(actor: Me, thanks: &str) -> Facts {
    let date = Occurrence { thanks: thanks.into(), ..lesson(9) };
    Facts { now: date.ends, occurrence: Some(date), ..facts(actor) }
}

fn said(facts: &Facts, words: &str) -> String {
    match say(facts, words).unwrap().as_slice() {
        [Change::Occurrence(date)] => {
            assert_eq!(Occurrence { thanks: String::new(), ..date.clone() }, lesson(9), "nothing else changes");
            date.thanks.clone()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_leader_thanks_in_one_line_changes_it_and_takes_it_back() {
    assert_eq!(said(&over(teacher_he(), ""), &format!("  {LINE} ")), LINE);
    assert_eq!(said(&over(staff(), ""), "谢谢\n大家"), "谢谢 大家");
    assert_eq!(said(&over(teacher_he(), LINE), "谢谢大家"), "谢谢大家");
    assert_eq!(said(&over(teacher_he(), LINE), " \n "), "");
}

#[test]
fn nobody_else_thanks_and_nobody_before_it_is_over() {
    assert_eq!(say(&over(guizhen(), ""), LINE), Err(Refusal::NotAllowed));
    let soon = Facts { now: lesson(9).ends.plus_ms(-1), ..over(teacher_he(), "") };
    assert_eq!(say(&soon, LINE), Err(Refusal::NotOverYet));
    let off = Occurrence { cancelled: Some("下雨".into()), ..lesson(9) };
    assert_eq!(say(&Facts { occurrence: Some(off), ..over(teacher_he(), "") }, LINE), Err(Refusal::AlreadyCancelled));
    assert_eq!(say(&Facts { occurrence: None, ..over(teacher_he(), "") }, LINE), Err(Refusal::NotFound));
}

#[test]
fn the_same_again_nothing_to_take_back_and_a_whole_letter_are_refused() {
    assert_eq!(say(&over(teacher_he(), LINE), &format!("{LINE}\n")), Err(Refusal::AlreadySaid));
    assert_eq!(say(&over(teacher_he(), ""), "  "), Err(Refusal::WordsMissing));
    assert_eq!(said(&over(teacher_he(), ""), &"谢".repeat(NOTE_MAX)).chars().count(), NOTE_MAX);
    let letter = "谢".repeat(NOTE_MAX + 1);
    assert_eq!(say(&over(teacher_he(), ""), &letter), Err(Refusal::WordsTooLong { max: NOTE_MAX }));
}
