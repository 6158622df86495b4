//! When people are reminded (提醒): at seven in the evening before, and an hour before; never at night.

use super::Kind;
use crate::when::{Clock, HOUR_MS, Moment};

/// From half past nine in the evening nobody's phone rings...
const NIGHT: Clock = Clock(21 * 60 + 30);
/// ...until seven in the morning.
const MORNING: Clock = Clock(7 * 60);
/// When people are reminded of the next day.
const EVENING: Clock = Clock(19 * 60);
/// So long before something begins people are reminded of it.
const SOON_MS: i64 = HOUR_MS;

/// Of what people are to be reminded now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Round {
    /// As what.
    pub kind: Kind,
    /// Of what begins after this moment...
    pub after: Moment,
    /// ...and not after this one.
    pub until: Moment,
    /// Those who signed up before then: whoever has just done it knows it.
    pub signed_before: Moment,
}

/// Whether it is night.
pub fn quiet(at: Moment) -> bool {
    at.clock() >= NIGHT || at.clock() < MORNING
}

/// The first moment from `at` on that is not at night.
pub fn awake(at: Moment) -> Moment {
    match at.clock() {
        clock if clock >= NIGHT => Moment::at(at.day().plus(1), MORNING),
        clock if clock < MORNING => Moment::at(at.day(), MORNING),
        _ => at,
    }
}

/// When the night before the day of `at` ended.
pub fn morning(at: Moment) -> Moment {
    Moment::at(at.day(), MORNING)
}

/// Of what people are to be reminded at a moment. What begins in the first hour of the day is told at its beginning, and what begins
/// at night the evening before alone.
pub fn rounds(now: Moment) -> Vec<Round> {
    if quiet(now) {
        return Vec::new();
    }
    let soon = Round { kind: Kind::Soon, after: now, until: now.plus_ms(SOON_MS), signed_before: now };
    let evening = Moment::at(now.day(), EVENING);
    if now < evening {
        return vec![soon];
    }
    let midnight = |days| Moment::at(now.day().plus(days), Clock(0)).plus_ms(-1);
    vec![soon, Round { kind: Kind::Tomorrow, after: midnight(1), until: midnight(2), signed_before: evening }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::when::{Day, MINUTE_MS};

    fn at(hour: u16, minute: u16) -> Moment {
        Moment::at(Day::of(2026, 11, 23).unwrap(), Clock(hour * 60 + minute))
    }

    #[test]
    fn nobody_is_woken() {
        for (hour, minute, night) in [(6, 59, true), (7, 0, false), (21, 29, false), (21, 30, true), (0, 0, true)] {
            assert_eq!(quiet(at(hour, minute)), night, "{hour}:{minute}");
            assert_eq!(rounds(at(hour, minute)).is_empty(), night, "{hour}:{minute}");
        }
        assert_eq!(awake(at(23, 0)), at(7, 0).plus_ms(24 * HOUR_MS));
        assert_eq!(awake(at(3, 0)), at(7, 0));
        assert_eq!(awake(at(12, 0)), at(12, 0));
    }

    #[test]
    fn the_evening_is_about_the_whole_next_day_and_each_hour_about_the_next() {
        let rounds = rounds(at(19, 0));
        let tomorrow = rounds.iter().find(|round| round.kind == Kind::Tomorrow).unwrap();
        let within = |moment: Moment| tomorrow.after < moment && moment <= tomorrow.until;
        assert!(within(at(24, 0)) && within(at(47, 59)) && !within(at(23, 59)) && !within(at(48, 0)));
        let soon = rounds.iter().find(|round| round.kind == Kind::Soon).unwrap();
        assert_eq!((soon.after, soon.until), (at(19, 0), at(20, 0)));
        assert_eq!(super::rounds(at(18, 59)).len(), 1);
        assert_eq!(super::rounds(at(19, 0).plus_ms(MINUTE_MS)).len(), 2);
    }
}
