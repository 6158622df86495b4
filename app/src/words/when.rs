//! Days and times as a neighbour says them: 今天下午三点, 下周三上午九点半, 还有 6 小时, 刚刚更新. The one place where they are.
//!
//! Sentences and cards carry times in words, by [`day`], [`moment`] and [`span`], always in the community's time. Records and the
//! desk's tables, where times stand under each other, carry them in figures ([`stamp`], [`range`]) and days with their date
//! ([`exact_day`]). What may be read weeks later never counts from today ([`lasting`]).

use crate::look::Lang;
use domain::when::{Clock, Day, HOUR_MS, MINUTE_MS, Moment};

const DAY_MS: i64 = 24 * HOUR_MS;
const WEEKDAYS_ZH: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
const WEEKDAYS_EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const WEEKDAYS_EN_LONG: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS_EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const HOURS_ZH: [&str; 13] = ["零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
const DIGITS_ZH: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

fn at<'a>(names: &[&'a str], index: usize) -> &'a str {
    names.get(index).copied().unwrap_or_default()
}

/// The weekday in one sign for a narrow column: "一" / "Mon".
pub fn weekday(lang: Lang, day: Day) -> &'static str {
    nth_weekday(lang, day.weekday())
}

/// A weekday by its number, from 1 for Monday: "一" / "Mon".
pub fn nth_weekday(lang: Lang, number: u8) -> &'static str {
    let index = usize::from(number) - 1;
    lang.pick(at(&WEEKDAYS_ZH, index), at(&WEEKDAYS_EN, index))
}

/// The same in full, in English: "Monday".
pub fn long_weekday(number: u8) -> &'static str {
    at(&WEEKDAYS_EN_LONG, usize::from(number) - 1)
}

/// A day without its weekday: "11月27日" / "27 Nov"; with the year when it is not this one.
pub fn date(lang: Lang, day: Day, today: Day) -> String {
    let (year, month, number) = day.parts();
    let other_year = year != today.parts().0;
    let name = at(&MONTHS_EN, usize::from(month) - 1);
    match (lang, other_year) {
        (Lang::Zh, false) => format!("{month}月{number}日"),
        (Lang::Zh, true) => format!("{year}年{month}月{number}日"),
        (Lang::En, false) => format!("{number} {name}"),
        (Lang::En, true) => format!("{number} {name} {year}"),
    }
}

/// A month: "11月" / "Nov"; with the year when it is not this one.
pub fn month(lang: Lang, (year, month): (i32, u8), today: Day) -> String {
    let name = at(&MONTHS_EN, usize::from(month) - 1);
    if year == today.parts().0 {
        lang.pick(format!("{month}月"), name.into())
    } else {
        lang.pick(format!("{year}年{month}月"), format!("{name} {year}"))
    }
}

/// A day with its year, for what may be read in another one: "2027年3月1日" / "1 Mar 2027".
pub fn lasting_date(lang: Lang, day: Day) -> String {
    let (year, ..) = day.parts();
    let date = date(lang, day, day);
    lang.pick(format!("{year}年{date}"), format!("{date} {year}"))
}

/// A day in full, for the head of a page: "11月22日 星期日" / "Sunday 22 Nov".
pub fn full_date(lang: Lang, day: Day) -> String {
    let index = usize::from(day.weekday()) - 1;
    let date = date(lang, day, day);
    match lang {
        Lang::Zh => format!("{date} 星期{}", at(&WEEKDAYS_ZH, index)),
        Lang::En => format!("{} {date}", at(&WEEKDAYS_EN_LONG, index)),
    }
}

/// The days next to today have names of their own.
fn near(lang: Lang, days: i32) -> Option<&'static str> {
    match days {
        -1 => Some(lang.pick("昨天", "Yesterday")),
        0 => Some(lang.pick("今天", "Today")),
        1 => Some(lang.pick("明天", "Tomorrow")),
        2 if lang == Lang::Zh => Some("后天"),
        _ => None,
    }
}

