//! The almanac (黄历): the lunar months around today and the festivals in them.
//!
//! Reckoning them takes tables that are too heavy for a phone, so the server writes this row, for the lunar month of today and
//! the ten weeks after it, and a phone without a network still knows which day it is. A month is kept by its first day, so the
//! row is small and changes about twice a month.

use crate::id::CommunityId;
use crate::read::Read;
use crate::when::Day;
use serde::Serialize;

/// The months and festivals.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Almanac {
    /// The community whose row it is.
    pub id: CommunityId,
    /// The lunar months, one after the other.
    pub months: Vec<LunarMonth>,
    /// The day after the last of them.
    pub until: Day,
    /// The festivals in them.
    pub festivals: Vec<Feast>,
}

/// A lunar month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct LunarMonth {
    /// Its first day (初一).
    pub first: Day,
    /// 1 to 12.
    pub month: u8,
    /// 闰: the second one of this number.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub leap: bool,
}

/// A festival on its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read)]
pub struct Feast {
    /// When.
    pub day: Day,
    /// Which.
    pub festival: Festival,
}

/// A festival that neighbours keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Festival {
    /// 元旦.
    NewYear,
    /// 妇女节.
    Women,
    /// 清明节.
    Qingming,
    /// 劳动节.
    Labour,
    /// 儿童节.
    Children,
    /// 建党节.
    Party,
    /// 建军节.
    Army,
    /// 教师节.
    Teachers,
    /// 国庆节.
    National,
    /// 冬至.
    WinterSolstice,
    /// 春节.
    Spring,
    /// 元宵节.
    Lantern,
    /// 端午节.
    DragonBoat,
    /// 七夕.
    Qixi,
    /// 中秋节.
    MidAutumn,
    /// 重阳节.
    DoubleNinth,
    /// 腊八节.
    Laba,
    /// 除夕.
    NewYearsEve,
}

/// A day of the lunar calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LunarDay {
    /// 1 to 12.
    pub month: u8,
    /// 闰.
    pub leap: bool,
    /// 1 to 30.
    pub day: u8,
}

impl Almanac {
    /// What a day is called in the lunar calendar, if the row reaches so far.
    pub fn lunar(&self, day: Day) -> Option<LunarDay> {
        let month = self.months.iter().rev().find(|month| month.first <= day).filter(|_| day < self.until)?;
        let number = u8::try_from(day.since(month.first) + 1).ok()?;
        Some(LunarDay { month: month.month, leap: month.leap, day: number })
    }

    /// The festivals of a day.
    pub fn festivals(&self, day: Day) -> impl Iterator<Item = Festival> + '_ {
        self.festivals.iter().filter(move |feast| feast.day == day).map(|feast| feast.festival)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_counted_from_the_first_of_its_month_and_nothing_is_said_beyond_the_row() {
        let first = Day::of(2027, 2, 6).unwrap();
        let months = vec![
            LunarMonth { first, month: 1, leap: false },
            LunarMonth { first: first.plus(30), month: 2, leap: true },
        ];
        let almanac = Almanac { months, until: first.plus(59), ..Almanac::default() };
        assert_eq!(almanac.lunar(first), Some(LunarDay { month: 1, leap: false, day: 1 }));
        assert_eq!(almanac.lunar(first.plus(29)), Some(LunarDay { month: 1, leap: false, day: 30 }));
        assert_eq!(almanac.lunar(first.plus(58)), Some(LunarDay { month: 2, leap: true, day: 29 }));
        assert_eq!(almanac.lunar(first.plus(-1)), None);
        assert_eq!(almanac.lunar(first.plus(59)), None);
    }
}
