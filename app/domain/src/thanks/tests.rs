//! Tests of [`super`]: see the names.

use super::*;
use crate::resident::Me;
use crate::sample::{facts, guizhen, id, lesson, staff, teacher_he};

const LINE: &str = "谢谢三位帮忙搬桌子的邻居";

fn over(actor: Me, thanks: &str) -> Facts {
    let date = Occurrence { thanks: thanks.into(), ..lesson(9) };
    Facts { now: date.ends, occurrence: Some(date), ..facts(actor) }
}

/// A picture.
fn of(n: u128) -> PhotoId {
    PhotoId(id(n))
}

/// A date with a line of thanks and these pictures.
fn pictured(pictures: &[u128]) -> Facts {
    let mut facts = over(teacher_he(), LINE);
    facts.occurrence.as_mut().unwrap().pictures = pictures.iter().map(|n| of(*n)).collect();
    facts
}

fn shows(facts: &Facts, words: &str, pictures: &[u128]) -> Result<Vec<Change>, Refusal> {
    let pictures: Vec<PhotoId> = pictures.iter().map(|n| of(*n)).collect();
    say(facts, words, Some(&pictures))
}

fn said(facts: &Facts, words: &str) -> String {
    match say(facts, words, None).unwrap().as_slice() {
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
    assert_eq!(say(&over(guizhen(), ""), LINE, None), Err(Refusal::NotAllowed));
    let soon = Facts { now: lesson(9).ends.plus_ms(-1), ..over(teacher_he(), "") };
    assert_eq!(say(&soon, LINE, None), Err(Refusal::NotOverYet));
    let off = Occurrence { cancelled: Some("下雨".into()), ..lesson(9) };
    assert_eq!(
        say(&Facts { occurrence: Some(off), ..over(teacher_he(), "") }, LINE, None),
        Err(Refusal::AlreadyCancelled)
    );
    assert_eq!(say(&Facts { occurrence: None, ..over(teacher_he(), "") }, LINE, None), Err(Refusal::NotFound));
}

#[test]
fn the_same_again_nothing_to_take_back_and_a_whole_letter_are_refused() {
    assert_eq!(say(&over(teacher_he(), LINE), &format!("{LINE}\n"), None), Err(Refusal::AlreadySaid));
    assert_eq!(say(&over(teacher_he(), ""), "  ", None), Err(Refusal::WordsMissing));
    assert_eq!(said(&over(teacher_he(), ""), &"谢".repeat(NOTE_MAX)).chars().count(), NOTE_MAX);
    let letter = "谢".repeat(NOTE_MAX + 1);
    assert_eq!(say(&over(teacher_he(), ""), &letter, None), Err(Refusal::WordsTooLong { max: NOTE_MAX }));
}

#[test]
fn a_line_of_another_leader_is_not_written_over_unseen() {
    let facts = over(teacher_he(), LINE);
    let says = |words: &str, seen: Option<&str>| say_over(&facts, words, None, seen).map(drop);
    let meanwhile = || Err(Refusal::SaidMeanwhile { words: LINE.into() });
    for words in ["谢谢大家", ""] {
        assert_eq!(says(words, Some("")), meanwhile());
        assert_eq!(says(words, Some("谢谢三位")), meanwhile());
        assert_eq!(says(words, Some(&format!(" {LINE}\n"))), Ok(()));
        assert_eq!(says(words, None), Ok(()), "an older release");
    }
    assert_eq!(says(LINE, Some("")), Err(Refusal::AlreadySaid), "they say the same");
    let back = say_over(&over(teacher_he(), ""), "谢谢大家", None, Some(LINE));
    assert_eq!(back, Err(Refusal::SaidMeanwhile { words: String::new() }));
}

#[test]
fn pictures_are_shown_below_the_line_in_their_order_and_each_once() {
    let changes = shows(&over(teacher_he(), ""), LINE, &[3, 1, 3, 2]).unwrap();
    let [Change::Pictures(date, shown), Change::Occurrence(row)] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!((*date, shown), (lesson(9).id, &vec![of(3), of(1), of(2)]));
    assert_eq!((row.thanks.as_str(), &row.pictures), (LINE, shown));
    // The line alone, or a release that knows of no pictures, leaves them.
    let changes = say(&pictured(&[3, 1]), "谢谢大家", None).unwrap();
    assert!(matches!(changes.as_slice(), [Change::Occurrence(row)] if row.pictures == [of(3), of(1)]), "{changes:?}");
    let changes = shows(&pictured(&[3, 1]), LINE, &[1, 3]).unwrap();
    assert!(matches!(changes.as_slice(), [Change::Pictures(..), Change::Occurrence(_)]), "another order: {changes:?}");
}

#[test]
fn a_picture_can_be_taken_away_and_the_line_takes_all_with_it() {
    let changes = shows(&pictured(&[1, 2]), LINE, &[2, 5]).unwrap();
    let [Change::Pictures(_, shown), Change::Occurrence(row), Change::NoPictures(gone)] = changes.as_slice() else {
        panic!("{changes:?}")
    };
    assert_eq!((shown, &row.pictures, gone), (&vec![of(2), of(5)], &vec![of(2), of(5)], &vec![of(1)]));
    for pictures in [None, Some([of(1)].as_slice())] {
        let changes = say(&pictured(&[1, 2]), "", pictures).unwrap();
        let [Change::Pictures(_, shown), Change::Occurrence(row), Change::NoPictures(gone)] = changes.as_slice() else {
            panic!("{changes:?}")
        };
        assert_eq!((shown.len(), row.pictures.len(), gone), (0, 0, &vec![of(1), of(2)]), "{pictures:?}");
    }
}

#[test]
fn too_many_pictures_the_same_ones_none_to_a_line_and_what_is_not_there_are_refused() {
    let many: Vec<u128> = (1..=7).collect();
    assert!(shows(&over(teacher_he(), ""), LINE, &many[1..]).is_ok());
    let refused = Refusal::TooManyPhotos { max: PICTURES_MAX };
    assert_eq!(shows(&over(teacher_he(), ""), LINE, &many), Err(refused));
    assert_eq!(shows(&pictured(&[1, 2]), LINE, &[1, 2]), Err(Refusal::AlreadySaid));
    assert_eq!(shows(&over(teacher_he(), ""), " ", &[1]), Err(Refusal::WordsMissing), "no pictures without a line");
    let lacking = Facts { no_picture: true, ..over(teacher_he(), "") };
    assert_eq!(shows(&lacking, LINE, &[1]), Err(Refusal::NoPicture));
    assert_eq!(shows(&Facts { no_picture: true, ..over(guizhen(), "") }, LINE, &[1]), Err(Refusal::NotAllowed));
}