/// A day as people say it, seen from `today`: "昨天", "后天", "周六", "下周三", "周六 12月5日" / "Tomorrow", "Sat 5 Dec".
///
/// A week begins on Monday. What is over, or more than a week off, is said by its date.
pub fn day(lang: Lang, day: Day, today: Day) -> String {
    let (days, sunday) = (day.since(today), 7 - i32::from(today.weekday()));
    if lang == Lang::En || days < 3 || days > sunday + 7 {
        return exact_day(lang, day, today);
    }
    let next = if days > sunday { "下" } else { "" };
    format!("{next}周{}", weekday(lang, day))
}

/// A day that has to be found again: "今天", "明天", "后天", else with its date: "周五 11月27日" / "Fri 27 Nov".
pub fn exact_day(lang: Lang, day: Day, today: Day) -> String {
    if let Some(name) = near(lang, day.since(today)) {
        return name.into();
    }
    let (weekday, date) = (weekday(lang, day), date(lang, day, today));
    lang.pick(format!("周{weekday} {date}"), format!("{weekday} {date}"))
}

/// The part of the day in which a clock time lies: "下午".
fn part_of_day(clock: Clock) -> &'static str {
    match clock.parts().0 {
        0..=4 => "凌晨",
        5..=7 => "早上",
        8..=11 => "上午",
        12 => "中午",
        13..=17 => "下午",
        _ => "晚上",
    }
}

/// A clock time without the part of the day: "三点半".
fn bare_clock(clock: Clock) -> String {
    let (hour, minute) = clock.parts();
    let hour = at(&HOURS_ZH, usize::from(if hour > 12 { hour - 12 } else { hour }));
    let (tens, ones) = (usize::from(minute / 10), usize::from(minute % 10));
    let digit = |index| at(&DIGITS_ZH, index);
    match (minute, tens, ones) {
        (0, ..) => format!("{hour}点"),
        (15, ..) => format!("{hour}点一刻"),
        (30, ..) => format!("{hour}点半"),
        (_, 0, ones) => format!("{hour}点零{}分", digit(ones)),
        (_, 1, 0) => format!("{hour}点十分"),
        (_, 1, ones) => format!("{hour}点十{}分", digit(ones)),
        (_, tens, 0) => format!("{hour}点{}十分", digit(tens)),
        (_, tens, ones) => format!("{hour}点{}十{}分", digit(tens), digit(ones)),
    }
}

/// A clock time: "下午两点半" / "2:30 pm".
pub fn clock(lang: Lang, clock: Clock) -> String {
    lang.pick(part_of_day(clock).to_string() + &bare_clock(clock), format!("{} {}", figures(clock), half(clock)))
}

/// The half of the day in which a clock time lies.
fn half(clock: Clock) -> &'static str {
    if clock.parts().0 < 12 { "am" } else { "pm" }
}

/// A clock time without the half of the day: "2:30".
fn figures(clock: Clock) -> String {
    let (hour, minute) = clock.parts();
    let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
    if minute == 0 { hour.to_string() } else { format!("{hour}:{minute:02}") }
}

/// From when until when on one day: "下午三点到四点半", "上午十一点到下午一点" / "3 to 4:30 pm", "11 am to 1 pm".
pub fn clocks(lang: Lang, from: Clock, until: Clock) -> String {
    let same = lang.pick(part_of_day(from) == part_of_day(until), half(from) == half(until));
    match (lang, same) {
        (Lang::Zh, true) => format!("{}到{}", clock(lang, from), bare_clock(until)),
        (Lang::Zh, false) => format!("{}到{}", clock(lang, from), clock(lang, until)),
        (Lang::En, true) => format!("{} to {}", figures(from), clock(lang, until)),
        (Lang::En, false) => format!("{} to {}", clock(lang, from), clock(lang, until)),
    }
}

