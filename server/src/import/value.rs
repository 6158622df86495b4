//! What a cell can mean, as plain functions of its text. Excel rewrites dates and times in its own way when a
//! file is saved (2026/1/3, 9:00:00), and people type full-width digits: all of that is read, nothing is guessed.

use crate::workbook::risky;
use domain::when::{Clock, Day};

/// A whole number, digits only.
pub(super) fn whole(text: &str) -> Option<u32> {
    let text = narrow(text);
    digits(&text).then(|| text.parse().ok())?
}

/// Yuan with at most two decimals, in fen.
pub(super) fn fen(text: &str) -> Option<i64> {
    let text = narrow(text);
    let (yuan, cents) = text.split_once('.').unwrap_or((&text, "00"));
    if !digits(yuan) || yuan.len() > 6 || !digits(cents) || cents.len() > 2 {
        return None;
    }
    let scale = if cents.len() == 1 { 10 } else { 1 };
    Some(yuan.parse::<i64>().ok()? * 100 + cents.parse::<i64>().ok()? * scale)
}

/// `2026-11-22`, `2026/11/2`, `今天`, `今天+3`, `今天-1`.
pub(super) fn day(text: &str, today: Day) -> Option<Day> {
    let text = narrow(text);
    if let Some(rest) = text.strip_prefix("今天") {
        let rest: String = rest.split_whitespace().collect();
        let days = |count: &str| if count.len() <= 3 { whole(count)?.try_into().ok() } else { None };
        return match (rest.strip_prefix('+'), rest.strip_prefix('-')) {
            (Some(count), _) => days(count).map(|count| today.plus(count)),
            (_, Some(count)) => days(count).map(|count: i32| today.plus(-count)),
            _ => rest.is_empty().then_some(today),
        };
    }
    let mut parts = text.split(['-', '/', '.']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let short = |part: &str| digits(part) && part.len() <= 2;
    if parts.next().is_some() || !digits(year) || year.len() != 4 || !short(month) || !short(day) {
        return None;
    }
    Day::of(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// `9:00`, `09:00`, `9:00:00`.
pub(super) fn clock(text: &str) -> Option<Clock> {
    let text = narrow(text);
    let minutes = text.strip_suffix(":00").filter(|rest| rest.contains(':')).unwrap_or(&text);
    let (hour, minute) = minutes.split_once(':')?;
    (digits(hour) && digits(minute) && minute.len() == 2).then(|| Clock::parse(minutes))?
}

/// A month that is not after `today`, as `YYYY-MM`: `1952-03`, `1952/3`, `1952年3月`.
pub(super) fn month(text: &str, today: Day) -> Option<String> {
    let text = narrow(text);
    let text = text.strip_suffix('月').unwrap_or(&text);
    let (year, month) = text.split_once(['-', '/', '.', '年'])?;
    if !digits(year) || year.len() != 4 || !digits(month) || month.len() > 2 {
        return None;
    }
    let first = Day::of(year.parse().ok()?, month.parse().ok()?, 1)?;
    let earliest = Day::of(1890, 1, 1)?;
    (earliest <= first && first <= today).then(|| first.to_string().chars().take(7).collect())
}

/// A telephone number, as its digits.
pub(super) fn phone(text: &str) -> Option<String> {
    let text = narrow(text);
    let text = text.strip_prefix("+86").unwrap_or(&text);
    let number: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    (digits(&number) && (7..=15).contains(&number.len())).then_some(number)
}

/// Stands for the end of a line inside a cell: a cell is one line, because a forgotten quote swallows those that follow.
pub(super) const BREAK: &str = "↵";

/// A text that programs for tables do not take for a formula: with an apostrophe in front. One that begins with apostrophes
/// and would be one without them gets another one, so that nothing is lost.
pub(super) fn guarded(text: &str) -> String {
    let apostrophe = if formula(text) { "'" } else { "" };
    format!("{apostrophe}{text}")
}

/// What stood there before.
pub(super) fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|_| formula(text)).unwrap_or(text)
}

fn formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(risky)
}

