//! A rule in a form that can be said in words: 每周三, 每月第二个星期六. Of the rules that calendars know only those are told
//! that the app and the importer make; of any other nothing is said.

use super::{Series, WEEKDAYS, number, signed};
use crate::when::Day;

/// How often a series comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rhythm {
    /// Every so many days.
    Days(i32),
    /// Every so many weeks, on these days: a bit for each, Monday's first; none for the day on which it began.
    Weeks(i32, u8),
    /// On the so manieth such weekday (1 for Monday) of a month; -1 for its last.
    Weekday(i32, u8),
    /// On such a day of a month; -1 for its last.
    MonthDay(i32),
}

/// Monday to Friday, as [`Rhythm::Weeks`] has them.
pub const WORKDAYS: u8 = 0b001_1111;
/// All days of a week.
pub const EVERY_DAY: u8 = 0b111_1111;

impl Rhythm {
    /// Whether such a day can be one of its days; where that follows from its first date alone, it can.
    pub fn may_have(self, day: Day) -> bool {
        match self {
            Rhythm::Weeks(_, days) if days != 0 => days & bit(day.weekday()) != 0,
            Rhythm::Weekday(_, weekday) => day.weekday() == weekday,
            Rhythm::Days(_) | Rhythm::Weeks(..) | Rhythm::MonthDay(_) => true,
        }
    }

    /// The days of a series that begins with `first`, as many as are asked for: that one and those after it, wherever it rests. What
    /// comes seldom is not looked for longer than two years.
    #[cfg(feature = "desk")]
    pub fn days(self, first: Day, count: usize) -> Vec<Day> {
        let later = (1..=730).map(|days| first.plus(days)).filter(|day| self.falls_on(*day, first));
        std::iter::once(first).chain(later).take(count).collect()
    }

    /// Whether a series that begins with `first` falls on a later day.
    #[cfg(feature = "desk")]
    fn falls_on(self, day: Day, first: Day) -> bool {
        let monday = |day: Day| day.plus(1 - i32::from(day.weekday()));
        let (month, number) = (day.parts().1, i32::from(day.parts().2));
        match self {
            Rhythm::Days(every) => day.since(first) % every == 0,
            Rhythm::Weeks(every, days) => {
                let days = if days == 0 { bit(first.weekday()) } else { days };
                days & bit(day.weekday()) != 0 && (monday(day).since(monday(first)) / 7) % every == 0
            }
            Rhythm::Weekday(nth, weekday) => {
                let there = if nth < 0 { day.plus(7).parts().1 != month } else { (number - 1) / 7 + 1 == nth };
                day.weekday() == weekday && there
            }
            Rhythm::MonthDay(-1) => day.plus(1).parts().1 != month,
            Rhythm::MonthDay(of_month) => number == of_month,
        }
    }
}

/// The bit of a weekday, 1 for Monday to 7.
fn bit(weekday: u8) -> u8 {
    1 << (weekday.clamp(1, 7) - 1)
}

impl Series {
    /// How often it comes, if that can be said.
    pub fn rhythm(&self) -> Option<Rhythm> {
        let (mut often, mut every, mut days, mut month_day) = ("", 1, "", "");
        for part in self.rule.split(';') {
            let (name, value) = part.split_once('=')?;
            match name {
                "FREQ" => often = value,
                "INTERVAL" => every = number(value).filter(|every| *every > 0)?,
                "BYDAY" => days = value,
                "BYMONTHDAY" => month_day = value,
                _ => return None,
            }
        }
        match (often, every, days, month_day) {
            ("DAILY", _, "", "") => Some(Rhythm::Days(every)),
            ("WEEKLY", _, "", "") => Some(Rhythm::Weeks(every, 0)),
            ("WEEKLY", ..) if month_day.is_empty() => weekdays(days).map(|days| Rhythm::Weeks(every, days)),
            ("MONTHLY", 1, _, "") => {
                let at = days.len().checked_sub(2)?;
                let (nth, day) = (days.get(..at)?, days.get(at..)?);
                Some(Rhythm::Weekday(place(nth)?, weekday(day)?))
            }
            ("MONTHLY", 1, "", day) => place(day).map(Rhythm::MonthDay),
            _ => None,
        }
    }
}

/// A place in a month: from 1 on, or -1 for the last.
fn place(text: &str) -> Option<i32> {
    signed(text).filter(|place| *place == -1 || *place > 0)
}

/// `MO` is 1.
fn weekday(text: &str) -> Option<u8> {
    (1..).zip(WEEKDAYS).find(|(_, name)| *name == text).map(|(number, _)| number)
}

