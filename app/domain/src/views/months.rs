//! Service by months, for the picture beside the ledger.

use crate::hours::Hours;
use std::collections::BTreeMap;

/// A year, and a month of it.
pub type Month = (i32, u8);

/// The minutes of each month from the first one with service to the last, at most the last `most` of them. A month in between
/// without service is there too; what was taken back counts as little as in the sum.
pub fn by_month<'a>(entries: impl IntoIterator<Item = &'a Hours>, most: usize) -> Vec<(Month, i64)> {
    let mut minutes: BTreeMap<Month, i64> = BTreeMap::new();
    for entry in entries {
        let (year, month, _) = entry.from.day().parts();
        *minutes.entry((year, month)).or_default() += entry.minutes();
    }
    let (Some(first), Some(mut at)) = (minutes.keys().next().copied(), minutes.keys().next_back().copied()) else {
        return Vec::new();
    };
    let mut months = Vec::new();
    while at >= first && months.len() < most {
        months.push((at, minutes.get(&at).copied().unwrap_or_default()));
        at = if at.1 == 1 { (at.0 - 1, 12) } else { (at.0, at.1 - 1) };
    }
    months.reverse();
    months
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::HoursId;
    use crate::sample::id;
    use crate::when::{Clock, Day, Moment};

    fn served(n: u128, day: &str, hours: u16) -> Hours {
        let at = |hour: u16| Moment::at(Day::parse(day).unwrap(), Clock(hour * 60));
        Hours { id: HoursId(id(n)), from: at(9), until: at(9 + hours), ..Hours::default() }
    }

    #[test]
    fn every_month_has_its_sum_and_those_in_between_have_none() {
        let taken_back = Hours { reverses: Some(HoursId(id(2))), ..served(4, "2026-01-20", 1) };
        let all = [served(1, "2025-11-30", 2), served(2, "2026-01-20", 1), served(3, "2026-01-02", 3), taken_back];
        let months = by_month(&all, 12);
        assert_eq!(months, [((2025, 11), 120), ((2025, 12), 0), ((2026, 1), 180)]);
        assert_eq!(by_month(&all, 2), months[1..].to_vec());
        assert!(by_month(&Vec::new(), 12).is_empty());
    }
}
