//! Tests of [`super`]: see the names.

use super::*;
use crate::id::OccurrenceId;
use crate::occurrence::Occurrence;
use crate::resident::Me;
use crate::sample::{facts, guizhen, id, lesson, now, opera, shift, staff, teacher_he};
use crate::shift::Shift;
use crate::when::HOUR_MS;
use proptest::prelude::*;

const AMOUNTS: Amounts = Amounts { made: 6000, given: 5800, left: 150, discarded: 50 };

fn mooncakes(amounts: Amounts) -> Counted {
    Counted { of: Venture::Occurrence(lesson(20).id), what: " 月饼 ".into(), amounts }
}

/// A date that has begun an hour ago.
fn running(actor: Me) -> Facts {
    let starts = now().plus_ms(-HOUR_MS);
    Facts { occurrence: Some(Occurrence { starts, ..lesson(20) }), ..facts(actor) }
}

fn noted(facts: &Facts, counted: &Counted) -> Result<Tally, Refusal> {
    match note(facts, TallyId(id(1)), counted)?.as_slice() {
        [Change::Tally(row)] => Ok(row.clone()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_leader_notes_what_was_made_and_nobody_else_does() {
    let row = noted(&running(teacher_he()), &mooncakes(AMOUNTS)).unwrap();
    assert_eq!((row.what.as_str(), row.amounts, row.organization), ("月饼", AMOUNTS, opera()));
    assert_eq!((row.by.id, row.noted), (teacher_he().id, now()));
    assert!(noted(&running(staff()), &mooncakes(AMOUNTS)).is_ok());
    assert_eq!(noted(&running(guizhen()), &mooncakes(AMOUNTS)), Err(Refusal::NotAllowed));
    assert_eq!(noted(&facts(teacher_he()), &mooncakes(AMOUNTS)), Err(Refusal::NotFound));
    let again = Facts { tally_exists: true, ..running(teacher_he()) };
    assert_eq!(noted(&again, &mooncakes(AMOUNTS)), Err(Refusal::NotFound));
}

#[test]
fn a_shift_has_its_counts_too() {
    let begun = Shift { starts: now(), ..shift(1, 4) };
    let counted = Counted { of: Venture::Shift(begun.id), ..mooncakes(AMOUNTS) };
    let on_shift = Facts { shift: Some(begun), ..facts(teacher_he()) };
    assert_eq!(noted(&on_shift, &counted).unwrap().of, counted.of);
}

#[test]
fn it_is_counted_once_it_has_begun_and_not_when_it_was_called_off() {
    let mut facts = running(teacher_he());
    let date = facts.occurrence.as_mut().unwrap();
    date.starts = now().plus_ms(1);
    let refusal = Refusal::NotBegun { starts: now().plus_ms(1) };
    assert_eq!(noted(&facts, &mooncakes(AMOUNTS)), Err(refusal));
    facts.now = now().plus_ms(1);
    assert!(noted(&facts, &mooncakes(AMOUNTS)).is_ok());
    facts.now = now().plus_ms(300 * 24 * HOUR_MS);
    assert!(noted(&facts, &mooncakes(AMOUNTS)).is_ok(), "whenever somebody has counted");
    facts.occurrence.as_mut().unwrap().cancelled = Some("下雨".into());
    assert_eq!(noted(&facts, &mooncakes(AMOUNTS)), Err(Refusal::AlreadyCancelled));
}

#[test]
fn what_does_not_add_up_is_refused_with_both_sums() {
    let facts = running(teacher_he());
    let refused = |amounts| noted(&facts, &mooncakes(amounts)).unwrap_err();
    let short = Amounts { discarded: 40, ..AMOUNTS };
    assert_eq!(refused(short), Refusal::CountsDiffer { made: 6000, sum: 5990 });
    let long = Amounts { left: u32::MAX, ..AMOUNTS };
    assert_eq!(refused(long), Refusal::CountsDiffer { made: 6000, sum: u32::MAX });
    let huge = Amounts { made: u32::MAX, given: u32::MAX, left: 1, discarded: 0 };
    assert_eq!(refused(huge), Refusal::CountsDiffer { made: u32::MAX, sum: u32::MAX });
    for (what, refusal) in
        [(" ".to_owned(), Refusal::WordsMissing), ("饼".repeat(WHAT_MAX + 1), Refusal::WordsTooLong { max: WHAT_MAX })]
    {
        assert_eq!(noted(&facts, &Counted { what, ..mooncakes(AMOUNTS) }), Err(refusal));
    }
}

#[test]
fn of_each_thing_the_last_count_holds() {
    let one = |n: u128, what: &str, made: u32, minutes: i64| Tally {
        id: TallyId(id(n)),
        of: Venture::Occurrence(OccurrenceId(id(9))),
        what: what.into(),
        amounts: Amounts { made, given: made, ..Amounts::default() },
        noted: Moment(minutes * 60_000),
        ..Tally::default()
    };
    let all = vec![one(4, "月饼", 6000, 9), one(2, "汤圆", 80, 2), one(1, "月饼", 5000, 1), one(3, "月饼", 5500, 9)];
    let held: Vec<(String, u32)> = holding(all).into_iter().map(|one| (one.what, one.amounts.made)).collect();
    assert_eq!(held, [("月饼".to_owned(), 6000), ("汤圆".to_owned(), 80)]);
}

proptest! {
    #[test]
    fn nothing_that_is_noted_is_lost(
        given in 0_u32..9_000,
        left in 0_u32..9_000,
        discarded in 0_u32..9_000,
        off in 0_u32..4,
    ) {
        let made = given + left + discarded + off;
        let noted = noted(&running(teacher_he()), &mooncakes(Amounts { made, given, left, discarded }));
        prop_assert_eq!(noted.is_ok(), off == 0);
    }
}