/// A day and what is said of its hours: "今晚八点", "下周三下午三点", "周六 12月5日 上午九点".
fn joined(day: &str, hours: &str) -> String {
    match (day, hours.strip_prefix("晚上")) {
        ("昨天", Some(hours)) => format!("昨晚{hours}"),
        ("今天", Some(hours)) => format!("今晚{hours}"),
        ("明天", Some(hours)) => format!("明晚{hours}"),
        _ if day.contains(' ') => format!("{day} {hours}"),
        _ => format!("{day}{hours}"),
    }
}

/// A day and a clock time within a sentence: "今晚八点", "后天下午三点" / "tomorrow at 8 pm", "Sat 5 Dec, 9:30 am".
pub fn moment(lang: Lang, moment: Moment, now: Moment) -> String {
    let (day, clock) = (day(lang, moment.day(), now.day()), clock(lang, moment.clock()));
    match lang {
        Lang::Zh => joined(&day, &clock),
        Lang::En if day.contains(' ') => format!("{day}, {clock}"),
        Lang::En => format!("{} at {clock}", day.to_ascii_lowercase()),
    }
}

/// The same where a line begins with it: "Tomorrow at 8 pm".
pub fn moment_line(lang: Lang, at: Moment, now: Moment) -> String {
    let mut line = moment(lang, at, now);
    if let Some(first) = line.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    line
}

/// From when until when: "后天下午三点到四点半" / "Tomorrow, 3 to 4:30 pm".
pub fn span(lang: Lang, starts: Moment, ends: Moment, now: Moment) -> String {
    if ends.day() != starts.day() {
        let (from, until) = (moment_line(lang, starts, now), moment(lang, ends, now));
        return lang.pick(format!("{from}到{until}"), format!("{from} to {until}"));
    }
    let (day, hours) = (day(lang, starts.day(), now.day()), clocks(lang, starts.clock(), ends.clock()));
    lang.pick(joined(&day, &hours), format!("{day}, {hours}"))
}

/// A day and a time that may be read weeks later: "11月23日上午九点半" / "9:30 am on 23 Nov".
pub fn lasting(lang: Lang, at: Moment) -> String {
    let (date, clock) = (date(lang, at.day(), at.day()), clock(lang, at.clock()));
    lang.pick(format!("{date}{clock}"), format!("{clock} on {date}"))
}

/// From when until when, in figures: "13:00–17:00".
pub fn range(starts: Moment, ends: Moment) -> String {
    format!("{}–{}", starts.clock(), ends.clock())
}

/// A day and a time in figures, for a record: "11月20日 09:12" / "20 Nov 09:12".
pub fn stamp(lang: Lang, moment: Moment, now: Moment) -> String {
    format!("{} {}", date(lang, moment.day(), now.day()), moment.clock())
}

/// How long until something: "还有 6 小时", "还有 40 分钟".
pub fn until(lang: Lang, ms: i64) -> String {
    if ms < MINUTE_MS {
        return lang.pick("不到 1 分钟", "less than a minute left").into();
    }
    match amount(lang, ms) {
        amount if lang == Lang::Zh => format!("还有 {amount}"),
        amount => format!("{amount} left"),
    }
}

/// How old something is: "刚刚更新", "5 分钟前".
pub fn age(lang: Lang, ms: i64) -> String {
    if ms < 2 * MINUTE_MS {
        return lang.pick("刚刚更新", "Just updated").into();
    }
    let amount = amount(lang, ms);
    lang.pick(format!("{amount}前"), format!("{amount} ago"))
}

/// The largest unit that fits, cut downwards.
fn amount(lang: Lang, ms: i64) -> String {
    let (count, zh, en) = match ms {
        DAY_MS.. => (ms / DAY_MS, "天", "day"),
        HOUR_MS.. => (ms / HOUR_MS, "小时", "hour"),
        _ => (ms / MINUTE_MS, "分钟", "minute"),
    };
    let plural = if count == 1 { "" } else { "s" };
    lang.pick(format!("{count} {zh}"), format!("{count} {en}{plural}"))
}

#[cfg(test)]
mod tests;
