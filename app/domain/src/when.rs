//! Instants, days and clock times.
//!
//! An instant is milliseconds since the epoch everywhere, in the database too, because text timestamps sort
//! wrongly on SQLite. A day is a civil day of the community, which keeps Beijing time: UTC+8, without
//! summer time since 1991. All civil arithmetic is the `time` crate's.

use crate::read::{Fault, Json, Read};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use time::{Date, Month};

/// Beijing time is eight hours ahead of UTC, in milliseconds.
pub const OFFSET_MS: i64 = 8 * 3_600_000;
const DAY_MS: i64 = 86_400_000;
/// One minute in milliseconds.
pub const MINUTE_MS: i64 = 60_000;
/// One hour in milliseconds.
pub const HOUR_MS: i64 = 3_600_000;

/// An instant, in milliseconds since 1970-01-01T00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Read)]
#[serde(transparent)]
pub struct Moment(pub i64);

impl Moment {
    /// The instant of a clock time on a day, in Beijing time.
    pub fn at(day: Day, clock: Clock) -> Self {
        Self((i64::from(day.0) - i64::from(EPOCH)) * DAY_MS + i64::from(clock.0) * MINUTE_MS - OFFSET_MS)
    }

    /// The civil day in Beijing.
    pub fn day(self) -> Day {
        let days = self.0.saturating_add(OFFSET_MS).div_euclid(DAY_MS).clamp(-1_000_000, 1_000_000);
        Day(days as i32 + EPOCH)
    }

    /// The clock time in Beijing, cut to the minute.
    pub fn clock(self) -> Clock {
        Clock((self.0.saturating_add(OFFSET_MS).rem_euclid(DAY_MS) / MINUTE_MS) as u16)
    }

    /// Later (or earlier) by `ms` milliseconds.
    pub fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }
}

/// Julian day of 1970-01-01.
const EPOCH: i32 = 2_440_588;

/// A civil day, stored as its Julian day number and written `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Default for Day {
    fn default() -> Self {
        Self(EPOCH)
    }
}

impl Day {
    /// The day of a calendar date, if there is one.
    pub fn of(year: i32, month: u8, day: u8) -> Option<Self> {
        let month = Month::try_from(month).ok()?;
        Date::from_calendar_date(year, month, day).ok().map(|date| Self(date.to_julian_day()))
    }

    /// Reads `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, rest) = text.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        if year.len() != 4 || month.len() != 2 || day.len() != 2 {
            return None;
        }
        Self::of(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    fn date(self) -> Date {
        Date::from_julian_day(self.0).unwrap_or(Date::MIN)
    }

    /// Year, month (1 to 12) and day of the month.
    pub fn parts(self) -> (i32, u8, u8) {
        let date = self.date();
        (date.year(), date.month().into(), date.day())
    }

    /// 1 for Monday to 7 for Sunday.
    pub fn weekday(self) -> u8 {
        self.date().weekday().number_from_monday()
    }

    /// The day `days` later (negative: earlier).
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// How many days after `other` this day is.
    pub fn since(self, other: Day) -> i32 {
        self.0 - other.0
    }

    /// The day as sixteen bits: unlike for any two days within 179 years.
    pub fn stamp(self) -> u16 {
        u16::try_from(self.0.rem_euclid(1 << 16)).unwrap_or_default()
    }

    /// Whole years from this day (a birthday) to `today`.
    pub fn years_until(self, today: Day) -> i32 {
        let (year, month, day) = self.parts();
        let (this_year, this_month, this_day) = today.parts();
        this_year - year - i32::from((this_month, this_day) < (month, day))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_string())
    }
}

impl Read for Day {
    fn take(json: &Json<'_>, fault: &mut Fault) -> Self {
        fault.or(json.text().and_then(Day::parse), "day", Day(0))
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::read::deserialize(deserializer)
    }
}

/// A clock time in minutes after midnight, written `HH:MM`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Read)]
#[serde(transparent)]
pub struct Clock(pub u16);

impl Clock {
    /// Reads `HH:MM` (24 hours).
    pub fn parse(text: &str) -> Option<Self> {
        let (hour, minute) = text.split_once(':')?;
        let (hour, minute) = (hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?);
        (hour < 24 && minute < 60 && text.len() <= 5).then_some(Self(hour * 60 + minute))
    }

    /// Hour (0 to 23) and minute.
    pub fn parts(self) -> (u16, u16) {
        (self.0 / 60, self.0 % 60)
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_and_its_civil_reading_agree() {
        // 2026-11-22T16:30Z is half past midnight of the 23rd in Beijing.
        let moment = Moment(1_795_365_000_000);
        assert_eq!(moment.day().to_string(), "2026-11-23");
        assert_eq!(moment.clock().to_string(), "00:30");
        assert_eq!(Moment::at(moment.day(), moment.clock()), moment);
        assert_eq!(moment.day().weekday(), 1);
    }

    #[test]
    fn a_day_that_no_calendar_has_is_refused() {
        assert_eq!(Day::parse("2026-02-29"), None);
        assert_eq!(Day::parse("2028-02-29").map(|day| day.to_string()).as_deref(), Some("2028-02-29"));
        assert_eq!(Day::parse("26-2-9"), None);
        assert_eq!(Clock::parse("24:00"), None);
    }

    #[test]
    fn a_birthday_counts_on_its_day() {
        let born = Day::of(2012, 11, 23).unwrap();
        assert_eq!(born.years_until(Day::of(2026, 11, 22).unwrap()), 13);
        assert_eq!(born.years_until(Day::of(2026, 11, 23).unwrap()), 14);
    }
}
