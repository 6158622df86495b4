//! Service and what meals have cost by months, for the pictures beside the ledgers.

use crate::hours::Hours;
use crate::ledger::{Entry, EntryKind};
use crate::when::Day;
use std::collections::BTreeMap;

/// A year, and a month of it.
pub type Month = (i32, u8);

/// The minutes of each month from the first one with service to the last, at most the last `most` of them. A month in between
/// without service is there too; what was taken back counts as little as in the sum.
pub fn by_month<'a>(entries: impl IntoIterator<Item = &'a Hours>, most: usize) -> Vec<(Month, i64)> {
    sums(entries.into_iter().map(|entry| (entry.from.day(), entry.minutes())), most)
}

/// What meals have cost in each month, in fen, from the first one with a meal on: from the balance, in cash and by code. What was given
/// back or taken back counts less.
pub fn spent_by_month<'a>(entries: impl IntoIterator<Item = &'a Entry>, most: usize) -> Vec<(Month, i64)> {
    let meals = entries.into_iter().filter(|entry| matches!(entry.kind, EntryKind::Meal | EntryKind::MealBack));
    let paid = |entry: &Entry| entry.postings.till + entry.postings.code - entry.postings.balance;
    sums(meals.map(|entry| (entry.day, paid(entry))), most)
}

fn sums(amounts: impl Iterator<Item = (Day, i64)>, most: usize) -> Vec<(Month, i64)> {
    let mut sums: BTreeMap<Month, i64> = BTreeMap::new();
    for (day, amount) in amounts {
        let (year, month, _) = day.parts();
        *sums.entry((year, month)).or_default() += amount;
    }
    let (Some(first), Some(mut at)) = (sums.keys().next().copied(), sums.keys().next_back().copied()) else {
        return Vec::new();
    };
    let mut months = Vec::new();
    while at >= first && months.len() < most {
        months.push((at, sums.get(&at).copied().unwrap_or_default()));
        at = if at.1 == 1 { (at.0 - 1, 12) } else { (at.0, at.1 - 1) };
    }
    months.reverse();
    months
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::HoursId;
    use crate::ledger::Postings;
    use crate::sample::id;
    use crate::when::{Clock, Moment};

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

    #[test]
    fn what_meals_cost_is_what_was_paid_and_not_given_back() {
        let moved = |kind, day: &str, balance| Entry {
            kind,
            day: Day::parse(day).unwrap(),
            postings: Postings { balance, ..Postings::default() },
            ..Entry::default()
        };
        let cash = Postings { till: 600, meals: 600, ..Postings::default() };
        let all = [
            Entry { postings: cash, ..moved(EntryKind::Meal, "2026-11-09", 0) },
            moved(EntryKind::TopUp, "2026-09-01", 10_000),
            moved(EntryKind::Meal, "2026-10-05", -1_200),
            moved(EntryKind::MealBack, "2026-10-06", 1_200),
            moved(EntryKind::Meal, "2026-10-07", -900),
            moved(EntryKind::Meal, "2026-11-02", -1_500),
        ];
        assert_eq!(spent_by_month(&all, 12), [((2026, 10), 900), ((2026, 11), 2_100)]);
    }
}