/// The parts of a cell that holds several values.
pub(super) fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '；', '、']).map(str::trim).filter(|part| !part.is_empty())
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Full-width letters, digits and signs as their plain forms.
pub(super) fn narrow(text: &str) -> String {
    const FULL_WIDTH: std::ops::RangeInclusive<char> = '\u{ff01}'..='\u{ff5e}';
    let plain = |c: char| if FULL_WIDTH.contains(&c) { char::from_u32(c as u32 - 0xfee0).unwrap_or(c) } else { c };
    text.trim().chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: fn() -> Day = || Day::of(2026, 11, 22).unwrap();

    #[test]
    fn a_number_is_digits_and_nothing_else() {
        assert_eq!(whole("30"), Some(30));
        assert_eq!(whole("３０"), Some(30));
        for text in ["", "-1", "+1", "3.0", "1,000", "三十", "99999999999"] {
            assert_eq!(whole(text), None, "{text}");
        }
    }

    #[test]
    fn money_has_at_most_two_decimals() {
        assert_eq!(fen("6"), Some(600));
        assert_eq!(fen("4.5"), Some(450));
        assert_eq!(fen("0.05"), Some(5));
        for text in ["", ".5", "6.", "1.234", "-1", "6元", "1e3", "9999999"] {
            assert_eq!(fen(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_is_a_calendar_day_or_counts_from_today() {
        let read = |text| day(text, TODAY()).map(|day| day.to_string());
        assert_eq!(read("今天").as_deref(), Some("2026-11-22"));
        assert_eq!(read("今天+0").as_deref(), Some("2026-11-22"));
        assert_eq!(read("今天 + 10").as_deref(), Some("2026-12-02"));
        assert_eq!(read("今天－1").as_deref(), Some("2026-11-21"));
        assert_eq!(read("2026-01-03").as_deref(), Some("2026-01-03"));
        assert_eq!(read("2026/1/3").as_deref(), Some("2026-01-03"));
        for text in [
            "",
            "明天",
            "今天3",
            "今天晚上",
            "今天+",
            "今天+1000",
            "今天+-1",
            "2026-02-29",
            "26-1-3",
            "2026-1",
            "1-2-3-4",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_time_is_read_as_excel_saves_it() {
        for text in ["09:00", "9:00", "9:00:00", "９：００"] {
            assert_eq!(clock(text), Some(Clock(540)), "{text}");
        }
        assert_eq!(clock("0:00"), Some(Clock(0)));
        for text in ["", "9", "24:00", "9:60", "9:0", "+9:00", "上午9点"] {
            assert_eq!(clock(text), None, "{text}");
        }
    }

    #[test]
    fn a_birth_month_is_not_in_the_future() {
        for text in ["1952-03", "1952/3", "1952.03", "1952年3月"] {
            assert_eq!(month(text, TODAY()).as_deref(), Some("1952-03"), "{text}");
        }
        for text in ["", "Mar-52", "1952", "1952-13", "2026-12", "1789-07", "1952-03-01"] {
            assert_eq!(month(text, TODAY()), None, "{text}");
        }
    }

    #[test]
    fn a_telephone_number_is_its_digits() {
        assert_eq!(phone("199 0000-9239").as_deref(), Some("19900009239"));
        assert_eq!(phone("+8619900009239").as_deref(), Some("19900009239"));
        for text in ["", "12345", "1990000923x", "1234567890123456"] {
            assert_eq!(phone(text), None, "{text}");
        }
    }

    #[test]
    fn several_values_stand_between_any_of_three_signs() {
        assert_eq!(parts("1; 3；5、7;").collect::<Vec<_>>(), ["1", "3", "5", "7"]);
        assert_eq!(parts("").count(), 0);
    }
}