fn weekdays(text: &str) -> Option<u8> {
    text.split(',').try_fold(0, |days, day| Some(days | bit(weekday(day)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::series::Skip;

    fn rhythm(rule: &str) -> Option<Rhythm> {
        Series { rule: rule.into(), skip: Skip::Nothing }.rhythm()
    }

    #[test]
    fn the_rules_that_the_app_makes_are_understood() {
        for (rule, expected) in [
            ("FREQ=DAILY", Rhythm::Days(1)),
            ("FREQ=DAILY;INTERVAL=3", Rhythm::Days(3)),
            ("FREQ=WEEKLY", Rhythm::Weeks(1, 0)),
            ("FREQ=WEEKLY;INTERVAL=2", Rhythm::Weeks(2, 0)),
            ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", Rhythm::Weeks(1, WORKDAYS)),
            ("FREQ=WEEKLY;BYDAY=SU,WE", Rhythm::Weeks(1, 0b100_0100)),
            ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", Rhythm::Weeks(1, EVERY_DAY)),
            ("FREQ=MONTHLY;BYDAY=2SA", Rhythm::Weekday(2, 6)),
            ("FREQ=MONTHLY;BYDAY=-1FR", Rhythm::Weekday(-1, 5)),
            ("FREQ=MONTHLY;BYMONTHDAY=15", Rhythm::MonthDay(15)),
            ("FREQ=MONTHLY;BYMONTHDAY=-1", Rhythm::MonthDay(-1)),
        ] {
            assert_eq!(rhythm(rule), Some(expected), "{rule}");
        }
    }

    #[test]
    fn of_any_other_rule_nothing_is_said() {
        for rule in [
            "",
            "每周",
            "FREQ=HOURLY",
            "FREQ=MONTHLY",
            "FREQ=MONTHLY;BYDAY=SA",
            "FREQ=MONTHLY;BYDAY=1SA,3SA",
            "FREQ=MONTHLY;BYDAY=-2SA",
            "FREQ=MONTHLY;BYMONTHDAY=-2",
            "FREQ=MONTHLY;BYDAY=六",
            "FREQ=MONTHLY;INTERVAL=2;BYDAY=2SA",
            "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1",
            "FREQ=MONTHLY;BYDAY=2SA;BYMONTHDAY=3",
            "FREQ=WEEKLY;BYDAY=2MO",
            "FREQ=WEEKLY;BYDAY=MO;BYMONTHDAY=3",
            "FREQ=WEEKLY;COUNT=5",
            "FREQ=WEEKLY;INTERVAL=0",
            "FREQ=WEEKLY;UNTIL=20270131T155959Z",
            "FREQ=DAILY;BYDAY=MO",
        ] {
            assert_eq!(rhythm(rule), None, "{rule}");
        }
    }

    #[cfg(feature = "desk")]
    #[test]
    fn the_next_days_are_those_that_a_calendar_reckons() {
        // A Saturday, the fourth of its month and the last.
        let first = Day::of(2026, 11, 28).unwrap();
        for (rule, expected) in [
            ("FREQ=DAILY;INTERVAL=2", ["2026-11-28", "2026-11-30", "2026-12-02"]),
            ("FREQ=WEEKLY", ["2026-11-28", "2026-12-05", "2026-12-12"]),
            ("FREQ=WEEKLY;INTERVAL=2", ["2026-11-28", "2026-12-12", "2026-12-26"]),
            ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", ["2026-11-28", "2026-11-30", "2026-12-01"]),
            ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO", ["2026-11-28", "2026-11-29", "2026-12-07"]),
            ("FREQ=MONTHLY;BYDAY=4SA", ["2026-11-28", "2026-12-26", "2027-01-23"]),
            ("FREQ=MONTHLY;BYDAY=-1SA", ["2026-11-28", "2026-12-26", "2027-01-30"]),
            ("FREQ=MONTHLY;BYMONTHDAY=31", ["2026-11-28", "2026-12-31", "2027-01-31"]),
            ("FREQ=MONTHLY;BYMONTHDAY=-1", ["2026-11-28", "2026-11-30", "2026-12-31"]),
        ] {
            let days = rhythm(rule).unwrap().days(first, 3);
            assert_eq!(days.iter().map(Day::to_string).collect::<Vec<_>>(), expected, "{rule}");
        }
    }

    #[test]
    fn a_date_that_was_moved_to_another_day_is_none_of_the_rules_days() {
        let wednesday = Day::of(2026, 11, 25).unwrap();
        let has = |rule| rhythm(rule).unwrap().may_have(wednesday);
        assert!(has("FREQ=WEEKLY;BYDAY=WE") && has("FREQ=WEEKLY"));
        assert!(has("FREQ=DAILY") && has("FREQ=MONTHLY;BYDAY=4WE"));
        assert!(!has("FREQ=WEEKLY;BYDAY=MO,TH") && !has("FREQ=MONTHLY;BYDAY=4TH"));
    }
}
