//! A place that waits for a child of fourteen or older to agree is not held for ever.
//!
//! A guardian's word holds the place, and while nobody agrees it keeps somebody else from it. So the child has the hours of two days,
//! of which only the daytime counts ([`crate::offer::until`]), and never longer than the evening before: whoever runs the shift has to
//! know by then who comes, and somebody else needs the evening to take the place. Where a guardian says so so late that hardly any of
//! that is left, the child has two hours of daytime all the same. A place that was not agreed to by then is free again.

use super::{Duty, DutyState};
use crate::change::Change;
use crate::facts::Facts;
use crate::offer::until;
use crate::shift::Shift;
use crate::when::{Clock, Moment};

/// How many hours of daytime a child has to agree.
pub const HOURS: u32 = 24;
/// So many they have in any case, until the shift begins.
const AT_LEAST: u32 = 2;
/// The evening: at this time of the day before, whoever runs the shift has to know.
const EVENING: Clock = Clock(20 * 60);

/// Until when a child's place on a shift is held for their answer.
pub fn agrees_until(duty: &Duty, shift: &Shift) -> Moment {
    let (made, starts) = (duty.made, shift.starts);
    let evening = Moment::at(starts.day().plus(-1), EVENING);
    until(made, HOURS, starts).min(evening).max(until(made, AT_LEAST, starts))
}

/// Frees the places of the facts' shift that no child has agreed to in time. What has begun stays as it is: there it is seen who came.
pub fn lapse(facts: &Facts) -> Vec<Change> {
    let now = facts.now;
    let coming = |shift: &&Shift| shift.cancelled.is_none() && shift.starts > now;
    let Some(shift) = facts.shift.as_ref().filter(coming) else { return Vec::new() };
    let over = |duty: &&Duty| duty.state.live() && duty.waits() && agrees_until(duty, shift) <= now;
    let over: Vec<&Duty> = facts.on_shift.iter().filter(over).collect();
    if over.is_empty() {
        return Vec::new();
    }
    let mut freed = shift.clone();
    let mut changes = Vec::new();
    for duty in over {
        freed.taken = freed.taken.saturating_sub(1);
        if duty.state == DutyState::Seeking {
            freed.seeking = freed.seeking.saturating_sub(1);
        }
        changes.push(Change::Duty(duty.with(DutyState::Left, now)));
    }
    changes.push(Change::Shift(freed));
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{DutyId, ResidentId};
    use crate::mandate::Consent;
    use crate::notice::behalf::{self, Behalf};
    use crate::notice::{Kind, told};
    use crate::sample::{id, person, shift};
    use crate::when::{Day, HOUR_MS};

    fn day(nth: i32) -> Day {
        Day::of(2026, 11, 23).unwrap().plus(nth)
    }

    fn at(nth: i32, hour: u16) -> Moment {
        Moment::at(day(nth), Clock(hour * 60))
    }

    /// A shift that begins at nine in the morning of the fifth day.
    fn row() -> Shift {
        Shift { starts: at(5, 9), ends: at(5, 11), taken: 1, ..shift(1, 2) }
    }

    fn asked(made: Moment) -> Duty {
        let (resident, shift) = (person(3, "陆小满"), row().id);
        Duty { id: DutyId(id(9)), resident, shift, minor: true, asks: true, made, changed: made, ..Duty::default() }
    }

    fn facts(duty: Duty, now: Moment) -> Facts {
        Facts { now, shift: Some(row()), on_shift: vec![duty], ..Facts::default() }
    }

    #[test]
    fn a_child_has_two_days_but_not_the_evening_before() {
        assert_eq!(agrees_until(&asked(at(0, 12)), &row()), at(2, 12));
        assert_eq!(agrees_until(&asked(at(0, 3)), &row()), at(1, 20), "the night does not count");
        assert_eq!(agrees_until(&asked(at(4, 12)), &row()), at(4, 20), "the evening before");
        assert_eq!(
            agrees_until(&asked(at(4, 19)), &row()),
            at(5, 9),
            "they have two hours of daytime, until it begins"
        );
        let late = Shift { starts: at(5, 18), ends: at(5, 19), ..row() };
        assert_eq!(agrees_until(&asked(at(5, 9)), &late), at(5, 11));
    }

    #[test]
    fn what_nobody_agreed_to_is_free_again_and_child_and_guardians_hear_of_it() {
        let (duty, over) = (asked(at(0, 12)), at(2, 12));
        assert!(lapse(&facts(duty.clone(), over.plus_ms(-1))).is_empty());
        let at_last = facts(duty.clone(), over);
        let changes = lapse(&at_last);
        let gone = Change::Duty(duty.with(DutyState::Left, over));
        assert_eq!(changes, [gone.clone(), Change::Shift(Shift { taken: 0, ..row() })]);
        let heard: Vec<(ResidentId, Kind)> = told(&gone, &at_last).iter().map(|row| (row.person, row.kind)).collect();
        assert_eq!(heard, [(duty.resident.id, Kind::Lapsed)]);
        let (whose, kind, _) = behalf::told(&gone, &at_last).swap_remove(0);
        assert_eq!((whose, kind), (Behalf::Guardians(duty.resident.id), Kind::Lapsed));
        // Once it is done there is nothing left to do.
        let after = Facts { shift: Some(Shift { taken: 0, ..row() }), on_shift: Vec::new(), ..at_last };
        assert!(lapse(&after).is_empty());
    }

    #[test]
    fn what_was_agreed_to_or_has_begun_or_is_off_stays() {
        let duty = asked(at(0, 12));
        let agreed = Duty { agreed: Some(Consent::Phone), ..duty.clone() };
        assert!(lapse(&facts(agreed, at(4, 12))).is_empty());
        assert!(
            lapse(&facts(Duty { asks: false, ..duty.clone() }, at(4, 12))).is_empty(),
            "who is younger is not asked"
        );
        assert!(lapse(&facts(duty.clone(), at(5, 9))).is_empty(), "it has begun");
        let off = Facts { shift: Some(Shift { cancelled: Some("下雨".into()), ..row() }), ..facts(duty, at(4, 12)) };
        assert!(lapse(&off).is_empty());
    }

    #[test]
    fn who_looks_for_somebody_else_is_no_longer_looked_for() {
        let duty = Duty { state: DutyState::Seeking, ..asked(at(0, 12)) };
        let looks = Facts { shift: Some(Shift { seeking: 1, ..row() }), ..facts(duty, at(3, 12)) };
        let Some(Change::Shift(freed)) = lapse(&looks).pop() else { panic!("the shift is the last") };
        assert_eq!((freed.taken, freed.seeking), (0, 0));
        assert!(looks.now.plus_ms(HOUR_MS) < row().starts);
    }
}
